/**
 * Text → tree.
 *
 * In:   any text, and the object that it filters.
 * Out:  the tree that writes the same meaning again; what no rule can say stays a chip with its text.
 */
import { parseExpression, printExpression, type Expr } from '@tenon/expression';
import type { FieldModel, Model } from '@tenon/model';
import { emptyTree, familyOf, filterField, operatorsOf, type Day, type Family, type FilterNode, type Group, type Join, type Operator, type Period, type Rule, type RuleValue } from './rule.ts';
import { endsOf } from './write-filter.ts';

/** Text that cannot be parsed is one chip. */
export function readFilter(model: Model, object: string, source: string | undefined): Group {
  if (source === undefined || source.trim() === '') return emptyTree;
  const { value } = parseExpression(source);
  if (!value) return { ...emptyTree, items: [{ kind: 'text', source }] };
  const node = read(model, object, value);
  return node.kind === 'group' ? node : { ...emptyTree, items: [node] };
}

const joinOf = (expr: Expr): Join | undefined => (expr.kind === 'binary' && (expr.op === 'and' || expr.op === 'or') ? expr.op : undefined);

/** The parts of a chain of one join, however it was bracketed. */
function parts(expr: Expr, join: Join): readonly Expr[] {
  return expr.kind === 'binary' && expr.op === join ? [...parts(expr.left, join), ...parts(expr.right, join)] : [expr];
}

function read(model: Model, object: string, expr: Expr): FilterNode {
  const join = joinOf(expr);
  if (join) return { kind: 'group', join, items: parts(expr, join).map((part) => read(model, object, part)) };
  return readRule(model, object, expr) ?? { kind: 'text', source: printExpression(expr) };
}

interface Found { readonly names: readonly string[]; readonly op: Operator; readonly value: (family: Family) => RuleValue | undefined; readonly dated?: boolean }

/** A rule only where it means the same as the text; of everything else nothing may be lost. */
function readRule(model: Model, object: string, expr: Expr): Rule | undefined {
  const found = ruleOf(expr);
  if (!found) return undefined;
  const path = found.names[0] === 'record' ? found.names.slice(1) : found.names;
  const field = found.names[0] === 'user' ? undefined : filterField(model, object, path);
  const family = field && familyOf(field);
  if (!family || !fits(model, field, family, found)) return undefined;
  const value = found.value(family);
  return value === undefined ? undefined : { kind: 'rule', path, op: found.op, value };
}

/** A moment is compared by its day, and a day is not taken for a moment. */
function fits(model: Model, field: FieldModel, family: Family, { op, dated = false }: Found): boolean {
  const asksDay = !['empty', 'notEmpty'].includes(op);
  return operatorsOf(model, field).includes(op) && dated === (family === 'datetime' && asksDay);
}

const comparisons: Readonly<Record<string, Operator>> = { '==': 'is', '!=': 'isNot', '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' };

function ruleOf(expr: Expr): Found | undefined {
  switch (expr.kind) {
    case 'path': return { names: expr.names, op: 'is', value: (family) => (family === 'boolean' ? true : undefined) };
    case 'binary': return comparisonOf(expr.op, expr.left, expr.right);
    case 'in': return membershipOf(expr.operand, expr.list, expr.negated);
    case 'unary': return expr.op === 'not' ? negationOf(expr.operand) : undefined;
    case 'call': return expr.where ? undefined : callOf(expr.name, expr.args);
    default: return undefined;
  }
}

function comparisonOf(written: string, left: Expr, right: Expr): Found | undefined {
  const op = comparisons[written];
  const at = op && pathOf(left);
  if (!op || !at) return undefined;
  if (right.kind === 'literal' && right.of === 'null') {
    const blank = (family: Family) => (['text', 'set', 'records'].includes(family) ? undefined : null);
    return op === 'is' ? { ...at, op: 'empty', value: blank } : op === 'isNot' ? { ...at, op: 'notEmpty', value: blank } : undefined;
  }
  if (right.kind === 'path' && right.names.join('.') === 'user.id' && (op === 'is' || op === 'isNot')) return { ...at, op: op === 'is' ? 'isMe' : 'isNotMe', value: () => null };
  return { ...at, op, value: (family) => valueOf(right, family) };
}

function membershipOf(operand: Expr, list: Expr, negated: boolean): Found | undefined {
  if (list.kind === 'path' && operand.kind === 'literal' && !negated) return { names: list.names, op: 'hasAny', value: (family) => listOf([operand], family) };
  const at = pathOf(operand);
  if (!at || list.kind !== 'list') return undefined;
  return { ...at, op: negated ? 'noneOf' : 'oneOf', value: (family) => listOf(list.items, family) };
}

