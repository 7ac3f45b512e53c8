/** Values as text for people. Decimals stay strings from end to end: no digit is lost on the way. */
import type { FieldModel, OptionModel } from '@tenon/model';
import dayjs from 'dayjs';
import type { Language } from '../app/language.tsx';
import { valueAt } from './paths.ts';
import { shownWall } from './zone.ts';

const symbols: Readonly<Record<string, string>> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£', JPY: 'JP¥', HKD: 'HK$' };
export const numeric: ReadonlySet<string> = new Set(['integer', 'decimal', 'money', 'quantity', 'percent']);
export const rightAligned = (field: FieldModel | undefined): boolean => field !== undefined && numeric.has(field.type);

const formats = new Map<number, Intl.NumberFormat>();

/** `-1234567.50` → `-1,234,567.50`, with at least `scale` digits after the point where it is given. Given as text, every digit is kept. */
export function groupDigits(value: unknown, scale = 0): string {
  const text = String(value);
  const fraction = /^-?\d+(?:\.(\d+))?$/.exec(text);
  if (!fraction) return text;
  const places = Math.max(scale, fraction[1]?.length ?? 0);
  const format = formats.get(places) ?? new Intl.NumberFormat('en', { minimumFractionDigits: places, maximumFractionDigits: places });
  formats.set(places, format);
  return format.format(text as `${number}`);
}

/** Trailing zeros of a quantity say nothing. */
const trimZeros = (value: string): string => (value.includes('.') ? value.replace(/\.?0+$/, '') : value);

/** The currency of a money field: its code, or the value at its path in the record. */
export function currencyOf(field: FieldModel, record: unknown): string | undefined {
  if (!field.currency) return undefined;
  const code = 'code' in field.currency ? field.currency.code : valueAt(record, field.currency.path);
  return typeof code === 'string' ? code : undefined;
}

export const currencySign = (code: string | undefined): string | undefined => (code === undefined ? undefined : symbols[code] ?? code);

export function unitOf(field: FieldModel, record: unknown): string | undefined {
  if (!field.unit) return undefined;
  const text = 'text' in field.unit ? field.unit.text : valueAt(record, field.unit.path);
  return typeof text === 'string' ? text : undefined;
}

export function formatNumber(field: FieldModel, value: unknown, record?: unknown): string {
  if (field.type === 'money') {
    const code = currencyOf(field, record);
    // A price with six places shows the two that a currency has, and more only where they say something.
    const text = groupDigits(trimZeros(String(value)), Math.min(field.scale ?? 2, 2));
    return code ? `${symbols[code] ?? `${code} `}${text}`.replace(/^(\D+)-/, '-$1') : text;
  }
  if (field.type === 'percent') return `${groupDigits(trimZeros(String(value)))}%`;
  if (field.type === 'quantity') {
    const unit = unitOf(field, record);
    return `${groupDigits(trimZeros(String(value)))}${unit ? ` ${unit}` : ''}`;
  }
  return groupDigits(trimZeros(String(value)));
}

const iso = 'YYYY-MM-DD';

/** How days are shown, and after it what may be typed as well. */
export const dateFormats = (language: Language): [string, ...string[]] => (language === 'zh-CN' ? [iso, 'YYYYMMDD', 'YYYY/M/D'] : ['D MMM YYYY', iso]);
export const momentFormats = (language: Language): [string, ...string[]] => (language === 'zh-CN' ? [`${iso} HH:mm`] : ['D MMM YYYY, HH:mm', `${iso} HH:mm`]);

export function formatDate(value: unknown, language: Language): string {
  const day = dayjs(String(value));
  return day.isValid() ? day.format(dateFormats(language)[0]) : String(value);
}

export function formatMoment(value: unknown, language: Language): string {
  const wall = shownWall(String(value));
  return wall === undefined ? String(value) : dayjs(wall).format(momentFormats(language)[0]);
}

export const optionOf = (field: FieldModel, value: unknown): OptionModel | undefined => field.options?.find((option) => option.value === value);

/** A value as one line of text, for histories and titles. */
export function plainText(field: FieldModel | undefined, value: unknown, language: Language): string {
  if (value === null || value === undefined || value === '') return '—';
  if (!field) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (numeric.has(field.type)) return formatNumber(field, value);
  if (field.type === 'date') return formatDate(value, language);
  if (field.type === 'datetime') return formatMoment(value, language);
  if (field.type === 'select') return optionOf(field, value)?.label ?? String(value);
  if (field.type === 'multi_select' && Array.isArray(value)) return value.map((one) => optionOf(field, one)?.label ?? String(one)).join(', ');
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  if (typeof value !== 'object') return String(value);
  const named = valueAt(value, ['title']) ?? valueAt(value, ['name']) ?? valueAt(value, ['id']);
  return typeof named === 'string' ? named : JSON.stringify(value);
}
