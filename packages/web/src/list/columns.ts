/** The columns of a list: those of the view, or those that its reader chose, with the widths that fit the room there is. */
import type { FieldModel, FieldType, Model, ObjectModel, ViewModel } from '@tenon/model';
import { numeric } from '../fields/format.ts';
import { fieldAt } from '../fields/paths.ts';

export type ListColumn = ViewModel['columns'][number];

export interface Column {
  readonly key: string;
  readonly path: readonly string[];
  readonly label: string;
  readonly field: FieldModel | undefined;
  /** As the view says; otherwise by the type of the field. */
  readonly width: number;
  /** So far it goes together before the list scrolls sideways. */
  readonly least: number;
  readonly number: boolean;
  readonly sortable: boolean;
  /** Leads to the record, so that it can be opened in a window of its own. */
  readonly names: boolean;
}

const tooLong: ReadonlySet<FieldType> = new Set(['children', 'json', 'rich_text']);
const unsortable: ReadonlySet<string> = new Set(['children', 'references', 'multi_select', 'json', 'rich_text', 'address', 'geo', 'file', 'image', 'date_range']);

export const keyOf = (column: ListColumn): string => column.path.join('.');
export const fitsColumn = (field: FieldModel): boolean => !field.hidden && !tooLong.has(field.type);

/** The column of a path: as the view has it, or made. Its label says the way to it. */
export function columnAt(model: Model, object: string, view: ViewModel, key: string): ListColumn | undefined {
  const own = view.columns.find((column) => keyOf(column) === key);
  if (own) return own;
  const path = key.split('.');
  const field = fieldAt(model, object, path);
  return field && !tooLong.has(field.type) ? { path, label: labelOf(model, object, path) } : undefined;
}

/** `Customer · Country`: the way to a field in words. */
export const labelOf = (model: Model, object: string, path: readonly string[]): string =>
  path.map((_, index) => fieldAt(model, object, path.slice(0, index + 1))?.label ?? path[index]).join(' · ');

const widths: Partial<Record<FieldType, number>> = {
  boolean: 90, integer: 100, date: 120, datetime: 160, time: 90, select: 130, money: 140, quantity: 120, decimal: 120, percent: 100,
  reference: 170, references: 190, multi_select: 180, autonumber: 160, date_range: 220, long_text: 240, text: 170,
};
/** In these widths a usual value of the type is still read in full. */
const tight: Partial<Record<FieldType, number>> = {
  boolean: 64, integer: 70, date: 108, datetime: 150, time: 80, select: 96, money: 116, quantity: 92, decimal: 90, percent: 74, reference: 112, references: 130, multi_select: 120, autonumber: 146, date_range: 200, long_text: 150, text: 118,
};
export const leastWidth = 60;
export const mostWidth = 800;

export function columnsOf(model: Model, object: ObjectModel, shown: readonly ListColumn[]): readonly Column[] {
  const naming = shown.some((column) => keyOf(column) === object.title) ? object.title : shown[0] && keyOf(shown[0]);
  return shown.map((column) => {
    const field = fieldAt(model, object.name, column.path);
    const key = keyOf(column);
    return {
      key, path: column.path, label: column.label, field, names: key === naming,
      width: column.width ?? Math.max((field && widths[field.type]) ?? 150, labelWidth(column.label) + 16),
      least: column.width ?? Math.max((field && tight[field.type]) ?? 110, labelWidth(column.label)),
      number: field !== undefined && numeric.has(field.type),
      sortable: field !== undefined && !unsortable.has(field.type),
    };
  });
}

/** A heading is read in full where that does not take much; a Chinese character takes the room of two letters. */
const labelWidth = (label: string): number => Math.min([...label].reduce((sum, letter) => sum + (letter > '\u2e80' ? 13.2 : 7.2), 0) + 26, 220);

/** Columns that nobody has set share the room that is left, and go together where there is too little; then the list scrolls. */
export function fitWidths(columns: readonly Column[], chosen: Readonly<Record<string, number>>, room: number): Readonly<Record<string, number>> {
  const loose = columns.filter((column) => chosen[column.key] === undefined);
  const sum = (of: (column: Column) => number, some: readonly Column[]) => some.reduce((total, column) => total + of(column), 0);
  const spare = room - sum((column) => chosen[column.key] ?? column.width, columns);
  const give = sum(({ width, least }) => width - least, loose);
  const share = ({ width, least }: Column): number => {
    if (spare >= 0) return width * (1 + spare / Math.max(1, sum((one) => one.width, loose)));
    return give === 0 ? width : width - (width - least) * Math.min(1, -spare / give);
  };
  return Object.fromEntries(columns.map((column) => [column.key, chosen[column.key] ?? Math.floor(share(column))]));
}
