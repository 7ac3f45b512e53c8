/**
 * Gives a tenant its package.
 *
 * In:   a Model, or a plan made from one.
 * Out:  the tenant's tables as the Model says, and the package's data in them.
 */
import type { DataModel, Model } from '@tenon/model';
import { applyMigration, createTenant, dropTenant, loadData, type MigrationPlan, type Store } from '@tenon/store';

export interface NewDeployment {
  readonly slug: string;
  readonly name: string;
  readonly model: Model;
  /** Sets of data to load besides the base data, such as `demo`. */
  readonly sets: readonly string[];
  /** What the data needs to be there first, such as the users that it names. */
  readonly before?: () => Promise<void>;
}

/** Makes a tenant with its data; when the data cannot be loaded, there is no half tenant. */
export async function deployNew(store: Store, { slug, name, model, sets, before }: NewDeployment): Promise<void> {
  await createTenant(store, { slug, name, model, by: 'cli' });
  try {
    await before?.();
    await load(store, slug, model.data, sets);
  } catch (error) {
    await dropTenant(store, slug);
    throw error;
  }
}

/** Applies a plan and loads the base data of its Model again, which is written by key. Returns the version that the tenant is at. */
export async function migrate(store: Store, plan: MigrationPlan, consent: boolean): Promise<number> {
  const version = await applyMigration(store, plan, { consent, by: 'cli' });
  await load(store, plan.tenant, plan.model.data, []);
  return version;
}

export async function load(store: Store, slug: string, data: readonly DataModel[], sets: readonly string[]): Promise<void> {
  store.models.forget(slug);
  const scope = await store.models.activeModel(slug);
  await loadData(store, scope, data, { sets });
}
