/**
 * Connections to PostgreSQL, and the only ways to run a statement for a tenant.
 *
 * In:   a TenantScope and a statement with parameters.
 * Out:  rows; int8, numeric, dates and times as strings, timestamps as ISO text in UTC.
 * Every tenant statement runs in a transaction that has entered the tenant's role, and reads are read only.
 */
import { assert, limits } from '@tenon/diagnostics';
import pg from 'pg';
import { beginWriting, fenceOn, flight, together } from './flight.ts';
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
  /** A statement whose answer nobody needs: it goes out with COMMIT, in one flight, and when it fails nothing is committed. */
  last(statement: Statement): void;
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
  const appPool = new pg.Pool({ ...app, pipeline: true, max: options.appConnections ?? 10, maxLifetimeSeconds: 1_800 } as pg.PoolConfig);
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

/**
 * Runs `fn` in one transaction of the tenant; again, up to three times, when PostgreSQL gave it up for another's sake.
 * The connection is pipelined: statements that `fn` sends without waiting in between travel together, BEGIN with the first of them.
 */
export async function withTransaction<T>(
  database: Database, scope: TenantScope, options: { readOnly?: boolean; snapshot?: boolean }, fn: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const plain = !options.readOnly && !options.snapshot;
  const begin = (client: pg.PoolClient): Promise<unknown> => {
    if (plain) return beginWriting(client, scope.schema);
    return client.query(beginSql(scope, options.readOnly ?? false, options.snapshot ? 'repeatable read' : undefined));
  };
  for (let attempt = 0; ; attempt++) {
    try {
      return await onConnection(database.app, (client) => pipelined(client, scope, begin, fn));
    } catch (error) {
      if (attempt >= 3 || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 * 4 ** attempt * (0.5 + Math.random())));
    }
  }
}

/** One transaction of the owner, for DDL and the control schema. Not for requests. */
export function asOwner<T>(database: Database, fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return onConnection(database.owner, async (client) => {
    await client.query('BEGIN');
    const result = await fn(client);
    await client.query('COMMIT');
    return result;
  });
}

/** One transaction of the owner that sees one moment of the database, can change nothing, and is rolled back. */
export function onSnapshot<T>(database: Database, fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return onConnection(database.owner, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await fn(client);
    await client.query('ROLLBACK');
    return result;
  });
}

/** Statements of a tenant inside a transaction of the owner: as the tenant's role, which is left again at the end. */
export async function withinOwner<T>(client: pg.ClientBase, scope: TenantScope, fn: (tx: Transaction) => Promise<T>): Promise<T> {
  const schema = quoteName(scope.schema);
  const lasts: Statement[] = [];
  const run = (statement: Statement | string, values?: readonly unknown[]) =>
    (typeof statement === 'string' ? client.query(statement, [...(values ?? [])]) : client.query(statement.text, [...(statement.values ?? [])]));
  await client.query(`SET LOCAL ROLE ${schema}; SET LOCAL search_path TO ${schema}, pg_catalog`);
  const result = await fn({
    query: async <R>(statement: Statement | string, values?: readonly unknown[]) => (await run(statement, values)).rows as R[],
    execute: async (statement, values) => (await run(statement, values)).rowCount ?? 0,
    last: (statement) => void lasts.push(statement),
  });
  for (const statement of lasts) await run(statement);
  await client.query('RESET ROLE; SET LOCAL search_path TO DEFAULT');
  return result;
}

async function pipelined<T>(client: pg.PoolClient, scope: TenantScope, begin: (client: pg.PoolClient) => Promise<unknown>, fn: (tx: Transaction) => Promise<T>): Promise<T> {
  const lasts: Statement[] = [];
  await fenceOn(client);
  const begun = begin(client);
  begun.catch(() => undefined);
  let result: T;
  try {
    result = await fn(transactionOn(client, scope, lasts));
  } catch (error) {
    // What follows a BEGIN that failed fails because of it.
    await begun;
    throw error;
  }
  together(client);
  await inFlight([begun, ...lasts.map((statement) => client.query(queryConfig(client, scope, statement))), client.query('COMMIT')]);
  return result;
}

