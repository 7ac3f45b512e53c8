/** From the rows of an answer to what is drawn, and from there to the option of the chart library and to the records behind a mark. */
import { compileExpression, type CheckedExpr } from '@tenon/expression';
import type { ChartModel, Formula, MetricModel, ReportModel } from '@tenon/model';
import { expect, it } from 'vitest';
import { chartOption, type ChartLook, type Hint } from './chart-option.ts';
import { csvText } from './csv.ts';
import { drillFilter, groupCondition, type ReportRow } from './drill.ts';
import { groupsOf, pictureOf } from './picture.ts';

const kinds: Readonly<Record<string, object>> = { day: { kind: 'date' }, at: { kind: 'datetime' }, region: { kind: 'record', object: 'region' }, status: { kind: 'text' }, late: { kind: 'boolean' }, total: { kind: 'number' } };
const formula = (source: string): Formula => {
  const { value, diagnostics } = compileExpression(source, { object: 'thing', catalog: { field: (_, name) => kinds[name] as never, fieldNames: () => Object.keys(kinds) } });
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return { source, expr: value as CheckedExpr };
};
const dimension = (name: string, source: string, format: 'text' | 'month' = 'text') => ({ name, label: name, value: formula(source), format });
const metrics: Record<string, MetricModel> = {
  amount: { name: 'amount', label: 'Amount', format: 'money', currency: 'CNY', aggregate: { fn: 'sum', value: formula('total') } },
  few: { name: 'few', label: 'Few', format: 'number', aggregate: { fn: 'count', where: formula("status == 'open' or late") } },
  average: { name: 'average', label: 'Average', format: 'money', currency: 'CNY', aggregate: { fn: 'avg', value: formula('total') } },
};
const report: ReportModel = {
  name: 'r', label: 'R', object: 'thing', sort: [], limit: 100, filters: [], chart: { kind: 'line', metrics: ['amount'] }, metrics, filter: formula('total > 0'),
  dimensions: { month: dimension('month', 'startofmonth(day)', 'month'), region: dimension('region', 'region') },
};
const region = (id: string) => ({ id, title: `Region ${id}` });
const words = { name: (_: unknown, value: unknown) => (value === null ? '(none)' : typeof value === 'object' ? (value as { title: string }).title : String(value)), others: 'Others' };
const picture = (chart: ChartModel, rows: readonly ReportRow[]) => pictureOf(report, chart, rows, words)!;
const look: ChartLook = { palette: ['#111', '#222'], text: '#000', muted: '#555', line: '#ddd', ground: '#fff', font: 'sans', language: 'en', width: 600, height: 300, still: true };

it('runs forward in time, without holes, and has a gap where there was nothing to add up', () => {
  const drawn = picture({ kind: 'line', by: 'month', metrics: ['amount', 'average', 'few'] }, [{ month: '2026-04-01', amount: '7', average: '7', few: '4' }, { month: '2026-01-01', amount: '3.10', average: '3.1', few: '2' }, { month: null, amount: '1', average: '1', few: '0' }]);
  expect(drawn.categories.map(({ key }) => key)).toEqual(['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', 'null']);
  expect(drawn.series.map(({ values }) => values)).toEqual([[3.1, null, null, 7, 1], [3.1, null, null, 7, 1], [2, 0, 0, 4, 0]]);
});

it('has a series for each value of the second dimension', () => {
  const rows = [{ month: '2026-01-01', region: region('e'), amount: '1' }, { month: '2026-01-01', region: region('w'), amount: '2' }, { month: '2026-02-01', region: region('w'), amount: '3' }];
  const drawn = picture({ kind: 'column', by: 'month', series: 'region', metrics: ['amount'], stacked: true }, rows);
  expect(drawn.series.map(({ label, values }) => [label, values])).toEqual([['Region e', [1, 0]], ['Region w', [2, 3]]]);
  expect([groupsOf(report, { kind: 'column', by: 'month', series: 'region', metrics: [] }), groupsOf(report, { kind: 'line', by: 'month', metrics: [] }), groupsOf(report, { kind: 'number', metrics: [] })]).toEqual([undefined, 'month', undefined]);
});

it('keeps the slices that can be told apart, and the rest as one', () => {
  const rows = Array.from({ length: 12 }, (_, i) => ({ region: region(String(i)), amount: String(i) }));
  const drawn = picture({ kind: 'pie', by: 'region', metrics: ['amount'] }, rows);
  expect(drawn.series[0]!.values).toEqual([11, 10, 9, 8, 7, 6, 5, 10]);
  expect([drawn.categories.at(-1)!.label, drawn.series[0]!.rows.at(-1), drawn.categories[0]!.value]).toEqual(['Others', undefined, region('11')]);
  const averages = picture({ kind: 'pie', by: 'region', metrics: ['average'] }, rows.map((row, i) => ({ ...row, average: String(i) })));
  expect(averages.categories.map(({ label }) => label)).not.toContain('Others');
});

