/** Groups of a list: records that have the same value at a path, or a day in the same month. */
import type { FieldModel, Model } from '@tenon/model';
import { literal } from '../fields/filter-text.ts';
import { fieldAt } from '../fields/paths.ts';
import { labelOf, type Column } from './columns.ts';

export type GroupUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';
export const groupUnits: readonly GroupUnit[] = ['day', 'week', 'month', 'quarter', 'year'];

export interface Grouping {
  /** As it stands in the address. */
  readonly key: string;
  readonly path: string;
  readonly field: FieldModel;
  readonly label: string;
  readonly unit: GroupUnit | undefined;
  /** Expressions to group by: the value, and for a reference the title of what it refers to. */
  readonly expressions: readonly string[];
}

const groupable: ReadonlySet<string> = new Set(['select', 'reference', 'date', 'datetime', 'boolean']);
export const fitsGroup = (field: FieldModel): boolean => groupable.has(field.type) && !field.hidden;

export function groupingOf(model: Model, object: string, key: string): Grouping | undefined {
  const [path = '', said] = key.split(':');
  const field = fieldAt(model, object, path.split('.'));
  if (!field || !fitsGroup(field)) return undefined;
  const dated = field.type === 'date' || field.type === 'datetime';
  const unit = dated ? (groupUnits.find((one) => one === said) ?? 'month') : undefined;
  const day = field.type === 'datetime' ? `todate(${path})` : path;
  const title = field.type === 'reference' ? model.objects[field.to ?? '']?.title : undefined;
  const expressions = unit ? [unit === 'day' ? day : `startof${unit}(${day})`] : [path, ...(title ? [`${path}.${title}`] : [])];
  return { key, path, field, label: labelOf(model, object, path.split('.')), unit, expressions };
}

/** The records of one group. */
export function groupFilter({ path, field, expressions }: Grouping, value: unknown): string {
  if (value === null || value === undefined) return `${path} == null`;
  if (field.type === 'boolean') return `${path} == ${String(value)}`;
  return `${expressions[0]!} == ${literal(String(value))}`;
}

/** Sums of the columns that have one: of money and quantities, and of whole numbers. */
export const summable = (column: Column): boolean => column.field !== undefined && ['money', 'quantity', 'integer', 'decimal'].includes(column.field.type);

export interface Sum { readonly column: Column; readonly value: string | null; /** A record that says the currency, for how the sum is written. */ readonly record: object }

/** So many fit into one question to the server, each with the two ends of its currency. */
const summedMax = 6;

/** The columns to sum, and the aggregates that say it: of a currency that differs by record, its least and greatest too. */
export function sumsOf(columns: readonly Column[]): { readonly aggregates: readonly string[]; readonly read: (values: readonly unknown[]) => readonly Sum[] } {
  const wanted = columns.filter(summable);
  const aggregates: string[] = [];
  const at = wanted.slice(0, summedMax).map((column) => {
    const key = column.path.join('.');
    const beside = [column.field!.currency, column.field!.unit].find((one) => one && 'path' in one);
    const unit = beside && 'path' in beside ? [...column.path.slice(0, -1), ...beside.path] : undefined;
    const first = aggregates.push(`sum(${key})`) - 1;
    if (unit) aggregates.push(`min(${unit.join('.')})`, `max(${unit.join('.')})`);
    return { column, first, unit };
  });
  const read = (values: readonly unknown[]): readonly Sum[] => at.map(({ column, first, unit }) => {
    const [value, least, most] = [values[first], values[first + 1], values[first + 2]];
    // Two currencies have no sum.
    if (unit && least !== most) return { column, value: null, record: {} };
    return { column, value: value === null || value === undefined ? null : String(value), record: unit ? recordWith(unit.slice(column.path.length - 1), least) : {} };
  });
  return { aggregates, read };
}

const recordWith = (path: readonly string[], value: unknown): object => path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object;

