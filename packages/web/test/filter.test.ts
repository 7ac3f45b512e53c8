/** Filters: the text and the rules that people build are one and the same, over the real package. */
import { evaluateExpression, compileExpression } from '@tenon/expression';
import { prng, type Prng } from '@tenon/expression/testing';
import { catalogOf, type FieldModel, type Model } from '@tenon/model';
import { beforeAll, describe, expect, it } from 'vitest';
import { ruleAt, withRule } from '../src/filter/conjuncts.ts';
import { readFilter } from '../src/filter/read-filter.ts';
import { blankValue, complete, familyOf, filterField, operatorsOf, type Day, type Family, type FilterNode, type Group, type Operator, type Period, type Rule, type RuleValue } from '../src/filter/rule.ts';
import { writeFilter } from '../src/filter/write-filter.ts';
import { bothFilters } from '../src/list/both-filters.ts';
import { literal } from '../src/fields/filter-text.ts';

let model: Model;
beforeAll(async () => {
  const { channelSales } = (await import(/* @vite-ignore */ new URL('../../model/test/channel-sales.ts', import.meta.url).pathname)) as { channelSales: () => Promise<Model> };
  model = await channelSales();
});

const object = 'sales_order';
const scope = () => ({ object, catalog: catalogOf(model), roots: { user: { kind: 'record', object: 'user' } } }) as const;
const compiled = (text: string) => {
  const { value, diagnostics } = compileExpression(text, scope(), 'boolean');
  if (!value) throw new Error(`${text}: ${JSON.stringify(diagnostics)}`);
  return value;
};

/** Every path of up to three steps that a rule can be about. */
function pathsOf(from: string, prefix: readonly string[] = []): readonly (readonly string[])[] {
  return Object.values(model.objects[from]!.fields).flatMap((field): readonly (readonly string[])[] => {
    const path = [...prefix, field.name];
    if (field.type === 'date_range') return [[...path, 'from'], [...path, 'to']];
    const further = field.type === 'reference' && prefix.length < 2 && model.objects[field.to!] ? pathsOf(field.to!, path) : [];
    return familyOf(field) ? [path, ...further] : further;
  });
}

const texts = ["O'Brien", 'a\\b', '两 行\n字', '100%', 'x', '"', '))) or true'];
const numbers = ['0', '-5', '12.5', '99999999999999999999.5'];
const days: readonly Day[] = ['2026-01-31', { days: 0 }, { days: -7 }, { days: 30 }];
const periods: readonly Period[] = [{ last: 7 }, { next: 30 }, ...(['week', 'month', 'quarter', 'year'] as const).flatMap((unit) => ([-1, 0, 1] as const).map((shift) => ({ unit, shift })))];
const id = '00000000-0000-7000-8000-000000000001';

function oneValue(random: Prng, family: Family, field: FieldModel): Day {
  switch (family) {
    case 'number': return random.pick(numbers);
    case 'date': case 'datetime': return random.pick(days);
    case 'time': return '08:30:00';
    case 'choice': case 'set': return random.pick(field.options?.map(({ value }) => value) ?? ['x']);
    case 'record': case 'records': return id;
    default: return random.pick(texts);
  }
}

function valueFor(random: Prng, op: Operator, family: Family, field: FieldModel): RuleValue {
  const blank = blankValue(op);
  if (blank === null) return null;
  if (op === 'within') return random.pick(periods);
  // Two days around today are a period, which has an operator of its own.
  if (op === 'between') return family === 'number' ? ['-5', '12.5'] : family === 'time' ? ['08:00:00', '09:00:00'] : ['2026-01-01', { days: 0 }];
  if (Array.isArray(blank)) return Array.from({ length: 1 + random.below(3) }, () => oneValue(random, family, field));
  return family === 'boolean' ? random.oneIn(2) : oneValue(random, family, field);
}

function randomRule(random: Prng, paths: readonly (readonly string[])[]): Rule {
  const path = random.pick(paths);
  const field = filterField(model, object, path)!;
  const op = random.pick(operatorsOf(model, field));
  return { kind: 'rule', path, op, value: valueFor(random, op, familyOf(field)!, field) };
}

