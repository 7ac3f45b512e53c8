/**
 * Differences of roles: their own keys, and for each object what they may do with it.
 *
 * A field that comes or goes is no change of a role, unless the role says something else of it than of other fields.
 */
import type { FieldGrant, Formula, Model, ObjectGrant, ObjectModel, RecordGrant, RoleModel } from '../model.ts';
import { mergeGrants } from '../grant.ts';
import { element, inside, key, told, type Element, type ModelChange, type Place } from './change.ts';
import { print } from './print.ts';
import { same } from './walk.ts';
import { keyName, nouns, words, type Words } from './words.ts';

export interface RoleSide {
  readonly role: RoleModel;
  /** The Model in the documents' words, in English and in Chinese. */
  readonly models: readonly [Model, Model, Model];
}

const verbs = ['create', 'read', 'update', 'delete'] as const;
const own = new Set(['name', 'objects']);

export function diffRoles(before: RoleSide, after: RoleSide, place: Place, found: ModelChange[]): void {
  for (const name of new Set([...Object.keys(before.role), ...Object.keys(after.role)]) as Set<keyof RoleModel>) {
    if (!own.has(name) && !same(before.role[name], after.role[name])) found.push(key(inside(place, name), name, before.role[name], after.role[name]));
  }
  for (const name of new Set([...Object.keys(before.role.objects), ...Object.keys(after.role.objects)])) {
    const [had, has] = [before.role.objects[name], after.role.objects[name]];
    const [old, now] = [before.models[0].objects[name], after.models[0].objects[name]];
    // With an object its rights come and go.
    if (!old || !now) continue;
    const at = inside(place, `objects/${name}`, grantElement(after, name));
    if (had && has) diffGrants([old, had], [now, has], at, after, found);
    else if (has) found.push(element('added', at, verbsOf(has)));
    else if (had) found.push(element('removed', at, verbsOf(had)));
  }
}

function grantElement({ models }: RoleSide, object: string): Element {
  return { noun: nouns.grant, label: words(models[1].objects[object]!.label, models[2].objects[object]!.label) };
}

const verbsOf = (grant: ObjectGrant): Words => {
  const given = verbs.filter((verb) => grant[verb] !== undefined).map(keyName);
  return words(given.map(({ en }) => en).join(', '), given.map((each) => each['zh-CN']).join('、'));
};

/** Every record, some, or none. */
function recordsText(grant: RecordGrant | undefined): Words {
  if (grant === undefined) return words('no records', '无');
  return grant === true ? words('all records', '全部记录') : words(`records with ${(grant as Formula).source}`, `满足 ${(grant as Formula).source} 的记录`);
}

const fieldWords: Readonly<Record<FieldGrant, Words>> = {
  none: words('not there', '不可见'), mask: words('masked', '掩码'), read: words('read', '只读'), write: words('write', '可写'),
};

type Given = readonly [ObjectModel, ObjectGrant];

function diffGrants([old, had]: Given, [now, has]: Given, place: Place, side: RoleSide, found: ModelChange[]): void {
  for (const verb of verbs) {
    if (same(had[verb], has[verb])) continue;
    const [was, is] = [recordsText(had[verb]), recordsText(has[verb])];
    const called = keyName(verb);
    found.push(told(inside(place, verb), words(`${called.en}: ${was.en} → ${is.en}`, `${called['zh-CN']}：${was['zh-CN']} → ${is['zh-CN']}`), print(had[verb]), print(has[verb])));
  }
  for (const name of ['export', 'actions', 'otherFields'] as const) if (!same(had[name], has[name])) found.push(key(inside(place, name), name, had[name], has[name]));
  const [before, after] = [mergeGrants(old, [had]).fields, mergeGrants(now, [has]).fields];
  const [unsaidBefore, unsaidAfter] = [mergeGrants(old, [{ ...had, fields: {} }]).fields, mergeGrants(now, [{ ...has, fields: {} }]).fields];
  const isWhole = [Object.keys(had.fields).length === Object.keys(old.fields).length, Object.keys(has.fields).length === Object.keys(now.fields).length].some(Boolean);
  for (const name of Object.keys(now.fields)) {
    const known = Object.hasOwn(old.fields, name);
    const follows = (known ? before[name] === unsaidBefore[name] : true) && after[name] === unsaidAfter[name];
    const isSaid = known && !isWhole && had.fields[name] !== has.fields[name];
    if ((before[name] === after[name] || follows) && !isSaid) continue;
    const field: Element = { noun: nouns.field, label: words(side.models[1].objects[now.name]!.fields[name]!.label, side.models[2].objects[now.name]!.fields[name]!.label) };
    const at = inside(place, `fields/${name}`, field);
    const [was, is] = [known ? before[name] : undefined, after[name]];
    found.push(told(at, was === undefined ? fieldWords[is!] : words(`${fieldWords[was].en} → ${fieldWords[is!].en}`, `${fieldWords[was]['zh-CN']} → ${fieldWords[is!]['zh-CN']}`), was, is));
  }
}
