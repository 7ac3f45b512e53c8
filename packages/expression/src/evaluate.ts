/**
 * The meaning of a checked expression in memory; the SQL of the same expression gives the same.
 *
 * In:   the checked tree, and the environment: the clock and the records of the roots as JSON.
 * Out:  a JSON value; numbers are canonical decimal text. Total: nothing in the language can fail.
 */
import { assert, assertNever } from '@tenon/diagnostics';
import { readDate, readDateTime, readTime } from './calendar.ts';
import { compareValues, isTruth, plain, sameValue } from './compare.ts';
import { functions } from './functions/index.ts';
import type { Clock, Value } from './functions/function.ts';
import { Decimal, divide, modulo, multiply, numberText, readNumber } from './numbers.ts';
import type { CheckedAggregate, CheckedBinary, CheckedCall, CheckedExpr, CheckedIn, CheckedUnary, Json, PathStep, ReadPath, Type } from './types.ts';

/** The fields of a record as JSON. A reference is an id, or an object with `id` and fields; children are a list. */
export interface RecordValue { readonly [name: string]: unknown }

export interface Env extends Clock {
  /** The time of the statement, ISO 8601. */
  readonly now: string;
  /** A name of the IANA database, such as Asia/Shanghai. */
  readonly timeZone: string;
  readonly roots: Readonly<Record<string, RecordValue | Json | undefined>>;
  /** The record behind a reference that is given by its id only; `step` is the field about to be read from it. */
  readonly follow?: (value: Json, step: PathStep) => RecordValue | null | undefined;
}

/** Evaluates an expression. */
export function evaluateExpression(expr: CheckedExpr, env: Env): Json {
  return toJson(evaluate(expr, env));
}

function toJson(value: Value): Json {
  if (Decimal.isDecimal(value)) return numberText(value);
  return plain(value) as Json;
}

function evaluate(expr: CheckedExpr, env: Env): Value {
  switch (expr.kind) {
    case 'literal': return expr.value === null ? null : expr.type.kind === 'number' ? new Decimal(expr.value as string) : expr.value;
    case 'path': return readValue(readPath(expr, env), expr.type);
    case 'call': return callFunction(expr, env);
    case 'unary': return unary(expr, env);
    case 'binary': return binary(expr, env);
    case 'in': return membership(expr, env);
    case 'aggregate': return aggregate(expr, env);
    case 'list': return expr.items.map((item) => evaluate(item, env));
    default: return assertNever(expr);
  }
}

const isRecord = (value: unknown): value is RecordValue => typeof value === 'object' && value !== null && !Array.isArray(value);

function readPath({ root, steps }: ReadPath, env: Env): unknown {
  let value: unknown = Object.hasOwn(env.roots, root) ? env.roots[root] : null;
  for (const step of steps) {
    if (value === null || value === undefined) return null;
    // A reference is known by its id alone, or with only some of its fields.
    if (!isRecord(value) || (env.follow && !Object.hasOwn(value, step.field))) {
      if (isRecord(value) && !('id' in value)) return null;
      value = env.follow?.((isRecord(value) ? value['id'] : value) as Json, step) ?? (step.field === 'id' ? { id: isRecord(value) ? value['id'] : value } : null);
    }
    value = isRecord(value) && Object.hasOwn(value, step.field) ? value[step.field] : null;
  }
  return value ?? null;
}

/** A value of JSON in the form that the functions work on; what does not fit the type is null. */
function readValue(value: unknown, type: Type): Value {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case 'number': return readNumber(value) ?? null;
    case 'boolean': return typeof value === 'boolean' ? value : null;
    case 'text': return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
    case 'date': return typeof value === 'string' ? readDate(value) : null;
    case 'datetime': return typeof value === 'string' ? readDateTime(value) : null;
    case 'time': return typeof value === 'string' ? readTime(value) : null;
    case 'set': return Array.isArray(value) ? value : null;
    case 'record':
    case 'json': return value as Value;
    case 'null':
    case 'children':
    case 'list': return null;
    default: return assertNever(type);
  }
}

