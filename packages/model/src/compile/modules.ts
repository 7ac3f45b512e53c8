/**
 * Modules of the Model, and what is left of the Model where one is off.
 *
 * In:   the linked package and the Model as if all modules were on.
 * Out:  the same without what belongs to modules that are off: no role has a grant on their objects, fields that refer to them
 *       are `none` for every role, and no layout, view, report, dashboard, app or row of data names them. The objects stay, as their tables do.
 */
import type { EffectiveGrant } from '../grant.ts';
import { moduleOf, modulesOf } from '../link/modules.ts';
import type { LinkedPackage } from '../link/index.ts';
import type { DataModel, FieldModel, Model, ModuleModel, ObjectModel, RoleModel } from '../model.ts';
import { readsOnly, type Sight } from '../narrow.ts';
import { narrowScreens } from '../narrow-reports.ts';
import { narrowApps, narrowLayouts } from '../narrow-screens.ts';
import { compact, mapValues } from '../words.ts';

export function compileModules(linked: LinkedPackage): readonly ModuleModel[] {
  return Object.values(modulesOf(linked.layered)).map(({ name, document, value, on }) =>
    compact({ name, package: document.value.tenon.namespace, label: value.label, description: value.description, requires: value.requires ?? [], on }));
}

export function withoutOffModules<M extends Omit<Model, 'hash'>>(linked: LinkedPackage, model: M): M {
  const modules = modulesOf(linked.layered);
  if (Object.values(modules).every(({ on }) => on)) return model;
  const off = new Set(Object.keys(model.objects).filter((object) => moduleOf(linked.layered, modules, object)?.on === false));
  const isOff = (field: FieldModel | undefined): boolean => off.has(field?.to ?? field?.of ?? '');
  const sight = sightWithout(model, off, isOff);
  const screens = narrowScreens(model, sight);
  return {
    ...model, ...screens, layouts: narrowLayouts(model, sight), apps: narrowApps(model, sight, screens),
    roles: mapValues(model.roles, (role): RoleModel => ({ ...role, objects: grantsWithout(role, model.objects, off, isOff) })),
    data: model.data.filter(({ object }) => !off.has(object)).map((data) => dataWithout(model.objects, data, isOff)),
  };
}

const everything: EffectiveGrant = { read: true, create: true, export: true, actions: '*', fields: {}, otherFields: 'write', field: () => 'write' };

/** Sees all but what is off, so that screens leave it out as they leave out what a role does not see. */
function sightWithout(model: Omit<Model, 'hash'>, off: ReadonlySet<string>, isOff: (field: FieldModel | undefined) => boolean): Sight {
  const grants = new Map(Object.keys(model.objects).filter((name) => !off.has(name)).map((name) => [name, everything]));
  const sees = (object: string, field: string): boolean => grants.has(object) && !isOff(model.objects[object]?.fields[field]);
  return { grants, roles: new Set(Object.keys(model.roles)), sees, reads: readsOnly(model.objects, sees) };
}

function grantsWithout(role: RoleModel, objects: Model['objects'], off: ReadonlySet<string>, isOff: (field: FieldModel) => boolean): RoleModel['objects'] {
  const kept = Object.entries(role.objects).filter(([object]) => !off.has(object));
  return Object.fromEntries(kept.map(([object, grant]) => {
    const none = Object.values(objects[object]!.fields).filter(isOff).map(({ name }) => [name, 'none'] as const);
    return [object, none.length === 0 ? grant : { ...grant, fields: { ...grant.fields, ...Object.fromEntries(none) } }];
  }));
}

type Row = DataModel['rows'][number];

function dataWithout(objects: Model['objects'], data: DataModel, isOff: (field: FieldModel | undefined) => boolean): DataModel {
  const strip = (object: ObjectModel, row: Row): Row => Object.fromEntries(Object.entries(row)
    .filter(([name]) => !isOff(object.fields[name]))
    .map(([name, value]) => [name, object.fields[name]?.type === 'children' && Array.isArray(value) ? (value as Row[]).map((each) => strip(objects[object.fields[name]!.of!]!, each)) : value]));
  const object = objects[data.object];
  return object && refersToOff(objects, object, isOff) ? { ...data, rows: data.rows.map((row) => strip(object, row)) } : data;
}

/** There are many rows, and most refer to nothing that is off. */
const refersToOff = (objects: Model['objects'], object: ObjectModel, isOff: (field: FieldModel) => boolean): boolean =>
  Object.values(object.fields).some((field) => isOff(field) || (field.of !== undefined && Object.values(objects[field.of]?.fields ?? {}).some(isOff)));
