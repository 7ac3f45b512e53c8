/** What the functions of the store share: the connections, and what this PostgreSQL can do. */
import type { Database } from './database.ts';
import type { Compiler } from './tenant/compiler.ts';

export interface StoreHandle {
  readonly database: Database;
  /** Whether pg_trgm is installed, for the index behind `search`. */
  readonly trigrams: boolean;
  /** Compiles the layers of tenants; a server gives one that works beside its requests. */
  readonly compiler: Compiler;
}
