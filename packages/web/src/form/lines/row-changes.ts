/** Changes of the rows of a child table: added, copied, moved, filled down, cleared, taken away. */
import type { FieldModel } from '@tenon/model';
import { offeredOptions } from '../../fields/inputs.tsx';
import { newRow } from '../begin.ts';
import { rowNumber } from '../form-data.ts';
import { keyOf, rowsOf, withNewKey } from '../rows.ts';
import type { FormStore } from '../store.ts';
import type { FormValues } from '../values.ts';
import type { Column } from './columns.ts';

export const rowsIn = (store: FormStore, table: FieldModel): readonly FormValues[] => rowsOf(store.get().data[table.name]);
export const setRows = (store: FormStore, table: FieldModel, rows: readonly FormValues[]): void => store.change({ [table.name]: rows });

/** The field that numbers the rows, where their order matters. */
export function numberField(store: FormStore, table: FieldModel): string | undefined {
  const child = store.context().model.objects[table.of ?? ''];
  return child && rowNumber(child, table);
}

export function addRow(store: FormStore, table: FieldModel, at?: number): FormValues {
  const row = newRow(store, table.name);
  const rows = rowsIn(store, table);
  setRows(store, table, at === undefined ? [...rows, row] : [...rows.slice(0, at), row, ...rows.slice(at)]);
  return row;
}

export function removeRows(store: FormStore, table: FieldModel, keys: ReadonlySet<number>): void {
  setRows(store, table, rowsIn(store, table).filter((row) => !keys.has(keyOf(row))));
}

/** A copy right below, as a new row with a number of its own. */
export function duplicateRow(store: FormStore, table: FieldModel, key: number): FormValues | undefined {
  const rows = rowsIn(store, table);
  const at = rows.findIndex((row) => keyOf(row) === key);
  const child = store.context().model.objects[table.of ?? ''];
  if (at < 0 || !child) return undefined;
  const own = Object.entries(rows[at]!).filter(([name]) => {
    const field = child.fields[name];
    return field !== undefined && !field.system && !field.unique && !field.formula && field.type !== 'autonumber';
  });
  const number = numberField(store, table);
  const fresh = newRow(store, table.name);
  const copy = withNewKey({ ...Object.fromEntries(own), ...(number ? { [number]: fresh[number] } : {}) });
  setRows(store, table, [...rows.slice(0, at + 1), copy, ...rows.slice(at + 1)]);
  return copy;
}

/**
 * Changes places with the neighbour; the numbers stay where they are. Rows that are kept already keep theirs: two of them cannot change
 * numbers in one write.
 */
export function moveRow(store: FormStore, table: FieldModel, key: number, by: -1 | 1): boolean {
  const rows = rowsIn(store, table);
  const number = numberField(store, table);
  const from = rows.findIndex((row) => keyOf(row) === key);
  const [row, other] = [rows[from], rows[from + by]];
  if (!number || !row || !other || (row['id'] !== undefined && other['id'] !== undefined)) return false;
  const moved = rows.map((one) => (one === row ? { ...other, [number]: row[number] } : one === other ? { ...row, [number]: other[number] } : one));
  setRows(store, table, moved);
  return true;
}

/** The change of one cell, with the choices of its row that it governs. */
export function cellPatch(columns: readonly Column[], row: FormValues, name: string, value: unknown): FormValues {
  const fallen = columns.filter(({ field }) => field.optionsBy === name && typeof row[field.name] === 'string' && !offeredOptions(field, undefined, value).some((option) => option.value === row[field.name]));
  return { [name]: value, ...Object.fromEntries(fallen.map(({ field }) => [field.name, undefined])) };
}

export interface Area {
  readonly rows: readonly FormValues[];
  readonly columns: readonly Column[];
}

const patchRows = (store: FormStore, table: FieldModel, patches: ReadonlyMap<number, FormValues>): void =>
  setRows(store, table, rowsIn(store, table).map((row) => (patches.has(keyOf(row)) ? { ...row, ...patches.get(keyOf(row)) } : row)));

/** The values of the first row in the others; a single row takes those of the row above. */
export function fillDown(store: FormStore, table: FieldModel, { rows, columns }: Area): void {
  const all = rowsIn(store, table);
  const first = rows.length > 1 ? rows[0] : all[all.indexOf(rows[0]!) - 1];
  if (!first) return;
  const number = numberField(store, table);
  const values = Object.fromEntries(columns.filter(({ locked, field }) => !locked && field.name !== number && !field.unique).map(({ field }) => [field.name, first[field.name]]));
  patchRows(store, table, new Map(rows.filter((row) => row !== first).map((row) => [keyOf(row), values])));
}

export function clearCells(store: FormStore, table: FieldModel, { rows, columns }: Area): void {
  const values = Object.fromEntries(columns.filter(({ locked }) => !locked).map(({ field }) => [field.name, field.type === 'boolean' ? false : undefined]));
  patchRows(store, table, new Map(rows.map((row) => [keyOf(row), values])));
}
