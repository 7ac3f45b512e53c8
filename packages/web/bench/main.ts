/**
 * What the pages take, in a real Chromium over the whole product with the demo's data.
 *
 * Usage: node packages/web/bench/main.ts [--only list] [--rows 200000] [--url http://localhost:3000].
 * Without an address the product is started with a database of its own, to which as many sales orders are added for the lists. Prints tables and asserts nothing; docs/benchmarks.md keeps them.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../test/chromium.ts';
import { benchForm } from './form.ts';
import { benchList } from './list.ts';

export type Bench = (browser: Browser, url: string, say: (line: string) => void) => Promise<void>;

const benches: Readonly<Record<string, Bench>> = { form: benchForm, list: benchList };
const { values: options } = parseArgs({ options: { only: { type: 'string', default: '' }, rows: { type: 'string', default: '200000' }, url: { type: 'string' } } });
const root = fileURLToPath(new URL('../../..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const started = options.url === undefined ? await start() : undefined;
const browser = await openBrowser();
try {
  say(`Chromium ${browser.version()}, ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}`);
  for (const [name, bench] of Object.entries(benches)) if (name.includes(options.only)) await bench(browser, options.url ?? started!.url, say);
} finally {
  await browser.close();
  await started?.stop();
}

interface Product { readonly url: string; readonly stop: () => Promise<void> }

async function start(): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-web-'));
  const store = (await import(new URL('../../store/src/index.ts', import.meta.url).href)) as { startEmbedded: (folder: string) => Promise<{ connectionString: string; stop: () => Promise<void> }> };
  const postgres = await store.startEmbedded(folder);
  const env = { ...process.env, DATABASE_URL: postgres.connectionString, PORT: '0', LOG_LEVEL: 'error', NODE_ENV: 'development' };
  const child = spawn(process.execPath, ['packages/cli/src/main.ts', 'start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    await ended(child);
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  let said = '';
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /ready at (\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
  });
  try {
    const url = await ready;
    if ('list'.includes(options.only)) execFileSync(process.execPath, ['packages/server/bench/add-orders.ts', 'demo', options.rows], { cwd: root, env, stdio: 'inherit' });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
