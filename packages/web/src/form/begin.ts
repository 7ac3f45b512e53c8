/** What a form begins with: the record that is changed, the defaults of a new one, or a copy of another. */
import type { ObjectModel } from '@tenon/model';
import type { RecordValues } from '../app/client.ts';
import type { Engine } from '../app/engine.tsx';
import { rowNumber, toFormData, type FieldPlan } from './form-data.ts';
import { asRecord, asRow, defaultsOf, tablesOf, type LiveContext } from './live.ts';
import { keyOf, rowsOf, withNewKey } from './rows.ts';
import { createFormStore, type FormStore } from './store.ts';
import { same, type FormValues } from './values.ts';

export interface Beginning {
  readonly object: ObjectModel;
  /** The record being changed; none: a new one. */
  readonly source: RecordValues | undefined;
  /** The record that a new one begins as a copy of. */
  readonly from?: RecordValues | undefined;
  readonly preset: FormValues;
}

/** The zone of the tenant, in which formulas count days. */
export const formulaZone = ({ session }: Engine): string => session.tenantTimeZone;

export function beginForm(engine: Engine, { object, source, from, preset }: Beginning): FormStore {
  const known = new Map<string, RecordValues>();
  const { model } = engine;
  const start = { model, object, timeZone: formulaZone(engine), known };
  if (source) return createFormStore({ ...start, data: toFormData(model, object, source, known), computed: true });
  const context: LiveContext = { ...start, seen: new WeakMap() };
  // Conditions read the state in which the record will be; nobody sends it.
  const state = object.lifecycle ? { [object.lifecycle.field]: object.lifecycle.initial } : {};
  const given = { ...(from ? copyOf(context, toFormData(model, object, from, known)) : {}), ...preset, ...state };
  const defaults = defaultsOf(object, { ...asRecord(context, given), user: engine.session.user }, start.timeZone);
  return createFormStore({ ...start, data: { ...defaults, ...given }, computed: false });
}

/** What a copy takes over: what people gave, but not what tells the original from others nor what happened to it. */
function copyOf({ model, object }: LiveContext, data: FormValues): FormValues {
  const stamped = new Set(Object.values(object.lifecycle?.transitions ?? {}).flatMap((transition) => Object.keys(transition.set)));
  const copied = (owner: ObjectModel, values: FormValues) => Object.fromEntries(Object.entries(values).filter(([name]) => {
    const field = owner.fields[name];
    return field !== undefined && !field.system && !field.formula && !field.unique && field.type !== 'autonumber' && name !== owner.lifecycle?.field && !(owner === object && stamped.has(name));
  }));
  const tables = tablesOf(model, object).map(({ field, child }) => [field.name, rowsOf(data[field.name]).map((row) => withNewKey(copied(child, row)))] as const);
  return { ...copied(object, data), ...Object.fromEntries(tables) };
}

/** A new row of a child table with the defaults of its object and the next number. */
export function newRow(store: FormStore, table: string, values: FormValues = {}): FormValues {
  const context = store.context();
  const field = context.object.fields[table]!;
  const child = context.model.objects[field.of!]!;
  const number = rowNumber(child, field);
  const rows = rowsOf(store.get().data[table]);
  return withNewKey({ ...defaultsOf(child, asRow(context, field, child, {}, store.record()), context.timeZone), ...(number ? { [number]: 1 + highest(rows, number) } : {}), ...values });
}

const highest = (rows: readonly FormValues[], name: string): number => Math.max(0, ...rows.map((row) => Number(row[name] ?? 0) || 0));

/** Rows without those that were added and never written in: they hold what every new row does. */
export function withoutBlankRows(store: FormStore, plan: readonly FieldPlan[]): FormValues {
  const { data } = store.get();
  const context = store.context();
  const patch: FormValues = {};
  for (const { field, columns } of plan) {
    const child = context.model.objects[field.of ?? ''];
    const rows = rowsOf(data[field.name]);
    if (field.type !== 'children' || !child || rows.every((row) => row['id'] !== undefined)) continue;
    const number = rowNumber(child, field);
    const blank = newRow(store, field.name);
    const pasted = new Set(store.get().errors.filter((error) => error.from === 'paste' && error.field === field.name).map((error) => error.row));
    const kept = rows.filter((row) => row['id'] !== undefined || pasted.has(keyOf(row)) || columns.some(({ name }) => name !== number && !same(row[name] ?? undefined, blank[name] ?? undefined)));
    if (kept.length < rows.length) patch[field.name] = kept;
  }
  return patch;
}
