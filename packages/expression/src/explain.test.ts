import { describe, expect, it } from 'vitest';
import { compileExpression, evaluateExpression, explainExpression, inputsOf, rowsOfAggregate, type CheckedAggregate, type CheckedExpr, type Env, type ExplainPart, type ReadPath } from './index.ts';
import { randomCase, sampleScope } from './testing/index.ts';

function checked(source: string): CheckedExpr {
  const { value, diagnostics } = compileExpression(source, sampleScope);
  expect(diagnostics, source).toEqual([]);
  return value!;
}

const pathText = ({ root, steps }: ReadPath): string => [root, ...steps.map(({ field }) => field)].join('.');

function partText(part: ExplainPart): string {
  switch (part.kind) {
    case 'mark': return part.text;
    case 'operator': return part.name;
    case 'function': return `${part.name}()`;
    case 'path': return part.within ? `${pathText(part.within)}>${pathText(part.path)}` : pathText(part.path);
    case 'value': return `${JSON.stringify(part.value)}${part.of ? ` of ${pathText(part.of)}` : ''}`;
  }
}
const read = (source: string): string => explainExpression(checked(source)).map(partText).join(' ');

describe('the parts of an expression', () => {
  it.each([
    ['amount * (rate + 1)', 'record.amount * ( record.rate + "1" )'],
    ['amount - rate - pieces', 'record.amount - record.rate - record.pieces'],
    ['amount - (rate - pieces)', 'record.amount - ( record.rate - record.pieces )'],
    ["category == 'rush'", 'record.category == "rush" of record.category'],
    ["category in ('rush', 'sample')", 'record.category in ( "rush" of record.category , "sample" of record.category )'],
    ['note == null and not active', 'record.note isNull and not record.active'],
    ['sum(lines.price) + coalesce(rate, 0)', 'sum() ( record.lines>item.price ) + coalesce() ( record.rate , "0" )'],
    ['sum(lines.qty where done and price > 3)', 'sum() ( record.lines>item.qty where record.lines>item.done and record.lines>item.price > "3" of item.price )'],
    ['count(lines)', 'count() ( record.lines )'],
    ['all(lines where done)', 'all() ( record.lines where record.lines>item.done )'],
    ['partner.title & name', 'record.partner.title & record.name'],
    ['-amount', 'negative record.amount'],
  ])('%s', (source, parts) => expect(read(source)).toBe(parts));
});

describe('what an expression reads', () => {
  it('is each path and aggregate once; what is in an aggregate belongs to it', () => {
    const inputs = inputsOf(checked('if(amount > 0, amount * partner.score, sum(lines.price)) + sum(lines.price) + count(lines where done)'));
    expect(inputs.map((input) => (input.kind === 'path' ? pathText(input) : input.fn))).toEqual(['record.amount', 'record.partner.score', 'sum', 'count']);
  });
});

const env: Env = {
  now: '2024-02-29T18:30:00.000Z', timeZone: 'Asia/Shanghai',
  roots: { record: { id: 'r1', rate: '2', lines: [{ qty: '1', price: '2.50', done: true }, { qty: '3', price: null, done: false }, { qty: '4', price: '1', done: null }] } },
};

describe('the rows of an aggregate', () => {
  const rows = (source: string) => rowsOfAggregate(checked(source) as CheckedAggregate, env).map(({ counted, value }) => [counted, value]);

  it('say which were let in and what each adds', () => {
    expect(rows('sum(lines.price where done)')).toEqual([[true, '2.5'], [false, null], [false, '1']]);
    expect(rows('count(lines)')).toEqual([[true, undefined], [true, undefined], [true, undefined]]);
    expect(rows('sum(lines.qty)')).toEqual([[true, '1'], [true, '3'], [true, '4']]);
  });

  it('of a record without them are none', () => {
    expect(rowsOfAggregate(checked('sum(lines.qty)') as CheckedAggregate, { ...env, roots: { record: {} } })).toEqual([]);
  });

  it('make the value of the aggregate', () => {
    const total = checked('sum(lines.qty where price != null)');
    expect(evaluateExpression(total, env)).toBe('5');
    const counted = rowsOfAggregate(total as CheckedAggregate, env).filter((row) => row.counted).map((row) => Number(row.value));
    expect(counted.reduce((sum, value) => sum + value, 0)).toBe(5);
  });
});

describe('random expressions', () => {
  it('name everything that is read, in balanced brackets, and count the rows that the aggregate counts', () => {
    let aggregates = 0;
    for (let seed = 1; seed <= 400; seed += 1) {
      const { expr, source, env: within } = randomCase(seed);
      const parts = explainExpression(expr);
      const marks = parts.map((part) => (part.kind === 'mark' ? part.text : ''));
      expect(marks.filter((mark) => mark === '(').length, source).toBe(marks.filter((mark) => mark === ')').length);
      const named = new Set(parts.flatMap((part) => (part.kind === 'path' ? [pathText(part.path)] : [])));
      for (const input of inputsOf(expr)) {
        if (input.kind === 'path') expect(named, source).toContain(pathText(input));
        else {
          aggregates += 1;
          const { value: _value, ...rest } = input;
          const counted = evaluateExpression({ ...rest, fn: 'count', type: { kind: 'number', integer: true } }, within);
          expect(rowsOfAggregate(input, within).filter((row) => row.counted).length, source).toBe(Number(counted));
        }
      }
    }
    expect(aggregates).toBeGreaterThan(20);
  });
});
