/**
 * Does what a migration leaves for before and after its transaction, one statement at a time, without keeping writers waiting.
 *
 * In:   the rows of `tenon.index_builds`.
 * Out:  they are done and gone. Run it after a migration and when a node starts, on as many nodes as there are: each tenant has one
 * lane, and whatever a killed process has left there, half an index or a finished one that is still recorded, is taken up again.
 */
import { failure } from '@tenon/diagnostics';
import type pg from 'pg';
import type { StoreHandle } from '../handle.ts';
import { quoteName as q, schemaOf } from '../names.ts';
import { forgetBuild, recordBuilds, recordedBuilds, type Build, type RecordedBuild } from './builds-table.ts';
import { inLane, withShortLocks } from './lane.ts';
import type { MigrationPlan } from './plan.ts';

export interface FinishedBuilds {
  readonly done: number;
  /** Builds that rows stand against, with what PostgreSQL said. */
  readonly failed: readonly { readonly tenant: string; readonly table: string; readonly name: string; readonly problem: string }[];
}

/** Finishes what is recorded for a tenant, or for all. Gives way to a migration: what it has not done then, the next run does. */
export async function finishBuilds(store: StoreHandle, tenant?: string): Promise<FinishedBuilds> {
  const { rows } = await store.database.owner.query<{ tenant: string }>('SELECT DISTINCT tenant FROM tenon.index_builds WHERE $1::text IS NULL OR tenant = $1 ORDER BY tenant', [tenant ?? null]);
  let done = 0;
  const failed: FinishedBuilds['failed'][number][] = [];
  for (const { tenant: slug } of rows) {
    done += await inLane(store.database, slug, 'builds', (client) => finishOn(client, slug)).catch((error: unknown) => {
      // A migration has asked for the lane, or others are at it for long.
      if (['57014', 'STO112'].includes((error as { code?: string }).code ?? '')) return 0;
      throw error;
    });
    failed.push(...(await failedOf(store, slug)));
  }
  return { done, failed };
}

async function failedOf(store: StoreHandle, tenant: string): Promise<FinishedBuilds['failed']> {
  const builds = await recordedBuilds(store.database.owner, tenant);
  return builds.filter(({ state }) => state === 'failed').map(({ table, name, problem }) => ({ tenant, table, name, problem: problem ?? '' }));
}

async function finishOn(client: pg.PoolClient, tenant: string): Promise<number> {
  await client.query('SET statement_timeout TO 0; SET lock_timeout TO 0');
  await dropAbandoned(client, tenant);
  let done = 0;
  for (const build of await recordedBuilds(client, tenant)) if (await finishOne(client, tenant, build)) done += 1;
  return done;
}

/** A build that rows stand against is marked, and told by the drift check; one whose table is gone is forgotten. */
async function finishOne(client: pg.PoolClient, tenant: string, build: RecordedBuild): Promise<boolean> {
  try {
    if (build.kind === 'index') await buildIndex(client, tenant, build);
    else for (const sql of build.sql.slice(0, -1)) await client.query(sql);
    await finishLast(client, tenant, build);
    return true;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (goneCodes.includes(code ?? '')) {
      await forgetBuild(client, tenant, build);
      return true;
    }
    if (!code?.startsWith('23')) throw error;
    await client.query(`UPDATE tenon.index_builds SET state = 'failed', problem = $5 WHERE tenant = $1 AND kind = $2 AND "table" = $3 AND name = $4`, [tenant, build.kind, build.table, build.name, message]);
    return false;
  }
}

/** No such table, column or constraint. */
const goneCodes: readonly string[] = ['42P01', '42703', '42704'];

/** The last statement of a constraint goes with its record, so that neither is there without the other. An index has none left. */
async function finishLast(client: pg.PoolClient, tenant: string, build: Build): Promise<void> {
  const schema = schemaOf(tenant);
  await withShortLocks(client, { tenant, schema }, async (lock) => {
    await forgetBuild(client, tenant, build);
    if (build.kind === 'index') return;
    if (build.kind === 'notNull') await lock({ exclusive: [build.table], shared: [] });
    await client.query(build.sql.at(-1)!);
  });
}

/** Builds an index, after taking away what is left of an earlier try. One that is there whole is left as it is. */
async function buildIndex(client: pg.PoolClient, tenant: string, { name, sql }: Build): Promise<void> {
  const schema = schemaOf(tenant);
  const { rows } = await client.query<{ valid: boolean }>(
    'SELECT x.indisvalid AS valid FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace WHERE n.nspname = $1 AND i.relname = $2', [schema, name]);
  if (rows[0]?.valid) return;
  if (rows[0]) await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${q(schema)}.${q(name)}`);
  for (const statement of sql) await client.query(statement);
}

/** Builds what a migration needs before its transaction. It is recorded first, so that it can be found if that never comes. */
export async function buildAhead(client: pg.PoolClient, { tenant, work }: MigrationPlan): Promise<void> {
  if (work.before.length === 0) return;
  await recordBuilds(client, tenant, 'before', work.before);
  await client.query('SET statement_timeout TO 0; SET lock_timeout TO 0');
  try {
    for (const build of work.before) await buildIndex(client, tenant, build);
  } catch (error) {
    await dropAbandoned(client, tenant);
    if ((error as { code?: string }).code === '23505') throw failure('STO103', { what: work.before.map(({ table, name }) => `${table}: ${name}`).join('; ') });
    throw error;
  } finally {
    await client.query('RESET statement_timeout; RESET lock_timeout');
  }
}

/** Takes away what was built ahead of a migration that never came. Needs the lane: who has it knows that none is under way. */
export async function dropAbandoned(client: pg.PoolClient, tenant: string): Promise<void> {
  for (const build of await recordedBuilds(client, tenant)) {
    if (build.state !== 'before') continue;
    await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${q(schemaOf(tenant))}.${q(build.name)}`);
    await forgetBuild(client, tenant, build);
  }
}
