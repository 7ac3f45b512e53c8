/** Formulas over the data of a form while it is filled in, by the evaluator of the server. Only what depends on a change is computed. */
import type { FieldModel, Formula, Model, ObjectModel } from '@tenon/model';
import type { RecordValues } from '../app/client.ts';
import { evaluate } from '../fields/evaluate.ts';
import { formulaPlan, type PlannedFormula } from './formula-plan.ts';
import { keyOf, rowsOf } from './rows.ts';
import { same, type FormValues, type Known } from './values.ts';

export interface LiveContext {
  readonly model: Model;
  readonly object: ObjectModel;
  readonly known: Known;
  readonly timeZone: string;
  /** Rows as expressions see them, kept as long as a row and what is known of its references stay the same. */
  readonly seen: WeakMap<FormValues, RecordValues>;
}

export const tablesOf = (model: Model, object: ObjectModel): readonly { readonly field: FieldModel; readonly child: ObjectModel }[] =>
  Object.values(object.fields).flatMap((field) => {
    const child = field.type === 'children' ? model.objects[field.of ?? ''] : undefined;
    return child ? [{ field, child }] : [];
  });

/** The record as expressions see it: references expanded where known, rows nested, absent values null. */
export function asRecord(context: LiveContext, data: FormValues): RecordValues {
  const record: Record<string, unknown> = flat(context, context.object, data);
  const { readBack } = formulaPlan(context.model, context.object);
  for (const { field, child } of tablesOf(context.model, context.object)) {
    const rows = rowsOf(data[field.name]).map((row) => seenRow(context, child, row));
    record[field.name] = readBack.has(field.name) ? rows.map((row) => ({ ...row, [field.by!]: record })) : rows;
  }
  return record;
}

/** A row as expressions see it, with its record behind the reference back. */
export const asRow = (context: LiveContext, field: FieldModel, child: ObjectModel, row: FormValues, record: RecordValues): RecordValues =>
  ({ ...seenRow(context, child, row), ...(field.by ? { [field.by]: record } : {}) });

function seenRow(context: LiveContext, child: ObjectModel, row: FormValues): RecordValues {
  const kept = context.seen.get(row);
  if (kept) return kept;
  const made = flat(context, child, row);
  context.seen.set(row, made);
  return made;
}

function flat({ known }: LiveContext, object: ObjectModel, data: FormValues): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const name of Object.keys(object.fields)) {
    const value = data[name];
    const behind = typeof value === 'string' && object.fields[name]!.type === 'reference' ? known.get(value) ?? { id: value } : value;
    record[name] = behind === undefined || behind === '' ? null : behind;
  }
  return record;
}

/** What a change made different: names of the record, and per table the names of each changed row, or that all are to be computed. */
interface Changes {
  readonly names: Set<string>;
  readonly rows: Map<string, Map<number, ReadonlySet<string> | 'all'>>;
}

/**
 * Data with its formulas computed. `before` is data that was settled already; without it everything is computed.
 * `learned` are ids of records that were not known then, or less of them.
 * Rows that stay as they were stay the same objects, so that their cells are not drawn again.
 */
export function settle(context: LiveContext, before: FormValues | undefined, data: FormValues, learned: ReadonlySet<string> = none): FormValues {
  const changes = changesOf(context, before, data);
  if (learned.size > 0) addLearned(context, data, learned, changes);
  let now = data;
  // Rows may read their record and the record its rows: a second round settles what depends across.
  for (let round = 0; round < 3; round += 1) {
    now = settleRows(context, now, changes);
    const further = new Set<string>();
    now = settleRecord(context, now, changes.names, before === undefined && round === 0, further);
    changes.rows.clear();
    changes.names.clear();
    if (further.size === 0) break;
    further.forEach((name) => changes.names.add(name));
  }
  return now;
}

const none: ReadonlySet<string> = new Set();

/** A record that becomes known changes whatever is read through a reference to it. */
function addLearned({ model, object }: LiveContext, data: FormValues, learned: ReadonlySet<string>, { names, rows }: Changes): void {
  const holding = (owner: ObjectModel, values: FormValues) => Object.keys(owner.fields).filter((name) => owner.fields[name]!.type === 'reference' && learned.has(String(values[name])));
  holding(object, data).forEach((name) => names.add(name));
  for (const { field, child } of tablesOf(model, object)) {
    const changed = rows.get(field.name) ?? new Map<number, ReadonlySet<string> | 'all'>();
    for (const row of rowsOf(data[field.name])) {
      const found = holding(child, row);
      const own = changed.get(keyOf(row));
      if (found.length > 0 && own !== 'all') changed.set(keyOf(row), new Set([...(own ?? []), ...found.map((name) => `.${name}`)]));
      found.forEach((name) => names.add(`${field.name}.${name}`));
    }
    rows.set(field.name, changed);
  }
}

