/**
 * Picture → what ECharts is told. The only file that knows how ECharts wants it; pure, so that it is tested without a browser.
 *
 * Axes have short figures, the hint has all digits. Colours and faces are those of the page.
 */
import type { MetricModel } from '@tenon/model';
import type { EChartsCoreOption } from 'echarts/core';
import type { Language } from '../app/messages.ts';
import { axisTimeText, fullText, isTime, shortText } from './figures.ts';
import type { Picture, Series } from './picture.ts';

/** The page's look, as numbers and colours. */
export interface ChartLook {
  readonly palette: readonly string[];
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly ground: string;
  readonly font: string;
  readonly language: Language;
  readonly width: number;
  readonly height: number;
  readonly still: boolean;
}

/** One line of the hint over a mark. */
export interface HintLine { readonly color: string; readonly name: string; readonly value: string }
export interface Hint { readonly title: string; readonly lines: readonly HintLine[] }
export type HintView = (hint: Hint) => HTMLElement;

export interface ChartTexts {
  /** What the chart says to who cannot see it. */
  readonly spoken: string;
  readonly hint: HintView;
}

export function chartOption(picture: Picture, look: ChartLook, { spoken, hint }: ChartTexts): EChartsCoreOption {
  const common = {
    color: [...look.palette],
    textStyle: { fontFamily: look.font, color: look.text, fontSize: 12 },
    animation: !look.still, animationDuration: 300, animationDurationUpdate: 200,
    aria: { enabled: true, label: { enabled: true, description: spoken } },
  };
  if (picture.kind === 'pie') return { ...common, ...pieOption(picture, look, hint) };
  if (picture.kind === 'funnel') return { ...common, ...funnelOption(picture, look, hint) };
  return { ...common, ...axesOption(picture, look, hint) };
}

/** About as wide as the text will be: a Chinese character is as wide as it is high. */
const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + (char.charCodeAt(0) > 0x2e80 ? 12 : 6.7), 0);
const cutTo = (names: readonly string[], width: number) => (names.some((name) => widthOf(name) > width) ? { width, overflow: 'truncate' } : {});

/** Bars of one series say their figure at their end, and need no axis for it. */
const tellsBars = ({ kind, series, categories }: Picture, look: ChartLook): boolean => kind === 'bar' && series.length === 1 && (look.height - 30) / Math.max(categories.length, 1) >= 12;

const toldBars = (metric: MetricModel, { language, muted }: ChartLook) => ({ label: { show: true, position: 'right', color: muted, fontSize: 11, formatter: ({ value }: { value: number }) => shortText(figure(metric), value, language) } });

/** Names of bars that stand close: all of them, in smaller letters, as long as they can be read. */
const packed = (pitch: number) => (pitch >= 18 ? { interval: 0 } : pitch >= 12 ? { interval: 0, hideOverlap: false, fontSize: Math.min(12, Math.floor(pitch) - 1), lineHeight: Math.floor(pitch) } : {});

const figure = ({ format, currency }: MetricModel) => ({ format, currency });
const unitOf = ({ format, currency }: MetricModel): string => (format === 'money' ? `money ${currency ?? ''}` : format);
const full = (series: Series, at: number, look: ChartLook): string => fullText(figure(series.metric), series.texts[at] ?? null, look.language);

/** At most two axes of figures: the first metric's, and that of the first which is counted in something else. */
function unitsOf(series: readonly Series[]): readonly MetricModel[] {
  const [first] = series;
  const other = series.find(({ metric }) => unitOf(metric) !== unitOf(first!.metric));
  return [first!.metric, ...(other ? [other.metric] : [])];
}

