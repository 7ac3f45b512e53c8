/** Layouts, views and apps of the Model. */
import type { Document } from '../document.ts';
import type { AppDocument, LayoutDocument, ViewDocument } from '../generated/documents.ts';
import { formulaAt, type LinkedPackage } from '../link/index.ts';
import type { AppModel, FieldModel, LayoutModel, ObjectModel, SectionModel, TabModel, ViewModel } from '../model.ts';
import { columnLabel, targetLabel, type Screens } from '../labels.ts';
import { compact, labelFrom, mapValues } from '../words.ts';

type Objects = Readonly<Record<string, ObjectModel>>;

export function compileLayouts(linked: LinkedPackage, objects: Objects): Readonly<Record<string, LayoutModel>> {
  const written = mapValues(linked.layered.layouts, (document) => compileLayout(linked, document, objects));
  const covered = new Set(Object.values(written).filter(isForAll).flatMap((layout) => layout.use.map((use) => `${layout.object} ${use}`)));
  const made = Object.values(objects).flatMap((object) => {
    const use = (['form', 'detail'] as const).filter((each) => !covered.has(`${object.name} ${each}`));
    const name = written[`${object.name}.default`] ? `${object.name}.made` : `${object.name}.default`;
    return use.length === 0 ? [] : [[name, layoutFrom(object, name, use)] as const];
  });
  return { ...withRest(written, objects), ...Object.fromEntries(made) };
}

/** Whether no field along the path is hidden. */
function isShown(objects: Objects, object: string, path: readonly string[]): boolean {
  let at = objects[object];
  return path.every((name) => {
    const field = at?.fields[name];
    at = objects[field?.to ?? ''];
    return !field?.hidden;
  });
}

/** What no layout places is shown last, so that a field that was just added can be seen and filled in. */
function withRest(layouts: Readonly<Record<string, LayoutModel>>, objects: Objects): Readonly<Record<string, LayoutModel>> {
  const placed = new Set(Object.values(layouts).flatMap(({ object, header, tabs }) =>
    [...header, ...tabs.flatMap(({ sections }) => sections).flatMap(({ fields }) => fields).map(({ field }) => field)].map((field) => `${object} ${field}`)));
  return mapValues(layouts, (layout) => {
    const [first, ...others] = layout.tabs;
    const fields = Object.values(objects[layout.object]?.fields ?? {}).filter((field) => !field.system && !field.hidden && !field.formula && field.type !== 'autonumber' && !placed.has(`${layout.object} ${field.name}`));
    if (!first || fields.length === 0 || !isForAll(layout)) return layout;
    const rest: SectionModel = { name: '_rest', label: '', columns: 2, rest: true, fields: fields.map(({ name, type }) => (wide.has(type) ? { field: name, span: 2 } : { field: name })) };
    return { ...layout, tabs: [{ ...first, sections: [...first.sections, rest] }, ...others] };
  });
}

const wide: ReadonlySet<FieldModel['type']> = new Set(['long_text', 'rich_text', 'json', 'children']);
const isForAll = ({ roles, device, recordTypes }: LayoutModel): boolean => !roles && !device && !recordTypes;

function compileLayout(linked: LinkedPackage, document: Document<LayoutDocument>, objects: Objects): LayoutModel {
  const { value, name } = document;
  const tabs = Object.entries(value.tabs).map(([key, tab]): TabModel => compact({
    name: key, label: tab.label ?? labelFrom(key), visibleWhen: formulaAt(linked, document, ['tabs', key, 'visibleWhen']),
    sections: Object.entries(tab.sections ?? {}).map(([section, each]) => compileSection(linked, document, ['tabs', key, 'sections', section], section, each, objects)),
    related: Object.entries(tab.related ?? {}).map(([related, { label, object, by, columns, sort }]) => compact({
      name: related, label: label ?? labelFrom(related), object, by, columns: columns.filter((column) => isShown(objects, object, column.split('.'))), sort,
    })),
  }));
  return compact({
    name, object: value.object, label: value.label, use: value.use, recordTypes: value.recordTypes, roles: value.roles, device: value.device,
    header: (value.header?.fields ?? []).filter((field) => isShown(objects, value.object, [field])), tabs,
  });
}

