/**
 * Finds the records that the cells of a table name: by a unique field, by the title, or by the fields of a key.
 *
 * One statement for all the rows of a chunk and a column. A record that the caller may not see is not there, and what it may
 * not read in full finds nothing.
 */
import type { FieldModel, ObjectModel } from '@tenon/model';
import { ident, join, render, sql, verbatim } from '../expression/fragment.ts';
import { Names, sqlTypeOf, typed, type RowRoot } from '../expression/scope.ts';
import { columnSql } from '../expression/to-sql.ts';
import type { Access } from '../operation/access.ts';
import { accessFor } from '../operation/compile-cache.ts';
import type { Principal, TenantScope } from '../operation/operation.ts';
import type { WriteContext } from '../operation/write-rows.ts';
import { hasColumn } from '../schema/columns.ts';

/** Found: one id. Several: the text does not tell them apart. */
export type Found = { readonly id: string } | 'several';

const naming: ReadonlySet<FieldModel['type']> = new Set(['text', 'long_text', 'email', 'phone', 'url', 'autonumber', 'integer', 'select', 'decimal', 'date']);

/** Whether the caller may read the field in full. */
export function readsInFull(access: Access, object: string, field: FieldModel): boolean {
  const grant = access.fieldGrant(object, field);
  return grant === 'read' || grant === 'write';
}

/** The fields by which people name a record of the object, the surest first: those that are unique, then the title. */
export function namingFields(access: Access, object: ObjectModel): readonly FieldModel[] {
  const named = (field: FieldModel | undefined): field is FieldModel => field !== undefined && naming.has(field.type) && field.storage !== 'none' && readsInFull(access, object.name, field);
  const unique = Object.values(object.fields).filter((field) => field.unique && named(field));
  const title = object.fields[object.title];
  return named(title) && !unique.includes(title) ? [...unique, title] : unique;
}

/** What each of the texts names; without `by`, in any of the naming fields, where a unique one goes before the title. */
export async function findNamed(to: string, by: string | undefined, texts: readonly string[], { tx, access, now }: WriteContext): Promise<ReadonlyMap<string, Found>> {
  const object = access.object(to);
  const fields = object ? namingFields(access, object).filter((field) => by === undefined || field.name === by) : [];
  const found = new Map<string, Found>();
  if (!object || fields.length === 0 || texts.length === 0 || access.recordGrant(to, 'read') === undefined) return found;
  const names = new Names();
  const row: RowRoot = { kind: 'row', object: to, alias: 'r' };
  const context = access.sqlContext(now, { record: row }, names);
  const seen = access.condition(to, 'read', 'r', context) ?? verbatim('true');
  const wanted = typed([...new Set(texts)], 'text[]');
  const parts = fields.map((field, rank) => {
    const column = columnSql(row, field, context);
    const kept = sqlTypeOf(field) === 'text' && hasColumn(field);
    // A column of text is compared as it is, so that its index serves.
    const matches = kept ? sql`${column} = any(${wanted})` : sql`(${column})::text = any(${wanted})`;
    return sql`(select ${ident('r', 'id')} as id, (${column})::text as text, ${verbatim(String(rank))} as rank from ${ident(to)} ${ident('r')} where ${matches} and (${seen}))`;
  });
  const rows = await tx.query<{ text: string; id: string; ids: number }>({
    ...render(sql`select distinct on (text) text, min(id::text) as id, count(distinct id)::int as ids from (${join(parts, ' union all ')}) f group by text, rank order by text, rank`), prepared: true,
  });
  for (const { text, id, ids } of rows) found.set(text, ids === 1 ? { id } : 'several');
  return found;
}

/** The ids of records that have these values in the fields of a key, by the place of the values. */
export async function findByKey(object: ObjectModel, key: readonly FieldModel[], rows: readonly { readonly at: number; readonly values: readonly unknown[] }[], { tx, access, now }: WriteContext): Promise<ReadonlyMap<number, Found>> {
  if (rows.length === 0) return new Map();
  const context = access.sqlContext(now, {}, new Names());
  const seen = access.condition(object.name, 'read', 'r', context) ?? verbatim('true');
  const data = rows.map(({ at, values }) => ({ at, ...Object.fromEntries(values.map((value, i) => [`k${i}`, value])) }));
  const shape = join(key.map((field, i) => sql`, ${ident(`k${i}`)} ${verbatim(sqlTypeOf(field))}`), '');
  const same = join(key.map((field, i) => sql`${ident('r', field.name)} = ${ident('v', `k${i}`)}`), ' and ');
  const found = await tx.query<{ at: number; id: string; ids: number }>({
    ...render(sql`select v.at, min(${ident('r', 'id')}::text) as id, count(*)::int as ids from json_to_recordset(${typed(JSON.stringify(data), 'json')}) as v(at int${shape}) join ${ident(object.name)} ${ident('r')} on ${same} where (${seen}) group by v.at`),
    prepared: true,
  });
  return new Map(found.map(({ at, id, ids }) => [at, ids === 1 ? { id } : 'several']));
}

/** Names of the fields by which the caller can name records of the object. */
export const recordNames = (scope: TenantScope, principal: Principal, object: string): readonly string[] => {
  const access = accessFor(scope.model, principal);
  const target = access.object(object);
  return target && access.recordGrant(object, 'read') !== undefined ? namingFields(access, target).map((field) => field.name) : [];
};
