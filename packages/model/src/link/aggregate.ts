/**
 * The text of a metric: one aggregate over the records of a report, such as `sum(total where status == 'shipped')`.
 *
 * The language knows aggregates over child records only, so that this one is taken apart here, and its parts are checked.
 */
import { parseExpression, type Expr } from '@tenon/expression';
import type { MetricModel } from '../model.ts';

export type AggregateFunction = NonNullable<MetricModel['aggregate']>['fn'];
const functions: ReadonlySet<string> = new Set<AggregateFunction>(['count', 'sum', 'avg', 'min', 'max']);

/** A part of the text, and where it begins in it. */
export interface Part {
  readonly source: string;
  readonly start: number;
}

export interface AggregateText {
  readonly fn: AggregateFunction;
  readonly value?: Part;
  readonly where?: Part;
}

/** Undefined where the text is an expression, and no such aggregate. A text that is none at all is checked as one. */
export function aggregateIn(source: string): AggregateText | undefined {
  const expr = parseExpression(source).value;
  if (expr?.kind !== 'call' || !functions.has(expr.name) || expr.args.length > 1) return undefined;
  const fn = expr.name as AggregateFunction;
  const [arg] = expr.args;
  if (!arg && fn !== 'count') return undefined;
  const part = ({ start, end }: Expr): Part => ({ source: source.slice(start, end), start });
  // Every record has an id: to count those is to count records.
  const counted = arg && !(fn === 'count' && arg.kind === 'path' && arg.names.join('.') === 'id');
  return { fn, ...(counted ? { value: part(arg) } : {}), ...(expr.where ? { where: part(expr.where) } : {}) };
}
