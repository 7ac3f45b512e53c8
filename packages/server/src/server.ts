/**
 * Composes and runs the server.
 *
 * In:   an open store and a checked configuration.
 * Out:  a running server: its address, and a way to stop it that lets running requests end.
 */
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { limits } from '@tenon/diagnostics';
import { bringAllEngineTables, type Store } from '@tenon/store';
import type { FastifyInstance } from 'fastify';
import { createApp, type AppDeps } from './app.ts';
import { openCompilePool } from './compile-pool.ts';
import { keepBuilding } from './builds.ts';
import { ConfigError, type ServerConfig } from './config.ts';
import { lookForDrift, type Drift } from './drift.ts';
import { storeBackend } from './store-backend.ts';
import { keepTidy } from './tidying.ts';
import { worker } from './transfer/worker.ts';

export interface RunningServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface StartOptions extends Pick<AppDeps, 'demo' | 'logTo'> {
  readonly store: Store;
  readonly config: ServerConfig;
}

const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));
const portsTried = 20;

export async function startServer({ store, config, demo, logTo }: StartOptions): Promise<RunningServer> {
  let drift: Drift | undefined;
  const compiler = openCompilePool();
  let app: FastifyInstance | undefined = undefined;
  const queue = await store.openQueue({
    work: worker(store, { error: (details, text) => app?.log.error(details, text) }),
    onError: (error) => app?.log.warn({ err: error }, 'the queue of jobs could not be asked'),
  });
  let url: string;
  try {
    app = await createApp({ backend: storeBackend({ ...store, compiler }, queue), config, webFolder, demo, logTo, drifted: () => drift?.tenants.size ?? 0 });
    const port = config.portMayMove ? await freePort(config.host, config.port) : config.port;
    url = await app.listen({ host: config.host, port });
  } catch (error) {
    await queue.stop();
    throw error;
  }
  // Tenants of an earlier version are as this one wants them before anybody looks for what is otherwise.
  void bringAllEngineTables(store).catch((error: unknown) => app.log.warn({ err: error }, 'tables of the engine could not be brought up to date now')).then(() => { drift = lookForDrift(store, app.log); });
  const building = keepBuilding(store, app.log);
  const tidying = keepTidy(store, app.log);
  return { url, close: () => {
    building.stop();
    tidying.stop();
    return Promise.all([stop(app), queue.stop()]).then(() => undefined).finally(() => compiler.close());
  } };
}

/** Lets running requests end. A client that holds a connection open and sends nothing does not hold up the stop for ever. */
async function stop(app: FastifyInstance): Promise<void> {
  const deadline = setTimeout(() => app.server.closeAllConnections(), limits.stopMsMax);
  try {
    await app.close();
  } finally {
    clearTimeout(deadline);
  }
}

async function freePort(host: string, first: number): Promise<number> {
  if (first === 0) return 0;
  for (let port = first; port < first + portsTried; port++) {
    if (await isFree(host, port)) return port;
  }
  throw new ConfigError(`The ports ${first} to ${first + portsTried - 1} are all taken; set PORT.`);
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
