/** One entry of the catalogue of everything that can be wrong. Codes are never reused; a retired one stays, marked. */
import type { Texts } from './message.ts';

export interface Entry {
  /** `author`: a Diagnostic about a document. `request`: a Failure that answers a request. */
  readonly for: 'author' | 'request';
  readonly severity?: 'error' | 'warning';
  /** HTTP status of a Failure. */
  readonly status?: number;
  readonly message: Texts;
  /** What to do; left out when one of its parameters is missing. */
  readonly hint?: Texts;
  readonly retired?: true;
}
