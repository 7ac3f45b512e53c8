/**
 * Looks up the names of an expression and gives every node its type.
 *
 * In:   the tree as written, and the scope with the catalog of the model.
 * Out:  the checked tree, frozen; or everything that is wrong, each with the offset and length of its place.
 */
import { assertNever, hasErrors, type Result } from '@tenon/diagnostics';
import { checkAggregate, isAggregate } from './check-aggregate.ts';
import { checkCall } from './check-call.ts';
import { checkOption, coerce, plainType, typeName } from './coerce.ts';
import { resolvePath, type Context } from './names.ts';
import { parseExpression } from './parse.ts';
import { problemAt } from './problem.ts';
import type { BinaryExpr, Expr, InExpr, UnaryExpr } from './syntax.ts';
import type { CheckedExpr, Kind, Scope, Type } from './types.ts';

/** Checks a parsed expression; `expected` is the kind of value that its place needs. */
export function checkExpression(expr: Expr, scope: Scope, expected?: Kind): Result<CheckedExpr> {
  const context: Context = { scope, problems: [] };
  let value = check(expr, context);
  if (value && expected && !hasErrors(context.problems)) {
    const result = coerce(value, { kind: expected } as Type, expr, context);
    if (result === 'mismatch' && value.type.kind !== expected) {
      context.problems.push(problemAt('EXP214', expr, { found: typeName(value.type), expected }));
    }
    if (typeof result === 'object') value = result.node;
  }
  if (!value || hasErrors(context.problems)) return { diagnostics: context.problems };
  return { value: freeze(value), diagnostics: context.problems };
}

