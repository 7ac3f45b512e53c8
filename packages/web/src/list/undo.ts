/** A change that can be taken back for a while: said once, on the page that made it. */
import { useSyncExternalStore } from 'react';

export interface Undoable {
  readonly id: number;
  readonly text: string;
  readonly undo: () => Promise<unknown>;
}

export const undoMs = 8_000;

let latest: Undoable | undefined;
let count = 0;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** The newest takes the place of the one before, which stands then. */
export function offerUndo(text: string, undo: () => Promise<unknown>): void {
  count += 1;
  latest = { id: count, text, undo };
  tell();
}

export function endUndo(id: number): void {
  if (latest?.id !== id) return;
  latest = undefined;
  tell();
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

export const useUndo = (): Undoable | undefined => useSyncExternalStore(subscribe, () => latest);
