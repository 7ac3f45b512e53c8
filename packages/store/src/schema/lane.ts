/**
 * One migration of a tenant at a time, and short locks on its tables.
 *
 * In:   work that needs the tenant's lane to itself, on one connection.
 * Out:  its result. Who builds indexes gives the lane up for a migration, and goes on afterwards.
 * Errors: STO112 the lane, or the tables, were busy all the time that a migration waits.
 * Sessions ask for the lane again and again instead of waiting in PostgreSQL: one that waits there holds a snapshot, and an index
 * that is built concurrently waits for old snapshots to go.
 */
import { failure } from '@tenon/diagnostics';
import type pg from 'pg';
import type { Database } from '../database.ts';
import { quoteName as q } from '../names.ts';

/** How long a migration tries in all. */
const patienceMs = 20_000;
/** So long a migration stands in the queue for a lock; those behind it wait as long. */
const lockMs = 100;
/** For all locks of a migration together. */
const locksMs = 150;
const buildingName = 'tenon builds';
const key = `hashtextextended('tenon.migration.' || $1, 0)`;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Runs work on a connection that has the tenant's lane to itself. Builds leave it at that where the lane is busy for long. */
export async function inLane<T>(database: Database, tenant: string, as: 'migration' | 'builds', work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await database.owner.connect();
  let broken: Error | undefined;
  const onError = (error: Error): void => { broken = error; };
  client.on('error', onError);
  try {
    if (as === 'builds') await client.query(`SET application_name TO '${buildingName}'`);
    await enterLane(client, tenant, as);
    return await work(client);
  } finally {
    if (as === 'migration') await leaveLane(client, tenant).catch((error: Error) => { broken ??= error; });
    client.off('error', onError);
    // A session that was told to cancel what it does must not be another's by the time that it hears of it.
    client.release(as === 'builds' ? true : broken);
  }
}

async function leaveLane(client: pg.PoolClient, tenant: string): Promise<void> {
  await client.query('ROLLBACK');
  await client.query(`SELECT pg_advisory_unlock(${key})`, [tenant]);
}

async function enterLane(client: pg.PoolClient, tenant: string, as: 'migration' | 'builds'): Promise<void> {
  const until = Date.now() + patienceMs;
  for (let wait = 10; ; wait = Math.min(2 * wait, 250)) {
    const { rows } = await client.query<{ mine: boolean }>(`SELECT pg_try_advisory_lock(${key}) AS mine`, [tenant]);
    if (rows[0]!.mine) return;
    if (Date.now() > until) throw failure('STO112', { tenant });
    if (as === 'migration') await cancelBuilds(client, tenant);
    await pause(wait);
  }
}

async function cancelBuilds(client: pg.PoolClient, tenant: string): Promise<void> {
  await client.query(
    `SELECT pg_cancel_backend(l.pid) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND ((l.classid::bigint << 32) | l.objid::bigint) = ${key} AND a.application_name = $2`, [tenant, buildingName]);
}

export interface Locks { readonly exclusive: readonly string[]; readonly shared: readonly string[] }

/**
 * Runs `work` in a transaction that locks tables; again and again, with longer and longer pauses, while it does not get the locks.
 * `lock` takes them: what runs before it keeps nobody waiting.
 */
export async function withShortLocks<T>(client: pg.PoolClient, { tenant, schema }: { tenant: string; schema: string }, work: (lock: (tables: Locks) => Promise<void>) => Promise<T>): Promise<T> {
  const until = Date.now() + patienceMs;
  for (let attempt = 0; ; attempt++) {
    try {
      await client.query('BEGIN');
      const result = await work((tables) => lockTables(client, schema, tables, attempt));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      if (!(error instanceof LocksBusy)) throw error;
      if (Date.now() > until) throw failure('STO112', { tenant });
      await pause(Math.min(20 * 2 ** attempt, 1_000) * (0.5 + Math.random()));
    }
  }
}

class LocksBusy extends Error {}

/** 55P03 lock timeout, 57014 all locks together took too long, 40P01 deadlock. */
const busyCodes: readonly string[] = ['55P03', '57014', '40P01'];

async function lockTables(client: pg.PoolClient, schema: string, { exclusive, shared }: Locks, attempt: number): Promise<void> {
  const named = (tables: readonly string[]) => tables.map((table) => `${q(schema)}.${q(table)}`).join(', ');
  await client.query(await lockSettings(client, attempt));
  try {
    if (exclusive.length > 0) await client.query(`LOCK TABLE ${named(exclusive)} IN ACCESS EXCLUSIVE MODE`);
    if (shared.length > 0) await client.query(`LOCK TABLE ${named(shared)} IN SHARE ROW EXCLUSIVE MODE`);
  } catch (error) {
    throw busyCodes.includes((error as { code?: string }).code ?? '') ? new LocksBusy() : error;
  }
  await client.query('SET LOCAL statement_timeout TO DEFAULT; SET LOCAL lock_timeout TO DEFAULT');
}

/**
 * A vacuum that PostgreSQL started by itself gives way to whoever has waited for `deadlock_timeout`. Where that may not be lowered,
 * one try in four waits long enough for it.
 */
async function lockSettings(client: pg.PoolClient, attempt: number): Promise<string> {
  const { rows } = await client.query<{ may: boolean }>(`SELECT has_parameter_privilege('deadlock_timeout', 'SET') AS may`);
  const patient = !rows[0]!.may && attempt % 4 === 3;
  const [lock, all] = patient ? [1_500, 2_000] : [lockMs, locksMs];
  return `${rows[0]!.may ? `SET LOCAL deadlock_timeout TO ${lockMs / 2}; ` : ''}SET LOCAL lock_timeout TO ${lock}; SET LOCAL statement_timeout TO ${all}`;
}
