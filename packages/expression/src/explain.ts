/**
 * Takes an expression apart for somebody who asks why a value is what it is.
 *
 * In:   a checked expression; for the rows of an aggregate also the environment that it is evaluated in.
 * Out:  the expression as parts in reading order, so that names can be replaced by labels; what it reads; the rows behind an aggregate.
 */
import { assertNever } from '@tenon/diagnostics';
import { partsOf } from './dependencies.ts';
import { evaluateExpression, type Env, type RecordValue } from './evaluate.ts';
import { comparisonPrecedence, negatePrecedence, notPrecedence, precedence, type BinaryOperator } from './syntax.ts';
import type { CheckedAggregate, CheckedBinary, CheckedCall, CheckedExpr, CheckedIn, CheckedPath, CheckedUnary, Json, ReadPath, Type } from './types.ts';

export type ExplainOperator = BinaryOperator | 'not' | 'in' | 'not in' | 'negative' | 'isNull' | 'isNotNull' | 'where';

/** One piece of an expression as it is read. */
export type ExplainPart =
  | { readonly kind: 'mark'; readonly text: '(' | ')' | ',' }
  | { readonly kind: 'operator'; readonly name: ExplainOperator }
  | { readonly kind: 'function'; readonly name: string }
  /** `within` is the way to the child records that the path starts at. */
  | { readonly kind: 'path'; readonly path: ReadPath; readonly within?: ReadPath }
  /** `of` is the path that the value is held against: a choice has its label there. */
  | { readonly kind: 'value'; readonly value: string | boolean | null; readonly type: Type; readonly of?: ReadPath };

export type ExplainInput = CheckedPath | CheckedAggregate;

/** A row that an aggregate looked at. */
export interface ExplainedRow {
  readonly row: RecordValue;
  /** Whether its condition let the row in. */
  readonly counted: boolean;
  /** What the row adds; absent where only rows are counted. */
  readonly value?: Json;
}

/** The expression in reading order. */
export function explainExpression(expr: CheckedExpr): readonly ExplainPart[] {
  return write(expr, {});
}

/** Paths and aggregates that are read, each once, in reading order. What is inside of an aggregate belongs to it. */
export function inputsOf(expr: CheckedExpr): readonly ExplainInput[] {
  const found = new Map<string, ExplainInput>();
  const visit = (part: CheckedExpr): void => {
    if (part.kind === 'path' || part.kind === 'aggregate') found.set(JSON.stringify(part), part);
    else for (const inner of partsOf(part)) visit(inner);
  };
  visit(expr);
  return [...found.values()];
}

/** The rows that an aggregate looked at, each with what it adds. */
export function rowsOfAggregate({ children, value, where }: CheckedAggregate, env: Env): readonly ExplainedRow[] {
  const rows = evaluateExpression({ kind: 'path', type: { kind: 'json' }, root: children.root, steps: children.steps }, env);
  return (Array.isArray(rows) ? (rows as readonly RecordValue[]) : []).map((row) => {
    const within: Env = { ...env, roots: { ...env.roots, item: row } };
    return {
      row,
      counted: where === undefined || evaluateExpression(where, within) === true,
      ...(value ? { value: evaluateExpression(value, within) } : {}),
    };
  });
}

interface Around {
  /** The way to the child records, inside of an aggregate. */
  readonly within?: ReadPath;
  /** What a value here is held against. */
  readonly of?: ReadPath;
}

const open: ExplainPart = { kind: 'mark', text: '(' };
const close: ExplainPart = { kind: 'mark', text: ')' };
const comma: ExplainPart = { kind: 'mark', text: ',' };
const operator = (name: ExplainOperator): ExplainPart => ({ kind: 'operator', name });
const inside = ({ within }: Around): Around => (within ? { within } : {});

