/** Functions of dates and times. A date-time is read on the clock of the tenant's time zone. */
import { addMonths, dateOfDays, dateParts, dateTimeOf, dayNumber, daysInMonth, daysOf, isoWeek, localDate, localParts, makeDate, readDate, weekdayOf, type Parts } from '../calendar.ts';
import { Decimal, clampInt, divide } from '../numbers.ts';
import { intSql, named, param, quotientSql, type Clock, type FunctionDefinition, type Value } from './function.ts';

const n = (value: Value | undefined, least: number, most: number): number => clampInt(value as Decimal, least, most);
const example = (source: string, result: string | boolean | null) => ({ source, result });
const moment = ['date', 'datetime'] as const;
const isDate = (value: string): boolean => value.length === 10;
const partsOf = (value: string, clock: Clock): Parts => (isDate(value) ? dateParts(value) : localParts(value, clock.timeZone));
const daysFrom = ({ year, month, day }: Parts): number => daysOf(year, month, day);
/** The argument as a wall clock's timestamp. */
const wall = (kind: string | undefined): string => (kind === 'datetime' ? '({0} at time zone {tz})' : '{0}::timestamp');

/** A number read from a date or a date-time. */
function reading(name: string, field: string, doc: FunctionDefinition['doc'], read: (parts: Parts) => number, examples: FunctionDefinition['examples']): FunctionDefinition {
  return {
    name, group: 'date', doc, examples,
    signature: { params: [param('date', moment)], returns: 'number', integer: true },
    evaluate: ([value], clock) => new Decimal(read(partsOf(value as string, clock))),
    sql: (types) => `extract(${field} from ${wall(types[0]?.kind)})::numeric`,
  };
}

/** A part of the time of day. */
function timePart(name: 'hour' | 'minute' | 'second', at: number, doc: FunctionDefinition['doc'], examples: FunctionDefinition['examples']): FunctionDefinition {
  return {
    name, group: 'date', doc, examples,
    signature: { params: [param('time', ['datetime', 'time'])], returns: 'number', integer: true },
    evaluate: ([value], clock) => {
      const text = value as string;
      return new Decimal(text.includes('T') ? localParts(text, clock.timeZone)[name] : Number(text.split(':')[at] ?? 0));
    },
    sql: (types) => `floor(extract(${name} from ${types[0]?.kind === 'time' ? '{0}' : wall('datetime')}))::numeric`,
  };
}

/** The first or the last day of a period. */
function boundary(name: string, doc: FunctionDefinition['doc'], of: (parts: Parts) => string | null, sql: string, examples: FunctionDefinition['examples']): FunctionDefinition {
  return {
    name, group: 'date', doc, examples,
    signature: { params: [param('date', 'date')], returns: 'date' },
    evaluate: ([value]) => of(dateParts(value as string)),
    sql: () => sql,
  };
}

const first = (unit: string): string => `date_trunc('${unit}', {0}::timestamp)::date`;
const last = (unit: string, length: string): string => `(date_trunc('${unit}', {0}::timestamp) + interval '${length}' - interval '1 day')::date`;
const quarterOf = (month: number): number => Math.floor((month - 1) / 3) + 1;

