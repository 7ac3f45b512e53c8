/** Checks the call of a function: the number and the types of its arguments, and the type it gives. */
import { nearest } from '@tenon/diagnostics';
import { checkOption, coerce, plainType, retype, typeName } from './coerce.ts';
import { functions, usageOf } from './functions/index.ts';
import type { FunctionDefinition, Param, ParamType } from './functions/function.ts';
import type { Context } from './names.ts';
import { problemAt } from './problem.ts';
import type { CallExpr, Expr } from './syntax.ts';
import type { CheckedExpr, Kind, Type } from './types.ts';

export type Check = (expr: Expr, context: Context) => CheckedExpr | undefined;

const scalars: readonly Kind[] = ['text', 'number', 'boolean', 'date', 'datetime', 'time', 'record'];
const values: readonly Kind[] = [...scalars, 'json', 'set', 'null'];
type Variables = Partial<Record<'same' | 'other', Type>>;

/** Checks a call of a function, as opposed to an aggregate. */
export function checkCall(expr: CallExpr, context: Context, check: Check): CheckedExpr | undefined {
  // date(x) with one argument reads the date of a date-time.
  const name = expr.name === 'date' && expr.args.length === 1 ? 'todate' : expr.name;
  const entry = functions.get(name);
  if (!entry) {
    context.problems.push(problemAt('EXP203', { start: expr.start, end: expr.start + expr.name.length }, { name: expr.name, suggestion: nearest(expr.name, functions.keys()) }));
    for (const arg of expr.args) check(arg, context);
    return undefined;
  }
  const params = paramsFor(entry, expr.args.length);
  const args = expr.args.map((arg) => check(arg, context));
  if (!params) {
    context.problems.push(problemAt('EXP204', expr, { name, found: expr.args.length, usage: usageOf(entry) }));
    return undefined;
  }
  const present = args.filter((arg) => arg !== undefined);
  if (present.length < args.length) return undefined;
  const variables = bind(params, present);
  const typed = present.map((arg, i) => fit(arg, params[i]!.type, variables, { expr, entry, index: i, context }));
  if (typed.includes(undefined)) return undefined;
  const done = typed as readonly CheckedExpr[];
  checkOptions(entry.name, done, expr, context);
  return { kind: 'call', type: returned(entry, done, variables), name, args: done };
}

/** One parameter for each argument, or undefined when their number is wrong. */
function paramsFor({ signature }: FunctionDefinition, count: number): readonly Param[] | undefined {
  const { params, variadic, tail } = signature;
  if (!variadic) {
    const least = params.filter((entry) => !entry.optional).length;
    return count < least || count > params.length ? undefined : params.slice(0, count);
  }
  const rest = count - params.length;
  const rounds = Math.floor(rest / variadic.length);
  if (rounds < 1) return undefined;
  const left = rest - rounds * variadic.length;
  if (left > 0 && !tail) return undefined;
  const repeated = Array.from({ length: rounds }, () => variadic).flat();
  return left > 0 && tail ? [...params, ...repeated, tail] : [...params, ...repeated];
}

/** The type of each variable: that of its first argument that is neither null nor a literal, else of the first one. */
function bind(params: readonly Param[], args: readonly CheckedExpr[]): Variables {
  const bound: Variables = {};
  for (const name of ['same', 'other'] as const) {
    const candidates = args.filter((arg, i) => params[i]!.type === name && arg.type.kind !== 'null');
    const chosen = candidates.find((arg) => arg.kind !== 'literal') ?? candidates[0];
    if (chosen) bound[name] = plainType(chosen.type);
  }
  return bound;
}

interface Place {
  readonly expr: CallExpr;
  readonly entry: FunctionDefinition;
  readonly index: number;
  readonly context: Context;
}

function wanted(type: ParamType, variables: Variables): readonly Kind[] {
  if (type === 'any') return values;
  if (type === 'same' || type === 'other') {
    const bound = variables[type];
    return bound ? (scalars.includes(bound.kind) ? [bound.kind] : scalars) : ['null'];
  }
  return typeof type === 'string' ? [type] : type;
}

/** The argument with a type that the parameter takes, or undefined with a problem recorded. */
function fit(arg: CheckedExpr, type: ParamType, variables: Variables, place: Place): CheckedExpr | undefined {
  const kinds = wanted(type, variables);
  const { expr, entry, index, context } = place;
  const span = expr.args[index]!;
  if (kinds.includes(arg.type.kind)) return arg;
  if (arg.type.kind === 'null') return retype(arg, typeOfKind(kinds[0]!));
  if (kinds.length === 1 || arg.kind === 'literal') {
    // Dates may be written as text; of several kinds the longer form is tried where the text has a time.
    const options = kinds.filter((kind) => kind === 'date' || kind === 'datetime' || kind === 'time');
    const text = arg.kind === 'literal' && typeof arg.value === 'string' ? arg.value : '';
    const kind = options.length > 1 ? options.find((option) => (option === 'datetime') === text.includes('T')) : kinds.length === 1 ? kinds[0] : options[0];
    const result = kind ? coerce(arg, typeOfKind(kind), span, context) : 'mismatch';
    if (result === 'reported') return undefined;
    if (result !== 'mismatch') return result.node;
  }
  context.problems.push(problemAt('EXP205', span, { name: entry.name, position: index + 1, found: typeName(arg.type), expected: kinds.join(' / '), usage: usageOf(entry) }));
  return undefined;
}

const typeOfKind = (kind: Kind): Type => ({ kind }) as Type;

function returned({ signature }: FunctionDefinition, args: readonly CheckedExpr[], variables: Variables): Type {
  const { returns } = signature;
  if (returns !== 'same' && returns !== 'other') {
    return signature.integer && returns === 'number' ? { kind: 'number', integer: true } : typeOfKind(returns);
  }
  const type = variables[returns] ?? { kind: 'null' };
  // The condition of if() is no number, so that looking at all arguments is enough.
  const whole = type.kind === 'number' && args.every((arg) => arg.type.kind !== 'number' || arg.type.integer);
  return whole ? { kind: 'number', integer: true } : type;
}

/** Literals compared with a select or multi-select inside of a function. */
function checkOptions(name: string, args: readonly CheckedExpr[], expr: CallExpr, context: Context): void {
  const first = args[0];
  if (!first) return;
  const at = (i: number) => checkOption(first.type, args[i]!, expr.args[i]!, context);
  if (name === 'has' || name === 'hasany' || name === 'hasall') for (let i = 1; i < args.length; i += 1) at(i);
  if (name === 'switch') for (let i = 1; i + 1 < args.length; i += 2) at(i);
}
