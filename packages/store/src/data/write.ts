/** Writes rows of tables set by set: one statement for a thousand rows, the values in one JSON parameter. */
import type { Model, ObjectModel } from '@tenon/model';
import type { Transaction } from '../database.ts';
import { join, render, sql, verbatim, type Sql } from '../expression/fragment.ts';
import { Names, type SqlContext } from '../expression/scope.ts';
import { toSql } from '../expression/to-sql.ts';
import { linkTable, quoteName } from '../names.ts';
import { searchText } from '../operation/computed.ts';
import { recompute, refreshSearch } from '../operation/recompute.ts';
import { columnNames, columnType, hasColumn } from '../schema/columns.ts';
import type { TableRow } from './rows.ts';

const batchRows = 1_000;

export interface WriteContext {
  readonly model: Model;
  readonly now: string;
  readonly userId: string | null;
}

const context = (write: WriteContext, object: string): SqlContext => ({
  model: write.model, timeZone: write.model.package.timeZone, now: write.now, names: new Names(),
  roots: { record: { kind: 'row', object, alias: 'r' }, user: { kind: 'values', values: { id: write.userId } } },
});

/** Inserts rows of one object. What a row leaves out gets its default, computed by PostgreSQL from the row itself. */
export async function insertRows(tx: Transaction, write: WriteContext, objectName: string, rows: readonly TableRow[]): Promise<void> {
  const object = write.model.objects[objectName]!;
  const columns = columnsWritten(object);
  const names = columns.map((column) => quoteName(column.name)).join(', ');
  const values = join(columns.map((column) => valueSql(write, object, column)));
  const shape = columns.map((column) => `${quoteName(column.name)} ${column.type}`).join(', ');
  for (let at = 0; at < rows.length; at += batchRows) {
    const batch = rows.slice(at, at + batchRows).map((row) => ({
      version: 1, created_at: write.now, updated_at: write.now, created_by: write.userId, updated_by: write.userId,
      ...row.columns, ...(object.search.length > 0 ? { search_text: searchText(object, row.columns) } : {}),
    }));
    const source = sql`jsonb_to_recordset(${JSON.stringify(batch)}::jsonb)`;
    const statement = sql`${verbatim(`INSERT INTO ${quoteName(objectName)} (${names}) SELECT `)}${values} FROM ${source} ${verbatim(`AS r (${shape})`)}`;
    await tx.execute(render(statement));
  }
}

interface WrittenColumn { readonly name: string; readonly type: string; readonly field: string | undefined }

function columnsWritten(object: ObjectModel): readonly WrittenColumn[] {
  const fields = Object.values(object.fields).filter((field) => hasColumn(field) && !field.formula);
  const columns = fields.flatMap((field) => columnNames(field).map((name): WrittenColumn => ({ name, type: columnType(field), field: field.name })));
  return object.search.length > 0 ? [...columns, { name: 'search_text', type: 'text', field: undefined }] : columns;
}

function valueSql(write: WriteContext, object: ObjectModel, column: WrittenColumn): Sql {
  const own = verbatim(`r.${quoteName(column.name)}`);
  const field = column.field === undefined ? undefined : object.fields[column.field];
  if (!field || field.type === 'date_range') return own;
  if (field.default) return sql`coalesce(${own}, (${toSql(field.default.expr, context(write, object.name))})${verbatim(`::${column.type}`)})`;
  if (object.lifecycle?.field === field.name) return sql`coalesce(${own}, ${object.lifecycle.initial}::text)`;
  if (object.owner && field.name === 'owner') return sql`coalesce(${own}, ${write.userId}::uuid)`;
  return own;
}

/** Updates records that exist, only in the columns that their rows write. */
export async function updateRows(tx: Transaction, write: WriteContext, objectName: string, rows: readonly TableRow[]): Promise<void> {
  const object = write.model.objects[objectName]!;
  const types = new Map(columnsWritten(object).map((column) => [column.name, column.type]));
  const groups = Map.groupBy(rows, (row) => Object.keys(row.columns).filter((name) => name !== 'id').sort().join(','));
  for (const [key, group] of groups) {
    const columns = key.split(',').filter((name) => types.has(name));
    const shape = ['id', ...columns].map((name) => `${quoteName(name)} ${types.get(name)}`).join(', ');
    const sets = columns.map((name) => `${quoteName(name)} = r.${quoteName(name)}`);
    const changed = columns.length === 0 ? 'false' : `(${columns.map((name) => `t.${quoteName(name)}`).join(', ')}) IS DISTINCT FROM (${columns.map((name) => `r.${quoteName(name)}`).join(', ')})`;
    for (let at = 0; at < group.length; at += batchRows) {
      await tx.execute(
        `UPDATE ${quoteName(objectName)} AS t SET ${[...sets, 'version = t.version + 1', 'updated_at = $2', 'updated_by = $3'].join(', ')}
         FROM jsonb_to_recordset($1::jsonb) AS r (${shape}) WHERE t.id = r.id AND ${changed}`,
        [JSON.stringify(group.slice(at, at + batchRows).map((row) => row.columns)), write.now, write.userId]);
    }
  }
  await refreshSearch(tx, write.model, objectName, rows.map((row) => row.id));
}

/** Replaces the links of records. */
export async function writeLinks(tx: Transaction, object: ObjectModel, rows: readonly TableRow[]): Promise<void> {
  for (const field of Object.values(object.fields)) {
    if (field.type !== 'references') continue;
    const table = linkTable(object.name, field.name);
    const written = rows.flatMap((row) => row.links.filter((link) => link.table === table).map((link) => ({ record: row.id, targets: link.targets })));
    if (written.length === 0) continue;
    await tx.execute(`DELETE FROM ${quoteName(table)} WHERE record = ANY($1)`, [written.map((one) => one.record)]);
    const pairs = written.flatMap((one) => one.targets.map((target) => [one.record, target] as const));
    await tx.execute(`INSERT INTO ${quoteName(table)} (record, target) SELECT * FROM unnest($1::uuid[], $2::uuid[])`, [pairs.map((pair) => pair[0]), pairs.map((pair) => pair[1])]);
  }
}

/** Brings stored formulas up to date, of the records and of the parents that add them up, and the search text where it holds a formula. */
export async function computeLoaded(tx: Transaction, write: WriteContext, objectName: string, ids: readonly string[]): Promise<void> {
  let [root, rootIds] = [write.model.objects[objectName]!, ids];
  for (let parent = root.partOf; parent && rootIds.length > 0; parent = root.partOf) {
    const rows = await tx.query<{ id: string }>(`SELECT DISTINCT ${quoteName(parent.by)} AS id FROM ${quoteName(root.name)} WHERE id = ANY($1)`, [rootIds]);
    [root, rootIds] = [write.model.objects[parent.object]!, rows.map((row) => row.id)];
  }
  await recompute(tx, write.model, root.name, rootIds, write.now);
  const object = write.model.objects[objectName]!;
  if (object.search.some((name) => object.fields[name]?.formula)) await refreshSearch(tx, write.model, objectName, ids);
}
