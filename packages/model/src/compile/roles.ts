/**
 * Roles of the Model: what each may do with each object, includes merged in, `otherObjects` spread out.
 *
 * In:   the linked package and the compiled objects. Out: RoleModels. An object that a role does not have is not in it.
 */
import type { Document } from '../document.ts';
import type { RoleDocument } from '../generated/documents.ts';
import { mergeGrants } from '../grant.ts';
import { formulaAt, type LinkedPackage } from '../link/index.ts';
import { recordVerbs } from '../link/roles.ts';
import { attributesOf, userObject } from '../link/user.ts';
import type { Formula, ObjectGrant, ObjectModel, RecordGrant, RoleModel } from '../model.ts';
import { compact, mapValues } from '../words.ts';

type Objects = Readonly<Record<string, ObjectModel>>;
type GrantDocument = NonNullable<RoleDocument['objects']>[string];

export function compileRoles(linked: LinkedPackage, objects: Objects): Readonly<Record<string, RoleModel>> {
  const own = mapValues(linked.layered.roles, (document) => ownGrants(linked, document, objects));
  return mapValues(linked.layered.roles, ({ value, name }): RoleModel => {
    const family = familyOf(linked, name);
    const merged: Record<string, ObjectGrant> = {};
    for (const role of family) {
      for (const [object, grant] of Object.entries(own[role] ?? {})) merged[object] = merged[object] ? mergeGrants(objects[object]!, [merged[object], grant]) : grant;
    }
    return compact({
      name, label: value.label, description: value.description, external: value.external ?? false, admin: value.admin ?? false,
      includes: family.length > 1 ? family.slice(1) : undefined, objects: merged, userAttributes: attributesOf(linked.layered, name),
    });
  });
}

/** The role and all that it includes, directly or through others. */
function familyOf(linked: LinkedPackage, role: string, found: string[] = []): string[] {
  if (found.includes(role) || !Object.hasOwn(linked.layered.roles, role)) return found;
  found.push(role);
  for (const each of linked.layered.roles[role]!.value.includes ?? []) familyOf(linked, each, found);
  return found;
}

function ownGrants(linked: LinkedPackage, document: Document<RoleDocument>, objects: Objects): Readonly<Record<string, ObjectGrant>> {
  const grants: Record<string, ObjectGrant> = {};
  for (const object of Object.values(objects)) {
    const named = document.value.objects?.[object.name];
    const other = object.system ? undefined : document.value.otherObjects;
    const grant = named ?? other;
    if (grant) grants[object.name] = objectGrant(linked, document, object, grant);
    else if (object.name === 'user') grants['user'] = usersGrant(document.value);
  }
  // Rows come with their parent, unless the role narrows their fields.
  for (const object of Object.values(objects)) {
    if (object.partOf && grants[object.partOf.object] && !grants[object.name]) grants[object.name] = { export: false, actions: [], fields: {}, otherFields: 'write' };
  }
  return grants;
}

function objectGrant(linked: LinkedPackage, document: Document<RoleDocument>, object: ObjectModel, grant: GrantDocument): ObjectGrant {
  const record = (verb: (typeof recordVerbs)[number]): RecordGrant | undefined => {
    if (object.partOf || grant[verb] === undefined) return undefined;
    if (object.system && verb !== 'read' && !document.value.admin) return undefined;
    return grant[verb] === true ? true : formulaAt(linked, document, ['objects', object.name, verb]);
  };
  return compact<ObjectGrant>({
    create: record('create'), read: record('read'), update: record('update'), delete: record('delete'),
    export: grant.export ?? false, actions: grant.actions ?? [], fields: grant.fields ?? {}, otherFields: grant.otherFields ?? 'write',
  });
}

const ownRecord: Formula = {
  source: 'record == user.id',
  expr: {
    kind: 'binary', op: '==', type: { kind: 'boolean' },
    left: { kind: 'path', root: 'record', steps: [], type: { kind: 'record', object: 'user' } },
    right: { kind: 'path', root: 'user', steps: [{ object: userObject, field: 'id' }], type: { kind: 'record', object: 'user' } },
  },
};

/** Of users, a role that says nothing sees names: inside the organization all, from outside only its own. */
function usersGrant(role: RoleDocument): ObjectGrant {
  if (role.admin) return { create: true, read: true, update: true, export: false, actions: [], fields: {}, otherFields: 'write' };
  const fields = { id: 'read', version: 'read', name: 'read', active: 'read', ...(role.external ? {} : { email: 'read' as const }) } as const;
  return { read: role.external ? ownRecord : true, export: false, actions: [], fields, otherFields: 'none' };
}
