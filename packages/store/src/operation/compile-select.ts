/** A select tree as SQL that makes the JSON of a record: PostgreSQL writes the answer, Node passes it on. */
import type { FieldModel } from '@tenon/model';
import { ident, join, sql, verbatim, type Sql } from '../expression/fragment.ts';
import { columnSql } from '../expression/to-sql.ts';
import { isDecimal, scaleOf, type RowRoot, type SqlContext } from '../expression/scope.ts';
import { linkTable } from '../names.ts';
import type { Access } from './access.ts';
import type { SelectField, SelectNode } from './parse-select.ts';

/** The columns of one record, each named as its field. */
export function columnsSql(node: SelectNode, alias: string, access: Access, context: SqlContext): Sql {
  return join(node.fields.map((one) => sql`${fieldJson(one, node, alias, access, context)} as ${ident(one.field.name)}`));
}

function fieldJson(one: SelectField, node: SelectNode, alias: string, access: Access, context: SqlContext): Sql {
  const { field } = one;
  if (one.masked) return maskSql(field, node.object, alias, context);
  if (field.type === 'references') return linksSql(one, node, alias, access, context);
  if (field.type === 'children') return childrenSql(one, alias, access, context, node);
  if (!one.node) return valueSql(field, node.object, alias, context);
  const row = context.names.next('r');
  const guard = access.condition(one.node.object, 'read', row, context);
  const on = sql`${ident(row, 'id')} = ${columnSql(rowOf(node.object, alias), field, context)}`;
  return sql`(select row_to_json(j) from (select ${columnsSql(one.node, row, access, context)} from ${ident(one.node.object)} ${ident(row)} where ${guard ? sql`${on} and (${guard})` : on}) j)`;
}

const rowOf = (object: string, alias: string): RowRoot => ({ kind: 'row', object, alias });

function childrenSql(one: SelectField, alias: string, access: Access, context: SqlContext, parent: SelectNode): Sql {
  const node = one.node!;
  const row = context.names.next('r');
  // The children of a record that is shown have its access.
  const own = access.model.objects[node.object]!.partOf?.object === parent.object;
  const guard = own ? undefined : access.condition(node.object, 'read', row, context);
  const on = sql`${ident(row, one.field.by!)} = ${ident(alias, 'id')}`;
  return sql`(select coalesce(json_agg(j), '[]'::json) from (select ${columnsSql(node, row, access, context)} from ${ident(node.object)} ${ident(row)} where ${guard ? sql`${on} and (${guard})` : on} order by ${ident(row, 'id')}) j)`;
}

function linksSql(one: SelectField, node: SelectNode, alias: string, access: Access, context: SqlContext): Sql {
  const link = context.names.next('l');
  const from = sql`from ${ident(linkTable(node.object, one.field.name))} ${ident(link)}`;
  const own = sql`${ident(link, 'record')} = ${ident(alias, 'id')}`;
  if (!one.node) return sql`(select coalesce(json_agg(${ident(link, 'target')} order by ${ident(link, 'target')}), '[]'::json) ${from} where ${own})`;
  const row = context.names.next('r');
  const guard = access.condition(one.node.object, 'read', row, context);
  return sql`(select coalesce(json_agg(j), '[]'::json) from (select ${columnsSql(one.node, row, access, context)} ${from} join ${ident(one.node.object)} ${ident(row)} on ${ident(row, 'id')} = ${ident(link, 'target')} where ${guard ? sql`${own} and (${guard})` : own} order by ${ident(row, 'id')}) j)`;
}

/** A value in the form that JSON has for its type. */
export function valueSql(field: FieldModel, object: string, alias: string, context: SqlContext): Sql {
  if (field.type === 'date_range') {
    const [from, to] = [ident(alias, `${field.name}_from`), ident(alias, `${field.name}_to`)];
    return sql`(case when ${from} is not null or ${to} is not null then json_build_object('from', ${from}, 'to', ${to}) end)`;
  }
  const value = columnSql(rowOf(object, alias), field, context);
  if (isDecimal(field)) return sql`${field.formula && field.storage === 'virtual' ? formulaText(value, field) : sql`${value}::text`}`;
  if (field.type === 'integer' && field.formula && field.storage === 'virtual') return sql`${value}::bigint`;
  if (field.type === 'datetime') return timestampSql(value);
  if (field.type === 'file' || field.type === 'image') return fileSql(ident(alias, field.name), context);
  return value;
}

/** What is to be known of a file before it is fetched. */
function fileSql(id: Sql, context: SqlContext): Sql {
  const file = context.names.next('f');
  return sql`(select json_build_object('id', ${ident(file, 'id')}, 'name', ${ident(file, 'name')}, 'type', ${ident(file, 'type')}, 'size', ${ident(file, 'size')}) from "_file" ${ident(file)} where ${ident(file, 'id')} = ${id})`;
}

const formulaText = (value: Sql, field: FieldModel): Sql => sql`round(${value}, ${verbatim(String(scaleOf(field)))})::text`;

export const timestampSql = (value: Sql): Sql => sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Only the last four characters, and these only of something longer. */
function maskSql(field: FieldModel, object: string, alias: string, context: SqlContext): Sql {
  const shown = field.type === 'children' || field.type === 'references' || field.type === 'date_range' ? undefined : columnSql(rowOf(object, alias), field, context);
  if (!shown) return verbatim("'***'");
  return sql`(case when char_length(${shown}::text) > 4 then '***' || right(${shown}::text, 4) when ${shown} is not null then '***' end)`;
}

