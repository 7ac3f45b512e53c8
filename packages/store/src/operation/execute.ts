/** Runs the statement of a read for the tenant, as its role and read only. */
import { queryInScope, type Database, type Statement } from '../database.ts';
import type { RenderedSql } from '../expression/fragment.ts';
import { filled, type Slots } from './compile-cache.ts';
import type { CompiledRead } from './compile-read.ts';
import type { TenantScope } from './operation.ts';

export interface ReadRow {
  readonly json: string;
  readonly keys?: string;
  readonly version?: number;
}
export interface ResultSet { readonly rows: readonly ReadRow[]; readonly count?: string; readonly whole?: ReadRow }

export async function executeRead(database: Database, scope: TenantScope, compiled: CompiledRead, given: Slots): Promise<ResultSet> {
  const { main, count, whole, slow, anew = false } = compiled;
  const statement = (rendered: RenderedSql): Statement => ({ ...filled(rendered, given), prepared: !anew });
  const [rows, counted, totals] = await Promise.all([
    queryInScope<ReadRow>(database, scope, statement(main), { slow }),
    count ? queryInScope<{ count: string }>(database, scope, statement(count), { slow: true }) : undefined,
    whole ? queryInScope<ReadRow>(database, scope, statement(whole), { slow: true }) : undefined,
  ]);
  return { rows, ...(counted ? { count: counted[0]!.count } : {}), ...(totals ? { whole: totals[0]! } : {}) };
}
