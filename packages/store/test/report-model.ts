/** Reports over the channel model of these tests, compiled as a package's are. */
import { compileExpression, type Kind } from '@tenon/expression';
import type { DimensionModel, Formula, MetricModel, Model, ObjectGrant, ReportModel, RoleModel } from '@tenon/model';
import { channel, formula } from './channel-model.ts';

type Aggregate = NonNullable<MetricModel['aggregate']>;
interface Written {
  readonly object: string;
  readonly filter?: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `fn`, `fn value`, or a formula with a leading `=`; then what only is counted in. */
  readonly metrics: Readonly<Record<string, readonly [string, string?]>>;
  readonly sort?: readonly string[];
  readonly limit?: number;
}

export function reportOf(name: string, { object, filter, dimensions, metrics, sort = [], limit = 100 }: Written): ReportModel {
  const of = (source: string, expected?: Kind): Formula => formula(source, object, expected);
  const metricNames = Object.keys(metrics);
  const overMetrics = (source: string): Formula => {
    const catalog = { field: (_: string, field: string) => (metricNames.includes(field) ? { kind: 'number' as const } : undefined), fieldNames: () => metricNames };
    const { value, diagnostics } = compileExpression(source, { object: '$metrics', catalog }, 'number');
    if (!value) throw new Error(`${source}: ${JSON.stringify(diagnostics)}`);
    return { source, expr: value };
  };
  const metric = ([key, [source, where]]: readonly [string, readonly [string, string?]]): readonly [string, MetricModel] => {
    const base = { name: key, label: key, format: 'number' as const };
    if (source.startsWith('=')) return [key, { ...base, formula: overMetrics(source.slice(1)) }];
    const [fn, ...rest] = source.split(' ');
    const value = rest.join(' ');
    return [key, { ...base, aggregate: { fn: fn as Aggregate['fn'], ...(value ? { value: of(value) } : {}), ...(where ? { where: of(where, 'boolean') } : {}) } }];
  };
  const dimension = ([key, source]: readonly [string, string]): readonly [string, DimensionModel] => [key, { name: key, label: key, value: of(source), format: 'text' }];
  return {
    name, label: name, object, limit, ...(filter ? { filter: of(filter, 'boolean') } : {}),
    dimensions: Object.fromEntries(Object.entries(dimensions).map(dimension)), metrics: Object.fromEntries(Object.entries(metrics).map(metric)),
    sort: sort.map((by) => ({ by: by.replace('-', ''), descending: by.startsWith('-') })),
    chart: { kind: 'table', metrics: metricNames }, filters: [],
  };
}

const reports = [
  reportOf('by_dealer', { object: 'order', dimensions: { dealer: 'dealer' }, metrics: { revenue: ['sum total'], orders: ['count'], open: ['count', "status == 'open'"], average: ['=revenue / orders'] }, sort: ['-revenue'] }),
  reportOf('by_month', { object: 'order', filter: 'total > 0', dimensions: { month: 'startofmonth(ordered)', status: 'status' }, metrics: { revenue: ['sum total'] }, sort: ['month', 'status'] }),
  reportOf('best_average', { object: 'order', dimensions: { dealer: 'dealer' }, metrics: { revenue: ['sum total'], orders: ['count'], average: ['=revenue / orders'], rank: ['=average * 2'] }, sort: ['-rank', 'dealer'], limit: 2 }),
  reportOf('regions', { object: 'dealer', dimensions: { region: 'region', parent: 'parent' }, metrics: { dealers: ['count'], credit: ['avg credit'], latest: ['max seen'] }, sort: ['region'] }),
  reportOf('costs', { object: 'dealer', dimensions: { region: 'region' }, metrics: { cost: ['sum cost'] } }),
  reportOf('where_costs', { object: 'dealer', dimensions: { region: 'region' }, metrics: { few: ['count', 'cost > 5'] } }),
  reportOf('shares', { object: 'order', dimensions: { dealer: 'dealer' }, metrics: { all: ['sum total'], open: ['sum total', "status == 'open'"], left: ['=all - open'], known: ['=all - coalesce(open, 0)'] }, sort: ['-left', 'dealer'] }),
  reportOf('names', { object: 'order', dimensions: { name: 'dealer.name' }, metrics: { orders: ['count'] }, sort: ['name'] }),
];

const all: ObjectGrant = { read: true, export: false, actions: [], fields: {}, otherFields: 'read' };
const roleOf = (name: string, objects: Readonly<Record<string, ObjectGrant>>): RoleModel => ({ name, label: name, external: false, admin: false, objects, userAttributes: {} });
/** Who reads all orders: of dealers those that have a region, or none at all. */
const roles = { ...channel.roles, counter: roleOf('counter', { order: all, dealer: { ...all, read: formula('region != null', 'dealer', 'boolean') } }), packer: roleOf('packer', { order: all }) };

export const reporting: Model = { ...channel, hash: 'd'.repeat(64), roles, reports: Object.fromEntries(reports.map((one) => [one.name, one])) };
