/** A tenant's row in the control schema. */
import { failure } from '@tenon/diagnostics';
import { readKeptModel, type Model } from '@tenon/model';
import type pg from 'pg';

export interface TenantRow {
  readonly slug: string;
  readonly name: string;
  readonly schema: string;
  readonly created_at: string;
  readonly model_hash: string;
  readonly model_version: number;
}

/** The row, or a Failure that there is no such tenant. */
export async function tenantRow(client: pg.ClientBase | pg.Pool, slug: string, lock = ''): Promise<TenantRow> {
  const result = await client.query<TenantRow>(`SELECT slug, name, schema, created_at, model_hash, model_version FROM tenon.tenants WHERE slug = $1 ${lock}`, [slug]);
  const row = result.rows[0];
  if (!row) throw failure('STO104', { tenant: slug });
  return row;
}

/** The Model that the row says is the tenant's. */
export async function activeModelOf(client: pg.ClientBase | pg.Pool, row: TenantRow): Promise<Model> {
  return readKeptModel(await activeModelText(client, row));
}

/** The same as it is kept. */
export async function activeModelText(client: pg.ClientBase | pg.Pool, row: TenantRow): Promise<string> {
  const result = await client.query<{ model: string }>('SELECT model FROM tenon.model_versions WHERE tenant = $1 AND version = $2', [row.slug, row.model_version]);
  return result.rows[0]!.model;
}
