/**
 * The active Model of each tenant, kept by version, bounded, and refreshed when another node applies a plan.
 *
 * Invariant: a Model here is the one of `tenon.tenants` at the last notification or at most `checkMs` ago, whichever is later.
 */
import { limits } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import pg from 'pg';
import type { Database } from '../database.ts';
import type { TenantScope } from '../operation/operation.ts';
import { modelChannel } from '../schema/apply.ts';
import { activeModelOf, tenantRow } from './rows.ts';

export interface ActiveModel extends TenantScope {
  readonly version: number;
}

export interface Models {
  /** The scope for a request: tenant, schema and the Model that is active now. */
  activeModel(slug: string): Promise<ActiveModel>;
  forget(slug: string): void;
  close(): Promise<void>;
}

interface Entry { loading: Promise<ActiveModel>; checkedAt: number }

const checkMs = 30_000;

/** Opens the cache and listens for changes; the listening connection is made again when it breaks. */
export function openModels(database: Database, adminUrl: string): Models {
  const entries = new Map<string, Entry>();
  const byHash = new Map<string, Model>(); // tenants with the same Model share it
  const ear = listen(adminUrl, (slug) => entries.delete(slug), () => entries.clear());
  const load = async (slug: string): Promise<ActiveModel> => {
    const row = await tenantRow(database.owner, slug);
    const model = byHash.get(row.model_hash) ?? (await activeModelOf(database.owner, row));
    remember(byHash, model.hash, model);
    return { tenant: slug, schema: row.schema, model, version: row.model_version };
  };
  return {
    activeModel: (slug) => {
      const entry = entries.get(slug);
      if (entry && Date.now() - entry.checkedAt < checkMs) return entry.loading;
      const loading = load(slug);
      const made: Entry = { loading, checkedAt: Date.now() };
      remember(entries, slug, made);
      loading.catch(() => entries.get(slug) === made && entries.delete(slug));
      return loading;
    },
    forget: (slug) => void entries.delete(slug),
    close: () => ear.close(),
  };
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > limits.modelsCachedMax) map.delete(map.keys().next().value!);
}

function listen(adminUrl: string, onChange: (slug: string) => void, onGap: () => void): { close(): Promise<void> } {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: adminUrl, application_name: 'tenon listener', keepAlive: true });
    const again = () => {
      if (client !== next || closed) return;
      client = undefined;
      onGap();
      timer = setTimeout(() => void connect(), 200);
    };
    client = next;
    next.on('error', again).on('end', again).on('notification', (message) => onChange(message.payload ?? ''));
    try {
      await next.connect();
      await next.query(`LISTEN ${modelChannel}`);
      onGap(); // whatever was said before we listened is read anew
    } catch {
      again();
    }
  };
  const first = connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await first;
      await client?.end().catch(() => undefined);
    },
  };
}
