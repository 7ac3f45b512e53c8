/**
 * The names and conditions of roles.
 *
 * In:   role documents. Out: MET4xx and EXP problems at their places.
 */
import { nearest } from '@tenon/diagnostics';
import type { Document, Path } from '../document.ts';
import type { RoleDocument } from '../generated/documents.ts';
import { definitionAt, expressionAt, fieldAt, objectAt, report, type LinkContext } from './context.ts';
import { attributesOf, userScope } from './user.ts';

export const recordVerbs = ['create', 'read', 'update', 'delete'] as const;
type GrantDocument = NonNullable<RoleDocument['objects']>[string];

export function linkRoles(context: LinkContext): void {
  for (const document of Object.values(context.layered.roles)) {
    const { value } = document;
    for (const [index, name] of (value.includes ?? []).entries()) definitionAt(context, 'role', name, { document, path: ['includes', index] });
    if (includesItself(context, document.name)) report(context, document, ['includes'], 'MET440', { name: document.name });
    for (const [name, { to }] of Object.entries(value.userAttributes ?? {})) {
      if (to !== undefined) objectAt(context, to, { document, path: ['userAttributes', name, 'to'] });
      if (name === 'id' || name === 'name' || name === 'locale') report(context, document, ['userAttributes', name], 'MET405', { name }, { key: true });
    }
    for (const [name, grant] of Object.entries(value.objects ?? {})) linkGrant(context, document, name, grant);
    linkOtherActions(context, document);
  }
}

function includesItself(context: LinkContext, role: string): boolean {
  const seen = new Set<string>();
  const open = [...(context.layered.roles[role]?.value.includes ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === role) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(context.layered.roles[next]?.value.includes ?? []));
  }
  return false;
}

/** Granted on every object that is not named: some object has each of them. */
function linkOtherActions(context: LinkContext, document: Document<RoleDocument>): void {
  const { actions } = document.value.otherObjects ?? {};
  if (!Array.isArray(actions)) return;
  const known = Object.values(context.layered.objects).flatMap(({ value }) => Object.keys(value.lifecycle?.transitions ?? {}));
  for (const [index, name] of actions.entries()) {
    if (!known.includes(name)) report(context, document, ['otherObjects', 'actions', index], 'MET443', { name, suggestion: nearest(name, known) });
  }
}

function linkGrant(context: LinkContext, document: Document<RoleDocument>, name: string, grant: GrantDocument): void {
  const path: Path = ['objects', name];
  const object = objectAt(context, name, { document, path, at: { key: true } });
  if (!object) return;
  const scope = userScope(context, object.name, attributesOf(context.layered, document.name));
  const { partOf } = context.layered.objects[name]?.value ?? {};
  for (const verb of recordVerbs) {
    const condition = grant[verb];
    if (condition === undefined) continue;
    if (partOf !== undefined) report(context, document, [...path, verb], 'MET441', { object: name, parent: partOf }, { key: true });
    else if (typeof condition === 'string') expressionAt(context, document, [...path, verb], condition, scope, 'boolean');
  }
  for (const field of Object.keys(grant.fields ?? {})) fieldAt(context, object, field, { document, path: [...path, 'fields', field], at: { key: true } });
  if (!Array.isArray(grant.actions)) return;
  const known = Object.keys(context.layered.objects[name]?.value.lifecycle?.transitions ?? {});
  for (const [index, action] of grant.actions.entries()) {
    if (!known.includes(action)) report(context, document, [...path, 'actions', index], 'MET442', { name: action, object: name, suggestion: nearest(action, known) });
  }
}