function callFunction({ name, args }: CheckedCall, env: Env): Value {
  const entry = functions.get(name);
  assert(entry, `unknown function ${name}`);
  const values = args.map((arg) => evaluate(arg, env));
  if (!entry.nulls && values.includes(null)) return null;
  return entry.evaluate(values, env, args.map((arg) => arg.type));
}

function unary({ op, operand }: CheckedUnary, env: Env): Value {
  const value = evaluate(operand, env);
  switch (op) {
    case 'isNull': return plain(value) === null;
    case 'isNotNull': return plain(value) !== null;
    case 'not': return value === null ? null : value === false;
    case '-': return Decimal.isDecimal(value) ? value.neg() : null;
    default: return assertNever(op);
  }
}

function binary(expr: CheckedBinary, env: Env): Value {
  const left = evaluate(expr.left, env);
  const right = evaluate(expr.right, env);
  switch (expr.op) {
    case 'and': return left === false || right === false ? false : left === null || right === null ? null : true;
    case 'or': return left === true || right === true ? true : left === null || right === null ? null : false;
    case '==': return sameValue(left, right);
    case '!=': return negated(sameValue(left, right));
    case '&': return String(left ?? '') + String(right ?? '');
    case '<': return ordered(left, right, (order) => order < 0);
    case '<=': return ordered(left, right, (order) => order <= 0);
    case '>': return ordered(left, right, (order) => order > 0);
    case '>=': return ordered(left, right, (order) => order >= 0);
    case '+': return numbers(left, right, (a, b) => a.plus(b));
    case '-': return numbers(left, right, (a, b) => a.minus(b));
    case '*': return numbers(left, right, multiply);
    case '/': return numbers(left, right, divide);
    case '%': return numbers(left, right, modulo);
    default: return assertNever(expr.op);
  }
}

const negated = (value: boolean | null): boolean | null => (value === null ? null : !value);

function ordered(a: Value, b: Value, holds: (order: number) => boolean): Value {
  return a === null || b === null ? null : holds(compareValues(a, b));
}

function numbers(a: Value, b: Value, compute: (a: Decimal, b: Decimal) => Decimal | null): Value {
  return Decimal.isDecimal(a) && Decimal.isDecimal(b) ? compute(a, b) : null;
}

/** As in SQL: null where the value is absent and the list has a null. */
function membership(expr: CheckedIn, env: Env): Value {
  const operand = evaluate(expr.operand, env);
  const list = evaluate(expr.list, env);
  if (!Array.isArray(list)) return null;
  // Nothing, not even null, is in an empty set.
  if (operand === null) return list.length > 0 ? null : expr.negated;
  const matches = (list as readonly Value[]).map((item) => sameValue(operand, item));
  const found = matches.includes(true) ? true : matches.includes(null) ? null : false;
  return expr.negated ? negated(found) : found;
}

function aggregate(expr: CheckedAggregate, env: Env): Value {
  const rows = readPath(expr.children, env);
  const items = (Array.isArray(rows) ? rows : []).map((item: RecordValue): Env => ({ ...env, roots: { ...env.roots, item } }));
  const { where, value, fn } = expr;
  const kept = where ? items.filter((item) => isTruth(evaluate(where, item))) : items;
  if (fn === 'any') return kept.length > 0;
  if (fn === 'all') return kept.length === 0;
  if (!value) return new Decimal(kept.length);
  const values = kept.map((item) => evaluate(value, item)).filter((found) => plain(found) !== null);
  switch (fn) {
    case 'count': return new Decimal(values.length);
    case 'sum': return total(values);
    case 'avg': return values.length === 0 ? null : divide(total(values), new Decimal(values.length));
    case 'min': return values.length === 0 ? null : values.reduce((a, b) => (compareValues(b, a) < 0 ? b : a));
    case 'max': return values.length === 0 ? null : values.reduce((a, b) => (compareValues(b, a) > 0 ? b : a));
    default: return assertNever(fn);
  }
}

const total = (values: readonly Value[]): Decimal => values.reduce<Decimal>((sum, value) => sum.plus(value as Decimal), new Decimal(0));
