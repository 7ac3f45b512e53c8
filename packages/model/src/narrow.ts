/**
 * The Model as some roles may see it: what a client gets.
 *
 * In:   the Model and names of roles.
 * Out:  a Model without the objects, fields and actions that the roles do not have, and without every expression that
 *       reads one of them; beside it what the roles may do, object by object.
 */
import { dependenciesOf, type CheckedExpr } from '@tenon/expression';
import { rangeObject } from './catalog.ts';
import { grantFor, type EffectiveGrant } from './grant.ts';
import type { FieldModel, Formula, LifecycleModel, Model, ObjectModel, OptionsModel, RoleModel } from './model.ts';
import { narrowLocales } from './narrow-locales.ts';
import { narrowScreens, reportsSeen } from './narrow-reports.ts';
import { narrowApps, narrowLayouts } from './narrow-screens.ts';
import { compact, mapValues } from './words.ts';

export interface ObjectAccess {
  readonly create: boolean;
  readonly update: boolean;
  readonly delete: boolean;
  readonly export: boolean;
  readonly actions: readonly string[];
  readonly fields: Readonly<Record<string, 'read' | 'write' | 'mask'>>;
}

export interface ClientModel extends Model {
  /** What the caller may do, as far as it does not depend on the record. */
  readonly access: Readonly<Record<string, ObjectAccess>>;
}

/** What is visible, asked for by name. */
export interface Sight {
  readonly grants: ReadonlyMap<string, EffectiveGrant>;
  readonly roles: ReadonlySet<string>;
  /** The field exists for the roles, masked perhaps. */
  readonly sees: (object: string, field: string) => boolean;
  /** Every value that the expression reads is visible in full. */
  readonly reads: (expr: CheckedExpr) => boolean;
}

export function narrowModel(model: Model, roles: readonly string[]): ClientModel {
  const sight = sightOf(model, roles);
  const objects = Object.fromEntries(Object.values(model.objects).filter(({ name }) => sight.grants.has(name)).map((object) => [object.name, narrowObject(object, sight)]));
  const screens = narrowScreens(model, sight);
  const narrowed: Model = {
    compilerVersion: model.compilerVersion, hash: model.hash, package: model.package, layers: model.layers, modules: mayAdminister(model, roles) ? model.modules : [], objects,
    options: narrowLists(model, objects),
    layouts: narrowLayouts(model, sight), roles: narrowRoles(model, sight), ...screens, apps: narrowApps(model, sight, screens), data: [], locales: {},
  };
  const access = Object.fromEntries(Object.values(objects).map((object) => [object.name, accessOf(object, sight.grants.get(object.name)!, standsAlone(model.objects[object.name]!))]));
  return { ...narrowed, locales: narrowLocales(model, narrowed), access };
}

/** Names of the reports that some roles may run: those that they are told of. */
export const reportsFor = (model: Model, roles: readonly string[]): readonly string[] => reportsSeen(model, sightOf(model, roles)).map(({ name }) => name);

function sightOf(model: Model, roles: readonly string[]): Sight {
  const grants = new Map<string, EffectiveGrant>();
  for (const name of Object.keys(model.objects)) {
    const grant = grantFor(model, roles, name);
    if (grant && (grant.read !== undefined || grant.create !== undefined)) grants.set(name, grant);
  }
  const sees = (object: string, field: string): boolean => (grants.get(object)?.field(field) ?? 'none') !== 'none';
  const inFull = (object: string, field: string): boolean => sees(object, field) && grants.get(object)?.field(field) !== 'mask';
  const family = roles.flatMap((name) => [name, ...(Object.hasOwn(model.roles, name) ? (model.roles[name]!.includes ?? []) : [])]);
  return { grants, roles: new Set(family), sees, reads: readsOnly(model.objects, inFull) };
}

/** Whether an expression reads only values that are visible. Paths over objects that the Model does not have start at the acting user, who may know it all. */
export const readsOnly = (objects: Model['objects'], sees: Sight['sees']): Sight['reads'] => (expr) => dependenciesOf(expr).every(({ steps }) =>
  steps.every(({ object, field }) => object === rangeObject || !Object.hasOwn(objects, object) || sees(object, field)));

const mayAdminister = (model: Model, roles: readonly string[]): boolean => roles.some((name) => Object.hasOwn(model.roles, name) && model.roles[name]!.admin);

/** The formula, unless it reads what is hidden. */
export const seen = (sight: Sight, formula: Formula | undefined): Formula | undefined => (formula && sight.reads(formula.expr) ? formula : undefined);

const entriesWhere = <T>(map: Readonly<Record<string, T>>, keep: (value: T, name: string) => boolean): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(map).filter(([name, value]) => keep(value, name)));

