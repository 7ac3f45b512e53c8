import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals, readDecimal, sumDecimals } from '../src/fields/decimal-text.ts';
import { groupDigits } from '../src/fields/format.ts';
import { instantOf, wallOf } from '../src/fields/zone.ts';

const decimal = fc.tuple(fc.boolean(), fc.bigInt({ min: 1n, max: 10n ** 22n }), fc.stringMatching(/^\d{0,6}$/)).map(([negative, whole, fraction]) => `${negative ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`);
const wide = (text: string) => text.replace(/[0-9.,]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

describe('a number that is typed or pasted', () => {
  it.each([
    ['1,234.50', '1234.50'], ['１２３', '123'], ['¥1 234,5', '1234.5'], ['￥1,234,567', '1234567'], ['１，２３４．５', '1234.5'], ['(12.5)', '-12.5'], ['-0', '0'], ['.5', '0.5'], ['5.', '5'],
    ['007', '7'], ['1.234.567', '1234567'], ['1.234,56', '1234.56'], ['12%', '12'], ['$ 9', '9'], ['CNY 12.00', '12.00'], ['12 EUR', '12'], ['−3', '-3'], ['12-', '-12'], ["1'000", '1000'], ['1,234', '1234'], ['12,5', '12.5'],
    ['', undefined], ['-', undefined], ['12a', undefined], ['1.2.3', undefined], ['a12', undefined], ['--3', undefined], ['1e5', undefined],
  ])('%s is %s', (text, value) => expect(readDecimal(text)).toBe(value));

  it('keeps every digit, plain, grouped and in full width', () => fc.assert(fc.property(decimal, (value) => {
    expect(readDecimal(value)).toBe(value);
    expect(readDecimal(groupDigits(value))).toBe(value);
    expect(readDecimal(wide(value))).toBe(value);
  })));

  it('adds up exactly', () => fc.assert(fc.property(fc.array(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })), (cents) => {
    const texts = cents.map((one) => `${one < 0n ? '-' : ''}${(one < 0n ? -one : one) / 100n}.${String((one < 0n ? -one : one) % 100n).padStart(2, '0')}`);
    expect(BigInt(sumDecimals(texts).replace('.', ''))).toBe(cents.reduce((a, b) => a + b, 0n));
  })));
});

it('compares exactly', () => fc.assert(fc.property(decimal, fc.bigInt({ min: 1n, max: 9n }), (value, more) => {
  const greater = sumDecimals([value, `0.000000${more}`]);
  expect([compareDecimals(value, greater), compareDecimals(greater, value), compareDecimals(value, value)]).toEqual([-1, 1, 0]);
})));

describe('a moment in a zone', () => {
  it('is the same instant after it was typed', () => fc.assert(fc.property(
    fc.integer({ min: 0, max: 2_000_000_000 }), fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Apia', 'UTC'),
    (seconds, zone) => {
      const wall = wallOf(new Date(seconds * 1000).toISOString(), zone)!;
      // An hour that comes twice has two instants; the clock is the same.
      expect(wallOf(instantOf(wall, zone)!, zone)).toBe(wall);
    },
  )));
  it.each([['2026-11-03T09:30', 'Asia/Shanghai', '2026-11-03T01:30:00.000Z'], ['2026-07-01T09:30', 'America/New_York', '2026-07-01T13:30:00.000Z']])('%s in %s is %s', (wall, zone, instant) => expect(instantOf(wall, zone)).toBe(instant));
});
