/**
 * INSERT, UPDATE and DELETE of rows. All rows of a statement travel as one JSON parameter, so that its text does not depend on their number.
 */
import type { FieldModel, ObjectModel } from '@tenon/model';
import { inFlight, type Transaction } from '../database.ts';
import { ident, join, render, sql, verbatim, type RenderedSql, type Sql } from '../expression/fragment.ts';
import { Names, sqlTypeOf, typed, type RowRoot } from '../expression/scope.ts';
import { formulaSql, toSql } from '../expression/to-sql.ts';
import { linkTable } from '../names.ts';
import { columnNames, columnType as keptType } from '../schema/columns.ts';
import type { Access } from './access.ts';
import { ColumnSlot, slot, statementOf } from './compile-cache.ts';
import { madeAtInsert, searchText } from './computed.ts';
import { noteFiles } from './file-values.ts';
import { nextNumbers } from './numbering.ts';
import { ownColumns, type Batch, type NewRow } from './plan-write.ts';

export interface WriteContext {
  readonly tx: Transaction;
  readonly access: Access;
  readonly now: string;
  readonly userId: string | null;
  /** An update that would leave everything as it is writes nothing, and the record keeps its version. */
  readonly onlyChanges?: boolean;
}

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

type Numbers = Awaited<ReturnType<typeof nextNumbers>>;

/** The numbers that new rows need, in the order of the batches. */
export async function numbersFor(batches: readonly Batch[], context: WriteContext): Promise<readonly Numbers[]> {
  const numbers: Numbers[] = [];
  for (const { object, rows } of batches) numbers.push(await nextNumbers(object, rows.length, context));
  return numbers;
}

/** Everything is sent before anything is waited for: parents before children, rows before their links. */
export async function insertBatches(batches: readonly Batch[], numbers: readonly Numbers[], context: WriteContext): Promise<void> {
  await inFlight(batches.map((batch, i) => insertBatch(batch, numbers[i]!, context)));
}

async function insertBatch(batch: Batch, numbers: Numbers, context: WriteContext): Promise<void> {
  const { object, rows } = batch;
  if (rows.length === 0) return;
  const fields = ownColumns(object);
  const data = rows.map((row, i) => {
    const values: Record<string, unknown> = { ...(object.owner ? { owner: context.userId } : {}), ...row.values, ...numbers[i], id: row.id };
    const absent = Object.fromEntries(fields.filter((field) => field.default && !Object.hasOwn(row.values, field.name)).map((field) => [`${field.name}?`, true]));
    return { ...columnValues(object, values), ...absent, ...(object.search.length > 0 ? { search_text: searchText(object, values) } : {}) };
  });
  const [first, ...more] = data;
  const given = { now: context.now, user: context.userId, ...(more.length === 0 ? { columns: asParameters(object, first!) } : { rows: JSON.stringify(data) }) };
  const statement = statementOf(context.access, `insert ${more.length === 0 ? 'one' : 'all'} ${object.name}`, given, () => insertSql(object, fields, context.access, more.length === 0));
  await inFlight([context.tx.query(statement), insertLinks(object, rows, context), noteFiles(object, rows, true, context)]);
}

/** What JSON is for PostgreSQL is given as text; the rest as it is. */
function asParameters(object: ObjectModel, columns: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).map(([name, value]) => {
    const field = object.fields[name];
    return [name, field && value !== null && value !== undefined && columnType(field) === 'jsonb' ? JSON.stringify(value) : value];
  }));
}

/** What every new row has. */
const systemColumns: Readonly<Record<string, Sql>> = {
  version: verbatim('1'), created_at: typed(slot.now, 'timestamptz'), created_by: typed(slot.user, 'uuid'), updated_at: typed(slot.now, 'timestamptz'), updated_by: typed(slot.user, 'uuid'),
};

/** The rows as they come in: one as parameters, which PostgreSQL takes faster, several as JSON. */
function rowsSql(shape: readonly TypedColumn[], single: boolean): Sql {
  const system = Object.entries(systemColumns).map(([name, value]) => sql`${value} as ${ident(name)}`);
  if (single) return sql`(select ${join([...shape.map(({ name, type }) => sql`${typed(new ColumnSlot(name), type)} as ${ident(name)}`), ...system])}) v`;
  return sql`(select ${join([verbatim('g.*'), ...system])} from json_to_recordset(${slot.rows}::json) as g(${join(shape.map(({ name, type }) => sql`${ident(name)} ${verbatim(type)}`))})) v`;
}

