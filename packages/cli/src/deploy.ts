/**
 * Makes tenants and changes them.
 *
 * In:   the layers of a folder, compiled; or a plan.
 * Out:  a tenant with their tables, their layers written down, and their data.
 */
import type { DataModel } from '@tenon/model';
import type { SourceFile } from '@tenon/model/compiler';
import { applyPlan, createTenant, dropTenant, finishBuilds, loadData, type ApplyOptions, type PlanInput, type Store } from '@tenon/store';
import type { Whole } from './compile.ts';

export interface NewDeployment {
  readonly slug: string;
  readonly name: string;
  readonly whole: Pick<Whole, 'model' | 'stack' | 'layers'>;
  /** Sets of data to load besides the base data, such as `demo`. */
  readonly sets: readonly string[];
  readonly by: string;
  /** What the data needs to be there first, such as the users that it names. */
  readonly before?: () => Promise<void>;
}

/** Makes a tenant with its data; when the data cannot be loaded, there is no half tenant. */
export async function deployNew(store: Store, { slug, name, whole, sets, by, before }: NewDeployment): Promise<void> {
  await createTenant(store, { slug, name, by, model: whole.model, ...partsOf(whole) });
  try {
    await before?.();
    await load(store, slug, whole.model.data, sets);
  } catch (error) {
    await dropTenant(store, slug);
    throw error;
  }
}

/** The packages of a stack, and the tenant's own layer where the folder is one. */
function partsOf({ stack, layers }: NewDeployment['whole']): { packages: readonly (readonly SourceFile[])[]; files?: readonly SourceFile[] } {
  const own = stack.layers.findIndex(({ kind }) => kind === 'tenant');
  return { packages: layers.filter((_, index) => index !== own).map(({ files }) => files), ...(own < 0 ? {} : { files: layers[own]!.files }) };
}

/** Does what a plan said, and what it left for later. Returns the version that the tenant is at. */
export async function bringTo(store: Store, input: PlanInput, options: ApplyOptions): Promise<number> {
  const { version } = await applyPlan(store, input, options);
  store.models.forget(input.tenant);
  const { failed } = await finishBuilds(store, input.tenant);
  for (const { tenant, table, name, problem } of failed) process.stderr.write(`${tenant}: ${table}: ${name}: ${problem}\n`);
  return version;
}

export async function load(store: Store, slug: string, data: readonly DataModel[], sets: readonly string[]): Promise<void> {
  store.models.forget(slug);
  const scope = await store.models.activeModel(slug);
  await loadData(store, scope, data, { sets });
}