function narrowObject(object: ObjectModel, sight: Sight): ObjectModel {
  const has = (name: string): boolean => sight.sees(object.name, name);
  const grant = sight.grants.get(object.name)!;
  const rowsSeen = (field: FieldModel): boolean => field.of === undefined || sight.grants.has(field.of);
  const fields = Object.values(object.fields).filter((field) => has(field.name) && rowsSeen(field)).map((field) => [field.name, narrowField(object, field, sight)] as const);
  return compact<ObjectModel>({
    ...object, title: has(object.title) ? object.title : 'id', search: object.search.filter(has), fields: Object.fromEntries(fields),
    validations: entriesWhere(object.validations, ({ check }) => sight.reads(check.expr)),
    keys: entriesWhere(object.keys, (key) => key.fields.every(has) && (!key.when || sight.reads(key.when.expr))),
    indexes: entriesWhere(object.indexes, (index) => index.fields.every(has)),
    lifecycle: object.lifecycle && has(object.lifecycle.field) ? narrowLifecycle(object, object.lifecycle, grant, sight) : undefined,
    states: Object.fromEntries(Object.entries(object.states).map(([name, state]) => [name, { ...state, frozen: state.frozen === 'all' ? 'all' : state.frozen.filter(has) }])),
    partOf: object.partOf && sight.grants.has(object.partOf.object) ? object.partOf : undefined, computed: object.computed.filter(has),
  });
}

function narrowField(object: ObjectModel, field: FieldModel, sight: Sight): FieldModel {
  const measure = <T extends FieldModel['currency'] | FieldModel['unit']>(value: T): T | undefined =>
    value && 'path' in value && !sight.sees(object.name, value.path[0]!) ? undefined : value;
  return compact<FieldModel>({
    ...field, default: seen(sight, field.default), formula: seen(sight, field.formula), filter: seen(sight, field.filter),
    to: field.to !== undefined && sight.grants.has(field.to) ? field.to : undefined,
    minDate: seen(sight, field.minDate), maxDate: seen(sight, field.maxDate), currency: measure(field.currency), unit: measure(field.unit),
    optionsBy: field.optionsBy !== undefined && sight.sees(object.name, field.optionsBy) ? field.optionsBy : undefined,
  });
}

function narrowLifecycle(object: ObjectModel, lifecycle: LifecycleModel, grant: EffectiveGrant, sight: Sight): LifecycleModel {
  const allowed = actionsOf(object, grant);
  const transitions = Object.values(lifecycle.transitions).filter(({ name }) => allowed.includes(name)).map((transition) => [transition.name, compact({
    ...transition, guards: transition.guards.filter(({ check }) => sight.reads(check.expr)), requires: transition.requires.filter((name) => sight.sees(object.name, name)),
    set: entriesWhere(transition.set, ({ expr }, name) => sight.sees(object.name, name) && sight.reads(expr)),
  })] as const);
  return { ...lifecycle, transitions: Object.fromEntries(transitions) };
}

const actionsOf = (object: ObjectModel, { actions }: EffectiveGrant): readonly string[] =>
  Object.keys(object.lifecycle?.transitions ?? {}).filter((name) => actions === '*' || actions.includes(name));

/** The caller's own roles, without their grants: `access` says what those come to. */
function narrowRoles(model: Model, sight: Sight): Readonly<Record<string, RoleModel>> {
  const own = entriesWhere(model.roles, (_, name) => sight.roles.has(name));
  return Object.fromEntries(Object.values(own).map((role) => [role.name, { ...role, objects: {}, userAttributes: {} }]));
}

function narrowLists(model: Model, objects: Readonly<Record<string, ObjectModel>>): Readonly<Record<string, OptionsModel>> {
  const used = entriesWhere(model.options ?? {}, (_, name) => usesOptions(objects, name));
  return mapValues(used, (list) => compact({ ...list, dependsOn: Object.hasOwn(used, list.dependsOn ?? '') ? list.dependsOn : undefined }));
}

const usesOptions = (objects: Readonly<Record<string, ObjectModel>>, name: string): boolean =>
  Object.values(objects).some((object) => Object.values(object.fields).some((field) => field.optionsFrom === name));

/** Written on its own: rows of children are written with their parent, also for a role that does not see it, and the engine's objects by the engine. */
const standsAlone = (object: ObjectModel): boolean => !object.partOf && !object.system;

function accessOf(object: ObjectModel, grant: EffectiveGrant, alone: boolean): ObjectAccess {
  const kept = (field: FieldModel): boolean => field.system === true || field.storage === 'virtual' || field.storage === 'stored' || field.type === 'autonumber';
  const fields = Object.values(object.fields).map((field) => {
    const given = grant.field(field.name) as 'read' | 'write' | 'mask';
    return [field.name, given === 'write' && (kept(field) || field.name === object.lifecycle?.field) ? 'read' : given] as const;
  });
  return {
    create: alone && grant.create !== undefined, update: alone && grant.update !== undefined, delete: alone && grant.delete !== undefined, export: grant.export,
    actions: alone ? actionsOf(object, grant) : [], fields: Object.fromEntries(fields),
  };
}
