/**
 * A statement behind its fence, in one message group of PostgreSQL's protocol.
 *
 * In:   a pipelined connection of `tenon_app`, a tenant's schema, a statement.
 * Out:  its result. What stands before one Sync is one transaction: the fence enters the tenant's role and path and makes it
 *       read only, the statement follows, Sync ends it. Where the fence fails, PostgreSQL skips the statement.
 * `set_config` does what SET LOCAL does, and is planned once instead of being parsed each time.
 */
import type { Writable } from 'node:stream';
import pg from 'pg';
import { quoteName } from './names.ts';

const setting = (name: string, value: string): string => `pg_catalog.set_config('${name}', ${value}, true)`;
const role = setting('role', '$1::text');
const path = setting('search_path', '$2::text');
/** Answer with no row; `concat` is never null, and cannot be known before the settings are made. */
const fence = { name: 'fence', text: `SELECT 1 WHERE pg_catalog.concat(${role}, ${path}, ${setting('transaction_read_only', `'on'`)}) IS NULL` } as const;
const entrance = { name: 'entrance', text: `SELECT 1 WHERE pg_catalog.concat(${role}, ${path}) IS NULL` } as const;
const fenceValues = (schema: string): string[] => [schema, `${quoteName(schema)}, pg_catalog`];

interface Wire {
  readonly stream: Writable;
  parse(message: { name: string; text: string }): void;
  bind(message: { portal: string; statement: string; values: readonly string[]; binary: boolean; valueMapper: (value: string) => string }): void;
  execute(message: { portal: string }): void;
}
const wireOf = (client: pg.ClientBase): Wire => (client as unknown as { readonly connection: Wire }).connection;

/** The parts of `pg.Query` that are extended here; its types show only how it is used. */
interface ExtendedQuery extends pg.Submittable {
  prepare(wire: Wire): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
}
type Callback = (error: Error | null, result: pg.QueryResult) => void;
const ExtendedQuery = pg.Query as unknown as new (config: pg.QueryConfig & { readonly queryMode: 'extended' }, values: undefined, callback: Callback) => ExtendedQuery;

/** A statement with another one before it in the same group, which answers with no row. */
class Flight extends ExtendedQuery {
  readonly #before: (wire: Wire) => void;
  #begun = false;

  constructor(before: (wire: Wire) => void, config: pg.QueryConfig, callback: Callback) {
    super({ ...config, queryMode: 'extended' }, undefined, callback);
    this.#before = before;
  }

  override prepare(wire: Wire): void {
    this.#before(wire);
    super.prepare(wire);
  }

  override handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.#begun) super.handleCommandComplete(message, wire);
    this.#begun = true;
  }
}

function run(wire: Wire, statement: string, values: readonly string[]): void {
  wire.bind({ portal: '', statement, values, binary: false, valueMapper: (value) => value });
  wire.execute({ portal: '' });
}

async function fly(client: pg.ClientBase, before: (wire: Wire) => void, config: pg.QueryConfig): Promise<pg.QueryResult> {
  together(client);
  return new Promise((resolve, reject) => {
    client.query(new Flight(before, config, (error, result) => (error ? reject(error) : resolve(result))));
  });
}

/** A read: the fence, then the statement. */
export async function flight(client: pg.ClientBase, schema: string, config: pg.QueryConfig): Promise<pg.QueryResult> {
  await fenceOn(client);
  return fly(client, (wire) => run(wire, fence.name, fenceValues(schema)), config);
}

/** The beginning of a transaction that writes: BEGIN, then the entrance. What is sent behind it fails when it fails. Needs `fenceOn` first. */
export function beginWriting(client: pg.ClientBase, schema: string): Promise<pg.QueryResult> {
  const begin = (wire: Wire): void => {
    wire.parse({ name: '', text: 'BEGIN READ WRITE' });
    run(wire, '', []);
  };
  return fly(client, begin, { ...entrance, values: fenceValues(schema) });
}

const fences = new WeakMap<pg.ClientBase, Promise<unknown>>();

/** Fence and entrance are parsed once per connection. */
export function fenceOn(client: pg.ClientBase): Promise<unknown> {
  let known = fences.get(client);
  if (!known) {
    known = Promise.all([fence, entrance].map((statement) => client.query({ ...statement, values: ['none', 'pg_catalog'] })));
    known.catch(() => fences.delete(client));
    fences.set(client, known);
  }
  return known;
}

const held = new WeakSet<Writable>();

/** What is written to the connection in this turn of the event loop goes out in one system call. */
export function together(client: pg.ClientBase): void {
  const { stream } = wireOf(client);
  if (held.has(stream)) return;
  held.add(stream);
  stream.cork();
  setImmediate(() => {
    held.delete(stream);
    stream.uncork();
  });
}
