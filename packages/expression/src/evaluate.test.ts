import { describe, expect, it } from 'vitest';
import { compileExpression, evaluateExpression, functions, printExpression, sqlTemplate, templateParts, type Env } from './index.ts';
import { randomCase, sampleScope } from './testing/index.ts';

const row = {
  id: 'r1', name: 'Ä😀', amount: '10.50', rate: 3, pieces: null, active: true, day: '2024-02-29', sent: '2024-02-29T18:30:00.000Z', tags: ['a', 'b'], category: 'rush',
  partner: { id: 'p1', title: 'Deep', score: '2' },
  lines: [{ qty: '1', price: '2.5', done: true, label: '\uff5e' }, { qty: '3', price: null, done: false, label: '😀' }, { qty: null, price: '1', done: null, label: 'a' }],
};
const env: Env = { now: '2024-02-29T18:30:00.000Z', timeZone: 'Asia/Shanghai', roots: { record: row } };

function evaluate(source: string, within: Env = env) {
  const { value, diagnostics } = compileExpression(source, sampleScope);
  expect(diagnostics, source).toEqual([]);
  return evaluateExpression(value!, within);
}

describe('every function', () => {
  const examples = [...functions.values()].flatMap((entry) => entry.examples.map(({ source, result }) => [source, result] as const));
  it.each(examples)('%s is %s', (source, result) => expect(evaluate(source)).toBe(result));

  it('has words in both languages and a template', () => {
    for (const entry of functions.values()) {
      expect(entry.doc.en && entry.doc['zh-CN'], entry.name).toBeTruthy();
      expect(entry.name).toBe(entry.name.toLowerCase());
    }
  });
});

describe('three-valued logic', () => {
  const [t, f, n] = ['true', 'false', 'null'];
  it.each([
    [t, t, true, true], [t, f, false, true], [t, n, null, true],
    [f, t, false, true], [f, f, false, false], [f, n, false, null],
    [n, t, null, true], [n, f, false, null], [n, n, null, null],
  ])('%s with %s', (a, b, and, or) => {
    expect(evaluate(`${a} and ${b}`)).toBe(and);
    expect(evaluate(`${a} or ${b}`)).toBe(or);
    expect(evaluate(`and(${a}, ${b})`)).toBe(and);
    expect(evaluate(`or(${a}, ${b})`)).toBe(or);
  });

  it.each([
    ['not null', null], ['null < 1', null], ['pieces < 1', null], ['pieces == 1', null], ['pieces != 1', null], ['pieces == null', true], ['pieces != null', false],
    ['1 in (1, null)', true], ['2 in (1, null)', null], ['2 not in (1, null)', null], ['2 not in (1, 3)', true], ['null in (1)', null],
    ["'a' in tags", true], ["'c' not in tags", true], ["has(tags, 'c')", false],
  ])('%s is %s', (source, result) => expect(evaluate(source)).toBe(result));
});

describe('values', () => {
  it.each([
    ['0.1 + 0.2', '0.3'], ['1 / 3', '0.33333333333333333333'], ['2 / 3', '0.66666666666666666667'], ['-2 / 3', '-0.66666666666666666667'], ['1 / 0', null], ['5 % 0', null], ['-7 % 3', '-1'],
    ['amount * 2', '21'], ['-(0)', '0'], ['99999999999999999999 * 99999999999999999999', '9999999999999999999800000000000000000001'],
    ['100000000000000000000 * 100000000000000000000', null],
    ['length(name)', '2'], ["'\uff5e' < '😀'", true], ['name & pieces & 1.50', 'Ä😀1.5'], ['lower(name)', 'ä😀'],
    ['partner.title', 'Deep'], ['partner', 'p1'], ["partner == 'p1'", true], ['date(sent)', '2024-03-01'], ['hour(sent)', '2'], ['today()', '2024-03-01'], ['now() == sent', true],
    ['count(lines)', '3'], ['count(lines.qty)', '2'], ['sum(lines.qty * lines.price)', '2.5'], ['avg(lines.qty)', '2'], ['min(lines.qty where done)', '1'], ['max(lines.label)', '😀'],
    ['sum(lines.qty where qty > 100)', '0'], ['avg(lines.qty where qty > 100)', null], ['any(lines where done)', true], ['all(lines where done)', false], ['all(lines where label != null)', true],
    ['count(lines where qty < record.amount and record.active)', '2'], ["if(category == 'rush', 1, 2)", '1'], ['endofmonth(day)', '2024-02-29'], ['under(partner, partner)', true],
  ])('%s is %s', (source, result) => expect(evaluate(source)).toBe(result));

  it('follows a reference given by its id', () => {
    const follow: Env['follow'] = (id) => (id === 'p9' ? { id, title: 'Far' } : null);
    const within = (partner: string) => ({ ...env, follow, roots: { record: { ...row, partner } } });
    expect(evaluate('partner.title', within('p9'))).toBe('Far');
    expect(evaluate('partner.title', within('p8'))).toBeNull();
    expect(evaluate('partner.title', { ...env, roots: { record: null } })).toBeNull();
  });
});

describe('random expressions', () => {
  it('print and compile to themselves, and never fail', () => {
    for (let seed = 0; seed < 500; seed += 1) {
      const { expr, source, env: within } = randomCase(seed);
      const again = compileExpression(printExpression(expr), sampleScope);
      expect(again.value, `seed ${seed}: ${source}`).toEqual(expr);
      expect(['string', 'boolean', 'object']).toContain(typeof evaluateExpression(expr, within));
    }
  });

  it('are the same for the same seed', () => expect(randomCase(7)).toEqual(randomCase(7)));
});

describe('templates', () => {
  it('are cut into text and arguments', () => {
    expect(templateParts("f({0}, {1...}, {tz}) ~ 'x{1,3}'", 3)).toEqual(['f(', { arg: 0 }, ', ', { arg: 1 }, ', ', { arg: 2 }, ', ', { name: 'tz' }, ") ~ 'x{1,3}'"]);
  });

  it('belong to a node', () => {
    const { value } = compileExpression("name < 'a'", sampleScope);
    expect(value!.kind === 'binary' && sqlTemplate(value!).template).toBe('({0} collate "C" < {1})');
  });
});
