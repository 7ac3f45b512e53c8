/** Loading the data of a package: natural keys, children, defaults, numbers, upserts. */
import { isFailure } from '@tenon/diagnostics';
import type { DataModel } from '@tenon/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenant, loadData, openStore, queryInScope, type Store, type TenantScope } from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { sample } from './sample-model.ts';

let database: FreshDatabase;
let store: Store;
let scope: TenantScope;

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: 'loading', name: 'Loading', model: sample });
  scope = await store.models.activeModel('loading');
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

const file = (name: string, object: string, rows: DataModel['rows'], more: Partial<DataModel> = {}): DataModel => ({ name, object, key: ['code'], mode: 'merge', rows, ...more });
const query = (text: string) => queryInScope(store.database, scope, { text });

const base = [
  file('10-region', 'region', [{ code: 'sh', name: 'Shanghai', parent: { code: 'east' } }, { code: 'east', name: 'East' }]),
  file('20-dealer', 'dealer', [
    { code: 'D1', name: 'Größe 经销商', region: { code: 'sh' }, credit: '100.5', channels: ['ka'], valid: { from: '2026-01-01' }, tags: [{ code: 'sh' }, { code: 'east' }] },
    { code: 'D2', name: 'Two', status: 'active', region: 'east' },
  ]),
  file('30-order', 'order', [
    { no: 'SO-2026-0007', dealer: { code: 'D1' }, ordered: '2026-11-23', lines: [{ sku: 'a', qty: '1.5' }, { sku: 'b', qty: '2' }] },
    { dealer: { code: 'D2' }, ordered: '2026-11-24', lines: [{ sku: 'c', qty: 3 }] },
  ], { key: ['no'], mode: 'insert', set: 'demo' }),
];

test('everything arrives, with defaults, links, children and numbers', async () => {
  const loaded = await loadData(store, scope, base, { sets: ['demo'], now: '2026-11-23T04:00:00.000Z' });
  expect(loaded.map((one) => [one.object, one.inserted, one.updated])).toEqual([['region', 2, 0], ['dealer', 2, 0], ['order', 2, 0]]);
  expect(await query('SELECT d.code, d.status, d.credit, d.channels, d.valid_from, replace(d.search_text, chr(10), chr(32)) AS search_text, r.name AS region, p.code AS parent FROM dealer d JOIN region r ON r.id = d.region LEFT JOIN region p ON p.id = r.parent ORDER BY d.code')).toEqual([
    { code: 'D1', status: 'draft', credit: '100.50', channels: ['ka'], valid_from: '2026-01-01', search_text: 'd1 größe 经销商', region: 'Shanghai', parent: 'east' },
    { code: 'D2', status: 'active', credit: null, channels: null, valid_from: null, search_text: 'd2 two', region: 'East', parent: null },
  ]);
  expect(await query('SELECT count(*)::int AS n FROM dealer__tags')).toEqual([{ n: 2 }]);
  expect(await query('SELECT o.no, o.total, count(l.id)::int AS lines FROM "order" o JOIN order_line l ON l."order" = o.id GROUP BY o.id ORDER BY o.no')).toEqual([
    { no: 'SO-2026-0007', total: '3.500', lines: 2 }, { no: 'SO-2026-0008', total: '3.000', lines: 1 },
  ]);
});

test('merge changes what differs and nothing else; insert leaves alone', async () => {
  await loadData(store, scope, [
    file('1', 'dealer', [{ code: 'D1', name: 'New Name' }, { code: 'D2', name: 'Two' }]),
    file('2', 'region', [{ code: 'sh', name: 'Changed' }], { mode: 'insert' }),
  ]);
  expect(await query('SELECT code, name, version, replace(search_text, chr(10), chr(32)) AS search_text, credit FROM dealer ORDER BY code')).toEqual([
    { code: 'D1', name: 'New Name', version: 2, search_text: 'd1 new name', credit: '100.50' }, { code: 'D2', name: 'Two', version: 1, search_text: 'd2 two', credit: null },
  ]);
  expect(await query(`SELECT name FROM region WHERE code = 'sh'`)).toEqual([{ name: 'Shanghai' }]);
});

test.each([
  [{ code: 'D3', name: 'x', region: { code: 'nowhere' } }, 'row 2: there is no region {"code":"nowhere"}'],
  [{ code: 'D3', name: 'x', credit: 'NaN' }, 'row 2: “credit”: "NaN" is not a decimal number'],
  [{ code: 'D3', name: 'x', status: 'zz' }, 'row 2: new row for relation "dealer" violates check constraint'],
  [{ code: 'D3' }, 'row 2: null value in column "name"'],
  [{ code: 'D3', name: 'x', colour: 1 }, 'row 2: dealer has no field “colour”'],
])('a bad row is told with its number, and nothing stays: %o', async (row, words) => {
  const loading = loadData(store, scope, [file('9-bad', 'dealer', [{ code: 'D9', name: 'fine' }, row])]);
  await expect(loading).rejects.toSatisfy((error) => isFailure(error) && error.code === 'STO108' && error.message.includes(words));
  expect(await query(`SELECT 1 FROM dealer WHERE code = 'D9'`)).toEqual([]);
});

test('ten thousand rows in seconds', async () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => ({ code: `X${i}`, name: `Dealer ${i}`, region: { code: 'sh' } }));
  const began = Date.now();
  await loadData(store, scope, [file('big', 'dealer', rows)]);
  expect(Date.now() - began).toBeLessThan(15_000);
});
