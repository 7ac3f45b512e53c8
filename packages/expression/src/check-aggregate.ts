/** Checks aggregates over child records: `count(lines)`, `sum(lines.gross where kind == 'normal')`. */
import type { Check } from './check-call.ts';
import { coerce, plainType, typeName } from './coerce.ts';
import { childrenPrefix, resolvePath, type Context } from './names.ts';
import { problemAt } from './problem.ts';
import type { CallExpr, Expr } from './syntax.ts';
import type { AggregateName, CheckedAggregate, CheckedExpr, Kind, Type } from './types.ts';

export const aggregateNames: readonly AggregateName[] = ['count', 'sum', 'avg', 'min', 'max', 'any', 'all'];
/** The ones that are no function as well. */
const onlyAggregates: ReadonlySet<string> = new Set(['count', 'sum', 'avg', 'any', 'all']);
const usages: Readonly<Record<AggregateName, string>> = {
  count: 'count(lines where qty > 0)', sum: 'sum(lines.amount)', avg: 'avg(lines.amount)', min: 'min(lines.amount)',
  max: 'max(lines.amount)', any: 'any(lines where qty > 0)', all: 'all(lines where qty > 0)',
};
const isName = (name: string): name is AggregateName => (aggregateNames as readonly string[]).includes(name);

/** Whether the call is an aggregate and not the function of the same name, such as min(a, b). */
export function isAggregate(expr: CallExpr, context: Context): boolean {
  if (expr.where || onlyAggregates.has(expr.name)) return true;
  return isName(expr.name) && expr.args.length === 1 && prefixOf(expr.args[0]!, context) !== undefined;
}

/** The names of the first child records that an argument reads. */
function prefixOf(expr: Expr, context: Context): readonly string[] | undefined {
  switch (expr.kind) {
    case 'path': return childrenPrefix(expr.names, context);
    case 'unary': return prefixOf(expr.operand, context);
    case 'binary': return prefixOf(expr.left, context) ?? prefixOf(expr.right, context);
    case 'in': return prefixOf(expr.operand, context);
    // An inner aggregate has child records of its own.
    case 'call': return expr.where || (isName(expr.name) && expr.args.length === 1) ? undefined : first(expr.args, context);
    default: return undefined;
  }
}

function first(args: readonly Expr[], context: Context): readonly string[] | undefined {
  for (const arg of args) {
    const found = prefixOf(arg, context);
    if (found) return found;
  }
  return undefined;
}

/** Checks an aggregate. */
export function checkAggregate(expr: CallExpr, context: Context, check: Check): CheckedAggregate | undefined {
  const { name: fn, where } = expr;
  const fail = (code: 'EXP210' | 'EXP211' | 'EXP212') => {
    const usage = isName(fn) ? usages[fn] : 'count(lines where qty > 0)';
    context.problems.push(problemAt(code, expr, { name: fn, usage }));
    return undefined;
  };
  if (!isName(fn) || expr.args.length !== 1) return fail('EXP212');
  if (context.item) return fail('EXP211');
  if (context.scope.aggregates === false) return fail('EXP210');
  const arg = expr.args[0]!;
  const prefix = prefixOf(arg, context);
  const children = prefix && resolvePath(prefix, arg, context);
  if (!prefix || children?.type.kind !== 'children') {
    // A misspelt name is a better message than the lack of child records.
    if (arg.kind === 'path' && !resolvePath(arg.names, arg, context)) return undefined;
    return fail('EXP212');
  }
  const { object } = children.type;
  const whole = arg.kind === 'path' && arg.names.length === prefix.length;
  const value = whole ? undefined : check(arg, { ...context, item: { object, prefix, bare: false } });
  const condition = where && checkCondition(where, { ...context, item: { object, prefix, bare: true } }, check);
  if ((!whole && !value) || (where && !condition)) return undefined;
  if ((whole && fn !== 'count' && fn !== 'any' && fn !== 'all') || (fn === 'all' && !condition) || (!whole && (fn === 'any' || fn === 'all'))) return fail('EXP212');
  const type = value ? valueType(fn, value, arg, context) : resultType(fn);
  if (!type) return undefined;
  const base = { kind: 'aggregate' as const, type, fn, children: { root: children.root, steps: children.steps }, object };
  if (fn === 'all') return condition && { ...base, where: exception(condition) };
  return { ...base, ...(value ? { value } : {}), ...(condition ? { where: condition } : {}) };
}

function checkCondition(where: Expr, context: Context, check: Check): CheckedExpr | undefined {
  const checked = check(where, context);
  const result = checked && coerce(checked, { kind: 'boolean' }, where, context);
  if (checked && result === 'mismatch') context.problems.push(problemAt('EXP217', where, { operator: 'where', found: typeName(checked.type), expected: 'boolean' }));
  return typeof result === 'object' ? result.node : undefined;
}

/** All children hold when no child is an exception. An aggregate over the condition itself would in SQL belong to the
 * outer query wherever the condition reads the outer record only. */
function exception(condition: CheckedExpr): CheckedExpr {
  const type: Type = { kind: 'boolean' };
  return { kind: 'unary', type, op: 'not', operand: { kind: 'call', type, name: 'istrue', args: [condition] } };
}

const resultType = (fn: AggregateName): Type => (fn === 'count' ? { kind: 'number', integer: true } : { kind: 'boolean' });
const ordered: readonly Kind[] = ['number', 'text', 'date', 'datetime', 'time'];

function valueType(fn: AggregateName, value: CheckedExpr, arg: Expr, context: Context): Type | undefined {
  const { type } = value;
  if (fn === 'count') return { kind: 'number', integer: true };
  const kinds = fn === 'sum' || fn === 'avg' ? ordered.slice(0, 1) : ordered;
  if (!kinds.includes(type.kind)) {
    context.problems.push(problemAt('EXP205', arg, { name: fn, position: 1, found: typeName(type), expected: kinds.join(' / '), usage: usages[fn] }));
    return undefined;
  }
  if (fn === 'avg') return { kind: 'number' };
  return type.kind === 'number' && type.integer ? { kind: 'number', integer: true } : plainType(type);
}
