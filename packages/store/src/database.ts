/**
 * Connections to PostgreSQL, and the only ways to run a statement for a tenant.
 *
 * In:   a TenantScope and a statement with parameters.
 * Out:  rows; int8, numeric, dates and times as strings, timestamps as ISO text in UTC.
 * Every tenant statement runs in a transaction that has entered the tenant's role, and reads are read only.
 */
import { createHash } from 'node:crypto';
import { assert, limits } from '@tenon/diagnostics';
import pg from 'pg';
import type { TenantScope } from './operation/operation.ts';
import { quoteName } from './names.ts';

export type Row = Record<string, unknown>;

/** A statement of a tenant. With `prepared` it is parsed once per connection; give it for shapes that come again. */
export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly prepared?: boolean;
}

/** What a function inside a transaction may do. */
export interface Transaction {
  query<R = Row>(statement: Statement | string, values?: readonly unknown[]): Promise<R[]>;
  /** Like `query`, for the number of rows that a statement changed. */
  execute(statement: Statement | string, values?: readonly unknown[]): Promise<number>;
}

export interface Database {
  /** Owner of every schema: DDL and the control schema. */
  readonly owner: pg.Pool;
  /** Signed in as `tenon_app`, which owns nothing. */
  readonly app: pg.Pool;
  /** Pipelined connections for short reads, as `tenon_app`. */
  readonly readers: readonly Reader[];
  close(): Promise<void>;
}

interface Reader {
  client: pg.Client | undefined;
  connecting: Promise<pg.Client> | undefined;
  busy: number;
}

const isoTimestamp = (text: string): string => new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
const asText = (text: string): string => text;
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  20: asText, 1700: asText, 1082: asText, 1083: asText, 1114: asText,
  1184: (text) => (text.includes('infinity') ? text : isoTimestamp(text)),
};
const types = {
  getTypeParser: (oid: number, format?: string) => parsers[oid] ?? pg.types.getTypeParser(oid, format as 'text'),
} as unknown as pg.CustomTypesConfig;

export interface DatabaseOptions {
  readonly adminUrl: string;
  readonly appUrl: string;
  readonly appConnections?: number;
  readonly readConnections?: number;
  readonly statementTimeoutMs?: number;
}

/** Opens the pools. Nothing connects before it is used. */
export function openDatabase(options: DatabaseOptions): Database {
  const app = poolConfig(options.appUrl, options.statementTimeoutMs ?? 30_000);
  const owner = new pg.Pool({ ...poolConfig(options.adminUrl, 600_000), max: 5 });
  const appPool = new pg.Pool({ ...app, max: options.appConnections ?? 10, maxLifetimeSeconds: 1_800 });
  for (const pool of [owner, appPool]) pool.on('error', () => undefined); // an idle connection that breaks is replaced by the pool
  const readers = Array.from({ length: options.readConnections ?? 3 }, (): Reader => ({ client: undefined, connecting: undefined, busy: 0 }));
  const readerConfig = { ...app, pipeline: true };
  readerConfigs.set(readers, readerConfig);
  return {
    owner, app: appPool, readers,
    close: async () => {
      readerConfigs.delete(readers);
      await Promise.all([owner.end(), appPool.end(), ...readers.map(async (reader) => (await reader.connecting?.catch(() => undefined))?.end())]);
    },
  };
}

const readerConfigs = new WeakMap<readonly Reader[], pg.ClientConfig>();

