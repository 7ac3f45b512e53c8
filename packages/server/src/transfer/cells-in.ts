/**
 * A cell of a table as a value of the API: what people write, in whatever form spreadsheets keep it.
 *
 * In:   a cell, the target of its column, the Model in both languages, a time zone.
 * Out:  a value, words that name records, or what is wrong with it. Whether the value is allowed is the operation's to say.
 */
import type { FieldProblem } from '@tenon/diagnostics';
import type { FieldModel } from '@tenon/model';
import type { Named } from '@tenon/store';
import { momentOf } from './moments.ts';
import { CellError, LocalTime, type Cell } from './sheet/table.ts';
import type { Target } from './targets.ts';

export type Read = { readonly value: unknown } | { readonly named: Named } | { readonly problem: Pick<FieldProblem, 'code' | 'params'> };

export interface Reading {
  readonly timeZone: string;
  /** The field in each language, for the labels of its choices. */
  readonly fields: readonly FieldModel[];
}

const wrong = (code: FieldProblem['code'], cell: Cell): Read => ({ problem: { code, params: { value: textOf(cell).slice(0, 60) } } });
const value = (given: unknown): Read => ({ value: given });

export function readCell(cell: Cell, target: Target, reading: Reading): Read {
  if (cell instanceof CellError) return { problem: { code: 'TRN125', params: { value: cell.text } } };
  if (cell === null || (typeof cell === 'string' && cell.trim() === '')) return value(null);
  const { field, part } = target;
  if (part === 'from' || part === 'to') return readDate(cell);
  if (part) return value(textOf(cell).trim());
  switch (field.type) {
    case 'integer': case 'decimal': case 'money': case 'quantity': case 'percent': return readNumber(cell, field.type);
    case 'boolean': return readBoolean(cell);
    case 'date': return readDate(cell);
    case 'datetime': return readMoment(cell, reading.timeZone);
    case 'time': return readTime(cell);
    case 'date_range': return readRange(cell);
    case 'select': return value(optionOf(textOf(cell), reading) ?? textOf(cell).trim());
    case 'multi_select': return value(readOptions(textOf(cell), reading));
    case 'reference': return { named: { field: field.name, to: field.to!, ...(target.by ? { by: target.by } : {}), texts: [textOf(cell).trim()], many: false } };
    case 'references': return { named: { field: field.name, to: field.to!, ...(target.by ? { by: target.by } : {}), texts: listed(textOf(cell)), many: true } };
    case 'text': case 'long_text': return value(textOf(cell));
    default: return value(textOf(cell).trim());
  }
}

/** The cell as text, for files and messages. */
export function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof LocalTime) return cell.iso.endsWith('T00:00:00.000') ? cell.iso.slice(0, 10) : cell.iso.replace('T', ' ').replace(/\.000$/, '');
  if (cell instanceof CellError) return cell.text;
  return typeof cell === 'number' ? decimalOf(cell) : String(cell);
}

/** The number as a spreadsheet shows it: fifteen digits, no exponent. */
function decimalOf(number: number): string {
  const text = String(Number(number.toPrecision(15)));
  if (!text.includes('e')) return text;
  const [digits, exponent] = text.split('e') as [string, string];
  const [whole, fraction = ''] = digits.replace('-', '').split('.') as [string, string?];
  const point = whole.length + Number(exponent);
  const all = whole + fraction;
  const plain = point <= 0 ? `0.${'0'.repeat(-point)}${all}` : point >= all.length ? all.padEnd(point, '0') : `${all.slice(0, point)}.${all.slice(point)}`;
  return digits.startsWith('-') ? `-${plain}` : plain;
}

const thousands = /^[-+]?\d{1,3}([, ]\d{3})+(\.\d+)?$/;
const decimal = /^[-+]?(\d+\.?\d*|\.\d+)$/;
const scientific = /^[-+]?\d+(\.\d+)?e[-+]?\d{1,3}$/i;

