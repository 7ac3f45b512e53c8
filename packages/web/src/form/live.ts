/** Formulas and conditions over the data of a form, while it is being filled in, by the same evaluator as the server's. */
import type { FieldModel, Model, ObjectModel } from '@tenon/model';
import type { RecordValues } from '../app/client.ts';
import { evaluate } from '../fields/evaluate.ts';
import { rowsOf, type Known } from './form-data.ts';
import type { FormValues } from './validator.ts';

export interface LiveContext {
  readonly model: Model;
  readonly object: ObjectModel;
  readonly known: Known;
  readonly timeZone: string;
}

/** The record as expressions see it: references expanded where known, rows nested, absent values null. */
export function asRecord(context: LiveContext, data: FormValues): RecordValues {
  const flat = flatRecord(context.object, data, context.known);
  const nested: Record<string, unknown> = { ...flat };
  for (const field of Object.values(context.object.fields)) {
    const child = field.type === 'children' ? context.model.objects[field.of ?? ''] : undefined;
    if (child) nested[field.name] = rowsOf(data[field.name]).map((row) => asRow(context, field, child, row, flat));
  }
  return nested;
}

/** A row as expressions see it, with its parent behind the reference back. */
export function asRow(context: LiveContext, field: FieldModel, child: ObjectModel, row: FormValues | undefined, parent: RecordValues): RecordValues {
  return { ...flatRecord(child, row ?? {}, context.known), ...(field.by ? { [field.by]: parent } : {}) };
}

function flatRecord(object: ObjectModel, data: FormValues, known: Known): RecordValues {
  const record: Record<string, unknown> = {};
  for (const field of Object.values(object.fields)) {
    const value = data[field.name];
    const behind = field.type === 'reference' && typeof value === 'string' ? known.get(value) ?? { id: value } : value;
    record[field.name] = behind === undefined || behind === '' ? null : behind;
  }
  return record;
}

/** Computes every formula anew. Rows that do not change stay the same objects, so that their cells are not drawn again. */
export function recompute(context: LiveContext, data: FormValues): FormValues {
  let now = data;
  // Rows may read their parent and the parent its rows: a second round settles what depends across.
  for (let round = 0; round < 3; round += 1) {
    const next = oneRound(context, now);
    if (next === now) break;
    now = next;
  }
  return now;
}

function oneRound(context: LiveContext, data: FormValues): FormValues {
  let now = data;
  const parent = flatRecord(context.object, now, context.known);
  for (const field of Object.values(context.object.fields)) {
    const child = field.type === 'children' ? context.model.objects[field.of ?? ''] : undefined;
    if (!child || !Array.isArray(now[field.name])) continue;
    const rows = rowsOf(now[field.name]);
    const next = rows.map((row) => computed(context, child, row, (values) => asRow(context, field, child, values, parent)));
    if (next.some((row, index) => row !== rows[index])) now = { ...now, [field.name]: next };
  }
  return computed(context, context.object, now, (values) => asRecord(context, values));
}

function computed(context: LiveContext, object: ObjectModel, data: FormValues, view: (values: FormValues) => RecordValues): FormValues {
  const formulas = formulaFields(object);
  let now = data;
  for (const field of formulas) {
    const value = formValue(field, evaluate(field.formula!, view(now), context.timeZone));
    if (value === undefined || same(value, now[field.name])) continue;
    now = { ...now, [field.name]: value === null ? undefined : value };
  }
  return now;
}

const same = (a: unknown, b: unknown): boolean => (a ?? undefined) === (b ?? undefined) || JSON.stringify(a) === JSON.stringify(b);

/** Stored formulas first, in the order of their dependence. */
function formulaFields(object: ObjectModel): readonly FieldModel[] {
  const stored = object.computed.flatMap((name) => (object.fields[name]?.formula ? [object.fields[name]] : []));
  const others = Object.values(object.fields).filter((field) => field.formula && !stored.includes(field));
  return [...stored, ...others];
}

/** The result of an expression as the form keeps it: whole numbers as numbers, other numbers as decimal text. */
function formValue(field: FieldModel, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (field.type === 'integer') return Number(value);
  return typeof value === 'object' || typeof value === 'boolean' ? value : String(value);
}

/** Values that a new record or row begins with. */
export function defaultsOf(context: Omit<LiveContext, 'object'>, object: ObjectModel, around: RecordValues): FormValues {
  const values: FormValues = {};
  for (const field of Object.values(object.fields)) {
    if (field.system || field.formula || !field.default) continue;
    const value = formValue(field, evaluate(field.default, around, context.timeZone));
    if (value !== undefined && value !== null) values[field.name] = value;
  }
  return values;
}
