/** The parts of record pages that need no page: the way through a lifecycle, mentions, histories, equal values. */
import { readFileSync } from 'node:fs';
import type { FieldModel, LifecycleModel, ObjectModel, TransitionModel } from '@tenon/model';
import { describe, expect, it } from 'vitest';
import { commentParts, mentionedIn } from '../src/record/activity/comment-text.ts';
import { byDay, readEntry, referencedIds } from '../src/record/activity/history-entries.ts';
import { sameValue } from '../src/record/explain/same-value.ts';
import { isFinal, mainPath, stepsOf } from '../src/record/lifecycle-path.ts';
import { summedColumns, totalOf } from '../src/record/totals.ts';

type Way = readonly [from: readonly string[], to: string, tone?: TransitionModel['tone']];

function lifecycleOf(ways: Readonly<Record<string, Way>>, initial: string): LifecycleModel {
  const transitions = Object.entries(ways).map(([name, [from, to, tone = 'default']]): [string, TransitionModel] => [name, { name, label: name, from, to, tone, guards: [], requires: [], set: {} }]);
  return { field: 'status', initial, transitions: Object.fromEntries(transitions) };
}

interface Document {
  readonly fields: Readonly<Record<string, { readonly options?: object }>>;
  readonly lifecycle: { readonly field: string; readonly initial: string; readonly transitions: Readonly<Record<string, { readonly from: readonly string[]; readonly to: string; readonly tone?: TransitionModel['tone'] }>> };
}

function fromPackage(object: string) {
  const document = JSON.parse(readFileSync(new URL(`../../../metadata/channel-sales/objects/${object}.json`, import.meta.url), 'utf8')) as Document;
  const ways = Object.fromEntries(Object.entries(document.lifecycle.transitions).map(([name, { from, to, tone }]): [string, Way] => [name, [from, to, tone ?? 'default']]));
  return { lifecycle: lifecycleOf(ways, document.lifecycle.initial), order: Object.keys(document.fields[document.lifecycle.field]!.options ?? {}) };
}

const drawn = (lifecycle: LifecycleModel, order: readonly string[], current: string): string =>
  stepsOf(lifecycle, order, current).map(({ state, place, side }) => `${{ done: '✓', current: '*', next: '' }[place]}${state}${side ? '!' : ''}`).join(' ');

describe('the main path of a lifecycle', () => {
  const { lifecycle, order } = fromPackage('sales_order');

  it('leads an order from draft to completion, past holds and refusals', () => {
    expect(mainPath(lifecycle, order)).toEqual(['draft', 'submitted', 'confirmed', 'in_fulfilment', 'shipped', 'received', 'completed']);
  });

  it.each([
    ['draft', '*draft submitted confirmed in_fulfilment shipped received completed'],
    ['confirmed', '✓draft ✓submitted *confirmed in_fulfilment shipped received completed'],
    ['completed', '✓draft ✓submitted ✓confirmed ✓in_fulfilment ✓shipped ✓received *completed'],
    ['on_hold', '✓draft ✓submitted ✓confirmed *on_hold! in_fulfilment shipped received completed'],
    ['rejected', '✓draft ✓submitted *rejected!'],
    ['cancelled', '✓draft *cancelled!'],
  ])('of an order that is %s', (state, steps) => expect(drawn(lifecycle, order, state)).toBe(steps));

  it('ends where only dangerous ways lead on', () => {
    const plain = lifecycleOf({ start: [['new'], 'active'], close: [['active'], 'closed', 'danger'], reopen: [['closed'], 'active'] }, 'new');
    expect(mainPath(plain, ['new', 'active', 'closed'])).toEqual(['new', 'active']);
    expect(drawn(plain, ['new', 'active', 'closed'], 'closed')).toBe('✓new ✓active *closed!');
  });

  it('of a circle visits each state once, and of a single state is that state', () => {
    expect(mainPath(lifecycleOf({ on: [['off'], 'on'], off: [['on'], 'off'] }, 'off'), ['off', 'on'])).toEqual(['off', 'on']);
    expect(mainPath(lifecycleOf({}, 'only'), ['only'])).toEqual(['only']);
  });

  it('does not go back in the order of the states where it need not', () => {
    const ways = lifecycleOf({ submit: [['draft'], 'submitted'], revise: [['submitted'], 'revised'], again: [['revised'], 'submitted'], approve: [['submitted', 'revised'], 'approved'] }, 'draft');
    expect(mainPath(ways, ['revised', 'draft', 'submitted', 'approved'])).toEqual(['draft', 'submitted', 'approved']);
  });

  it('of a state that nothing leads to says nothing about what came before', () => {
    const ways = lifecycleOf({ submit: [['draft'], 'done'] }, 'draft');
    expect(drawn(ways, ['draft', 'done', 'old'], 'old')).toBe('*old!');
  });

  it('is found in a graph of very many ways', () => {
    const names = Array.from({ length: 14 }, (_, i) => `s${i}`);
    const all = lifecycleOf(Object.fromEntries(names.map((to): [string, Way] => [`to_${to}`, [names.filter((name) => name !== to), to]])), 's0');
    expect(mainPath(all, names)[0]).toBe('s0');
  });

  it('knows the states without a way on', () => expect([isFinal(lifecycle, 'cancelled'), isFinal(lifecycle, 'on_hold')]).toEqual([true, false]));
});

