/** Numbers as people read them: grouped, and with every digit that the record has. */
import { expect, it } from 'vitest';
import { groupDigits } from '../src/fields/format.ts';

it.each([
  ['123456789012345678901234567890', undefined, '123,456,789,012,345,678,901,234,567,890'],
  ['-12345678901234567890.1234567891', undefined, '-12,345,678,901,234,567,890.1234567891'],
  ['0.1000000000', undefined, '0.1000000000'],
  ['99999999999999999999.9999999999', 2, '99,999,999,999,999,999,999.9999999999'],
  ['1234567.5', 2, '1,234,567.50'],
  ['1000', 2, '1,000.00'],
  ['-0.5', undefined, '-0.5'],
  ['0', undefined, '0'],
  [42, undefined, '42'],
  ['about 12', 2, 'about 12'],
])('groups %s with at least %s places', (value, scale, shown) => {
  expect(groupDigits(value, scale)).toBe(shown);
});
