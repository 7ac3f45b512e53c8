/**
 * The stack of a tenant for the compiler: its packages as they are or as they are to be, and its own layer.
 *
 * Errors: STO131 its packages were not kept; STO138 a package to be taken away is not there.
 */
import { failure, isFailure } from '@tenon/diagnostics';
import type { SourceFile } from '@tenon/model/compiler';
import type { StoreHandle } from '../handle.ts';
import type { Stack } from './compiler.ts';
import { packageFiles, refOf, stackAt, type PackageRef, type Queryable, type TenantStack } from './packages.ts';
import { tenantRow, type TenantRow } from './rows.ts';

/** A package that takes the place of the one of its name, or joins the stack. Without files it is taken away. */
export interface PackageChange {
  readonly name: string;
  readonly files?: readonly SourceFile[];
}

/** The live stack of a tenant. A tenant whose packages were not kept has none, when `orNone` says that this will do. */
export async function liveStack(client: Queryable, row: TenantRow, orNone = false): Promise<TenantStack> {
  try {
    return await stackAt(client, row.slug, row.model_version);
  } catch (error) {
    if (orNone && isFailure(error) && error.code === 'STO131') return { version: row.model_version, packages: [], files: [] };
    throw error;
  }
}

/** The packages after a change, lowest first. One that was there before comes back where it was. */
export async function changedPackages(client: Queryable, tenant: string, live: TenantStack, changes: readonly PackageChange[]): Promise<readonly PackageRef[]> {
  let packages = [...live.packages];
  for (const { name, files } of changes) {
    const at = packages.findIndex((one) => one.name === name);
    if (!files) {
      if (at < 0) throw failure('STO138', { name });
      packages = packages.filter((one) => one.name !== name);
    } else if (at < 0) {
      packages.splice(await placeOf(client, tenant, packages, name), 0, refOf(files));
    } else {
      packages[at] = refOf(files);
    }
  }
  return packages;
}

/** Above whatever it stood on when the tenant last had it; otherwise on top. */
async function placeOf(client: Queryable, tenant: string, packages: readonly PackageRef[], name: string): Promise<number> {
  const found = await client.query(
    `SELECT layers FROM tenon.model_versions WHERE tenant = $1 AND layers @> $2::jsonb ORDER BY version DESC LIMIT 1`, [tenant, JSON.stringify([{ name }])]);
  const last = (found.rows[0] as { layers: readonly PackageRef[] } | undefined)?.layers;
  if (!last) return packages.length;
  const under = new Set(last.slice(0, last.findIndex((one) => one.name === name)).map((one) => one.name));
  return packages.findLastIndex((one) => under.has(one.name)) + 1;
}

/** The stack as the compiler wants it. `given` are files of packages that the store may not know yet. */
export function stackOf(store: StoreHandle, packages: readonly PackageRef[], files: readonly SourceFile[], given: readonly PackageChange[] = []): Stack {
  const brought = new Map(given.flatMap((one) => (one.files ? [[refOf(one.files).hash, one.files] as const] : [])));
  return {
    packages: packages.map(({ name, hash }) => ({ hash, at: `${name}/` })), files,
    load: async (hash) => brought.get(hash) ?? packageFiles(store, hash),
  };
}

/** The live stack of a tenant, or the one with its draft, for questions about it. `without` names a package, or `tenant`. */
export async function stackFor(store: StoreHandle, tenant: string, options: { readonly files?: readonly SourceFile[]; readonly without?: string | undefined } = {}): Promise<Stack> {
  const live = await liveStack(store.database.owner, await tenantRow(store.database.owner, tenant));
  const { without } = options;
  if (without === undefined) return stackOf(store, live.packages, options.files ?? live.files);
  if (without === 'tenant') return stackOf(store, live.packages, []);
  return stackOf(store, await changedPackages(store.database.owner, tenant, live, [{ name: without }]), options.files ?? live.files);
}

/** A tenant's own layer before anything is in it. */
export function emptyLayer({ slug, name }: Pick<TenantRow, 'slug' | 'name'>, packages: readonly PackageRef[]): readonly SourceFile[] {
  const base = packages[0];
  const about = {
    name: `@tenant/${slug.replaceAll('_', '-')}`, version: '1.0.0', private: true,
    tenon: { namespace: 'x', label: name, ...(base ? { extends: { [base.name]: `>=${base.version}` } } : {}) },
  };
  return [{ path: 'package.json', text: `${JSON.stringify(about, null, 2)}\n` }];
}
