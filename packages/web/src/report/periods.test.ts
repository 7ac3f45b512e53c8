/** Periods: their days, the time before them, and the condition of each. */
import { expect, it } from 'vitest';
import { daysOf, daysText, formerDays, readPeriod, todayIn, withinDays } from './periods.ts';

const today = '2026-11-23';

it.each([
  ['this_month', '2026-11-01', '2026-11-30', '2026-10-01', '2026-10-23'],
  ['last_month', '2026-10-01', '2026-10-31', '2026-09-01', '2026-09-30'],
  ['this_quarter', '2026-10-01', '2026-12-31', '2026-07-01', '2026-08-23'],
  ['this_year', '2026-01-01', '2026-12-31', '2025-01-01', '2025-11-23'],
  ['last_30_days', '2026-10-25', '2026-11-23', '2026-09-25', '2026-10-24'],
  ['last_12_months', '2025-12-01', '2026-11-30', '2024-12-01', '2025-11-23'],
  ['2026-02-01..2026-02-28', '2026-02-01', '2026-02-28', '2026-01-04', '2026-01-31'],
] as const)('%s', (period, from, to, formerFrom, formerTo) => {
  expect([daysOf(period, today), formerDays(period, today)]).toEqual([{ from, to }, { from: formerFrom, to: formerTo }]);
});

it('has no time before where an end is open', () => {
  expect([daysOf('all', today), formerDays('all', today)]).toEqual([{}, undefined]);
  expect([daysOf('2026-01-01..', today), formerDays('2026-01-01..', today), daysOf('..2026-01-01', today)]).toEqual([{ from: '2026-01-01' }, undefined, { to: '2026-01-01' }]);
});

it('compares the last day of a month with the last day of the month before', () => {
  expect([formerDays('this_month', '2026-03-31'), formerDays('this_month', '2026-02-28'), formerDays('this_month', '2026-03-30')]).toEqual([
    { from: '2026-02-01', to: '2026-02-28' }, { from: '2026-01-01', to: '2026-01-31' }, { from: '2026-02-01', to: '2026-02-28' },
  ]);
});

it('reads from an address only what is a period', () => {
  expect(['this_year', '2026-01-01..', '..', 'yesterday', '2026-01-01', "'; drop", 3, undefined].map(readPeriod)).toEqual(['this_year', '2026-01-01..', undefined, undefined, undefined, undefined, undefined, undefined]);
});

it('is a condition over days, also for moments', () => {
  expect(withinDays('ordered', false, { from: '2026-01-01', to: '2026-01-31' })).toBe("ordered >= '2026-01-01' and ordered <= '2026-01-31'");
  expect(withinDays('at', true, { to: '2026-01-31' })).toBe("todate(at) <= '2026-01-31'");
  expect(withinDays('at', true, {})).toBeUndefined();
});

it('is named as short as it can be, and begins where the tenant is', () => {
  expect(daysText({ from: '2026-10-01', to: '2026-10-23' }, 'en').replaceAll(/[\u2009\u202f]/g, ' ')).toBe('Oct 1 – 23, 2026');
  expect([todayIn('Asia/Shanghai', new Date('2026-11-23T17:00:00Z')), todayIn('America/New_York', new Date('2026-11-23T03:00:00Z'))]).toEqual(['2026-11-24', '2026-11-22']);
});