it('cannot be drawn without anything to draw by', () => {
  expect(pictureOf({ ...report, dimensions: {} }, { kind: 'bar', metrics: ['amount'] }, [], words)).toBeUndefined();
  expect(pictureOf(report, { kind: 'table', metrics: ['amount'] }, [], words)).toBeUndefined();
});

it('has an axis of figures for each unit, short ones, and hints with every digit', () => {
  const rows = [{ month: '2026-01-01', amount: '1234567.89', few: '3' }, { month: '2026-02-01', amount: '2', few: '1' }];
  const hints: Hint[] = [];
  const option = chartOption(picture({ kind: 'column', by: 'month', metrics: ['amount', 'few'] }, rows), look, { spoken: 'spoken', hint: (hint) => { hints.push(hint); return undefined as never; } }) as Record<string, never> & {
    yAxis: { axisLabel: { formatter: (value: number) => string } }[]; xAxis: { axisLabel: { formatter: (text: string, at: number) => string } }; series: { yAxisIndex?: number }[];
    tooltip: { formatter: (marks: unknown) => unknown }; aria: { label: { description: string } };
  };
  expect(option.yAxis.map(({ axisLabel }) => axisLabel.formatter(1_200_000))).toEqual(['¥1.2M', '1.2M']);
  expect([option.series.map(({ yAxisIndex }) => yAxisIndex), option.xAxis.axisLabel.formatter('', 1), option.aria.label.description]).toEqual([[undefined, 1], 'Feb', 'spoken']);
  option.tooltip.formatter([{ dataIndex: 0, seriesIndex: 0, color: '#111' }, { dataIndex: 0, seriesIndex: 1, color: '#222' }]);
  expect(hints).toEqual([{ title: '2026-01-01', lines: [{ color: '#111', name: 'Amount', value: '¥1,234,567.89' }, { color: '#222', name: 'Few', value: '3' }] }]);
});

it.each(['bar', 'column', 'line', 'area', 'pie', 'funnel'] as const)('makes an option of a %s, wide or narrow, with one row or none', (kind) => {
  for (const width of [160, 390, 1400]) {
    for (const rows of [[], [{ region: null, amount: null }], [{ region: region('e'), amount: '-5' }, { region: region('w'), amount: '5' }]]) {
      const option = chartOption(picture({ kind, by: 'region', metrics: ['amount'] }, rows), { ...look, width }, { spoken: '', hint: () => undefined as never }) as { series: unknown[] };
      expect([kind, width, option.series.length]).toEqual([kind, width, 1]);
    }
  }
});

it('leads to the records of a group, whatever it is grouped by', () => {
  expect(groupCondition({ value: formula('startofquarter(day)') }, '2026-04-01')).toBe("day >= '2026-04-01' and day <= '2026-06-30'");
  expect(groupCondition({ value: formula('startofweek(todate(at))') }, '2026-11-23')).toBe("todate(at) >= '2026-11-23' and todate(at) <= '2026-11-29'");
  expect(groupCondition({ value: formula('startofyear(day)') }, '2024-01-01')).toBe("day >= '2024-01-01' and day <= '2024-12-31'");
  expect(groupCondition({ value: formula('region') }, region('e'))).toBe("region == 'e'");
  expect(groupCondition({ value: formula('region') }, { id: null, title: null })).toBe('region != null and region.id == null');
  expect(groupCondition({ value: formula('status') }, "it's")).toBe("status == 'it\\'s'");
  expect([groupCondition({ value: formula('late') }, true), groupCondition({ value: formula('month(day)') }, '3'), groupCondition({ value: formula('total + 1') }, '3'), groupCondition({ value: formula('status') }, null)]).toEqual(['late == true', 'month(day) == 3', '(total + 1) == 3', 'status == null']);
});

it('has the whole way in one filter', () => {
  expect(drillFilter(report, "day >= '2026-01-01'", { month: '2026-02-01', region: null }, 'few')).toBe("total > 0 and day >= '2026-01-01' and day >= '2026-02-01' and day <= '2026-02-28' and region == null and (status == 'open' or late)");
  expect(drillFilter({ ...report, filter: undefined as never }, undefined, {}, 'amount')).toBeUndefined();
});

it('is a file that no spreadsheet computes', () => {
  expect(csvText([['Name', 'a"b'], ['=1+1', '-5.20'], ['+49', '@x'], ['line\nbreak', '']])).toBe('\uFEFFName,"a""b"\r\n\'=1+1,-5.20\r\n\'+49,\'@x\r\n"line\nbreak",\r\n');
});
