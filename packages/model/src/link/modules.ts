/**
 * Modules: which objects belong to which, and what must be on together.
 *
 * In:   the package documents. Out: the modules by name; MET4xx for names that are nothing, for an object in two modules, for
 *       a value that must be there although what it refers to may be off, and for a module that is off while another needs it.
 */
import { nearest } from '@tenon/diagnostics';
import type { Document } from '../document.ts';
import type { PackageDocument } from '../generated/documents.ts';
import type { LayeredPackage } from '../layer.ts';
import { objectAt, report, type DeclaredObject, type LinkContext } from './context.ts';

export interface DeclaredModule {
  readonly name: string;
  readonly document: Document<PackageDocument>;
  readonly value: NonNullable<PackageDocument['tenon']['modules']>[string];
  readonly on: boolean;
}

export type Modules = Readonly<Record<string, DeclaredModule>>;

export function modulesOf(layered: LayeredPackage): Modules {
  return Object.fromEntries(layered.packages.flatMap((document) => Object.entries(document.value.tenon.modules ?? {}).map(([name, value]) =>
    [name, { name, document, value, on: value.on ?? true }] as const)));
}

/** The module of an object; a part goes with what it is part of. */
export function moduleOf(layered: LayeredPackage, modules: Modules, object: string): DeclaredModule | undefined {
  const own = Object.values(modules).find(({ value }) => value.objects.includes(object));
  const parent = Object.hasOwn(layered.objects, object) ? layered.objects[object]!.value.partOf : undefined;
  return own ?? (parent === undefined || parent === object ? undefined : Object.values(modules).find(({ value }) => value.objects.includes(parent)));
}

export function linkModules(context: LinkContext): void {
  const modules = modulesOf(context.layered);
  const owners = new Map<string, string>();
  checkPrefixes(context);
  for (const module of Object.values(modules)) {
    const path = ['tenon', 'modules', module.name];
    for (const [index, name] of module.value.objects.entries()) {
      const at = [...path, 'objects', index];
      if (owners.has(name)) report(context, module.document, at, 'MET462', { object: name, other: owners.get(name)! });
      else if (objectAt(context, name, { document: module.document, path: at })) owners.set(name, module.name);
    }
    for (const [index, name] of (module.value.requires ?? []).entries()) {
      if (!Object.hasOwn(modules, name)) report(context, module.document, [...path, 'requires', index], 'MET404', { kind: 'module', name, suggestion: nearest(name, Object.keys(modules)) });
      else if (module.on && !modules[name]!.on) report(context, modules[name]!.document, ['tenon', 'modules', name, 'on'], 'MET464', { name, other: module.name });
    }
  }
  if (Object.keys(modules).length > 0) for (const object of Object.values(context.objects)) linkNeeds(context, modules, object);
}

/** A later version of a lower package could have a module of the name as well. */
function checkPrefixes(context: LinkContext): void {
  for (const document of context.layered.packages.slice(1)) {
    const prefix = `${document.value.tenon.namespace}_`;
    for (const name of Object.keys(document.value.tenon.modules ?? {})) {
      if (!name.startsWith(prefix)) report(context, document, ['tenon', 'modules', name], 'MET313', { name, prefix }, { key: true });
    }
  }
}

/** A value that must be there keeps the module that it comes from on. */
function linkNeeds(context: LinkContext, modules: Modules, object: DeclaredObject): void {
  const document = Object.hasOwn(context.layered.objects, object.name) ? context.layered.objects[object.name] : undefined;
  if (!document) return;
  const own = moduleOf(context.layered, modules, object.name);
  const near = own ? requiredBy(modules, own) : undefined;
  const check = (name: string, path: readonly (string | number)[]): void => {
    const field = Object.hasOwn(object.fields, name) ? object.fields[name] : undefined;
    const target = field?.to ?? field?.of;
    const other = target === undefined ? undefined : moduleOf(context.layered, modules, target);
    // What belongs to no module cannot require one; that it needs a value counts once the module is off.
    if (!other || (near ? near.has(other.name) : other.on)) return;
    report(context, document, path, 'MET463', { name, target: target!, module: other.name, object: object.name });
  };
  for (const field of Object.values(object.fields)) if (field.required) check(field.name, ['fields', field.name, 'to']);
  for (const [name, { requires = [] }] of Object.entries(document.value.lifecycle?.transitions ?? {})) {
    for (const [index, field] of requires.entries()) check(field, ['lifecycle', 'transitions', name, 'requires', index]);
  }
}

/** The module and all that it requires, directly or through others. */
function requiredBy(modules: Modules, module: DeclaredModule, found: Set<string> = new Set()): ReadonlySet<string> {
  if (found.has(module.name)) return found;
  found.add(module.name);
  for (const name of module.value.requires ?? []) if (Object.hasOwn(modules, name)) requiredBy(modules, modules[name]!, found);
  return found;
}