type SectionDocument = NonNullable<LayoutDocument['tabs'][string]['sections']>[string];

function compileSection(linked: LinkedPackage, document: Document<LayoutDocument>, path: readonly string[], name: string, section: SectionDocument, objects: Objects): SectionModel {
  const when = (at: readonly string[], key: string) => formulaAt(linked, document, [...at, key]);
  return compact({
    name, label: section.label ?? labelFrom(name), columns: section.columns ?? 2, collapsed: section.collapsed, visibleWhen: when(path, 'visibleWhen'),
    fields: Object.entries(section.fields).filter(([field]) => isShown(objects, document.value.object, [field])).map(([field, shown]) => {
      const at = [...path, 'fields', field];
      return compact({
        field, span: shown.span, columns: shown.columns?.filter((column) => isShown(objects, objects[document.value.object]?.fields[field]?.of ?? '', [column])),
        visibleWhen: when(at, 'visibleWhen'), requiredWhen: when(at, 'requiredWhen'), readonlyWhen: when(at, 'readonlyWhen'),
      });
    }),
  });
}

/** For an object without a layout of its own: its fields in their order, rows below. */
function layoutFrom(object: ObjectModel, name: string, use: LayoutModel['use']): LayoutModel {
  const shown = Object.values(object.fields).filter((field) => !field.system && !field.hidden);
  const isRows = (field: FieldModel) => field.type === 'children';
  const section = (key: string, columns: 1 | 2, fields: readonly FieldModel[]): SectionModel =>
    ({ name: key, label: key === 'main' ? object.label : labelFrom(key), columns, fields: fields.map((field) => ({ field: field.name })) });
  const rows = shown.filter(isRows).map((field) => ({ ...section(field.name, 1, [field]), label: field.label }));
  const tab: TabModel = { name: 'main', label: object.label, sections: [section('main', 2, shown.filter((field) => !isRows(field))), ...rows], related: [] };
  return { name, object: object.name, label: object.label, use, header: [], tabs: [tab] };
}

export function compileViews(linked: LinkedPackage, objects: Objects): Readonly<Record<string, ViewModel>> {
  return mapValues(linked.layered.views, (document) => compileView(linked, document, objects));
}

function compileView(linked: LinkedPackage, document: Document<ViewDocument>, objects: Objects): ViewModel {
  const { value, name } = document;
  return compact({
    name, object: value.object, label: value.label, kind: value.kind,
    columns: Object.entries(value.columns).map(([column, shown]) => [column.split('.'), shown] as const).filter(([path]) => isShown(objects, value.object, path))
      .map(([path, shown]) => compact({ path, label: shown.label ?? columnLabel(objects, value.object, path), width: shown.width })),
    filter: formulaAt(linked, document, ['filter']),
    sort: (value.sort ?? []).map((each) => ({ path: each.replace(/^-/, '').split('.'), descending: each.startsWith('-') })),
    group: value.group, calendar: value.calendar, quickFilters: (value.quickFilters ?? []).filter((field) => isShown(objects, value.object, [field])), default: value.default ?? false,
  });
}

export function compileApps(linked: LinkedPackage, screens: Screens): Readonly<Record<string, AppModel>> {
  return mapValues(linked.layered.apps, (document: Document<AppDocument>): AppModel => {
    const { value, name } = document;
    const navigation = Object.entries(value.navigation).map(([key, group]) => compact({
      name: key, label: group.label ?? labelFrom(key), icon: group.icon,
      items: Object.entries(group.items).map(([item, target]) => compact({ name: item, ...target, label: target.label ?? targetLabel(screens, target) })),
    }));
    return compact({ name, label: value.label, icon: value.icon, roles: value.roles, navigation, home: value.home });
  });
}
