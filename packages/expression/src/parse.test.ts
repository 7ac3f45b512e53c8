import { hintOf, limits, messageOf } from '@tenon/diagnostics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExpression, printExpression } from './index.ts';
import type { Expr } from './syntax.ts';

/** The tree as nested lists, short enough to read in a table. */
function shape(expr: Expr): string {
  switch (expr.kind) {
    case 'literal': return expr.of === 'text' ? `'${expr.value}'` : String(expr.value);
    case 'path': return expr.names.join('.');
    case 'call': return `${expr.name}(${expr.args.map(shape).join(' ')}${expr.where ? ` where ${shape(expr.where)}` : ''})`;
    case 'unary': return `(${expr.op} ${shape(expr.operand)})`;
    case 'binary': return `(${shape(expr.left)} ${expr.op} ${shape(expr.right)})`;
    case 'in': return `(${shape(expr.operand)} ${expr.negated ? 'not-in' : 'in'} ${shape(expr.list)})`;
    case 'list': return `[${expr.items.map(shape).join(' ')}]`;
  }
}

describe('the parser', () => {
  it.each([
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['(1 + 2) * 3', '((1 + 2) * 3)'],
    ['1 - 2 - 3', '((1 - 2) - 3)'],
    ['-a * b', '((- a) * b)'],
    ['--1', '(- (- 1))'],
    ['a or b and not c == d', '(a or (b and (not (c == d))))'],
    ["a & b == c + 1", '((a & b) == (c + 1))'],
    ['a and b or c', '((a and b) or c)'],
    ["kind in ('a', \"b\")", "(kind in ['a' 'b'])"],
    ['x not in [1, 2]', '(x not-in [1 2])'],
    ["'a' in tags", "('a' in tags)"],
    ['not x in (1)', '(not (x in [1]))'],
    ['UPPER(dealer.region.code)', 'upper(dealer.region.code)'],
    ["sum(lines.gross where kind == 'normal')", "sum(lines.gross where (kind == 'normal'))"],
    ['if(a, b, c)', 'if(a b c)'],
    ['and(a, b)', 'and(a b)'],
    ['a = 1 AND b <> 2', '((a == 1) and (b != 2))'],
    ["'it\\'s\\n\\u4e2d'", "'it's\n中'"],
    ['007.50', '7.5'],
    ['.5', '0.5'],
    ['x.in', 'x.in'],
  ])('reads %s', (source, tree) => {
    const { value, diagnostics } = parseExpression(source);
    expect(diagnostics).toEqual([]);
    expect(shape(value!)).toBe(tree);
  });

  it.each([
    ['', 'EXP101', 0, 0],
    ['1 +', 'EXP101', 3, 0],
    ['(1', 'EXP101', 2, 0],
    ['a < b < c', 'EXP108', 6, 1],
    ["'abc", 'EXP102', 0, 4],
    ["'a\\q'", 'EXP103', 2, 2],
    ["'\\ud800'", 'EXP109', 0, 8],
    ["'\\u0000'", 'EXP109', 0, 8],
    ['a b', 'EXP101', 2, 1],
    ['a.', 'EXP101', 2, 0],
    ['1 + not a', 'EXP101', 4, 3],
    ['x in ()', 'EXP101', 6, 1],
    ['f(a,)', 'EXP101', 4, 1],
    ['😀', 'EXP101', 0, 2],
    ['where', 'EXP101', 0, 5],
    [`1${'0'.repeat(limits.decimalDigitsMax)}`, 'EXP107', 0, 31],
  ])('rejects %s', (source, code, offset, length) => {
    const { value, diagnostics } = parseExpression(source);
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code, params: { offset, length } }]);
    for (const locale of ['en', 'zh-CN'] as const) {
      expect(messageOf(diagnostics[0]!, locale)).not.toMatch(/\{\w+\}/);
      expect(hintOf(diagnostics[0]!, locale)).toBeTruthy();
    }
  });

  it.each([
    ['length', `${' '.repeat(limits.expressionLengthMax - 1)}1`, ` ${' '.repeat(limits.expressionLengthMax - 1)}1`, 'EXP104'],
    ['depth', `${'('.repeat(limits.expressionDepthMax - 1)}1${')'.repeat(limits.expressionDepthMax - 1)}`, `${'('.repeat(limits.expressionDepthMax)}1${')'.repeat(limits.expressionDepthMax)}`, 'EXP105'],
    ['nodes', `1${'+1'.repeat(limits.expressionNodesMax / 2 - 1)}`, `1${'+1'.repeat(limits.expressionNodesMax / 2)}`, 'EXP106'],
  ])('keeps the limit of %s', (_, within, beyond, code) => {
    expect(parseExpression(within).diagnostics).toEqual([]);
    expect(parseExpression(beyond).diagnostics).toMatchObject([{ code }]);
  });

  it('never throws', () => {
    const token = fc.constantFrom('(', ')', '[', ']', ',', '.', 'a', 'not', 'in', 'and', 'where', '-', '==', '<', '&', "'", '"x"', '1', ' ', '\\', 'f(', 'null', '\u{1F600}');
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(token).map((parts) => parts.join(' '))), (source) => {
      const { value, diagnostics } = parseExpression(source);
      expect(value === undefined).toBe(diagnostics.length > 0);
    }));
  });
});

