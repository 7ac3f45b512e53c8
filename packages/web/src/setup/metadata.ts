/** What the server says about layers, and how it is asked: `/api/metadata`, for administrators. */
import type { ClientModel, ModelChange } from '@tenon/model';
import type { LayerEdit, LayerInfo, MergeEntry } from '@tenon/model/compiler';
import { ApiProblem, type ProblemBody } from '@tenon/sdk';
import { inPageLanguage } from '../app/client.ts';

export type { LayerEdit, LayerInfo, MergeEntry, ModelChange };

/** A mistake or a hint, in the reader's language. */
export interface Told {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint?: string;
  readonly address?: string;
}
export type Files = Readonly<Record<string, string>>;
export interface Draft {
  readonly revision: number;
  readonly baseVersion: number;
  readonly updatedAt?: string;
  readonly updatedBy?: string;
  readonly files: Files;
  readonly diagnostics: readonly Told[];
  readonly layers: readonly LayerInfo[];
}
export interface LayeredDocument {
  readonly value: Readonly<Record<string, unknown>>;
  readonly layers: Readonly<Record<string, string>>;
}
export type Risk = 'safe' | 'slow' | 'aside' | 'losesData';
export interface TableChange {
  readonly risk: Risk;
  readonly words: string;
  /** The kind of the step, and what it is about. */
  readonly step: string;
  readonly table: string;
  readonly column?: string;
  readonly rows?: number;
  readonly estimateMs?: number;
  readonly failing?: number;
  readonly sql: string;
}
export interface Failing {
  readonly object: string;
  readonly kind: string;
  readonly name: string;
  readonly address: string;
  readonly failing: number;
  readonly examples: readonly { readonly id: string; readonly title: string }[];
}
interface Sides<T> { readonly gained: readonly T[]; readonly lost: readonly T[] }
export interface AccessChange {
  readonly role: string;
  readonly object: string;
  readonly verbs: Sides<string> & { readonly changed: readonly string[] };
  readonly actions: Sides<string>;
  readonly fields: Sides<{ readonly name: string; readonly from: string; readonly to: string }>;
  readonly records?: { readonly before: number; readonly after: number; readonly gained: number; readonly lost: number };
}
export interface Plan {
  readonly id: string;
  readonly fromVersion: number;
  readonly layers: readonly { readonly name: string; readonly from?: string; readonly to?: string }[];
  readonly changes: readonly ModelChange[];
  readonly tables: readonly TableChange[];
  readonly validations: readonly Failing[];
  readonly access: readonly AccessChange[];
  readonly merges: readonly MergeEntry[];
  readonly diagnostics: readonly Told[];
  readonly blocked: readonly { readonly code: string; readonly message: string }[];
  readonly sql: string;
}
export type Resolutions = Readonly<Record<string, 'mine' | 'theirs'>>;
export interface Version {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  readonly layers: readonly { readonly name: string; readonly version: string }[] | null;
  readonly summary: { readonly changes: Readonly<Record<string, number>>; readonly words: readonly { readonly en: string; readonly 'zh-CN': string }[] } | null;
}
export interface VersionDiff { readonly changes: readonly ModelChange[] }
export interface BlameStep {
  readonly namespace: string;
  readonly label: string;
  readonly kind: LayerInfo['kind'];
  readonly version: string;
  readonly op: string;
  readonly value?: unknown;
  readonly by?: string;
  readonly author?: string;
  readonly at?: string;
  readonly why?: string;
}
export interface Blame { readonly value?: unknown; readonly steps: readonly BlameStep[] }

/** Of an edit or a plan that was refused, with the mistakes in the documents. */
export class MetadataProblem extends ApiProblem {
  readonly diagnostics: readonly Told[];
  constructor(status: number, body: ProblemBody & { readonly diagnostics?: readonly Told[] }) {
    super(status, body);
    this.diagnostics = body.diagnostics ?? [];
  }
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers = { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  let answer: Response;
  try {
    answer = await inPageLanguage(`/api/metadata/${path}`, { method, headers, credentials: 'same-origin', ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  } catch (error) {
    throw new ApiProblem(0, { code: 'NETWORK', detail: String(error) });
  }
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text) as T;
  throw new MetadataProblem(answer.status, problemIn(text));
}

function problemIn(text: string): ProblemBody {
  try {
    return JSON.parse(text) as ProblemBody;
  } catch {
    return {};
  }
}

export const metadata = {
  draft: () => ask<Draft>('GET', 'draft'),
  edit: (edits: readonly LayerEdit[], revision: number) => ask<Draft>('POST', 'draft/edits', { edits, revision }),
  discard: () => ask<Draft>('DELETE', 'draft'),
  draftModel: () => ask<ClientModel>('GET', 'draft/model'),
  live: () => ask<{ readonly files: Files }>('GET', 'export'),
  document: (address: string, without?: 'tenant') => ask<LayeredDocument>('GET', `documents/${address}${without ? `?without=${without}` : ''}`),
  plan: (resolutions: Resolutions) => ask<Plan>('POST', 'plan', { resolutions }),
  apply: (wish: { readonly id: string; readonly consent: boolean; readonly reason?: string; readonly resolutions: Resolutions }) => ask<{ readonly version: number }>('POST', 'apply', wish),
  versions: () => ask<readonly Version[]>('GET', 'versions'),
  diff: (from: number, to: number) => ask<VersionDiff>('GET', `versions/${from}/diff?to=${to}`),
  returnTo: (version: number) => ask<Draft>('POST', `versions/${version}/return`, {}),
  blame: (address: string) => ask<Blame>('GET', `blame?address=${encodeURIComponent(address)}`),
};