/** Parses and checks. */
export function compileExpression(source: string, scope: Scope, expected?: Kind): Result<CheckedExpr> {
  const parsed = parseExpression(source);
  return parsed.value ? checkExpression(parsed.value, scope, expected) : { diagnostics: parsed.diagnostics };
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

function check(expr: Expr, context: Context): CheckedExpr | undefined {
  switch (expr.kind) {
    case 'literal':
      return { kind: 'literal', type: literalType(expr.of, expr.value), value: expr.value };
    case 'path': {
      const found = resolvePath(expr.names, expr, context);
      if (found?.type.kind === 'children') {
        context.problems.push(problemAt('EXP209', expr, { name: expr.names.join('.') }));
        return undefined;
      }
      return found && { kind: 'path', type: found.type, root: found.root, steps: found.steps };
    }
    case 'call':
      return isAggregate(expr, context) ? checkAggregate(expr, context, check) : checkCall(expr, context, check);
    case 'unary':
      return checkUnary(expr, context);
    case 'binary':
      return checkBinary(expr, context);
    case 'in':
      return checkIn(expr, context);
    case 'list':
      context.problems.push(problemAt('EXP213', expr));
      return undefined;
    default:
      return assertNever(expr);
  }
}

function literalType(of: 'number' | 'text' | 'boolean' | 'null', value: string | boolean | null): Type {
  return of === 'number' && !String(value).includes('.') ? { kind: 'number', integer: true } : { kind: of };
}

const boolean: Type = { kind: 'boolean' };

function checkUnary(expr: UnaryExpr, context: Context): CheckedExpr | undefined {
  const operand = check(expr.operand, context);
  if (!operand) return undefined;
  const kind = expr.op === 'not' ? 'boolean' : 'number';
  const result = coerce(operand, { kind }, expr.operand, context);
  if (typeof result === 'object') {
    const type = expr.op === 'not' ? boolean : numberType([result.node]);
    return { kind: 'unary', type, op: expr.op, operand: result.node };
  }
  if (result === 'mismatch') context.problems.push(problemAt('EXP217', expr.operand, { operator: expr.op, found: typeName(operand.type), expected: kind }));
  return undefined;
}

function numberType(nodes: readonly CheckedExpr[]): Type {
  return nodes.every((node) => node.type.kind === 'number' && node.type.integer) ? { kind: 'number', integer: true } : { kind: 'number' };
}

function checkBinary(expr: BinaryExpr, context: Context): CheckedExpr | undefined {
  const left = check(expr.left, context);
  const right = check(expr.right, context);
  if (!left || !right) return undefined;
  switch (expr.op) {
    case 'or':
    case 'and':
      return both(expr, left, right, boolean, boolean, context);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return both(expr, left, right, { kind: 'number' }, expr.op === '/' ? { kind: 'number' } : numberType([left, right]), context);
    case '&':
      return both(expr, asText(left), asText(right), { kind: 'text' }, { kind: 'text' }, context);
    default:
      return checkComparison(expr, left, right, context);
  }
}

/** A number, a boolean or a date is written out where text is put together. */
function asText(node: CheckedExpr): CheckedExpr {
  const { kind } = node.type;
  const written = kind === 'number' || kind === 'boolean' || kind === 'date' || kind === 'datetime';
  return written ? { kind: 'call', type: { kind: 'text' }, name: 'text', args: [node] } : node;
}

/** Both operands with the type that the operator needs. */
function both(expr: BinaryExpr, left: CheckedExpr, right: CheckedExpr, needed: Type, type: Type, context: Context): CheckedExpr | undefined {
  const a = coerce(left, needed, expr.left, context);
  const b = coerce(right, needed, expr.right, context);
  if (a === 'mismatch' || b === 'mismatch') return mismatch(expr, left, right, context);
  if (a === 'reported' || b === 'reported') return undefined;
  return { kind: 'binary', type, op: expr.op, left: a.node, right: b.node };
}

function mismatch(expr: BinaryExpr, left: CheckedExpr, right: CheckedExpr, context: Context): undefined {
  const kinds = [left.type.kind, right.type.kind];
  const advice = expr.op === '+' && kinds.includes('text') ? 'a & b'
    : kinds.includes('date') && kinds.includes('datetime') ? 'date(x)'
    : kinds.includes('date') && expr.op === '+' ? 'adddays(date, count)'
    : kinds.includes('date') && expr.op === '-' ? 'days(end, start)'
    : kinds.includes('text') && kinds.includes('number') ? 'value(text)'
    : undefined;
  context.problems.push(problemAt('EXP206', expr, { operator: expr.op, left: typeName(left.type), right: typeName(right.type), advice }));
  return undefined;
}

const isNull = (node: CheckedExpr): boolean => node.kind === 'literal' && node.value === null;
const ordered: readonly Kind[] = ['text', 'number', 'date', 'datetime', 'time'];
const equated: readonly Kind[] = [...ordered, 'boolean', 'record', 'set'];

function checkComparison(expr: BinaryExpr, left: CheckedExpr, right: CheckedExpr, context: Context): CheckedExpr | undefined {
  const equality = expr.op === '==' || expr.op === '!=';
  if (equality && (isNull(left) || isNull(right))) {
    return { kind: 'unary', type: boolean, op: expr.op === '==' ? 'isNull' : 'isNotNull', operand: isNull(right) ? left : right };
  }
  const type = commonType(left, right);
  const kinds = equality ? equated : ordered;
  if (type.kind !== 'null' && !kinds.includes(type.kind)) return mismatch(expr, left, right, context);
  if (equality) {
    checkOption(left.type, right, expr.right, context);
    checkOption(right.type, left, expr.left, context);
  }
  // A reference compared with computed text: by the text of its id.
  if (equality && left.type.kind !== right.type.kind && [left, right].every((node) => node.type.kind === 'record' || (node.type.kind === 'text' && node.kind !== 'literal'))) {
    return { kind: 'binary', type: boolean, op: expr.op, left: idText(left), right: idText(right) };
  }
  return both(expr, left, right, type, boolean, context);
}

const idText = (node: CheckedExpr): CheckedExpr =>
  node.type.kind === 'record' ? { kind: 'call', type: { kind: 'text' }, name: 'text', args: [node] } : node;

/** The type of the side that is no literal; a literal adapts to it. */
function commonType(left: CheckedExpr, right: CheckedExpr): Type {
  if (left.type.kind === 'null') return plainType(right.type);
  if (right.type.kind === 'null') return plainType(left.type);
  return plainType(left.kind === 'literal' ? right.type : left.type);
}

function checkIn(expr: InExpr, context: Context): CheckedExpr | undefined {
  const operand = check(expr.operand, context);
  if (expr.list.kind !== 'list') return checkInSet(expr, operand, context);
  const spans = expr.list.items;
  const items = spans.map((item) => check(item, context));
  if (!operand || items.includes(undefined)) return undefined;
  const checked = items as readonly CheckedExpr[];
  const type = plainType([operand, ...checked].find((node) => node.type.kind !== 'null' && node.kind !== 'literal')?.type ?? [operand, ...checked].find((node) => node.type.kind !== 'null')?.type ?? operand.type);
  const found = coerce(operand, type, expr.operand, context);
  const coerced = checked.map((item, i) => {
    checkOption(operand.type, item, spans[i]!, context);
    return coerce(item, type, spans[i]!, context);
  });
  const wrong = [found, ...coerced].findIndex((result) => result === 'mismatch');
  if (wrong >= 0 || (type.kind !== 'null' && (!equated.includes(type.kind) || type.kind === 'set'))) {
    const at = wrong > 0 ? spans[wrong - 1]! : expr.operand;
    context.problems.push(problemAt('EXP206', at, { operator: 'in', left: typeName(operand.type), right: typeName((checked[wrong - 1] ?? checked[0]!).type) }));
    return undefined;
  }
  const nodes = coerced.filter((result) => typeof result === 'object').map((result) => result.node);
  if (typeof found !== 'object' || nodes.length < coerced.length) return undefined;
  const list: CheckedExpr = { kind: 'list', type: { kind: 'list', of: type }, items: nodes };
  return { kind: 'in', type: boolean, negated: expr.negated, operand: found.node, list };
}

function checkInSet(expr: InExpr, operand: CheckedExpr | undefined, context: Context): CheckedExpr | undefined {
  const list = check(expr.list, context);
  if (!operand || !list) return undefined;
  const found = coerce(operand, { kind: 'text' }, expr.operand, context);
  if (typeof found !== 'object' || list.type.kind !== 'set') {
    context.problems.push(problemAt('EXP206', expr, { operator: 'in', left: typeName(operand.type), right: typeName(list.type), advice: 'x in (a, b)' }));
    return undefined;
  }
  checkOption(list.type, found.node, expr.operand, context);
  return { kind: 'in', type: boolean, negated: expr.negated, operand: found.node, list };
}
