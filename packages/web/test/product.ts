/**
 * The whole product for a test: started as people who change a package start it, with an empty database.
 *
 * In:   the test run's PostgreSQL.
 * Out:  the address of a running server with the demo tenant, and a way to end it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const password = 'tenon-demo';
const startMs = 110_000;

export interface Product {
  readonly url: string;
  /** Its package, a copy of the demo's: what is saved there is served. */
  readonly folder: string;
  readonly close: () => Promise<void>;
}

/** Starts the server, which builds the pages first where they are older than their sources. */
export async function startProduct(): Promise<Product> {
  const helper = (await import(/* @vite-ignore */ new URL('../../store/test/database.ts', import.meta.url).pathname)) as {
    freshDatabase: () => Promise<{ readonly url: string; drop: () => Promise<void> }>;
  };
  const database = await helper.freshDatabase();
  const env = { ...process.env, DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'error', NODE_ENV: 'development' };
  const folder = await mkdtemp(join(tmpdir(), 'tenon-web-'));
  await cp(join(root, 'metadata/channel-sales'), folder, { recursive: true });
  const child = spawn(process.execPath, ['packages/cli/src/main.ts', 'dev', folder], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const close = async () => {
    await ended(child);
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { url: await addressOf(child), folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`The server did not start:\n${said}`)), startMs);
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const url = /ready at (\S+)/.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