/** Trees as the builder keeps them: groups of two and more, each joined otherwise than the one around it. */
function randomTree(random: Prng, paths: readonly (readonly string[])[], join: Group['join'], depth: number): Group {
  const items = Array.from({ length: 2 + random.below(3) }, (): FilterNode => (depth > 0 && random.oneIn(3) ? randomTree(random, paths, join === 'and' ? 'or' : 'and', depth - 1) : randomRule(random, paths)));
  return { kind: 'group', join, items };
}

describe('a tree of rules', () => {
  it('is the same after it was written and read again, and the server understands it', () => {
    const paths = pathsOf(object);
    const seen = new Set<Operator>();
    for (let seed = 0; seed < 3_000; seed += 1) {
      const random = prng(seed);
      const tree = random.oneIn(5) ? { kind: 'group' as const, join: 'and' as const, items: [randomRule(random, paths)] } : randomTree(random, paths, random.pick(['and', 'or']), 3);
      const text = writeFilter(model, object, tree)!;
      expect(readFilter(model, object, text), text).toEqual(tree);
      if (seed % 10 === 0) compiled(text);
      const note = (node: FilterNode): void => { if (node.kind === 'group') node.items.forEach(note); else if (node.kind === 'rule') seen.add(node.op); };
      note(tree);
    }
    expect(seen.size).toBe(22);
  });

  it('leaves out what is not finished', () => {
    const unfinished: Rule = { kind: 'rule', path: ['status'], op: 'oneOf', value: [] };
    expect(complete(unfinished)).toBe(false);
    expect(writeFilter(model, object, { kind: 'group', join: 'and', items: [unfinished] })).toBeUndefined();
    const gone: Rule = { kind: 'rule', path: ['no_such_field'], op: 'is', value: 'x' };
    expect(writeFilter(model, object, { kind: 'group', join: 'and', items: [gone, { kind: 'rule', path: ['total'], op: 'gt', value: '5' }] })).toBe('total > 5');
  });
});

/** Conditions as authors write them, of all that a tree can hold and of what it cannot. */
const written = [
  "status == 'draft'", "status in ('draft', 'submitted')", "status not in ('draft')", 'total > 100', 'total >= -5.5', 'not price_includes_tax', 'price_includes_tax', 'price_includes_tax == false',
  "contains(po_no, 'x')", "not contains(po_no, 'x')", 'isblank(po_no)', 'not isblank(po_no)', 'po_no == null', 'order_date == null', 'order_date < today()', 'order_date >= adddays(today(), -30)',
  'between(order_date, startofmonth(today()), endofmonth(today()))', 'between(order_date, adddays(today(), -7), today())', 'between(total, 1, 100)', "todate(submitted_at) <= '2026-01-01'", "submitted_at > '2026-01-01T00:00:00Z'",
  'total * 2 > net + 1', 'count(lines) > 1', "any(lines where qty > 2)", '(total > 1) == price_includes_tax', "if(total > 1, status == 'draft', true)", "dealer.name == 'A'", 'total + tax == 3 ', "not (total > 1 and tax < 2)",
  "status & 'x' == 'draftx'", "length(po_no) == 3", "5 < total",
];

function randomText(random: Prng, depth: number): string {
  if (depth === 0 || random.oneIn(3)) return random.pick(written);
  const parts = Array.from({ length: 2 + random.below(2) }, () => randomText(random, depth - 1));
  return `(${parts.join(random.oneIn(2) ? ' and ' : ' or ')})`;
}

