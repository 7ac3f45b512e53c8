/**
 * Cuts the source of an expression into tokens.
 *
 * In:   any string.
 * Out:  its tokens, ended by one of kind `end`; or the first problem. Never throws.
 */
import { limits, type Diagnostic } from '@tenon/diagnostics';
import { problemAt } from './problem.ts';
import type { Span } from './syntax.ts';

export interface Token extends Span {
  readonly kind: 'number' | 'text' | 'word' | 'symbol' | 'end';
  /** The value of a text, the digits of a number, the word or the symbol. */
  readonly text: string;
}

const symbols = ['==', '!=', '<=', '>=', '<>', '<', '>', '=', '+', '-', '*', '/', '%', '&', '(', ')', '[', ']', ',', '.'];
const blank = /[ \t\r\n\u00a0\u3000]+/y;
const wordPattern = /[A-Za-z_][A-Za-z0-9_]*/y;
const numberPattern = /(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)/y;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", '"': '"' };

type Read = { readonly token: Token } | { readonly problem: Diagnostic };

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

/** The tokens of the source, or its first problem. */
export function tokenize(source: string): { readonly tokens: readonly Token[]; readonly problem?: Diagnostic } {
  const tokens: Token[] = [];
  let at = 0;
  while (true) {
    at += match(blank, source, at)?.length ?? 0;
    if (at >= source.length) break;
    const read = readToken(source, at);
    if ('problem' in read) return { tokens, problem: read.problem };
    tokens.push(read.token);
    at = read.token.end;
  }
  tokens.push({ kind: 'end', text: '', start: source.length, end: source.length });
  return { tokens };
}

function readToken(source: string, start: number): Read {
  const first = source[start]!;
  if (first === "'" || first === '"') return readText(source, start, first);
  const word = match(wordPattern, source, start);
  if (word !== undefined) return { token: { kind: 'word', text: word, start, end: start + word.length } };
  const digits = match(numberPattern, source, start);
  if (digits !== undefined) return readNumber(digits, start);
  const symbol = symbols.find((candidate) => source.startsWith(candidate, start));
  if (symbol !== undefined) return { token: { kind: 'symbol', text: symbol, start, end: start + symbol.length } };
  const found = String.fromCodePoint(source.codePointAt(start)!);
  return { problem: problemAt('EXP101', { start, end: start + found.length }, { found, expected: 'a value' }) };
}

function readNumber(digits: string, start: number): Read {
  const span = { start, end: start + digits.length };
  const [whole = '', fraction = ''] = digits.split('.');
  const integer = whole.replace(/^0+(?=.)/, '') || '0';
  const places = fraction.replace(/0+$/, '');
  if ((integer === '0' ? 0 : integer.length) + places.length > limits.decimalDigitsMax) {
    return { problem: problemAt('EXP107', span, { found: digits, max: limits.decimalDigitsMax }) };
  }
  return { token: { kind: 'number', text: places ? `${integer}.${places}` : integer, ...span } };
}

function readText(source: string, start: number, quote: string): Read {
  let text = '';
  let at = start + 1;
  while (at < source.length) {
    const character = source[at]!;
    if (character === quote) return finishText(text, start, at + 1);
    if (character !== '\\') {
      text += character;
      at += 1;
      continue;
    }
    const unicode = /^u([0-9a-fA-F]{4})/.exec(source.slice(at + 1, at + 6));
    const escaped = unicode ? String.fromCharCode(parseInt(unicode[1]!, 16)) : escapes[source[at + 1] ?? ''];
    if (escaped === undefined) {
      const end = Math.min(at + 2, source.length);
      return { problem: problemAt('EXP103', { start: at, end }, { found: source.slice(at, end) }) };
    }
    text += escaped;
    at += unicode ? 6 : 2;
  }
  return { problem: problemAt('EXP102', { start, end: source.length }, { quote }) };
}

/** PostgreSQL can store neither NUL nor half of a surrogate pair. */
function finishText(text: string, start: number, end: number): Read {
  if (text.includes('\0') || !text.isWellFormed()) return { problem: problemAt('EXP109', { start, end }) };
  return { token: { kind: 'text', text, start, end } };
}