const read: readonly FunctionDefinition[] = [
  reading('year', 'year', { en: 'The year.', 'zh-CN': '年份。' }, (p) => p.year, [example("year('2024-02-09')", '2024')]),
  reading('quarter', 'quarter', { en: 'The quarter, 1 to 4.', 'zh-CN': '季度，1 到 4。' }, (p) => quarterOf(p.month), [example("quarter('2024-05-01')", '2')]),
  reading('month', 'month', { en: 'The month, 1 to 12.', 'zh-CN': '月份，1 到 12。' }, (p) => p.month, [example("month('2024-02-09')", '2')]),
  reading('week', 'week', { en: 'The week of ISO 8601.', 'zh-CN': 'ISO 8601 周数。' }, (p) => isoWeek(daysFrom(p)), [example("week('2021-01-03')", '53'), example("week('2024-12-30')", '1')]),
  reading('day', 'day', { en: 'The day of the month.', 'zh-CN': '日。' }, (p) => p.day, [example("day('2024-02-09')", '9')]),
  reading('weekday', 'isodow', { en: 'The day of the week, from Monday 1 to Sunday 7.', 'zh-CN': '星期几，周一为 1，周日为 7。' }, (p) => weekdayOf(daysFrom(p)), [example("weekday('2024-02-09')", '5'), example("weekday('2024-02-11')", '7')]),
  reading('dayofyear', 'doy', { en: 'The day of the year.', 'zh-CN': '一年中的第几天。' }, (p) => daysFrom(p) - daysOf(p.year, 1, 1) + 1, [example("dayofyear('2024-03-01')", '61')]),
  timePart('hour', 0, { en: 'The hour, 0 to 23.', 'zh-CN': '小时，0 到 23。' }, [example("hour('2024-02-09T23:30:00Z')", '7')]),
  timePart('minute', 1, { en: 'The minute.', 'zh-CN': '分钟。' }, [example("minute('2024-02-09T23:30:00Z')", '30')]),
  timePart('second', 2, { en: 'The second.', 'zh-CN': '秒。' }, [example("second('2024-02-09T23:30:15Z')", '15')]),
  boundary('startofyear', { en: 'The first day of the year.', 'zh-CN': '当年第一天。' }, (p) => makeDate(p.year, 1, 1), first('year'), [example("startofyear('2024-02-09')", '2024-01-01')]),
  boundary('endofyear', { en: 'The last day of the year.', 'zh-CN': '当年最后一天。' }, (p) => makeDate(p.year, 12, 31), last('year', '1 year'), [example("endofyear('2024-02-09')", '2024-12-31')]),
  boundary('startofquarter', { en: 'The first day of the quarter.', 'zh-CN': '当季第一天。' }, (p) => makeDate(p.year, quarterOf(p.month) * 3 - 2, 1), first('quarter'), [example("startofquarter('2024-06-09')", '2024-04-01')]),
  boundary('endofquarter', { en: 'The last day of the quarter.', 'zh-CN': '当季最后一天。' }, (p) => makeDate(p.year, quarterOf(p.month) * 3, daysInMonth(p.year, quarterOf(p.month) * 3)), last('quarter', '3 months'), [example("endofquarter('2024-05-09')", '2024-06-30')]),
  boundary('startofmonth', { en: 'The first day of the month.', 'zh-CN': '当月第一天。' }, (p) => makeDate(p.year, p.month, 1), first('month'), [example("startofmonth('2024-02-09')", '2024-02-01')]),
  boundary('endofmonth', { en: 'The last day of the month.', 'zh-CN': '当月最后一天。' }, (p) => makeDate(p.year, p.month, daysInMonth(p.year, p.month)), last('month', '1 month'), [example("endofmonth('2024-02-09')", '2024-02-29')]),
  boundary('startofweek', { en: 'The Monday of the week.', 'zh-CN': '当周星期一。' }, (p) => dateOfDays(daysFrom(p) - weekdayOf(daysFrom(p)) + 1), first('week'), [example("startofweek('2024-02-11')", '2024-02-05')]),
];

/** The index of a date from 0001-01-01, with the days added, or null outside of the years. */
const addDaysSql = (date: string, days: string): string =>
  `(date '0001-01-01' + nullif(nullif(least(greatest((${date} - date '0001-01-01') + trunc(${days}), -1), 3652059), -1), 3652059)::int)`;

const monthIndex = `extract(year from _v.a)::numeric * 12 + extract(month from _v.a)::numeric - 1 + trunc(_v.b) * `;

function addingMonths(name: string, factor: 1 | 12, doc: FunctionDefinition['doc'], examples: FunctionDefinition['examples']): FunctionDefinition {
  return {
    name, group: 'date', doc, examples,
    signature: { params: [param('date', 'date'), param('count', 'number')], returns: 'date' },
    evaluate: ([date, count]) => addMonths(date as string, n(count, -120_000, 120_000) * factor),
    sql: () => named(2, `case when ${monthIndex}${factor} between 12 and 119999 then (_v.a + make_interval(months => ${intSql('_v.b', -120_000, 120_000)} * ${factor}))::date end`),
  };
}

/** PostgreSQL may compute the date ahead of the conditions, so that its parts are kept within bounds. */
function makeDateSql(y: string, m: string, d: string): string {
  const made = `(make_date(${intSql('_v.a', 1, 9999)}, ${intSql('_v.b', 1, 12)}, 1) + (${intSql('_v.c', 1, 31)} - 1))`;
  const within = 'trunc(_v.a) between 1 and 9999 and trunc(_v.b) between 1 and 12 and trunc(_v.c) between 1 and 31';
  const body = `case when ${within} and extract(month from ${made}) = trunc(_v.b) then ${made} end`;
  return named(3, body).replace('{0}', y).replace('{1}', m).replace('{2}', d);
}

