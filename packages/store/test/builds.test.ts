/** What takes long is done beside the work of others: built before or after the migration, taken up again, and never in a writer's way. */
import { createHash } from 'node:crypto';
import { isFailure } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { applyMigration, createTenant, driftOf, finishBuilds, openStore, planMigration, printPlan, runOperation, tablesDrift, withTransaction, type OperationInput, type Principal, type Store } from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { modelOf, object } from './sample-model.ts';

let database: FreshDatabase;
let store: Store;
let other: Store;
let tenant: string;
let count = 0;

const people = 12_000;
const userId = '01900000-0000-7000-8000-000000000001';
const full = { create: true, read: true, update: true, delete: true, export: true, actions: '*', fields: {}, otherFields: 'write' } as const;

beforeAll(async () => {
  database = await freshDatabase();
  [store, other] = [await openStore({ adminUrl: database.url }), await openStore({ adminUrl: database.url })];
});

afterAll(async () => {
  await store?.close();
  await other?.close();
  await database?.drop();
});

/** People in towns; with other fields, and more to the object. */
function peopleModel(name: string, fields: Parameters<typeof object>[1] = {}, more: Parameters<typeof object>[2] = {}): Model {
  const town = object('town', { name: { type: 'text' } });
  const person = object('person', { code: { type: 'text', required: true }, home: { type: 'text' }, age: { type: 'integer' }, ...fields }, { title: 'code', ...more });
  const role = { name: 'all', label: 'All', external: false, admin: false, userAttributes: {}, objects: { person: full, town: full } };
  return { ...modelOf([town, person], createHash('sha256').update(JSON.stringify([name, person])).digest('hex')), roles: { all: role } };
}

beforeEach(async () => {
  tenant = `builds_${count++}`;
  await createTenant(store, { slug: tenant, name: 'Builds', model: peopleModel('a') });
  await owner(`INSERT INTO t_${tenant}.person (id, version, created_at, updated_at, code, home, age) SELECT gen_random_uuid(), 1, now(), now(), 'P' || n, 'T' || n % 50, n % 90 FROM generate_series(1, ${people}) n; ANALYZE t_${tenant}.person`);
});

const owner = async <R extends object>(sql: string): Promise<R[]> => (await store.database.owner.query<R>(sql)).rows;
const code = (wanted: string) => (error: unknown) => isFailure(error) && error.code === wanted;
const apply = async (model: Model): Promise<void> => {
  await applyMigration(store, await planMigration(store, tenant, model), { consent: true });
  store.models.forget(tenant);
};
const unfinished = async (): Promise<unknown[]> => [
  ...await owner(`SELECT * FROM tenon.index_builds WHERE tenant = '${tenant}'`),
  ...await owner(`SELECT indexrelid::regclass FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid WHERE c.relnamespace = 't_${tenant}'::regnamespace AND NOT indisvalid`),
  ...await owner(`SELECT conname FROM pg_constraint WHERE connamespace = 't_${tenant}'::regnamespace AND NOT convalidated`),
];
const pendingWords = async (model: Model): Promise<string[]> => (await driftOf(store, tenant, model)).map(({ pending, words }) => `${pending ? 'pending ' : ''}${words.replace(/[0-9a-f]{8}/, '#')}`).toSorted();

async function session<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test('indexes, checks, references and required fields of a large table are pending after the migration, and then done', async () => {
  const model = peopleModel('b', { home: { type: 'text', maxLength: 20, required: true }, town: { type: 'reference', to: 'town' }, age: { type: 'integer', min: '0', index: true } });
  await apply(model);
  expect(await pendingWords(model)).toEqual([
    'pending person: home becomes required', 'pending person: index person__age__ix_# is being built', 'pending person: index person__town__ix_# is being built',
    'pending person: person__age__ck_# is asked of the rows that were there before it', 'pending person: person__home__ck_# is asked of the rows that were there before it',
    'pending person: person__town__fk_# is asked of the rows that were there before it',
  ]);
  expect(await tablesDrift(store, tenant)).toEqual([]);
  // What is still to be proven holds for new rows from the first moment.
  const insert = (home: string, age: number) => owner(`INSERT INTO t_${tenant}.person (id, version, created_at, updated_at, code, home, age) VALUES (gen_random_uuid(), 1, now(), now(), 'N', ${home}, ${age})`);
  await expect(insert('NULL', 1)).rejects.toMatchObject({ code: '23514' });
  await expect(insert(`'x'`, -1)).rejects.toMatchObject({ code: '23514' });
  const done = await Promise.all([finishBuilds(store, tenant), finishBuilds(other, tenant), finishBuilds(store)]);
  expect(done.reduce((sum, one) => sum + one.done, 0)).toBe(6);
  expect(await driftOf(store, tenant, model)).toEqual([]);
  expect(await unfinished()).toEqual([]);
  await expect(insert('NULL', 1)).rejects.toMatchObject({ code: '23502' });
});

