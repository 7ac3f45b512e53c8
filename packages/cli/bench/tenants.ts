/**
 * What many tenants cost: making and upgrading them, PostgreSQL's catalogue, a list for one of them, memory of its connections.
 *
 * Usage: node packages/cli/bench/tenants.ts [--tenants 100] [--jobs 2] [--requests 500].
 * A fresh database. The tenants get the version of the package from examples/upgrade; all are then upgraded by the one command, which is killed in
 * the middle once and run again. Prints a table and asserts nothing; docs/benchmarks.md keeps it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hashToken, newToken, readConfig, startServer } from '@tenon/server';
import { createApiKey, createUser, openStore, startEmbedded, type Store } from '@tenon/store';
import { wholeStack } from '../src/compile.ts';
import { deployNew } from '../src/deploy.ts';

const { values: options } = parseArgs({ options: {
  tenants: { type: 'string', default: '100' }, jobs: { type: 'string', default: '2' }, requests: { type: 'string', default: '500' },
} });
const tenants = Array.from({ length: Number(options.tenants) }, (_, index) => `t${String(index + 1).padStart(4, '0')}`);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** An object with rows in the base data and few relations: the list is about reaching a tenant, not about the query. */
const listed = 'payment_term';

const work = mkdtempSync(join(tmpdir(), 'tenon-tenants-'));
const postgres = await startEmbedded(join(work, 'postgres'));
const rows: (readonly [string, string])[] = [];
const say = (what: string, figure: string): void => {
  rows.push([what, figure]);
  process.stderr.write(`${what}: ${figure}\n`);
};
try {
  await run();
  process.stdout.write(`| ${tenants.length} tenants | |\n|---|---|\n${rows.map(([what, figure]) => `| ${what} | ${figure} |`).join('\n')}\n`);
} finally {
  await postgres.stop();
  rmSync(work, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const [before, after] = writeVersions();
  const store = await openStore({ adminUrl: postgres.connectionString });
  try {
    const keys = await makeTenants(store, before);
    await tellCatalogue(store, 'made');
    await upgradeAll(after);
    await tellCatalogue(store, 'upgraded');
    await readLists(store, keys);
  } finally {
    await store.close();
  }
}

/** The package as it was before its last version, and as it is. */
function writeVersions(): readonly [string, string] {
  const [before, after] = [join(work, 'before'), join(root, 'metadata/channel-sales')];
  const earlier = join(root, 'examples/upgrade/channel-sales-1.0');
  for (const folder of [after, earlier]) cpSync(folder, before, { recursive: true });
  for (const file of ['removed.json', ...(JSON.parse(readFileSync(join(earlier, 'removed.json'), 'utf8')) as string[])]) rmSync(join(before, file));
  return [before, after];
}

/** Returns a key of an administrator of each. */
async function makeTenants(store: Store, folder: string): Promise<ReadonlyMap<string, string>> {
  const whole = await wholeStack(folder);
  const admin = Object.values(whole.model.roles).find((role) => role.admin)!.name;
  const keys = new Map<string, string>();
  const times: number[] = [];
  for (const slug of tenants) {
    const startedAt = performance.now();
    await deployNew(store, { slug, name: slug, whole, sets: [], by: 'bench' });
    times.push(performance.now() - startedAt);
    const userId = await createUser(store, slug, { login: 'admin', name: 'Admin', roles: [admin] });
    const key = newToken();
    await createApiKey(store, { keyHash: hashToken(key), tenant: slug, userId, name: 'bench' });
    keys.set(slug, key);
  }
  say('making one, with base data', spread(times));
  return keys;
}

interface Progress { readonly tenant: string; readonly outcome: string; readonly why?: string; readonly ms: number; readonly left: number }

async function upgradeAll(folder: string): Promise<void> {
  const startedAt = performance.now();
  const killed = await upgrade(folder, Math.max(1, Math.floor(tenants.length / 2)));
  const rest = await upgrade(folder);
  const all = [...killed, ...rest];
  const blocked = all.filter(({ outcome }) => outcome === 'blocked');
  say(`upgrading one, ${options.jobs} at a time`, spread(all.map(({ ms }) => ms)));
  say('upgrading all, killed once and run again', `${((performance.now() - startedAt) / 1000).toFixed(1)} s; ${killed.length} before, ${rest.length} after, ${blocked.length} blocked${blocked[0] ? ` (${blocked[0].why})` : ''}`);
}

/** The command itself; killed when so many are done. */
async function upgrade(folder: string, killAfter = Infinity): Promise<readonly Progress[]> {
  const child = spawn(process.execPath, [main, 'upgrade', folder, '--all', '--json', '--jobs', options.jobs], {
    env: { ...process.env, DATABASE_URL: postgres.connectionString }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const done: Progress[] = [];
  for await (const line of createInterface(child.stdout)) {
    done.push(JSON.parse(line) as Progress);
    if (done.length === killAfter) child.kill('SIGKILL');
  }
  await ended;
  return done;
}

async function tellCatalogue(store: Store, when: string): Promise<void> {
  const found = await store.database.owner.query(`SELECT
    (SELECT count(*)::int FROM pg_class) AS classes, (SELECT count(*)::int FROM pg_attribute) AS attributes,
    (SELECT sum(pg_total_relation_size(oid))::float8 FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r') AS catalogue,
    pg_database_size(current_database())::float8 AS whole`);
  const { classes, attributes, catalogue, whole } = found.rows[0] as Record<string, number>;
  say(`catalogue, ${when}`, `${number(classes!)} rows in pg_class, ${number(attributes!)} in pg_attribute, ${mb(catalogue!)} of ${mb(whole!)} MB`);
}

async function readLists(store: Store, keys: ReadonlyMap<string, string>): Promise<void> {
  const server = await startServer({ store, config: { ...readConfig({ LOG_LEVEL: 'silent' }), port: 0 } });
  try {
    const ask = async (slug: string): Promise<number> => {
      const startedAt = performance.now();
      const response = await fetch(`${server.url}/api/objects/${listed}?limit=50`, { headers: { authorization: `Bearer ${keys.get(slug)}` } });
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      await response.arrayBuffer();
      return performance.now() - startedAt;
    };
    await ask(tenants[0]!);
    say('memory of a connection, one tenant touched', await memoryOf(store));
    const first: number[] = [];
    for (const slug of tenants) first.push(await ask(slug));
    say('list, the first of each tenant', spread(first));
    const random: number[] = [];
    for (let index = 0; index < Number(options.requests); index += 1) random.push(await ask(tenants[Math.floor(Math.random() * tenants.length)]!));
    say('list, of a random tenant', spread(random));
    say('memory of a connection, all tenants touched', await memoryOf(store));
    say('memory of the server process', `${mb(process.memoryUsage.rss())} MB`);
  } finally {
    await server.close();
  }
}

/** What each connection holds for itself alone, as Linux counts it. */
async function memoryOf(store: Store): Promise<string> {
  const found = await store.database.owner.query<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'`);
  const held = await Promise.all(found.rows.map(async ({ pid }) => {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    return Number(/^Private_Dirty:\s+(\d+) kB$/m.exec(text)?.[1] ?? Number.NaN) * 1024;
  }));
  const known = held.filter((bytes) => !Number.isNaN(bytes));
  return known.length === 0 ? 'not to be read here' : `${spread(known, mb, 'MB')}, ${known.length} connections`;
}

function spread(values: readonly number[], print: (value: number) => string = (value) => value.toFixed(value < 10 ? 1 : 0), unit = 'ms'): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): string => print(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return `median ${at(0.5)}, 95 % ${at(0.95)}, worst ${print(sorted.at(-1) ?? 0)} ${unit}`;
}

function mb(bytes: number): string {
  return (bytes / 1_048_576).toFixed(1);
}

function number(value: number): string {
  return value.toLocaleString('en');
}
