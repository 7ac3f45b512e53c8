/**
 * What migrations have set aside for a tenant, and dropping it for good.
 *
 * In:   a tenant.
 * Out:  its tables and columns whose names begin with a tilde, with the rows that hold a value there and the room that they take.
 */
import type pg from 'pg';
import { asOwner } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import { quoteName as q } from '../names.ts';
import { tenantRow } from '../tenant/rows.ts';
import { inLane, withShortLocks } from './lane.ts';
import { snapshot } from './snapshot.ts';

export interface Aside {
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly bytes: number }[];
  /** Of tables that are in use. `rows` hold a value. */
  readonly columns: readonly { readonly table: string; readonly column: string; readonly rows: number; readonly bytes: number }[];
  readonly bytes: number;
}

/** What a purge would drop. The room of columns is free again as PostgreSQL writes their rows anew. */
export function asideOf(store: StoreHandle, tenant: string): Promise<Aside> {
  return asOwner(store.database, async (client) => asideOn(client, (await tenantRow(client, tenant)).schema));
}

async function asideOn(client: pg.ClientBase, schema: string): Promise<Aside> {
  const { tables: used, aside } = await snapshot(client, schema);
  const tables: Aside['tables'][number][] = [];
  for (const table of Object.keys(aside)) {
    const name = `${q(schema)}.${q(table)}`;
    tables.push({ table, ...(await countOf(client, `SELECT count(*) AS rows, pg_total_relation_size('${name}') AS bytes FROM ${name}`)) });
  }
  const columns: Aside['columns'][number][] = [];
  for (const table of Object.values(used)) {
    for (const { name: column } of table.aside ?? []) {
      columns.push({ table: table.name, column, ...(await countOf(client, `SELECT count(${q(column)}) AS rows, coalesce(sum(pg_column_size(${q(column)})), 0) AS bytes FROM ${q(schema)}.${q(table.name)}`)) });
    }
  }
  return { tables, columns, bytes: [...tables, ...columns].reduce((sum, one) => sum + one.bytes, 0) };
}

async function countOf(client: pg.ClientBase, sql: string): Promise<{ rows: number; bytes: number }> {
  const { rows } = await client.query<{ rows: string; bytes: string }>(sql);
  return { rows: Number(rows[0]!.rows), bytes: Number(rows[0]!.bytes) };
}

/** Drops what was set aside, all of it or nothing, and says what that was. It does not come back. */
export function purge(store: StoreHandle, tenant: string): Promise<Aside> {
  return inLane(store.database, tenant, 'migration', async (client) => {
    const { schema } = await tenantRow(client, tenant);
    const found = await asideOn(client, schema);
    const { tables, columns } = found;
    if (tables.length + columns.length === 0) return found;
    const inUse = [...new Set(columns.map(({ table }) => table))].sort();
    await withShortLocks(client, { tenant, schema }, async (lock) => {
      await lock({ exclusive: [...tables.map(({ table }) => table), ...inUse], shared: [] });
      const dropped = inUse.map((table) => `ALTER TABLE ${q(schema)}.${q(table)} ${columns.filter((one) => one.table === table).map(({ column }) => `DROP COLUMN ${q(column)}`).join(', ')}`);
      await client.query([...tables.map(({ table }) => `DROP TABLE ${q(schema)}.${q(table)}`), ...dropped].join(';\n'));
    });
    return found;
  });
}
