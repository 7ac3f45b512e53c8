/**
 * Clears away what nobody needs any more: files that nothing has referred to for a while, notes that are old, and what hangs on
 * records that went away with others.
 *
 * For a timer on every node: one node at a time clears a tenant, the others pass it by.
 */
import { limits } from '@tenon/diagnostics';
import { withTransaction, type Transaction } from '../database.ts';
import { ident, join, render, sql } from '../expression/fragment.ts';
import { typed } from '../expression/scope.ts';
import type { StoreHandle } from '../handle.ts';
import type { TenantScope } from '../operation/operation.ts';
import { unusedSql } from './files.ts';

/** Files are removed a few at a time: each may be large. */
const filesAtOnce = 200;

/** Returns how many files and notes were removed; nothing where another node is at it. */
export async function tidyTenant(store: Pick<StoreHandle, 'database'>, scope: TenantScope): Promise<{ readonly files: number; readonly notifications: number }> {
  const work = <T>(none: T, run: (tx: Transaction) => Promise<T>): Promise<T> => withTransaction(store.database, scope, {}, async (tx) => {
    const [lane] = await tx.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(hashtextextended('tenon.tidy.' || $1, 0)) as mine`, [scope.tenant]);
    return lane!.mine ? run(tx) : none;
  });
  await work(undefined, (tx) => forgetOrphans(tx, scope));
  const notifications = await work(0, (tx) => tx.execute(
    `delete from "_notification" where at < now() - $1 * interval '1 day' or read_at < now() - $2 * interval '1 day'`, [limits.notificationDaysKept, limits.notificationReadDaysKept]));
  let files = 0;
  for (let more = filesAtOnce; more === filesAtOnce; files += more) more = await work(0, removeFiles);
  return { files, notifications };
}

/** Whoever is about to refer to a file holds it: it is left for the next time. */
const removeFiles = (tx: Transaction): Promise<number> => tx.execute(
  `delete from "_file" where id in (select f.id from "_file" f where f.keep_until < now() and ${unusedSql} limit $1::int for update skip locked)`, [filesAtOnce]);

/** What is about a record of which there is no row: PostgreSQL has removed it along with another. What is set aside is let be. */
async function forgetOrphans(tx: Transaction, { model }: TenantScope): Promise<void> {
  const gone = join(Object.keys(model.objects).map((name) => sql`(x.object = ${typed(name, 'text')} and not exists (select 1 from ${ident(name)} r where r.id = x.record_id))`), ' or ');
  // A note may be about an object, and no record of it.
  for (const table of ['_comment', '_attachment', '_file_use', '_notification']) await tx.execute(render(sql`delete from ${ident(table)} x where x.record_id is not null and (${gone})`));
}
