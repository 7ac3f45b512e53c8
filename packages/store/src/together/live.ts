/**
 * What open pages hear of, on whichever node they are: said with NOTIFY by the transaction that makes it true.
 *
 * In:   signals, which say only whom they are for and what they are about; whoever hears one reads the rest as it is then.
 * Out:  they reach every node that listens, once the transaction is committed. A signal may be lost when a connection breaks;
 *       then `gap` is heard.
 */
import type { Transaction } from '../database.ts';

/** Channel of signals, beside the one of model changes. */
export const liveChannel = 'tenon_live';

export type LiveSignal =
  | { readonly kind: 'notification'; readonly tenant: string; readonly users: readonly string[] }
  | { readonly kind: 'job'; readonly tenant: string; readonly users: readonly string[]; readonly job: string }
  /** A session is over: `session` is a digest of the hash of its token. */
  | { readonly kind: 'ended'; readonly session: string }
  | { readonly kind: 'gap' };

export interface Live {
  /** Returns a way to stop it. */
  onSignal(listener: (signal: LiveSignal) => void): () => void;
}

/** A payload of NOTIFY holds less than 8,000 bytes. */
const usersAtOnce = 150;

/** Said when the transaction commits, and not at all when it does not. */
export function tell(tx: Pick<Transaction, 'last'>, signal: Exclude<LiveSignal, { kind: 'gap' }>): void {
  for (const part of partsOf(signal)) tx.last({ text: 'select pg_notify($1, $2)', values: [liveChannel, JSON.stringify(part)], prepared: true });
}

function partsOf(signal: Exclude<LiveSignal, { kind: 'gap' }>): readonly LiveSignal[] {
  if (signal.kind === 'ended') return [signal];
  const users = [...new Set(signal.users)];
  return Array.from({ length: Math.ceil(users.length / usersAtOnce) }, (_, i) => ({ ...signal, users: users.slice(i * usersAtOnce, (i + 1) * usersAtOnce) }));
}

/** Hands signals on to whoever listens here. */
export function openLive(): Live & { readonly hear: (payload: string) => void; readonly gap: () => void } {
  const listeners = new Set<(signal: LiveSignal) => void>();
  const give = (signal: LiveSignal): void => { for (const listener of listeners) listener(signal); };
  return {
    onSignal: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    hear: (payload) => {
      const signal = parsed(payload);
      if (signal) give(signal);
    },
    gap: () => give({ kind: 'gap' }),
  };
}

/** Anybody who may connect to the database can say something on a channel. */
function parsed(payload: string): LiveSignal | undefined {
  try {
    const found = JSON.parse(payload) as Partial<Record<string, unknown>> | null;
    const ours = found?.['kind'] === 'ended' ? typeof found['session'] === 'string' : ['notification', 'job'].includes(String(found?.['kind'])) && Array.isArray(found?.['users']);
    return ours ? (found as unknown as LiveSignal) : undefined;
  } catch {
    return undefined;
  }
}
