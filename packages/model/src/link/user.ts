/** The root `user` of conditions: who acts, with the attributes that roles keep with a user. */
import type { Catalog, Type } from '@tenon/expression';
import type { LayeredPackage } from '../layer.ts';
import type { LinkContext, ScopeOf } from './context.ts';

/** The object that stands for the acting user in checked expressions. */
export const userObject = 'current_user';
const known: Readonly<Record<string, Type>> = { id: { kind: 'record', object: 'user' }, name: { kind: 'text' }, locale: { kind: 'text' } };

export type Attributes = Readonly<Record<string, { readonly to?: string }>>;

/** The attributes of the role and of those it includes. */
export function attributesOf(layered: LayeredPackage, role: string, seen: ReadonlySet<string> = new Set()): Attributes {
  const document = Object.hasOwn(layered.roles, role) ? layered.roles[role]!.value : undefined;
  if (!document || seen.has(role)) return {};
  const within = new Set([...seen, role]);
  return { ...Object.assign({}, ...(document.includes ?? []).map((each) => attributesOf(layered, each, within))), ...document.userAttributes };
}

export function allAttributes(layered: LayeredPackage): Attributes {
  return Object.assign({}, ...Object.values(layered.roles).map(({ value }) => value.userAttributes ?? {})) as Attributes;
}

/** A scope with `user`, and bare names for the object's fields. */
export function userScope(context: LinkContext, object: string | undefined, attributes: Attributes): ScopeOf {
  const types: Record<string, Type> = { ...known };
  for (const [name, { to }] of Object.entries(attributes)) types[name] = to === undefined ? { kind: 'text' } : { kind: 'record', object: to };
  const catalog: Catalog = {
    field: (of, name) => (of === userObject ? (Object.hasOwn(types, name) ? types[name] : undefined) : context.catalog.field(of, name)),
    fieldNames: (of) => (of === userObject ? Object.keys(types) : context.catalog.fieldNames(of)),
  };
  return { ...(object === undefined ? {} : { object }), roots: { user: { kind: 'record', object: userObject } }, catalog };
}
