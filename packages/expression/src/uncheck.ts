/** Turns a checked tree back into the tree as it could have been written. */
import { assertNever } from '@tenon/diagnostics';
import type { Expr, LiteralExpr, PathExpr } from './syntax.ts';
import type { CheckedAggregate, CheckedExpr, CheckedLiteral, ReadPath } from './types.ts';

const nowhere = { start: 0, end: 0 };
const nothing: LiteralExpr = { kind: 'literal', of: 'null', value: null, ...nowhere };

/** The tree as written; every root is spelt out, but `item` inside of a condition over child records. */
export function uncheck(expr: CheckedExpr): Expr {
  switch (expr.kind) {
    case 'literal': return literal(expr);
    case 'path': return path(expr, undefined);
    case 'call': return { kind: 'call', name: expr.name, args: expr.args.map(uncheck), ...nowhere };
    case 'unary': {
      const operand = uncheck(expr.operand);
      if (expr.op === 'not' || expr.op === '-') return { kind: 'unary', op: expr.op, operand, ...nowhere };
      return { kind: 'binary', op: expr.op === 'isNull' ? '==' : '!=', left: operand, right: nothing, ...nowhere };
    }
    case 'binary': return { kind: 'binary', op: expr.op, left: uncheck(expr.left), right: uncheck(expr.right), ...nowhere };
    case 'in': return { kind: 'in', negated: expr.negated, operand: uncheck(expr.operand), list: uncheck(expr.list), ...nowhere };
    case 'list': return { kind: 'list', items: expr.items.map(uncheck), ...nowhere };
    case 'aggregate': return aggregate(expr);
    default: return assertNever(expr);
  }
}

function literal({ value, type }: CheckedLiteral): Expr {
  if (value === null) return nothing;
  if (typeof value === 'boolean') return { kind: 'literal', of: 'boolean', value, ...nowhere };
  return { kind: 'literal', of: type.kind === 'number' ? 'number' : 'text', value, ...nowhere };
}

function path({ root, steps }: ReadPath, prefix: readonly string[] | undefined): PathExpr {
  const fields = steps.map((step) => step.field);
  const bare = root === 'record' && fields.length > 0 ? ['record'] : [root];
  return { kind: 'path', names: root === 'item' ? [...(prefix ?? []), ...fields] : [...bare, ...fields], ...nowhere };
}

function aggregate({ fn, children, value, where }: CheckedAggregate): Expr {
  const over = path(children, undefined);
  const condition = fn === 'all' && where ? conditionOf(where) : where;
  const arg = value ? rename(uncheck(value), value, over.names) : over;
  return { kind: 'call', name: fn, args: [arg], ...(condition ? { where: uncheck(condition) } : {}), ...nowhere };
}

/** The condition of `all` out of its negation. */
function conditionOf(exception: CheckedExpr): CheckedExpr {
  const inner = exception.kind === 'unary' ? exception.operand : exception;
  return (inner.kind === 'call' && inner.args[0]) || inner;
}

/** In the value of an aggregate the fields of the child are written with the way to it. */
function rename(written: Expr, checked: CheckedExpr, prefix: readonly string[]): Expr {
  if (written.kind === 'path' && checked.kind === 'path') return path(checked, prefix);
  if (written.kind === 'call' && checked.kind === 'call') {
    return { ...written, args: written.args.map((arg, i) => rename(arg, checked.args[i]!, prefix)) };
  }
  if (written.kind === 'unary' && checked.kind === 'unary') return { ...written, operand: rename(written.operand, checked.operand, prefix) };
  if (written.kind === 'binary' && checked.kind === 'unary') return { ...written, left: rename(written.left, checked.operand, prefix) };
  if (written.kind === 'binary' && checked.kind === 'binary') {
    return { ...written, left: rename(written.left, checked.left, prefix), right: rename(written.right, checked.right, prefix) };
  }
  if (written.kind === 'in' && checked.kind === 'in') {
    return { ...written, operand: rename(written.operand, checked.operand, prefix), list: rename(written.list, checked.list, prefix) };
  }
  if (written.kind === 'list' && checked.kind === 'list') {
    return { ...written, items: written.items.map((item, i) => rename(item, checked.items[i]!, prefix)) };
  }
  return written;
}