test('what is slow says so, with the rows and the time', async () => {
  const plan = await planMigration(store, tenant, peopleModel('b', {}, { search: ['code'] }));
  expect(plan.changes.filter(({ risk }) => risk === 'slow').map(({ rows, estimateMs }) => ({ rows, estimateMs }))).toEqual([{ rows: people, estimateMs: 660 }, { rows: people, estimateMs: 1_800 }]);
  expect(printPlan(plan)).toContain('+ person: new index USING gin (search_text public.gin_trgm_ops)  (slow: 12,000 rows, about 660 ms)');
  expect(printPlan(plan)).toContain('~ person: what search looks through is written anew for every row, while writers wait  (slow: 12,000 rows, about 1.8 s)');
});

test('a plan made while something is pending is neither refused nor does it begin again', async () => {
  const model = peopleModel('b', { age: { type: 'integer', index: true } });
  await apply(model);
  const next = peopleModel('c', { age: { type: 'integer', index: true }, note: { type: 'text' } });
  const plan = await planMigration(store, tenant, next);
  expect(plan.changes.map(({ words }) => words)).toEqual(['new column person.note text', 'person: new check char_length("note") <= 200']);
  await finishBuilds(store, tenant);
  await applyMigration(store, plan);
  await apply(peopleModel('d', { note: { type: 'text' } }));
  expect(await owner(`SELECT 1 FROM tenon.index_builds WHERE tenant = '${tenant}' AND kind = 'index'`)).toEqual([]);
  await finishBuilds(store, tenant);
  expect(await driftOf(store, tenant, peopleModel('d', { note: { type: 'text' } }))).toEqual([]);
});

test('what is pending goes with the field or the object, and comes with it again', async () => {
  const model = peopleModel('b', { home: { type: 'text', required: true, index: true }, town: { type: 'reference', to: 'town' } });
  const town = modelOf([object('town', { name: { type: 'text' } })], 'c'.repeat(64));
  await apply(model);
  await apply(town);
  expect(await unfinished()).toHaveLength(1); // of the table that is aside: a reference is gone, a check that was never proven stays
  await apply(model);
  await finishBuilds(store, tenant);
  expect(await driftOf(store, tenant, model)).toEqual([]);
  expect(await unfinished()).toEqual([]);
  await apply(peopleModel('d', { home: { type: 'text' } }));
  await apply(model);
  const renamed = peopleModel('e', { place: { type: 'text', required: true, index: true, was: 'home' }, town: { type: 'reference', to: 'town' } });
  const { home: _, ...fields } = renamed.objects['person']!.fields;
  await apply({ ...renamed, hash: '8'.repeat(64), objects: { ...renamed.objects, person: { ...renamed.objects['person']!, fields } } });
  await finishBuilds(store, tenant);
  expect(await driftOf(store, tenant, (await store.models.activeModel(tenant)).model)).toEqual([]);
  expect(await unfinished()).toEqual([]);
});

test('a unique index is there before the migration, and rows against it refuse the plan', async () => {
  const model = peopleModel('b', { code: { type: 'text', required: true, unique: true } });
  const plan = await planMigration(store, tenant, model);
  expect(plan.work.before.map(({ table }) => table)).toEqual(['person']);
  await owner(`INSERT INTO t_${tenant}.person (id, version, created_at, updated_at, code) VALUES (gen_random_uuid(), 1, now(), now(), 'P1')`);
  await expect(applyMigration(store, plan)).rejects.toSatisfy(code('STO103'));
  expect(await unfinished()).toEqual([]);
  await owner(`DELETE FROM t_${tenant}.person WHERE home IS NULL`);
  await applyMigration(store, await planMigration(store, tenant, model));
  expect(await driftOf(store, tenant, model)).toEqual([]);
  expect(await unfinished()).toEqual([]);
});