function randomRecord(random: Prng) {
  const maybe = <T>(value: T) => (random.oneIn(4) ? null : value);
  const day = () => `2026-0${1 + random.below(9)}-1${random.below(9)}`;
  return {
    id: 'r', status: random.pick(['draft', 'submitted', 'confirmed']), total: maybe(random.pick(['0', '-5.5', '3', '100.5'])), net: maybe('5'), tax: maybe(random.pick(['1', '3'])), price_includes_tax: maybe(random.oneIn(2)),
    po_no: maybe(random.pick(['', 'x', 'axb'])), order_date: maybe(day()), submitted_at: maybe(`${day()}T20:00:00.000Z`), dealer: maybe({ id: 'd', name: random.pick(['A', 'B']) }),
    lines: Array.from({ length: random.below(3) }, () => ({ id: 'l', qty: String(random.below(5)) })),
  };
}

describe('a text', () => {
  it('keeps its meaning when rules are made of it and written again', () => {
    let chips = 0;
    for (let seed = 0; seed < 1_000; seed += 1) {
      const random = prng(seed);
      const text = randomText(random, 3);
      const tree = readFilter(model, object, text);
      const again = writeFilter(model, object, tree)!;
      expect(readFilter(model, object, again), text).toEqual(tree);
      chips += tree.items.filter((item) => item.kind === 'text').length;
      const [before, after] = [compiled(text), compiled(again)];
      for (let round = 0; round < 10; round += 1) {
        const env = { now: '2026-05-15T10:00:00.000Z', timeZone: 'Asia/Shanghai', roots: { record: randomRecord(random), user: { id: 'u' } } };
        expect(evaluateExpression(after, env as never), `${text}  →  ${again}`).toEqual(evaluateExpression(before, env as never));
      }
    }
    expect(chips).toBeGreaterThan(100);
  });

  it('stays as it is where it cannot be read, and does not change what stands beside it', () => {
    const tree = readFilter(model, object, 'total > ');
    expect(tree.items).toEqual([{ kind: 'text', source: 'total > ' }]);
    expect(writeFilter(model, object, tree)).toBe('total > ');
    const rule: Rule = { kind: 'rule', path: ['status'], op: 'is', value: 'draft' };
    expect(writeFilter(model, object, { ...tree, items: [...tree.items, rule] })).toBe("(total > ) and status == 'draft'");
    expect(writeFilter(model, object, { ...tree, items: [{ kind: 'text', source: '(a) or (b)' }, rule] })).toBe("((a) or (b)) and status == 'draft'");
  });
});

describe('quick filters', () => {
  const status = (value: readonly string[]): Rule => ({ kind: 'rule', path: ['status'], op: 'oneOf', value });

  it('read and write one condition of the text and leave the others', () => {
    const filter = "total > 100 and status in ('draft') and count(lines) > 1";
    expect(ruleAt(model, object, filter, 'status')).toEqual(status(['draft']));
    expect(withRule(model, object, filter, 'status', status(['draft', 'submitted']))).toBe("total > 100 and status in ('draft', 'submitted') and count(lines) > 1");
    expect(withRule(model, object, filter, 'status', undefined)).toBe('total > 100 and count(lines) > 1');
    expect(withRule(model, object, "status in ('draft')", 'status', undefined)).toBeUndefined();
    expect(withRule(model, object, undefined, 'status', status(['draft']))).toBe("status in ('draft')");
  });

  it('do not reach into what holds only in part', () => {
    const either = "total > 100 or status in ('draft')";
    expect(ruleAt(model, object, either, 'status')).toBeUndefined();
    expect(withRule(model, object, either, 'status', status(['submitted']))).toBe(`(${either}) and status in ('submitted')`);
    expect(ruleAt(model, object, "status in ('a') and status in ('b')", 'status')).toBeUndefined();
  });

  it('are put together with what the view says', () => {
    expect(bothFilters(undefined, ' ', 'a')).toBe('a');
    expect(bothFilters('a or b', undefined, 'c')).toBe('(a or b) and (c)');
    expect(bothFilters(undefined)).toBeUndefined();
  });
});

it.each(texts)('takes %j as a literal', (text) => {
  const { value } = compileExpression(`po_no == ${literal(text)}`, scope(), 'boolean');
  expect(value?.kind === 'binary' && value.right).toMatchObject({ kind: 'literal', value: text });
});
