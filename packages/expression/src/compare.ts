/** Equality and order of values in memory, the same as in SQL. */
import { Decimal } from './numbers.ts';
import type { Value } from './functions/function.ts';
import { compareText } from './text.ts';

export const isTruth = (value: Value): boolean => value === true;

/** The id of a reference given with its fields, other values as they are. */
export function plain(value: Value): Value {
  if (value !== null && typeof value === 'object' && !Decimal.isDecimal(value) && !Array.isArray(value) && 'id' in value) {
    const { id } = value as { readonly id?: unknown };
    return typeof id === 'string' ? id : typeof id === 'number' ? String(id) : null;
  }
  return value;
}

/** Null where one of them is null. */
export function sameValue(left: Value, right: Value): boolean | null {
  const [a, b] = [plain(left), plain(right)];
  if (a === null || b === null) return null;
  if (Decimal.isDecimal(a) && Decimal.isDecimal(b)) return a.eq(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.every((value) => b.includes(value)) && b.every((value) => a.includes(value));
  }
  return a === b;
}

/** Negative, zero or positive. Dates and times are text whose order is that of time. */
export function compareValues(a: Value, b: Value): number {
  if (Decimal.isDecimal(a) && Decimal.isDecimal(b)) return a.cmp(b);
  return compareText(String(a), String(b));
}