describe('mentions in a comment', () => {
  const ann = { id: '1', name: 'Ann' };
  const anna = { id: '2', name: 'Anna Li' };

  it('are parted from the text, the longer name first', () => {
    expect(commentParts({ text: 'Hi @Anna Li and @Ann, mail a@Ann.example', mentions: [ann, anna] })).toEqual([
      { text: 'Hi ' }, { text: '@Anna Li', person: '2' }, { text: ' and ' }, { text: '@Ann', person: '1' }, { text: ', mail a' }, { text: '@Ann', person: '1' }, { text: '.example' },
    ]);
  });

  it('leave other text as it is', () => expect(commentParts({ text: '<b>@nobody</b> 50% @', mentions: [ann] })).toEqual([{ text: '<b>@nobody</b> 50% @' }]));

  it('are those whose names stand in the text, each once', () => {
    expect(mentionedIn('@Anna Li please, and @Anna Li again', [ann, anna, { id: '3', name: 'Bo' }])).toEqual(['2']);
  });
});

const field = (name: string, more: Partial<FieldModel> = {}): FieldModel => ({ name, type: 'text', label: name, required: false, storage: 'column', ...more });
const formula = { source: '', expr: { kind: 'literal', type: { kind: 'null' }, value: null } } as const;
const order = {
  name: 'order', lifecycle: lifecycleOf({ submit: [['draft'], 'open'] }, 'draft'),
  fields: { note: field('note'), status: field('status'), total: field('total', { formula, type: 'money' }), partner: field('partner', { type: 'reference', to: 'partner' }), secret: field('secret', { hidden: true }), lines: field('lines', { type: 'children', of: 'line' }) },
} as unknown as ObjectModel;

describe('an entry of a history', () => {
  const entry = { at: '2026-11-03T20:30:00.000Z', kind: 'submit', user: { name: 'Ann' }, changes: { status: { old: 'draft', new: 'open' }, total: { old: '1', new: '2' }, partner: { old: 'a', new: 'b' }, secret: { old: 1, new: 2 }, gone: { old: 1, new: 2 }, lines: { old: null, new: { create: 1, update: 0, delete: 2 } } } };
  const read = readEntry(order, entry);

  it('has apart what was typed, what followed, and the way of the state', () => {
    expect([read.changes.map((one) => one.field.name), read.computed.map((one) => one.field.name), read.from, read.to]).toEqual([['partner'], ['total'], 'draft', 'open']);
  });

  it('counts the child records that changed with it', () => expect(read.children.map((one) => [one.field.name, one.counts])).toEqual([['lines', { create: 1, update: 0, delete: 2 }]]));

  it('asks for the titles of what it refers to', () => expect([...referencedIds([read])]).toEqual([['partner', ['a', 'b']]]));

  it('belongs to the day of the reader’s zone', () => {
    expect(byDay([read], 'Asia/Shanghai').map(({ day }) => day)).toEqual(['2026-11-04']);
    expect(byDay([read], 'UTC').map(({ day }) => day)).toEqual(['2026-11-03']);
  });
});

describe('equal values', () => {
  it.each([['10.50', '10.5', true], ['-0', '0', true], ['100', '1', false], [null, undefined, true], [3, '3', true], ['abc', 'abd', false], [{ id: 'a', name: 'x' }, { id: 'a' }, true], ['1.0', '1', true], [true, 'true', false]])('%j and %j: %s', (a, b, same) => {
    expect(sameValue(a, b)).toBe(same);
  });
});

describe('totals of child records', () => {
  const sum = { kind: 'aggregate', fn: 'sum', object: 'line', type: { kind: 'number' }, children: { root: 'record', steps: [{ object: 'order', field: 'lines' }] }, value: { kind: 'path', root: 'item', type: { kind: 'number' }, steps: [{ object: 'line', field: 'qty' }] } } as const;
  const parent = { fields: { lines: field('lines', { type: 'children' }), count: field('count', { formula: { source: '', expr: { kind: 'binary', op: '+', type: { kind: 'number' }, left: sum, right: formula.expr } } }) } } as unknown as ObjectModel;
  const columns = [field('qty', { type: 'quantity' }), field('price', { type: 'money' }), field('amount', { type: 'money', formula }), field('rate', { type: 'percent' })];

  it('are of what the record sums, and of amounts that rows compute', () => expect([...summedColumns(parent, parent.fields['lines']!, columns)]).toEqual(['qty', 'amount']));
  it('lose no digit', () => expect(totalOf('line', columns[2]!, [{ amount: '0.1' }, { amount: '0.2' }, { amount: '90071992547409931.55' }, { amount: null }])).toBe('90071992547409931.85'));
});
