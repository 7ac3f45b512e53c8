/** Reports and dashboards of the Model: what their documents leave unsaid follows from what they read. */
import type { CheckedExpr } from '@tenon/expression';
import { addressOf, type Document } from '../document.ts';
import type { DashboardDocument, ReportDocument } from '../generated/documents.ts';
import { metricLabel, readingLabel, widgetLabel } from '../labels.ts';
import { aggregateIn } from '../link/aggregate.ts';
import { formulaAt, type LinkedPackage } from '../link/index.ts';
import type { ChartModel, DashboardModel, DimensionModel, FieldModel, MetricModel, ObjectModel, ReportFormat, ReportModel, ViewModel, WidgetModel } from '../model.ts';
import { compact, labelFrom, mapValues } from '../words.ts';
import { missing } from './objects.ts';

type Objects = Readonly<Record<string, ObjectModel>>;
type Map<T> = Readonly<Record<string, T>>;

const groupsShown = 200;

export function compileReports(linked: LinkedPackage, objects: Objects): Map<ReportModel> {
  return mapValues(linked.layered.reports, (document) => compileReport(linked, document, objects));
}

function compileReport(linked: LinkedPackage, document: Document<ReportDocument>, objects: Objects): ReportModel {
  const { value, name } = document;
  const dimensions = mapValues(value.dimensions, (dimension, key) => compileDimension(linked, document, objects, key, dimension));
  return compact<ReportModel>({
    name, label: value.label, description: value.description, object: value.object, filter: formulaAt(linked, document, ['filter']),
    dimensions, metrics: compileMetrics(linked, document, objects),
    sort: (value.sort ?? []).map((each) => ({ by: each.replace(/^-/, ''), descending: each.startsWith('-') })), limit: value.limit ?? groupsShown,
    chart: compileChart(value, value.chart ?? { kind: Object.keys(dimensions).length === 0 ? 'number' : 'table' }),
    filters: (value.filters ?? []).map((path) => path.split('.')),
  });
}

/** Drawn along the first dimension, and all metrics, unless it says otherwise. */
function compileChart(of: ReportDocument, { kind, by, series, metrics, stacked }: NonNullable<ReportDocument['chart']>): ChartModel {
  const along = by ?? (kind === 'number' || kind === 'table' ? undefined : Object.keys(of.dimensions ?? {}).find((name) => name !== series));
  return compact({ kind, by: along, series, metrics: metrics ?? Object.keys(of.metrics), stacked });
}

type DimensionDocument = NonNullable<ReportDocument['dimensions']>[string];
type MetricDocument = ReportDocument['metrics'][string];

function compileDimension(linked: LinkedPackage, document: Document<ReportDocument>, objects: Objects, name: string, { label, format }: DimensionDocument): DimensionModel {
  const value = formulaAt(linked, document, ['dimensions', name, 'value']) ?? missing;
  return { name, label: label ?? readingLabel(objects, document.value.object, name, value), value, format: format ?? formatOf(objects, value.expr) };
}

const formatsOfCalls: Map<ReportFormat> = { startofmonth: 'month', startofquarter: 'quarter', startofyear: 'year', year: 'year', hours: 'hours', percent: 'percent' };
const formatsOfKinds: Map<ReportFormat> = { number: 'number', date: 'date', datetime: 'date' };

/** A field is written as what it is, a call as what it makes. */
function formatOf(objects: Objects, expr: CheckedExpr): ReportFormat {
  if (expr.kind === 'call' && Object.hasOwn(formatsOfCalls, expr.name)) return formatsOfCalls[expr.name]!;
  const type = fieldRead(objects, expr)?.type;
  if (type === 'money' || type === 'percent') return type;
  return formatsOfKinds[expr.type.kind] ?? 'text';
}

/** The field at the end of a path. */
function fieldRead(objects: Objects, expr: CheckedExpr): FieldModel | undefined {
  const last = expr.kind === 'path' ? expr.steps.at(-1) : undefined;
  return last && objects[last.object]?.fields[last.field];
}

