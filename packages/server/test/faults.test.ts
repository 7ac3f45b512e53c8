/**
 * The server and its database are killed again and again while clients write: nothing acknowledged is lost, nothing is done twice.
 *
 * The full run: `FAULT_WRITES=10000 vitest run packages/server/test/faults.test.ts`. `FAULT_SEED` draws the same faults again.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasErrors } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import { compilePackage } from '@tenon/model/compiler';
import { readPackage } from '@tenon/model/node';
import { createApiKey, createTenant, createUser, openStore, startEmbedded, type EmbeddedServer } from '@tenon/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashToken, newToken } from '../src/password.ts';
import { createShared, runClient, type ClientOptions, type Ledger } from './faults/clients.ts';
import { faultSorts, inflictFaults, runServer, sessions, type ServerProcess } from './faults/faults.ts';
import { pause, randomFrom } from './faults/random.ts';
import { judge } from './faults/verdict.ts';

const writes = Number(process.env['FAULT_WRITES'] ?? 400);
const seed = Number(process.env['FAULT_SEED'] ?? Math.floor(Math.random() * 1_000_000_000));
const faults = Math.max(faultSorts.length, Math.round(writes / 100));
const clients = 8;

let folder: string;
let database: EmbeddedServer;
let server: ServerProcess;
let model: Model;
let apiKey: string;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenon-faults-'));
  await chmod(folder, 0o755);
  database = await startEmbedded(folder);
  const { value, diagnostics } = compilePackage(await readPackage(join(import.meta.dirname, 'faults', 'package')));
  if (!value || hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
  model = value;
  const store = await openStore({ adminUrl: database.connectionString });
  await createTenant(store, { slug: 'faults', name: 'Faults', model });
  const userId = await createUser(store, 'faults', { login: 'ann', name: 'Ann', roles: ['staff'] });
  apiKey = newToken();
  await createApiKey(store, { keyHash: hashToken(apiKey), tenant: 'faults', userId, name: 'test' });
  await store.close();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = await runServer(database.connectionString, port);
});

afterAll(async () => {
  await server?.end();
  await database?.stop();
  await rm(folder, { recursive: true, force: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

test(`${writes} writes through ${faults} faults`, async () => {
  console.info(`FAULT_SEED=${seed}`);
  const ledger: Ledger = { writes: [], acknowledged: 0, retries: 0, unexpected: [] };
  const options = (i: number, shared: readonly string[]): ClientOptions => ({ url, apiKey, random: randomFrom(seed + i), ledger, writesWanted: writes, shared });
  const shared = [await createShared(options(0, [])), await createShared(options(0, []))];
  const startedAt = performance.now();
  const [inflicted] = await Promise.all([
    inflictFaults({ databaseUrl: database.connectionString, dataFolder: database.dataFolder, server }, ledger, randomFrom(seed), { faults, writes }),
    ...Array.from({ length: clients }, (_, i) => runClient(options(i + 1, shared))),
  ]);
  const seconds = (performance.now() - startedAt) / 1000;
  await server.end();
  // What clients gave up may still be under way in the database.
  while ((await sessions(database.connectionString)).length > 0) await pause(20);
  const store = await openStore({ adminUrl: database.connectionString });
  const verdict = await judge(store, 't_faults', model, ledger);
  await store.close();
  console.info(JSON.stringify({ seed, seconds: Math.round(seconds), faults: inflicted, writes: ledger.writes.length, retries: ledger.retries, ...verdict }, null, 1));
  expect(ledger.unexpected).toEqual([]);
  expect(server.log.join('')).toBe('');
  expect(verdict).toMatchObject({ lost: 0, doubled: 0, differences: [] });
  expect(verdict.acknowledged + verdict.givenUp).toBe(ledger.writes.length);
  expect(verdict.acknowledged).toBeGreaterThan(writes / 2);
}, 3_600_000);
