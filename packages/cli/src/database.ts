/**
 * The database of a command: the one that DATABASE_URL names, or the embedded one in `.tenon/data`.
 *
 * In:   the environment.
 * Out:  an open Store, closed and stopped again at the end.
 */
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { findEmbedded, openStore, startEmbedded, type Store } from '@tenon/store';

export interface Database {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

export const root = fileURLToPath(new URL('../../..', import.meta.url));

const dataFolder = (): string => process.env['TENON_DATA'] || join(root, '.tenon', 'data');

export async function openDatabase(databaseUrl = process.env['DATABASE_URL']): Promise<Database> {
  return databaseUrl ? connect(databaseUrl) : startOwn();
}

async function connect(adminUrl: string): Promise<Database> {
  const store = await openStore({ adminUrl }).catch((error: unknown) => { throw explained(error, adminUrl); });
  return { store, close: () => store.close() };
}

/** An address without anybody at it is told with the address, and without the password in it. */
function explained(error: unknown, adminUrl: string): unknown {
  const causes = error instanceof AggregateError ? (error.errors as readonly Error[]) : [error as Error];
  const unreachable = causes.find((cause) => ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN'].includes((cause as NodeJS.ErrnoException).code ?? ''));
  const host = URL.canParse(adminUrl) ? new URL(adminUrl).host : 'DATABASE_URL';
  return unreachable ? new Error(`There is no PostgreSQL at ${host}: ${unreachable.message}`, { cause: error }) : error;
}

async function startOwn(): Promise<Database> {
  const server = await startEmbedded(dataFolder());
  try {
    const { store, close } = await connect(server.connectionString);
    return { store, close: async () => { await close(); await server.stop(); } };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** For a command that ends again: beside a running `start` or `dev` it uses their server. */
export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const given = process.env['DATABASE_URL'] || (await findEmbedded(dataFolder()));
  const database = await openDatabase(given);
  try {
    return await work(database.store);
  } finally {
    await database.close();
  }
}
