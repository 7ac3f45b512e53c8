/** Totals with conditions, their order and number; reports run as whoever asks; pages at an offset. */
import { isFailure, limits } from '@tenon/diagnostics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenant, openStore, runOperation, searchRecords, withTransaction, type OperationInput, type Principal, type Store, type TenantScope } from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { reporting } from './report-model.ts';

let database: FreshDatabase;
let store: Store;
let scope: TenantScope;
const ids: Record<string, string> = {};
const userId = '01900000-0000-7000-8000-000000000001';
const principal = (roles: string[], attributes: Record<string, string> = {}): Principal => ({ kind: 'user', tenant: 'reports', userId, name: 'Ann', roles, attributes, locale: 'en' });
const sales = principal(['sales']);
const clerk = principal(['clerk']);
let portal: Principal;

const run = async (input: OperationInput, who: Principal = sales) => JSON.parse((await runOperation(store, scope, input, who)).body);
const code = async (input: OperationInput, who: Principal = sales): Promise<string> => {
  const error = await run(input, who).then(() => 'answered', (found: unknown) => found);
  if (!isFailure(error)) throw new Error(`not refused: ${JSON.stringify(input)} ${String(error)}`);
  return error.code;
};
const report = (name: string, more: { filter?: string; by?: string } = {}, who: Principal = sales) => run({ kind: 'report', report: name, ...more }, who);
const aggregate = (text: string, more: { group?: string; filter?: string; sort?: string; limit?: number } = {}, who: Principal = sales) => run({ kind: 'aggregate', object: 'order', aggregate: text, ...more }, who);

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: 'reports', name: 'Reports', model: reporting });
  scope = await store.models.activeModel('reports');
  await withTransaction(store.database, scope, {}, (tx) => tx.query(`INSERT INTO "user" (id, name, login, active, version, created_at, updated_at) VALUES ($1, 'Ann', 'ann', true, 1, now(), now())`, [userId]));
  const make = async (object: string, values: Record<string, unknown>): Promise<string> => (await run({ kind: 'create', object, values })).id;
  for (const region of ['East', 'West']) ids[region] = await make('region', { code: region, name: region });
  const dealers: [string, string | null, string | null][] = [['Ace', 'East', null], ['Best', 'East', 'Ace'], ['Core', null, null]];
  for (const [name, region, parent] of dealers) ids[name] = await make('dealer', { code: name.toUpperCase(), name, region: region && ids[region], parent: parent && ids[parent], credit: '10.5', cost: '7' });
  const orders: [string, string, string, string, boolean][] = [
    ['Ace', '2026-01-05', '3', '0.10', true], ['Ace', '2026-01-31', '1', '200.00', false], ['Best', '2026-02-01', '7', '10.00', true], ['Core', '2026-02-28', '1', '33.33', true], ['Core', '2026-03-01', '1', '0.00', false],
  ];
  for (const [dealer, ordered, qty, price, open] of orders) {
    const id = await make('order', { dealer: ids[dealer], ordered, lines: [{ sku: 's', qty, price }] });
    if (open) await run({ kind: 'act', object: 'order', id, action: 'submit' });
  }
  portal = principal(['portal'], { dealer: ids['Ace']! });
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

test('a total of those records alone that meet a condition', async () => {
  const whole = await aggregate("count(), count(where status == 'open'), sum(total where status == 'open'), min(ordered where total > 100), sum(total where false), avg(total where false), count(reason where status == 'open'), sum(count(lines where qty > 1) where true)");
  expect(whole.data).toEqual([{ group: [], values: [5, 3, '103.63', '2026-01-31', '0', null, 0, 2] }]);
  const plain = await aggregate('sum(total)', { filter: "status == 'open'" });
  expect(plain.data[0].values[0]).toBe('103.63');
  const grouped = await aggregate("count(where dealer.name == 'Ace' or dealer.region.name == 'none'),count()", { group: 'status' });
  expect(grouped.data).toEqual([{ group: ['draft'], values: [1, 2] }, { group: ['open'], values: [1, 3] }]);
  expect((await aggregate("count(where dealer.name = 'It\\'s, where (not)')")).data[0].values).toEqual([0]);
  expect((await aggregate('count(where user.locale == \'en\')', {}, portal)).data[0].values).toEqual([2]);
});