const secondsSql = '(extract(epoch from {0})::numeric - extract(epoch from {1})::numeric)';

function between(name: string, seconds: number, doc: FunctionDefinition['doc'], examples: FunctionDefinition['examples']): FunctionDefinition {
  return {
    name, group: 'date', doc, examples,
    signature: { params: [param('end', 'datetime'), param('start', 'datetime')], returns: 'number' },
    evaluate: ([end, start]) => divide(new Decimal(Date.parse(end as string) - Date.parse(start as string)).div(1000), new Decimal(seconds)),
    sql: () => quotientSql(secondsSql, String(seconds)),
  };
}

function addingTime(name: string, unit: 'hours' | 'mins', seconds: number, doc: FunctionDefinition['doc'], examples: FunctionDefinition['examples']): FunctionDefinition {
  // Ten thousand years in the unit: enough to leave the years from any of them, and an int in both units but minutes.
  const limit = Math.min(Math.trunc(320_000_000_000 / seconds), 2_000_000_000);
  return {
    name, group: 'date', doc, examples,
    signature: { params: [param('datetime', 'datetime'), param('count', 'number')], returns: 'datetime' },
    evaluate: ([value, count]) => dateTimeOf(Date.parse(value as string) + n(count, -limit, limit) * seconds * 1000),
    sql: () => named(2, `case when extract(epoch from _v.a)::numeric + ${intSql('_v.b', -limit, limit)}::numeric * ${seconds} >= -62135596800 and extract(epoch from _v.a)::numeric + ${intSql('_v.b', -limit, limit)}::numeric * ${seconds} < 253402300800 then _v.a + make_interval(${unit} => ${intSql('_v.b', -limit, limit)}) end`),
  };
}

