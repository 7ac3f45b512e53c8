/**
 * Translations, each checked to belong to something.
 *
 * In:   locale documents. Out: one map per language; a warning for an address that is nothing.
 */
import { nearest, type Diagnostic } from '@tenon/diagnostics';
import { problemIn, type Document } from '../document.ts';
import type { PackageDocument } from '../generated/documents.ts';
import type { LayeredPackage } from '../layer.ts';
import { systemFields, systemObjects } from '../system.ts';

export type Locales = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** `zh-CN.orders` is a part of `zh-CN`. */
const languageOf = (name: string): string => name.split('.')[0]!;

/** Of a document that has mistakes of its own, in `broken`, nothing is said: what is in it is not known. */
export function compileLocales(layered: LayeredPackage, broken: ReadonlySet<string>): { readonly locales: Locales; readonly diagnostics: readonly Diagnostic[] } {
  const locales: Record<string, Record<string, string>> = {};
  const diagnostics: Diagnostic[] = [];
  const known = addressesOf(layered);
  const seen = new Map<string, string>();
  // What a layer says was checked in its own stack; one above it may have hidden what it speaks of.
  const isTop = ({ layer = 0 }: Document): boolean => layer === layered.layers.length - 1;
  for (const document of Object.values(layered.locales)) {
    const language = languageOf(document.name);
    const texts = (locales[language] ??= {});
    for (const [address, text] of Object.entries(document.value as Readonly<Record<string, string>>)) {
      // A layer above may translate otherwise; within one, two translations are a slip.
      const key = `${document.layer ?? 0} ${language} ${address}`;
      const isUnknown = !known.has(address) && !isSystemAddress(address) && !broken.has(headOf(address));
      if (isUnknown && isTop(document)) {
        diagnostics.push(problemIn(document, [address], 'MET510', { name: address, suggestion: nearSameHead(address, known) }, { key: true }));
      } else if (seen.has(key) && texts[address] !== text) diagnostics.push(problemIn(document, [address], 'MET511', { name: address, other: seen.get(key)! }, { key: true }));
      seen.set(key, document.file);
      texts[address] = text;
    }
  }
  return { locales, diagnostics };
}

/** `object/order` of `object/order#fields/no/label`. */
const headOf = (address: string): string => address.split(/[#/]/).slice(0, 2).join('/');

function nearSameHead(address: string, known: ReadonlySet<string>): string | undefined {
  const head = headOf(address);
  return nearest(address, [...known].filter((each) => each.startsWith(head))) ?? nearest(address, [...known].filter((each) => each.length < 40));
}

const textKeys = new Set(['label', 'plural', 'description', 'help', 'message', 'patternMessage', 'confirm', 'unit']);

/** Every text of a document, and the labels that its named elements may leave out. */
function addressesOf(layered: LayeredPackage): ReadonlySet<string> {
  const found = new Set<string>(layered.packages.flatMap(packageAddresses));
  const kinds = [layered.objects, layered.options, layered.layouts, layered.views, layered.roles, layered.apps, layered.reports, layered.dashboards];
  for (const document of kinds.flatMap((each) => Object.values(each) as readonly Document[])) {
    const head = `${document.kind}/${document.name}`;
    const visit = (value: unknown, path: readonly string[]): void => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
      for (const key of ['label', ...Object.keys(value).filter((each) => textKeys.has(each))]) found.add(textAddress(head, [...path, key]));
      if (path.length === 0) found.add(textAddress(head, ['plural']));
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
    };
    visit(document.value, []);
  }
  return found;
}

function packageAddresses({ value }: Document<PackageDocument>): readonly string[] {
  const head = `package/${value.tenon.namespace}`;
  const modules = Object.keys(value.tenon.modules ?? {}).flatMap((name) => ['label', 'description'].map((key) => ['tenon', 'modules', name, key]));
  return [['description'], ['tenon', 'label'], ...modules].map((path) => textAddress(head, path));
}

/** A key of the document itself follows a slash, a deeper one the number sign. */
const textAddress = (head: string, path: readonly string[]): string => (path.length === 1 ? `${head}/${path[0]}` : `${head}#${path.join('/')}`);

function isSystemAddress(address: string): boolean {
  const [, object = '', rest = ''] = /^object\/([a-z0-9_]+)[#/](.*)$/.exec(address) ?? [];
  const field = /^fields\/([a-z0-9_]+)\/label$/.exec(rest)?.[1];
  if (Object.hasOwn(systemObjects, object)) return field === undefined ? rest === 'label' || rest === 'plural' : Object.hasOwn(systemObjects[object]!.fields, field);
  return field !== undefined && (Object.hasOwn(systemFields, field) || field === 'owner' || field === 'record_type');
}
