/**
 * What a row of a table may set in an object, and by what its record may be found again: as the caller's roles have it.
 *
 * In:   a tenant's Model, who asks, an object.
 * Out:  targets in the order of the object, keys, and which target the heading of a column means.
 */
import { failure, type Locale } from '@tenon/diagnostics';
import { grantFor, type EffectiveGrant, type FieldModel, type ObjectModel } from '@tenon/model';
import { recordNames, type Principal, type TenantScope } from '@tenon/store';
import { modelIn } from './words.ts';

export type Part = 'from' | 'to' | 'region' | 'detail' | 'postcode';

export interface Target {
  /** `no`, `partner.code`, `valid.from`. */
  readonly path: string;
  readonly label: string;
  readonly required: boolean;
  readonly field: FieldModel;
  /** A piece of the value. */
  readonly part?: Part;
  /** The field by which a reference is found; else any by which its records are named. */
  readonly by?: string;
  /** False for what only finds the record. */
  readonly writable: boolean;
}

export interface Targets {
  readonly object: ObjectModel;
  readonly targets: readonly Target[];
  readonly keys: readonly (readonly string[])[];
}

const never: ReadonlySet<FieldModel['type']> = new Set(['children', 'file', 'image', 'json', 'rich_text', 'geo']);
const finds: ReadonlySet<FieldModel['type']> = new Set(['text', 'email', 'phone', 'url', 'autonumber', 'integer', 'select', 'decimal', 'money', 'quantity', 'percent', 'date', 'reference']);
const parts: Partial<Record<FieldModel['type'], readonly Part[]>> = { date_range: ['from', 'to'], address: ['region', 'detail', 'postcode'] };

const partLabels: Readonly<Record<Part, Readonly<Record<Locale, string>>>> = {
  from: { en: 'from', 'zh-CN': '起' }, to: { en: 'to', 'zh-CN': '止' },
  region: { en: 'region', 'zh-CN': '地区' }, detail: { en: 'detail', 'zh-CN': '详细地址' }, postcode: { en: 'postcode', 'zh-CN': '邮编' },
};

/** The object with the caller's grant on it; one without any is not there. */
export function objectFor(scope: TenantScope, principal: Principal, name: string, locale: Locale): { readonly object: ObjectModel; readonly grant: EffectiveGrant } {
  const model = modelIn(scope.model, locale);
  const grant = grantFor(scope.model, principal.roles, name);
  const object = Object.hasOwn(model.objects, name) ? model.objects[name] : undefined;
  if (!object || !grant) throw failure('OPR101', { name: name.slice(0, 60) });
  return { object, grant };
}

export function targetsOf(scope: TenantScope, principal: Principal, name: string, locale: Locale): Targets {
  const { object, grant } = objectFor(scope, principal, name, locale);
  const readable = (field: FieldModel): boolean => ['read', 'write'].includes(grant.field(field.name));
  const keys = keysOf(object, readable);
  const found = new Set(keys.flat());
  const writable = (field: FieldModel): boolean => !field.system && !field.formula && field.type !== 'autonumber' && grant.field(field.name) === 'write';
  const made = Object.values(object.fields)
    .filter((field) => (writable(field) && !never.has(field.type)) || found.has(field.name))
    .flatMap((field) => targetsOfField(field, object, writable(field), { scope, principal, locale }));
  // What only finds a record stands behind what a row sets.
  return { object, keys, targets: [...made.filter((one) => one.writable), ...made.filter((one) => !one.writable)] };
}

/** What is unique, what a key says is, and the id. A key with a condition finds nothing surely. */
function keysOf(object: ObjectModel, readable: (field: FieldModel) => boolean): readonly (readonly string[])[] {
  const fits = (name: string): boolean => {
    const field = object.fields[name];
    return field !== undefined && finds.has(field.type) && field.storage !== 'virtual' && readable(field);
  };
  const unique = Object.values(object.fields).filter((field) => field.unique && fits(field.name)).map((field) => [field.name]);
  const composed = Object.values(object.keys).filter((key) => !key.when && key.fields.every(fits)).map((key) => key.fields);
  const all = [...unique, ...composed, ['id']];
  return all.filter((key, i) => all.findIndex((other) => other.join() === key.join()) === i);
}

interface Asked { readonly scope: TenantScope; readonly principal: Principal; readonly locale: Locale }

function targetsOfField(field: FieldModel, object: ObjectModel, writable: boolean, { scope, principal, locale }: Asked): readonly Target[] {
  const colon = locale === 'zh-CN' ? '：' : ': ';
  const required = writable && field.required && !field.default && field.name !== object.lifecycle?.field;
  const base: Target = { path: field.name, label: field.label, required, field, writable };
  const cut = parts[field.type];
  if (cut) {
    const pieces = cut.map((part): Target => ({ ...base, path: `${field.name}.${part}`, label: `${field.label}${colon}${partLabels[part][locale]}`, part, required: false }));
    return field.type === 'date_range' ? [base, ...pieces] : pieces;
  }
  if (field.type !== 'reference' && field.type !== 'references') return [base];
  const names = recordNames(scope, principal, field.to!);
  if (names.length === 0) return [];
  const target = modelIn(scope.model, locale).objects[field.to!]!;
  const named = names.map((by): Target => ({ ...base, path: `${field.name}.${by}`, label: `${field.label}${colon}${target.fields[by]!.label}`, by, required: false }));
  return [base, ...named];
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[\s*:：()_\-/.]/g, '');

/** For each heading the target that it most likely means; no target twice. What is written just so goes before what is nearly so. */
export function suggestTargets(headings: readonly string[], languages: readonly Targets[]): readonly (string | null)[] {
  const all = languages.flatMap(({ targets }) => targets);
  // A field goes before its pieces, and before the fields of what it refers to.
  const known = [...all.filter(({ path }) => !path.includes('.')), ...all.filter(({ path }) => path.includes('.'))];
  const ways: readonly ((target: Target, heading: string) => boolean)[] = [
    ({ label }, heading) => label === heading,
    ({ path }, heading) => path === heading,
    ({ label }, heading) => plain(label) === plain(heading),
    ({ path }, heading) => plain(path) === plain(heading),
  ];
  const found: (string | null)[] = headings.map(() => null);
  for (const way of ways) {
    headings.forEach((heading, i) => {
      if (found[i] === null && plain(heading) !== '') found[i] = known.find((target) => !found.includes(target.path) && way(target, heading))?.path ?? null;
    });
  }
  return found;
}
