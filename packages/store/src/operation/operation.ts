/** What callers ask of a tenant's records, who asks, and what they get. The types that the stages of `pipeline.ts` hand on. */
import type { Model } from '@tenon/model';

/** Who acts. There is no anonymous and no absent principal; background work uses a named system principal. */
export interface Principal {
  readonly kind: 'user' | 'system';
  /** Slug of the tenant; fixed by the session or key that was presented, never by the request. */
  readonly tenant: string;
  readonly userId: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Attributes that conditions read as `user.<name>`; references are ids. */
  readonly attributes: Readonly<Record<string, string | null>>;
  readonly locale: 'en' | 'zh-CN';
}

interface Written {
  readonly idempotencyKey?: string;
  readonly reason?: string;
}

export type Values = Readonly<Record<string, unknown>>;

/** Where the words of a search stand: anywhere, or together at the beginning of a value that is searched, or as the whole of it. */
export type Found = 'anywhere' | 'beginning' | 'whole';

export type OperationInput =
  | { readonly kind: 'list'; readonly object: string; readonly filter?: string; readonly sort?: string; readonly select?: string; readonly expand?: string; readonly limit?: number; readonly cursor?: string; readonly offset?: number; readonly count?: boolean; readonly search?: string; readonly found?: Found }
  | { readonly kind: 'get'; readonly object: string; readonly id: string; readonly select?: string; readonly expand?: string }
  | { readonly kind: 'aggregate'; readonly object: string; readonly filter?: string; readonly search?: string; readonly group?: string; readonly aggregate: string; readonly sort?: string; readonly limit?: number }
  | { readonly kind: 'report'; readonly report: string; readonly filter?: string; readonly by?: string }
  | { readonly kind: 'history'; readonly object: string; readonly id: string; readonly limit?: number }
  | ({ readonly kind: 'create'; readonly object: string; readonly values: Values } & Written)
  | ({ readonly kind: 'update'; readonly object: string; readonly id: string; readonly values: Values; readonly version?: number } & Written)
  | ({ readonly kind: 'delete'; readonly object: string; readonly id: string; readonly version?: number } & Written)
  | ({ readonly kind: 'act'; readonly object: string; readonly id: string; readonly action: string; readonly values?: Values; readonly version?: number } & Written)
  | ({ readonly kind: 'bulk'; readonly object: string; readonly items: readonly BulkItem[] } & Written);

export type BulkItem =
  | { readonly kind: 'create'; readonly values: Values }
  | { readonly kind: 'update'; readonly id: string; readonly values: Values; readonly version?: number }
  | { readonly kind: 'delete'; readonly id: string; readonly version?: number }
  | { readonly kind: 'act'; readonly id: string; readonly action: string; readonly values?: Values; readonly version?: number };

export interface OperationResult {
  /** The answer as JSON text; made by PostgreSQL on reads and passed through. */
  readonly body: string;
  /** Row version of the one record answered, for `ETag`. */
  readonly version?: number;
  /** True when an earlier answer was given again for the same idempotency key. */
  readonly replayed?: boolean;
  /** Milliseconds per stage, for `Server-Timing`. */
  readonly timings: Readonly<Record<string, number>>;
}

/** What a request holds from beginning to end: one tenant, one Model. */
export interface TenantScope {
  readonly tenant: string;
  /** Name of the tenant's PostgreSQL schema and role, such as `t_demo`. */
  readonly schema: string;
  readonly model: Model;
}
