/**
 * The whole product for a test: started as people who change a package start it, with an empty database.
 *
 * In:   the test run's PostgreSQL.
 * Out:  the address of a running server with the demo tenant, and a way to end it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const password = 'tenon-demo';
const startMs = 110_000;

export interface Product {
  readonly url: string;
  /** Its package, a copy of the demo's unless another is asked for: what is saved there is served. */
  readonly folder: string;
  /** The address of its database. */
  readonly database: string;
  readonly close: () => Promise<void>;
}

/** Starts the server, which builds the pages first where they are older than their sources. A layer other than the demo's package is served where it stands, since it lies beside what it extends. */
export async function startProduct(layer?: string): Promise<Product> {
  const helper = (await import(/* @vite-ignore */ new URL('../../store/test/database.ts', import.meta.url).pathname)) as {
    freshDatabase: () => Promise<{ readonly url: string; drop: () => Promise<void> }>;
  };
  const database = await helper.freshDatabase();
  const env = { ...process.env, DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'error', NODE_ENV: 'development' };
  const copy = await mkdtemp(join(tmpdir(), 'tenon-web-'));
  const folder = layer === undefined ? copy : resolve(root, layer);
  if (layer === undefined) await cp(join(root, 'metadata/channel-sales'), copy, { recursive: true });
  const child = spawn(process.execPath, ['packages/cli/src/main.ts', 'dev', folder], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const close = async () => {
    await ended(child);
    await database.drop();
    await rm(copy, { recursive: true, force: true });
  };
  try {
    return { url: await addressOf(child), folder, database: database.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((found, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`The server did not start:\n${said}`)), startMs);
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const url = /ready at (\S+)/.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      found(url);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });
}
