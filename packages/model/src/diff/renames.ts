/**
 * A Model in the names of the next one: where a field was renamed, everything that names it follows.
 *
 * So the rename is told once, at the field, and not again at every place that names the field.
 */
import type { DashboardModel, FieldModel, LayoutModel, Model, ObjectModel, ViewModel, WidgetModel } from '../model.ts';
import { mapValues } from '../words.ts';

/** Object → earlier name → name. */
export type Renames = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Fields that say what they were, where that one is gone; and those that go back to what they were. */
export function renamesOf(before: Model, after: Model): Renames {
  const found = new Map<string, Map<string, string>>();
  for (const { name: object, fields: now } of Object.values(after.objects)) {
    const old = before.objects[object]?.fields ?? {};
    const follow = (was: string, name: string): void => {
      if (!Object.hasOwn(old, was) || Object.hasOwn(now, was) || Object.hasOwn(old, name) || !Object.hasOwn(now, name)) return;
      found.set(object, (found.get(object) ?? new Map<string, string>()).set(was, name));
    };
    for (const { name, was } of Object.values(now)) if (was !== undefined) follow(was, name);
    for (const { name, was, type } of Object.values(old)) if (was !== undefined && now[was]?.type === type) follow(name, was);
  }
  return found;
}

/** The later Model, each field with the name that it has in the earlier one: also where a version is taken back. */
export function withEarlierNames(before: Model, after: Model): Model {
  const renames = renamesOf(before, after);
  if (renames.size === 0) return after;
  return { ...after, objects: mapValues(after.objects, (object) => {
    const earlier = new Map([...(renames.get(object.name) ?? [])].map(([was, name]) => [name, was]));
    return earlier.size === 0 ? object : { ...object, fields: mapValues(object.fields, (field) => (earlier.has(field.name) ? { ...field, was: earlier.get(field.name)! } : field)) };
  }) };
}

/** The earlier Model in the names of the later one. */
export const inNamesOf = (before: Model, after: Model): Model => followRenames(before, renamesOf(before, after));

export function followRenames(model: Model, renames: Renames): Model {
  if (renames.size === 0) return model;
  const named = (object: string | undefined) => (name: string): string => renames.get(object ?? '')?.get(name) ?? name;
  const path = (object: string, steps: readonly string[]): readonly string[] => {
    const [first, ...rest] = steps;
    if (first === undefined) return [];
    const field = model.objects[object]?.fields[first];
    return [named(object)(first), ...path(field?.to ?? field?.of ?? '', rest)];
  };
  const paths: PathNames = (object, texts) => texts.map((text) => `${text.startsWith('-') ? '-' : ''}${path(object, text.replace(/^-/, '').split('.')).join('.')}`);
  const followed: Model = {
    ...model,
    objects: mapValues(model.objects, (object) => objectIn(object, named)),
    layouts: mapValues(model.layouts, (layout) => layoutIn(layout, model, named(layout.object), paths)),
    views: mapValues(model.views, (view) => viewIn(view, named(view.object), path)),
    reports: mapValues(model.reports, (report) => ({ ...report, filters: report.filters.map((each) => path(report.object, each)) })),
    dashboards: mapValues(model.dashboards, (dashboard) => dashboardIn(dashboard, model, path)),
    roles: mapValues(model.roles, (role) => ({ ...role, objects: mapValues(role.objects, (grant, object) => ({ ...grant, fields: keysIn(grant.fields, named(object)) })) })),
  };
  return stepsIn(followed, renames) as Model;
}

type Name = (name: string) => string;
type StepNames = (object: string, steps: readonly string[]) => readonly string[];
type PathNames = (object: string, texts: readonly string[]) => readonly string[];

const keysIn = <T>(map: Readonly<Record<string, T>>, name: Name): Readonly<Record<string, T>> => Object.fromEntries(Object.entries(map).map(([key, value]) => [name(key), value]));

function objectIn(object: ObjectModel, named: (object: string | undefined) => Name): ObjectModel {
  const name = named(object.name);
  const field = (one: FieldModel): FieldModel => ({
    ...one, name: name(one.name), ...(one.by === undefined ? {} : { by: named(one.of)(one.by) }), ...(one.optionsBy === undefined ? {} : { optionsBy: name(one.optionsBy) }),
  });
  const { lifecycle, partOf } = object;
  return {
    ...object, title: name(object.title), search: object.search.map(name), fields: mapValues(keysIn(object.fields, name), field),
    validations: mapValues(object.validations, (rule) => (rule.at === undefined ? rule : { ...rule, at: name(rule.at) })),
    keys: mapValues(object.keys, (key) => ({ ...key, fields: key.fields.map(name) })),
    indexes: mapValues(object.indexes, (index) => ({ ...index, fields: index.fields.map(name) })),
    states: mapValues(object.states, (state) => (state.frozen === 'all' ? state : { ...state, frozen: state.frozen.map(name) })),
    ...(partOf && { partOf: { object: partOf.object, field: named(partOf.object)(partOf.field), by: name(partOf.by) } }),
    ...(lifecycle && {
      lifecycle: {
        ...lifecycle, field: name(lifecycle.field),
        transitions: mapValues(lifecycle.transitions, (each) => ({ ...each, requires: each.requires.map(name), set: keysIn(each.set, name) })),
      },
    }),
  };
}

function layoutIn(layout: LayoutModel, model: Model, name: Name, paths: PathNames): LayoutModel {
  const rows = (field: string): string => model.objects[layout.object]?.fields[field]?.of ?? '';
  return {
    ...layout, header: layout.header.map(name),
    tabs: layout.tabs.map((tab) => ({
      ...tab,
      sections: tab.sections.map((section) => ({
        ...section, fields: section.fields.map((each) => ({ ...each, field: name(each.field), ...(each.columns && { columns: paths(rows(each.field), each.columns) }) })),
      })),
      related: tab.related.map((list) => ({ ...list, by: paths(list.object, [list.by])[0]!, columns: paths(list.object, list.columns), ...(list.sort && { sort: paths(list.object, list.sort) }) })),
    })),
  };
}

function dashboardIn(dashboard: DashboardModel, model: Model, path: StepNames): DashboardModel {
  const objectOf = ({ report = '', view = '' }: WidgetModel): string => (model.reports?.[report] ?? model.views[view])?.object ?? '';
  return { ...dashboard, widgets: dashboard.widgets.map((widget) => ({ ...widget, filters: mapValues(widget.filters, (each) => path(objectOf(widget), each)) })) };
}

function viewIn(view: ViewModel, name: Name, path: StepNames): ViewModel {
  const dotted = (text: string): string => path(view.object, text.split('.')).join('.');
  return {
    ...view, columns: view.columns.map((column) => ({ ...column, path: path(view.object, column.path) })),
    sort: view.sort.map((each) => ({ ...each, path: path(view.object, each.path) })),
    ...(view.group === undefined ? {} : { group: dotted(view.group) }), ...(view.calendar && { calendar: mapValues(view.calendar, dotted) as NonNullable<ViewModel['calendar']> }), quickFilters: view.quickFilters.map(name),
  };
}

/** The steps of expressions, wherever they are. */
function stepsIn(value: unknown, renames: Renames): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => stepsIn(each, renames));
  const map = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, stepsIn(each, renames)]));
  const { object, field, by } = map;
  const isStep = typeof object === 'string' && typeof field === 'string' && by === undefined;
  return isStep ? { ...map, field: renames.get(object)?.get(field) ?? field } : map;
}
