/**
 * PostgreSQL from the npm registry, run as a child process for whoever has no server of their own.
 *
 * In:   a data folder.
 * Out:  a connection string of a server that listens on 127.0.0.1 only, and a way to stop it.
 * Errors: the folder is in use by another living process; initdb or postgres fails, with what they said.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { binariesFor, reachableFolder, serverIdentity, type Binaries, type Identity } from './binaries.ts';

const run = promisify(execFile);

export interface EmbeddedServer {
  readonly connectionString: string;
  /** Where the data really is; differs from the folder asked for when that one cannot be reached by the server's user. */
  readonly dataFolder: string;
  stop(): Promise<void>;
}

/** Starts the server of a data folder, made on first use. A server that a killed process left behind is ended first. */
export async function startEmbedded(dataFolder: string, options: { port?: number } = {}): Promise<EmbeddedServer> {
  const identity = await serverIdentity();
  const binaries = await binariesFor(identity);
  const folder = await reachableFolder(dataFolder, identity);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await claim(folder);
  const data = join(folder, 'pgdata');
  const password = await passwordOf(folder);
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(binaries, identity, folder, data, password);
  await endLeftover(binaries, identity, data);
  const port = options.port ?? (await freePort());
  const child = await start(binaries, identity, data, port);
  const onExit = () => void child.kill('SIGINT'); // we end without having stopped it: an error that nobody caught
  process.once('exit', onExit);
  return {
    connectionString: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    dataFolder: folder,
    stop: async () => {
      process.off('exit', onExit);
      await stopChild(child);
      await rm(join(folder, 'tenon.pid'), { force: true });
    },
  };
}

/** One process per folder: a living owner is respected, a dead one's mark is taken over. */
async function claim(folder: string): Promise<void> {
  const mark = join(folder, 'tenon.pid');
  const owner = Number(await readFile(mark, 'utf8').catch(() => ''));
  if (owner && owner !== process.pid && (await isNodeProcess(owner))) {
    throw new Error(`The database folder ${folder} is in use by process ${owner}`);
  }
  await writeFile(mark, String(process.pid));
}

async function isNodeProcess(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'node');
  return command.includes('node');
}

async function passwordOf(folder: string): Promise<string> {
  const file = join(folder, 'superuser.password');
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  const password = randomBytes(24).toString('hex');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}

async function initialise(binaries: Binaries, identity: Identity, folder: string, data: string, password: string): Promise<void> {
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { mode: 0o700 });
  if (identity.uid !== undefined) await chown(data, identity.uid, identity.gid!);
  const passwordFile = join(folder, 'initdb.password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (identity.uid !== undefined) await chown(passwordFile, identity.uid, identity.gid!);
  try {
    const flags = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--lc-messages=C', '--lc-collate=C'];
    const initdb = (ctype: string) =>
      run(binaries.initdb, [`--pgdata=${data}`, ...flags, `--lc-ctype=${ctype}`], { ...identity, cwd: folder, env: { ...process.env, LC_ALL: '' } });
    // Letters beyond ASCII must be letters for trigram search, so the character type is UTF-8 wherever there is one.
    await initdb(process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8').catch(() => initdb('C'));
  } catch (error) {
    await rm(data, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** After kill -9 of the parent the server may live on as an orphan, or its postmaster.pid may name a process long gone. */
async function endLeftover(binaries: Binaries, identity: Identity, data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  await run(binaries.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-t', '60'], { ...identity, cwd: data }).catch(() => undefined);
  // pg_ctl says "not running" for a stale file; postgres itself checks the shared memory before it takes the folder.
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (pid && !existsSync(`/proc/${pid}`) && existsSync('/proc')) await rm(file, { force: true });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function start(binaries: Binaries, identity: Identity, data: string, port: number): Promise<ChildProcess> {
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '120', shared_buffers: '256MB', max_locks_per_transaction: '512', wal_compression: 'on' };
  const args = ['-D', data, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  // Its own process group: Ctrl-C in a terminal must reach us, who end requests first, and not the server.
  const child = spawn(binaries.postgres, args, { ...identity, cwd: data, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  return new Promise((resolve, reject) => {
    let said = '';
    const onData = (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-8_000);
      if (!said.includes('database system is ready to accept connections')) return;
      child.stderr?.off('data', onData).resume();
      child.off('exit', onExit);
      child.unref();
      (child.stderr as unknown as { unref?: () => void } | null)?.unref?.();
      resolve(child);
    };
    const onExit = (code: number | null) => reject(new Error(`PostgreSQL ended with ${code ?? 'a signal'} before it was ready:\n${said}`));
    child.stderr?.on('data', onData);
    child.once('exit', onExit);
    child.once('error', reject);
  });
}

/** SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything is on disk. */
function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.ref();
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}

