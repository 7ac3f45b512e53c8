/** `under(record, ancestor)`: the record itself, or one below the ancestor in the tree of its object; null where one of the two is null. */
import type { CheckedExpr } from '@tenon/expression';
import { ident, sql, type Sql } from './fragment.ts';
import type { SqlContext } from './scope.ts';

interface Parts {
  readonly toSql: (expr: CheckedExpr, context: SqlContext) => Sql;
  readonly uuidSql: (expr: CheckedExpr, context: SqlContext) => Sql | undefined;
}

/**
 * The subtree is read once per statement where the ancestor is known beforehand, as `user.unit` is.
 * What a caller wrote walks only over records that the caller may see.
 */
export function underSql(expr: Extract<CheckedExpr, { kind: 'call' }>, context: SqlContext, { toSql, uuidSql }: Parts): Sql {
  const [record, ancestor] = expr.args;
  if (!record || !ancestor || record.type.kind !== 'record') throw new Error('Assertion failed: under needs a record and an ancestor');
  const whole = { ...context, onlyTrue: false };
  const object = record.type.object;
  const tree = Object.values(context.model.objects[object]?.fields ?? {}).find((field) => field.tree && field.to === object);
  const top = toSql(ancestor, whole);
  if (!tree) return sql`(${toSql(record, whole)} = ${top})`;
  const own = uuidSql(record, whole);
  const ids = subtreeSql(object, tree.name, sql`::text = ${top}`, context);
  const within = own ? sql`${own} in (${ids})` : sql`${toSql(record, whole)} in (select id::text from (${ids}) s)`;
  // An empty subtree contains nothing, not even null: the answer for null has to be said.
  return context.onlyTrue ? sql`(${within})` : sql`(case when ${own ?? toSql(record, whole)} is not null and ${top} is not null then ${within} end)`;
}

function subtreeSql(object: string, parent: string, isTop: Sql, context: SqlContext): Sql {
  const { names, roots } = context;
  const [top, below, walk] = [names.next('t'), names.next('t'), names.next('down')];
  const root = roots['record'];
  const guard = (alias: string): Sql => {
    const condition = root?.guard?.(object, alias);
    return condition ? sql` and (${condition})` : sql``;
  };
  return sql`with recursive ${ident(walk)}(id) as (
    select ${ident(top, 'id')} from ${ident(object)} ${ident(top)} where ${ident(top, 'id')}${isTop}${guard(top)}
    union select ${ident(below, 'id')} from ${ident(object)} ${ident(below)} join ${ident(walk)} on ${ident(below, parent)} = ${ident(walk, 'id')}${guard(below)}
  ) select id from ${ident(walk)}`;
}
