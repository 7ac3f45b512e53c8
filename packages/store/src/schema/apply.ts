/**
 * Applies a migration plan: under a lock, in one transaction, all of it or nothing. Killed at any instant, the tenant has the old Model or the new.
 *
 * What takes long is done beside it: unique indexes before, other indexes and the proof of constraints after (`builds.ts`), so that
 * the transaction holds its locks only for what PostgreSQL does in its catalogue.
 * Errors: STO101 the tenant's Model has changed since the plan was made; STO102 data would be lost and nobody agreed to it;
 *         STO103 rows break a new rule; STO111 the Model asks for what PostgreSQL cannot keep; STO112 the tables were busy all the time.
 */
import { failure, messageOf } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import type pg from 'pg';
import type { StoreHandle } from '../handle.ts';
import { grantsSql, tableGrantsSql } from '../roles.ts';
import { tenantRow, type TenantRow } from '../tenant/rows.ts';
import { buildAhead, dropAbandoned } from './builds.ts';
import { recordBuilds } from './builds-table.ts';
import { inLane, withShortLocks, type Locks } from './lane.ts';
import { appendOnlyTables } from './system-tables.ts';
import { planOn, type MigrationPlan } from './plan.ts';
import { refill } from './refill.ts';

export interface Consent {
  /** True when losing data, or setting it aside, was agreed to. */
  readonly consent?: boolean;
  readonly by?: string;
}

/** Channel on which nodes hear that a tenant has another Model; the payload is its slug. */
export const modelChannel = 'tenon_model';

export interface Migration {
  /** Makes the plan again where nobody else can change the tenant, and refuses one that was not shown. */
  readonly plan: (client: pg.ClientBase) => Promise<MigrationPlan>;
  /** Written with the version, before the tables are locked; may run more than once, each time in a transaction of its own. */
  readonly record?: (client: pg.ClientBase, version: number) => Promise<void>;
  /** Written when the tables are as the new Model says, while they are locked. */
  readonly fill?: (client: pg.ClientBase, version: number) => Promise<void>;
}

/** Does what the plan says and makes its Model the tenant's. Returns the number of the Model's version. */
export function applyMigration(store: StoreHandle, plan: MigrationPlan, options: Consent = {}): Promise<number> {
  return migrate(store, plan.tenant, { plan: (client) => planAgain(client, store, plan) }, options);
}

/** The schema itself may have moved as well: the steps that are done are those of now, and they must be those that were shown. */
async function planAgain(client: pg.ClientBase, store: StoreHandle, plan: MigrationPlan): Promise<MigrationPlan> {
  const fresh = await planOn(client, store, plan.tenant, plan.model);
  if (fresh.from !== plan.from || fresh.sql !== plan.sql) throw failure('STO101', { tenant: plan.tenant });
  return fresh;
}

/** The same with what the caller writes along with it. */
export function migrate(store: StoreHandle, tenant: string, migration: Migration, options: Consent): Promise<number> {
  return inLane(store.database, tenant, 'migration', async (client) => {
    await dropAbandoned(client, tenant);
    for (let attempt = 0; ; attempt++) {
      const plan = await planned(client, migration);
      refuseUnfit(plan, options);
      try {
        await buildAhead(client, plan);
        return await withShortLocks(client, plan, (lock) => applyLocked(client, plan, { options, migration, lock }));
      } catch (error) {
        // A row came in between and broke a rule that the plan found kept. Planned again, it is counted, and so refused.
        if (attempt > 0 || !rowErrors.test((error as { code?: string }).code ?? '')) throw error;
      }
    }
  });
}

const rowErrors = /^23/;

async function planned(client: pg.ClientBase, { plan }: Migration): Promise<MigrationPlan> {
  await client.query('BEGIN');
  const made = await plan(client);
  await client.query('COMMIT');
  return made;
}

/** The same inside a transaction of the caller, for a tenant that nobody uses yet. */
export async function applyOn(client: pg.ClientBase, plan: MigrationPlan, options: Consent): Promise<number> {
  refuseUnfit(plan, options);
  return applyLocked(client, plan, { options, migration: {}, lock: async () => undefined });
}

interface Applying {
  readonly options: Consent;
  readonly migration: Omit<Migration, 'plan'>;
  readonly lock: (tables: Locks) => Promise<void>;
}

async function applyLocked(client: pg.ClientBase, plan: MigrationPlan, { options, migration, lock }: Applying): Promise<number> {
  const { tenant, schema, model, work } = plan;
  const row = await tenantRow(client, tenant, 'FOR UPDATE');
  if (row.model_hash !== plan.from) throw failure('STO101', { tenant });
  const version = await recordModel(client, row, model, options.by ?? 'system');
  await recordWork(client, plan);
  await migration.record?.(client, version);
  const grants = row.model_version === 0 ? grantsSql(schema, appendOnlyTables) : tableGrantsSql(schema, work.fresh, appendOnlyTables);
  await lock(work);
  // Triggers that wait for COMMIT would stand in the way of changing the table of a row that was just written.
  await client.query(['SET CONSTRAINTS ALL IMMEDIATE', ...work.inside, grants].filter(Boolean).join(';\n'));
  await refill(client, schema, model, plan.refill);
  await migration.fill?.(client, version);
  return version;
}

async function recordModel(client: pg.ClientBase, row: TenantRow, model: Model, by: string): Promise<number> {
  const version = row.model_version + 1;
  await client.query(
    'INSERT INTO tenon.model_versions (tenant, version, hash, model, package, applied_by) VALUES ($1, $2, $3, $4, $5, $6)',
    [row.slug, version, model.hash, JSON.stringify({ ...model, data: [] }), `${model.package.name}@${model.package.version}`, by]);
  await client.query('UPDATE tenon.tenants SET model_hash = $2, model_version = $3 WHERE slug = $1', [row.slug, model.hash, version]);
  await client.query('SELECT pg_notify($1, $2)', [modelChannel, row.slug]);
  return version;
}

async function recordWork(client: pg.ClientBase, { tenant, work }: MigrationPlan): Promise<void> {
  await client.query(`DELETE FROM tenon.index_builds WHERE tenant = $1 AND state = 'before'`, [tenant]);
  for (const { table, name = null } of work.obsolete) {
    await client.query('DELETE FROM tenon.index_builds WHERE tenant = $1 AND "table" = $2 AND ($3::text IS NULL OR name = $3)', [tenant, table, name]);
  }
  await recordBuilds(client, tenant, 'waiting', work.after);
}

function refuseUnfit(plan: MigrationPlan, options: Consent): void {
  const mistakes = plan.diagnostics.filter((problem) => problem.severity === 'error');
  if (mistakes.length > 0) throw failure('STO111', { what: mistakes.map((problem) => messageOf(problem)).join(' ') });
  const broken = plan.changes.filter((change) => change.failing);
  if (broken.length > 0) throw failure('STO103', { what: broken.map((change) => `${change.words} (${change.failing} rows)`).join('; ') });
  const losing = plan.changes.filter((change) => change.risk === 'losesData' || change.risk === 'aside');
  if (losing.length > 0 && !options.consent) throw failure('STO102', { what: losing.map((change) => change.words).join('; ') });
}