function readNumber(cell: Cell, type: FieldModel['type']): Read {
  if (typeof cell === 'boolean' || cell instanceof LocalTime) return wrong('TRN120', cell);
  const given = textOf(cell).normalize('NFKC').trim().replace(/^'/, '').replace(/^([-+(]*)\s*(?:[¥￥$€£]|CNY|RMB|USD)\s*/i, '$1').replace(/\s*%$/, type === 'percent' ? '' : '%');
  const bracketed = /^\((.+)\)$/.exec(given)?.[1];
  const signed = bracketed === undefined ? given : `-${bracketed}`;
  const text = scientific.test(signed) ? decimalOf(Number(signed)) : signed;
  if (!thousands.test(text) && !decimal.test(text)) return wrong('TRN120', cell);
  const plain = text.replace(/[, +]/g, '').replace(/^(-?)\./, '$10.').replace(/\.$/, '');
  if (type !== 'integer') return value(plain);
  const whole = plain.replace(/\.0*$/, '');
  return /^-?\d{1,16}$/.test(whole) ? value(Number(whole)) : wrong('TRN120', cell);
}

const yes: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1', '是', '真', '√', '✓', '✔', '对', '有']);
const no: ReadonlySet<string> = new Set(['false', 'no', 'n', '0', '否', '假', '×', '✗', '✘', '错', '无']);

function readBoolean(cell: Cell): Read {
  if (typeof cell === 'boolean') return value(cell);
  const text = textOf(cell).normalize('NFKC').trim().toLowerCase();
  return yes.has(text) ? value(true) : no.has(text) ? value(false) : wrong('TRN122', cell);
}

const datePattern = /^'?(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2}))$/;

/** `2026-11-03`, `2026/11/3`, `2026.11.3`, `2026年11月3日`, `20261103` → `2026-11-03` */
function dateOf(text: string): string | undefined {
  const found = datePattern.exec(text.normalize('NFKC').trim());
  if (!found) return undefined;
  const [year, month, day] = [found[1], found[2] ?? found[4] ?? found[6], found[3] ?? found[5] ?? found[7]] as [string, string, string];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** A day that is shown as a plain number: days since the end of 1899. */
const serialDate = (number: number): string | undefined =>
  (Number.isInteger(number) && number > 10_000 && number < 100_000 ? new Date(number * 86_400_000 + Date.UTC(1899, 11, 30)).toISOString().slice(0, 10) : undefined);

function readDate(cell: Cell): Read {
  if (cell instanceof LocalTime) return value(cell.iso.slice(0, 10));
  const text = textOf(cell);
  const found = (typeof cell === 'number' ? serialDate(cell) : undefined) ?? dateOf(text) ?? dateOf(text.trim().split(/[T ]/)[0]!);
  return found === undefined ? wrong('TRN121', cell) : value(found);
}

const clockPattern = /^'?(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,6})?)?$/;

function clockOf(text: string): string | undefined {
  const found = clockPattern.exec(text.normalize('NFKC').trim());
  return found ? `${found[1]!.padStart(2, '0')}:${found[2]}:${found[3] ?? '00'}${found[4] ?? ''}` : undefined;
}

function readMoment(cell: Cell, timeZone: string): Read {
  if (cell instanceof LocalTime) return value(momentOf(cell.iso, timeZone));
  const text = textOf(cell).trim();
  if (/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) return value(text);
  const [day = '', clock = '00:00'] = text.split(/[T ]+/);
  const [date, time] = [dateOf(day), clockOf(clock)];
  const local = `${date}T${time}`;
  return date === undefined || time === undefined || Number.isNaN(Date.parse(`${local}Z`)) ? wrong('TRN121', cell) : value(momentOf(local, timeZone));
}

function readTime(cell: Cell): Read {
  if (cell instanceof LocalTime) return value(cell.iso.slice(11, 19));
  if (typeof cell === 'number' && cell >= 0 && cell < 1) return value(new Date(Math.round(cell * 86_400) * 1000).toISOString().slice(11, 19));
  const found = clockOf(textOf(cell))?.slice(0, 8);
  return found === undefined ? wrong('TRN121', cell) : value(found);
}

/** `2026-01-01 ~ 2026-12-31`, with an end that may be open. */
function readRange(cell: Cell): Read {
  const ends = textOf(cell).split(/\s*(?:~|～|–|—|至|到|\bto\b)\s*/i);
  if (ends.length !== 2) return wrong('TRN121', cell);
  const [from, to] = ends.map((end) => (end.trim() === '' ? null : dateOf(end)));
  return from === undefined || to === undefined ? wrong('TRN121', cell) : value({ from, to });
}

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

function optionOf(text: string, { fields }: Reading): string | undefined {
  const options = fields.flatMap((field) => field.options ?? []);
  return (options.find((one) => one.value === text.trim()) ?? options.find((one) => folded(one.label) === folded(text)) ?? options.find((one) => folded(one.value) === folded(text)))?.value;
}

/** People part them with commas too; a label may hold one itself, so what stands between semicolons is tried first. */
function readOptions(text: string, reading: Reading): readonly string[] {
  return cut(text, /[;；\n]/).flatMap((one) => {
    const whole = optionOf(one, reading);
    return whole === undefined ? cut(one, /[,，、]/).map((part) => optionOf(part, reading) ?? part) : [whole];
  });
}

const cut = (text: string, at: RegExp): readonly string[] => text.split(at).map((one) => one.trim()).filter((one) => one !== '');

const listed = (text: string): readonly string[] => [...new Set(cut(text, /[;；\n]/))];
