/**
 * Brings the engine's own tables of a tenant up to date, where an earlier version of the engine has made it.
 *
 * In:   a tenant, whose Model stays what it is.
 * Out:  its tables are those that this version asks for. Asked by as many nodes as there are: one does it, in the tenant's lane.
 */
import type { StoreHandle } from '../handle.ts';
import type { Database } from '../database.ts';
import { tableGrantsSql } from '../roles.ts';
import { recordBuilds } from './builds-table.ts';
import { inLane, withShortLocks } from './lane.ts';
import { planEngineTables } from './plan.ts';
import { appendOnlyTables, engineTables } from './system-tables.ts';

export interface TenantPlace { readonly tenant: string; readonly schema: string }

const wanted = engineTables.flatMap((table) => table.columns.map((column) => [table.name, column.name] as const));

/** Tenants that lack a table or column of the engine; all of them, or only this one. */
export async function lackingEngineTables(database: Pick<Database, 'owner'>, tenant?: string): Promise<readonly TenantPlace[]> {
  const { rows } = await database.owner.query<TenantPlace>(
    `SELECT t.slug AS tenant, t.schema FROM tenon.tenants t WHERE t.model_version > 0 AND ($3::text IS NULL OR t.slug = $3) AND EXISTS (
       SELECT 1 FROM unnest($1::text[], $2::text[]) AS w (name, part) WHERE NOT EXISTS (
         SELECT 1 FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE n.nspname = t.schema AND c.relname = w.name AND a.attname = w.part AND NOT a.attisdropped)) ORDER BY t.slug`,
    [wanted.map(([name]) => name), wanted.map(([, part]) => part), tenant ?? null]);
  return rows;
}

export async function bringEngineTables(store: Pick<StoreHandle, 'database'>, { tenant, schema }: TenantPlace): Promise<void> {
  await inLane(store.database, tenant, 'migration', (client) => withShortLocks(client, { tenant, schema }, async (lock) => {
    const { changes, work } = await planEngineTables(client, schema);
    if (changes.length === 0) return;
    await recordBuilds(client, tenant, 'waiting', work.after);
    await lock(work);
    await client.query([...work.inside, tableGrantsSql(schema, work.fresh, appendOnlyTables)].filter(Boolean).join(';\n'));
  }));
}

/** The same for every tenant that lacks something, one after the other; one that could not be brought up to date now is, at its first request. */
export async function bringAllEngineTables(store: Pick<StoreHandle, 'database'>): Promise<number> {
  const places = await lackingEngineTables(store.database);
  for (const place of places) await bringEngineTables(store, place);
  return places.length;
}
