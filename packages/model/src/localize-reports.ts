/** Reports and dashboards in another language. A label that came from a field, report or view follows it. */
import { metricLabel, readingLabel, widgetLabel } from './labels.ts';
import type { Say } from './localize.ts';
import type { DashboardModel, Model, ObjectModel, ReportModel, ViewModel } from './model.ts';
import { compact, mapValues } from './words.ts';

type Map<T> = Readonly<Record<string, T>>;

export function localizeReports(model: Model, objects: Map<ObjectModel>, say: Say): Map<ReportModel> {
  return mapValues(model.reports, (report) => {
    const head = `report/${report.name}`;
    const follow = (at: string, label: string, of: (objects: Map<ObjectModel>) => string): string => say(`${head}#${at}/label`, label === of(model.objects) ? of(objects) : label);
    return compact<ReportModel>({
      ...report, label: say(`${head}/label`, report.label), description: say(`${head}/description`, report.description),
      dimensions: mapValues(report.dimensions, (each, name) => ({ ...each, label: follow(`dimensions/${name}`, each.label, (known) => readingLabel(known, report.object, name, each.value)) })),
      metrics: mapValues(report.metrics, (each, name) => ({ ...each, label: follow(`metrics/${name}`, each.label, (known) => metricLabel(known, report.object, name, each.aggregate)) })),
    });
  });
}

export function localizeDashboards(model: Model, screens: { readonly reports: Map<ReportModel>; readonly views: Map<ViewModel> }, say: Say): Map<DashboardModel> {
  return mapValues(model.dashboards, (dashboard) => {
    const head = `dashboard/${dashboard.name}`;
    return compact<DashboardModel>({
      ...dashboard, label: say(`${head}/label`, dashboard.label), description: say(`${head}/description`, dashboard.description),
      filters: mapValues(dashboard.filters, (each, name) => ({ ...each, label: say(`${head}#filters/${name}/label`, each.label) })),
      widgets: dashboard.widgets.map((each) => {
        const label = each.label === widgetLabel(model, each) ? widgetLabel(screens, each) : each.label;
        return { ...each, label: say(`${head}#widgets/${each.name}/label`, label) };
      }),
    });
  });
}