test('what is no condition is refused, and a field that the role does not have is not there', async () => {
  const of = (text: string, who?: Principal, object = 'order') => code({ kind: 'aggregate', object, aggregate: text }, who);
  expect(await of('count(where)')).toBe('OPR109');
  expect(await of('sum(where total > 1)')).toBe('OPR109');
  expect(await of('sum(total where)')).toBe('OPR109');
  expect(await of('count(where total)')).toBe('OPR103');
  expect(await of('count(where nothing == 1)')).toBe('OPR103');
  expect(await of('count(where cost > 1)', clerk, 'dealer')).toBe('OPR103');
  expect(await of('count(where bank == 1)', portal, 'dealer')).toBe('OPR103');
  expect(await of('count(where dealer.name == 1)', clerk)).toBe('OPR103');
});

test('groups in an order, and the first of them', async () => {
  const most = await aggregate('sum(total), count()', { group: 'dealer.name', sort: '-sum(total),dealer.name', limit: 2 });
  expect(most).toEqual({ data: [{ group: ['Ace'], values: ['200.30', 2] }, { group: ['Best'], values: ['70.00', 1] }], more: true });
  const byCount = await aggregate('count()', { group: 'dealer.name', sort: 'count( ), -dealer.name', limit: 10 });
  expect([byCount.data.map((one: { group: string[] }) => one.group[0]), byCount.more]).toEqual([['Best', 'Core', 'Ace'], false]);
  const input = { kind: 'aggregate', object: 'order', aggregate: 'count()', group: 'status' } as const;
  expect(await code({ ...input, sort: 'total' })).toBe('OPR105');
  expect(await code({ ...input, limit: 0 })).toBe('OPR106');
  expect(await code({ ...input, limit: limits.groupsMax + 1 })).toBe('OPR106');
  expect((await run({ ...input, limit: limits.groupsMax })).data).toHaveLength(2);
});

test('a report: groups with their titles, metrics with their formulas, and what everything comes to', async () => {
  const answer = await report('by_dealer');
  expect(answer.rows).toEqual([
    { dealer: { id: ids['Ace'], title: 'Ace' }, revenue: '200.3', orders: '2', open: '1', average: '100.15' },
    { dealer: { id: ids['Best'], title: 'Best' }, revenue: '70', orders: '1', open: '1', average: '70' },
    { dealer: { id: ids['Core'], title: 'Core' }, revenue: '33.33', orders: '2', open: '1', average: '16.665' },
  ]);
  expect([answer.totals, answer.more]).toEqual([{ revenue: '303.63', orders: '5', open: '3', average: '60.726' }, false]);
  const narrowed = await report('by_dealer', { filter: "ordered >= '2026-02-01'" });
  expect([narrowed.rows.length, narrowed.totals.revenue]).toEqual([2, '103.33']);
  const none = await report('by_dealer', { filter: 'false' });
  expect(none).toEqual({ rows: [], totals: { revenue: null, orders: '0', open: '0', average: null }, more: false });
});

test('a sum of nothing is nothing, and formulas over it are what the language says', async () => {
  // Only a draft, of 88.
  ids['Dull'] = (await run({ kind: 'create', object: 'dealer', values: { code: 'DULL', name: 'Dull', region: ids['West'] } })).id;
  const { id } = await run({ kind: 'create', object: 'order', values: { dealer: ids['Dull'], ordered: '2026-03-05', lines: [{ sku: 's', qty: '1', price: '88' }] } });
  const { rows } = await report('shares', { filter: "dealer.name in ('Ace', 'Dull')" });
  expect(rows.map(({ dealer, ...figures }: { dealer: { title: string } }) => [dealer.title, figures])).toEqual([
    ['Ace', { all: '200.3', open: '0.3', left: '200', known: '200' }], ['Dull', { all: '88', open: null, left: null, known: '88' }],
  ]);
  expect((await aggregate("sum(total where status == 'open')", { filter: "dealer.name == 'Dull'" })).data[0].values).toEqual(['0']);
  await run({ kind: 'delete', object: 'order', id });
  await run({ kind: 'delete', object: 'dealer', id: ids['Dull']! });
});

