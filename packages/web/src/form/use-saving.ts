/** Saves a form: checks it, sends what differs, puts refusals at their fields, and merges with what somebody else saved meanwhile. */
import type { ObjectModel } from '@tenon/model';
import { useRef, useState } from 'react';
import { client, problemOf, writeKey, type RecordValues } from '../app/client.ts';
import { useFeedback } from '../app/feedback.tsx';
import { recordSelect } from '../fields/paths.ts';
import { withoutBlankRows } from './begin.ts';
import { checkForm } from './check.ts';
import { conditionsOf, type FormScope } from './form-scope.tsx';
import { toCreate, toFormData, toUpdate, type FieldPlan } from './form-data.ts';
import { keepKeys, mergeForms, type Merge } from './merge.ts';
import { keyOf, rowsOf } from './rows.ts';
import type { FormError, FormStore } from './store.ts';
import { same, type FormValues } from './values.ts';
import { useFormSay } from './words.ts';

/** Where to go once it is saved. */
export type After = 'close' | 'stay' | 'new';

export interface SavingOptions {
  readonly object: ObjectModel;
  readonly source: RecordValues | undefined;
  readonly scope: FormScope;
  readonly store: FormStore;
  readonly writable: readonly FieldPlan[];
  readonly saved: (record: RecordValues, after: After) => void;
  readonly cancel: () => void;
  readonly forgetDraft: () => void;
}

/** Two changes of one record collided; `theirs` is the record as it is now. */
export interface Conflict {
  readonly merge: Merge;
  readonly theirs: RecordValues;
}

const isConflict = (problem: ReturnType<typeof problemOf>): boolean => problem.status === 412 || problem.code === 'STO201';

export function useSaving(options: SavingOptions) {
  const { store, writable, source } = options;
  const say = useFormSay();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const writing = useWriting(options);
  const [conflict, setConflict] = useState<Conflict>();
  const refused = async (thrown: unknown): Promise<void> => {
    const problem = problemOf(thrown);
    if (isConflict(problem) && source) return writing.collided().then(setConflict, setError);
    setError(thrown);
    const told = placed(store, problem.errors);
    store.setErrors(told);
    if (told[0]) store.want(told[0]);
  };
  const save = async (after: After): Promise<void> => {
    if (busy) return;
    const filled = withoutBlankRows(store, writable);
    if (Object.keys(filled).length > 0) store.change(filled);
    const wrong = problemsOf(options, say);
    store.setErrors(wrong, true);
    setError(undefined);
    if (wrong.length > 0) return store.want(wrong[0]!);
    setBusy(true);
    try {
      await writing.write(after);
    } catch (thrown) {
      await refused(thrown);
    } finally {
      setBusy(false);
    }
  };
  const settleConflict = (data: FormValues) => {
    store.replace(data);
    setConflict(undefined);
  };
  return { save, busy, error, left: writing.left, conflict, settleConflict, dirty: () => !writing.left.current && isDirty(store, writable, writing.before()) };
}

/** Sends the form, and remembers what it was compared with and written over: as it was opened, then as it was last saved or merged. */
function useWriting({ object, source, scope, store, writable, saved, cancel, forgetDraft }: SavingOptions) {
  const say = useFormSay();
  const { message } = useFeedback();
  const left = useRef(false);
  const base = useRef({ data: store.initial(), version: source?.version });
  // One key per try: pressing save twice creates one record. A refused try gets a new one, since its values may change.
  const key = useRef(writeKey());
  const load = () => client.get<RecordValues>(object.name, source!.id!, { select: recordSelect(scope.model, object) });
  const formOf = (record: RecordValues) => {
    const known = new Map<string, RecordValues>();
    const data = toFormData(scope.model, object, record, known);
    store.learn([...known.values()]);
    return data;
  };
  const send = async (): Promise<RecordValues | undefined> => {
    const { data } = store.get();
    if (!source) return client.create<RecordValues>(object.name, toCreate(writable, data), { idempotencyKey: key.current });
    const values = toUpdate(writable, data, base.current.data);
    if (Object.keys(values).length === 0) return undefined;
    return client.update<RecordValues>(object.name, source.id!, values, { version: base.current.version, idempotencyKey: key.current });
  };
  /** Goes on with what was saved, in the same form. */
  const goOn = async () => {
    const now = await load();
    base.current = { data: keepKeys(writable, store.get().data, formOf(now)), version: now.version };
    store.restart(base.current.data);
    forgetDraft();
    saved(now, 'stay');
  };
  const leave = (go: () => void) => {
    left.current = true;
    forgetDraft();
    go();
  };
  return {
    left,
    before: () => base.current.data,
    write: async (after: After): Promise<void> => {
      const record = await send().catch((thrown: unknown) => {
        // Nobody knows whether a try without an answer was written: the next one is the same to the server.
        if (problemOf(thrown).status > 0) key.current = writeKey();
        throw thrown;
      });
      key.current = writeKey();
      message[record ? 'success' : 'info'](say(record ? (source ? 'saved' : 'created') : 'noChanges'));
      if (!record) return after === 'stay' ? undefined : leave(cancel);
      return source && after === 'stay' ? goOn() : leave(() => saved(record, after));
    },
    /** Somebody else was faster: what they wrote is what the next try is compared with. */
    collided: async (): Promise<Conflict> => {
      const theirs = await load();
      const data = formOf(theirs);
      const merge = mergeForms(writable, { before: base.current.data, theirs: data, mine: store.get().data });
      base.current = { data, version: theirs.version };
      return { merge, theirs };
    },
  };
}

function problemsOf({ store, writable, scope }: SavingOptions, say: ReturnType<typeof useFormSay>): readonly FormError[] {
  const { visible, required } = conditionsOf(scope, store.get(), store);
  return checkForm({ store, writable, required, visible, say });
}

function isDirty(store: FormStore, writable: readonly FieldPlan[], before: FormValues): boolean {
  const { data } = store.get();
  if (data === before) return false;
  return writable.some(({ field, columns }) => {
    const [was, is] = [before[field.name], data[field.name]];
    if (field.type !== 'children') return !same(was, is) && (was ?? '') !== (is ?? '');
    const [old, now] = [rowsOf(was), rowsOf(is)];
    return old.length !== now.length || now.some((row, index) => row !== old[index] && columns.some(({ name }) => !same(row[name], old[index]![name])));
  });
}

/** The server's problems at their places: `lines/2/qty` is a cell of the third row that was sent. */
function placed(store: FormStore, errors: ReturnType<typeof problemOf>['errors']): readonly FormError[] {
  return errors.map((error) => {
    const [field = '', index, column] = error.field.split('/').filter(Boolean);
    const row = index === undefined ? undefined : rowsOf(store.get().data[field])[Number(index)];
    return { field, row: row && keyOf(row), column, message: [error.message, error.hint].filter(Boolean).join(' '), from: 'server' as const };
  });
}