const bare = (expr: unknown): string => JSON.stringify(expr, (key, value) => (key === 'start' || key === 'end' ? undefined : value));

describe('printing', () => {
  const at = { start: 0, end: 0 };
  const name = fc.constantFrom('a', 'b', 'dealer', 'lines');
  const leaf: fc.Arbitrary<Expr> = fc.oneof(
    fc.nat().map((n): Expr => ({ kind: 'literal', of: 'number', value: String(n), ...at })),
    fc.string({ unit: 'grapheme' }).map((value): Expr => ({ kind: 'literal', of: 'text', value, ...at })),
    fc.boolean().map((value): Expr => ({ kind: 'literal', of: 'boolean', value, ...at })),
    fc.constant<Expr>({ kind: 'literal', of: 'null', value: null, ...at }),
    fc.array(name, { minLength: 1, maxLength: 3 }).map((names): Expr => ({ kind: 'path', names, ...at })),
  );
  const { tree } = fc.letrec<{ tree: Expr }>((tie) => ({
    tree: fc.oneof({ maxDepth: 5, withCrossShrink: true }, leaf,
      fc.tuple(fc.constantFrom('or', 'and', '==', '!=', '<', '<=', '>', '>=', '&', '+', '-', '*', '/', '%'), tie('tree'), tie('tree')).map(([op, left, right]): Expr => ({ kind: 'binary', op: op as '+', left, right, ...at })),
      fc.tuple(fc.constantFrom('not', '-'), tie('tree')).map(([op, operand]): Expr => ({ kind: 'unary', op: op as 'not', operand, ...at })),
      fc.tuple(fc.boolean(), tie('tree'), fc.array(tie('tree'), { minLength: 1, maxLength: 3 })).map(([negated, operand, items]): Expr => ({ kind: 'in', negated, operand, list: { kind: 'list', items, ...at }, ...at })),
      fc.tuple(name, fc.array(tie('tree'), { maxLength: 3 })).map(([called, args]): Expr => ({ kind: 'call', name: called, args, ...at })),
      fc.tuple(tie('tree'), tie('tree')).map(([arg, where]): Expr => ({ kind: 'call', name: 'sum', args: [arg], where, ...at })),
    ),
  }));

  it('is undone by parsing', () => {
    fc.assert(fc.property(tree, (expr) => {
      const printed = printExpression(expr);
      const { value, diagnostics } = parseExpression(printed);
      expect(diagnostics, printed).toEqual([]);
      expect(bare(value), printed).toBe(bare(expr));
    }), { numRuns: 500 });
  });

  it.each([
    ['((a))+(b*(c))', 'a + b * c'],
    ['a-(b-c)', 'a - (b - c)'],
    ['not (a and b)', 'not (a and b)'],
    ['(a==b)==c', '(a == b) == c'],
    ['x IN [1,2]', 'x in (1, 2)'],
  ])('writes %s with few brackets', (source, printed) => {
    expect(printExpression(parseExpression(source).value!)).toBe(printed);
  });
});
