/**
 * The names and expressions of reports.
 *
 * In:   their documents. Out: MET4xx and EXP problems at their places; the parts of each aggregate by the address of its text.
 */
import { nearest } from '@tenon/diagnostics';
import { parseExpression, type Catalog, type Type } from '@tenon/expression';
import { rangeObject } from '../catalog.ts';
import { addressOf, type Document, type Path } from '../document.ts';
import type { ReportDocument } from '../generated/documents.ts';
import type { Formula } from '../model.ts';
import { aggregateIn, type AggregateFunction, type Part } from './aggregate.ts';
import { checkedAt, expressionAt, objectAt, pathAt, report, type DeclaredObject, type LinkContext } from './context.ts';
import { allAttributes, userScope } from './user.ts';

type ReportAt = Document<ReportDocument>;

export function linkReports(context: LinkContext): void {
  for (const document of Object.values(context.layered.reports)) linkReport(context, document);
}

function linkReport(context: LinkContext, document: ReportAt): void {
  const { value } = document;
  const object = objectAt(context, value.object, { document, path: ['object'] });
  linkSort(context, document);
  linkChart(context, document, ['chart'], value.chart, value);
  linkFormulas(context, document);
  if (!object) return;
  if (value.filter !== undefined) expressionAt(context, document, ['filter'], value.filter, userScope(context, object.name, allAttributes(context.layered)), 'boolean');
  for (const [name, dimension] of Object.entries(value.dimensions ?? {})) linkDimension(context, document, object, ['dimensions', name, 'value'], dimension.value);
  for (const [name, metric] of Object.entries(value.metrics)) if (metric.value !== undefined) linkAggregate(context, document, object, ['metrics', name, 'value'], metric.value);
  for (const [index, path] of (value.filters ?? []).entries()) {
    const field = pathAt(context, object, path, { document, path: ['filters', index] });
    if (field && !isNarrowing(field.type)) report(context, document, ['filters', index], 'MET474', { name: path, type: field.type });
  }
}

const unnarrowing: ReadonlySet<string> = new Set(['children', 'json', 'rich_text', 'address', 'geo', 'file', 'image']);
/** Whether people can narrow records by a field of the type. */
export const isNarrowing = (type: string): boolean => !unnarrowing.has(type);

const groupable: ReadonlySet<Type['kind']> = new Set(['text', 'number', 'boolean', 'date', 'datetime', 'time', 'record']);
const isOne = (type: Type): boolean => groupable.has(type.kind) && !(type.kind === 'record' && type.object === rangeObject);
const nameOf = (type: Type): string => (type.kind === 'record' && type.object === rangeObject ? rangeObject : type.kind);

function linkDimension(context: LinkContext, document: ReportAt, object: DeclaredObject, path: Path, source: string): void {
  const formula = expressionAt(context, document, path, source, { object: object.name });
  if (formula && !isOne(formula.expr.type)) report(context, document, path, 'MET469', { name: source, type: nameOf(formula.expr.type) });
}

function linkAggregate(context: LinkContext, document: ReportAt, object: DeclaredObject, path: Path, source: string): void {
  const scope = { object: object.name };
  const aggregate = aggregateIn(source);
  if (!aggregate) {
    // A slip in the language is told as that.
    if (parseExpression(source).value) report(context, document, path, 'MET471', { object: object.name });
    else checkedAt(context, document, path, source, scope);
    return;
  }
  const check = (part: Part, expected?: Type['kind']): Formula | undefined =>
    checkedAt(context, document, path, part.source, { ...scope, writeOut: (text) => ({ source: text, offsetOf: (offset) => offset + part.start }) }, expected);
  const { fn, value, where } = aggregate;
  const [counted, condition] = [value && check(value, numeric.has(fn) ? 'number' : undefined), where && check(where, 'boolean')];
  if (counted && !isOne(counted.expr.type)) report(context, document, path, 'MET471', { object: object.name });
  keepPart(context, document, [...path, 'value'], counted);
  keepPart(context, document, [...path, 'where'], condition);
}

const numeric: ReadonlySet<AggregateFunction> = new Set(['sum', 'avg']);

function keepPart(context: LinkContext, document: ReportAt, path: Path, formula: Formula | undefined): void {
  if (formula) context.formulas.set(addressOf(document, path), formula);
}

/** Stands for the metrics of a row in checked expressions: no name that a document could have. */
export const metricsObject = '$metrics';

/** A formula reads the metrics above it, so that none can need itself. */
function linkFormulas(context: LinkContext, document: ReportAt): void {
  const above = new Set<string>();
  const catalog: Catalog = {
    field: (object, name) => (object === metricsObject && above.has(name) ? { kind: 'number' } : undefined),
    fieldNames: (object) => (object === metricsObject ? above : []),
  };
  for (const [name, { value, formula }] of Object.entries(document.value.metrics)) {
    if ((value === undefined) === (formula === undefined)) report(context, document, ['metrics', name], 'MET470', { name }, { key: true });
    if (formula !== undefined) expressionAt(context, document, ['metrics', name, 'formula'], formula, { object: metricsObject, catalog }, 'number');
    above.add(name);
  }
}

function linkSort(context: LinkContext, document: ReportAt): void {
  const known = [...Object.keys(document.value.dimensions ?? {}), ...Object.keys(document.value.metrics)];
  for (const [index, each] of (document.value.sort ?? []).entries()) {
    const name = each.replace(/^-/, '');
    if (!known.includes(name)) report(context, document, ['sort', index], 'MET404', { kind: 'dimension or metric', name, suggestion: nearest(name, known) });
  }
}

const alone: ReadonlySet<string> = new Set(['number', 'table']);

/** How a report is drawn, in its own document or in a widget of a dashboard. */
export function linkChart(context: LinkContext, document: Document, path: Path, chart: ReportDocument['chart'], of: ReportDocument): void {
  if (!chart) return;
  const [dimensions, metrics] = [Object.keys(of.dimensions ?? {}), Object.keys(of.metrics)];
  const check = (kind: string, name: string | undefined, known: readonly string[], at: Path): void => {
    if (name !== undefined && !known.includes(name)) report(context, document, [...path, ...at], 'MET404', { kind, name, suggestion: nearest(name, known) });
  };
  if (dimensions.length === 0 && !alone.has(chart.kind)) report(context, document, [...path, 'kind'], 'MET472', { kind: chart.kind });
  check('dimension', chart.by, dimensions, ['by']);
  check('dimension', chart.series, dimensions, ['series']);
  if (chart.series !== undefined && chart.series === (chart.by ?? dimensions[0])) report(context, document, [...path, 'series'], 'MET466', { key: 'series', because: `${chart.series} is drawn along already` }, { key: true });
  for (const [index, name] of (chart.metrics ?? []).entries()) check('metric', name, metrics, ['metrics', index]);
}
