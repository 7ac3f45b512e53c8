/**
 * Dates (`YYYY-MM-DD`), date-times (UTC, milliseconds) and times of day (`HH:mm:ss`) as text, from year 1 to year 9999.
 * Anything outside of these years is null, as in the SQL of the same functions.
 */
const dayMs = 86_400_000;
const datePattern = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const dateTimePattern = /^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})$/;
const timePattern = /^([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?$/;

export interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** Days since 1970-01-01. `Date.UTC` takes the years 0 to 99 for 1900 to 1999, hence the detour. */
export function daysOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / dayMs);
}

/** The date of the parts, or null where there is none. */
export function makeDate(year: number, month: number, day: number): string | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

export const daysInMonth = (year: number, month: number): number => daysOf(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - daysOf(year, month, 1);

export function dateOfDays(days: number): string | null {
  const date = new Date(days * dayMs);
  const year = date.getUTCFullYear();
  return Number.isNaN(year) ? null : makeDate(year, date.getUTCMonth() + 1, date.getUTCDate());
}

export function dateParts(date: string): Parts {
  const [, year, month, day] = datePattern.exec(date) ?? [];
  return { year: Number(year), month: Number(month), day: Number(day), hour: 0, minute: 0, second: 0 };
}

export const dayNumber = (date: string): number => {
  const { year, month, day } = dateParts(date);
  return daysOf(year, month, day);
};

/** The date when the text is one, else null. */
export function readDate(text: string): string | null {
  const parts = datePattern.exec(text);
  return parts ? makeDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null;
}

/** The date-time in its canonical form, else null. */
export function readDateTime(text: string): string | null {
  if (!dateTimePattern.test(text) || readDate(text.slice(0, 10)) === null) return null;
  return dateTimeOf(Date.parse(text.replace(' ', 'T')));
}

export function dateTimeOf(ms: number): string | null {
  if (Number.isNaN(ms) || ms < daysOf(1, 1, 1) * dayMs || ms >= daysOf(10000, 1, 1) * dayMs) return null;
  return new Date(ms).toISOString();
}

/** The time of day with seconds, else null. */
export function readTime(text: string): string | null {
  const parts = timePattern.exec(text);
  return parts ? `${parts[1]}:${parts[2]}:${parts[3] ?? '00'}` : null;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', era: 'short',
      year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What the clock on the wall shows in the time zone. */
export function localParts(dateTime: string, timeZone: string): Parts {
  const found: Record<string, number> = {};
  for (const part of formatOf(timeZone).formatToParts(new Date(dateTime))) found[part.type] = Number(part.value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = found;
  return { year, month, day, hour, minute, second };
}

/** Null at the outermost days, where the time zone leads out of the years. */
export function localDate(dateTime: string, timeZone: string): string | null {
  const { year, month, day } = localParts(dateTime, timeZone);
  return makeDate(year, month, day);
}

/** Adds months; the day moves back to the last one of a shorter month. */
export function addMonths(date: string, months: number): string | null {
  const { year, month, day } = dateParts(date);
  const index = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return y < 1 || y > 9999 ? null : makeDate(y, m, Math.min(day, daysInMonth(y, m)));
}

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (days: number): number => ((((days + 3) % 7) + 7) % 7) + 1;

/** The week of ISO 8601: the first one has the first Thursday of the year. */
export function isoWeek(days: number): number {
  const thursday = days - weekdayOf(days) + 4;
  const year = new Date(thursday * dayMs).getUTCFullYear();
  return Math.floor((thursday - daysOf(year, 1, 1)) / 7) + 1;
}
