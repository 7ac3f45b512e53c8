/** The columns of a board: the choices of its field that the view lets through, how many records each has, and what they come to. */
import { useQuery } from '@tanstack/react-query';
import type { CheckedExpr } from '@tenon/expression';
import type { FieldModel, Formula, Model, ObjectModel, ViewModel } from '@tenon/model';
import { client, type RecordValues } from '../app/client.ts';
import { evaluate } from '../fields/evaluate.ts';
import { literal } from '../fields/filter-text.ts';
import { formatNumber } from '../fields/format.ts';
import { readPaths } from '../fields/paths.ts';
import { bothFilters } from '../list/both-filters.ts';
import { selectOf, type Aggregated } from '../list/list-query.ts';
import type { ColumnValue } from './moves.ts';

export interface BoardColumn {
  readonly value: ColumnValue;
  readonly label: string;
  readonly color: string | undefined;
}

export interface BoardQuery {
  readonly object: string;
  readonly field: FieldModel;
  readonly filter: string | undefined;
  readonly search: string | undefined;
  readonly sort: string | undefined;
  readonly select: string;
}

export function boardQuery(model: Model, object: ObjectModel, field: FieldModel, view: ViewModel, given: { readonly filter: string | undefined; readonly search: string | undefined }): BoardQuery {
  const sort = view.sort.map(({ path, descending }) => `${descending ? '-' : ''}${path.join('.')}`).join(',') || undefined;
  const columns = view.columns.some(({ path }) => path.join('.') === field.name) ? view.columns : [...view.columns, { path: [field.name], label: field.label }];
  return { object: object.name, field, sort, select: selectOf(model, object.name, columns), search: given.search, filter: bothFilters(view.filter?.source, given.filter) };
}

/** In the order of the choices. What the view's own filter excludes for certain has no column. */
export function columnsOf(field: FieldModel, view: ViewModel, noValue: string, counts: ReadonlyMap<ColumnValue, unknown> | undefined, timeZone: string): readonly BoardColumn[] {
  const conditions = view.filter ? partsAbout(view.filter, field.name) : [];
  const passes = (value: string) => conditions.every((one) => evaluate(one, { [field.name]: value }, timeZone) !== false);
  const options = (field.options ?? []).filter(({ value, inactive }) => counts?.has(value) || (!inactive && passes(value)));
  const columns = options.map(({ value, label, color }): BoardColumn => ({ value, label, color }));
  return counts?.has(null) ? [...columns, { value: null, label: noValue, color: undefined }] : columns;
}

/** The parts of a condition joined by `and` that read this field and nothing else. */
function partsAbout(filter: Formula, name: string): readonly Formula[] {
  const parts = (expr: CheckedExpr): readonly CheckedExpr[] => (expr.kind === 'binary' && expr.op === 'and' ? [...parts(expr.left), ...parts(expr.right)] : [expr]);
  const reads = (expr: CheckedExpr) => readPaths(expr);
  return parts(filter.expr).filter((expr) => reads(expr).length > 0 && reads(expr).every(({ root, steps }) => root === 'record' && steps.length === 1 && steps[0]!.field === name)).map((expr) => ({ ...filter, expr }));
}

export interface ColumnFigures {
  readonly count: number;
  /** As people read it; undefined where the view has nothing to sum. */
  readonly total: string | undefined;
}

/** What each column has, whatever of it is shown. */
export function useFigures(model: Model, object: ObjectModel, view: ViewModel, { field, filter, search }: BoardQuery, severalCurrencies: string) {
  const counts = useQuery({
    queryKey: ['list', object.name, 'board counts', field.name, filter, search],
    queryFn: async () => (await client.aggregate<Aggregated>(object.name, { group: field.name, aggregate: 'count()', filter, search })).data,
  });
  const summed = summedOf(object, view);
  const currency = summed?.currency && 'path' in summed.currency ? summed.currency.path.join('.') : undefined;
  const sums = useQuery({
    queryKey: ['list', object.name, 'board sums', field.name, summed?.name, currency, filter, search],
    queryFn: async () => (await client.aggregate<Aggregated>(object.name, { group: [field.name, ...(currency ? [currency] : [])].join(','), aggregate: `sum(${summed!.name})`, filter, search })).data,
    enabled: summed !== undefined,
    // Whoever may not sum the field sees the board without sums.
    retry: false,
    meta: { quiet: true },
  });
  const totals = new Map<ColumnValue, string>();
  for (const { group: [value, code], values } of sums.data ?? []) {
    const key = (value ?? null) as ColumnValue;
    totals.set(key, totals.has(key) ? severalCurrencies : totalText(summed!, values[0], code));
  }
  const figures = counts.data && new Map(counts.data.map(({ group, values }) => {
    const key = (group[0] ?? null) as ColumnValue;
    return [key, { count: Number(values[0]), total: totals.get(key) }] as const;
  }));
  return { figures, error: counts.error, again: counts.refetch };
}

/** Money first: that is what people look for at the head of a column. */
function summedOf(object: ObjectModel, view: ViewModel): FieldModel | undefined {
  const fields = view.columns.flatMap(({ path }) => (path.length === 1 && object.fields[path[0]!] ? [object.fields[path[0]!]!] : []));
  return fields.find(({ type }) => type === 'money') ?? fields.find(({ type, unit }) => type === 'quantity' && (unit === undefined || 'text' in unit));
}

function totalText(field: FieldModel, value: unknown, code: unknown): string {
  const known = typeof code === 'string' ? { ...field, currency: { code } } : field;
  // Cents say nothing about a column.
  return formatNumber({ ...known, scale: 0 }, String(value).replace(/\.\d+$/, ''));
}

/** The condition of one column, beside that of the board. */
export const ofColumn = ({ field, filter }: BoardQuery, value: ColumnValue): string =>
  bothFilters(filter, value === null ? `${field.name} == null` : `${field.name} == ${literal(value)}`)!;

export const pageRows = 20;

export const columnKey = ({ object, filter, search, sort, select, field }: BoardQuery, value: ColumnValue) => ['list', object, 'board', { filter, search, sort, select }, field.name, value] as const;

export const columnPage = (query: BoardQuery, value: ColumnValue, cursor: string | undefined) =>
  client.list<RecordValues>(query.object, { filter: ofColumn(query, value), search: query.search, sort: query.sort, select: query.select, limit: pageRows, cursor });
