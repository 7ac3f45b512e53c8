/**
 * A report's rows as what a chart draws: categories along an axis, and series of figures. Pure, and free of any chart library.
 *
 * In:   the report, the chart wanted, the rows of the answer, and how a value of a dimension is called.
 * Out:  a Picture; time runs forward without holes, and slices beyond the first few are one.
 */
import type { ChartKind, ChartModel, DimensionModel, MetricModel, ReportModel } from '@tenon/model';
import dayjs from 'dayjs';
import { idOf } from '../fields/paths.ts';
import type { ReportRow } from './drill.ts';
import { isTime } from './figures.ts';

export type DrawnKind = Exclude<ChartKind, 'number' | 'table'>;

export interface Category {
  readonly key: string;
  readonly label: string;
  /** As the answer has it; absent for several together. */
  readonly value?: unknown;
}
export interface Series {
  readonly key: string;
  readonly label: string;
  readonly metric: MetricModel;
  /** One per category; null where there is none. */
  readonly values: readonly (number | null)[];
  /** The same as the answer has them, every digit kept. */
  readonly texts: readonly (string | null)[];
  /** The group of each category, to go to its records. */
  readonly rows: readonly (ReportRow | undefined)[];
}
export interface Picture {
  readonly kind: DrawnKind;
  readonly by: DimensionModel;
  readonly stacked: boolean;
  readonly categories: readonly Category[];
  readonly series: readonly Series[];
}

export type NameOf = (dimension: DimensionModel, value: unknown) => string;

interface Words { readonly name: NameOf; readonly others: string }

const slicesMax = 8;
const seriesMax = 8;
const gapsMax = 130;

const keyOf = (value: unknown): string => (typeof value === 'object' && value !== null ? idOf(value) ?? JSON.stringify(value) : String(value));

/** The dimensions that the chart needs, as a report is asked for them; undefined for all. */
export function groupsOf(report: ReportModel, chart: ChartModel): string | undefined {
  const names = [chart.by, chart.series].filter((name): name is string => name !== undefined && report.dimensions[name] !== undefined);
  return names.length === 0 || names.length === Object.keys(report.dimensions).length ? undefined : names.join(',');
}

/** Undefined where the chart cannot be drawn: it names nothing to draw by. */
export function pictureOf(report: ReportModel, chart: ChartModel, rows: readonly ReportRow[], words: Words): Picture | undefined {
  const by = report.dimensions[chart.by ?? ''] ?? Object.values(report.dimensions)[0];
  const metrics = chart.metrics.flatMap((name) => report.metrics[name] ?? []);
  if (!by || metrics.length === 0 || chart.kind === 'table' || chart.kind === 'number') return undefined;
  const split = chart.series === undefined ? undefined : report.dimensions[chart.series];
  const categories = categoriesOf(by, rows, words);
  const parts = split ? splitParts(split, rows, words.name) : [undefined];
  const series = parts.flatMap((part) => (split ? metrics.slice(0, 1) : metrics).map((metric) => seriesOf(by, split, part, metric, categories, rows, chart.stacked ?? false)));
  const picture: Picture = { kind: chart.kind, by, stacked: chart.stacked ?? false, categories, series };
  return chart.kind === 'pie' ? withOthers(picture, words.others) : picture;
}

function categoriesOf(by: DimensionModel, rows: readonly ReportRow[], { name }: Words): readonly Category[] {
  const found = new Map(rows.map((row) => [keyOf(row[by.name]), row[by.name]]));
  const category = ([key, value]: readonly [string, unknown]): Category => ({ key, label: name(by, value), value });
  if (!isTime(by.format)) return [...found].map(category);
  const known = [...found].filter(([, value]) => typeof value === 'string').sort(([a], [b]) => (a < b ? -1 : 1));
  const filled = withoutGaps(by.format, known.map(([key]) => key)).map((key): readonly [string, unknown] => [key, key]);
  return [...filled, ...[...found].filter(([, value]) => value === null)].map(category);
}

/** Months, quarters and years that nothing happened in have their place all the same. */
function withoutGaps(format: DimensionModel['format'], keys: readonly string[]): readonly string[] {
  const step = { month: 1, quarter: 3, year: 12 }[format as string];
  const [first, last] = [keys[0], keys.at(-1)];
  if (step === undefined || first === undefined || last === undefined || !/^\d{4}-\d{2}-01$/.test(first)) return keys;
  const all: string[] = [];
  for (let day = dayjs(first); all.length <= gapsMax && day.format('YYYY-MM-DD') <= last; day = day.add(step, 'month')) all.push(day.format('YYYY-MM-DD'));
  return keys.every((key) => all.includes(key)) ? all : keys;
}

function splitParts(split: DimensionModel, rows: readonly ReportRow[], name: NameOf): readonly { readonly key: string; readonly label: string }[] {
  const found = new Map(rows.map((row) => [keyOf(row[split.name]), name(split, row[split.name])]));
  return [...found].slice(0, seriesMax).map(([key, label]) => ({ key, label }));
}

function seriesOf(by: DimensionModel, split: DimensionModel | undefined, part: { readonly key: string; readonly label: string } | undefined, metric: MetricModel, categories: readonly Category[], rows: readonly ReportRow[], stacked: boolean): Series {
  const own = new Map(rows.filter((row) => !split || keyOf(row[split.name]) === part!.key).map((row) => [keyOf(row[by.name]), row]));
  const found = categories.map(({ key }) => own.get(key));
  const texts = found.map((row) => textAt(row, metric, stacked));
  return { key: part?.key ?? metric.name, label: part?.label ?? metric.label, metric, texts, values: texts.map((text) => (text === null ? null : Number(text))), rows: found };
}

/** Where there are no records a count is nought; a sum, as an average, is nothing, but as a part of a stack, where it is no part. */
function textAt(row: ReportRow | undefined, { name, aggregate }: MetricModel, stacked: boolean): string | null {
  if (row && row[name] !== null && row[name] !== undefined) return String(row[name]);
  return (!row && aggregate?.fn === 'count') || (stacked && aggregate?.fn === 'sum') ? '0' : null;
}

/** Small slices cannot be told apart: the largest are shown, and the rest together where the metric can be added up. */
function withOthers(picture: Picture, others: string): Picture {
  const [only] = picture.series;
  if (!only) return picture;
  const order = only.values.map((value, at) => ({ value: value ?? 0, at })).filter(({ value }) => value > 0).sort((a, b) => b.value - a.value);
  const [shown, rest] = order.length > slicesMax ? [order.slice(0, slicesMax - 1), order.slice(slicesMax - 1)] : [order, []];
  const pick = <T>(all: readonly T[]): readonly T[] => shown.map(({ at }) => all[at]!);
  const added = only.metric.aggregate?.fn === 'sum' || only.metric.aggregate?.fn === 'count';
  const more = rest.length > 0 && added ? rest.reduce((sum, { value }) => sum + value, 0) : undefined;
  return {
    ...picture,
    categories: [...pick(picture.categories), ...(more === undefined ? [] : [{ key: ' others', label: others }])],
    series: [{ ...only, values: [...pick(only.values), ...(more === undefined ? [] : [more])], texts: [...pick(only.texts), ...(more === undefined ? [] : [String(more)])], rows: [...pick(only.rows), ...(more === undefined ? [] : [undefined])] }],
  };
}
