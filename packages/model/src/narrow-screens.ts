/** Layouts, views and apps as some roles may see them: nothing hidden is named. */
import type { Target } from './labels.ts';
import type { AppModel, LayoutModel, Model as WholeModel, SectionModel, TabModel, ViewModel } from './model.ts';
import type { Sight } from './narrow.ts';
import { compact } from './words.ts';

/** What is read of a Model here. */
type Model = Pick<WholeModel, 'objects' | 'layouts' | 'views' | 'apps' | 'reports' | 'dashboards'>;
type Map<T> = Readonly<Record<string, T>>;
export const named = <T extends { readonly name: string }>(values: readonly T[]): Map<T> => Object.fromEntries(values.map((value) => [value.name, value]));
export const forRoles = (sight: Sight, roles: readonly string[] | undefined): boolean => roles === undefined || roles.some((role) => sight.roles.has(role));

/** Whether every field along the path is visible. */
export function seesPath(model: Model, sight: Sight, object: string, path: readonly string[]): boolean {
  let at = object;
  for (const [index, name] of path.entries()) {
    if (!sight.sees(at, name)) return false;
    const field = model.objects[at]?.fields[name];
    if (field?.type === 'date_range') return true;
    if (field?.to === undefined && index < path.length - 1) return false;
    at = field?.to ?? '';
  }
  return true;
}

export function narrowLayouts(model: Model, sight: Sight): Map<LayoutModel> {
  const kept = Object.values(model.layouts).filter(({ object, roles }) => sight.grants.has(object) && forRoles(sight, roles));
  return named(kept.map((layout) => compact<LayoutModel>({
    ...layout, roles: layout.roles?.filter((role) => sight.roles.has(role)), header: layout.header.filter((name) => sight.sees(layout.object, name)),
    tabs: layout.tabs.map((tab) => narrowTab(model, sight, layout.object, tab)).filter(({ sections, related }) => sections.length + related.length > 0),
  })));
}

function narrowTab(model: Model, sight: Sight, object: string, tab: TabModel): TabModel {
  const related = tab.related.filter((list) => sight.sees(list.object, list.by)).map((list) => compact({
    ...list, columns: list.columns.filter((column) => seesPath(model, sight, list.object, column.split('.'))),
    sort: list.sort?.filter((each) => seesPath(model, sight, list.object, each.replace(/^-/, '').split('.'))),
  }));
  const sections = tab.sections.map((section) => narrowSection(model, sight, object, section)).filter(({ fields }) => fields.length > 0);
  return compact({ ...tab, visibleWhen: tab.visibleWhen && sight.reads(tab.visibleWhen.expr) ? tab.visibleWhen : undefined, sections, related: related.filter(({ columns }) => columns.length > 0) });
}

function narrowSection(model: Model, sight: Sight, object: string, section: SectionModel): SectionModel {
  const when = <T extends SectionModel['visibleWhen']>(formula: T): T | undefined => (formula && sight.reads(formula.expr) ? formula : undefined);
  const rows = (name: string): string | undefined => model.objects[object]?.fields[name]?.of;
  const shown = section.fields.filter(({ field }) => sight.sees(object, field) && (rows(field) === undefined || sight.grants.has(rows(field)!)));
  return compact({
    ...section, visibleWhen: when(section.visibleWhen),
    fields: shown.map((each) => compact({
      ...each, visibleWhen: when(each.visibleWhen), requiredWhen: when(each.requiredWhen), readonlyWhen: when(each.readonlyWhen),
      columns: each.columns?.filter((column) => sight.sees(rows(each.field) ?? '', column)),
    })),
  });
}

/** A view whose filter, board or calendar reads what is hidden is not offered: it would show other records than it says, or none. */
export function narrowViews(model: Model, sight: Sight): Map<ViewModel> {
  const seesAt = (view: ViewModel, dotted: string | undefined): boolean => dotted === undefined || seesPath(model, sight, view.object, dotted.split('.'));
  const kept = Object.values(model.views).filter((view) => sight.grants.has(view.object) && (!view.filter || sight.reads(view.filter.expr))
    && (view.kind !== 'board' || seesAt(view, view.group)) && seesAt(view, view.calendar?.start));
  return named(kept.map((view) => compact<ViewModel>({
    ...view, group: seesAt(view, view.group) ? view.group : undefined,
    calendar: view.calendar && !seesAt(view, view.calendar.end) ? { start: view.calendar.start } : view.calendar,
    columns: view.columns.filter(({ path }) => seesPath(model, sight, view.object, path)),
    sort: view.sort.filter(({ path }) => seesPath(model, sight, view.object, path)), quickFilters: view.quickFilters.filter((name) => sight.sees(view.object, name)),
  })).filter(({ columns }) => columns.length > 0));
}

export function narrowApps(model: Model, sight: Sight, { views, reports = {}, dashboards = {} }: Pick<WholeModel, 'views' | 'reports' | 'dashboards'>): Map<AppModel> {
  const reaches = ({ object = '', view, dashboard, report }: Target): boolean => {
    if (dashboard !== undefined) return Object.hasOwn(dashboards, dashboard);
    if (report !== undefined) return Object.hasOwn(reports, report);
    return sight.grants.get(object)?.read !== undefined && (view === undefined || Object.hasOwn(views, `${object}.${view}`));
  };
  const kept = Object.values(model.apps).filter(({ roles }) => forRoles(sight, roles)).map((app) => compact<AppModel>({
    ...app, roles: app.roles?.filter((role) => sight.roles.has(role)), home: app.home && reaches(app.home) ? app.home : undefined,
    navigation: app.navigation.map((group) => ({ ...group, items: group.items.filter(reaches) })).filter(({ items }) => items.length > 0),
  }));
  return named(kept.filter(({ navigation, home }) => navigation.length > 0 || home !== undefined));
}
