/** Where somebody is in an import. Kept while the tab is open, so that neither going back nor loading the page anew loses anything. */
import type { FileRef, ImportPreview, ImportRequest, Job } from '@tenon/sdk';
import { useCallback, useState } from 'react';

export type Mode = ImportRequest['mode'];

export interface ImportState {
  readonly step: 0 | 1 | 2 | 3;
  readonly file?: FileRef;
  readonly preview?: ImportPreview;
  /** Target per column. */
  readonly mapping: readonly (string | null)[];
  readonly mode: Mode;
  readonly key?: readonly string[];
  /** The dry run, and what it was asked. */
  readonly check?: Job;
  readonly checked?: string;
  readonly run?: Job;
}

export type ChangeState = (change: Partial<ImportState>) => void;

const blank: ImportState = { step: 0, mapping: [], mode: 'create' };

export function useImportState(object: string): readonly [ImportState, ChangeState, () => void] {
  const kept = `tenon.import.${object}`;
  const [state, setState] = useState<ImportState>(() => read(kept) ?? blank);
  const change = useCallback((next: Partial<ImportState>) => setState((before) => keep(kept, { ...before, ...next })), [kept]);
  const reset = useCallback(() => setState(keep(kept, blank)), [kept]);
  return [state, change, reset];
}

function read(key: string): ImportState | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '') as ImportState;
  } catch {
    return undefined;
  }
}

function keep(key: string, state: ImportState): ImportState {
  try {
    sessionStorage.setItem(key, JSON.stringify(state));
  } catch {
    // Too much for the browser to keep: then it is only kept on this page.
  }
  return state;
}

/** What the server is asked, but for whether it is in earnest. */
export function requestOf({ file, preview, mapping, mode, key }: ImportState): Omit<ImportRequest, 'dryRun'> | undefined {
  if (!file || !preview) return undefined;
  return { file: file.id, mapping, mode, ...(preview.sheets.length > 0 ? { sheet: preview.sheet } : {}), ...(mode !== 'create' && key ? { key } : {}) };
}

export interface Fit {
  /** Required fields that no column sets, for rows that make records. */
  readonly missing: readonly string[];
  /** Fields of the key that no column gives. */
  readonly keyMissing: readonly string[];
  readonly count: number;
  readonly fits: boolean;
}

/** Whether the columns do for what the rows are to do. */
export function fitOf({ preview, mapping, mode, key = [] }: ImportState): Fit {
  const label = (path: string): string => preview?.targets.find((target) => target.path === path)?.label ?? path;
  const set = new Set(mapping.flatMap((path) => (path === null ? [] : [path, path.split('.')[0]!])));
  const missing = mode === 'update' ? [] : (preview?.targets ?? []).filter((target) => target.required && !set.has(target.path)).map((target) => target.label);
  const keyMissing = mode === 'create' ? [] : key.filter((name) => !set.has(name)).map(label);
  const count = mapping.filter((path) => path !== null).length;
  return { missing, keyMissing, count, fits: count > 0 && keyMissing.length === 0 && missing.length === 0 && (mode === 'create' || key.length > 0) };
}
