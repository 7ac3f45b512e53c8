/**
 * Writes an expression as source text in its one canonical form, with as few brackets as possible.
 *
 * In:   a tree as written, or a checked one.
 * Out:  text that parses to the same tree again (offsets aside).
 */
import { assertNever } from '@tenon/diagnostics';
import { comparisonPrecedence, negatePrecedence, notPrecedence, precedence, type BinaryExpr, type Expr } from './syntax.ts';
import type { CheckedExpr } from './types.ts';
import { uncheck } from './uncheck.ts';

/** Writes an expression. */
export function printExpression(expr: Expr | CheckedExpr): string {
  return print('type' in expr ? uncheck(expr) : expr, 0);
}

/** A text with quotes and escapes. */
export function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}'`;
}

function levelOf(expr: Expr): number {
  switch (expr.kind) {
    case 'binary': return precedence[expr.op];
    case 'in': return comparisonPrecedence;
    case 'unary': return expr.op === 'not' ? notPrecedence : negatePrecedence;
    default: return 9;
  }
}

/** `least` is the level that the place needs. */
function print(expr: Expr, least: number): string {
  const text = write(expr);
  return levelOf(expr) < least ? `(${text})` : text;
}

const list = (items: readonly Expr[]): string => items.map((item) => print(item, 0)).join(', ');

function write(expr: Expr): string {
  switch (expr.kind) {
    case 'literal':
      return expr.of === 'text' ? quote(String(expr.value)) : String(expr.value);
    case 'path':
      return expr.names.join('.');
    case 'call':
      return `${expr.name}(${list(expr.args)}${expr.where ? ` where ${print(expr.where, 0)}` : ''})`;
    case 'unary':
      return expr.op === 'not' ? `not ${print(expr.operand, notPrecedence)}` : `-${print(expr.operand, negatePrecedence)}`;
    case 'binary':
      return writeBinary(expr);
    case 'in': {
      const items = expr.list.kind === 'list' ? `(${list(expr.list.items)})` : print(expr.list, comparisonPrecedence + 1);
      // Brackets after `in` start a list, so that a set in brackets would be read as a list of one.
      return `${print(expr.operand, comparisonPrecedence + 1)} ${expr.negated ? 'not in' : 'in'} ${items}`;
    }
    case 'list':
      return `[${list(expr.items)}]`;
    default:
      return assertNever(expr);
  }
}

/** Operators group from the left; comparisons do not group at all. */
function writeBinary({ op, left, right }: BinaryExpr): string {
  const level = precedence[op];
  return `${print(left, level === comparisonPrecedence ? level + 1 : level)} ${op} ${print(right, level + 1)}`;
}
