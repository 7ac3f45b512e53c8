/** Values of the API as cells: choices by their labels, references by their titles, dates as dates, decimals with their digits. */
import type { Locale } from '@tenon/diagnostics';
import type { FieldModel } from '@tenon/model';
import { localOf } from './moments.ts';
import { LocalTime } from './sheet/table.ts';
import type { OutCell } from './sheet/write-table.ts';
import type { Part } from './targets.ts';

export interface Writing { readonly locale: Locale; readonly timeZone: string }

const empty: OutCell = { kind: 'empty' };
export const textCell = (text: string): OutCell => (text === '' ? empty : { kind: 'text', text });

const words: Readonly<Record<Locale, readonly [string, string]>> = { en: ['no', 'yes'], 'zh-CN': ['否', '是'] };

/** Between several values of a cell. */
export const between = '; ';

export function writeCell(given: unknown, field: FieldModel, part: Part | undefined, writing: Writing): OutCell {
  const value = part === undefined ? given : (given as Record<string, unknown> | null | undefined)?.[part];
  if (value === null || value === undefined) return empty;
  switch (part === undefined ? field.type : part === 'from' || part === 'to' ? 'date' : 'text') {
    case 'integer': return numberCell(String(value), undefined);
    case 'decimal': case 'money': case 'quantity': case 'percent': return numberCell(String(value), field.scale ?? (field.type === 'quantity' ? 3 : 2));
    case 'boolean': return typeof value === 'boolean' ? textCell(words[writing.locale][value ? 1 : 0]) : textCell(String(value));
    case 'date': return isDate(value) ? { kind: 'date', iso: value } : textCell(String(value));
    case 'datetime': return isMoment(value) ? { kind: 'moment', at: new LocalTime(localOf(value, writing.timeZone)) } : textCell(String(value));
    case 'select': return textCell(labelOf(field, value));
    case 'multi_select': return textCell(Array.isArray(value) ? value.map((one) => partOf(labelOf(field, one), one)).join(between) : String(value));
    case 'date_range': return textCell(rangeText(value));
    case 'address': return textCell(joined(value, ['region', 'detail', 'postcode'], ' '));
    case 'geo': return textCell(joined(value, ['lat', 'lng'], ', '));
    case 'file': case 'image': return textCell(joined(value, ['name'], ''));
    case 'json': return textCell(JSON.stringify(value));
    case 'rich_text': return textCell(plainText(value).trim());
    default: return textCell(typeof value === 'string' ? value : JSON.stringify(value));
  }
}

/** What is masked is no number any more. */
const numberCell = (text: string, scale: number | undefined): OutCell => (/^-?\d+(\.\d+)?$/.test(text) ? { kind: 'number', text, ...(scale === undefined ? {} : { scale }) } : textCell(text));

const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
const isMoment = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);

/** A label that would be taken for several is not used among several. */
const partOf = (label: string, value: unknown): string => (/[;；\n]/.test(label) ? String(value) : label);

const labelOf = (field: FieldModel, value: unknown): string => field.options?.find((option) => option.value === value)?.label ?? String(value);

function rangeText(value: unknown): string {
  const { from, to } = value as { from?: string | null; to?: string | null };
  return typeof value === 'string' ? value : `${from ?? ''} ~ ${to ?? ''}`;
}

const joined = (value: unknown, names: readonly string[], by: string): string =>
  (typeof value === 'object' ? names.map((name) => (value as Record<string, unknown>)[name]).filter((one) => one !== null && one !== undefined && one !== '').join(by) : String(value));

/** The words of a tree of formatted text, a line for each block. */
function plainText(node: unknown): string {
  if (Array.isArray(node)) return node.map(plainText).join('');
  if (typeof node !== 'object' || node === null) return '';
  const { text, content, children, type } = node as { text?: unknown; content?: unknown; children?: unknown; type?: unknown };
  const inner = typeof text === 'string' ? text : plainText(content ?? children);
  return /paragraph|heading|item/.test(String(type)) ? `${inner}\n` : inner;
}
