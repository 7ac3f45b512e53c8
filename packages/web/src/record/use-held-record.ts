/** The record that a page shows: what somebody else has changed meanwhile waits until its reader asks for it, so that nothing moves under their eyes. */
import type { ObjectModel } from '@tenon/model';
import { useState } from 'react';
import { problemOf, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { idOf } from '../fields/paths.ts';
import { useRecord } from './use-record.ts';

export interface Held {
  /** What is shown. */
  readonly record: RecordValues | undefined;
  /** What there is by now, where that is another version that somebody else wrote. */
  readonly newer: RecordValues | undefined;
  readonly show: () => void;
  /** It was there, and is no more, or may not be seen any more. */
  readonly gone: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

const askAgainMs = 60_000;

export function useHeldRecord(object: ObjectModel | undefined, id: string): Held {
  const { session } = useEngine();
  const found = useRecord(object, id, { everyMs: askAgainMs });
  const latest = found.data?.id === id ? found.data : undefined;
  const [shown, setShown] = useState<{ readonly record: RecordValues; readonly settled: boolean }>();
  const before = shown?.record.id === id ? shown : undefined;
  // While the first answer is on its way, what a cache gave is only shown for the time being.
  const foreign = latest !== undefined && before?.settled === true && latest.version !== before.record.version && idOf(latest['updated_by']) !== session.user.id;
  const record = latest && !foreign ? latest : before?.record;
  const settled = before?.settled === true || !found.isFetching;
  if (record && (record !== before?.record || settled !== before.settled)) setShown({ record, settled });
  const gone = found.error !== null && record !== undefined && [403, 404].includes(problemOf(found.error).status);
  return {
    record, gone, newer: foreign ? latest : undefined, error: found.error,
    show: () => { if (latest) setShown({ record: latest, settled: true }); },
    retry: () => void found.refetch(),
  };
}
