/**
 * One value of one field: what a caller sent, against the type of the field, without looking at the database.
 *
 * Nothing reaches PostgreSQL that it would read in its own way: no NaN, no exponent, no rounding, no special dates, no NUL.
 */
import { limits, nearest, type Code } from '@tenon/diagnostics';
import type { FieldModel } from '@tenon/model';
import { isDecimal, scaleOf } from '../expression/scope.ts';

export interface ValueProblem { readonly code: Code; readonly params: Readonly<Record<string, string | number | undefined>>; readonly message?: string }
export type Checked = { readonly value: unknown } | { readonly problem: ValueProblem };

const ok = (value: unknown): Checked => ({ value });
const wrong = (code: Code, params: ValueProblem['params'] = {}): Checked => ({ problem: { code, params } });
const expected = (what: string): Checked => wrong('VAL105', { expected: what });

/** The value as PostgreSQL takes it: decimals and dates as text, the rest as JSON has it. */
export function checkValue(field: FieldModel, value: unknown): Checked {
  if (isDecimal(field)) return checkDecimal(field, value);
  switch (field.type) {
    case 'integer': return checkInteger(field, value);
    case 'boolean': return typeof value === 'boolean' ? ok(value) : expected('true or false');
    case 'date': return checkDate(value);
    case 'datetime': return checkDatetime(value);
    case 'time': return checkTime(value);
    case 'date_range': return checkRange(value);
    case 'select': return checkOption(field, value);
    case 'multi_select': return checkOptions(field, value);
    case 'reference': case 'file': case 'image': return checkId(value);
    case 'address': return checkRecordOf(value, ['region', 'detail', 'postcode'], (part) => typeof part === 'string' && part.length <= 500);
    case 'geo': return checkGeo(value);
    case 'json': case 'rich_text': return checkJson(value);
    case 'email': return checkForm(field, value, /^[^\s@]{1,64}@[^\s@]{1,255}$/);
    case 'url': return checkForm(field, value, /^https?:\/\/[^\s]{1,2000}$/);
    case 'phone': return checkForm(field, value, /^[0-9+()\-. ]{1,40}$/);
    default: return checkText(field, value);
  }
}

const storable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

function checkText(field: FieldModel, value: unknown): Checked {
  if (typeof value !== 'string') return expected('text');
  if (!storable(value)) return wrong('VAL114');
  const max = field.maxLength ?? (field.type === 'text' ? 200 : limits.textLengthMax);
  if (value.length > 2 * max || [...value].length > max) return wrong('VAL106', { max });
  if (field.minLength && [...value].length < field.minLength) return wrong('VAL107', { min: field.minLength });
  return ok(value);
}

function checkForm(field: FieldModel, value: unknown, form: RegExp): Checked {
  const text = checkText(field, value);
  return 'problem' in text || form.test(value as string) ? text : wrong('VAL108');
}

const decimalPattern = /^-?[0-9]{1,60}(\.[0-9]{1,60})?$/;

function checkDecimal(field: FieldModel, value: unknown): Checked {
  const text = typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? String(value) : value;
  if (typeof text !== 'string' || !decimalPattern.test(text)) return expected('a decimal number such as "12.50"');
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const scale = scaleOf(field);
  if (fraction.replace(/0+$/, '').length > scale) return wrong('VAL110', { scale });
  const digits = Math.min(38 - scale, limits.decimalDigitsMax);
  if (whole.replace(/^0+/, '').length > digits) return wrong('VAL113', { digits });
  const cut = fraction.slice(0, scale).padEnd(scale, '0');
  const plain = `${whole.replace(/^0+(?=.)/, '')}${scale > 0 ? `.${cut}` : ''}`;
  const normal = text.startsWith('-') && /[1-9]/.test(plain) ? `-${plain}` : plain;
  return checkBounds(field, normal) ?? ok(normal);
}

function checkInteger(field: FieldModel, value: unknown): Checked {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return expected('a whole number');
  return checkBounds(field, String(value)) ?? ok(Object.is(value, -0) ? 0 : value);
}

function checkBounds(field: FieldModel, value: string): Checked | undefined {
  if (field.min !== undefined && compareDecimals(value, field.min) < 0) return wrong('VAL111', { min: field.min });
  if (field.max !== undefined && compareDecimals(value, field.max) > 0) return wrong('VAL112', { max: field.max });
  return undefined;
}

