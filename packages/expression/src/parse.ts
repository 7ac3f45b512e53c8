/**
 * Reads the source of an expression into a tree.
 *
 * In:   any string.
 * Out:  the tree with offsets, or the first problem with its place. Never throws, and obeys the limits on length,
 *       depth and number of nodes, so that every later stage may recurse without a care.
 */
import { limits, type Diagnostic, type Result } from '@tenon/diagnostics';
import { tokenize, type Token } from './lexer.ts';
import { problemAt } from './problem.ts';
import { comparisonPrecedence, notPrecedence, precedence, type BinaryOperator, type Expr, type Span } from './syntax.ts';

interface State {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  nodes: number;
}

/** Carries the first problem out of the recursion; never leaves this file. */
interface Stop { readonly stop: Diagnostic }

const reserved = new Set(['or', 'and', 'not', 'in', 'true', 'false', 'null', 'where']);

/** Reads an expression. */
export function parseExpression(source: string): Result<Expr> {
  if (source.length > limits.expressionLengthMax) {
    const span = { start: limits.expressionLengthMax, end: source.length };
    return { diagnostics: [problemAt('EXP104', span, { found: source.length, max: limits.expressionLengthMax })] };
  }
  const { tokens, problem } = tokenize(source);
  if (problem) return { diagnostics: [problem] };
  const state: State = { tokens, at: 0, depth: 0, nodes: 0 };
  try {
    const value = expression(state, 0);
    if (peek(state).kind !== 'end') unexpected(state, 'an operator or the end');
    return { value, diagnostics: [] };
  } catch (error) {
    if (isStop(error)) return { diagnostics: [error.stop] };
    throw error;
  }
}

const isStop = (error: unknown): error is Stop => typeof error === 'object' && error !== null && 'stop' in error;

function stop(diagnostic: Diagnostic): never {
  const signal: Stop = { stop: diagnostic };
  throw signal;
}

const peek = (state: State, ahead = 0): Token => state.tokens[Math.min(state.at + ahead, state.tokens.length - 1)]!;

function unexpected(state: State, expected: string): never {
  const token = peek(state);
  const found = token.kind === 'end' ? 'end' : token.kind === 'text' ? `'${token.text}'` : token.text;
  stop(problemAt('EXP101', token, { found, expected }));
}

const isSymbol = (token: Token, text: string): boolean => token.kind === 'symbol' && token.text === text;
const isWord = (token: Token, text: string): boolean => token.kind === 'word' && token.text.toLowerCase() === text;

function take(state: State): Token {
  const token = peek(state);
  state.at += 1;
  return token;
}

function need(state: State, symbol: string): Token {
  if (!isSymbol(peek(state), symbol)) unexpected(state, symbol);
  return take(state);
}

function node<T extends Expr>(state: State, made: T): T {
  state.nodes += 1;
  if (state.nodes > limits.expressionNodesMax) stop(problemAt('EXP106', made, { max: limits.expressionNodesMax }));
  return made;
}

const spellings: Readonly<Record<string, BinaryOperator>> = { '=': '==', '<>': '!=' };

function operatorAt(token: Token): BinaryOperator | undefined {
  if (token.kind === 'word') return isWord(token, 'or') ? 'or' : isWord(token, 'and') ? 'and' : undefined;
  if (token.kind !== 'symbol') return undefined;
  const text = spellings[token.text] ?? token.text;
  return text in precedence ? (text as BinaryOperator) : undefined;
}

const isIn = (state: State): boolean =>
  isWord(peek(state), 'in') || (isWord(peek(state), 'not') && isWord(peek(state, 1), 'in'));

/** Precedence climbing: reads operators that bind at least as tightly as `least`. */
function expression(state: State, least: number): Expr {
  state.depth += 1;
  if (state.depth > limits.expressionDepthMax) stop(problemAt('EXP105', peek(state), { max: limits.expressionDepthMax }));
  let left = prefix(state, least);
  let compared = false;
  while (true) {
    const operator = operatorAt(peek(state));
    const within = !operator && isIn(state);
    if (!operator && !within) break;
    const level = operator ? precedence[operator] : comparisonPrecedence;
    if (level < least) break;
    if (level === comparisonPrecedence) {
      if (compared) stop(problemAt('EXP108', peek(state)));
      compared = true;
    } else if (level < comparisonPrecedence) compared = false;
    left = operator ? binary(state, left, operator, level) : membership(state, left);
  }
  state.depth -= 1;
  return left;
}

