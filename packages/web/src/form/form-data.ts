/** Between a record of the API and the data of a form: references are ids in the form, the records behind them are kept aside. */
import type { FieldModel, Model, ObjectModel } from '@tenon/model';
import type { RecordValues } from '../app/client.ts';
import { idOf } from '../fields/paths.ts';
import { rowsOf, withKey } from './rows.ts';
import { isEmpty, type FormValues } from './values.ts';

/** Form data of a record; adds the records behind its references to `known`. */
export function toFormData(model: Model, object: ObjectModel, record: RecordValues, known: Map<string, RecordValues>): FormValues {
  const data: FormValues = {};
  if (record.id !== undefined) data['id'] = record.id;
  for (const field of Object.values(object.fields)) {
    const value = record[field.name];
    if (value === undefined || value === null) continue;
    data[field.name] = toFormValue(model, field, value, known);
  }
  return data;
}

function toFormValue(model: Model, field: FieldModel, value: unknown, known: Map<string, RecordValues>): unknown {
  const keep = (one: unknown) => {
    const id = idOf(one);
    if (id && typeof one === 'object') known.set(id, { ...known.get(id), ...(one as RecordValues) });
    return id;
  };
  if (field.type === 'reference') return keep(value);
  if (field.type === 'references') return Array.isArray(value) ? value.map(keep) : undefined;
  const child = field.type === 'children' ? model.objects[field.of ?? ''] : undefined;
  if (child) return inOrder(child, field, rowsOf(value).map((row) => withKey(toFormData(model, child, row, known))));
  return value;
}

/** Rows that are numbered stand by their number. */
function inOrder(child: ObjectModel, field: FieldModel, rows: readonly FormValues[]): readonly FormValues[] {
  const number = rowNumber(child, field);
  return number === undefined ? rows : rows.toSorted((a, b) => Number(a[number] ?? 0) - Number(b[number] ?? 0));
}

/** The whole number that tells the rows of one record apart, by a key of its own: each new row gets the next one. */
export function rowNumber(child: ObjectModel, field: FieldModel): string | undefined {
  const pairs = Object.values(child.keys).filter((key) => key.fields.length === 2 && key.fields.includes(field.by ?? ''));
  return pairs.flatMap((key) => key.fields).find((name) => child.fields[name]?.type === 'integer');
}

/** A field that is sent, with the fields of its rows that are. */
export interface FieldPlan {
  readonly field: FieldModel;
  readonly columns: readonly FieldModel[];
}

/** What is sent to create a record. */
export function toCreate(fields: readonly FieldPlan[], data: FormValues): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((plan) => {
    const value = sent(plan, data[plan.field.name]);
    return isEmpty(value) ? [] : [[plan.field.name, value]];
  }));
}

/** What is sent to change a record: only the fields that differ. A value that was cleared is null. */
export function toUpdate(fields: readonly FieldPlan[], data: FormValues, initial: FormValues): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((plan) => {
    const [now, before] = [sent(plan, data[plan.field.name]), sent(plan, initial[plan.field.name])];
    return JSON.stringify(now) === JSON.stringify(before) ? [] : [[plan.field.name, now]];
  }));
}

function sent({ field, columns }: FieldPlan, value: unknown): unknown {
  if (field.type !== 'children') return value === undefined || value === '' ? (field.type === 'references' || field.type === 'multi_select' ? [] : null) : value;
  return rowsOf(value).map((row) => ({
    ...(row['id'] === undefined ? {} : { id: row['id'] }),
    ...Object.fromEntries(columns.flatMap((column) => {
      const inner = row[column.name];
      const absent = inner === undefined || inner === '';
      return absent && row['id'] === undefined ? [] : [[column.name, absent ? null : inner]];
    })),
  }));
}