function changesOf({ model, object }: LiveContext, before: FormValues | undefined, data: FormValues): Changes {
  const changes: Changes = { names: new Set(), rows: new Map() };
  const tables = new Map(tablesOf(model, object).map(({ field }) => [field.name, field]));
  for (const name of Object.keys(object.fields)) {
    if (before !== undefined && before[name] === data[name]) continue;
    const table = tables.get(name);
    if (!table) changes.names.add(name);
    else changes.rows.set(name, rowChanges(before && rowsOf(before[name]), rowsOf(data[name]), name, changes.names));
  }
  return changes;
}

function rowChanges(before: readonly FormValues[] | undefined, rows: readonly FormValues[], table: string, names: Set<string>): Map<number, ReadonlySet<string> | 'all'> {
  const old = new Map((before ?? []).map((row) => [keyOf(row), row]));
  if (before === undefined || before.length !== rows.length) names.add(table);
  const changed = new Map<number, ReadonlySet<string> | 'all'>();
  for (const row of rows) {
    const was = old.get(keyOf(row));
    if (was === row) continue;
    if (!was) {
      names.add(table);
      changed.set(keyOf(row), 'all');
      continue;
    }
    const fields = new Set([...new Set([...Object.keys(was), ...Object.keys(row)])].filter((name) => was[name] !== row[name]).map((name) => `.${name}`));
    changed.set(keyOf(row), fields);
    fields.forEach((name) => names.add(table + name));
  }
  return changed;
}

const touches = (formula: PlannedFormula, names: ReadonlySet<string>): boolean => {
  for (const name of formula.reads) if (names.has(name)) return true;
  return false;
};

function settleRows(context: LiveContext, data: FormValues, { names, rows: changed }: Changes): FormValues {
  const plan = formulaPlan(context.model, context.object);
  let now = data;
  let record: RecordValues | undefined;
  for (const { field, child } of tablesOf(context.model, context.object)) {
    const formulas = plan.rows.get(field.name) ?? [];
    const rows = rowsOf(data[field.name]);
    const all = formulas.some((formula) => touches(formula, names));
    const some = changed.get(field.name);
    if (formulas.length === 0 || rows.length === 0 || (!all && !some?.size)) continue;
    record ??= asRecord(context, data);
    const next = rows.map((row) => {
      const own = some?.get(keyOf(row));
      if (!all && own === undefined) return row;
      const dirty = new Set([...names, ...(own && own !== 'all' ? own : [])]);
      const settled = computed(context, formulas, row, () => asRow(context, field, child, row, record!), dirty, own === 'all');
      for (const name of dirty) if (name.startsWith('.')) names.add(field.name + name);
      return settled;
    });
    if (next.some((row, index) => row !== rows[index])) now = { ...now, [field.name]: next };
  }
  return now;
}

function settleRecord(context: LiveContext, data: FormValues, names: ReadonlySet<string>, everything: boolean, further: Set<string>): FormValues {
  const { record } = formulaPlan(context.model, context.object);
  const dirty = new Set(names);
  const now = computed(context, record, data, () => asRecord(context, data), dirty, everything, '');
  for (const name of dirty) if (!names.has(name)) further.add(name);
  return now;
}

/** Computes the formulas that read what is dirty, in order; what comes out different is dirty too. */
function computed(context: LiveContext, formulas: readonly PlannedFormula[], data: FormValues, view: () => RecordValues, dirty: Set<string>, everything: boolean, prefix = '.'): FormValues {
  let now = data;
  let seen: Record<string, unknown> | undefined;
  for (const formula of formulas) {
    if (!everything && !touches(formula, dirty)) continue;
    seen ??= { ...view() };
    const { field } = formula;
    const value = formValue(field, evaluate(field.formula as Formula, seen, context.timeZone));
    if (value === undefined || same(value, data[field.name])) continue;
    now = { ...now, [field.name]: value === null ? undefined : value };
    seen[field.name] = value;
    dirty.add(prefix + field.name);
  }
  return now;
}

/** The result of an expression as the form keeps it: whole numbers as numbers, other numbers as decimal text. */
export function formValue(field: FieldModel, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (field.type === 'integer') return Number(value);
  return typeof value === 'object' || typeof value === 'boolean' ? value : String(value);
}

/** Values that a new record or row begins with. */
export function defaultsOf(object: ObjectModel, around: RecordValues, timeZone: string): FormValues {
  const values: FormValues = {};
  for (const field of Object.values(object.fields)) {
    if (field.system || field.formula || !field.default) continue;
    const value = formValue(field, evaluate(field.default, around, timeZone));
    if (value !== undefined && value !== null) values[field.name] = value;
  }
  return values;
}