function binary(state: State, left: Expr, op: BinaryOperator, level: number): Expr {
  take(state);
  const right = expression(state, level + 1);
  return node(state, { kind: 'binary', op, left, right, start: left.start, end: right.end });
}

function membership(state: State, operand: Expr): Expr {
  const negated = isWord(peek(state), 'not');
  if (negated) take(state);
  take(state);
  const list = isSymbol(peek(state), '(') ? items(state, '(', ')') : expression(state, comparisonPrecedence + 1);
  return node(state, { kind: 'in', negated, operand, list, start: operand.start, end: list.end });
}

function prefix(state: State, least: number): Expr {
  const token = peek(state);
  if (isWord(token, 'not')) {
    // `not` binds looser than a comparison, so that it cannot stand as an operand of one.
    if (least > notPrecedence) unexpected(state, '(');
    take(state);
    const operand = expression(state, notPrecedence);
    return node(state, { kind: 'unary', op: 'not', operand, start: token.start, end: operand.end });
  }
  if (isSymbol(token, '-')) {
    take(state);
    state.depth += 1;
    if (state.depth > limits.expressionDepthMax) stop(problemAt('EXP105', token, { max: limits.expressionDepthMax }));
    const operand = prefix(state, comparisonPrecedence);
    state.depth -= 1;
    return node(state, { kind: 'unary', op: '-', operand, start: token.start, end: operand.end });
  }
  return primary(state);
}

function primary(state: State): Expr {
  const token = peek(state);
  if (token.kind === 'number' || token.kind === 'text') {
    take(state);
    return node(state, { kind: 'literal', of: token.kind, value: token.text, ...spanOf(token) });
  }
  if (token.kind === 'word') return word(state);
  if (isSymbol(token, '[')) return items(state, '[', ']');
  if (!isSymbol(token, '(')) unexpected(state, 'a value');
  take(state);
  const inner = expression(state, 0);
  const close = need(state, ')');
  // The brackets belong to the text of the node, so that a problem with it is shown with them.
  return { ...inner, start: token.start, end: close.end };
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });

function items(state: State, open: string, close: string): Expr {
  const first = need(state, open);
  const list: Expr[] = [expression(state, 0)];
  while (isSymbol(peek(state), ',')) {
    take(state);
    list.push(expression(state, 0));
  }
  const last = need(state, close);
  return node(state, { kind: 'list', items: list, start: first.start, end: last.end });
}

function word(state: State): Expr {
  const token = peek(state);
  const lower = token.text.toLowerCase();
  const called = isSymbol(peek(state, 1), '(');
  if (called && (lower === 'and' || lower === 'or' || !reserved.has(lower))) return call(state);
  if (lower === 'true' || lower === 'false') {
    take(state);
    return node(state, { kind: 'literal', of: 'boolean', value: lower === 'true', ...spanOf(token) });
  }
  if (lower === 'null') {
    take(state);
    return node(state, { kind: 'literal', of: 'null', value: null, ...spanOf(token) });
  }
  if (reserved.has(lower)) unexpected(state, 'a value');
  return path(state);
}

function path(state: State): Expr {
  const first = take(state);
  const names = [first.text];
  let { end } = first;
  while (isSymbol(peek(state), '.')) {
    take(state);
    if (peek(state).kind !== 'word') unexpected(state, 'a name');
    const next = take(state);
    names.push(next.text);
    ({ end } = next);
  }
  return node(state, { kind: 'path', names, start: first.start, end });
}

function call(state: State): Expr {
  const name = take(state);
  need(state, '(');
  const args: Expr[] = [];
  let where: Expr | undefined;
  if (!isSymbol(peek(state), ')')) {
    args.push(expression(state, 0));
    while (isSymbol(peek(state), ',')) {
      take(state);
      args.push(expression(state, 0));
    }
    if (isWord(peek(state), 'where')) {
      take(state);
      where = expression(state, 0);
    }
  }
  if (!isSymbol(peek(state), ')')) unexpected(state, ', or )');
  const close = take(state);
  const made = { kind: 'call' as const, name: name.text.toLowerCase(), args, start: name.start, end: close.end };
  return node(state, where ? { ...made, where } : made);
}
