/**
 * PostgreSQL from the npm registry, run as a child process for whoever has no server of their own.
 *
 * In:   a data folder.
 * Out:  a connection string of a server that listens on 127.0.0.1 only and is kept running, and a way to stop it.
 * Errors: the folder is in use by another living process; initdb or postgres fails, with what they said.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
  const identity = await serverIdentity(dataFolder);
  const binaries = await binariesFor(identity);
  const folder = await reachableFolder(dataFolder, identity);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await claim(folder);
  const data = join(folder, 'pgdata');
  const password = await passwordOf(folder);
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(binaries, identity, folder, data, password);
  const port = options.port ?? (await freePort());
  const running = await keepRunning(async () => {
    await endLeftover(binaries, identity, data);
    return start(binaries, identity, data, port);
  });
  return {
    connectionString: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    dataFolder: folder,
    stop: async () => {
      await running.stop();
      await rm(join(folder, 'tenon.pid'), { force: true });
    },
  };
}

/** A server that ends unasked, killed or crashed, is started again: on the same port, so that connections find it. */
async function keepRunning(begin: () => Promise<ChildProcess>): Promise<{ stop(): Promise<void> }> {
  let stopping = false;
  let reviving: Promise<void> | undefined;
  const watch = (child: ChildProcess): ChildProcess => child.once('exit', () => {
    if (!stopping) reviving = revive();
  });
  const revive = async (): Promise<void> => {
    process.stderr.write('PostgreSQL has ended and is started again.\n');
    // The sessions of a killed server hold its shared memory for a moment longer: it is tried until they are gone.
    for (let pauseMs = 50; !stopping; pauseMs = Math.min(2 * pauseMs, 5_000)) {
      try {
        child = watch(await begin());
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  };
  let child = watch(await begin());
  const onExit = () => void child.kill('SIGINT'); // we end without having stopped it: an error that nobody caught
  process.once('exit', onExit);
  return {
    stop: async () => {
      stopping = true;
      process.off('exit', onExit);
      await reviving;
      await stopChild(child);
    },
  };
}

/** The server of a data folder that another process runs just now, for a command that only wants to use it. */
export async function findEmbedded(dataFolder: string): Promise<string | undefined> {
  const folder = await reachableFolder(dataFolder, await serverIdentity(dataFolder));
  const owner = Number(await readFile(join(folder, 'tenon.pid'), 'utf8').catch(() => ''));
  if (!owner || owner === process.pid || !(await isNodeProcess(owner))) return undefined;
  // The fourth line is the port; the last says how far the server has come.
  const lines = (await readFile(join(folder, 'pgdata', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n').map((line) => line.trim());
  return lines.includes('ready') ? `postgres://postgres:${await passwordOf(folder)}@127.0.0.1:${lines[3]}/postgres` : undefined;
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

/** Made beside its place and moved there when it is whole, so that one killed in between is not taken for a database. */
async function initialise(binaries: Binaries, identity: Identity, folder: string, data: string, password: string): Promise<void> {
  const made = `${data}.new`;
  await rm(made, { recursive: true, force: true });
  await mkdir(made, { mode: 0o700 });
  if (identity.uid !== undefined) await chown(made, identity.uid, identity.gid!);
  const passwordFile = join(folder, 'initdb.password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (identity.uid !== undefined) await chown(passwordFile, identity.uid, identity.gid!);
  try {
    const flags = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--lc-messages=C', '--lc-collate=C'];
    const initdb = (ctype: string) =>
      run(binaries.initdb, [`--pgdata=${made}`, ...flags, `--lc-ctype=${ctype}`], { ...identity, cwd: folder, env: { ...process.env, LC_ALL: '' } });
    // Letters beyond ASCII must be letters for trigram search, so the character type is UTF-8 wherever there is one.
    await initdb(process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8').catch(() => initdb('C'));
    await rename(made, data);
  } catch (error) {
    await rm(made, { recursive: true, force: true });
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

