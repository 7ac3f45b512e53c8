/**
 * Whether a value in a row of data is of the type of its field. Its bounds are checked when it is loaded.
 *
 * In:   a field and a value that is not null. Out: what the value must be, in words, or undefined where it is that.
 */
import type { FieldModel, FieldType } from '../model.ts';

const isDecimal = (value: unknown): boolean => (typeof value === 'string' ? /^-?\d+(\.\d+)?$/.test(value) : typeof value === 'number');
const isText = (value: unknown): boolean => typeof value === 'string';
const isList = (value: unknown): boolean => Array.isArray(value);
const isMap = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value);
const isDay = (text: string): boolean => !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
const isDate = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value);
const isMoment = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value));
const isTime = (value: unknown): boolean => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(value);

type Check = readonly [expected: string, fits: (value: unknown) => boolean];

const text: Check = ['text', isText];
const decimal: Check = ['a decimal number', isDecimal];
const checks: Readonly<Partial<Record<FieldType, Check>>> = {
  text, long_text: text, email: text, phone: text, url: text, autonumber: text, select: text, file: text, image: text,
  integer: ['a whole number', Number.isInteger], decimal, money: decimal, quantity: decimal, percent: decimal,
  boolean: ['true or false', (value) => typeof value === 'boolean'],
  date: ['a date such as 2026-11-23', isDate], datetime: ['a date with time such as 2026-11-23T08:30:00Z', isMoment], time: ['a time such as 08:30:00', isTime],
  date_range: ['an object with from and to', isMap], address: ['an object', isMap], geo: ['an object with lat and lng', isMap],
  multi_select: ['a list', isList], references: ['a list', isList], children: ['a list', isList],
  reference: ['the key of a record, such as { "code": "A1" }', (value) => isText(value) || isMap(value)],
};

export function expectedOf(field: FieldModel, value: unknown): string | undefined {
  const check = checks[field.type];
  return check && !check[1](value) ? check[0] : undefined;
}

/** The first choice that the field does not have. */
export function strangeChoice(field: FieldModel, value: unknown): string | undefined {
  if (field.options === undefined || (field.type !== 'select' && field.type !== 'multi_select')) return undefined;
  const known = field.options;
  return [value].flat().map(String).find((each) => !known.some((option) => option.value === each));
}
