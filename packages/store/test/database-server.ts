/** One PostgreSQL for a whole test run: `DATABASE_URL`, or an embedded server in a folder that goes away afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../src/postgres/embedded.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['DATABASE_URL'];
  if (given) {
    project.provide('databaseUrl', given);
    return undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), 'tenon-test-'));
  const { chmod } = await import('node:fs/promises');
  await chmod(folder, 0o755);
  const server = await startEmbedded(folder);
  project.provide('databaseUrl', server.connectionString);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
