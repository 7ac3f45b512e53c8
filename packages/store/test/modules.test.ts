/** A module that is off, for real: its tables are there, its rows are not loaded, and nobody gets at it by any operation. */
import { isFailure } from '@tenon/diagnostics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenant, createUser, loadData, openStore, queryInScope, runOperation, type OperationInput, type Store, type TenantScope } from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { modelFrom } from './package.ts';

const text = { type: 'text', label: 'Text' };
const about = { name: 'modules', version: '1.0.0', private: true };
const modules = { sales: { label: 'Sales', objects: ['sale'] }, extras: { label: 'Extras', objects: ['extra'], requires: ['sales'], on: false } };
const model = modelFrom('modules', {
  'package.json': { ...about, tenon: { namespace: 'test', label: 'Modules', modules } },
  'objects/sale.json': {
    label: 'Sale', title: 'no', fields: { no: text, extra: { type: 'reference', label: 'Extra', to: 'extra' }, extras: { type: 'references', label: 'Extras', to: 'extra' }, wraps: { type: 'children', label: 'Wraps', of: 'wrap', by: 'sale' } },
  },
  'objects/wrap.json': { label: 'Wrap', partOf: 'sale', fields: { sale: { type: 'reference', label: 'Sale', to: 'sale', required: true, onDelete: 'cascade' }, kind: text, extra: { type: 'reference', label: 'Extra', to: 'extra' } } },
  'objects/extra.json': { label: 'Extra', title: 'code', fields: { code: text, parts: { type: 'children', label: 'Parts', of: 'extra_part', by: 'extra' } } },
  'objects/extra_part.json': { label: 'Part', partOf: 'extra', fields: { extra: { type: 'reference', label: 'Extra', to: 'extra', required: true, onDelete: 'cascade' }, code: text } },
  'roles/admin.json': { label: 'Admin', admin: true, objects: { extra: { create: true, read: true, update: true, delete: true } }, otherObjects: { create: true, read: true, update: true, delete: true, export: true } },
  'data/10-extra.json': { object: 'extra', key: ['code'], mode: 'merge', rows: [{ code: 'ribbon', parts: [{ code: 'knot' }] }] },
  'data/20-sale.json': { object: 'sale', key: ['no'], mode: 'merge', rows: [{ no: 'S1', extra: { code: 'ribbon' }, extras: [{ code: 'ribbon' }], wraps: [{ kind: 'paper', extra: { code: 'ribbon' } }] }] },
});

let database: FreshDatabase;
let store: Store;
let scope: TenantScope;
let userId: string;

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: 'modules', name: 'Modules', model });
  scope = await store.models.activeModel('modules');
  userId = await createUser(store, 'modules', { login: 'ann', name: 'Ann', roles: ['admin'] });
});
afterAll(async () => {
  await store?.close();
  await database?.drop();
});

const run = async (input: OperationInput): Promise<unknown> => JSON.parse((await runOperation(store, scope, input, { kind: 'user', tenant: 'modules', userId, name: 'Ann', roles: ['admin'], attributes: {}, locale: 'en' })).body);
const refusedWith = async (input: OperationInput): Promise<string> => {
  const found = await run(input).catch((error: unknown) => error);
  return isFailure(found) ? [found.code, ...found.problems.map(({ code }) => code)].join(' ') : JSON.stringify(found);
};

test('its rows are not loaded, and those that refer to it are loaded without', async () => {
  const loaded = await loadData(store, scope, model.data);
  expect(loaded.map(({ object, inserted }) => [object, inserted])).toEqual([['sale', 1]]);
  expect(await queryInScope(store.database, scope, { text: 'SELECT s.no, s.extra, w.kind, (SELECT count(*)::int FROM extra) AS extras FROM sale s JOIN wrap w ON w.sale = s.id' })).toEqual([{ no: 'S1', extra: null, kind: 'paper', extras: 0 }]);
});

test('nobody gets at it, not even who administers', async () => {
  const { data: [sale] } = (await run({ kind: 'list', object: 'sale' })) as { data: [Record<string, unknown> & { id: string }] };
  expect(Object.keys(sale).filter((name) => name.startsWith('extra'))).toEqual([]);
  const unknown = await refusedWith({ kind: 'list', object: 'nothing' });
  for (const object of ['extra', 'extra_part']) expect([object, await refusedWith({ kind: 'list', object })]).toEqual([object, unknown]);
  expect(await refusedWith({ kind: 'create', object: 'extra', values: { code: 'x' } })).toBe(await refusedWith({ kind: 'create', object: 'nothing', values: { code: 'x' } }));
  for (const more of [{ select: 'extra' }, { expand: 'extra' }, { sort: 'extra.code' }, { filter: "extra.code == 'ribbon'" }, { filter: "wraps.extra.code == 'ribbon'" }]) {
    const nothing = JSON.parse(JSON.stringify(more).replaceAll('extra', 'nothing')) as object;
    expect([more, await refusedWith({ kind: 'list', object: 'sale', ...more })]).toEqual([more, await refusedWith({ kind: 'list', object: 'sale', ...nothing })]);
  }
  expect(await refusedWith({ kind: 'update', object: 'sale', id: sale.id, values: { extra: sale.id } })).toBe('VAL101 VAL102');
});
