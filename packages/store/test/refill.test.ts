/** A Model that computes something otherwise finds its values in the rows that are there already. */
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
  await applyMigration(store, await planMigration(store, tenant, model));
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
