/**
 * What each role gains and loses with a new Model: verbs, actions and fields of objects, and records.
 *
 * A role is taken by itself: what its users have from other roles is told there. Child objects follow their parent.
 */
import { grantFor, type EffectiveGrant, type FieldGrant, type Model } from '@tenon/model';
import type { FieldKeys } from '../schema/changed.ts';
import { readsOf } from '../operation/computed.ts';

export interface AccessChange {
  readonly role: string;
  readonly object: string;
  /** Of create, read, update, delete and export; `changed` where other records are meant. */
  readonly verbs: { readonly gained: readonly string[]; readonly lost: readonly string[]; readonly changed: readonly string[] };
  readonly actions: { readonly gained: readonly string[]; readonly lost: readonly string[] };
  readonly fields: { readonly gained: readonly FieldChange[]; readonly lost: readonly FieldChange[] };
  /** Records that the active users with the role may read by it, together; only where these may be others. */
  readonly records?: RecordCounts;
  /** Why the records are not counted. */
  readonly uncounted?: 'noUsers' | 'tooManyUsers' | 'newObject';
}

export interface FieldChange { readonly name: string; readonly from: FieldGrant; readonly to: FieldGrant }
export interface RecordCounts { readonly before: number; readonly after: number; readonly gained: number; readonly lost: number }

/** A change, and whether its records have to be counted. */
export interface Judged { readonly change: AccessChange; readonly counts: boolean }

const verbs = ['create', 'read', 'update', 'delete'] as const;
const ranks: Readonly<Record<FieldGrant, number>> = { none: 0, mask: 1, read: 2, write: 3 };

/** The Models have the same names. An object that goes away takes its rights along, and a role that goes away its own. */
export function accessChanges(before: Model, after: Model, changed: FieldKeys): readonly Judged[] {
  const roles = [...new Set([...Object.keys(before.roles), ...Object.keys(after.roles)])];
  return roles.flatMap((role) => Object.keys(after.objects).flatMap((object): readonly Judged[] => {
    const [had, has] = [grantFor(before, [role], object), grantFor(after, [role], object)];
    if (!had && !has) return [];
    const change: AccessChange = { role, object, verbs: verbsOf(had, has), actions: actionsOf(before, after, object, [had, has]), fields: fieldsOf(before, after, object, [had, has]) };
    const counts = recordsMayDiffer(after, had, has, changed);
    return counts || !isEmpty(change) ? [{ change, counts }] : [];
  }));
}

const isEmpty = ({ verbs: v, actions, fields }: AccessChange): boolean =>
  [v.gained, v.lost, v.changed, actions.gained, actions.lost, fields.gained, fields.lost].every((each) => each.length === 0);

type Grant = EffectiveGrant | undefined;

/** The same text for the same records. */
const meaning = (grant: Grant, verb: (typeof verbs)[number]): string | undefined => {
  const given = grant?.[verb];
  return given === undefined ? undefined : given === true ? 'all' : JSON.stringify(given.expr);
};

function verbsOf(had: Grant, has: Grant): AccessChange['verbs'] {
  const sides = [...verbs.map((verb) => [verb, meaning(had, verb), meaning(has, verb)] as const), ['export', had?.export ? 'yes' : undefined, has?.export ? 'yes' : undefined] as const];
  const those = (fits: (was: string | undefined, is: string | undefined) => boolean): string[] => sides.filter(([, was, is]) => fits(was, is)).map(([verb]) => verb);
  return {
    gained: those((was, is) => was === undefined && is !== undefined),
    lost: those((was, is) => was !== undefined && is === undefined),
    changed: those((was, is) => was !== undefined && is !== undefined && was !== is),
  };
}

function actionsOf(before: Model, after: Model, object: string, [had, has]: readonly [Grant, Grant]): AccessChange['actions'] {
  const named = (model: Model, grant: Grant): readonly string[] => {
    const all = Object.keys(model.objects[object]?.lifecycle?.transitions ?? {});
    return all.filter((name) => grant?.actions === '*' || grant?.actions.includes(name));
  };
  const [old, now] = [named(before, had), named(after, has)];
  return { gained: now.filter((name) => !old.includes(name)), lost: old.filter((name) => !now.includes(name)) };
}

function fieldsOf(before: Model, after: Model, object: string, [had, has]: readonly [Grant, Grant]): AccessChange['fields'] {
  const known = before.objects[object]?.fields ?? {};
  const sides = Object.values(after.objects[object]!.fields).filter((field) => !field.system).map((field): FieldChange =>
    ({ name: field.name, from: (Object.hasOwn(known, field.name) && had?.field(field.name)) || 'none', to: has?.field(field.name) ?? 'none' }));
  return { gained: sides.filter(({ from, to }) => ranks[to] > ranks[from]), lost: sides.filter(({ from, to }) => ranks[to] < ranks[from]) };
}

/** Whether the condition is another one, or reads values that will be others. */
function recordsMayDiffer(after: Model, had: Grant, has: Grant, changed: FieldKeys): boolean {
  if (meaning(had, 'read') !== meaning(has, 'read')) return true;
  const read = has?.read;
  return typeof read === 'object' && [...readsOf(after, read.expr)].some((key) => changed.has(key));
}