test('an index built for a migration that never came is taken away', async () => {
  const plan = await planMigration(store, tenant, peopleModel('b', { code: { type: 'text', required: true, unique: true } }));
  const [build] = plan.work.before;
  // As a process leaves it that was killed between the two.
  await owner(build!.sql[0]!);
  await store.database.owner.query(`INSERT INTO tenon.index_builds (tenant, kind, "table", name, sql, state) VALUES ($1, $2, $3, $4, $5, 'before')`, [tenant, build!.kind, build!.table, build!.name, build!.sql]);
  const index = () => owner(`SELECT 1 FROM pg_indexes WHERE indexname = '${build!.name}' AND schemaname = 't_${tenant}'`);
  expect(await index()).toHaveLength(1);
  expect(await tablesDrift(store, tenant)).toEqual([]);
  await finishBuilds(store);
  expect(await index()).toEqual([]);
  expect(await unfinished()).toEqual([]);
  await applyMigration(store, plan);
  expect(await index()).toHaveLength(1);
});

test('a build that was shot leaves half an index, and the next run builds it anew', async () => {
  const model = peopleModel('b', { age: { type: 'integer', index: true } });
  await apply(model);
  await session(async (holder) => {
    // A transaction that has written the table holds up the build where the index is there already and is not whole yet.
    await holder.query(`BEGIN; INSERT INTO t_${tenant}.town (id, version, created_at, updated_at) VALUES (gen_random_uuid(), 1, now(), now()); UPDATE t_${tenant}.person SET age = 1 WHERE code = 'P1'`);
    const building = finishBuilds(store, tenant).then(() => 'done', () => 'shot');
    await expect.poll(async () => (await owner(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tenon builds' AND wait_event_type = 'Lock'`)).length, { timeout: 10_000 }).toBe(1);
    expect(await building).toBe('shot');
    await holder.query('COMMIT');
  });
  expect(await owner(`SELECT 1 FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid WHERE c.relnamespace = 't_${tenant}'::regnamespace AND NOT indisvalid`)).toHaveLength(1);
  expect(await tablesDrift(store, tenant)).toEqual([]);
  await finishBuilds(other, tenant);
  expect(await driftOf(store, tenant, model)).toEqual([]);
  expect(await unfinished()).toEqual([]);
});

test('who builds gives way to a migration', async () => {
  await apply(peopleModel('b', { age: { type: 'integer', index: true } }));
  const next = peopleModel('c', { age: { type: 'integer', index: true }, note: { type: 'text' } });
  await session(async (holder) => {
    await holder.query(`BEGIN; INSERT INTO t_${tenant}.person (id, version, created_at, updated_at, code) VALUES (gen_random_uuid(), 1, now(), now(), 'X')`);
    const building = finishBuilds(other, tenant);
    await expect.poll(async () => (await owner(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tenon builds' AND wait_event_type = 'Lock'`)).length, { timeout: 10_000 }).toBe(1);
    const applying = apply(next);
    expect(await building).toEqual({ done: 0, failed: [] });
    await holder.query('COMMIT');
    await applying;
  });
  await finishBuilds(store, tenant);
  expect(await driftOf(store, tenant, next)).toEqual([]);
  expect(await unfinished()).toEqual([]);
});

test('rows that stand against a constraint are told, and asked again', async () => {
  const model = peopleModel('b', { town: { type: 'reference', to: 'town' } });
  await apply(model);
  await session((client) => client.query(`SET session_replication_role = replica; INSERT INTO t_${tenant}.person (id, version, created_at, updated_at, code, town) VALUES (gen_random_uuid(), 1, now(), now(), 'lost', gen_random_uuid())`));
  const { failed } = await finishBuilds(store, tenant);
  expect(failed.map(({ table, name }) => [table, name.replace(/[0-9a-f]{8}/, '#')])).toEqual([['person', 'person__town__fk_#']]);
  expect(await tablesDrift(store, tenant)).toEqual([expect.stringContaining('could not be finished')]);
  await owner(`DELETE FROM t_${tenant}.person WHERE code = 'lost'`);
  expect((await finishBuilds(store, tenant)).failed).toEqual([]);
  expect(await tablesDrift(store, tenant)).toEqual([]);
  expect(await unfinished()).toEqual([]);
});

test('while another session keeps the table, writers get through, and the migration comes when it can', async () => {
  const model = peopleModel('b', { note: { type: 'text' } });
  const plan = await planMigration(store, tenant, model);
  const scope = await other.models.activeModel(tenant);
  await session(async (holder) => {
    await holder.query(`BEGIN; LOCK TABLE t_${tenant}.person IN ACCESS SHARE MODE`);
    let state = 'waiting';
    const applying = applyMigration(store, plan).then(() => { state = 'applied'; });
    for (let i = 0; i < 40; i++) {
      await withTransaction(other.database, scope, {}, (tx) => tx.query(`UPDATE person SET age = ${i} WHERE code = 'P1'`));
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
    expect(state).toBe('waiting');
    await holder.query('COMMIT');
    await applying;
  });
  await finishBuilds(store, tenant);
  expect(await driftOf(store, tenant, model)).toEqual([]);
});

const ann: Omit<Principal, 'tenant'> = { kind: 'user', userId, name: 'Ann', roles: ['all'], attributes: {}, locale: 'en' };
const on = (of: Store, scope: Awaited<ReturnType<Store['models']['activeModel']>>, input: OperationInput) => runOperation(of, scope, input, { ...ann, tenant });

test('a table that is never free is told, and nothing has changed', async () => {
  await session(async (reader) => {
    await reader.query(`BEGIN; SELECT FROM t_${tenant}.person LIMIT 1`);
    await expect(apply(peopleModel('b', { size: { type: 'integer' } }))).rejects.toSatisfy(code('STO112'));
    await reader.query('ROLLBACK');
  });
  expect((await store.models.activeModel(tenant)).version).toBe(1);
  expect(await driftOf(store, tenant, peopleModel('a'))).toEqual([]);
}, 60_000);

test('a request whose Model is no longer the one of the tables is run on the new one, once', async () => {
  await owner(`INSERT INTO t_${tenant}."user" (id, version, created_at, updated_at, name, login, active) VALUES ('${userId}', 1, now(), now(), 'Ann', 'ann', true)`);
  const old = await other.models.activeModel(tenant);
  const create = (key: string, code: string): OperationInput => ({ kind: 'create', object: 'person', values: { code }, idempotencyKey: key });
  await on(other, old, create('k0', 'before'));
  const model = peopleModel('b', { age: { type: 'text' }, home: { type: 'text', was: 'place' } });
  const { home, ...fields } = model.objects['person']!.fields;
  await apply({ ...model, hash: '7'.repeat(64), objects: { ...model.objects, person: { ...model.objects['person']!, fields: { ...fields, place: { ...home!, name: 'place', was: 'home' } } } } });
  const list = await on(other, old, { kind: 'list', object: 'person', filter: `code == 'P1'` });
  expect(JSON.parse(list.body)).toMatchObject({ data: [{ code: 'P1', place: 'T1', age: '1' }] });
  const made = await on(other, old, create('k1', 'after'));
  expect(JSON.parse(made.body)).toMatchObject({ code: 'after', place: null });
  expect((await on(other, old, create('k1', 'after'))).replayed).toBe(true);
  expect(await owner(`SELECT 1 FROM t_${tenant}.person WHERE code = 'after'`)).toHaveLength(1);
  // What the old Model knows and the new one does not is the caller's to mend, and no error of the server.
  await expect(on(other, old, { kind: 'create', object: 'person', values: { code: 'x', home: 'T9' } })).rejects.toSatisfy(isFailure);
});

test('a required field that an open node has not heard of is told as missing', async () => {
  const old = await other.models.activeModel(tenant);
  await owner(`DELETE FROM t_${tenant}.person`);
  await apply(peopleModel('b', { nick: { type: 'text', required: true } }));
  await expect(on(other, old, { kind: 'create', object: 'person', values: { code: 'x' } })).rejects.toSatisfy((error) => isFailure(error) && error.problems.some(({ field }) => field === 'nick'));
});

test('a notification that was lost is made good while requests come', async () => {
  const before = await other.models.activeModel(tenant);
  const model = peopleModel('b', { note: { type: 'text' } });
  await store.database.owner.query(`INSERT INTO tenon.model_versions (tenant, version, hash, model, package, applied_by) VALUES ($1, 2, $2, $3, 'x', 'x')`, [tenant, model.hash, JSON.stringify(model)]);
  await store.database.owner.query('UPDATE tenon.tenants SET model_version = 2, model_hash = $2 WHERE slug = $1', [tenant, model.hash]);
  expect(before.version).toBe(1);
  await expect.poll(async () => (await other.models.activeModel(tenant)).version, { timeout: 5_000 }).toBe(2);
});
