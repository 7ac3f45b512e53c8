/** Moves a record at once on the screen, and on the server; put back when the server refuses, and taken back by its reader while that is possible. */
import { useQueryClient } from '@tanstack/react-query';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { useState } from 'react';
import { client, problemOf, writeKey, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useFeedback } from '../app/feedback.tsx';
import { optionOf } from '../fields/format.ts';
import { titleOf } from '../fields/paths.ts';
import { offerUndo } from '../list/undo.ts';
import { stepBack, valueOf, type ColumnValue, type Move } from './moves.ts';
import { useBoardSay } from './say.ts';

/** A record that is on its way to another column. */
export interface Moved {
  readonly record: RecordValues;
  readonly to: ColumnValue;
}

/** Asks what a step needs; says whether it was taken. */
export type AskStep = (id: string, transition: string, settled: (done: boolean) => void) => void;

export function useMove(object: ObjectModel, field: FieldModel | undefined, ask: AskStep) {
  const engine = useEngine();
  const say = useBoardSay();
  const queries = useQueryClient();
  const { message } = useFeedback();
  const [moved, setMoved] = useState<ReadonlyMap<string, Moved>>(new Map());
  const mark = (record: RecordValues, to: ColumnValue) => setMoved((old) => new Map(old).set(record.id!, { record, to }));
  const unmark = (record: RecordValues) => setMoved((old) => new Map([...old].filter(([id]) => id !== record.id)));
  const refresh = () => queries.invalidateQueries({ predicate: ({ queryKey: [kind, name] }) => (kind === 'list' || kind === 'record' || kind === 'history') && name === object.name });
  const labelOf = (value: ColumnValue) => (value === null ? say('noValue') : optionOf(field!, value)?.label ?? value);

  const write = (record: RecordValues, to: ColumnValue, move: Move, version = record.version): Promise<RecordValues> =>
    move.kind === 'act'
      ? client.act<RecordValues>(object.name, record.id!, move.transition.name, { version, idempotencyKey: writeKey() })
      : client.update<RecordValues>(object.name, record.id!, { [field!.name]: to }, { version, idempotencyKey: writeKey() });

  const offer = (record: RecordValues, to: ColumnValue, move: Move, version: number | undefined) => {
    const from = valueOf(field!, record);
    const back = move.kind === 'act' ? stepBack(engine, object, from, to) : undefined;
    const text = say('moved', { title: titleOf(object, record), to: labelOf(to) });
    if (move.kind === 'act' && !back) return message.success(text);
    const undone: Move = back ? { kind: 'act', transition: back, asks: false } : { kind: 'update' };
    offerUndo(text, () => write(record, from, undone, version).finally(refresh));
  };

  const start = async (record: RecordValues, to: ColumnValue, move: Move): Promise<void> => {
    if (move.kind === 'here' || move.kind === 'shut') return;
    mark(record, to);
    if (move.kind === 'act' && move.asks) return ask(record.id!, move.transition.name, () => { void refresh().then(() => unmark(record)); });
    try {
      const { version } = await write(record, to, move);
      await refresh();
      offer(record, to, move, version);
    } catch (error) {
      const { code, detail, errors } = problemOf(error);
      const title = titleOf(object, record);
      message.error(code === 'STO201' ? say('conflict', { title }) : `${say('notMoved', { title })}: ${[...errors.map((one) => one.message), detail].find((text) => text)}`);
      await refresh();
    } finally {
      unmark(record);
    }
  };
  return { moved, start };
}
