/**
 * Keys that do something, each with words for it: a room declares its own, and the page of shortcuts shows those that work where the reader is.
 */
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';

export interface Shortcut {
  /** As react-hotkeys-hook writes them: `mod+k`, `g>h`. */
  readonly keys: string;
  readonly label: string;
}

interface Options {
  readonly enabled?: boolean;
  /** Also while the reader types in a field. */
  readonly inFields?: boolean;
}

let known: readonly Shortcut[] = [];
const listeners = new Set<() => void>();

function note(next: readonly Shortcut[]): void {
  known = next;
  for (const listener of listeners) listener();
}

export function useShortcut(keys: string, label: string, run: () => void, { enabled = true, inFields = false }: Options = {}): void {
  const shortcut = useMemo<Shortcut>(() => ({ keys, label }), [keys, label]);
  useEffect(() => {
    if (!enabled) return undefined;
    note([...known, shortcut]);
    return () => note(known.filter((one) => one !== shortcut));
  }, [shortcut, enabled]);
  useHotkeys(keys, (event) => {
    // A dialog has keys of its own.
    if (document.querySelector('dialog[open]') && !inFields) return;
    event.preventDefault();
    run();
  }, { enabled, enableOnFormTags: inFields, useKey: keys === '?' }, [run]);
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

export const useShortcuts = (): readonly Shortcut[] => useSyncExternalStore(subscribe, () => known);

const apple = /Mac|iPhone|iPad/.test(navigator.platform);
const signs: Readonly<Record<string, string>> = { mod: apple ? '⌘' : 'Ctrl', shift: apple ? '⇧' : 'Shift', alt: apple ? '⌥' : 'Alt', enter: '↵', esc: 'Esc', escape: 'Esc', up: '↑', down: '↓', slash: '/' };

/** The keys as they stand on the keyboard. */
export const keyCaps = (keys: string): readonly string[] => keys.split(/[+>]/).map((key) => signs[key] ?? key.toUpperCase());