/** Unknown stays unknown under `not`, so that these say the same as the rule. */
function negationOf(operand: Expr): Found | undefined {
  if (operand.kind === 'path') return { names: operand.names, op: 'is', value: (family) => (family === 'boolean' ? false : undefined) };
  const found = operand.kind === 'call' && !operand.where ? callOf(operand.name, operand.args) : undefined;
  const negated: Partial<Record<Operator, Operator>> = { contains: 'notContains', hasAny: 'hasNone', empty: 'notEmpty' };
  const op = found && negated[found.op];
  return found && op ? { ...found, op } : undefined;
}

const calls: Readonly<Record<string, Operator>> = { contains: 'contains', startswith: 'startsWith', endswith: 'endsWith', under: 'under', hasany: 'hasAny', hasall: 'hasAll', has: 'hasAny', isblank: 'empty', isempty: 'empty', between: 'between' };

function callOf(name: string, args: readonly Expr[]): Found | undefined {
  const op = Object.hasOwn(calls, name) ? calls[name] : undefined;
  const at = args[0] && pathOf(args[0]);
  if (!op || !at) return undefined;
  const rest = args.slice(1);
  if (op === 'between') return spanOf(at, rest);
  if (op === 'empty') return { ...at, op, value: (family) => (rest.length === 0 && (name === 'isblank' ? ['text'] : ['set', 'records']).includes(family) ? null : undefined) };
  if (op === 'hasAny' || op === 'hasAll') return { ...at, op, value: (family) => (rest.length > 0 ? listOf(rest, family) : undefined) };
  return { ...at, op, value: (family) => (rest.length === 1 ? valueOf(rest[0]!, family) : undefined) };
}

function spanOf(at: Pick<Found, 'names' | 'dated'>, ends: readonly Expr[]): Found | undefined {
  if (ends.length !== 2) return undefined;
  const period = periods.get(ends.map((end) => printExpression(end)).join(', ')) ?? countedOf(ends);
  if (period) return { ...at, op: 'within', value: () => period };
  return { ...at, op: 'between', value: (family) => listOf(ends, family) };
}

const named: readonly Period[] = (['week', 'month', 'quarter', 'year'] as const).flatMap((unit) => ([-1, 0, 1] as const).map((shift) => ({ unit, shift })));
const periods: ReadonlyMap<string, Period> = new Map(named.map((period) => [endsOf(period), period]));

function countedOf([from, to]: readonly Expr[]): Period | undefined {
  const [first, last] = [daysOf(from!), daysOf(to!)];
  if (first === undefined || last === undefined) return undefined;
  if (last === 0 && first < 0) return { last: -first };
  return first === 0 && last > 0 ? { next: last } : undefined;
}

/** A field, or the day of a moment. */
function pathOf(expr: Expr): Pick<Found, 'names' | 'dated'> | undefined {
  if (expr.kind === 'path') return { names: expr.names };
  const [inner, ...more] = expr.kind === 'call' && expr.name === 'todate' && !expr.where ? expr.args : [];
  return inner?.kind === 'path' && more.length === 0 ? { names: inner.names, dated: true } : undefined;
}

/** `today()` is 0, `adddays(today(), -3)` is -3. */
function daysOf(expr: Expr): number | undefined {
  if (expr.kind !== 'call' || expr.where) return undefined;
  if (expr.name === 'today' && expr.args.length === 0) return 0;
  const [day, count] = expr.args;
  if (expr.name !== 'adddays' || expr.args.length !== 2 || daysOf(day!) !== 0) return undefined;
  const number = numberOf(count!);
  return number !== undefined && /^-?\d{1,6}$/.test(number) && Number(number) !== 0 ? Number(number) : undefined;
}

function numberOf(expr: Expr): string | undefined {
  if (expr.kind === 'unary' && expr.op === '-') {
    const inner = expr.operand.kind === 'literal' ? numberOf(expr.operand) : undefined;
    return inner === undefined ? undefined : `-${inner}`;
  }
  return expr.kind === 'literal' && expr.of === 'number' ? String(expr.value) : undefined;
}

function listOf(items: readonly Expr[], family: Family): readonly Day[] | undefined {
  const values = items.map((item) => valueOf(item, family));
  return values.every((value) => value !== undefined && typeof value !== 'boolean') ? (values as readonly Day[]) : undefined;
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

function valueOf(expr: Expr, family: Family): Day | boolean | undefined {
  if (family === 'number') return numberOf(expr);
  if (family === 'boolean') return expr.kind === 'literal' && expr.of === 'boolean' ? (expr.value as boolean) : undefined;
  if (family === 'date' || family === 'datetime') {
    const days = daysOf(expr);
    if (days !== undefined) return { days };
    return expr.kind === 'literal' && expr.of === 'text' && dayPattern.test(String(expr.value)) ? String(expr.value) : undefined;
  }
  // Nothing is asked by the empty text: the builder would take it for a value that is still to come.
  return expr.kind === 'literal' && expr.of === 'text' && expr.value !== '' ? String(expr.value) : undefined;
}
