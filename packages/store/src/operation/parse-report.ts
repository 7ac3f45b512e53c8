/**
 * A report of the Model as one role may run it: its own filter and the caller's, its dimensions and the columns of its metrics.
 *
 * In:   the name of a report, a condition of the caller, the dimensions wanted.
 * Out:  what is grouped, summed up and ordered. A report that reads what the role may not is refused as one that does not exist.
 */
import { failure, limits, nearest } from '@tenon/diagnostics';
import type { CheckedExpr } from '@tenon/expression';
import { reportsFor, type DimensionModel, type MetricModel, type ObjectModel, type ReportModel } from '@tenon/model';
import type { Access } from './access.ts';
import { remembered } from './compile-cache.ts';
import type { OperationInput } from './operation.ts';
import { parseFilter, type AggregateColumn, type GroupSort } from './parse-query.ts';

export interface ReportOperation {
  readonly kind: 'report';
  readonly object: ObjectModel;
  readonly report: ReportModel;
  readonly filters: readonly CheckedExpr[];
  readonly dimensions: readonly DimensionModel[];
  /** The metrics that the database sums up, and the column of each. */
  readonly folded: readonly MetricModel[];
  readonly columns: readonly AggregateColumn[];
  readonly sort: readonly GroupSort[];
  /** Groups asked of the database: all of them where the order needs a value that is computed afterwards. */
  readonly rows: number;
  readonly sortAfterwards: boolean;
}

export function parseReport(input: Extract<OperationInput, { kind: 'report' }>, access: Access): ReportOperation {
  const report = reportOf(access, input.report);
  const object = access.object(report.object)!;
  const asked = parseFilter(access, object.name, input.filter);
  const dimensions = dimensionsOf(report, input.by);
  const folded = Object.values(report.metrics).filter((metric) => metric.aggregate);
  const known = report.sort.filter(({ by }) => Object.hasOwn(report.metrics, by) || dimensions.some(({ name }) => name === by));
  const sortAfterwards = known.some(({ by }) => Object.hasOwn(report.metrics, by) && !folded.some(({ name }) => name === by));
  return {
    kind: 'report', object, report, dimensions, folded, sortAfterwards,
    filters: [...(report.filter ? [report.filter.expr] : []), ...(asked ? [asked] : [])],
    columns: folded.map(columnOf),
    sort: sortAfterwards ? [] : known.map(({ by, descending }) => placeOf(by, descending, dimensions, folded)),
    rows: sortAfterwards ? limits.groupsMax : report.limit,
  };
}

function columnOf({ aggregate }: MetricModel): AggregateColumn {
  const { fn, value, where } = aggregate!;
  return { fn, ...(value ? { value: value.expr } : {}), ...(where ? { where: where.expr } : {}) };
}

function placeOf(name: string, descending: boolean, dimensions: readonly DimensionModel[], folded: readonly MetricModel[]): GroupSort {
  const at = dimensions.findIndex((one) => one.name === name);
  return at >= 0 ? { of: 'group', at, descending } : { of: 'column', at: folded.findIndex((one) => one.name === name), descending };
}

/** All of the dimensions, or those that are named. */
function dimensionsOf(report: ReportModel, by: string | undefined): readonly DimensionModel[] {
  if (by === undefined || by.trim() === '') return Object.values(report.dimensions);
  return [...new Set(by.split(',').map((name) => name.trim()))].map((name) => {
    const found = Object.hasOwn(report.dimensions, name) ? report.dimensions[name] : undefined;
    if (!found) throw failure('OPR105', { name: name.slice(0, 60), parameter: 'by' });
    return found;
  });
}

function reportOf(access: Access, name: string): ReportModel {
  const seen = remembered(access, 'reports', () => reportsFor(access.model, access.principal.roles));
  const found = seen.includes(name) ? access.model.reports?.[name] : undefined;
  if (found) return found;
  throw failure('OPR114', { name: String(name).slice(0, 60), suggestion: nearest(String(name).slice(0, 60), seen) });
}
