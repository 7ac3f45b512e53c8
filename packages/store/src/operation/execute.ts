/** Runs the statement of a read for the tenant, as its role and read only. */
import { queryInScope, type Database } from '../database.ts';
import { filled, type Slots } from './compile-cache.ts';
import type { CompiledRead } from './compile-read.ts';
import type { TenantScope } from './operation.ts';

export interface ReadRow {
  readonly json: string;
  readonly keys?: string;
  readonly version?: number;
}
export interface ResultSet { readonly rows: readonly ReadRow[]; readonly count?: string }

export async function executeRead(database: Database, scope: TenantScope, compiled: CompiledRead, given: Slots): Promise<ResultSet> {
  const { main, count, slow } = compiled;
  const [rows, counted] = await Promise.all([
    queryInScope<ReadRow>(database, scope, filled(main, given), { slow }),
    count ? queryInScope<{ count: string }>(database, scope, filled(count, given), { slow: true }) : undefined,
  ]);
  return { rows, ...(counted ? { count: counted[0]!.count } : {}) };
}
