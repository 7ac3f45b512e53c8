/**
 * Exact decimals, the same as PostgreSQL's `numeric`.
 *
 * Sums, differences and products are exact; products and quotients are rounded to 20 places, half away from zero, and
 * are null from 1e40 on. With these bounds no intermediate value needs more than `precision` digits.
 */
import { Decimal as Base } from 'decimal.js';

export const Decimal = Base.clone({ precision: 600, rounding: Base.ROUND_HALF_UP, toExpNeg: -1000, toExpPos: 1000, maxE: 5000, minE: -5000 });
export type Decimal = Base;
export type Rounding = Base.Rounding;

/** Places after the point that a product or a quotient keeps. */
export const placesMax = 20;
const bound = new Decimal('1e40');
const shift = new Decimal('1e21');

/** Null from 1e40 on. */
export function bounded(value: Decimal): Decimal | null {
  return value.abs().lt(bound) ? value : null;
}

export function multiply(a: Decimal, b: Decimal): Decimal | null {
  return bounded(a.times(b).toDecimalPlaces(placesMax));
}

/** Null when the divisor is zero. Cutting at 21 places and then rounding to 20 is exact. */
export function divide(a: Decimal, b: Decimal): Decimal | null {
  if (b.isZero()) return null;
  return bounded(a.times(shift).dividedToIntegerBy(b).div(shift).toDecimalPlaces(placesMax));
}

/** The remainder has the sign of the dividend. */
export function modulo(a: Decimal, b: Decimal): Decimal | null {
  return b.isZero() ? null : a.mod(b);
}

/** Rounds half away from zero; negative places round before the point. */
export function roundTo(value: Decimal, places: number, mode: Base.Rounding = Base.ROUND_HALF_UP): Decimal {
  if (places >= 0) return value.toDecimalPlaces(places, mode);
  const unit = new Decimal(10).pow(-places);
  return value.div(unit).toDecimalPlaces(0, mode).times(unit);
}

/** An integer from `least` to `most`, cutting the fraction off. */
export function clampInt(value: Decimal, least: number, most: number): number {
  const cut = value.trunc();
  return cut.lt(least) ? least : cut.gt(most) ? most : cut.toNumber();
}

/** Canonical text: no exponent, no zeros at the end, no negative zero. */
export function numberText(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed();
}

/** A number of JSON, or undefined when it is not one. */
export function readNumber(value: unknown): Decimal | undefined {
  if (typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && /^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$/.test(value)) {
    return new Decimal(value as string | number);
  }
  return undefined;
}
