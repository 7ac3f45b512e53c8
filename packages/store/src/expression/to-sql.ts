/**
 * A checked expression as SQL.
 *
 * In:   the tree, and what its roots mean in the statement (`SqlContext`).
 * Out:  a fragment of exactly the SQL type of the expression's kind, with SQL's three-valued logic.
 */
import { aggregateTemplate, sqlTemplate, type CheckedAggregate, type CheckedExpr, type CheckedPath, type PathStep, type Type } from '@tenon/expression';
import { rangeObject, type FieldModel } from '@tenon/model';
import { fill, ident, join, sql, verbatim, type Sql } from './fragment.ts';
import { fieldOf, isDecimal, Joins, objectOf, scaleOf, typed, type RowRoot, type SqlContext } from './scope.ts';
import { linkTable } from '../names.ts';
import { underSql } from './under.ts';

export function toSql(expr: CheckedExpr, given: SqlContext): Sql {
  const context = given.onlyTrue && !keepsTruth(expr) ? { ...given, onlyTrue: false } : given;
  switch (expr.kind) {
    case 'literal':
      return expr.value === null ? verbatim(`null::${sqlTypeOfKind(expr.type)}`) : typed(String(expr.value), sqlTypeOfKind(expr.type));
    case 'path':
      return pathSql(expr, context);
    case 'call':
      return callSql(expr, context);
    case 'unary':
      return templateSql(expr, context);
    case 'binary':
      return identitySql(expr, context) ?? templateSql(expr, context);
    case 'in':
      return inSql(expr, context);
    case 'aggregate':
      return aggregateSql(expr, context);
    case 'list':
      throw new Error('Assertion failed: a list stands outside of in');
  }
}

/** Where false and null come to the same for the whole, they do for the parts. */
const keepsTruth = (expr: CheckedExpr): boolean => (expr.kind === 'binary' && (expr.op === 'and' || expr.op === 'or')) || (expr.kind === 'call' && expr.name === 'under');

const kindTypes: Readonly<Record<string, string>> = {
  text: 'text', number: 'numeric', boolean: 'boolean', date: 'date', datetime: 'timestamptz', time: 'time', json: 'jsonb', null: 'text', set: 'text[]', record: 'text',
};

/** The SQL type that a fragment of each kind has. */
export const sqlTypeOfKind = (type: Type): string => kindTypes[type.kind] ?? 'text';

const clock = (context: SqlContext): Readonly<Record<string, Sql>> => ({
  tz: typed(context.timeZone, 'text'),
  now: typed(context.now, 'timestamptz'),
});

function callSql(expr: Extract<CheckedExpr, { kind: 'call' }>, context: SqlContext): Sql {
  if (expr.name === 'under') return underSql(expr, context, { toSql, uuidSql });
  return templateSql(expr, context);
}

function templateSql(expr: Parameters<typeof sqlTemplate>[0], context: SqlContext): Sql {
  const { template, args } = sqlTemplate(expr);
  return fill(template, args.map((arg) => toSql(arg, context)), clock(context));
}

/** References are compared as uuid, so that their indexes serve. */
function identitySql(expr: Extract<CheckedExpr, { kind: 'binary' }>, context: SqlContext): Sql | undefined {
  if (expr.op !== '==' && expr.op !== '!=') return undefined;
  if (expr.left.type.kind !== 'record' && expr.right.type.kind !== 'record') return undefined;
  const left = uuidSql(expr.left, context);
  const right = uuidSql(expr.right, context);
  return left && right && sql`(${left} ${verbatim(expr.op === '==' ? '=' : '<>')} ${right})`;
}

