/** How a person likes to work, kept on the server by key: columns, views of their own, pins, look. Shown at once, written behind. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Preferences } from '@tenon/sdk';
import { useCallback, useMemo } from 'react';
import { client } from './client.ts';

const queryKey = ['preferences'] as const;
const writeAfterMs = 500;
const waiting = new Map<string, { readonly timer: ReturnType<typeof setTimeout>; readonly write: () => void }>();

/** Whether the preferences are here; until then a fallback is read. */
export function usePreferencesReady(): boolean {
  return usePreferences().isFetched;
}

/** Asks for them before the first page stands. */
export const preloadPreferences = (queries: QueryClient): void => void queries.prefetchQuery({ queryKey, queryFn: () => client.preferences(), staleTime: Infinity, retry: false });

const usePreferences = () => useQuery({ queryKey, queryFn: () => client.preferences(), staleTime: Infinity, retry: false });

/** One preference and its setter; `undefined` forgets it. All who read the same key see the change at once. */
export function usePreference<T>(key: string, fallback: T): readonly [T, (next: T | undefined) => void] {
  const queries = useQueryClient();
  const all = usePreferences().data;
  const set = useCallback((next: T | undefined) => {
    queries.setQueryData<Preferences>(queryKey, (before = {}) => {
      const { [key]: _old, ...rest } = before;
      return next === undefined ? rest : { ...rest, [key]: next };
    });
    writeLater(queries, key);
  }, [queries, key]);
  const kept = all?.[key];
  return [useMemo(() => fitting(kept, fallback), [kept, fallback]), set];
}

/** What was kept, as far as it has the form of the fallback: another version of the page may have written it, or anybody with the account's rights. */
export function fitting<T>(kept: unknown, fallback: T): T {
  if (kept === undefined || kept === null) return fallback;
  if (fallback === undefined || fallback === null) return kept as T;
  if (!sameForm(kept, fallback)) return fallback;
  if (typeof fallback !== 'object' || Array.isArray(fallback)) return kept as T;
  const wrong = Object.entries(fallback).filter(([name, value]) => value !== undefined && value !== null && !sameForm((kept as Record<string, unknown>)[name], value));
  return wrong.length === 0 ? (kept as T) : { ...(kept as T), ...Object.fromEntries(wrong) };
}

const sameForm = (a: unknown, b: unknown): boolean => typeof a === typeof b && Array.isArray(a) === Array.isArray(b) && a !== null;

/** Writes what stands then, once it has rested. */
function writeLater(queries: QueryClient, key: string): void {
  clearTimeout(waiting.get(key)?.timer);
  const write = () => {
    waiting.delete(key);
    const value = queries.getQueryData<Preferences>(queryKey)?.[key];
    const written = value === undefined ? client.removePreference(key) : client.setPreference(key, value);
    // What could not be kept is still in effect on this page.
    written.catch(() => undefined);
  };
  waiting.set(key, { timer: setTimeout(write, writeAfterMs), write });
}

// Whoever closes the page right after a change has made it none the less.
window.addEventListener('pagehide', () => {
  for (const { timer, write } of waiting.values()) {
    clearTimeout(timer);
    write();
  }
});
