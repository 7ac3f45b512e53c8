/** Opens the store: connections, control schema, roles, the cache of Models. Refuses a database that does not protect its tenants. */
import { openDatabase } from './database.ts';
import type { StoreHandle } from './handle.ts';
import { listen } from './listener.ts';
import { appUrl, ensureAppRole } from './roles.ts';
import { compileHere, type Compiler } from './tenant/compiler.ts';
import { ensureControl } from './tenant/control.ts';
import { modelChannel } from './schema/apply.ts';
import { liveChannel, openLive, type Live } from './together/live.ts';
import { openModels, type Models } from './tenant/models.ts';
import { openQueue, type Queue, type QueueOptions } from './transfer/queue.ts';
import pg from 'pg';

export interface Store extends StoreHandle {
  readonly models: Models;
  readonly live: Live;
  /** Takes part in the long work of all nodes. Stop it before the store is closed. */
  openQueue(options: QueueOptions): Promise<Queue>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Connection of the owner of the schemas; may create schemas and roles. */
  readonly adminUrl: string;
  readonly appConnections?: number;
  readonly readConnections?: number;
  readonly statementTimeoutMs?: number;
  /** Closed with the store. Without one, layers are compiled in this thread. */
  readonly compiler?: Compiler;
}

/** Opens a store on a database, empty or not. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const setup = new pg.Pool({ connectionString: options.adminUrl, max: 1 });
  setup.on('error', () => undefined);
  let trigrams: boolean;
  try {
    ({ trigrams } = await ensureControl(setup));
    await ensureAppRole(setup, options.adminUrl);
    await refuseUnsafe(setup);
  } finally {
    await setup.end();
  }
  const database = openDatabase({ ...options, appUrl: appUrl(options.adminUrl) });
  const { changed, gap, ...models } = openModels(database);
  const { hear, gap: missed, ...live } = openLive();
  const onGap = (): void => {
    gap();
    missed();
  };
  const listener = listen({ url: options.adminUrl, channels: { [modelChannel]: changed, [liveChannel]: hear }, onGap });
  const compiler = options.compiler ?? compileHere();
  return {
    database, trigrams, models, live, compiler,
    openQueue: (given) => openQueue({ database }, options.adminUrl, given),
    close: async () => {
      await compiler.close();
      await listener.close();
      await database.close();
    },
  };
}

async function refuseUnsafe(pool: pg.Pool): Promise<void> {
  const result = await pool.query(`SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync`);
  const { version, encoding, fsync } = result.rows[0] as { version: number; encoding: string; fsync: string };
  if (version < 150_000) throw new Error('PostgreSQL 15 or newer is needed');
  if (encoding !== 'UTF8') throw new Error(`The database must be in UTF8, not ${encoding}`);
  if (fsync !== 'on') throw new Error('PostgreSQL runs with fsync = off and would lose what it has confirmed');
}
