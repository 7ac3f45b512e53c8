/**
 * The database of a command: the one that DATABASE_URL names, or the embedded one in `.tenon/data`.
 *
 * In:   the environment.
 * Out:  an open Store, closed and stopped again at the end.
 */
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { openStore, startEmbedded, type Store } from '@tenon/store';

export interface Database {
  readonly store: Store;
  readonly embedded: boolean;
  readonly close: () => Promise<void>;
}

export const root = fileURLToPath(new URL('../../..', import.meta.url));

export async function openDatabase(databaseUrl = process.env['DATABASE_URL'], dataFolder = process.env['TENON_DATA'] ?? join(root, '.tenon', 'data')): Promise<Database> {
  if (databaseUrl) {
    const store = await openStore({ adminUrl: databaseUrl });
    return { store, embedded: false, close: () => store.close() };
  }
  const server = await startEmbedded(dataFolder);
  try {
    const store = await openStore({ adminUrl: server.connectionString });
    return { store, embedded: true, close: async () => { await store.close(); await server.stop(); } };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const database = await openDatabase();
  try {
    return await work(database.store);
  } finally {
    await database.close();
  }
}