function insertSql(object: ObjectModel, fields: readonly FieldModel[], access: Access, single: boolean): RenderedSql {
  const row: RowRoot = { kind: 'row', object: object.name, alias: 'v' };
  const context = access.sqlContext(slot.now, { record: row }, new Names());
  const columns: { name: string; type: string; value: Sql; flag?: string }[] = fields.flatMap((field) => columnNames(field).map((name) => {
    const given = ident('v', name);
    if (!field.default || field.type === 'date_range') return { name, type: columnType(field), value: given };
    const made = sql`(${toSql(field.default.expr, context)})::${verbatim(columnType(field))}`;
    return { name, type: columnType(field), value: sql`case when ${ident('v', `${name}?`)} then ${made} else ${given} end`, flag: `${name}?` };
  }));
  if (object.search.length > 0) columns.push({ name: 'search_text', type: 'text', value: ident('v', 'search_text') });
  const shape = columns.filter(({ name }) => !Object.hasOwn(systemColumns, name)).flatMap(({ name, type, flag }) => [{ name, type }, ...(flag ? [{ name: flag, type: 'boolean' }] : [])]);
  const names = join(columns.map((column) => ident(column.name)));
  const given = rowsSql(shape, single);
  const made = madeAtInsert(access.model, object).map((name) => object.fields[name]!);
  if (made.length === 0) return render(sql`insert into ${ident(object.name)} (${names}) select ${join(columns.map((column) => column.value))} from ${given}`);
  // The formulas read the values as they will be kept: with their defaults, scales and collation.
  const kept = new Map(fields.flatMap((field) => columnNames(field).map((name) => [name, keptType(field) === 'text' ? 'text collate "C"' : keptType(field)] as const)));
  const inner = join(columns.map((column) => sql`(${column.value})::${verbatim(kept.get(column.name) ?? column.type)} as ${ident(column.name)}`));
  const formulas = access.sqlContext(slot.now, { record: { kind: 'row', object: object.name, alias: 'r' } }, new Names());
  return render(sql`insert into ${ident(object.name)} (${names}, ${join(made.map((field) => ident(field.name)))}) select ${names}, ${join(made.map((field) => formulaSql(field, formulas)))} from (select ${inner} from ${given}) r`);
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
  await inFlight([...byField].filter(([, pairs]) => pairs.length > 0).map(([field, pairs]) =>
    tx.query({ ...render(sql`insert into ${ident(linkTable(object.name, field))} (record, target) select record, target from json_to_recordset(${JSON.stringify(pairs)}::json) as v(record uuid, target uuid)`), prepared: true })));
}

export async function replaceLinks(object: ObjectModel, row: Pick<NewRow, 'id' | 'links'>, context: WriteContext): Promise<void> {
  const gone = Object.keys(row.links).map((field) =>
    context.tx.query({ ...render(sql`delete from ${ident(linkTable(object.name, field))} where record = ${typed(row.id, 'uuid')}`), prepared: true }));
  await inFlight([...gone, insertLinks(object, [row], context)]);
}

/** Writes the given fields of rows that exist. Every row gets a new version. */
export async function updateRows(object: ObjectModel, rows: readonly { readonly id: string; readonly values: Readonly<Record<string, unknown>> }[], context: WriteContext): Promise<void> {
  const shapes = new Map<string, typeof rows[number][]>();
  for (const row of rows) {
    const shape = Object.keys(row.values).toSorted().join();
    shapes.set(shape, [...(shapes.get(shape) ?? []), row]);
  }
  await inFlight([noteFiles(object, rows, false, context), ...[...shapes].map(([shape, same]) => {
    const names = shape === '' ? [] : shape.split(',');
    const [first, ...more] = same;
    if (more.length === 0) {
      const columns = { ...asParameters(object, columnValues(object, first!.values)), id: first!.id };
      return context.tx.query(statementOf(context.access.model, `update one ${object.name} ${shape}`, { now: context.now, user: context.userId, columns }, () => updateOneSql(object, names)));
    }
    const data = same.map((row) => ({ ...columnValues(object, row.values), id: row.id }));
    const given = { now: context.now, user: context.userId, rows: JSON.stringify(data) };
    return context.tx.query(statementOf(context.access.model, `update ${object.name} ${shape}`, given, () => updateSql(object, names)));
  })]);
}

interface TypedColumn { readonly name: string; readonly type: string }
const columnsOf = (object: ObjectModel, names: readonly string[]): readonly TypedColumn[] =>
  names.map((name) => object.fields[name]!).flatMap((field) => columnNames(field).map((name) => ({ name, type: columnType(field) })));

function updateOneSql(object: ObjectModel, names: readonly string[]): RenderedSql {
  const set = columnsOf(object, names).map(({ name, type }) => sql`, ${ident(name)} = ${typed(new ColumnSlot(name), type)}`);
  return render(sql`update ${ident(object.name)} set version = version + 1, updated_at = ${typed(slot.now, 'timestamptz')}, updated_by = ${typed(slot.user, 'uuid')}${join(set, '')} where id = ${typed(new ColumnSlot('id'), 'uuid')}`);
}

function updateSql(object: ObjectModel, names: readonly string[]): RenderedSql {
  const columns = columnsOf(object, names);
  const set = columns.map(({ name }) => sql`, ${ident(name)} = ${ident('v', name)}`);
  const shape = columns.map(({ name, type }) => sql`, ${ident(name)} ${verbatim(type)}`);
  return render(sql`update ${ident(object.name)} o set version = o.version + 1, updated_at = ${typed(slot.now, 'timestamptz')}, updated_by = ${typed(slot.user, 'uuid')}${join(set, '')}
    from json_to_recordset(${slot.rows}::json) as v(id uuid${join(shape, '')}) where o.id = v.id`);
}

export async function deleteRows(object: ObjectModel, ids: readonly string[], { tx }: WriteContext): Promise<void> {
  if (ids.length > 0) await tx.query({ ...render(sql`delete from ${ident(object.name)} where id = any(${typed(ids, 'uuid[]')})`), prepared: true });
}
