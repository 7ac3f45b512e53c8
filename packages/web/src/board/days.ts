/**
 * Days of a calendar as text `2026-11-23`, and how records lie across its weeks.
 *
 * Pure: nothing here knows what time it is, or in which zone.
 */
import dayjs from 'dayjs';

export type Day = string;
const form = 'YYYY-MM-DD';

export const plusDays = (day: Day, days: number): Day => dayjs(day).add(days, 'day').format(form);
export const plusMonths = (day: Day, months: number): Day => dayjs(day).add(months, 'month').format(form);
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.UTC(...partsOf(to)) - Date.UTC(...partsOf(from))) / 86_400_000);

function partsOf(day: Day): [number, number, number] {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return [year, month - 1, date];
}

/** The first day of the week that a day is in; `firstDay` is 0 for Sunday. */
export const startOfWeek = (day: Day, firstDay: number): Day => plusDays(day, -((dayjs(day).day() - firstDay + 7) % 7));

/** The days that are shown: whole weeks around the month, or the one week. */
export function daysShown(day: Day, span: 'month' | 'week', firstDay: number): readonly Day[] {
  if (span === 'week') return Array.from({ length: 7 }, (_, i) => plusDays(startOfWeek(day, firstDay), i));
  const first = startOfWeek(`${day.slice(0, 7)}-01`, firstDay);
  const last = dayjs(day).endOf('month').format(form);
  const weeks = Math.ceil((daysBetween(first, last) + 1) / 7);
  return Array.from({ length: weeks * 7 }, (_, i) => plusDays(first, i));
}

export interface Entry<T> {
  readonly item: T;
  readonly from: Day;
  readonly to: Day;
}

/** A piece of an entry within one week: its columns, and its lane from the top. */
export interface Piece<T> {
  readonly entry: Entry<T>;
  readonly first: number;
  readonly last: number;
  readonly lane: number;
  /** It goes on beyond the week. */
  readonly before: boolean;
  readonly after: boolean;
}

/** Puts the entries of a week into lanes in which none lies over another: what begins first comes first, the longer before the shorter. */
export function lay<T>(week: readonly Day[], entries: readonly Entry<T>[]): readonly Piece<T>[] {
  const [start, end] = [week[0]!, week.at(-1)!];
  const within = entries.filter(({ from, to }) => from <= end && to >= start).toSorted((a, b) => compare(a.from, b.from) || compare(b.to, a.to));
  const lanes: number[] = [];
  return within.map((entry) => {
    const first = Math.max(0, daysBetween(start, entry.from));
    const last = Math.min(week.length - 1, daysBetween(start, entry.to));
    const free = lanes.findIndex((taken) => taken < first);
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = last;
    return { entry, first, last, lane, before: entry.from < start, after: entry.to > end };
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
