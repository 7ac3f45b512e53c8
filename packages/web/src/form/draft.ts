/** What was typed and not saved, kept in the tab for the one who typed it: there after a crash, a reload or an ended session. */
import { useEffect, useState } from 'react';
import { rowsOf, withKey } from './rows.ts';
import type { FormStore } from './store.ts';
import type { FormValues } from './values.ts';

export interface Draft {
  readonly at: string;
  /** Of the record that was being changed. */
  readonly version: number | undefined;
  readonly data: FormValues;
}

const writeAfterMs = 600;

function read(key: string): Draft | undefined {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined;
  }
}

interface Options {
  readonly key: string | undefined;
  readonly store: FormStore;
  readonly version: number | undefined;
  readonly dirty: () => boolean;
}

/** The draft that was found when the form was opened, and how to be rid of it. */
export function useDraft({ key, store, version, dirty }: Options) {
  const [found, setFound] = useState(() => (key ? read(key) : undefined));
  useEffect(() => {
    if (!key) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      clearTimeout(timer);
      timer = undefined;
      if (!dirty()) return;
      try {
        sessionStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), version, data: store.get().data } satisfies Draft));
      } catch {
        // A full store keeps what it has.
      }
    };
    const ends = store.subscribe(() => {
      timer ??= setTimeout(write, writeAfterMs);
    });
    const leave = () => { if (timer) write(); };
    window.addEventListener('pagehide', leave);
    return () => {
      ends();
      clearTimeout(timer);
      window.removeEventListener('pagehide', leave);
    };
  }, [key, store, version, dirty]);
  const forget = () => {
    if (key) sessionStorage.removeItem(key);
    setFound(undefined);
  };
  return {
    found, forget,
    take: () => {
      if (found) store.replace(revived(store, found.data));
      setFound(undefined);
    },
  };
}

/** Rows that come from text have lost their keys. */
function revived(store: FormStore, data: FormValues): FormValues {
  const { object } = store.context();
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, object.fields[name]?.type === 'children' ? rowsOf(value).map(withKey) : value]));
}
