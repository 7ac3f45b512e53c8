/** Takes away what hangs on records that are deleted: comments, attachments, notifications, and files that nothing refers to any more. */
import type { Model } from '@tenon/model';
import type { Transaction } from '../database.ts';
import { ident, join, render, sql } from '../expression/fragment.ts';
import { typed } from '../expression/scope.ts';
import { familyOf } from '../operation/computed.ts';
import { familySql } from '../operation/recompute.ts';
import { dropUnused } from './files.ts';

/** For the deleting transaction, while the records are still there: their children are found through them. */
export async function forgetRecords(tx: Transaction, model: Model, root: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const families = familyOf(model, root).map(({ name }) => sql`select ${typed(name, 'text')} as object, ${ident('r', 'id')} as id from ${ident(name)} ${ident('r')} where ${familySql(model, name, root, ids, 'r')}`);
  const files = await tx.query<{ file: string }>({
    ...render(sql`with gone as materialized (${join(families, ' union all ')}),
      c as (delete from "_comment" x using gone g where x.object = g.object and x.record_id = g.id),
      n as (delete from "_notification" x using gone g where x.object = g.object and x.record_id = g.id),
      a as (delete from "_attachment" x using gone g where x.object = g.object and x.record_id = g.id returning x.file),
      u as (delete from "_file_use" x using gone g where x.object = g.object and x.record_id = g.id returning x.file)
      select file from a union select file from u`),
    prepared: true,
  });
  await dropUnused(tx, files.map(({ file }) => file));
}
