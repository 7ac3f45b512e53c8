/** What goes wrong: the server's process, sessions of the database and the database itself, ended at random moments. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Ledger } from './clients.ts';
import { below, pause, type Random } from './random.ts';

export const faultSorts = ['kill -9 of the server', 'sessions terminated', 'kill -9 of one session', 'kill -9 of PostgreSQL', 'immediate shutdown of PostgreSQL'] as const;
export type FaultSort = typeof faultSorts[number];

export interface ServerProcess {
  kill(): void;
  /** Ends it for good. */
  end(): Promise<void>;
  /** What it said of errors that it did not expect. */
  readonly log: string[];
}

/** Runs the server, and again whenever it ends, as an init system does. */
export async function runServer(databaseUrl: string, port: number): Promise<ServerProcess> {
  let ending = false;
  let child: ChildProcess;
  const log: string[] = [];
  const begin = (): ChildProcess => {
    const next = fork(join(import.meta.dirname, 'server-process.ts'), [databaseUrl, String(port)], { execArgv: [], silent: true });
    for (const stream of [next.stdout!, next.stderr!]) stream.setEncoding('utf8').on('data', (text: string) => log.push(text));
    next.once('exit', () => {
      if (!ending) setTimeout(() => { if (!ending) child = begin(); }, 50);
    });
    return next;
  };
  child = begin();
  await once(child, 'message');
  return {
    log,
    kill: () => void child.kill('SIGKILL'),
    end: async () => {
      ending = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

export interface Site { readonly databaseUrl: string; readonly dataFolder: string; readonly server: ServerProcess }

/** Inflicts the faults one after the other, spread over the writes; returns how many of each sort. */
export async function inflictFaults(site: Site, ledger: Ledger, random: Random, plan: { faults: number; writes: number }): Promise<Record<string, number>> {
  const done: Record<string, number> = {};
  for (let i = 0; i < plan.faults; i++) {
    const from = Math.floor(((i + 0.2 + 0.6 * random()) * plan.writes) / plan.faults);
    while (ledger.acknowledged < from && ledger.writes.length < plan.writes) await pause(2);
    await pause(below(random, 15));
    const sort = faultSorts[i % faultSorts.length]!;
    await inflict(site, sort, random);
    done[sort] = (done[sort] ?? 0) + 1;
  }
  return done;
}

async function inflict({ databaseUrl, dataFolder, server }: Site, sort: FaultSort, random: Random): Promise<void> {
  if (sort === 'kill -9 of the server') return server.kill();
  const pids = await sessions(databaseUrl);
  switch (sort) {
    case 'sessions terminated': return withClient(databaseUrl, async (client) => void await client.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) pid', [pids.filter(() => random() < 0.5)]));
    case 'kill -9 of one session': return pids.slice(0, 1).forEach((pid) => signal(pid, 'SIGKILL'));
    case 'kill -9 of PostgreSQL': return signal(await postmaster(dataFolder), 'SIGKILL');
    case 'immediate shutdown of PostgreSQL': return signal(await postmaster(dataFolder), 'SIGQUIT');
  }
}

/** A process that has just ended by itself is as good as killed. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const postmaster = async (dataFolder: string): Promise<number> => Number((await readFile(join(dataFolder, 'pgdata', 'postmaster.pid'), 'utf8')).split('\n')[0]);

/** The server's sessions, in no order; the busy ones first. */
export const sessions = (databaseUrl: string): Promise<readonly number[]> => withClient(databaseUrl, async (client) => {
  const found = await client.query<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'tenon%' AND pid <> pg_backend_pid() ORDER BY state = 'idle', random()`);
  return found.rows.map((row) => row.pid);
});

/** Waits for the database where it is just being started again. */
async function withClient<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: databaseUrl, application_name: 'faults' });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await work(client);
    } catch (error) {
      if (tries > 200) throw error;
      await pause(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