function axesOption(picture: Picture, look: ChartLook, hint: HintView) {
  const { kind, series, categories, by } = picture;
  const flat = kind === 'bar';
  const units = unitsOf(series);
  const told = tellsBars(picture, look);
  const names = categories.map(({ label }) => label);
  const time = isTime(by.format);
  const category = {
    type: 'category', data: names, inverse: flat, boundaryGap: kind !== 'line' && kind !== 'area',
    axisLine: { lineStyle: { color: look.line } }, axisTick: { show: false },
    axisLabel: {
      color: look.muted, hideOverlap: true, lineHeight: 15,
      ...(flat ? { ...cutTo(names, Math.max(64, Math.round(look.width * 0.32))), ...packed((look.height - 30) / Math.max(names.length, 1)) } : {}),
      ...(time && !flat ? { formatter: (_: string, at: number) => axisTimeText(by.format, String(categories[at]?.value ?? names[at] ?? ''), at === 0, look.language) } : {}),
      ...(!time && !flat ? { width: Math.max(28, Math.round((look.width - 80) / Math.max(names.length, 1)) - 8), overflow: 'truncate', interval: names.length > 24 ? 'auto' : 0 } : {}),
    },
  };
  const values = units.map((metric, at) => ({
    type: 'value', show: !told, splitNumber: Math.max(2, Math.round((flat ? look.width : look.height) / (flat ? 130 : 60))),
    axisLabel: { color: look.muted, hideOverlap: true, formatter: (value: number) => shortText(figure(metric), value, look.language) },
    axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: at === 0, lineStyle: { color: look.line, opacity: 0.7 } },
  }));
  const several = series.length > 1;
  return {
    grid: { left: 4, right: told ? 56 : flat ? 12 : 8, top: several ? 34 : 12, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    ...(several ? { legend: { top: 0, left: 0, type: 'scroll', itemWidth: 12, itemHeight: 8, itemGap: 14, icon: 'roundRect', textStyle: { color: look.text }, pageTextStyle: { color: look.muted }, pageIconColor: look.muted } } : {}),
    tooltip: {
      ...tooltipOf(look), trigger: 'axis', axisPointer: { type: kind === 'line' || kind === 'area' ? 'line' : 'shadow', lineStyle: { color: look.muted }, shadowStyle: { color: look.muted, opacity: 0.08 } },
      formatter: (marks: readonly { dataIndex: number; seriesIndex: number; color: string }[]) => axisHint(picture, marks, look, hint),
    },
    xAxis: flat ? values[0] : category,
    yAxis: flat ? category : values,
    series: series.map((one, at) => markOf(picture, one, at, { units, look, told })),
  };
}

function axisHint({ categories, series }: Picture, marks: readonly { dataIndex: number; seriesIndex: number; color: string }[], look: ChartLook, hint: HintView): HTMLElement {
  const at = marks[0]?.dataIndex ?? 0;
  return hint({ title: categories[at]?.label ?? '', lines: marks.map(({ seriesIndex, color }) => ({ color, name: series[seriesIndex]!.label, value: full(series[seriesIndex]!, at, look) })) });
}

function markOf({ kind, stacked, categories }: Picture, { key, label, values, metric }: Series, at: number, { units, look, told }: { readonly units: readonly MetricModel[]; readonly look: ChartLook; readonly told: boolean }) {
  const line = kind === 'line' || kind === 'area';
  const color = look.palette[at % look.palette.length];
  const other = units.length > 1 && unitOf(metric) === unitOf(units[1]!);
  const base = { id: key, name: label, data: [...values], color, cursor: 'pointer', ...(other && kind !== 'bar' ? { yAxisIndex: 1 } : {}), ...(stacked ? { stack: 'all' } : {}) };
  if (!line) return { ...base, type: 'bar', barMaxWidth: kind === 'bar' ? 22 : 36, barCategoryGap: '34%', itemStyle: { borderRadius: stacked ? 0 : kind === 'bar' ? [0, 3, 3, 0] : [3, 3, 0, 0] }, ...(told ? toldBars(metric, look) : {}) };
  return {
    ...base, type: 'line', smooth: false, showSymbol: categories.length <= 31, symbol: 'circle', symbolSize: 6, lineStyle: { width: 2 }, emphasis: { focus: 'series' },
    ...(kind === 'area' || stacked ? { areaStyle: { opacity: stacked ? 0.55 : 0.14 } } : {}),
  };
}