function poolConfig(connectionString: string, statementTimeoutMs: number): pg.PoolConfig {
  const settings = { timezone: 'UTC', statement_timeout: statementTimeoutMs, idle_in_transaction_session_timeout: 60_000, lock_timeout: 20_000, synchronous_commit: 'on', jit: 'off' };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`).join(' ');
  return { connectionString, options, types, application_name: 'tenon', keepAlive: true, connectionTimeoutMillis: 15_000 };
}

/** The statement that begins a tenant's transaction: its role, its schema, and nothing else in reach. */
export function beginSql(scope: Pick<TenantScope, 'schema'>, readOnly: boolean, isolation?: 'repeatable read'): string {
  const schema = quoteName(scope.schema);
  const level = isolation ? ` ISOLATION LEVEL ${isolation.toUpperCase()}` : '';
  return `BEGIN${level} ${readOnly ? 'READ ONLY' : 'READ WRITE'}; SET LOCAL ROLE ${schema}; SET LOCAL search_path TO ${schema}, pg_catalog`;
}

/** Runs `fn` in one transaction of the tenant; again, up to three times, when PostgreSQL gave it up for another's sake. */
export async function withTransaction<T>(
  database: Database, scope: TenantScope, options: { readOnly?: boolean; snapshot?: boolean }, fn: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const begin = beginSql(scope, options.readOnly ?? false, options.snapshot ? 'repeatable read' : undefined);
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(database.app, begin, (client) => fn(transactionOn(client, scope)));
    } catch (error) {
      if (attempt >= 3 || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 * 4 ** attempt * (0.5 + Math.random())));
    }
  }
}

/** One transaction of the owner, for DDL and the control schema. Not for requests. */
export function asOwner<T>(database: Database, fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return once(database.owner, 'BEGIN', fn);
}

async function once<T>(pool: pg.Pool, begin: string, fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => { broken = error; };
  client.on('error', onError);
  try {
    await client.query(begin);
    const result = await fn(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failed: Error) => { broken = failed; });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** Serialization failure or deadlock: the same work may succeed when done again. */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes((error as { code?: string }).code ?? '');

function transactionOn(client: pg.PoolClient, scope: TenantScope): Transaction {
  const run = (statement: Statement | string, values?: readonly unknown[]) => {
    const given = typeof statement === 'string' ? { text: statement, ...(values ? { values } : {}) } : statement;
    return client.query(queryConfig(client, scope, given));
  };
  return {
    query: async <R>(statement: Statement | string, values?: readonly unknown[]) => (await run(statement, values)).rows as R[],
    execute: async (statement, values) => (await run(statement, values)).rowCount ?? 0,
  };
}

/**
 * One read in one flight: BEGIN READ ONLY, role and path, the statement, COMMIT are sent together, so the fence costs nothing.
 * Short statements share a few pipelined connections; a `slow` one gets a connection of its own, so that nothing waits behind it.
 */
export async function queryInScope<R = Row>(database: Database, scope: TenantScope, statement: Statement, options: { slow?: boolean } = {}): Promise<R[]> {
  if (options.slow) return withTransaction(database, scope, { readOnly: true }, (tx) => tx.query<R>(statement));
  const reader = database.readers.reduce((least, one) => (one.busy < least.busy ? one : least));
  reader.busy++;
  try {
    const client = await connected(database, reader);
    // Sent without a pause between them: another request's flight cannot come in between.
    const begun = client.query(beginSql(scope, true));
    const answered = client.query(queryConfig(client, scope, statement));
    const ended = client.query('COMMIT');
    const [first, second, third] = await Promise.allSettled([begun, answered, ended]);
    for (const part of [first, second, third]) if (part.status === 'rejected') throw part.reason;
    assert(second.status === 'fulfilled', 'a flight without failures has an answer');
    return second.value.rows as R[];
  } finally {
    reader.busy--;
  }
}

function connected(database: Database, reader: Reader): Promise<pg.Client> {
  if (reader.connecting) return reader.connecting;
  const config = readerConfigs.get(database.readers);
  assert(config, 'the database is open');
  const client = new pg.Client(config);
  const forget = () => {
    if (reader.client === client) [reader.client, reader.connecting] = [undefined, undefined];
  };
  client.on('error', forget).on('end', forget);
  reader.client = client;
  reader.connecting = client.connect().then(() => client, (error: unknown) => {
    forget();
    throw error;
  });
  return reader.connecting;
}

/** Per connection: digest of a statement → its name there, the least recently used first. */
const preparedOn = new WeakMap<object, Map<string, string>>();
let preparedCount = 0;

function queryConfig(client: pg.ClientBase, scope: TenantScope, statement: Statement): pg.QueryConfig {
  const config: pg.QueryConfig = { text: statement.text, values: [...(statement.values ?? [])] };
  return statement.prepared ? { ...config, name: preparedName(client, scope, statement.text) } : config;
}

/** Kept by schema and Model: a plan made for one tenant, or before a migration, is never used for another. */
function preparedName(client: pg.ClientBase, scope: TenantScope, text: string): string {
  const key = createHash('sha256').update(`${scope.schema}\n${scope.model.hash}\n${text}`).digest('base64url');
  let names = preparedOn.get(client);
  if (!names) preparedOn.set(client, (names = new Map()));
  // A name is never used again: an answer to its first parsing may still be on the way when it is forgotten.
  const name = names.get(key) ?? `p${++preparedCount}`;
  names.delete(key);
  names.set(key, name);
  if (names.size > limits.statementsPreparedMax) forgetOldest(client, names);
  return name;
}

function forgetOldest(client: pg.ClientBase, names: Map<string, string>): void {
  const [key, name] = names.entries().next().value!;
  names.delete(key);
  const { connection } = client as unknown as { connection: { parsedStatements: Record<string, string> } };
  const forget = () => { delete connection.parsedStatements[name]; };
  client.query(`DEALLOCATE ${quoteName(name)}`).then(forget, forget);
}
