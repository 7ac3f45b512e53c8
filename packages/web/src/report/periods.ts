/** Periods that somebody chooses: days from and to, the time before to compare with, and what they are called. */
import type { DashboardFilterModel } from '@tenon/model';
import dayjs, { type Dayjs } from 'dayjs';
import type { Language } from '../app/messages.ts';
import { literal } from '../fields/filter-text.ts';

export type PeriodName = NonNullable<DashboardFilterModel['default']>;
/** A name, or days as `2026-01-01..2026-03-31`. */
export type Period = PeriodName | `${string}..${string}`;

export const periodNames: readonly PeriodName[] = ['this_month', 'last_month', 'this_quarter', 'this_year', 'last_30_days', 'last_12_months', 'all'];

/** Days, both included; an end that is absent is open. */
export interface Days {
  readonly from?: string;
  readonly to?: string;
}

const iso = (day: Dayjs): string => day.format('YYYY-MM-DD');
const days = (from: Dayjs, to: Dayjs): Days => ({ from: iso(from), to: iso(to) });
const quarterStart = (day: Dayjs): Dayjs => day.month(Math.floor(day.month() / 3) * 3).startOf('month');

/** What was written in an address, where it is a period. */
export function readPeriod(text: unknown): Period | undefined {
  if (typeof text !== 'string') return undefined;
  if ((periodNames as readonly string[]).includes(text)) return text as PeriodName;
  return /^(\d{4}-\d{2}-\d{2})?\.\.(\d{4}-\d{2}-\d{2})?$/.test(text) && text !== '..' ? (text as Period) : undefined;
}

/** The day of today where the tenant is. */
export const todayIn = (timeZone: string, now = new Date()): string => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);

export function daysOf(period: Period, today: string): Days {
  const day = dayjs(today);
  switch (period) {
    case 'all': return {};
    case 'this_month': return days(day.startOf('month'), day.endOf('month'));
    case 'last_month': return days(day.subtract(1, 'month').startOf('month'), day.subtract(1, 'month').endOf('month'));
    case 'this_quarter': return days(quarterStart(day), quarterStart(day).add(2, 'month').endOf('month'));
    case 'this_year': return days(day.startOf('year'), day.endOf('year'));
    case 'last_30_days': return days(day.subtract(29, 'day'), day);
    case 'last_12_months': return days(day.subtract(11, 'month').startOf('month'), day.endOf('month'));
    default: {
      const [from, to] = period.split('..');
      return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
    }
  }
}

const shifts: Readonly<Partial<Record<PeriodName, readonly [number, 'month' | 'day']>>> = { this_month: [1, 'month'], last_month: [1, 'month'], this_quarter: [3, 'month'], this_year: [12, 'month'], last_30_days: [30, 'day'], last_12_months: [12, 'month'] };
const running: ReadonlySet<Period> = new Set(['this_month', 'this_quarter', 'this_year', 'last_12_months']);

/** The same time before it. Of a period that is still running, only as much as has passed of it. */
export function formerDays(period: Period, today: string): Days | undefined {
  const { from, to } = daysOf(period, today);
  if (from === undefined || to === undefined) return undefined;
  const [count, unit] = shifts[period as PeriodName] ?? [dayjs(to).diff(dayjs(from), 'day') + 1, 'day' as const];
  const end = running.has(period) && today < to ? dayjs(today) : dayjs(to);
  const before = end.subtract(count, unit);
  // The end of a month stays the end of a month.
  const whole = unit === 'month' && end.isSame(end.endOf('month'), 'day') ? before.endOf('month') : before;
  return days(dayjs(from).subtract(count, unit), whole);
}

/** The condition that a date or a moment lies within. */
export function withinDays(path: string, moment: boolean, { from, to }: Days): string | undefined {
  const value = moment ? `todate(${path})` : path;
  const parts = [...(from ? [`${value} >= ${literal(from)}`] : []), ...(to ? [`${value} <= ${literal(to)}`] : [])];
  return parts.length > 0 ? parts.join(' and ') : undefined;
}

/** `1–23 Oct 2026`, `2026年10月1日–23日`: as short as it can be. */
export function daysText({ from, to }: Days, language: Language): string {
  const [start, end] = [from, to].map((day) => (day ? new Date(`${day}T00:00:00Z`) : undefined));
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  if (start && end) return format.formatRange(start, end);
  return start ? `${format.format(start)} –` : end ? `– ${format.format(end)}` : '';
}
