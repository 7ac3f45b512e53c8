/** The bounds of search over all objects: so many of them, and so long; what could not be asked is said, and keeps nobody waiting. */
import { limits } from '@tenon/diagnostics';
import type { Model, ObjectGrant } from '@tenon/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenant, openStore, runOperation, searchRecords, withTransaction, type Principal, type Store, type TenantScope } from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { modelOf, object } from './sample-model.ts';

const names = Array.from({ length: limits.searchObjectsMax + 1 }, (_, i) => `thing_${String(i).padStart(2, '0')}`);
const grant: ObjectGrant = { create: true, read: true, export: false, actions: [], fields: {}, otherFields: 'write' };
const role = (name: string, objects: readonly string[]) => ({ name, label: name, external: false, admin: false, userAttributes: {}, objects: Object.fromEntries(objects.map((one) => [one, grant])) });
const model: Model = {
  ...modelOf(names.map((name) => object(name, { name: { type: 'text', required: true } }, { search: ['name'] })), 'e'.repeat(64)),
  roles: { all: role('all', names), most: role('most', names.slice(0, -1)) },
};

let database: FreshDatabase;
let store: Store;
let scope: TenantScope;
const userId = '01900000-0000-7000-8000-000000000001';
const principal = (name: string): Principal => ({ kind: 'user', tenant: 'bounds', userId, name: 'Ann', roles: [name], attributes: {}, locale: 'en' });

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: 'bounds', name: 'Bounds', model });
  scope = await store.models.activeModel('bounds');
  await withTransaction(store.database, scope, {}, (tx) => tx.query(`INSERT INTO "user" (id, name, login, active, version, created_at, updated_at) VALUES ($1, 'Ann', 'ann', true, 1, now(), now())`, [userId]));
  for (const name of names) await runOperation(store, scope, { kind: 'create', object: name, values: { name: 'needle' } }, principal('all'));
});
afterAll(async () => {
  await store?.close();
  await database?.drop();
});

test('so many objects', async () => {
  const most = await searchRecords(store, scope, { text: 'needle' }, principal('most'));
  expect([most.data.length, most.partial]).toEqual([limits.searchObjectsMax, false]);
  const all = await searchRecords(store, scope, { text: 'needle' }, principal('all'));
  expect([all.data.length, all.partial]).toEqual([limits.searchObjectsMax, true]);
});

test('so long: an object that cannot be read just now is left out', async () => {
  const blocker = await store.database.owner.connect();
  try {
    await blocker.query('BEGIN');
    await blocker.query(`LOCK TABLE t_bounds.${names[3]!} IN ACCESS EXCLUSIVE MODE`);
    const answer = await searchRecords(store, scope, { text: 'needle' }, principal('most'));
    expect([answer.partial, answer.data.map((group) => group.object)]).toEqual([true, names.slice(0, -1).filter((name) => name !== names[3])]);
  } finally {
    await blocker.query('ROLLBACK');
    blocker.release();
  }
  expect((await searchRecords(store, scope, { text: 'needle' }, principal('most'))).partial).toBe(false);
});