test('records that somebody may not read are one group without a name, and lead to their records all the same', async () => {
  const counter = principal(['counter']);
  await run({ kind: 'update', object: 'dealer', id: ids['Best']!, version: 1, values: { region: null } });
  const answer = await report('by_dealer', {}, counter);
  expect(answer.rows.map(({ dealer, revenue, orders }: Record<string, unknown>) => [dealer, revenue, orders])).toEqual([
    [{ id: ids['Ace'], title: 'Ace' }, '200.3', '2'], [{ id: null, title: null }, '103.33', '3'],
  ]);
  expect(JSON.stringify(answer)).not.toContain(ids['Core']);
  // In the order of a formula, what has no name comes last.
  expect((await report('shares', {}, counter)).rows.map(({ dealer }: { dealer: { title: string | null } }) => dealer.title)).toEqual(['Ace', null]);
  expect((await run({ kind: 'list', object: 'order', filter: 'dealer != null and dealer.id == null', count: true }, counter)).count).toBe(3);
  await run({ kind: 'update', object: 'dealer', id: ids['Best']!, version: 2, values: { region: ids['East'] } });
});

test('its own filter, several dimensions, some of them, and none that it does not have', async () => {
  const whole = await report('by_month');
  expect(whole.rows).toEqual([
    { month: '2026-01-01', status: 'draft', revenue: '200' }, { month: '2026-01-01', status: 'open', revenue: '0.3' }, { month: '2026-02-01', status: 'open', revenue: '103.33' },
  ]);
  expect((await report('by_month', { by: 'month' })).rows).toEqual([{ month: '2026-01-01', revenue: '200.3' }, { month: '2026-02-01', revenue: '103.33' }]);
  expect(await code({ kind: 'report', report: 'by_month', by: 'dealer' })).toBe('OPR105');
  expect(await code({ kind: 'report', report: 'by_month', filter: 'nothing > 1' })).toBe('OPR103');
});

test('ordered by a formula, with a limit', async () => {
  const answer = await report('best_average');
  expect(answer.rows.map((row: { dealer: { title: string }; rank: string }) => [row.dealer.title, row.rank])).toEqual([['Ace', '200.3'], ['Best', '140']]);
  expect(answer.more).toBe(true);
});

test('groups of nothing are kept and come last', async () => {
  const answer = await report('regions');
  expect(answer.rows.map((row: { region: { title: string } | null; parent: { title: string } | null; dealers: string; credit: string }) => [row.region?.title ?? null, row.parent?.title ?? null, row.dealers, row.credit])).toEqual([['East', 'Ace', '1', '10.5'], ['East', null, '1', '10.5'], [null, null, '1', '10.5']]);
});

test('it is the report of whoever asks', async () => {
  const own = await report('by_dealer', {}, portal);
  expect([own.rows.map((row: { dealer: { title: string } }) => row.dealer.title), own.totals.orders]).toEqual([['Ace'], '2']);
  // Of dealers whose name the clerk may not read, the id is what it sees.
  const bare = await report('by_dealer', {}, clerk);
  expect(bare.rows[0].dealer).toEqual({ id: ids['Ace'], title: ids['Ace'] });
  const unknown = await code({ kind: 'report', report: 'nothing' }, portal);
  expect(unknown).toBe('OPR114');
  expect(await code({ kind: 'report', report: 'costs' }, portal)).toBe(unknown);
  expect(await code({ kind: 'report', report: 'where_costs' }, clerk)).toBe(unknown);
  expect(await code({ kind: 'report', report: 'names' }, clerk)).toBe(unknown);
  // Its groups would be called by the titles of records that it does not see.
  expect(await code({ kind: 'report', report: 'by_dealer' }, principal(['packer']))).toBe(unknown);
  expect(await code({ kind: 'report', report: 'constructor' })).toBe(unknown);
  expect((await report('costs')).totals).toEqual({ cost: '21' });
  expect(await code({ kind: 'report', report: 'by_dealer', filter: 'dealer.cost > 1' }, portal)).toBe('OPR103');
});

