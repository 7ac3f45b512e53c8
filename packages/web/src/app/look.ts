/**
 * Light or dark, and how dense.
 *
 * A copy stands in localStorage, where `early.js` reads it before anything is drawn; what the account keeps wins once it is here.
 */
import { useEffect, useSyncExternalStore } from 'react';
import { usePreference, usePreferencesReady } from './preferences.ts';

export interface Look {
  readonly theme: 'light' | 'dark' | 'system';
  readonly density: 'middle' | 'compact';
}

const storageKey = 'tenon.look';
const fallback: Look = { theme: 'system', density: 'middle' };
const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

let look = read();

function read(): Look {
  try {
    return lookOf(JSON.parse(localStorage.getItem(storageKey) ?? '{}'));
  } catch {
    return fallback;
  }
}

/** What was kept, as far as it is a look: anybody with the account's rights may have written it. */
function lookOf(kept: unknown): Look {
  const { theme, density } = (kept ?? {}) as Readonly<Record<keyof Look, unknown>>;
  return { theme: theme === 'light' || theme === 'dark' ? theme : fallback.theme, density: density === 'compact' ? density : fallback.density };
}

const isDark = (): boolean => look.theme === 'dark' || (look.theme === 'system' && darkSystem.matches);

function mark(): void {
  document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
  for (const listener of listeners) listener();
}
darkSystem.addEventListener('change', mark);

function apply(next: Look): void {
  if (next.theme === look.theme && next.density === look.density) return;
  look = next;
  localStorage.setItem(storageKey, JSON.stringify(next));
  mark();
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

export const useDark = (): boolean => useSyncExternalStore(subscribe, isDark);
export const useLook = (): Look => useSyncExternalStore(subscribe, () => look);

/** For who is signed in: takes over what the account keeps. */
export function useKeptLook(): void {
  const ready = usePreferencesReady();
  const [kept] = usePreference<unknown>('look', undefined);
  useEffect(() => {
    if (ready && kept) apply(lookOf(kept));
  }, [ready, kept]);
}

/** Changes the look of this page at once, and of the account. */
export function useChangeLook(): (change: Partial<Look>) => void {
  const [, keep] = usePreference<Look | undefined>('look', undefined);
  return (change) => {
    const next = { ...look, ...change };
    apply(next);
    keep(next);
  };
}
