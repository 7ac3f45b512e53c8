/** Values of reports as text: in full for tables, short for axes and tiles. Decimals come as text and are written as they are. */
import type { ReportFormat } from '@tenon/model';
import dayjs from 'dayjs';
import type { Language } from '../app/messages.ts';
import { currencySign, formatDate } from '../fields/format.ts';

/** How a figure is written. */
export interface Figure {
  readonly format: ReportFormat;
  readonly currency?: string | undefined;
}

const made = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language, least: number, most: number, unit?: string): Intl.NumberFormat {
  const key = `${language} ${least} ${most} ${unit ?? ''}`;
  const known = made.get(key) ?? new Intl.NumberFormat(language, { minimumFractionDigits: least, maximumFractionDigits: most, ...(unit ? { style: 'unit' as const, unit, unitDisplay: 'short' as const } : {}) });
  made.set(key, known);
  return known;
}

const isNumber = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text);
/** A sign stands before the currency: -¥5, never ¥-5. */
const withSign = (sign: string | undefined, text: string): string => (sign === undefined ? text : text.startsWith('-') ? `-${sign}${text.slice(1)}` : `${sign}${text}`);
const signOf = ({ format, currency }: Figure): string | undefined => (format === 'money' && currency !== undefined ? currencySign(currency) : undefined);

/** As a table has it. */
export function fullText(figure: Figure, value: unknown, language: Language): string {
  if (value === null || value === undefined || value === '') return '—';
  const text = String(value);
  if (!isNumber(text) || isTime(figure.format)) return timeText(figure.format, text, language);
  switch (figure.format) {
    case 'money': return withSign(signOf(figure), numberFormat(language, 2, 2).format(text));
    case 'percent': return `${numberFormat(language, 0, 1).format(text)}%`;
    case 'hours': return numberFormat(language, 0, 1, 'hour').format(text);
    default: return numberFormat(language, 0, 2).format(text);
  }
}

const steps: Readonly<Record<Language, readonly (readonly [number, string])[]>> = {
  en: [[1e9, 'B'], [1e6, 'M'], [1e3, 'K']],
  'zh-CN': [[1e8, '亿'], [1e4, '万']],
};

/** As an axis has it: `¥1.2M`, `¥120万`. */
export function shortText(figure: Figure, value: number, language: Language, places = 1): string {
  if (figure.format === 'percent') return `${numberFormat(language, 0, places).format(value)}%`;
  const [size, word] = steps[language].find(([least]) => Math.abs(value) >= least) ?? [1, ''];
  const digits = numberFormat(language, 0, size === 1 && Math.abs(value) >= 100 ? 0 : places).format(value / size);
  return withSign(signOf(figure), `${digits}${word}`);
}

/** As a tile has it: in full while it is short enough to be read at a glance. */
export function tileText(figure: Figure, value: unknown, language: Language): string {
  const number = Number(value);
  const long = Math.abs(number) >= (language === 'en' ? 1e6 : 1e5);
  if (value === null || value === undefined || !Number.isFinite(number)) return '—';
  if (figure.format === 'percent' || figure.format === 'hours') return fullText(figure, value, language);
  if (long) return shortText(figure, number, language, 2);
  const whole = figure.format === 'money' && (Math.abs(number) >= 1_000 || number === 0);
  return whole ? withSign(signOf(figure), numberFormat(language, 0, 0).format(number)) : fullText(figure, value, language);
}

const times: ReadonlySet<ReportFormat> = new Set(['date', 'month', 'quarter', 'year']);
export const isTime = (format: ReportFormat): boolean => times.has(format);

/** A day that stands for a period, as the period is called. */
export function timeText(format: ReportFormat, value: string, language: Language): string {
  if (!isTime(format)) return value;
  const day = /^\d{4}$/.test(value) ? dayjs(`${value}-01-01`) : dayjs(value);
  if (!day.isValid()) return value;
  const quarter = Math.floor(day.month() / 3) + 1;
  const chinese = language === 'zh-CN';
  switch (format) {
    case 'month': return day.format(chinese ? 'YYYY年M月' : 'MMM YYYY');
    case 'quarter': return chinese ? `${day.year()}年${quarter}季度` : `Q${quarter} ${day.year()}`;
    case 'year': return chinese ? `${day.year()}年` : String(day.year());
    default: return formatDate(value, language);
  }
}

/** On an axis: the year stands below where it begins. */
export function axisTimeText(format: ReportFormat, value: string, first: boolean, language: Language): string {
  const day = dayjs(value);
  if (!day.isValid() || !isTime(format)) return value;
  const chinese = language === 'zh-CN';
  const year = chinese ? `${day.year()}年` : String(day.year());
  const begins = first || (day.month() === 0 && (format !== 'date' || day.date() === 1));
  const below = (text: string): string => (begins ? `${text}\n${year}` : text);
  switch (format) {
    case 'month': return below(chinese ? `${day.month() + 1}月` : day.format('MMM'));
    case 'quarter': return below(`Q${Math.floor(day.month() / 3) + 1}`);
    case 'year': return year;
    default: return below(chinese ? day.format('M-D') : day.format('D MMM'));
  }
}
