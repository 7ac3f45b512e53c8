/** A problem at a part of the source: `offset` and `length` are parameters, for the caller knows the file. */
import { diagnostic, type Code, type Diagnostic } from '@tenon/diagnostics';
import type { Span } from './syntax.ts';

type ProblemParams = Readonly<Record<string, string | number | boolean | undefined>>;

export function problemAt(code: Code, span: Span, params: ProblemParams = {}): Diagnostic {
  return diagnostic(code, { ...params, offset: span.start, length: span.end - span.start });
}
