/**
 * What a set of roles may do with an object: the union of the roles' grants.
 *
 * In:   the Model, names of roles, an object.
 * Out:  one grant with an answer for every field; undefined where no role has anything of the object.
 */
import type { CheckedExpr } from '@tenon/expression';
import { rangeObject } from './catalog.ts';
import type { FieldGrant, FieldModel, Formula, Model, ObjectGrant, ObjectModel, RecordGrant } from './model.ts';
import { compact } from './words.ts';

export interface EffectiveGrant extends ObjectGrant {
  /** For a child object: the record grants are those of this parent, and their conditions are about the parent's record. */
  readonly via?: { readonly object: string; readonly by: string };
  /** The grant on one field; `none` also for a field that does not exist. */
  readonly field: (name: string) => FieldGrant;
}

const ranks: Readonly<Record<FieldGrant, number>> = { none: 0, mask: 1, read: 2, write: 3 };
const stronger = (a: FieldGrant, b: FieldGrant): FieldGrant => (ranks[a] >= ranks[b] ? a : b);
const alwaysRead = new Set(['id', 'version']);

export function grantFor(model: Model, roles: readonly string[], object: string): EffectiveGrant | undefined {
  if (object === rangeObject) return rangeGrant;
  const target = Object.hasOwn(model.objects, object) ? model.objects[object] : undefined;
  if (!target) return undefined;
  const grants = grantsOf(model, roles, object);
  if (grants.length === 0) return undefined;
  const merged = mergeGrants(target, grants);
  const withField = { ...merged, field: (name: string) => (Object.hasOwn(merged.fields, name) ? merged.fields[name]! : 'none') };
  if (!target.partOf) return withField;
  const { object: parent, by } = target.partOf;
  const above = grantFor(model, roles, parent);
  if (!above) return undefined;
  return compact<EffectiveGrant>({ ...withField, read: above.read, update: above.update, delete: above.update, ...createdWith(above), export: above.export, via: { object: parent, by } });
}

/** A row may be added to a parent that may be changed, or that is being made. */
function createdWith(above: ObjectGrant): Pick<ObjectGrant, 'create'> {
  const create = unionOf([above.create, above.update]);
  return create === undefined ? {} : { create };
}

function grantsOf(model: Model, roles: readonly string[], object: string): readonly ObjectGrant[] {
  return [...new Set(roles)].flatMap((name) => {
    const role = Object.hasOwn(model.roles, name) ? model.roles[name] : undefined;
    const grant = role && Object.hasOwn(role.objects, object) ? role.objects[object] : undefined;
    return grant ? [grant] : [];
  });
}

/** A part of a value is readable with the value. */
const rangeGrant: EffectiveGrant = { export: false, actions: [], fields: {}, otherFields: 'read', field: () => 'read' };

/** The union: any role's yes is a yes, conditions are joined by `or`, each field has the strongest of its grants. */
export function mergeGrants(object: ObjectModel, grants: readonly ObjectGrant[]): ObjectGrant {
  const record = (verb: 'create' | 'read' | 'update' | 'delete') => unionOf(grants.map((grant) => grant[verb]));
  const field = (each: FieldModel) => grants.map((grant) => fieldGrant(grant, each)).reduce(stronger, 'none');
  return compact<ObjectGrant>({
    create: record('create'), read: record('read'), update: record('update'), delete: record('delete'),
    export: grants.some((grant) => grant.export),
    actions: grants.some((grant) => grant.actions === '*') ? '*' : [...new Set(grants.flatMap((grant) => grant.actions as readonly string[]))],
    fields: Object.fromEntries(Object.values(object.fields).map((each) => [each.name, field(each)])),
    otherFields: grants.map((grant) => grant.otherFields).reduce(stronger, 'none'),
  });
}

function fieldGrant(grant: ObjectGrant, field: FieldModel): FieldGrant {
  const given = givenGrant(grant, field);
  return given === 'write' && field.system ? 'read' : given;
}

function givenGrant(grant: ObjectGrant, field: FieldModel): FieldGrant {
  if (alwaysRead.has(field.name)) return 'read';
  if (Object.hasOwn(grant.fields, field.name)) return grant.fields[field.name]!;
  // A masked value is shown in full only to a role that names the field.
  if (field.masked && grant.otherFields !== 'none') return 'mask';
  return grant.otherFields;
}

function unionOf(grants: readonly (RecordGrant | undefined)[]): RecordGrant | undefined {
  if (grants.includes(true)) return true;
  const bySource = new Map(grants.filter((grant): grant is Formula => typeof grant === 'object').map((grant) => [grant.source, grant]));
  const [first, ...rest] = bySource.values();
  return first && rest.reduce(either, first);
}

const either = (left: Formula, right: Formula): Formula => {
  const expr: CheckedExpr = { kind: 'binary', op: 'or', type: { kind: 'boolean' }, left: left.expr, right: right.expr };
  return { source: `(${left.source}) or (${right.source})`, expr };
};
