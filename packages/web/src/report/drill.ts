/** From a figure to the records behind it: the filter of the list that has exactly these. */
import { printExpression, type CheckedExpr } from '@tenon/expression';
import type { DimensionModel, ReportModel } from '@tenon/model';
import dayjs from 'dayjs';
import { literal } from '../fields/filter-text.ts';
import { idOf } from '../fields/paths.ts';
import { both } from './choices.ts';

export type ReportRow = Readonly<Record<string, unknown>>;

const lengths: Readonly<Record<string, readonly [number, 'day' | 'month']>> = { startofweek: [7, 'day'], startofmonth: [1, 'month'], startofquarter: [3, 'month'], startofyear: [12, 'month'] };

const aggregates = /\b(?:count|sum|avg|min|max|any|all)\(/;
const own = /'(?:[^'\\]|\\.)*'|\brecord\.(?!(?:record|user|item)\b)/g;

/** As people write it: the record's own fields by their bare names, but where a name within rows of children would mean theirs. */
function written(expr: CheckedExpr): string {
  const text = printExpression(expr);
  return aggregates.test(text) ? text : text.replace(own, (found) => (found.startsWith("'") ? found : ''));
}

/** The condition that a record belongs to the group of this value. */
export function groupCondition({ value }: Pick<DimensionModel, 'value'>, of: unknown): string {
  const { expr } = value;
  const compared = inBrackets(expr);
  if (of === null || of === undefined) return `${compared} == null`;
  const length = expr.kind === 'call' ? lengths[expr.name] : undefined;
  if (length && expr.kind === 'call' && typeof of === 'string') return periodCondition(expr.args[0]!, of, length);
  const { kind } = expr.type;
  // Through a reference to what is not seen there is nothing, not even an id.
  if (kind === 'record') return idOf(of) === undefined ? `${compared} != null and ${compared}.id == null` : `${compared} == ${literal(idOf(of)!)}`;
  if (kind === 'boolean' || kind === 'number') return `${compared} == ${String(of)}`;
  return `${compared} == ${literal(String(of))}`;
}

/** A range of days can be read from an index, and by people. */
function periodCondition(day: CheckedExpr, from: string, [count, unit]: readonly [number, 'day' | 'month']): string {
  const last = dayjs(from).add(count, unit).subtract(1, 'day').format('YYYY-MM-DD');
  const value = inBrackets(day);
  return `${value} >= ${literal(from)} and ${value} <= ${literal(last)}`;
}

const inBrackets = (expr: CheckedExpr): string => (expr.kind === 'path' || expr.kind === 'call' || expr.kind === 'literal' ? written(expr) : `(${written(expr)})`);

/** The report's own filter, what was chosen, the groups of the row, and what the metric counts in. */
export function drillFilter(report: ReportModel, chosen: string | undefined, row: ReportRow, metric?: string): string | undefined {
  const groups = Object.values(report.dimensions).filter(({ name }) => Object.hasOwn(row, name)).map((dimension) => groupCondition(dimension, row[dimension.name]));
  const where = metric === undefined ? undefined : report.metrics[metric]?.aggregate?.where;
  return both(report.filter && written(report.filter.expr), chosen, ...groups, where && written(where.expr));
}
