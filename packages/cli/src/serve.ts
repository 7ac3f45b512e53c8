/**
 * Everything that a running product needs, in order: web, PostgreSQL, package, tenant, server.
 *
 * In:   the environment, and perhaps a package folder in place of the demo's.
 * Out:  a running server, registered to be stopped; its address and logins on standard output.
 */
import { join } from 'node:path';
import { readConfig, startServer, type Demo } from '@tenon/server';
import type { Store } from '@tenon/store';
import { compileFolder, renderAll } from './compile.ts';
import { openDatabase, root } from './database.ts';
import { ensureDemo, readDemo } from './demo.ts';
import type { Stop } from './stop.ts';
import { buildWeb } from './web-build.ts';

export interface Served {
  readonly store: Store;
  readonly tenant: string;
  readonly url: string;
}

export async function serve({ folder, stop }: { folder?: string; stop: Stop }): Promise<Served> {
  const startedAt = performance.now();
  const config = readConfig(process.env);
  const web = buildWeb(root, stop.signal);
  const database = await openDatabase(config.databaseUrl);
  stop.onStop(() => database.close());
  stop.signal.throwIfAborted();
  const spec = readDemo();
  const demo = config.production ? undefined : await prepareDemo(database.store, folder ?? join(root, spec.package));
  await web;
  stop.signal.throwIfAborted();
  const server = await startServer({ store: database.store, config, ...(demo ? { demo } : {}) });
  stop.onStop(() => server.close());
  announce(server.url, demo, performance.now() - startedAt);
  return { store: database.store, tenant: spec.tenant.slug, url: server.url };
}

async function prepareDemo(store: Store, folder: string): Promise<Demo> {
  const { model, diagnostics } = await compileFolder(folder);
  if (diagnostics.length > 0) process.stderr.write(`${renderAll(diagnostics)}\n`);
  return ensureDemo(store, model, folder);
}

function announce(url: string, demo: Demo | undefined, ms: number): void {
  const lines = [`Tenon is ready at ${url} (${(ms / 1000).toFixed(1)} s)`];
  if (demo) lines.push('', 'Sign in with:', ...demo.logins.map((one) => `  ${one.login.padEnd(14)} ${one.password.padEnd(12)} ${one.role}`));
  process.stdout.write(`${lines.join('\n')}\n`);
}
