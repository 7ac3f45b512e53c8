/**
 * The active Model of each tenant, kept by version, bounded, and refreshed when another node applies a plan.
 *
 * Invariant: while requests come, a Model here is the one of `tenon.tenants` at the last notification or at most `checkMs` ago,
 * whichever is later: one question for all tenants that are kept heals a notification that was lost.
 */
import { limits } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import type { Database } from '../database.ts';
import type { TenantScope } from '../operation/operation.ts';
import { bringEngineTables, lackingEngineTables } from '../schema/engine-tables.ts';
import { activeModelOf, tenantRow } from './rows.ts';

export interface ActiveModel extends TenantScope {
  readonly version: number;
}

export interface Models {
  /** The scope for a request: tenant, schema and the Model that is active now. */
  activeModel(slug: string): Promise<ActiveModel>;
  forget(slug: string): void;
  /** The Model that has taken the place of the scope's, read from the database now; undefined while that is still the active one. */
  successor(scope: TenantScope): Promise<ActiveModel | undefined>;
  /** Tells of tenants that have another Model, also of those changed here. Returns a way to stop it. */
  onChange(listener: (slug: string) => void): () => void;
}

interface Entry { readonly loading: Promise<ActiveModel> }

const checkMs = 500;

/** What the store tells the cache: that a tenant has another Model, and that something may have been missed. */
export interface ModelEar {
  readonly changed: (slug: string) => void;
  readonly gap: () => void;
}

/** Opens the cache. Whoever listens to the other nodes tells it what they say. */
export function openModels(database: Database): Models & ModelEar {
  const entries = new Map<string, Entry>();
  const byHash = new Map<string, Model>(); // tenants with the same Model share it
  const upToDate = new Set<string>(); // whose tables were made by this version of the engine, or brought up to it
  const listeners = new Set<(slug: string) => void>();
  const changed = (slug: string): void => {
    entries.delete(slug);
    for (const listener of listeners) listener(slug);
  };
  const load = async (slug: string): Promise<ActiveModel> => {
    const row = await tenantRow(database.owner, slug);
    if (!upToDate.has(slug)) for (const place of await lackingEngineTables(database, slug)) await bringEngineTables({ database }, place);
    upToDate.add(slug);
    const model = byHash.get(row.model_hash) ?? (await activeModelOf(database.owner, row));
    remember(byHash, model.hash, model);
    return { tenant: slug, schema: row.schema, model, version: row.model_version };
  };
  const check = checker(database, entries, changed);
  const activeModel = (slug: string): Promise<ActiveModel> => {
    check();
    const entry = entries.get(slug);
    if (entry) return entry.loading;
    const made: Entry = { loading: load(slug) };
    remember(entries, slug, made);
    made.loading.catch(() => entries.get(slug) === made && entries.delete(slug));
    return made.loading;
  };
  return {
    activeModel,
    forget: (slug) => void entries.delete(slug),
    successor: async ({ tenant, model }) => {
      const { model_hash: hash } = await tenantRow(database.owner, tenant);
      if (hash === model.hash) return undefined;
      if ((await entries.get(tenant)?.loading)?.model.hash !== hash) entries.delete(tenant);
      return activeModel(tenant);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    changed,
    gap: () => entries.clear(),
  };
}

/** Asks now and then, beside a request, whether the Models that are kept are still the active ones. */
function checker(database: Database, entries: ReadonlyMap<string, Entry>, changed: (slug: string) => void): () => void {
  let checkedAt = Date.now();
  const check = async (): Promise<void> => {
    const kept = await Promise.all([...entries].map(async ([slug, entry]) => ({ slug, entry, version: (await entry.loading).version })));
    const found = await database.owner.query<{ slug: string }>(
      `SELECT k.slug FROM unnest($1::text[], $2::int[]) AS k (slug, version) LEFT JOIN tenon.tenants t ON t.slug = k.slug WHERE t.model_version IS DISTINCT FROM k.version`,
      [kept.map(({ slug }) => slug), kept.map(({ version }) => version)]);
    for (const { slug } of found.rows) if (entries.get(slug) === kept.find((one) => one.slug === slug)!.entry) changed(slug);
  };
  return () => {
    if (entries.size === 0 || Date.now() - checkedAt < checkMs) return;
    checkedAt = Date.now();
    check().catch(() => undefined); // a database that is away is the request's to tell
  };
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > limits.modelsCachedMax) map.delete(map.keys().next().value!);
}