export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The expression as uuid, where it is the id of a record or text in the very form of one. */
export function uuidSql(expr: CheckedExpr, context: SqlContext): Sql | undefined {
  if (expr.kind === 'literal') return typeof expr.value === 'string' && uuidPattern.test(expr.value) ? typed(expr.value, 'uuid') : undefined;
  if (expr.kind !== 'path') return undefined;
  const root = context.roots[expr.root];
  if (root?.kind === 'values') {
    if (expr.steps.length > 1) return undefined;
    const value = root.values[expr.steps[0]?.field ?? 'id'] ?? null;
    return value === null || uuidPattern.test(value) ? typed(value, 'uuid') : undefined;
  }
  if (expr.type.kind !== 'record' || expr.type.object === rangeObject) return undefined;
  return root && stepsSql(root, expr.steps, context, rawColumn);
}

function inSql(expr: Extract<CheckedExpr, { kind: 'in' }>, context: SqlContext): Sql {
  if (expr.list.kind !== 'list') return templateSql(expr, context);
  const { items } = expr.list;
  if (items.length === 0) return verbatim(expr.negated ? 'true' : 'false');
  const uuids = expr.operand.type.kind === 'record' ? [expr.operand, ...items].map((item) => uuidSql(item, context)) : [undefined];
  if (!uuids.every((item) => item !== undefined)) return templateSql(expr, context);
  return sql`(${uuids[0]!} ${verbatim(expr.negated ? 'not in' : 'in')} (${join(uuids.slice(1))}))`;
}

function pathSql(expr: CheckedPath, context: SqlContext): Sql {
  const root = context.roots[expr.root];
  if (!root) throw new Error(`Assertion failed: no root ${expr.root}`);
  if (root.kind === 'values') return valuePathSql(expr, root, context);
  const value = stepsSql(root, expr.steps, context, (row, field, part) => kindColumn(row, field, part, expr.type, context));
  // `any((select …))` would be read as a set of rows, not as an array.
  return expr.type.kind === 'set' && expr.steps.length > 1 ? sql`${value}::text[]` : value;
}

/** An attribute of `user`, or a field of the record that the attribute names. */
function valuePathSql(expr: CheckedPath, root: Extract<SqlContext['roots'][string], { kind: 'values' }>, context: SqlContext): Sql {
  const [first, ...rest] = expr.steps;
  const value = root.values[first?.field ?? 'id'] ?? null;
  if (rest.length === 0) return typed(value, sqlTypeOfKind(expr.type));
  const object = rest[0]!.object;
  const alias = context.names.next('u');
  const inner = stepsSql({ kind: 'row', object, alias, guard: root.guard }, rest, context, (row, field, part) => kindColumn(row, field, part, expr.type, context));
  const guard = root.guard?.(object, alias);
  const on = sql`${ident(alias, 'id')} = ${typed(value !== null && uuidPattern.test(value) ? value : null, 'uuid')}`;
  return sql`(select ${inner} from ${ident(object)} ${ident(alias)} where ${guard ? sql`${on} and (${guard})` : on})`;
}

type LastColumn = (row: RowRoot, field: FieldModel, part?: string) => Sql;

/** Follows references until the last field, by joins where the row has them, else by scalar subqueries. */
export function stepsSql(root: RowRoot | { readonly kind: 'values' }, steps: readonly PathStep[], context: SqlContext, last: LastColumn): Sql {
  if (root.kind === 'values') throw new Error('Assertion failed: values have no rows');
  const [step, ...rest] = steps;
  if (!step) return last(root, fieldOf(context.model, root.object, 'id'));
  const field = fieldOf(context.model, root.object, step.field);
  if (rest.length === 0) return last(root, field);
  if (field.type === 'date_range') return last(root, field, rest[0]!.field);
  if (rest.length === 1 && rest[0]!.field === 'id' && !root.guard) return last(root, field);
  return followSql(root, field, rest, context, last);
}

function followSql(root: RowRoot, field: FieldModel, rest: readonly PathStep[], context: SqlContext, last: LastColumn): Sql {
  const target = field.to!;
  if (root.joins && field.storage !== 'virtual') {
    const alias = root.joins.follow(root.alias, field.name, target, root.guard);
    return stepsSql({ ...root, object: target, alias }, rest, context, last);
  }
  const alias = context.names.next('s');
  const guard = root.guard?.(target, alias);
  const inner = stepsSql({ kind: 'row', object: target, alias, guard: root.guard }, rest, context, last);
  const on = sql`${ident(alias, 'id')} = ${rawColumn(root, field)}`;
  return sql`(select ${inner} from ${ident(target)} ${ident(alias)} where ${guard ? sql`${on} and (${guard})` : on})`;
}

