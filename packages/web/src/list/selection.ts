/** What is selected: records by id, or all that match. */
import { useMemo, useRef, useState } from 'react';
import type { RecordValues } from '../app/client.ts';

export interface Selection {
  readonly records: ReadonlyMap<string, RecordValues>;
  /** All that match, whether they are loaded or not. */
  readonly all: boolean;
  readonly has: (id: string | undefined) => boolean;
  /** With the line, so that a range can go on from it. */
  readonly toggle: (line: number, record: RecordValues, range: boolean) => void;
  readonly choose: (records: readonly RecordValues[]) => void;
  readonly chooseAll: () => void;
  readonly clear: () => void;
}

const nothing: ReadonlyMap<string, RecordValues> = new Map();

export function useSelection(recordAt: (line: number) => RecordValues | undefined): Selection {
  const [{ records, all }, set] = useState({ records: nothing, all: false });
  const anchor = useRef<number | undefined>(undefined);
  const read = useRef(recordAt);
  read.current = recordAt;
  return useMemo<Selection>(() => ({
    records, all,
    has: (id) => all || (id !== undefined && records.has(id)),
    toggle: (line, record, range) => {
      const next = new Map(records);
      const from = range ? anchor.current : undefined;
      if (from === undefined) {
        if (!next.delete(record.id!)) next.set(record.id!, record);
      } else {
        for (let at = Math.min(from, line); at <= Math.max(from, line); at += 1) {
          const one = read.current(at);
          if (one?.id) next.set(one.id, one);
        }
      }
      anchor.current = line;
      set({ records: next, all: false });
    },
    choose: (chosen) => set({ records: new Map(chosen.map((record) => [record.id!, record])), all: false }),
    chooseAll: () => set({ records: nothing, all: true }),
    clear: () => set({ records: nothing, all: false }),
  }), [records, all]);
}
