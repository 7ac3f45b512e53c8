/** `under(record, ancestor)`: the record itself, or one below the ancestor in the tree of its object. */
import type { CheckedExpr } from '@tenon/expression';
import { ident, sql, type Sql } from './fragment.ts';
import { objectOf, type SqlContext } from './scope.ts';

/** The subtree is read once per statement where the ancestor is known beforehand, as `user.unit` is. */
export function underSql(expr: Extract<CheckedExpr, { kind: 'call' }>, context: SqlContext, toSql: (expr: CheckedExpr, context: SqlContext) => Sql): Sql {
  const [record, ancestor] = expr.args;
  if (!record || !ancestor || record.type.kind !== 'record') throw new Error('Assertion failed: under needs a record and an ancestor');
  const object = objectOf(context.model, record.type.object);
  const tree = Object.values(object.fields).find((field) => field.tree && field.to === object.name);
  if (!tree) return sql`(${toSql(record, context)} = ${toSql(ancestor, context)})`;
  const [top, below, walk] = [context.names.next('t'), context.names.next('t'), context.names.next('down')];
  return sql`(${toSql(record, context)} in (with recursive ${ident(walk)}(id) as (
    select ${ident(top, 'id')} from ${ident(object.name)} ${ident(top)} where ${ident(top, 'id')}::text = ${toSql(ancestor, context)}
    union select ${ident(below, 'id')} from ${ident(object.name)} ${ident(below)} join ${ident(walk)} on ${ident(below, tree.name)} = ${ident(walk, 'id')}
  ) select id::text from ${ident(walk)}))`;
}
