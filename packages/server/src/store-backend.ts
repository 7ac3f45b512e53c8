/**
 * The Backend on top of the store.
 *
 * In:   an open Store.
 * Out:  a Backend. Callers are kept for a second, so that a page's many requests look a session up once; signing out is at once.
 */
import { failure } from '@tenon/diagnostics';
import {
  createSession, deleteSession, findApiKey, findCredential, findSession, listTenants, recordFailedSignIn, recordSignIn, runOperation, searchRecords, touchSession,
  type Account, type Queue, type Store,
} from '@tenon/store';
import type { Backend, SessionRecord } from './backend.ts';
import { principalOf } from './principal.ts';
import { storeLayers } from './store-layers.ts';
import { storeTogether } from './store-together.ts';
import { storeTransfer } from './transfer/transfer.ts';

const keptMs = 1_000;
const keptMax = 5_000;

/** A node that takes no part in the long work. */
const noQueue: Queue = { add: () => Promise.reject(failure('SRV102')), stop: () => Promise.resolve() };

export function storeBackend(store: Store, queue = noQueue): Backend {
  const kept = keep<SessionRecord | undefined>();
  return {
    ready: async () => (await store.database.owner.query('SELECT 1')).rowCount === 1,
    tenants: async () => (await listTenants(store)).map(({ slug, name }) => ({ slug, name })),
    credential: async (tenant, login) => {
      const found = await findCredential(store, tenant, login);
      if (found?.lockedUntil) refuseLocked(found.lockedUntil);
      return found?.active && found.passwordHash ? { userId: found.userId, passwordHash: found.passwordHash } : undefined;
    },
    signInFailed: (tenant, login) => recordFailedSignIn(store, tenant, login),
    startSession: async (session, login) => {
      await createSession(store, session);
      await recordSignIn(store, session.tenant, login);
    },
    session: (tokenHash) => kept.get(tokenHash, async () => {
      const found = await findSession(store, tokenHash);
      if (!found?.active) return undefined;
      await touchSession(store, tokenHash);
      return recordOf(found);
    }),
    endSession: async (tokenHash) => {
      await deleteSession(store, tokenHash);
      kept.forget(tokenHash);
    },
    apiKey: (keyHash) => kept.get(keyHash, async () => {
      const found = await findApiKey(store, keyHash);
      return found?.active ? recordOf(found) : undefined;
    }),
    scope: (tenant) => store.models.activeModel(tenant),
    run: (scope, input, principal) => runOperation(store, scope, input, principal),
    search: (scope, input, principal) => searchRecords(store, scope, input, principal),
    layers: storeLayers(store),
    together: storeTogether(store, () => kept.clear()),
    transfer: storeTransfer(store, queue),
  };
}

function refuseLocked(until: string): void {
  const seconds = Math.ceil((new Date(until).getTime() - Date.now()) / 1000);
  if (seconds > 0) throw failure('AUT103', { seconds });
}

function recordOf(account: Account): SessionRecord {
  const { tenant, login, timeZone } = account;
  return { tenant, login, email: null, timeZone, principal: principalOf(account) };
}

/** A bounded memory of answers, each good for a moment. */
function keep<T>() {
  const entries = new Map<string, { value: Promise<T>; at: number }>();
  return {
    get(key: string, load: () => Promise<T>): Promise<T> {
      const known = entries.get(key);
      if (known && Date.now() - known.at < keptMs) return known.value;
      const value = load();
      entries.delete(key);
      entries.set(key, { value, at: Date.now() });
      value.catch(() => entries.delete(key));
      if (entries.size > keptMax) entries.delete(entries.keys().next().value!);
      return value;
    },
    forget: (key: string): void => void entries.delete(key),
    clear: (): void => entries.clear(),
  };
}
