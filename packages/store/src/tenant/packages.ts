/**
 * The packages that tenants run, by the hash of their files: whatever a tenant ever had can be compiled again.
 *
 * In:   the files of a package.
 * Out:  a reference to it, which stands in the versions of a tenant; and from the reference the files.
 * Errors: STO131 the tenant was made before its packages were kept.
 */
import { createHash } from 'node:crypto';
import { failure } from '@tenon/diagnostics';
import type { SourceFile } from '@tenon/model/compiler';
import type pg from 'pg';
import type { StoreHandle } from '../handle.ts';

/** A package as the versions of a tenant name it. */
export interface PackageRef {
  readonly name: string;
  readonly version: string;
  readonly hash: string;
}

export type Queryable = Pick<pg.ClientBase, 'query'> | pg.Pool;
/** Files as they are kept: text by path. */
export type FileMap = Readonly<Record<string, string>>;

export const fileMap = (files: readonly SourceFile[]): FileMap =>
  Object.fromEntries([...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)).map(({ path, text }) => [path, text]));

export const sourceFiles = (files: FileMap): readonly SourceFile[] =>
  Object.entries(files).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([path, text]) => ({ path, text }));

/** The same for the same files in any order. */
export function hashFiles(files: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of sourceFiles(fileMap(files))) hash.update(JSON.stringify([path, text]));
  return hash.digest('hex');
}

/** Name and version by the package's own word; empty where it does not say. */
export function refOf(files: readonly SourceFile[]): PackageRef {
  const known = refs.get(files);
  if (known) return known;
  const about = aboutOf(files);
  const made = { name: String(about.name ?? ''), version: String(about.version ?? ''), hash: hashFiles(files) };
  refs.set(files, made);
  return made;
}

/** A package has megabytes, and one that is given to many tenants is asked about several times for each. */
const refs = new WeakMap<readonly SourceFile[], PackageRef>();

interface About { readonly name?: unknown; readonly version?: unknown; readonly tenon?: { readonly extends?: Readonly<Record<string, string>> } }

function aboutOf(files: readonly SourceFile[]): About {
  try {
    return (JSON.parse(files.find(({ path }) => path === 'package.json')?.text ?? '{}') as About | null) ?? {};
  } catch {
    return {}; // the compiler tells what is wrong with it
  }
}

/** Keeps the package unless it is kept already. */
export async function rememberPackage(client: Queryable, files: readonly SourceFile[]): Promise<PackageRef> {
  const ref = refOf(files);
  const known = await client.query('SELECT FROM tenon.packages WHERE name = $1 AND hash = $2', [ref.name, ref.hash]);
  if (known.rowCount === 0) await client.query('INSERT INTO tenon.packages (name, version, hash, files) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [ref.name, ref.version, ref.hash, JSON.stringify(fileMap(files))]);
  return ref;
}

/** The files of a package that is kept. */
export async function packageFiles(store: StoreHandle, hash: string): Promise<readonly SourceFile[]> {
  const found = await store.database.owner.query<{ files: FileMap }>('SELECT files FROM tenon.packages WHERE hash = $1 LIMIT 1', [hash]);
  const row = found.rows[0];
  if (!row) throw new Error(`the package ${hash} is not kept`);
  return sourceFiles(row.files);
}

/** What a tenant is made of, at its version of now or at an earlier one. */
export interface TenantStack {
  readonly version: number;
  /** Lowest first, without the tenant's own layer. */
  readonly packages: readonly PackageRef[];
  /** The tenant's own layer; empty when there is none. */
  readonly files: readonly SourceFile[];
}

/** The stack at the version; STO131 where it was not kept, STO132 where there is no such version. */
export async function stackAt(client: Queryable, tenant: string, version: number): Promise<TenantStack> {
  const found = await client.query('SELECT layers, files FROM tenon.model_versions WHERE tenant = $1 AND version = $2', [tenant, version]);
  const row = found.rows[0] as { layers: readonly PackageRef[] | null; files: FileMap | null } | undefined;
  if (!row) throw failure('STO132', { version });
  if (!row.layers) throw failure('STO131', { tenant });
  return { version, packages: row.layers, files: sourceFiles(row.files ?? {}) };
}
