/** A tenant's life on a real PostgreSQL: made from a Model, without drift, fenced off from the others. */
import { isFailure } from '@tenon/diagnostics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenant, driftOf, dropTenant, listTenants, openStore, queryInScope, withTransaction, type Store } from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { sample } from './sample-model.ts';

let database: FreshDatabase;
let store: Store;

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: 'fence_a', name: 'A', model: sample });
  await createTenant(store, { slug: 'fence_b', name: 'B', model: sample });
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

test('a new tenant has no drift', async () => {
  expect(await driftOf(store, 'fence_a', sample)).toEqual([]);
  expect((await listTenants(store)).map((tenant) => [tenant.slug, tenant.modelVersion])).toEqual([['fence_a', 1], ['fence_b', 1]]);
});

test('a slug is taken once', async () => {
  const again = createTenant(store, { slug: 'fence_a', name: 'A', model: sample });
  await expect(again).rejects.toSatisfy((error) => isFailure(error) && error.code === 'STO105');
});

test('the role of a tenant sees no other schema, no control schema, and cannot leave its transaction’s role', async () => {
  const scope = await store.models.activeModel('fence_a');
  for (const table of Object.keys(sample.objects)) {
    await expect(queryInScope(store.database, scope, { text: `SELECT * FROM t_fence_b."${table}"` })).rejects.toMatchObject({ code: '42501' });
  }
  await expect(queryInScope(store.database, scope, { text: 'SELECT * FROM tenon.credentials' })).rejects.toMatchObject({ code: '42501' });
  await expect(queryInScope(store.database, scope, { text: 'DELETE FROM dealer' })).rejects.toMatchObject({ code: '25006' });
  const write = withTransaction(store.database, scope, {}, (tx) => tx.query('UPDATE _audit SET kind = $1', ['x']));
  await expect(write).rejects.toMatchObject({ code: '42501' });
  expect(await queryInScope(store.database, scope, { text: 'SELECT current_user::text AS who, current_schema()::text AS schema' })).toEqual([{ who: 't_fence_a', schema: 't_fence_a' }]);
});

test('the sign-in role itself can read nothing', async () => {
  await expect(store.database.app.query('SELECT * FROM t_fence_a.dealer')).rejects.toMatchObject({ code: '42501' });
  await expect(store.database.app.query('CREATE TABLE public.x (a int)')).rejects.toMatchObject({ code: '42501' });
});

test('checks refuse what the types would take', async () => {
  const scope = await store.models.activeModel('fence_a');
  const insert = (column: string, value: unknown) => withTransaction(store.database, scope, {}, (tx) => tx.query(
    `INSERT INTO dealer (id, version, created_at, updated_at, code, name, status, ${column}) VALUES (gen_random_uuid(), 1, now(), now(), 'X', 'x', 'draft', $1)`, [value]));
  for (const [column, value] of [['credit', 'NaN'], ['credit', '-1'], ['valid_from', 'infinity'], ['channels', ['zz']]] as const) {
    await expect(insert(column, value)).rejects.toMatchObject({ code: '23514' });
  }
});

test('many reads at once share connections and keep to their tenants', async () => {
  const scopes = await Promise.all(['fence_a', 'fence_b'].map((slug) => store.models.activeModel(slug)));
  const answers = await Promise.all(Array.from({ length: 400 }, (_, i) => queryInScope<{ who: string; n: string }>(
    store.database, scopes[i % 2]!, { text: `SELECT current_user::text AS who, ($1::bigint)::bigint AS n`, values: [i], prepared: true })));
  answers.forEach((rows, i) => expect(rows).toEqual([{ who: scopes[i % 2]!.schema, n: String(i) }]));
});

test('more statements than the cache holds, and failures among them', async () => {
  const scope = await store.models.activeModel('fence_a');
  const flights = Array.from({ length: 1_200 }, (_, i) => queryInScope<{ n: number }>(store.database, scope, { text: `SELECT ${i % 7 === 0 ? '1/(0*$1::int)' : `$1::int + ${i}`} AS n`, values: [1], prepared: true }));
  const settled = await Promise.allSettled(flights);
  settled.forEach((one, i) => expect(one.status === 'fulfilled' ? one.value[0]!.n : one.reason.code).toBe(i % 7 === 0 ? '22012' : 1 + i));
});

test('a dropped tenant is gone', async () => {
  await createTenant(store, { slug: 'gone', name: 'Gone', model: sample });
  await dropTenant(store, 'gone');
  await expect(store.models.activeModel('gone')).rejects.toSatisfy((error) => isFailure(error) && error.code === 'STO104');
});
