/** Statements that travel together: what fails first is what is said, and what travels with COMMIT is done with it or not at all. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenant, openStore, queryInScope, runOperation, withTransaction, type Principal, type Store, type TenantScope } from '../src/index.ts';
import { inFlight } from '../src/database.ts';
import { channel } from './channel-model.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

let database: FreshDatabase;
let store: Store;
let scope: TenantScope;
const userId = '01900000-0000-7000-8000-000000000001';
const who = (roles: string[], attributes: Record<string, string | null> = {}): Principal => ({ kind: 'user', tenant: 'flight', userId, name: 'Ann', roles, attributes, locale: 'en' });

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: 'flight', name: 'Flight', model: channel });
  scope = await store.models.activeModel('flight');
  await withTransaction(store.database, scope, {}, (tx) => tx.query(`INSERT INTO "user" (id, name, login, active, version, created_at, updated_at) VALUES ($1, 'Ann', 'ann', true, 1, now(), now())`, [userId]));
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

const count = async (): Promise<number> => (await queryInScope<{ n: number }>(store.database, scope, { text: 'SELECT count(*)::int AS n FROM _outbox' }))[0]!.n;
const event = (kind: string) => ({ text: `INSERT INTO _outbox (at, object, record_id, kind, payload) VALUES (now(), 'x', gen_random_uuid(), $1, '{}')`, values: [kind], prepared: true });

test('the first refusal of a flight is the one that is told, and nothing of it stays', async () => {
  const before = await count();
  const flight = withTransaction(store.database, scope, {}, (tx) => inFlight([
    tx.query(event('one')), tx.query({ text: 'SELECT 1/(0*$1::int)', values: [1] }), tx.query('SELECT nothing FROM nowhere'), tx.query(event('two')),
  ]));
  await expect(flight).rejects.toMatchObject({ code: '22012' });
  expect(await count()).toBe(before);
});

test('what goes with COMMIT is committed with it, and takes everything along when it fails', async () => {
  const before = await count();
  await withTransaction(store.database, scope, {}, async (tx) => { await tx.query(event('one')); tx.last(event('two')); });
  expect(await count()).toBe(before + 2);
  const failed = withTransaction(store.database, scope, {}, async (tx) => { await tx.query(event('three')); tx.last({ text: `UPDATE _audit SET kind = 'x'` }); });
  await expect(failed).rejects.toMatchObject({ code: '42501' });
  expect(await count()).toBe(before + 2);
  expect(await withTransaction(store.database, scope, {}, (tx) => tx.query('SELECT current_user::text AS who'))).toEqual([{ who: scope.schema }]);
});

test('a tenant whose role is gone is refused, and the connection stays good for others', async () => {
  const gone: TenantScope = { ...scope, tenant: 'gone', schema: 't_never_made' };
  await expect(withTransaction(store.database, gone, {}, (tx) => tx.query('SELECT count(*) FROM dealer'))).rejects.toMatchObject({ code: '22023' });
  await expect(queryInScope(store.database, gone, { text: 'SELECT 1' })).rejects.toMatchObject({ code: '22023' });
  expect(await queryInScope(store.database, scope, { text: 'SELECT current_user::text AS who' })).toEqual([{ who: scope.schema }]);
});

test('the same question of two principals is two questions', async () => {
  const run = async (input: Parameters<typeof runOperation>[2], principal: Principal) => JSON.parse((await runOperation(store, scope, input, principal)).body);
  const { data } = await run({ kind: 'bulk', object: 'dealer', items: ['D1', 'D2'].map((code) => ({ kind: 'create', values: { code, name: code, bank: '6222000011112222', cost: '7', credit: '5' } })) }, who(['sales']));
  const list = async (principal: Principal): Promise<string[]> => (await run({ kind: 'list', object: 'dealer', sort: 'code', select: 'code' }, principal)).data.map((one: { code: string }) => one.code);
  for (let again = 0; again < 2; again += 1) {
    expect(await list(who(['sales']))).toEqual(['D1', 'D2']);
    expect(await list(who(['portal'], { dealer: data[0].id }))).toEqual(['D1']);
    expect(await list(who(['portal'], { dealer: data[1].id }))).toEqual(['D2']);
  }
});