/** Answers of statements that were sent together. The first refusal counts: those behind it only say that the transaction is lost. */
export async function inFlight<T extends readonly unknown[]>(sent: { readonly [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const settled = await Promise.allSettled(sent as readonly Promise<unknown>[]);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  }) as unknown as T;
}

async function onConnection<T>(pool: pg.Pool, fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => { broken = error; };
  client.on('error', onError);
  try {
    return await fn(client);
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

function transactionOn(client: pg.PoolClient, scope: TenantScope, lasts: Statement[]): Transaction {
  const run = (statement: Statement | string, values?: readonly unknown[]) => {
    const given = typeof statement === 'string' ? { text: statement, ...(values ? { values } : {}) } : statement;
    together(client);
    return client.query(queryConfig(client, scope, given));
  };
  return {
    query: async <R>(statement: Statement | string, values?: readonly unknown[]) => (await run(statement, values)).rows as R[],
    execute: async (statement, values) => (await run(statement, values)).rowCount ?? 0,
    last: (statement) => void lasts.push(statement),
  };
}

/**
 * One read in one flight: the fence and the statement are sent together, so the fence costs nearly nothing.
 * Short statements share a few pipelined connections; a `slow` one gets a connection of its own, so that nothing waits behind it
 * and PostgreSQL works on several at once.
 */
export async function queryInScope<R = Row>(database: Database, scope: TenantScope, statement: Statement, options: { slow?: boolean } = {}): Promise<R[]> {
  const fly = async (client: pg.ClientBase): Promise<R[]> => (await flight(client, scope.schema, queryConfig(client, scope, statement))).rows as R[];
  if (options.slow) return onConnection(database.app, fly);
  const reader = database.readers.reduce((least, one) => (one.busy < least.busy ? one : least));
  reader.busy++;
  try {
    return await fly(await connected(database, reader));
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

/** Per connection: a statement → its name there, the least recently used first. */
const preparedOn = new WeakMap<object, Map<string, string>>();
let preparedCount = 0;

function queryConfig(client: pg.ClientBase, scope: TenantScope, statement: Statement): pg.QueryConfig {
  const config: pg.QueryConfig = { text: statement.text, values: [...(statement.values ?? [])] };
  return statement.prepared ? { ...config, name: preparedName(client, scope, statement.text) } : config;
}

/** Kept by schema and Model: a plan made for one tenant, or before a migration, is never used for another. */
function preparedName(client: pg.ClientBase, scope: TenantScope, text: string): string {
  const key = `${scope.schema} ${scope.model.hash} ${numberOf(text)}`;
  let names = preparedOn.get(client);
  if (!names) preparedOn.set(client, (names = new Map()));
  // A name is never used again: an answer to its first parsing may still be on the way when it is forgotten.
  const name = names.get(key) ?? `p${++preparedCount}`;
  names.delete(key);
  names.set(key, name);
  if (names.size > limits.statementsPreparedMax) forgetOldest(client, names);
  return name;
}

/** A short stand-in for a statement's text. One that was forgotten gets another number, and is parsed again. */
const numbers = new Map<string, number>();
let numberLast = 0;

function numberOf(text: string): number {
  let number = numbers.get(text);
  if (number === undefined) {
    numbers.set(text, (number = ++numberLast));
    if (numbers.size > textsMax) numbers.delete(numbers.keys().next().value!);
  }
  return number;
}

const textsMax = 5_000;

function forgetOldest(client: pg.ClientBase, names: Map<string, string>): void {
  const [key, name] = names.entries().next().value!;
  names.delete(key);
  const { connection } = client as unknown as { connection: { parsedStatements: Record<string, string> } };
  const forget = () => { delete connection.parsedStatements[name]; };
  client.query(`DEALLOCATE ${quoteName(name)}`).then(forget, forget);
}