function compileMetrics(linked: LinkedPackage, document: Document<ReportDocument>, objects: Objects): ReportModel['metrics'] {
  const found: Record<string, MetricModel> = {};
  for (const [name, metric] of Object.entries(document.value.metrics)) {
    found[name] = metric.formula === undefined
      ? compileAggregate(linked, document, objects, name, metric)
      : compileFormula(linked, document, found, name, metric);
  }
  return found;
}

function compileAggregate(linked: LinkedPackage, document: Document<ReportDocument>, objects: Objects, name: string, { label, value: source, format, currency, good }: MetricDocument): MetricModel {
  const part = (key: string) => linked.formulas.get(addressOf(document, ['metrics', name, 'value', key]));
  const [value, where] = [part('value'), part('where')];
  const { fn } = aggregateIn(source ?? '') ?? { fn: 'count' as const };
  const field = value && fieldRead(objects, value.expr);
  const written = format ?? (fn === 'count' || !value ? 'number' : formatOf(objects, value.expr));
  const code = currency ?? (field?.currency && 'code' in field.currency ? field.currency.code : undefined);
  return compact({
    name, label: label ?? metricLabel(objects, document.value.object, name, { fn, ...(value ? { value } : {}) }), format: written,
    aggregate: compact({ fn, value, where }), currency: written === 'money' ? code : undefined, good,
  });
}

function compileFormula(linked: LinkedPackage, document: Document<ReportDocument>, above: Map<MetricModel>, name: string, { label, format, currency, good }: MetricDocument): MetricModel {
  const formula = formulaAt(linked, document, ['metrics', name, 'formula']) ?? missing;
  const like = alike(formula.expr, above);
  const written = format ?? (formula.expr.kind === 'call' && formula.expr.name === 'percent' ? 'percent' : (like?.format ?? 'number'));
  return compact({ name, label: label ?? labelFrom(name), format: written, formula, currency: written === 'money' ? (currency ?? like?.currency) : undefined, good });
}

/** A sum or difference is written as what it is made of. */
function alike(expr: CheckedExpr, above: Map<MetricModel>): MetricModel | undefined {
  if (expr.kind === 'path') return above[expr.steps[0]?.field ?? ''];
  if (expr.kind !== 'binary' || (expr.op !== '+' && expr.op !== '-')) return undefined;
  const [left, right] = [alike(expr.left, above), alike(expr.right, above)];
  return left && left.format === right?.format && left.currency === right.currency ? left : undefined;
}

export function compileDashboards(linked: LinkedPackage, views: Map<ViewModel>, reports: Map<ReportModel>): Map<DashboardModel> {
  return mapValues(linked.layered.dashboards, ({ value, name }: Document<DashboardDocument>): DashboardModel => compact({
    name, label: value.label, description: value.description, roles: value.roles,
    filters: mapValues(value.filters, (filter, key) => compact({
      name: key, label: filter.label ?? labelFrom(key), kind: filter.kind, default: filter.kind === 'period' ? (filter.default ?? ('all' as const)) : undefined,
    })),
    widgets: Object.entries(value.widgets).map(([key, widget]) => compileWidget(linked, views, reports, key, widget)),
  }));
}

type WidgetDocument = DashboardDocument['widgets'][string];

function compileWidget(linked: LinkedPackage, views: Map<ViewModel>, reports: Map<ReportModel>, name: string, widget: WidgetDocument): WidgetModel {
  const report = reports[widget.report ?? ''];
  const chart = widget.chart && report ? compileChart(linked.layered.reports[report.name]!.value, widget.chart) : undefined;
  const isNumber = (chart ?? report?.chart)?.kind === 'number';
  return compact({
    name, label: widget.label ?? widgetLabel({ reports, views }, { ...widget, name }), report: widget.report, view: widget.view, chart,
    width: widget.width ?? (isNumber ? 3 : 4), height: widget.height ?? (isNumber ? ('small' as const) : ('medium' as const)),
    filters: mapValues(widget.filters, (path) => path.split('.')),
  });
}
