/** Brings the stored formulas and the search text of written records up to date, in the writing transaction. */
import type { Model } from '@tenon/model';
import { inFlight, type Transaction } from '../database.ts';
import { ident, join, render, sql, verbatim, type Sql } from '../expression/fragment.ts';
import { Joins, Names, sqlTypeOf, typed, type RowRoot, type SqlContext } from '../expression/scope.ts';
import { formulaSql } from '../expression/to-sql.ts';
import { slot, statementOf } from './compile-cache.ts';
import { computeSteps, searchText } from './computed.ts';

/** Recomputes the families of these records of a root object: whole, or in the steps that are known to be enough. */
export async function recompute(tx: Pick<Transaction, 'query'>, model: Model, root: string, ids: readonly string[], now: string, steps = computeSteps(model, root)): Promise<void> {
  if (ids.length === 0) return;
  await inFlight(steps.map(({ object, fields }) =>
    tx.query(statementOf(model, `compute ${root} ${object} ${fields.join()}`, { ids, now }, () => render(stepSql(model, object, fields, root))))));
}

/** One UPDATE of all the formulas of a step; rows whose values stay are left alone. */
function stepSql(model: Model, object: string, fields: readonly string[], root: string): Sql {
  const names = new Names();
  const joins = new Joins(names);
  const row: RowRoot = { kind: 'row', object, alias: 'r', joins };
  const context: SqlContext = { model, timeZone: model.package.timeZone, now: slot.now, names, roots: { record: row } };
  const definitions = fields.map((name) => model.objects[object]!.fields[name]!);
  const values = definitions.map((field) => sql`(${formulaSql(field, context)})::${verbatim(sqlTypeOf(field))} as ${ident(field.name)}`);
  const set = join(fields.map((name) => sql`${ident(name)} = ${ident('n', name)}`));
  const changed = join(fields.map((name) => sql`${ident('o', name)} is distinct from ${ident('n', name)}`), ' or ');
  const rows = sql`select ${ident('r', 'id')}, ${join(values)} from ${ident(object)} ${ident('r')}${joins.clause()} where ${familySql(model, object, root, slot.ids, 'r')}`;
  return sql`update ${ident(object)} ${ident('o')} set ${set} from (${rows}) n where ${ident('o', 'id')} = ${ident('n', 'id')} and (${changed})`;
}

/** The rows of an object that belong to these records of the root. */
export function familySql(model: Model, object: string, root: string, ids: readonly string[], alias: string): Sql {
  if (object === root) return sql`${ident(alias, 'id')} = any(${typed(ids, 'uuid[]')})`;
  const parent = model.objects[object]!.partOf!;
  if (parent.object === root) return sql`${ident(alias, parent.by)} = any(${typed(ids, 'uuid[]')})`;
  return sql`${ident(alias, parent.by)} in (select ${ident('up', 'id')} from ${ident(parent.object)} ${ident('up')} where ${familySql(model, parent.object, root, ids, 'up')})`;
}

/** Writes the search text anew from the values as they are now. */
export async function refreshSearch(tx: Pick<Transaction, 'query'>, model: Model, object: string, ids: readonly string[]): Promise<void> {
  const definition = model.objects[object]!;
  if (definition.search.length === 0 || ids.length === 0) return;
  const columns = definition.search.filter((name) => definition.fields[name]?.storage !== 'virtual');
  const rows = await tx.query<Record<string, string | null>>({ ...render(sql`select id, search_text, ${join(columns.map((name) => sql`${ident(name)}::text as ${ident(name)}`))} from ${ident(object)} where id = any(${typed(ids, 'uuid[]')})`), prepared: true });
  const texts = rows.map((row) => ({ id: row['id'], text: searchText(definition, row), old: row['search_text'] })).filter((row) => row.text !== row.old);
  if (texts.length === 0) return;
  await tx.query({ ...render(sql`update ${ident(object)} o set search_text = v.text from json_to_recordset(${typed(JSON.stringify(texts), 'json')}) as v(id uuid, text text) where o.id = v.id`), prepared: true });
}
