/** A Model that computes something otherwise finds its values in the rows that are there already. */
import type { CheckedExpr } from '@tenon/expression';
import type { Formula } from '@tenon/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigration, createTenant, loadData, openStore, planMigration, type Store } from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { dealer, modelOf, object, order, orderLine, region } from './sample-model.ts';

let database: FreshDatabase;
let store: Store;
const tenant = 'refilled';

const maximum = (fn: 'sum' | 'max'): Formula => ({
  source: `${fn}(lines.qty)`,
  expr: {
    kind: 'aggregate', type: { kind: 'number' }, fn, object: 'order_line', children: { root: 'record', steps: [{ object: 'order', field: 'lines' }] },
    value: { kind: 'path', type: { kind: 'number' }, root: 'item', steps: [{ object: 'order_line', field: 'qty' }] },
  },
});
const { id: _i, version: _v, created_at: _ca, created_by: _cb, updated_at: _ua, updated_by: _ub, ...own } = order.fields;
const withTotal = (fn: 'sum' | 'max' | undefined, search: readonly string[], hash: string) => {
  const { total, ...others } = own;
  const fields = fn === undefined ? others : { ...others, total: { ...total!, formula: maximum(fn) } };
  return modelOf([region, object('dealer', dealer.fields, { ...dealer, fields: dealer.fields, search }), object('order', fields, { title: 'no', computed: fn ? ['total'] : [] }), orderLine], hash.repeat(64));
};
const rows = async (sql: string) => (await store.database.owner.query(sql)).rows as unknown[];

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  const model = withTotal(undefined, ['code'], 'a');
  await createTenant(store, { slug: tenant, name: 'Refilled', model });
  await loadData(store, await store.models.activeModel(tenant), [
    { name: '1', object: 'dealer', key: ['code'], mode: 'merge', rows: [{ code: 'D1', name: 'Morning Star' }] },
    { name: '2', object: 'order', key: ['no'], mode: 'merge', rows: [{ no: 'SO-2026-0001', dealer: { code: 'D1' }, ordered: '2026-01-02', lines: [{ sku: 'A', qty: '2.5' }, { sku: 'B', qty: '4' }] }] },
  ]);
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

const change = async (model: ReturnType<typeof withTotal>): Promise<void> => {
  await applyMigration(store, await planMigration(store, tenant, model), { consent: true });
  store.models.forget(tenant);
};

test('a stored formula that is added', async () => {
  await change(withTotal('sum', ['code'], 'b'));
  expect(await rows(`SELECT total, version FROM t_${tenant}."order"`)).toEqual([{ total: '6.500', version: 1 }]);
});

test('a stored formula that says something else', async () => {
  await change(withTotal('max', ['code'], 'c'));
  expect(await rows(`SELECT total FROM t_${tenant}."order"`)).toEqual([{ total: '4.000' }]);
});

test('a field that search looks through from now on', async () => {
  expect(await rows(`SELECT search_text FROM t_${tenant}.dealer`)).toEqual([{ search_text: 'd1' }]);
  await change(withTotal('max', ['code', 'name'], 'd'));
  expect(await rows(`SELECT search_text FROM t_${tenant}.dealer`)).toEqual([{ search_text: 'd1\nmorning star' }]);
});

test('what is computed anew is said before, with the rows and how long it takes', async () => {
  const plan = await planMigration(store, tenant, withTotal('sum', ['code'], 'e'));
  expect(plan.changes.map(({ words, risk, rows: count }) => ({ words, risk, count }))).toEqual([
    { words: 'order: total is computed for every row, while writers wait', risk: 'safe', count: 1 }, { words: 'dealer: what search looks through is written anew for every row, while writers wait', risk: 'safe', count: 1 },
  ]);
});

/** Formulas of dealers over orders, of regions over dealers: each object is a family of its own. */
const path = (object: string, ...fields: readonly string[]): CheckedExpr => ({ kind: 'path', type: { kind: 'number' }, root: 'record', steps: [{ object, field: fields[0]! }, ...fields.slice(1).map((field) => ({ object: 'dealer', field }))] });
const formula = (expr: CheckedExpr): Formula => ({ source: JSON.stringify(expr), expr });
const times = (expr: CheckedExpr, by: string): CheckedExpr => ({ kind: 'binary', op: '*', type: { kind: 'number' }, left: expr, right: { kind: 'literal', type: { kind: 'number' }, value: by } });
const chained = (factor: string, hash: string) => {
  const { total: _, ...others } = own;
  const stored = (expr: CheckedExpr) => ({ type: 'decimal', scale: 2, storage: 'stored', formula: formula(expr) }) as const;
  return modelOf([
    region,
    // First by name, last in order: it reads what orders have made of what dealers have.
    object('order', { ...others, worth: stored(times(path('order', 'dealer', 'limit'), '10')) }, { title: 'no', computed: ['worth'], search: ['worth'] }),
    orderLine,
    object('dealer', { ...dealer.fields, limit: stored(times(path('dealer', 'credit'), factor)) }, { ...dealer, computed: ['limit'], search: ['code'], fields: { ...dealer.fields, ...object('dealer', { limit: stored(times(path('dealer', 'credit'), factor)) }).fields } }),
  ], hash.repeat(64));
};

test('a stored formula of another object that reads one which says something else', async () => {
  await rows(`UPDATE t_${tenant}.dealer SET credit = 5`);
  await change(chained('2', '1'));
  expect(await rows(`SELECT worth, search_text FROM t_${tenant}."order"`)).toEqual([{ worth: '100.00', search_text: '100.00' }]);
  await change(chained('3', '2'));
  expect(await rows(`SELECT "limit" FROM t_${tenant}.dealer`)).toEqual([{ limit: '15.00' }]);
  expect(await rows(`SELECT worth, search_text FROM t_${tenant}."order"`)).toEqual([{ worth: '150.00', search_text: '150.00' }]);
});

test('a formula whose field is only renamed is left as it is', async () => {
  const renamed = chained('3', '3');
  const { limit, ...others } = renamed.objects['dealer']!.fields;
  const fields = { ...others, cap: { ...limit!, name: 'cap', was: 'limit' } };
  const order = renamed.objects['order']!;
  const worth = { ...order.fields['worth']!, formula: formula(times(path('order', 'dealer', 'cap'), '10')) };
  const after = { ...renamed, objects: { ...renamed.objects, dealer: { ...renamed.objects['dealer']!, fields, computed: ['cap'] }, order: { ...order, fields: { ...order.fields, worth } } } };
  const { changes } = await planMigration(store, tenant, after);
  expect(changes.map(({ step }) => step.kind)).not.toContain('recompute');
  await change(after);
  expect(await rows(`SELECT cap FROM t_${tenant}.dealer`)).toEqual([{ cap: '15.00' }]);
});
