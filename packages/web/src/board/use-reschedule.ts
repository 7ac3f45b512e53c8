/** Brings a record to another day, at once on the screen; put back when the server refuses, and taken back by its reader. */
import { useQueryClient } from '@tanstack/react-query';
import type { ObjectModel } from '@tenon/model';
import { useState } from 'react';
import { client, problemOf, writeKey, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useFeedback } from '../app/feedback.tsx';
import { useLanguage } from '../app/language.tsx';
import { formatDate } from '../fields/format.ts';
import { titleOf } from '../fields/paths.ts';
import { offerUndo } from '../list/undo.ts';
import { movedTo, type Ends } from './calendar-data.ts';
import type { Day } from './days.ts';
import { useBoardSay } from './say.ts';

export function useReschedule(object: ObjectModel, ends: Ends) {
  const { session } = useEngine();
  const { language } = useLanguage();
  const say = useBoardSay();
  const queries = useQueryClient();
  const { message } = useFeedback();
  const [moved, setMoved] = useState<ReadonlyMap<string, RecordValues>>(new Map());
  const refresh = () => queries.invalidateQueries({ predicate: ({ queryKey: [kind, name] }) => (kind === 'list' || kind === 'record' || kind === 'history') && name === object.name });
  const reschedule = async (record: RecordValues, from: Day, to: Day): Promise<void> => {
    const values = movedTo(ends, record, from, to, session.timeZone);
    const before = Object.fromEntries(Object.keys(values).map((name) => [name, record[name] ?? null]));
    const title = titleOf(object, record);
    setMoved((old) => new Map(old).set(record.id!, { ...record, ...values }));
    try {
      const { version } = await client.update<RecordValues>(object.name, record.id!, values, { version: record.version, idempotencyKey: writeKey() });
      await refresh();
      offerUndo(say('movedDay', { title, day: formatDate(to, language) }), () => client.update(object.name, record.id!, before, { version, idempotencyKey: writeKey() }).finally(refresh));
    } catch (error) {
      const { code, detail, errors } = problemOf(error);
      message.error(code === 'STO201' ? say('conflictDay', { title }) : `${say('notMoved', { title })}: ${[...errors.map((one) => one.message), detail].find((text) => text)}`);
      await refresh();
    } finally {
      setMoved((old) => new Map([...old].filter(([id]) => id !== record.id)));
    }
  };
  return { moved, reschedule };
}
