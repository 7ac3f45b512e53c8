import { hintOf, messageOf } from '@tenon/diagnostics';
import { describe, expect, it } from 'vitest';
import { compileExpression, dependenciesOf, printExpression, readsClock, type Scope } from './index.ts';
import { sampleCatalog, sampleScope } from './testing/index.ts';

const scope: Scope = { ...sampleScope, roots: { user: { kind: 'record', object: 'partner' }, old: { kind: 'record', object: 'sample' } } };

describe('the checker', () => {
  it.each([
    ['amount + pieces', 'number', 'record.amount + record.pieces'],
    ['name & amount', 'text', 'record.name & text(record.amount)'],
    ["day == '2024-02-29'", 'boolean', "record.day == '2024-02-29'"],
    ["sent > '2024-02-29T08:00:00+08:00'", 'boolean', "record.sent > '2024-02-29T00:00:00.000Z'"],
    ['date(sent)', 'date', 'todate(record.sent)'],
    ['null == name', 'boolean', 'record.name == null'],
    ['partner.title', 'text', 'record.partner.title'],
    ["partner == 'p1'", 'boolean', "record.partner == 'p1'"],
    ['partner == user', 'boolean', 'record.partner == user'],
    ['old.amount != amount', 'boolean', 'old.amount != record.amount'],
    ['coalesce(null, amount)', 'number', 'coalesce(null, record.amount)'],
    ["'a' in tags", 'boolean', "'a' in record.tags"],
    ['sum(lines.qty * lines.price where done and qty > record.rate)', 'number', 'sum(record.lines.qty * record.lines.price where item.done and item.qty > record.rate)'],
    ['all(lines where done)', 'boolean', 'all(record.lines where item.done)'],
    ['any(lines)', 'boolean', 'any(record.lines)'],
    ['min(amount, rate)', 'number', 'min(record.amount, record.rate)'],
    ['max(lines.shipped)', 'date', 'max(record.lines.shipped)'],
  ])('gives %s the type %s', (source, kind, printed) => {
    const { value, diagnostics } = compileExpression(source, scope);
    expect(diagnostics).toEqual([]);
    expect(value!.type.kind).toBe(kind);
    expect(printExpression(value!)).toBe(printed.replaceAll('item.', ''));
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    expect(Object.isFrozen(value)).toBe(true);
  });

  it('gives paths the names that fields have today', () => {
    const before: Readonly<Record<string, string>> = { 'sample.sum': 'amount', 'sample.rows': 'lines', 'sample.buyer': 'partner', 'partner.caption': 'title', 'sample.name': 'amount', 'sample.lost': 'nothing' };
    const renamed: Scope = { ...scope, catalog: { ...sampleCatalog, nameOf: (object, name) => before[`${object}.${name}`] } };
    const printed = (source: string) => {
      const { value, diagnostics } = compileExpression(source, renamed);
      return value ? printExpression(value) : diagnostics.map(({ code, params }) => `${code} ${String(params['name'])}`);
    };
    expect(printed('sum + pieces')).toBe('record.amount + record.pieces');
    expect(printed('record.sum > 1')).toBe('record.amount > 1');
    expect(printed("buyer.caption == 'x' and user.caption == buyer.title")).toBe("record.partner.title == 'x' and user.title == record.partner.title");
    expect(printed('sum(rows.qty where rows.qty > 1)')).toBe('sum(record.lines.qty where qty > 1)');
    // A field that has the name comes before one that had it, and what an old name leads to must be there.
    expect(printed('name')).toBe('record.name');
    expect(printed('lost')).toEqual(['EXP201 lost']);
    expect(printed('partner.sum')).toEqual(['EXP202 sum']);
  });

  it.each([
    ['amuont', 'EXP201', 0, 6, 'amount'],
    ['1 + partner.titl', 'EXP202', 4, 12, 'title'],
    ['uper(name)', 'EXP203', 0, 4, 'upper'],
    ['left(name)', 'EXP204', 0, 10, undefined],
    ['left(name, name)', 'EXP205', 11, 4, undefined],
    ['name + 1', 'EXP206', 0, 8, undefined],
    ['day < sent', 'EXP206', 0, 10, undefined],
    ['tags < tags', 'EXP206', 0, 11, undefined],
    ["category == 'norml'", 'EXP207', 12, 7, 'normal'],
    ["category in ('rush', 'rusch')", 'EXP207', 21, 7, 'rush'],
    ['name.length', 'EXP208', 0, 11, undefined],
    ['lines', 'EXP209', 0, 5, undefined],
    ['lines.qty > 1', 'EXP209', 0, 9, undefined],
    ['sum(lines.qty where any(lines))', 'EXP211', 20, 10, undefined],
    ['count(name)', 'EXP212', 0, 11, undefined],
    ['upper(name where true)', 'EXP212', 0, 22, undefined],
    ['[1]', 'EXP213', 0, 3, undefined],
    ["day == '2023-02-29'", 'EXP215', 7, 12, undefined],
    ['not 1', 'EXP217', 4, 1, undefined],
    ['a.b.c.d.e.f.g', 'EXP216', 0, 13, undefined],
    ['sum(lines.qt)', 'EXP202', 4, 8, 'qty'],
    ['sum(lines.label)', 'EXP205', 4, 11, undefined],
    ['count(lines where qty)', 'EXP217', 18, 3, undefined],
    ['__proto__', 'EXP201', 0, 9, undefined],
    ['constructor(1)', 'EXP203', 0, 11, undefined],
  ])('rejects %s', (source, code, offset, length, suggestion) => {
    const { value, diagnostics } = compileExpression(source, scope);
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code, params: { offset, length } }]);
    expect(diagnostics[0]!.params['suggestion']).toBe(suggestion);
    expect(messageOf(diagnostics[0]!)).not.toMatch(/\{\w+\}/);
    if (suggestion) expect(hintOf(diagnostics[0]!)).toContain(suggestion);
  });

  it('wants the type of the place', () => {
    expect(compileExpression('amount', scope, 'text').diagnostics).toMatchObject([{ code: 'EXP214', params: { offset: 0, length: 6 } }]);
    expect(compileExpression("'2024-02-29'", scope, 'date').value).toMatchObject({ type: { kind: 'date' } });
    expect(compileExpression('null', scope, 'number').value).toMatchObject({ type: { kind: 'number' } });
  });

  it('rejects aggregates where they are not allowed', () => {
    expect(compileExpression('count(lines)', { ...sampleScope, aggregates: false }).diagnostics).toMatchObject([{ code: 'EXP210' }]);
  });

  it('reports every problem at once', () => {
    expect(compileExpression('amuont + nmae', scope).diagnostics).toHaveLength(2);
  });

  it('knows bare names only with an object', () => {
    expect(compileExpression('amount', { catalog: sampleCatalog }).diagnostics).toMatchObject([{ code: 'EXP201' }]);
  });
});

describe('dependencies', () => {
  it('are every path once, through the children too', () => {
    const { value } = compileExpression('partner.score + amount + amount + sum(lines.qty where done and record.active)', scope);
    const found = dependenciesOf(value!).map(({ root, steps, aggregate }) => `${root}.${steps.map((step) => step.field).join('.')}${aggregate ? '*' : ''}`);
    expect(found.sort()).toEqual(['record.active', 'record.amount', 'record.lines*', 'record.lines.done*', 'record.lines.qty*', 'record.partner.score'].sort());
  });

  it('include the clock', () => {
    expect(readsClock(compileExpression('day < adddays(today(), 1)', scope).value!)).toBe(true);
    expect(readsClock(compileExpression('day < due', scope).value!)).toBe(false);
  });
});
