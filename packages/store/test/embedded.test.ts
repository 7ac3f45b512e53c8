/** The embedded server: kill -9 of its owner, a folder in use, a clean stop. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbedded } from '../src/index.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenon-embedded-'));
  await chmod(folder, 0o755);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function startChild(): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(join(import.meta.dirname, 'embedded-child.ts'), [folder], { execArgv: [] });
  const [url] = (await once(child, 'message')) as [string];
  return { child, url };
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('what was committed before kill -9 is there after the next start', async () => {
  const { child, url } = await startChild();
  await query(url, 'CREATE TABLE kept (n int)');
  await query(url, 'INSERT INTO kept VALUES (42)');
  await expect(startEmbedded(folder)).rejects.toThrow(`in use by process ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const server = await startEmbedded(folder);
  try {
    expect(new URL(server.connectionString).hostname).toBe('127.0.0.1');
    expect(await query(server.connectionString, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
    expect((await stat(join(server.dataFolder, 'superuser.password'))).mode & 0o777).toBe(0o600);
  } finally {
    await server.stop();
  }
  await expect(query(server.connectionString, 'SELECT 1')).rejects.toThrow();
});
