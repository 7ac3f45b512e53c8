/**
 * A server on a real database, whose requests are made in the process: tenants with their users, one key for each.
 *
 * In:   the tenants with their Models, their users and, where wanted, their data.
 * Out:  the app, its routes as the server itself names them, and `ask`, which makes one request for one user.
 */
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { DataModel, Model } from '@tenon/model';
import { createApiKey, createTenant, createUser, loadData, openStore, updateCredential, type Store } from '@tenon/store';
import type { SourceFile } from '@tenon/model/compiler';
import { createApp } from '../../src/app.ts';
import { openCompilePool } from '../../src/compile-pool.ts';
import { readConfig } from '../../src/config.ts';
import { hashToken, newToken } from '../../src/password.ts';
import { storeBackend } from '../../src/store-backend.ts';
import { worker } from '../../src/transfer/worker.ts';
import { freshDatabase } from '../database.ts';

export interface UserOf {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly locale?: string;
  readonly passwordHash?: string;
}

export interface TenantOf {
  readonly slug: string;
  readonly name?: string;
  readonly model: Model;
  /** What the Model was compiled from, lowest first, for a tenant that has a layer of its own. */
  readonly packages?: readonly (readonly SourceFile[])[];
  readonly users: readonly UserOf[];
  readonly data?: readonly DataModel[];
}

export type Ask = (who: string, options: InjectOptions) => Promise<LightMyRequestResponse>;

/** A row as PostgreSQL keeps it, read past the store. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: string };

export interface Place {
  /** Of the database, for another node. */
  readonly url: string;
  readonly store: Store;
  readonly app: Awaited<ReturnType<typeof createApp>>;
  /** `METHOD address`, as the server declared them. */
  readonly routes: readonly string[];
  /** By `login/tenant`. */
  readonly keys: Readonly<Record<string, string>>;
  readonly userIds: Readonly<Record<string, string>>;
  /** `who` is `login/tenant`, or empty for a stranger. */
  readonly ask: Ask;
  readonly rows: (tenant: string, table: string) => Promise<readonly Row[]>;
  readonly setAttributes: (who: string, attributes: Readonly<Record<string, string>>) => Promise<void>;
  /** Everything that a tenant keeps, in a few numbers: it differs when anything was written. */
  readonly digest: (tenant: string) => Promise<Readonly<Record<string, string>>>;
  readonly close: () => Promise<void>;
}

/** `jobs`: with the queue that does long work, which takes a moment to open. */
export async function openPlace(tenants: readonly TenantOf[], { jobs = false } = {}): Promise<Place> {
  const database = await freshDatabase();
  const store = await openStore({ adminUrl: database.url });
  const keys: Record<string, string> = {};
  const userIds: Record<string, string> = {};
  for (const tenant of tenants) await makeTenant(store, tenant, keys, userIds);
  const routes: string[] = [];
  const config = { ...readConfig({}), logLevel: 'silent', signInsPerMinute: 100_000, uploadsPerMinute: 100_000, commentsPerMinute: 100_000 };
  const compiler = openCompilePool();
  const queue = jobs ? await store.openQueue({ work: worker(store, { error: () => undefined }), onError: () => undefined }) : undefined;
  const app = await createApp({ backend: storeBackend({ ...store, compiler }, queue), config, webFolder: '/nonexistent', onRoute: (method, url) => void routes.push(`${method} ${url}`) });
  await app.ready();
  const query = async <R>(text: string): Promise<R[]> => (await store.database.owner.query(text)).rows as R[];
  return {
    url: database.url, store, app, routes, keys, userIds,
    ask: (who, options) => app.inject({ ...options, headers: { ...(who ? { authorization: `Bearer ${keys[who]}` } : {}), ...options.headers } }),
    rows: (tenant, table) => query<Row>(`select * from "t_${tenant}"."${table}"`),
    setAttributes: async (who, attributes) => updateCredential(store, who.split('/')[1]!, userIds[who]!, { attributes }),
    digest: (tenant) => digest(query, tenant),
    close: async () => {
      await app.close();
      await queue?.stop();
      await compiler.close();
      await store.close();
      await database.drop();
    },
  };
}

async function makeTenant(store: Store, { slug, name, model, packages, users, data }: TenantOf, keys: Record<string, string>, userIds: Record<string, string>): Promise<void> {
  await createTenant(store, { slug, name: name ?? slug, model, ...(packages ? { packages } : {}) });
  for (const user of users) {
    const who = `${user.login}/${slug}`;
    userIds[who] = await createUser(store, slug, user);
    keys[who] = newToken();
    await createApiKey(store, { keyHash: hashToken(keys[who]), tenant: slug, userId: userIds[who], name: 'walk' });
  }
  if (data) await loadData(store, await store.models.activeModel(slug), data, { sets: ['demo'] });
}

/** Per table, how many rows there are and a hash over them all: counts, versions and values alike. */
async function digest(query: <R>(text: string) => Promise<R[]>, tenant: string): Promise<Readonly<Record<string, string>>> {
  const tables = await query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 't_${tenant}' order by 1`);
  const parts = tables.map(({ name }) => `select '${name}' as name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as sum from "t_${tenant}"."${name}" t`);
  return Object.fromEntries((await query<{ name: string; sum: string }>(parts.join(' union all '))).map(({ name, sum }) => [name, sum]));
}
