/**
 * What a form holds while it is filled in: values with live formulas, records behind references, problems at fields and cells.
 *
 * A field or cell listens for what it shows, so that a keystroke draws that and what follows from it, not the form.
 */
import type { Model, ObjectModel } from '@tenon/model';
import { createContext, use, useRef, useSyncExternalStore } from 'react';
import type { RecordValues } from '../app/client.ts';
import { asRecord, settle, type LiveContext } from './live.ts';
import { keyOf, rowsOf } from './rows.ts';
import type { FormValues, Known } from './values.ts';

/** A problem of a field, or of a cell: a row by its key, and a column. */
export interface FormError {
  readonly field: string;
  readonly row?: number | undefined;
  readonly column?: string | undefined;
  readonly message: string;
  /** What was pasted and could not be read; the cell stays empty. */
  readonly pasted?: string | undefined;
  /** Where it comes from: it goes when its field changes, and `blur` also when the form is checked. */
  readonly from: 'server' | 'check' | 'blur' | 'paste';
}

export interface FormState {
  readonly data: FormValues;
  readonly known: Known;
  readonly errors: readonly FormError[];
  /** Whether saving was tried: from then on what is missing is told as it goes. */
  readonly tried: boolean;
  /** The place that is to have the focus, once for each time that it is asked for. */
  readonly wanted?: { readonly field: string; readonly row?: number | undefined; readonly column?: string | undefined };
}

export type FormStore = ReturnType<typeof createFormStore>;

interface Start {
  readonly model: Model;
  readonly object: ObjectModel;
  readonly timeZone: string;
  readonly data: FormValues;
  readonly known: Known;
  /** A new record has its formulas computed; the server has computed those of one that is changed. */
  readonly computed: boolean;
}

export function createFormStore(start: Start) {
  const { model, object, timeZone } = start;
  const listeners = new Set<() => void>();
  let context: LiveContext = { model, object, timeZone, known: start.known, seen: new WeakMap() };
  let state: FormState = { data: start.computed ? start.data : settle(context, undefined, start.data), known: start.known, errors: [], tried: false };
  let initial = state.data;
  let seen: { readonly of: FormState; readonly record: RecordValues } | undefined;
  const set = (next: Partial<FormState>): void => {
    state = { ...state, ...next };
    listeners.forEach((listen) => listen());
  };
  const setData = (data: FormValues): void => {
    const next = settle(context, state.data, data);
    set({ data: next, errors: withoutChanged(state.errors, state.data, next) });
  };
  return {
    context: () => context,
    get: () => state,
    initial: () => initial,
    subscribe: (listen: () => void) => {
      listeners.add(listen);
      return () => void listeners.delete(listen);
    },
    /** The record as expressions see it. */
    record: (): RecordValues => {
      if (seen?.of !== state) seen = { of: state, record: asRecord(context, state.data) };
      return seen.record;
    },
    change: (patch: FormValues) => setData({ ...state.data, ...patch }),
    replace: (data: FormValues) => setData(data),
    /** Goes on with data that was just saved. */
    restart: (data: FormValues) => {
      initial = data;
      set({ data, errors: [], tried: false });
    },
    want: ({ field, row, column }: Pick<FormError, 'field' | 'row' | 'column'>) => set({ wanted: { field, row, column } }),
    changeRow: (table: string, row: number, patch: FormValues) =>
      setData({ ...state.data, [table]: rowsOf(state.data[table]).map((one) => (keyOf(one) === row ? { ...one, ...patch } : one)) }),
    learn: (records: readonly RecordValues[]) => {
      const known = new Map(state.known);
      for (const record of records) known.set(record.id!, { ...known.get(record.id!), ...record });
      context = { ...context, known, seen: new WeakMap() };
      set({ known, data: settle(context, state.data, state.data, new Set(records.map((record) => record.id!))) });
    },
    setErrors: (errors: readonly FormError[], tried = state.tried) => set({ errors, tried }),
    /** Replaces the errors of one place, told when it was left. */
    tell: (error: Omit<FormError, 'message'>, message: string | undefined) => {
      const others = state.errors.filter((one) => !samePlace(one, error));
      const told = state.errors.find((one) => samePlace(one, error));
      if (told?.message !== message) set({ errors: message === undefined ? others : [...others, { ...error, message }] });
    },
  };
}

const samePlace = (a: Omit<FormError, 'message'>, b: Omit<FormError, 'message'>): boolean => a.field === b.field && a.row === b.row && a.column === b.column;

/** What is changed is wrong no longer, until it is checked again; errors of rows that are gone go with them. */
function withoutChanged(errors: readonly FormError[], before: FormValues, now: FormValues): readonly FormError[] {
  if (errors.length === 0) return errors;
  const rows = (data: FormValues, table: string) => new Map(rowsOf(data[table]).map((row) => [keyOf(row), row]));
  const kept = errors.filter((error) => {
    if (before[error.field] === now[error.field]) return true;
    if (error.row === undefined) return false;
    const [was, is] = [rows(before, error.field).get(error.row), rows(now, error.field).get(error.row)];
    return is !== undefined && (error.column === undefined ? was === is : was?.[error.column] === is[error.column]);
  });
  return kept.length === errors.length ? errors : kept;
}

const StoreContext = createContext<FormStore | undefined>(undefined);
export const FormStoreProvider = StoreContext;

export function useFormStore(): FormStore {
  const store = use(StoreContext);
  if (!store) throw new Error('useFormStore outside of a form');
  return store;
}

/** A part of the form's state; draws anew when it becomes another. Lists made on the way are compared by their members. */
export function useForm<T>(select: (state: FormState, store: FormStore) => T): T {
  const store = useFormStore();
  const kept = useRef<T>(undefined as T);
  return useSyncExternalStore(store.subscribe, () => {
    const next = select(store.get(), store);
    if (!alike(kept.current, next)) kept.current = next;
    return kept.current;
  });
}

const alike = (a: unknown, b: unknown): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, index) => one === b[index]));
