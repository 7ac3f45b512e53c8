/**
 * INSERT, UPDATE and DELETE of rows. All rows of a statement travel as one JSON parameter, so that its text does not depend on their number.
 */
import type { FieldModel, ObjectModel } from '@tenon/model';
import type { Transaction } from '../database.ts';
import { ident, join, render, sql, verbatim, type Sql } from '../expression/fragment.ts';
import { Names, sqlTypeOf, typed, type RowRoot } from '../expression/scope.ts';
import { toSql } from '../expression/to-sql.ts';
import { columnNames } from '../schema/columns.ts';
import { linkTable } from '../schema/tables.ts';
import type { Access } from './access.ts';
import { searchText } from './computed.ts';
import { nextNumbers } from './numbering.ts';
import { ownColumns, type Batch, type NewRow } from './plan-write.ts';

export interface WriteContext { readonly tx: Transaction; readonly access: Access; readonly now: string; readonly userId: string | null }

const columnType = (field: FieldModel): string => (field.type === 'date_range' ? 'date' : field.name === 'version' ? 'integer' : sqlTypeOf(field));

/** Values by field → values by column. */
function columnValues(object: ObjectModel, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (object.fields[name]?.type === 'date_range') {
      const range = value as { from?: unknown; to?: unknown } | null;
      found[`${name}_from`] = range?.from ?? null;
      found[`${name}_to`] = range?.to ?? null;
    } else found[name] = value;
  }
  return found;
}

export async function insertBatch(batch: Batch, context: WriteContext): Promise<void> {
  const { object, rows } = batch;
  if (rows.length === 0) return;
  const fields = ownColumns(object);
  const numbers = await nextNumbers(object, rows.length, context);
  const system = { version: 1, created_at: context.now, created_by: context.userId, updated_at: context.now, updated_by: context.userId, ...(object.owner ? { owner: context.userId } : {}) };
  const data = rows.map((row, i) => {
    const values: Record<string, unknown> = { ...system, ...row.values, ...numbers[i], id: row.id };
    const absent = Object.fromEntries(fields.filter((field) => field.default && !Object.hasOwn(row.values, field.name)).map((field) => [`${field.name}?`, true]));
    return { ...columnValues(object, values), ...absent, ...(object.search.length > 0 ? { search_text: searchText(object, values) } : {}) };
  });
  const statement = insertSql(object, fields, context);
  await context.tx.query({ text: statement.text, values: statement.values.map((value) => (value === rowsHere ? JSON.stringify(data) : value)), prepared: true });
  await insertLinks(object, rows, context);
}

/** Stands for the rows until they are put in. */
const rowsHere = Symbol('rows');

function insertSql(object: ObjectModel, fields: readonly FieldModel[], { access, now }: WriteContext) {
  const row: RowRoot = { kind: 'row', object: object.name, alias: 'v' };
  const context = access.sqlContext(now, { record: row }, new Names());
  const columns: { name: string; type: string; value: Sql; flag?: string }[] = fields.flatMap((field) => columnNames(field).map((name) => {
    const given = ident('v', name);
    if (!field.default || field.type === 'date_range') return { name, type: columnType(field), value: given };
    const made = sql`(${toSql(field.default.expr, context)})::${verbatim(columnType(field))}`;
    return { name, type: columnType(field), value: sql`case when ${ident('v', `${name}?`)} then ${made} else ${given} end`, flag: `${name}?` };
  }));
  if (object.search.length > 0) columns.push({ name: 'search_text', type: 'text', value: ident('v', 'search_text') });
  const shape = columns.flatMap((column) => [sql`${ident(column.name)} ${verbatim(column.type)}`, ...(column.flag ? [sql`${ident(column.flag)} boolean`] : [])]);
  return render(sql`insert into ${ident(object.name)} (${join(columns.map((column) => ident(column.name)))}) select ${join(columns.map((column) => column.value))} from json_to_recordset(${rowsHere}::json) as v(${join(shape)})`);
}

export async function insertLinks(object: ObjectModel, rows: readonly Pick<NewRow, 'id' | 'links'>[], { tx }: WriteContext): Promise<void> {
  const byField = new Map<string, { record: string; target: string }[]>();
  for (const row of rows) {
    for (const [field, targets] of Object.entries(row.links)) {
      const pairs = byField.get(field) ?? [];
      byField.set(field, pairs);
      pairs.push(...targets.map((target) => ({ record: row.id, target })));
    }
  }
  for (const [field, pairs] of byField) {
    if (pairs.length === 0) continue;
    await tx.query({ ...render(sql`insert into ${ident(linkTable(object.name, field))} (record, target) select record, target from json_to_recordset(${JSON.stringify(pairs)}::json) as v(record uuid, target uuid)`), prepared: true });
  }
}

export async function replaceLinks(object: ObjectModel, row: Pick<NewRow, 'id' | 'links'>, context: WriteContext): Promise<void> {
  for (const field of Object.keys(row.links)) {
    await context.tx.query({ ...render(sql`delete from ${ident(linkTable(object.name, field))} where record = ${typed(row.id, 'uuid')}`), prepared: true });
  }
  await insertLinks(object, [row], context);
}

/** Writes the given fields of rows that exist. Every row gets a new version. */
export async function updateRows(object: ObjectModel, rows: readonly { readonly id: string; readonly values: Readonly<Record<string, unknown>> }[], context: WriteContext): Promise<void> {
  const shapes = new Map<string, typeof rows[number][]>();
  for (const row of rows) {
    const shape = Object.keys(row.values).toSorted().join();
    shapes.set(shape, [...(shapes.get(shape) ?? []), row]);
  }
  for (const [shape, same] of shapes) {
    const fields = shape === '' ? [] : shape.split(',').map((name) => object.fields[name]!);
    const columns = fields.flatMap((field) => columnNames(field).map((name) => ({ name, type: columnType(field) })));
    const data = same.map((row) => ({ ...columnValues(object, row.values), id: row.id }));
    const set = columns.map(({ name }) => sql`, ${ident(name)} = ${ident('v', name)}`);
    const shapeSql = columns.map(({ name, type }) => sql`, ${ident(name)} ${verbatim(type)}`);
    await context.tx.query({ ...render(sql`update ${ident(object.name)} o set version = o.version + 1, updated_at = ${typed(context.now, 'timestamptz')}, updated_by = ${typed(context.userId, 'uuid')}${join(set, '')}
      from json_to_recordset(${JSON.stringify(data)}::json) as v(id uuid${join(shapeSql, '')}) where o.id = v.id`), prepared: true });
  }
}

export async function deleteRows(object: ObjectModel, ids: readonly string[], { tx }: WriteContext): Promise<void> {
  if (ids.length > 0) await tx.query({ ...render(sql`delete from ${ident(object.name)} where id = any(${typed(ids, 'uuid[]')})`), prepared: true });
}
