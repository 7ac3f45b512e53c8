/**
 * The condition of a partial unique key as the predicate of an index: only the record's own columns, literals, comparisons and logic.
 *
 * Out:  SQL, or undefined where the condition needs more than that; then the key is watched by the writer alone.
 */
import type { CheckedExpr } from '@tenon/expression';
import type { Formula } from '@tenon/model';
import { quoteName, quoteText } from '../names.ts';

const operators: Readonly<Record<string, string>> = { '==': '=', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=', and: 'AND', or: 'OR' };

/** The predicate of a formula, or undefined. */
export function conditionSql(formula: Formula): string | undefined {
  return print(formula.expr);
}

function print(expr: CheckedExpr): string | undefined {
  switch (expr.kind) {
    case 'literal':
      return expr.value === null ? 'NULL' : typeof expr.value === 'boolean' ? String(expr.value) : expr.type.kind === 'number' ? number(expr.value) : quoteText(expr.value);
    case 'path':
      return expr.root === 'record' && expr.steps.length === 1 ? quoteName(expr.steps[0]!.field) : undefined;
    case 'unary':
      return unary(expr.op, print(expr.operand));
    case 'binary': {
      const [left, right, operator] = [print(expr.left), print(expr.right), operators[expr.op]];
      return left && right && operator ? `(${left} ${operator} ${right})` : undefined;
    }
    case 'in': {
      const operand = print(expr.operand);
      const items = expr.list.kind === 'list' ? expr.list.items.map(print) : [undefined];
      return operand && items.every((item) => item !== undefined) ? `(${operand} ${expr.negated ? 'NOT IN' : 'IN'} (${items.join(', ')}))` : undefined;
    }
    default:
      return undefined;
  }
}

function unary(op: string, operand: string | undefined): string | undefined {
  if (!operand) return undefined;
  if (op === 'isNull') return `(${operand} IS NULL)`;
  if (op === 'isNotNull') return `(${operand} IS NOT NULL)`;
  return op === 'not' ? `(NOT ${operand})` : undefined;
}

const number = (value: string): string | undefined => (/^-?\d+(\.\d+)?$/.test(value) ? value : undefined);
