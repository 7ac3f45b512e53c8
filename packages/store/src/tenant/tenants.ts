/**
 * Tenants: each is a row in the control schema, a PostgreSQL schema `t_<slug>` and a role of the same name.
 *
 * Errors: STO105 the slug is taken; STO106 it is not a slug; STO104 there is no such tenant.
 */
import { failure } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import type { SourceFile } from '@tenon/model/compiler';
import type pg from 'pg';
import { asOwner } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import { quoteName, schemaOf } from '../names.ts';
import { dropTenantRole, ensureTenantRole } from '../roles.ts';
import { applyOn, modelChannel } from '../schema/apply.ts';
import { planOn } from '../schema/plan.ts';
import { rememberPackage, type PackageRef } from './packages.ts';
import { tenantRow } from './rows.ts';
import { recordVersion } from './versions.ts';

export interface Tenant {
  readonly slug: string;
  readonly name: string;
  readonly schema: string;
  readonly createdAt: string;
  readonly modelHash: string;
  readonly modelVersion: number;
}

export interface NewTenant {
  readonly slug: string;
  readonly name: string;
  readonly model: Model;
  readonly by?: string;
  /** The packages that the Model was compiled from, lowest first; without them the tenant cannot have a layer of its own yet. */
  readonly packages?: readonly (readonly SourceFile[])[];
  /** The tenant's own layer, when the Model was compiled with one. */
  readonly files?: readonly SourceFile[];
}

/** Makes a tenant with the tables of its Model, in one transaction. */
export async function createTenant(store: StoreHandle, tenant: NewTenant): Promise<Tenant> {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(tenant.slug)) throw failure('STO106', { tenant: tenant.slug });
  const schema = schemaOf(tenant.slug);
  await ensureTenantRole(store.database.owner, schema);
  return asOwner(store.database, async (client) => {
    const made = await client.query('INSERT INTO tenon.tenants (slug, name, schema) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [tenant.slug, tenant.name, schema]);
    if (made.rowCount === 0) throw failure('STO105', { tenant: tenant.slug });
    await client.query(`CREATE SCHEMA ${quoteName(schema)}`);
    const plan = await planOn(client, store, tenant.slug, tenant.model);
    const version = await applyOn(client, plan, tenant.by ? { by: tenant.by } : {});
    if (tenant.packages) await recordLayers(client, tenant, version);
    return tenantOf(await tenantRow(client, tenant.slug));
  });
}

async function recordLayers(client: pg.ClientBase, { slug, packages = [], files = [] }: NewTenant, version: number): Promise<void> {
  const refs: PackageRef[] = [];
  for (const one of packages) refs.push(await rememberPackage(client, one));
  await recordVersion(client, { tenant: slug, version, packages: refs, files });
}

/** Every tenant, by slug. */
export async function listTenants(store: StoreHandle): Promise<readonly Tenant[]> {
  const result = await store.database.owner.query('SELECT slug, name, schema, created_at, model_hash, model_version FROM tenon.tenants ORDER BY slug');
  return result.rows.map(tenantOf);
}

/** The tenant, or a Failure that there is none. */
export async function findTenant(store: StoreHandle, slug: string): Promise<Tenant> {
  return tenantOf(await tenantRow(store.database.owner, slug));
}

/** Removes a tenant and everything in it. */
export async function dropTenant(store: StoreHandle, slug: string): Promise<void> {
  const { schema } = await tenantRow(store.database.owner, slug);
  await asOwner(store.database, async (client) => {
    await client.query(`DROP SCHEMA IF EXISTS ${quoteName(schema)} CASCADE`);
    await client.query('DELETE FROM tenon.tenants WHERE slug = $1', [slug]);
    await client.query('SELECT pg_notify($1, $2)', [modelChannel, slug]);
  });
  await dropTenantRole(store.database.owner, schema);
}

function tenantOf(row: { slug: string; name: string; schema: string; created_at: string; model_hash: string; model_version: number }): Tenant {
  return { slug: row.slug, name: row.name, schema: row.schema, createdAt: row.created_at, modelHash: row.model_hash, modelVersion: row.model_version };
}