test('a page at an offset is the page that cursors lead to', async () => {
  const list = (more: object) => run({ kind: 'list', object: 'order', sort: '-total,dealer.name', limit: 2, select: 'no,dealer.name', filter: 'total >= 0', ...more });
  const walked: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { data: { no: string }[]; next: string | null } = await list(cursor ? { cursor } : {});
    walked.push(...page.data.map(({ no }) => no));
    cursor = page.next;
  }
  expect(walked).toHaveLength(5);
  for (let offset = 0; offset < 7; offset++) {
    const page = await list({ offset });
    expect([offset, page.data.map(({ no }: { no: string }) => no), page.next !== null]).toEqual([offset, walked.slice(offset, offset + 2), offset + 2 < 5]);
    if (page.next !== null) expect((await list({ cursor: page.next })).data.map(({ no }: { no: string }) => no)).toEqual(walked.slice(offset + 2, offset + 4));
  }
  expect((await list({ offset: 3, count: true })).count).toBe(5);
  expect((await run({ kind: 'list', object: 'order', offset: 1 }, portal)).data).toHaveLength(1);
  expect((await list({ offset: limits.offsetMax })).data).toEqual([]);
  const { next } = await list({});
  for (const [more, expected] of [[{ offset: limits.offsetMax + 1 }, 'OPR112'], [{ offset: -1 }, 'OPR112'], [{ offset: 1.5 }, 'OPR112'], [{ offset: 0, cursor: next }, 'OPR113']] as const) {
    expect(await code({ kind: 'list', object: 'order', sort: '-total,dealer.name', filter: 'total >= 0', ...more })).toBe(expected);
  }
});

test('records of all objects, found by words', async () => {
  const search = (text: string, who: Principal = sales, limit?: number) => searchRecords(store, scope, { text, ...(limit === undefined ? {} : { limit }) }, who);
  await run({ kind: 'bulk', object: 'dealer', items: ['Nearly Ace', 'Ace of hearts', 'ACE', 'A place', 'Face', 'Space', 'Lace'].map((name, i) => ({ kind: 'create', values: { code: `F${i}`, name } })) });
  const titles = (answer: Awaited<ReturnType<typeof search>>, object: string) => answer.data.find((group) => group.object === object)?.records.map(({ title }) => title);
  const found = await search('ace', sales, 3);
  // The dealers' title is their name here, so that the object's own `ACE` and `Ace` stand first although six others are newer.
  expect(titles(found, 'dealer')?.map((title) => title.toLowerCase())).toEqual(['ace', 'ace', 'ace of hearts']);
  expect([found.data.map(({ object, more }) => [object, more]), found.partial]).toEqual([[['dealer', true]], false]);
  expect(found.data[0]!.records.find(({ title }) => title === 'Ace')).toEqual({ id: ids['Ace'], title: 'Ace', facts: ['ACE'] });
  expect((await search('  SO-  0001 ')).data.map(({ object }) => object)).toEqual(['order']);
  expect(await search('   ')).toEqual({ data: [], partial: false });
  expect((await search('best', portal)).data).toMatchObject([{ object: 'dealer', records: [{ title: 'Best' }] }]);
  expect((await search('core', portal)).data).toEqual([]);
  // The clerk may not read the name, through which dealers are searched: for it they cannot be searched at all.
  expect((await search('best', clerk)).data).toEqual([]);
  await expect(search('x', sales, limits.searchRowsMax + 1)).rejects.toMatchObject({ code: 'OPR106' });
  expect((await search('x', sales, limits.searchRowsMax)).partial).toBe(false);
  await expect(search('x'.repeat(limits.searchLengthMax + 1))).rejects.toMatchObject({ code: 'OPR103' });
  expect((await search('x'.repeat(limits.searchLengthMax))).data).toEqual([]);
  expect((await search("%_\\' or true")).data).toEqual([]);
});
