/**
 * Slows down guessing: after some failures in a row a login is locked, longer with each further failure.
 *
 * In:   a key (tenant and login) and the outcome of an attempt.
 * Out:  the seconds that remain locked. Kept in memory, bounded; the oldest entry gives way.
 */
export interface Throttle {
  readonly lockedFor: (key: string) => number;
  readonly failed: (key: string) => void;
  readonly succeeded: (key: string) => void;
}

const failuresFree = 5;
const firstLockMs = 15_000;
const longestLockMs = 15 * 60_000;
const forgetAfterMs = 60 * 60_000;
const keysMax = 20_000;

export function createThrottle(now: () => number = Date.now): Throttle {
  const entries = new Map<string, { failures: number; until: number; at: number }>();

  return {
    lockedFor(key) {
      const entry = entries.get(key);
      return entry ? Math.max(0, Math.ceil((entry.until - now()) / 1000)) : 0;
    },
    failed(key) {
      const known = entries.get(key);
      const failures = known && now() - known.at < forgetAfterMs ? known.failures + 1 : 1;
      const beyond = failures - failuresFree;
      const lock = beyond < 0 ? 0 : Math.min(longestLockMs, firstLockMs * 2 ** Math.min(beyond, 10));
      entries.delete(key);
      entries.set(key, { failures, until: now() + lock, at: now() });
      if (entries.size > keysMax) entries.delete(entries.keys().next().value!);
    },
    succeeded(key) {
      entries.delete(key);
    },
  };
}
