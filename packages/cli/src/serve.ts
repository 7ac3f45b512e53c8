/**
 * Everything that a running product needs, in order: web, PostgreSQL, package, tenant, server.
 *
 * In:   the environment, and perhaps a package folder in place of the demo's.
 * Out:  a running server, registered to be stopped; its address and logins on standard output.
 */
import { join } from 'node:path';
import { readConfig, startServer, type Demo } from '@tenon/server';
import type { Store } from '@tenon/store';
import { compileFolder, renderAll, type Compiled } from './compile.ts';
import { openDatabase, root } from './database.ts';
import { ensureDemo, readDemo, type DemoSpec } from './demo.ts';
import type { Stop } from './stop.ts';
import { buildWeb } from './web-build.ts';

export interface Served {
  readonly store: Store;
  readonly tenant: string;
  /** Set of data that the tenant was given beside the base data. */
  readonly dataSet: string;
  readonly url: string;
}

export interface ServeOptions {
  /** In place of the demo's package. */
  readonly package?: { readonly folder: string; readonly compiled: Compiled };
  readonly stop: Stop;
  /** False for the API alone. */
  readonly web: boolean;
}

export async function serve({ package: given, stop, web: withWeb }: ServeOptions): Promise<Served> {
  const startedAt = performance.now();
  const config = readConfig(process.env);
  const web = withWeb ? buildWeb(root, stop.signal) : undefined;
  const database = await openDatabase(config.databaseUrl);
  stop.onStop(() => database.close());
  stop.signal.throwIfAborted();
  const spec = readDemo();
  const demo = config.production ? undefined : await prepareDemo(database.store, given ?? (await demoPackage(spec)));
  await web;
  stop.signal.throwIfAborted();
  const server = await startServer({ store: database.store, config, ...(demo ? { demo } : {}) });
  stop.onStop(() => server.close());
  announce(server.url, demo, performance.now() - startedAt);
  return { store: database.store, tenant: spec.tenant.slug, dataSet: spec.dataSet, url: server.url };
}

async function demoPackage(spec: DemoSpec): Promise<NonNullable<ServeOptions['package']>> {
  const folder = join(root, spec.package);
  return { folder, compiled: await compileFolder(folder) };
}

async function prepareDemo(store: Store, { folder, compiled }: NonNullable<ServeOptions['package']>): Promise<Demo> {
  const { diagnostics } = compiled;
  if (diagnostics.length > 0) process.stderr.write(`${renderAll(diagnostics)}\n`);
  return ensureDemo(store, compiled, folder);
}

function announce(url: string, demo: Demo | undefined, ms: number): void {
  const lines = [`Tenon is ready at ${url} (${(ms / 1000).toFixed(1)} s)`];
  if (demo) lines.push('', 'Sign in with:', ...demo.logins.map((one) => `  ${one.login.padEnd(14)} ${one.password.padEnd(12)} ${one.role}`));
  process.stdout.write(`${lines.join('\n')}\n`);
}
