/** Reports and dashboards as some roles may see them. A figure that leaves out what is hidden would be another figure: such a report is not there. */
import type { DashboardModel, DimensionModel, Model as WholeModel, ReportModel, ViewModel, WidgetModel } from './model.ts';
import type { Sight } from './narrow.ts';
import { forRoles, named, narrowViews, seesPath } from './narrow-screens.ts';
import { compact } from './words.ts';

type Model = Pick<WholeModel, 'objects' | 'layouts' | 'views' | 'apps' | 'reports' | 'dashboards'>;
type Map<T> = Readonly<Record<string, T>>;

export interface NarrowedScreens {
  readonly views: Map<ViewModel>;
  readonly reports: Map<ReportModel>;
  readonly dashboards: Map<DashboardModel>;
}

export function narrowScreens(model: Model, sight: Sight): NarrowedScreens {
  const views = narrowViews(model, sight);
  const reports = narrowReports(model, sight);
  return { views, reports, dashboards: narrowDashboards(model, sight, { views, reports }) };
}

const mayRead = (sight: Sight, object: string): boolean => sight.grants.get(object)?.read !== undefined;

/** Whether there is something to choose from at the end of the path: of records that are not seen there is nothing. */
function offersPath(model: Model, sight: Sight, object: string, path: readonly string[]): boolean {
  const last = path.reduce<{ readonly at: string; readonly to?: string | undefined }>(({ at }, name) => {
    const to = model.objects[at]?.fields[name]?.to;
    return { at: to ?? '', to };
  }, { at: object });
  return seesPath(model, sight, object, path) && (last.to === undefined || sight.grants.has(last.to));
}

/** The reports that are there: what the pages are told, and what the engine runs. */
export function reportsSeen({ reports = {} }: Pick<WholeModel, 'reports'>, sight: Sight): readonly ReportModel[] {
  // A group is called by the title of its record, so that whoever does not see such records has no such groups.
  const isNamed = ({ value: { expr } }: DimensionModel): boolean => expr.type.kind !== 'record' || sight.grants.has(expr.type.object);
  return Object.values(reports).filter((report) => mayRead(sight, report.object)
    && formulasOf(report).every(({ expr }) => sight.reads(expr)) && Object.values(report.dimensions).every(isNamed));
}

const narrowReports = (model: Model, sight: Sight): Map<ReportModel> =>
  named(reportsSeen(model, sight).map((report) => ({ ...report, filters: report.filters.filter((path) => offersPath(model, sight, report.object, path)) })));

const formulasOf = ({ filter, dimensions, metrics }: ReportModel) =>
  [filter, ...Object.values(dimensions).map(({ value }) => value), ...Object.values(metrics).flatMap(({ aggregate }) => [aggregate?.value, aggregate?.where])].filter((each) => each !== undefined);

const usedBy = (widgets: readonly WidgetModel[]): ReadonlySet<string> => new Set(widgets.flatMap(({ filters }) => Object.keys(filters)));

function narrowDashboards(model: Model, sight: Sight, { views, reports }: Omit<NarrowedScreens, 'dashboards'>): Map<DashboardModel> {
  const objectOf = ({ report = '', view = '' }: WidgetModel): string | undefined => reports[report]?.object ?? views[view]?.object;
  const kept = Object.values(model.dashboards ?? {}).filter(({ roles }) => forRoles(sight, roles)).map((dashboard) => {
    const widgets = dashboard.widgets.filter((widget) => mayRead(sight, objectOf(widget) ?? '')).map((widget) => ({
      ...widget, filters: Object.fromEntries(Object.entries(widget.filters).filter(([, path]) => offersPath(model, sight, objectOf(widget)!, path))),
    }));
    const used = usedBy(widgets);
    const lost = [...usedBy(dashboard.widgets)].filter((name) => !used.has(name));
    return compact<DashboardModel>({
      ...dashboard, roles: dashboard.roles?.filter((role) => sight.roles.has(role)), widgets,
      filters: Object.fromEntries(Object.entries(dashboard.filters).filter(([name]) => !lost.includes(name))),
    });
  });
  return named(kept.filter(({ widgets }) => widgets.length > 0));
}
