/**
 * What a folder means for a tenant.
 *
 * In:   a folder with a package, a variant or a tenant's own layer; the tenant's packages as they are.
 * Out:  what to ask the store for. A package takes the place of the tenant's one of its name, or joins; the packages that it extends
 *       stay in the versions that the tenant has, and join where the tenant has none.
 */
import { resolve } from 'node:path';
import { hasErrors, type Diagnostic } from '@tenon/diagnostics';
import { layerInfoOf, type LayerInfo, type SourceFile } from '@tenon/model/compiler';
import { readPackage, readStack, type StackLayer, type StackOptions } from '@tenon/model/node';
import { fileMap, refOf, type PackageChange, type PackageRef, type PlanInput, type TenantPlan } from '@tenon/store';
import { refuseMissing, renderAll } from './compile.ts';

export interface FolderLayer extends LayerInfo, StackLayer {}

export interface Folder {
  readonly given: string;
  readonly own: FolderLayer;
  /** Lowest first, as far as they were found. */
  readonly below: readonly FolderLayer[];
  /** Why not all of them were found. */
  readonly diagnostics: readonly Diagnostic[];
}

export async function readFolder(given: string, options: StackOptions = {}): Promise<Folder> {
  await refuseMissing(given);
  const { value, diagnostics } = await readStack(given, options);
  const layers = layersOf(value ?? [{ folder: resolve(given), files: await readPackage(given, options.kept), at: '' }]);
  return { given, own: layers.at(-1)!, below: layers.slice(0, -1), diagnostics };
}

export const layersOf = (layers: readonly StackLayer[]): readonly FolderLayer[] => layers.map((layer) => ({ ...layerInfoOf(layer.files), ...layer }));

/** The packages of a tenant; null for one that was made before its packages were kept. */
export type Live = readonly PackageRef[] | null;

/** The folder in the place of the tenant's package of its name. */
export function changeOf(folder: Folder, tenant: string, live: Live): PlanInput {
  const known = new Set((live ?? []).map(({ name }) => name));
  if (hasErrors(folder.diagnostics) && !basesOf(folder.own.files).every((name) => known.has(name))) throw refused(folder, folder.diagnostics);
  const joining = folder.below.filter(({ name }) => !known.has(name));
  return { tenant, ...layersAs([...joining, folder.own]) };
}

/** The folder and what it extends in the place of all that the tenant has. */
export function replacementOf(layers: readonly FolderLayer[], tenant: string, live: Live): PlanInput {
  const leaving = (live ?? []).map(({ name }): PackageChange => ({ name }));
  const { packages = [], ...own } = layersAs(layers);
  return { tenant, ...own, packages: [...leaving, ...packages] };
}

/** The folders in the place of the packages of their names; what else the tenant has stays. */
export function layersAs(layers: readonly FolderLayer[]): Pick<PlanInput, 'packages' | 'files'> {
  const own = layers.find(({ kind }) => kind === 'tenant');
  return { packages: layers.filter(({ kind }) => kind !== 'tenant').map(({ name, files }) => ({ name, files })), ...(own ? { files: own.files } : {}) };
}

/** Whether the tenant has all of this already. */
export function isThere({ packages = [], files }: PlanInput, live: Live, own: readonly SourceFile[]): boolean {
  const kept = new Map((live ?? []).map(({ name, hash }) => [name, hash]));
  const wanted = new Map(packages.map((one) => [one.name, one.files && refOf(one.files).hash]));
  const same = [...wanted].every(([name, hash]) => kept.get(name) === hash);
  return live !== null && same && (!files || JSON.stringify(fileMap(files)) === JSON.stringify(fileMap(own)));
}

/** Problems of a plan with their places as seen from the folder; the store tells them below the names of packages. */
export function seenFrom(layers: readonly FolderLayer[], { diagnostics }: Pick<TenantPlan, 'diagnostics'>): readonly Diagnostic[] {
  return diagnostics.map((problem) => {
    const { place } = problem;
    const layer = place && layers.find(({ name }) => place.file.startsWith(`${name}/`));
    return layer ? { ...problem, place: { ...place, file: `${layer.at}${place.file.slice(layer.name.length + 1)}` } } : problem;
  });
}

/** Tells what is wrong with a folder; the error to end with. */
export function refused({ given }: Pick<Folder, 'given'>, diagnostics: readonly Diagnostic[]): Error {
  process.stderr.write(`${renderAll(diagnostics)}\n`);
  return new Error(`${given} has errors; nothing was changed.`);
}

function basesOf(files: readonly SourceFile[]): readonly string[] {
  const text = files.find(({ path }) => path === 'package.json')?.text ?? '{}';
  try {
    return Object.keys((JSON.parse(text) as { tenon?: { extends?: object } }).tenon?.extends ?? {});
  } catch {
    return []; // compiling tells what is wrong with it
  }
}
