/**
 * Applies are killed at random moments, the process, its sessions or the whole database: the tenant has the old Model or the new one in full,
 * with the layer, the draft and the history that belong to it, and nothing is left lying about.
 *
 * Two tenants take turns: one gets Models that were made elsewhere, the other plans of its own layer.
 * The full run: `APPLY_KILLS=100 vitest run packages/store/test/apply-faults.test.ts`. `APPLY_SEED` draws the same moments again.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Model } from '@tenon/model';
import { driftOf, finishBuilds, isUnavailable, openStore, startEmbedded, tablesOf, type EmbeddedServer, type Store } from '../src/index.ts';
import type { Told } from './apply-child.ts';
import { ways, type Live } from './apply-ways.ts';

const kills = Number(process.env['APPLY_KILLS'] ?? 10);
const seed = Number(process.env['APPLY_SEED'] ?? Math.floor(Math.random() * 1_000_000_000));
const sorts = ['process', 'sessions', 'database'] as const;
const people = 6_000;

let folder: string;
let server: EmbeddedServer;
let nodes: Store[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenon-applies-'));
  await chmod(folder, 0o755);
  server = await startEmbedded(folder);
  nodes = [await openStore({ adminUrl: server.connectionString }), await openStore({ adminUrl: server.connectionString })];
  for (const { tenant, create, held } of ways) {
    await create(nodes[0]!);
    await nodes[0]!.database.owner.query(`INSERT INTO t_${tenant}.person (id, version, created_at, updated_at, code, home, age, "${held[0]!}")
      SELECT gen_random_uuid(), 1, now(), now(), 'P' || n, 'T' || n % 50, n % 90, CASE WHEN n % 3 = 0 THEN 'R' || n END FROM generate_series(1, ${people}) n`);
  }
});

afterAll(async () => {
  for (const node of nodes ?? []) await node.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The same numbers for the same seed. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a2d39);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Again while the database is on its way back. */
async function whenThere<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      await pause(50);
    }
  }
}

async function startChild(): Promise<ChildProcess> {
  const url = new URL(server.connectionString);
  url.searchParams.set('application_name', 'applier');
  const child = fork(join(import.meta.dirname, 'apply-child.ts'), [url.href], { execArgv: [], silent: true });
  await once(child, 'message');
  return child;
}