function levelOf(expr: CheckedExpr): number {
  switch (expr.kind) {
    case 'binary': return precedence[expr.op];
    case 'in': return comparisonPrecedence;
    case 'unary': return expr.op === 'not' ? notPrecedence : expr.op === '-' ? negatePrecedence : comparisonPrecedence;
    default: return 9;
  }
}

/** `least` is the level that the place needs. */
function place(expr: CheckedExpr, least: number, around: Around): readonly ExplainPart[] {
  const parts = write(expr, around);
  return levelOf(expr) < least ? [open, ...parts, close] : parts;
}

const list = (items: readonly (readonly ExplainPart[])[]): readonly ExplainPart[] => [open, ...items.flatMap((parts, i) => (i === 0 ? parts : [comma, ...parts])), close];

function write(expr: CheckedExpr, around: Around): readonly ExplainPart[] {
  switch (expr.kind) {
    case 'literal': return [{ kind: 'value', value: expr.value, type: expr.type, ...(around.of ? { of: around.of } : {}) }];
    case 'path': return [{ kind: 'path', path: { root: expr.root, steps: expr.steps }, ...(around.within && expr.root === 'item' ? { within: around.within } : {}) }];
    case 'call': return writeCall(expr, around);
    case 'unary': return writeUnary(expr, around);
    case 'binary': return writeBinary(expr, around);
    case 'in': return writeIn(expr, around);
    case 'list': return list(expr.items.map((item) => write(item, around)));
    case 'aggregate': return writeAggregate(expr);
    default: return assertNever(expr);
  }
}

function writeCall({ name, args }: CheckedCall, around: Around): readonly ExplainPart[] {
  return [{ kind: 'function', name }, ...list(args.map((arg) => write(arg, inside(around))))];
}

function writeUnary({ op, operand }: CheckedUnary, around: Around): readonly ExplainPart[] {
  switch (op) {
    case 'not': return [operator('not'), ...place(operand, notPrecedence, inside(around))];
    case '-': return [operator('negative'), ...place(operand, negatePrecedence, inside(around))];
    default: return [...place(operand, comparisonPrecedence + 1, inside(around)), operator(op)];
  }
}

const comparisons: ReadonlySet<BinaryOperator> = new Set(['==', '!=', '<', '<=', '>', '>=']);
const pathOf = (expr: CheckedExpr): ReadPath | undefined => (expr.kind === 'path' ? { root: expr.root, steps: expr.steps } : undefined);
const against = (around: Around, other: CheckedExpr): Around => {
  const of = pathOf(other);
  return of ? { ...inside(around), of } : inside(around);
};

function writeBinary({ op, left, right }: CheckedBinary, around: Around): readonly ExplainPart[] {
  const level = precedence[op];
  const compares = comparisons.has(op);
  const sides = compares ? ([against(around, right), against(around, left)] as const) : ([inside(around), inside(around)] as const);
  return [...place(left, compares ? level + 1 : level, sides[0]), operator(op), ...place(right, level + 1, sides[1])];
}

function writeIn({ operand, list: items, negated }: CheckedIn, around: Around): readonly ExplainPart[] {
  const value = place(operand, comparisonPrecedence + 1, against(around, items));
  return [...value, operator(negated ? 'not in' : 'in'), ...place(items, comparisonPrecedence + 1, against(around, operand))];
}

function writeAggregate({ fn, children, value, where }: CheckedAggregate): readonly ExplainPart[] {
  const over: Around = { within: children };
  const condition = fn === 'all' && where ? conditionOfAll(where) : where;
  const rows: readonly ExplainPart[] = value ? write(value, over) : [{ kind: 'path', path: children }];
  return [{ kind: 'function', name: fn }, open, ...rows, ...(condition ? [operator('where'), ...write(condition, over)] : []), close];
}

/** The condition of `all` out of the exceptions that it is checked by. */
function conditionOfAll(exceptions: CheckedExpr): CheckedExpr {
  const inner = exceptions.kind === 'unary' ? exceptions.operand : exceptions;
  return (inner.kind === 'call' && inner.args[0]) || inner;
}