/** Compares two decimal texts exactly. */
export function compareDecimals(a: string, b: string): number {
  const scaled = (text: string): bigint => {
    const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
    const digits = BigInt(whole + fraction.padEnd(60, '0'));
    return text.startsWith('-') ? -digits : digits;
  };
  const [x, y] = [scaled(a), scaled(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function realDate(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) || text.startsWith('0000')) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function checkDate(value: unknown): Checked {
  return typeof value === 'string' && realDate(value) ? ok(value) : expected('a date such as "2026-11-23"');
}

const datetimePattern = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/;

function checkDatetime(value: unknown): Checked {
  if (typeof value === 'string' && datetimePattern.test(value) && realDate(value.slice(0, 10))) {
    const date = new Date(value);
    if (!Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999) return ok(date.toISOString());
  }
  return expected('a moment such as "2026-11-23T01:02:03Z"');
}

function checkTime(value: unknown): Checked {
  if (typeof value !== 'string' || !/^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$/.test(value)) return expected('a time such as "08:30:00"');
  return ok(value.length === 5 ? `${value}:00` : value);
}

function checkRange(value: unknown): Checked {
  if (!isPlain(value) || Object.keys(value).some((key) => key !== 'from' && key !== 'to')) return expected('{ "from": date, "to": date }');
  const [from, to] = [value['from'] ?? null, value['to'] ?? null];
  for (const end of [from, to]) if (end !== null && (typeof end !== 'string' || !realDate(end))) return expected('{ "from": date, "to": date }');
  if (typeof from === 'string' && typeof to === 'string' && from > to) return wrong('VAL124');
  return ok(from === null && to === null ? null : { from, to });
}

function checkOption(field: FieldModel, value: unknown): Checked {
  if (typeof value !== 'string') return expected('one of the options');
  if (field.options && !field.options.some((option) => option.value === value)) {
    const shown = storable(value) ? value.slice(0, 60) : '';
    return wrong('VAL109', { value: shown, suggestion: nearest(shown, field.options.map((option) => option.value)) });
  }
  return storable(value) ? ok(value) : wrong('VAL114');
}

function checkOptions(field: FieldModel, value: unknown): Checked {
  if (!Array.isArray(value) || value.length > 1_000) return expected('a list of options');
  for (const one of value) {
    const checked = checkOption(field, one);
    if ('problem' in checked) return checked;
  }
  return ok([...new Set(value)]);
}

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (value: unknown): value is string => typeof value === 'string' && idPattern.test(value);

/** An id, or a record that has one, as an answer with the reference expanded gives it. */
export function checkId(value: unknown): Checked {
  const id = isPlain(value) && Object.hasOwn(value, 'id') ? value['id'] : value;
  return isId(id) ? ok(id.toLowerCase()) : expected('the id of a record');
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkRecordOf(value: unknown, keys: readonly string[], fits: (part: unknown) => boolean): Checked {
  const what = `{ ${keys.map((key) => `"${key}"`).join(', ')} }`;
  if (!isPlain(value) || Object.entries(value).some(([key, part]) => !keys.includes(key) || (part !== null && !fits(part)))) return expected(what);
  return checkJson(value);
}

function checkGeo(value: unknown): Checked {
  const number = (part: unknown, most: number) => typeof part === 'number' && Math.abs(part) <= most;
  if (!isPlain(value) || Object.keys(value).length !== 2 || !number(value['lat'], 90) || !number(value['lng'], 180)) return expected('{ "lat", "lng" }');
  return ok({ lat: value['lat'], lng: value['lng'] });
}

function checkJson(value: unknown): Checked {
  const state = { nodes: 0 };
  const fits = (part: unknown, depth: number): boolean => {
    state.nodes += 1;
    if (depth > 32 || state.nodes > 20_000) return false;
    if (typeof part === 'string') return storable(part);
    if (typeof part === 'number') return Number.isFinite(part);
    if (part === null || typeof part === 'boolean') return true;
    if (Array.isArray(part)) return part.every((one) => fits(one, depth + 1));
    return isPlain(part) && Object.entries(part).every(([key, one]) => storable(key) && key !== '__proto__' && fits(one, depth + 1));
  };
  return fits(value, 0) ? ok(value) : wrong('VAL114');
}