async function kill(sort: typeof sorts[number], child: ChildProcess): Promise<void> {
  switch (sort) {
    case 'process': return void child.kill('SIGKILL');
    case 'sessions': return void await nodes[0]!.database.owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name IN ('applier', 'tenon builds')`);
    case 'database': return void process.kill(Number((await readFile(join(server.dataFolder, 'pgdata', 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL');
  }
}

/** Has a tenant brought to a state and shoots after so many milliseconds; says whether that came before the end. */
async function shoot(told: Told, sort: typeof sorts[number], afterMs: number): Promise<boolean> {
  const child = await startChild();
  let done = false;
  const ended = once(child, 'exit');
  child.once('message', () => { done = true; });
  child.send(told);
  await pause(afterMs);
  const early = !done;
  await kill(sort, child);
  if (child.connected) child.disconnect();
  await ended;
  return early;
}

const rows = async <R extends object>(sql: string): Promise<R[]> => whenThere(async () => (await nodes[0]!.database.owner.query<R>(sql)).rows);

async function findOrphans(tenant: string, model: Model): Promise<unknown> {
  const wanted = tablesOf(model, { trigrams: nodes[0]!.trigrams });
  const columns = await rows<{ table: string; column: string }>(`SELECT c.relname AS table, a.attname AS column FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 't_${tenant}'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`);
  return {
    columns: columns.filter(({ table, column }) => !table.startsWith('~') && !column.startsWith('~') && !wanted[table]?.columns.some(({ name }) => name === column)),
    indexes: await rows(`SELECT x.indexrelid::regclass::text FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid WHERE c.relnamespace = 't_${tenant}'::regnamespace AND NOT x.indisvalid`),
    constraints: await rows(`SELECT conname, conrelid::regclass::text FROM pg_constraint k WHERE connamespace = 't_${tenant}'::regnamespace AND NOT convalidated AND conrelid::regclass::text NOT LIKE '%~%'`),
    builds: await rows('SELECT * FROM tenon.index_builds'),
    packages: await rows(`SELECT name FROM tenon.packages WHERE hash NOT IN (SELECT l ->> 'hash' FROM tenon.model_versions, jsonb_array_elements(layers) l)`),
  };
}
const noOrphans = { columns: [], indexes: [], constraints: [], builds: [], packages: [] };

const liveOf = async (tenant: string): Promise<Live> =>
  (await rows<{ hash: string; version: number }>(`SELECT model_hash AS hash, model_version AS version FROM tenon.tenants WHERE slug = '${tenant}'`))[0]!;

/** Values stay where they are, under whatever name. */
async function countHeld(tenant: string, names: readonly string[]): Promise<unknown> {
  const found = await rows<{ name: string }>(`SELECT attname AS name FROM pg_attribute WHERE attrelid = 't_${tenant}.person'::regclass AND NOT attisdropped AND attname = ANY(ARRAY[${names.map((name) => `'${name}'`).join()}])`);
  const held = found.map(({ name }) => `count("${name}")`).join(' + ');
  return rows(`SELECT count(*)::int AS all, (${held})::int AS held, count(DISTINCT code)::int AS codes FROM t_${tenant}.person`);
}

interface Shot { readonly way: number; readonly state: number; readonly before: Live }

/** What must be so whatever was killed; says whether the new Model is there. */
async function expectWhole({ way, state, before }: Shot): Promise<boolean> {
  const { tenant, models, held, expectWhole: expectRecords } = ways[way]!;
  const after = await liveOf(tenant);
  const moved = after.version !== before.version;
  expect(after).toEqual(moved ? { hash: models[state]!.hash, version: before.version + 1 } : before);
  for (const node of nodes) await expect.poll(() => whenThere(async () => (await node.models.activeModel(tenant)).version), { timeout: 1_000 }).toBe(after.version);
  const model = models.find(({ hash }) => hash === after.hash)!;
  await Promise.all(nodes.map((node) => whenThere(() => finishBuilds(node))));
  expect(await whenThere(() => driftOf(nodes[0]!, tenant, model))).toEqual([]);
  expect(await findOrphans(tenant, model)).toEqual(noOrphans);
  expect(await countHeld(tenant, held)).toEqual([{ all: people, held: people / 3, codes: people }]);
  await whenThere(() => expectRecords(nodes[0]!, before, after));
  return moved;
}

test(`${kills} applies are killed`, async () => {
  console.info(`APPLY_SEED=${seed}`);
  const random = randomFrom(seed);
  const tally = { old: 0, new: 0, early: 0, process: 0, sessions: 0, database: 0 };
  const spans = ways.map(() => 600);
  // Kills that came too late are made up for: of those that count, a third of the number asked for must have hit.
  const enough = Math.ceil(kills / 3);
  for (let i = 0; i < kills || (tally.early < enough && i < kills * 3); i++) {
    const way = i % ways.length;
    const { tenant, models, prepare } = ways[way]!;
    const before = await liveOf(tenant);
    const current = models.findIndex(({ hash }) => hash === before.hash);
    const state = (current + 1 + Math.floor(random() * (models.length - 1))) % models.length;
    await whenThere(() => prepare(nodes[0]!, state));
    const sort = sorts[i % sorts.length]!;
    const early = await shoot({ way, state }, sort, random() * spans[way]!);
    // Moments after the end teach nothing, so the span follows what an apply takes here.
    spans[way] = early ? Math.min(spans[way]! * 1.15, 4_000) : spans[way]! * 0.7;
    // What the process has sent may still be under way in the database.
    while ((await rows(`SELECT 1 FROM pg_stat_activity WHERE application_name IN ('applier', 'tenon builds')`)).length > 0) await pause(20);
    const moved = await expectWhole({ way, state, before });
    tally[moved ? 'new' : 'old'] += 1;
    tally[sort] += 1;
    if (early) tally.early += 1;
  }
  console.info(JSON.stringify({ seed, ...tally }));
  expect(tally.early).toBeGreaterThanOrEqual(enough);
}, 3_600_000);