const computed: readonly FunctionDefinition[] = [
  {
    name: 'today', group: 'date', clock: true, examples: [],
    signature: { params: [], returns: 'date' },
    doc: { en: 'The date of today in the time zone of the tenant.', 'zh-CN': '租户时区的今天。' },
    evaluate: (_, clock) => localDate(clock.now, clock.timeZone),
    sql: () => '({now} at time zone {tz})::date',
  },
  {
    name: 'now', group: 'date', clock: true, examples: [],
    signature: { params: [], returns: 'datetime' },
    doc: { en: 'The time of the statement.', 'zh-CN': '当前时间。' },
    evaluate: (_, clock) => dateTimeOf(Date.parse(clock.now)),
    sql: () => '{now}',
  },
  {
    name: 'date', group: 'date',
    signature: { params: [param('year', 'number'), param('month', 'number'), param('day', 'number')], returns: 'date' },
    doc: { en: 'The date of the parts, null where there is none. With one date-time it is todate().', 'zh-CN': '由年月日组成日期，无效时为空。只给一个日期时间时等同于 todate()。' },
    examples: [example('date(2024, 2, 29)', '2024-02-29'), example('date(2023, 2, 29)', null)],
    evaluate: ([y, m, d]) => makeDate(n(y, -1, 10_000), n(m, -1, 13), n(d, -1, 32)),
    sql: () => makeDateSql('{0}', '{1}', '{2}'),
  },
  {
    name: 'todate', group: 'date',
    signature: { params: [param('datetime', moment)], returns: 'date' },
    doc: { en: 'The date of a date-time in the time zone of the tenant.', 'zh-CN': '日期时间在租户时区的日期。' },
    examples: [example("todate('2024-02-09T23:30:00Z')", '2024-02-10')],
    evaluate: ([value], clock) => (isDate(value as string) ? value! : localDate(value as string, clock.timeZone)),
    sql: (types) => (types[0]?.kind === 'date' ? '{0}' : '({0} at time zone {tz})::date'),
  },
  {
    name: 'datevalue', group: 'date',
    signature: { params: [param('text', 'text')], returns: 'date' },
    doc: { en: 'The date in a text such as 2024-02-09, else null.', 'zh-CN': '文本中的日期（如 2024-02-09），否则为空。' },
    examples: [example("datevalue('2024-02-09')", '2024-02-09'), example("datevalue('9.2.2024')", null)],
    evaluate: ([text]) => readDate(text as string),
    sql: () => {
      const cut = (from: number, count: number) => `substr(_v.a, ${from}, ${count})::numeric`;
      return named(1, `case when _v.a ~ '^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$' then ${makeDateSql(cut(1, 4), cut(6, 2), cut(9, 2))} end`);
    },
  },
  {
    name: 'days', group: 'date',
    signature: { params: [param('end', 'date'), param('start', 'date')], returns: 'number', integer: true },
    doc: { en: 'The days from the second date to the first.', 'zh-CN': '从第二个日期到第一个日期的天数。' },
    examples: [example("days('2024-03-01', '2024-02-01')", '29')],
    evaluate: ([end, start]) => new Decimal(dayNumber(end as string) - dayNumber(start as string)),
    sql: () => '({0} - {1})::numeric',
  },
  {
    name: 'months', group: 'date',
    signature: { params: [param('end', 'date'), param('start', 'date')], returns: 'number', integer: true },
    doc: { en: 'The months of the calendar from the second date to the first.', 'zh-CN': '从第二个日期到第一个日期跨越的月数。' },
    examples: [example("months('2024-03-01', '2023-12-31')", '3')],
    evaluate: ([end, start]) => {
      const [a, b] = [dateParts(end as string), dateParts(start as string)];
      return new Decimal((a.year - b.year) * 12 + a.month - b.month);
    },
    sql: () => named(2, '((extract(year from _v.a) - extract(year from _v.b)) * 12 + extract(month from _v.a) - extract(month from _v.b))::numeric'),
  },
  {
    name: 'adddays', group: 'date',
    signature: { params: [param('date', 'date'), param('count', 'number')], returns: 'date' },
    doc: { en: 'The date a number of days later.', 'zh-CN': '若干天之后的日期。' },
    examples: [example("adddays('2024-02-28', 2)", '2024-03-01'), example("adddays('9999-12-31', 1)", null)],
    evaluate: ([date, count]) => dateOfDays(dayNumber(date as string) + n(count, -4_000_000, 4_000_000)),
    sql: () => addDaysSql('{0}', '{1}'),
  },
  addingMonths('addmonths', 1, { en: 'The date a number of months later, at most the last day of the month.', 'zh-CN': '若干月之后的日期，不超过月末。' }, [example("addmonths('2024-01-31', 1)", '2024-02-29'), example("addmonths('2024-01-31', -2)", '2023-11-30')]),
  addingMonths('addyears', 12, { en: 'The date a number of years later.', 'zh-CN': '若干年之后的日期。' }, [example("addyears('2024-02-29', 1)", '2025-02-28')]),
  addingTime('addhours', 'hours', 3600, { en: 'The date-time a number of hours later.', 'zh-CN': '若干小时之后的时间。' }, [example("addhours('2024-02-09T23:30:00Z', 2)", '2024-02-10T01:30:00.000Z')]),
  addingTime('addminutes', 'mins', 60, { en: 'The date-time a number of minutes later.', 'zh-CN': '若干分钟之后的时间。' }, [example("addminutes('2024-02-09T23:30:00Z', -31)", '2024-02-09T22:59:00.000Z')]),
  between('hours', 3600, { en: 'The hours from the second date-time to the first.', 'zh-CN': '从第二个时间到第一个时间的小时数。' }, [example("hours('2024-02-09T12:30:00Z', '2024-02-09T10:00:00Z')", '2.5')]),
  between('minutes', 60, { en: 'The minutes from the second date-time to the first.', 'zh-CN': '从第二个时间到第一个时间的分钟数。' }, [example("minutes('2024-02-09T12:30:00Z', '2024-02-09T10:00:00Z')", '150')]),
  {
    name: 'isweekend', group: 'date',
    signature: { params: [param('date', 'date')], returns: 'boolean' },
    doc: { en: 'True on Saturday and Sunday.', 'zh-CN': '周六和周日为真。' },
    examples: [example("isweekend('2024-02-10')", true)],
    evaluate: ([date]) => weekdayOf(dayNumber(date as string)) > 5,
    sql: () => '(extract(isodow from {0}) > 5)',
  },
];

export const dateFunctions: readonly FunctionDefinition[] = [...read, ...computed];
