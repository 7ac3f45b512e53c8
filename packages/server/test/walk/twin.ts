/**
 * A Model in which everything that some roles cannot see has another name.
 *
 * Where the original and its twin answer those roles alike, byte for byte, no answer depends on what is hidden:
 * asked for by its first name, it is a hidden field in the original and no field at all in the twin.
 */
import { createHash } from 'node:crypto';
import type { Model, ObjectModel } from '@tenon/model';

export interface Names {
  /** Object → its other name. */
  readonly objects: Readonly<Record<string, string>>;
  /** Object, by its first name → field → its other name. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

type Json = { readonly [key: string]: unknown };
const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

export function twinOf(model: Model, names: Names): Model {
  const objectName = (name: string): string => names.objects[name] ?? name;
  const fieldName = (object: string, name: string): string => names.fields[object]?.[name] ?? name;
  /** `{ object, field }` and `{ object }`, wherever they stand. */
  const everywhere = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(everywhere);
    if (!isMap(value)) return value;
    const { object } = value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => {
      if (key === 'field' && typeof object === 'string' && typeof one === 'string') return [key, fieldName(object, one)];
      if (['object', 'to', 'of'].includes(key) && typeof one === 'string') return [key, objectName(one)];
      return [key, everywhere(one)];
    }));
  };
  const pathName = (object: string, path: readonly string[]): string[] => {
    let at: string | undefined = object;
    return path.map((name) => {
      const renamed = at === undefined ? name : fieldName(at, name);
      at = at === undefined ? undefined : (model.objects[at]?.fields[name]?.to ?? model.objects[at]?.fields[name]?.of);
      return renamed;
    });
  };
  const dotted = (object: string, path: string): string => (path.startsWith('-') ? `-${dotted(object, path.slice(1))}` : pathName(object, path.split('.')).join('.'));
  const renamed = { objectName, fieldName, everywhere, dotted, pathName };
  const twin = {
    ...model, hash: createHash('sha256').update(JSON.stringify(names)).digest('hex'),
    objects: Object.fromEntries(Object.values(model.objects).map((object) => [objectName(object.name), objectTwin(object, renamed)])),
    layouts: Object.fromEntries(Object.entries(model.layouts).map(([name, layout]) => [name, layoutTwin(layout, model, renamed)])),
    views: Object.fromEntries(Object.entries(model.views).map(([name, view]) => [name, {
      ...(everywhere(view) as typeof view), columns: view.columns.map((column) => ({ ...column, path: pathName(view.object, column.path) })),
      sort: view.sort.map((key) => ({ ...key, path: pathName(view.object, key.path) })), quickFilters: view.quickFilters.map((field) => fieldName(view.object, field)),
      ...(view.group === undefined ? {} : { group: fieldName(view.object, view.group) }),
    }])),
    roles: Object.fromEntries(Object.entries(model.roles).map(([name, role]) => [name, {
      ...role, objects: Object.fromEntries(Object.entries(role.objects).map(([object, grant]) => [objectName(object), {
        ...(everywhere(grant) as typeof grant), fields: keys(grant.fields, (field) => fieldName(object, field)),
      }])),
    }])),
    apps: everywhere(model.apps),
    data: [],
  };
  return twin as unknown as Model;
}

interface Renaming {
  readonly objectName: (name: string) => string;
  readonly fieldName: (object: string, name: string) => string;
  readonly everywhere: (value: unknown) => unknown;
  readonly dotted: (object: string, path: string) => string;
  readonly pathName: (object: string, path: readonly string[]) => string[];
}

const keys = <T>(map: Readonly<Record<string, T>>, rename: (key: string) => string): Record<string, T> => Object.fromEntries(Object.entries(map).map(([key, value]) => [rename(key), value]));

function objectTwin(object: ObjectModel, { objectName, fieldName, everywhere, pathName }: Renaming): ObjectModel {
  const of = (name: string): string => fieldName(object.name, name);
  const made = everywhere(object) as ObjectModel;
  const { lifecycle } = made;
  const listed = <T extends { readonly fields: readonly string[] }>(map: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(map).map(([name, one]) => [name, { ...one, fields: one.fields.map(of) }]));
  return {
    ...made, name: objectName(object.name), title: of(object.title), search: object.search.map(of), computed: object.computed.map(of),
    fields: Object.fromEntries(Object.values(object.fields).map((field) => {
      const part = made.fields[field.name]!;
      const measured = (measure: unknown): unknown => (isMap(measure) && Array.isArray(measure['path']) ? { path: pathName(object.name, measure['path'] as string[]) } : measure);
      return [of(field.name), {
        ...part, name: of(field.name), ...(field.by === undefined ? {} : { by: fieldName(field.of!, field.by) }), ...(field.optionsBy === undefined ? {} : { optionsBy: of(field.optionsBy) }),
        ...(field.currency === undefined ? {} : { currency: measured(field.currency) }), ...(field.unit === undefined ? {} : { unit: measured(field.unit) }),
      }];
    })) as ObjectModel['fields'],
    validations: Object.fromEntries(Object.entries(made.validations).map(([name, one]) => [name, { ...one, ...(one.at === undefined ? {} : { at: of(one.at) }) }])),
    keys: listed(made.keys), indexes: listed(made.indexes),
    states: Object.fromEntries(Object.entries(object.states).map(([name, state]) => [name, { ...state, frozen: state.frozen === 'all' ? 'all' as const : state.frozen.map(of) }])),
    ...(made.partOf && object.partOf ? { partOf: { ...made.partOf, by: of(object.partOf.by) } } : {}),
    ...(lifecycle ? { lifecycle: {
      ...lifecycle, field: of(lifecycle.field),
      transitions: Object.fromEntries(Object.entries(lifecycle.transitions).map(([name, one]) => [name, { ...one, requires: one.requires.map(of), set: keys(one.set, of) }])),
    } } : {}),
  };
}

type Layout = Model['layouts'][string];

function layoutTwin(layout: Layout, model: Model, { everywhere, fieldName, dotted }: Renaming): Layout {
  const made = everywhere(layout) as Layout;
  const own = (name: string): string => fieldName(layout.object, name);
  return {
    ...made, header: layout.header.map(own),
    tabs: made.tabs.map((tab, t) => ({
      ...tab,
      sections: tab.sections.map((section) => ({ ...section, fields: section.fields.map((one) => {
        const rows = model.objects[layout.object]?.fields[one.field]?.of;
        return { ...one, field: own(one.field), ...(one.columns && rows ? { columns: one.columns.map((name) => fieldName(rows, name)) } : {}) };
      }) })),
      related: tab.related.map((list, r) => {
        const { object } = layout.tabs[t]!.related[r]!;
        return { ...list, by: fieldName(object, list.by), columns: list.columns.map((path) => dotted(object, path)), ...(list.sort ? { sort: list.sort.map((path) => dotted(object, path)) } : {}) };
      }),
    })),
  };
}
