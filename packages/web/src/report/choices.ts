/** The conditions that a reader's choices come to. */
import type { FieldModel, Model } from '@tenon/model';
import { literal } from '../fields/filter-text.ts';
import { fieldAt } from '../fields/paths.ts';
import { daysOf, readPeriod, withinDays } from './periods.ts';

export const isMoment = (field: FieldModel | undefined): boolean => field?.type === 'datetime';
export const isDay = (field: FieldModel | undefined): boolean => field?.type === 'date' || field?.type === 'datetime';

/** The condition of one choice on the path of an object; undefined where it narrows nothing. */
export function conditionOf(model: Model, object: string, path: readonly string[], value: string | readonly string[], today: string): string | undefined {
  const field = fieldAt(model, object, path);
  if (!field || value.length === 0) return undefined;
  const name = path.join('.');
  if (isDay(field)) {
    const period = readPeriod(value);
    return period === undefined ? undefined : withinDays(name, isMoment(field), daysOf(period, today));
  }
  const values = typeof value === 'string' ? [value] : value;
  if (field.type === 'boolean') return values[0] === 'true' || values[0] === 'false' ? `${name} == ${values[0]}` : undefined;
  if (field.type === 'multi_select') return `(${values.map((one) => `${literal(one)} in ${name}`).join(' or ')})`;
  if (field.type === 'select' || field.type === 'reference') return `${name} in (${values.map(literal).join(', ')})`;
  return values[0] === undefined ? undefined : `contains(${name}, ${literal(values[0])})`;
}

/** All of them; undefined where there is none. */
export const both = (...conditions: readonly (string | undefined)[]): string | undefined => {
  const there = conditions.filter((one): one is string => one !== undefined && one !== '');
  return there.length > 1 ? there.map((one) => (/ or /i.test(one) ? `(${one})` : one)).join(' and ') : there[0];
};