const rawColumn = (row: RowRoot, field: FieldModel): Sql => ident(row.alias, field.name);

/** A column in the SQL type that expressions have for its kind. */
function kindColumn(row: RowRoot, field: FieldModel, part: string | undefined, type: Type, context: SqlContext): Sql {
  if (part) return ident(row.alias, `${field.name}_${part}`);
  if (field.type === 'date_range') return sql`nullif(concat(${ident(row.alias, `${field.name}_from`)}, ${ident(row.alias, `${field.name}_to`)}), '')`;
  if (field.type === 'references') return linksSql(row, field, context);
  const column = columnSql(row, field, context);
  if (field.type === 'integer' || field.name === 'version') return sql`${column}::numeric`;
  if (type.kind === 'record' || field.name === 'id') return sql`${column}::text`;
  if (field.type === 'file' || field.type === 'image') return sql`${column}::text`;
  return column;
}

/** The ids of a set of references. */
function linksSql(row: RowRoot, field: FieldModel, context: SqlContext): Sql {
  const alias = context.names.next('l');
  return sql`(select coalesce(array_agg(${ident(alias, 'target')}::text order by ${ident(alias, 'target')}), '{}') from ${ident(linkTable(row.object, field.name))} ${ident(alias)} where ${ident(alias, 'record')} = ${ident(row.alias, 'id')})::text[]`;
}

/** The value of a field of a row: its column, or its formula where that is computed in the query. */
export function columnSql(row: RowRoot, field: FieldModel, context: SqlContext): Sql {
  if (!field.formula || field.storage !== 'virtual') return ident(row.alias, field.name);
  const open: RowRoot = { kind: 'row', object: row.object, alias: row.alias, joins: row.joins };
  return formulaSql(field, { ...context, roots: { record: open } });
}

/** A formula with the scale of its field, as a column would keep it. */
export function formulaSql(field: FieldModel, context: SqlContext): Sql {
  const value = toSql(field.formula!.expr, context);
  if (isDecimal(field)) return sql`round(${value}, ${verbatim(String(scaleOf(field)))})`;
  if (field.type === 'integer') return sql`round(${value})`;
  if (field.type === 'reference') return sql`${value}::uuid`;
  return value;
}

/** Over the children of one record: a correlated subquery. */
function aggregateSql(expr: CheckedAggregate, context: SqlContext): Sql {
  const root = context.roots[expr.children.root];
  if (!root || root.kind === 'values') throw new Error('Assertion failed: children of no record');
  const steps = expr.children.steps;
  const owner = steps.at(-1)!;
  const field = fieldOf(context.model, owner.object, owner.field);
  const parent = stepsSql(root, steps.slice(0, -1), context, rawColumn);
  const alias = context.names.next('c');
  const joins = new Joins(context.names);
  const item: RowRoot = { kind: 'row', object: expr.object, alias, joins, guard: root.guard };
  const inner: SqlContext = { ...context, roots: { ...context.roots, item } };
  const guard = root.guard?.(expr.object, alias);
  const where = expr.where && toSql(expr.where, inner);
  const value = expr.value && toSql(expr.value, inner);
  const conditions = [sql`${ident(alias, field.by ?? objectOf(context.model, expr.object).partOf!.by)} = ${parent}`, ...(guard ? [guard] : []), ...(where ? [where] : [])];
  return sql`(select ${fill(aggregateTemplate(expr), value ? [value] : [], clock(context))} from ${ident(expr.object)} ${ident(alias)}${joins.clause()} where ${join(conditions.map((c) => sql`(${c})`), ' and ')})`;
}
