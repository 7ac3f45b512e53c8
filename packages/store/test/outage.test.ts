/** The database goes away under an open store: what runs is refused, what comes after is served, and news is heard again. */
import { readFile, mkdtemp, chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '@tenon/diagnostics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigration, createTenant, openStore, planMigration, queryInScope, startEmbedded, withTransaction, isUnavailable, type EmbeddedServer, type Store } from '../src/index.ts';
import { modelOf, object, region } from './sample-model.ts';

let folder: string;
let server: EmbeddedServer;
let store: Store;
let other: Store;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenon-outage-'));
  await chmod(folder, 0o755);
  server = await startEmbedded(folder);
  store = await openStore({ adminUrl: server.connectionString });
  other = await openStore({ adminUrl: server.connectionString });
  await createTenant(store, { slug: 'outage', name: 'Outage', model: modelOf([region], '1'.repeat(64)) });
});

afterAll(async () => {
  await store?.close();
  await other?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const postmaster = async (): Promise<number> => Number((await readFile(join(server.dataFolder, 'pgdata', 'postmaster.pid'), 'utf8')).split('\n')[0]);

test.each(['SIGKILL', 'SIGQUIT'] as const)('after %s', async (signal) => {
  const scope = await store.models.activeModel('outage');
  const before = await other.models.activeModel('outage');
  const read = (of: Store) => queryInScope<{ n: number }>(of.database, scope, { text: 'SELECT 1 AS n', prepared: true });
  const slow = (of: Store) => queryInScope(of.database, scope, { text: 'SELECT pg_sleep(30)' });
  const write = () => withTransaction(store.database, scope, {}, async (tx) => {
    await tx.query(`INSERT INTO region (id, version, created_at, updated_at, code, name) VALUES (gen_random_uuid(), 1, now(), now(), 'half', 'x')`);
    await tx.query('SELECT pg_sleep(30)');
  });
  await Promise.all([read(store), read(other)]);
  const underWay = [slow(store), write(), slow(other)].map((work) => work.then(() => 'done', (error: unknown) => error));
  await expect.poll(async () => (await store.database.owner.query(`SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND state = 'active' AND pid <> pg_backend_pid()`)).rowCount).toBe(3);
  process.kill(await postmaster(), signal);
  for (const outcome of await Promise.all(underWay)) expect([isUnavailable(outcome), String(outcome)]).toEqual([true, String(outcome)]);
  // The embedded server is there again at the same address, and every kind of connection with it.
  const retried = <T>(work: () => Promise<T>) => expect.poll(() => work().catch((error: unknown) => { if (isUnavailable(error)) return 'not yet'; throw error; }), { timeout: 20_000 });
  await retried(async () => (await read(store))[0]!.n).toBe(1);
  await retried(async () => (await read(other))[0]!.n).toBe(1);
  await retried(() => withTransaction(store.database, scope, {}, async (tx) => (await tx.query("SELECT 1 FROM region WHERE code = 'half'")).length)).toBe(0);
  // Both stores listen again: a new Model is heard of without anybody asking.
  await expect.poll(async () => (await store.database.owner.query(`SELECT 1 FROM pg_stat_activity WHERE application_name = 'tenon listener' AND state = 'idle'`)).rowCount, { timeout: 10_000 }).toBe(2);
  expect((await other.models.activeModel('outage')).version).toBe(before.version);
  const model = modelOf([region, object(`made_after_${signal.toLowerCase()}`, { name: { type: 'text' } })], (signal === 'SIGKILL' ? '2' : '3').repeat(64));
  await applyMigration(store, await planMigration(store, 'outage', model), { consent: true });
  await expect.poll(async () => (await other.models.activeModel('outage')).version, { timeout: 5_000 }).toBe(before.version + 1);
});

test('a statement that is wrong is no outage', async () => {
  const scope = await store.models.activeModel('outage');
  const error = await queryInScope(store.database, scope, { text: 'SELECT 1/0' }).catch((found: unknown) => found);
  expect([isUnavailable(error), isFailure(error)]).toEqual([false, false]);
});
