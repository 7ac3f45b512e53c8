/** Groups of a report → its answer: metrics that are formulas over the others are computed here, exactly, by the one evaluator. */
import { failure, limits } from '@tenon/diagnostics';
import { dependenciesOf, evaluateExpression, type Json } from '@tenon/expression';
import type { MetricModel } from '@tenon/model';
import { Decimal } from 'decimal.js';
import type { ResultSet } from './execute.ts';
import type { ReportPlan } from './plan-read.ts';
import type { ReportOperation } from './parse-report.ts';

type Values = Record<string, Json>;

export function shapeReport({ rows: found, whole }: ResultSet, plan: ReportPlan, now: string): string {
  const { operation, access } = plan;
  if (operation.sortAfterwards && found.length > limits.groupsMax) throw failure('OPR111', { max: limits.groupsMax });
  const { report, dimensions, folded } = operation;
  const complete = (values: Values): Values => withFormulas(values, report.metrics, { now, timeZone: access.model.package.timeZone });
  const names = [...dimensions.map(({ name }) => name), ...folded.map(({ name }) => name)];
  const rows = found.map(({ json }) => complete(named(names, json)));
  if (operation.sortAfterwards) rows.sort(comparing(operation));
  const totals = complete(named(folded.map(({ name }) => name), whole!.json));
  return JSON.stringify({ rows: rows.slice(0, report.limit), totals, more: rows.length > report.limit });
}

const named = (names: readonly string[], json: string): Values => {
  const values = JSON.parse(json) as readonly Json[];
  return Object.fromEntries(names.map((name, i) => [name, values[i] ?? null]));
};

/** The metrics in the order of the report, each formula after those that it reads. */
function withFormulas(row: Values, metrics: Readonly<Record<string, MetricModel>>, clock: { readonly now: string; readonly timeZone: string }): Values {
  const made: Values = { ...row };
  const open = new Set(Object.values(metrics).filter(({ formula }) => formula).map(({ name }) => name));
  const compute = (name: string): void => {
    const { formula } = metrics[name]!;
    if (!open.delete(name) || !formula) return;
    for (const { steps: [step] } of dependenciesOf(formula.expr)) if (step && open.has(step.field)) compute(step.field);
    made[name] = evaluateExpression(formula.expr, { ...clock, roots: { record: made } });
  };
  for (const name of Object.keys(metrics)) compute(name);
  return made;
}

/** By the report's order, which names a value that only this stage knows; what is absent comes last. */
function comparing({ report, dimensions }: ReportOperation): (a: Values, b: Values) => number {
  const keys = report.sort.filter(({ by }) => Object.hasOwn(report.metrics, by) || dimensions.some(({ name }) => name === by));
  return (a, b) => {
    for (const { by, descending } of keys) {
      const [left, right] = [shownOf(a[by]), shownOf(b[by])];
      if (left === null || right === null) {
        if (left !== right) return left === null ? 1 : -1;
        continue;
      }
      const order = compare(left, right, Object.hasOwn(report.metrics, by));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}

function compare(a: Json, b: Json, metric: boolean): number {
  if (metric && isNumber(a) && isNumber(b)) return new Decimal(a).comparedTo(new Decimal(b));
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What a value is ordered by: of a record its title, of one that is not seen nothing. */
const shownOf = (value: Json | undefined): Json => (typeof value === 'object' && value !== null && 'title' in value ? value['title'] ?? null : value ?? null);

const isNumber = (value: Json): value is string => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
