/** The records of a calendar: those that lie within the days shown, and how one of them is brought to another day. */
import { useQuery } from '@tanstack/react-query';
import type { FieldModel, Model, ObjectModel, ViewModel } from '@tenon/model';
import { client, type RecordValues } from '../app/client.ts';
import { literal } from '../fields/filter-text.ts';
import { fieldAt, valueAt } from '../fields/paths.ts';
import { instantOf, wallOf } from '../fields/zone.ts';
import { bothFilters } from '../list/both-filters.ts';
import { selectOf } from '../list/list-query.ts';
import { daysBetween, plusDays, type Day, type Entry } from './days.ts';

/** Where a record begins, and where it ends: paths of a day, a moment, or an end of a range of days. */
export interface Ends {
  readonly start: readonly string[];
  readonly end: readonly string[] | undefined;
  /** The field that holds the start: of a range, the range. */
  readonly field: FieldModel;
  readonly endField: FieldModel | undefined;
}

export function endsOf(model: Model, object: ObjectModel, view: ViewModel): Ends | undefined {
  if (!view.calendar) return undefined;
  const start = view.calendar.start.split('.');
  const end = view.calendar.end?.split('.');
  const holder = (path: readonly string[]): FieldModel | undefined => fieldAt(model, object.name, path) ?? fieldAt(model, object.name, path.slice(0, -1));
  const field = holder(start);
  return field && { start, end, field, endField: end && holder(end) };
}

const isMoment = (field: FieldModel | undefined): boolean => field?.type === 'datetime';

const dayOf = (field: FieldModel | undefined, value: unknown, zone: string): Day | undefined => {
  if (typeof value !== 'string') return undefined;
  return isMoment(field) ? wallOf(value, zone)?.slice(0, 10) : value.slice(0, 10);
};

/** `09:30`, of what begins at a moment. */
export const timeOf = ({ field, start }: Ends, record: RecordValues, zone: string): string | undefined => {
  const value = valueAt(record, start);
  return isMoment(field) && typeof value === 'string' ? wallOf(value, zone)?.slice(11, 16) : undefined;
};

export function entryOf(ends: Ends, record: RecordValues, zone: string): Entry<RecordValues> | undefined {
  const from = dayOf(ends.field, valueAt(record, ends.start), zone);
  const to = ends.end && dayOf(ends.endField, valueAt(record, ends.end), zone);
  const begins = from ?? to;
  return begins === undefined ? undefined : { item: record, from: begins, to: to !== undefined && to >= begins ? to : begins };
}

function rangeFilter(ends: Ends, from: Day, to: Day, zone: string): string {
  const [start, end] = [ends.start.join('.'), ends.end?.join('.')];
  const edge = (field: FieldModel | undefined, day: Day) => literal(isMoment(field) ? instantOf(`${day}T00:00`, zone)! : day);
  const after = plusDays(to, 1);
  if (end === undefined) return `${start} >= ${edge(ends.field, from)} and ${start} < ${edge(ends.field, after)}`;
  // Without an end it lies on the day on which it begins; without a start, on that on which it ends.
  return `coalesce(${start}, ${end}) < ${edge(ends.field, after)} and coalesce(${end}, ${start}) >= ${edge(ends.endField, from)}`;
}

/** So many records at most: more would be a wall, not a calendar. */
export const recordsMax = 500;

interface Asked {
  readonly object: ObjectModel;
  readonly view: ViewModel;
  readonly ends: Ends;
  readonly filter: string | undefined;
  readonly search: string | undefined;
  readonly from: Day;
  readonly to: Day;
  readonly zone: string;
}

export function useEntries(model: Model, { object, view, ends, filter, search, from, to, zone }: Asked) {
  const whole = bothFilters(view.filter?.source, filter, rangeFilter(ends, from, to, zone));
  const extra = [ends.field, ends.endField].filter((field) => field !== undefined).map(({ name, label }) => ({ path: [name], label }));
  const columns = [...view.columns, ...extra.filter(({ path }) => !view.columns.some((column) => column.path.join('.') === path[0]))];
  const select = selectOf(model, object.name, columns);
  return useQuery({
    queryKey: ['list', object.name, 'calendar', { filter: whole, search, select }],
    queryFn: () => client.list<RecordValues>(object.name, { filter: whole, search, select, sort: ends.start.length === 1 ? ends.start[0] : undefined, limit: recordsMax }),
    placeholderData: (old) => old,
  });
}

/** The values that bring a record from one day to another: its end goes along. */
export function movedTo(ends: Ends, record: RecordValues, from: Day, to: Day, zone: string): Readonly<Record<string, unknown>> {
  const by = daysBetween(from, to);
  const shifted = (field: FieldModel | undefined, value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    if (!isMoment(field)) return plusDays(value.slice(0, 10), by);
    // The same time of day, also where the clocks have changed in between.
    const wall = wallOf(value, zone)!;
    return instantOf(`${plusDays(wall.slice(0, 10), by)}${wall.slice(10)}`, zone);
  };
  const values: Record<string, unknown> = {};
  for (const [field, path] of [[ends.field, ends.start], [ends.endField, ends.end]] as const) {
    if (!field || !path) continue;
    if (field.type === 'date_range') {
      const range = record[field.name];
      values[field.name] = { from: shifted(field, valueAt(range, ['from'])) ?? null, to: shifted(field, valueAt(range, ['to'])) ?? null };
    } else if (record[field.name] !== null && record[field.name] !== undefined) values[field.name] = shifted(field, record[field.name]);
  }
  return values;
}