function tooltipOf(look: ChartLook) {
  return { confine: true, backgroundColor: look.ground, borderColor: look.line, borderWidth: 1, padding: [8, 12], textStyle: { color: look.text, fontSize: 12, fontFamily: look.font }, transitionDuration: look.still ? 0 : 0.15 };
}

const shareOf = (value: number | null, total: number, language: Language): string => `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(total === 0 ? 0 : ((value ?? 0) * 100) / total)}%`;

/** A ring with its names beside it where there is room, and below it where there is not. */
function pieOption({ categories, series: [series] }: Picture, look: ChartLook, hint: HintView) {
  const total = series!.values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const wide = look.width >= 300;
  const radius = wide ? Math.round(Math.min(look.height * 0.4, look.width * 0.22)) : Math.round(Math.min(look.height * 0.26, look.width * 0.4));
  const share = (at: number): string => shareOf(series!.values[at] ?? 0, total, look.language);
  const at = (name: string): number => categories.findIndex(({ label }) => label === name);
  const nameWidth = Math.max(56, Math.min(180, Math.round(look.width * (wide ? 0.5 : 0.9)) - 84));
  return {
    tooltip: { ...tooltipOf(look), trigger: 'item', formatter: (mark: { dataIndex: number; color: string }) => hint({ title: categories[mark.dataIndex]!.label, lines: [{ color: mark.color, name: series!.label, value: full(series!, mark.dataIndex, look) }, { color: 'transparent', name: '', value: share(mark.dataIndex) }] }) },
    legend: {
      type: 'scroll', orient: 'vertical', ...(wide ? { left: radius * 2 + 28, top: 'middle' } : { left: 'center', bottom: 0, height: Math.min(look.height * 0.42, categories.length * 22) }),
      itemWidth: 10, itemHeight: 10, itemGap: 9, icon: 'circle', pageTextStyle: { color: look.muted }, pageIconColor: look.muted,
      formatter: (name: string) => `{name|${name}}{share|${share(at(name))}}`,
      textStyle: { color: look.text, rich: { name: { width: nameWidth, overflow: 'truncate', ellipsis: '…' }, share: { width: 46, align: 'right', color: look.muted } } },
    },
    series: [{
      id: series!.key, name: series!.label, type: 'pie', cursor: 'pointer', radius: [Math.round(radius * 0.64), radius], center: wide ? [radius + 6, '50%'] : ['50%', radius + 6], minAngle: 2,
      label: { show: false }, labelLine: { show: false }, itemStyle: { borderColor: look.ground, borderWidth: 2 }, emphasis: { scaleSize: 4 },
      data: categories.map(({ key, label }, i) => ({ id: key, name: label, value: series!.values[i] ?? 0 })),
    }],
  };
}

/** Steps in the order of the answer, each with its share of the first. */
function funnelOption({ categories, series: [series] }: Picture, look: ChartLook, hint: HintView) {
  const first = series!.values[0] ?? 0;
  const line = (i: number): string => `${full(series!, i, look)}  ${shareOf(series!.values[i] ?? 0, first ?? 0, look.language)}`;
  return {
    tooltip: { ...tooltipOf(look), trigger: 'item', formatter: (mark: { dataIndex: number; color: string }) => hint({ title: categories[mark.dataIndex]!.label, lines: [{ color: mark.color, name: series!.label, value: line(mark.dataIndex) }] }) },
    series: [{
      id: series!.key, name: series!.label, type: 'funnel', cursor: 'pointer', sort: 'none', left: 4, width: '52%', top: 8, bottom: 8, minSize: '8%', gap: 3, itemStyle: { borderWidth: 0 },
      label: { show: true, position: 'right', color: look.text, formatter: (mark: { dataIndex: number }) => `${categories[mark.dataIndex]!.label}\n{muted|${line(mark.dataIndex)}}`, rich: { muted: { color: look.muted, fontSize: 11, lineHeight: 16 } } },
      labelLine: { length: 8, lineStyle: { color: look.line } },
      data: categories.map(({ key, label }, i) => ({ id: key, name: label, value: series!.values[i] ?? 0 })),
    }],
  };
}
