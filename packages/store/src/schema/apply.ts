/**
 * Applies a migration plan: under a lock, in one transaction, all of it or nothing. Killed at any instant, the tenant has the old Model or the new.
 *
 * Errors: STO101 the tenant's Model has changed since the plan was made; STO102 data would be lost and nobody agreed to it;
 *         STO103 rows break a new rule; STO111 the Model asks for what PostgreSQL cannot keep.
 */
import { failure, messageOf } from '@tenon/diagnostics';
import type pg from 'pg';
import { asOwner } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import { grantsSql } from '../roles.ts';
import { activeModelOf, tenantRow } from '../tenant/rows.ts';
import { appendOnlyTables } from './system-tables.ts';
import { planOn, type MigrationPlan } from './plan.ts';
import { refill } from './refill.ts';

export interface Consent {
  /** True when losing data was agreed to. */
  readonly consent?: boolean;
  readonly by?: string;
}

/** Channel on which nodes hear that a tenant has another Model; the payload is its slug. */
export const modelChannel = 'tenon_model';

/** Does what the plan says and makes its Model the tenant's. Returns the number of the Model's version. */
export async function applyMigration(store: StoreHandle, plan: MigrationPlan, options: Consent = {}): Promise<number> {
  refuseUnfit(plan, options);
  return asOwner(store.database, (client) => applyOn(client, store, plan, options));
}

/** The same inside a transaction of the caller. */
export async function applyOn(client: pg.ClientBase, store: StoreHandle, plan: MigrationPlan, options: Consent): Promise<number> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('tenon.migration.' || $1, 0))`, [plan.tenant]);
  const row = await tenantRow(client, plan.tenant, 'FOR UPDATE');
  if (row.model_hash !== plan.from) throw failure('STO101', { tenant: plan.tenant });
  // The schema itself may have moved as well: the steps that are done are those of now, and they must be those that were shown.
  const fresh = await planOn(client, store, plan.tenant, plan.model);
  if (fresh.sql !== plan.sql) throw failure('STO101', { tenant: plan.tenant });
  refuseUnfit(fresh, options);
  const before = row.model_version === 0 ? undefined : await activeModelOf(client, row);
  if (fresh.sql) await client.query(fresh.sql);
  if (before) await refill(client, row.schema, before, plan.model);
  await client.query(grantsSql(row.schema, appendOnlyTables));
  const version = row.model_version + 1;
  const { model } = plan;
  await client.query(
    'INSERT INTO tenon.model_versions (tenant, version, hash, model, package, applied_by) VALUES ($1, $2, $3, $4, $5, $6)',
    [plan.tenant, version, model.hash, JSON.stringify({ ...model, data: [] }), `${model.package.name}@${model.package.version}`, options.by ?? 'system']);
  await client.query('UPDATE tenon.tenants SET model_hash = $2, model_version = $3 WHERE slug = $1', [plan.tenant, model.hash, version]);
  await client.query('SELECT pg_notify($1, $2)', [modelChannel, plan.tenant]);
  return version;
}

function refuseUnfit(plan: MigrationPlan, options: Consent): void {
  const mistakes = plan.diagnostics.filter((problem) => problem.severity === 'error');
  if (mistakes.length > 0) throw failure('STO111', { what: mistakes.map((problem) => messageOf(problem)).join(' ') });
  const broken = plan.changes.filter((change) => change.failing);
  if (broken.length > 0) throw failure('STO103', { what: broken.map((change) => `${change.words} (${change.failing} rows)`).join('; ') });
  const losing = plan.changes.filter((change) => change.risk === 'losesData');
  if (losing.length > 0 && !options.consent) throw failure('STO102', { what: losing.map((change) => change.words).join('; ') });
}
