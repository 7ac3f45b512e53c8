/**
 * The benchmark: the generated API beside a hand-written service, same database, same questions, one run.
 *
 * Usage: npm run bench [-- --scale 0.1 --seconds 5]. Prints the table that docs/benchmarks.md keeps.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { compilePackage } from '@tenon/model/compiler';
import { readPackage } from '@tenon/model/node';
import { createApiKey, createTenant, createUser, openStore, startEmbedded } from '@tenon/store';
import { hashToken, newToken, readConfig, startServer } from '../src/index.ts';
import { fill } from './fill.ts';
import { handWritten } from './hand-written.ts';
import { workloads, type Ids, type Request } from './workload.ts';

const { values: options } = parseArgs({ options: { scale: { type: 'string', default: '1' }, seconds: { type: 'string', default: '5' } } });
const seconds = Number(options.seconds);

const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
const postgres = await startEmbedded(folder);
const store = await openStore({ adminUrl: postgres.connectionString });
try {
  await run();
} finally {
  await store.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const { value: model, diagnostics } = compilePackage(await readPackage(fileURLToPath(new URL('package', import.meta.url))));
  if (!model) throw new Error(JSON.stringify(diagnostics));
  const tenant = await createTenant(store, { slug: 'bench', name: 'Bench', model });
  const ids = await fill(store.database.owner, tenant.schema, Number(options.scale));
  const userId = await createUser(store, 'bench', { login: 'clerk', name: 'Clerk', roles: ['clerk'] });
  const key = newToken();
  await createApiKey(store, { keyHash: hashToken(key), tenant: 'bench', userId, name: 'bench' });
  const generated = await startServer({ store, config: { ...readConfig({ LOG_LEVEL: 'silent' }), port: 0 } });
  const app = await handWritten(postgres.connectionString, tenant.schema);
  const byHand = await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    process.stdout.write('| Work | Connections | By hand, requests/s (p50 ms) | Generated | Ratio |\n|---|---|---|---|---|\n');
    for (const workload of workloads) {
      for (const connections of [1, 32]) {
        const hand = await measure(byHand, connections, ids, workload.byHand);
        const ours = await measure(generated.url, connections, ids, workload.generated, key);
        process.stdout.write(`| ${workload.name} | ${connections} | ${figure(hand)} | ${figure(ours)} | ${(ours.rate / hand.rate).toFixed(2)} |\n`);
      }
    }
  } finally {
    await generated.close();
    await app.close();
  }
}

interface Measured { readonly rate: number; readonly p50: number }
const figure = (m: Measured): string => `${Math.round(m.rate).toLocaleString('en')} (${m.p50.toFixed(1)})`;

async function measure(url: string, connections: number, ids: Ids, make: (n: number, ids: Ids) => Request, key?: string): Promise<Measured> {
  let n = 0;
  const headers = { ...(key ? { authorization: `Bearer ${key}` } : {}), 'content-type': 'application/json' };
  const fire = (duration: number) => autocannon({
    url, connections, duration,
    requests: [{ setupRequest: (request) => {
      const { method, path, body } = make(n++, ids);
      return { ...request, method, path, body, headers };
    } }],
  });
  await fire(1);
  const result = await fire(seconds);
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${make(0, ids).path}: ${result.non2xx} refused, ${result.errors} errors`);
  return { rate: result.requests.average, p50: result.latency.p50 };
}
