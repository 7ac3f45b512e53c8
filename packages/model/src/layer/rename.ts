/**
 * Names that a lower layer has given up: a layer above may still say the old one, and is understood.
 *
 * In:   the documents in effect below; a layer. Out: the layer, saying the new names. Expressions are not touched here: the
 *       catalog that they are checked against knows old names by itself.
 */
import type { Kind } from '../document.ts';
import { spotsOf } from './shape.ts';
import { getAt, isRecord, setAt, type Json } from './tree.ts';
import type { Effective, Intent, Layer } from './types.ts';

/** Object → old name → new name. */
export type Renames = ReadonlyMap<string, ReadonlyMap<string, string>>;

type FieldSays = Readonly<Record<string, { readonly was?: string; readonly to?: string; readonly of?: string }>>;

export function renamesOf(effective: Effective): Renames {
  const found = new Map<string, ReadonlyMap<string, string>>();
  for (const document of effective.values()) {
    if (document.kind !== 'object') continue;
    const fields = (getAt(document.value, ['fields']) ?? {}) as FieldSays;
    const renamed = Object.entries(fields).flatMap(([name, { was }]) => (was !== undefined && !Object.hasOwn(fields, was) ? [[was, name] as const] : []));
    if (renamed.length > 0) found.set(document.name, new Map(renamed));
  }
  return found;
}

export function withRenames(layer: Layer, effective: Effective): Layer {
  const renames = renamesOf(effective);
  if (renames.size === 0) return layer;
  const names: Names = { renames, fieldsOf: (object) => fieldsOf(object, layer, effective), lower: (document) => effective.get(document)?.value, reportOf: (name) => valueOf('report', name, layer, effective) };
  return { ...layer, intents: layer.intents.map((intent) => renamedIntent(intent, names)) };
}

interface Names {
  readonly renames: Renames;
  readonly fieldsOf: (object: string) => FieldSays;
  readonly lower: (document: string) => unknown;
  readonly reportOf: (name: string) => unknown;
}

function fieldsOf(object: string, layer: Layer, effective: Effective): FieldSays {
  return (getAt(valueOf('object', object, layer, effective), ['fields']) ?? {}) as FieldSays;
}

/** The document that the layer brings, else the one below. */
const valueOf = (kind: Kind, name: string, layer: Layer, effective: Effective): unknown =>
  layer.documents.find((each) => each.kind === kind && each.name === name)?.value ?? effective.get(`${kind}/${name}`)?.value;

function renamedIntent(intent: Intent, names: Names): Intent {
  const cut = intent.document.indexOf('/');
  const at: At = { kind: intent.document.slice(0, cut) as Kind, name: intent.document.slice(cut + 1), names, isOwn: intent.path.length === 0 };
  if (!['object', 'layout', 'view', 'role', 'report', 'dashboard'].includes(at.kind)) return intent;
  // In the midst of what is there below, so that it is seen of what kind each part is.
  const root = at.isOwn ? (intent.value as Json) : (structuredClone(names.lower(intent.document) ?? {}) as Json);
  if (!at.isOwn) setAt(root, intent.path, intent.value ?? null);
  const path = intent.path.map((_, index) => renameKey(at, root, intent.path.slice(0, index + 1)));
  const value = walk(at, root, intent.path, intent.value);
  const placement = intent.placement && mapNames(intent.placement, (anchor) => renameKey(at, root, [...intent.path.slice(0, -1), anchor]));
  return {
    ...intent, path, ...(path.join('\n') === intent.path.join('\n') ? {} : { writtenAs: intent.path }),
    ...(value === undefined ? {} : { value }), ...(placement ? { placement } : {}),
  };
}

const mapNames = (placement: NonNullable<Intent['placement']>, rename: (anchor: string) => string): NonNullable<Intent['placement']> => ({
  ...placement, ...(placement.after === undefined ? {} : { after: rename(placement.after) }), ...(placement.before === undefined ? {} : { before: rename(placement.before) }),
});

interface At {
  readonly kind: Kind;
  readonly name: string;
  readonly names: Names;
  /** A document that the layer brings: the fields in it are its own. */
  readonly isOwn: boolean;
}

/** The value at the path, saying the new names. */
function walk(at: At, root: Json, path: readonly string[], value: unknown): unknown {
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [renameKey(at, root, [...path, key]), walk(at, root, [...path, key], inner)]));
  const isText = typeof value === 'string';
  if (!isText && !Array.isArray(value)) return value;
  const says = spotsOf(at.kind, root, path).at(-1)?.says ?? '';
  if (!fieldNames.has(says)) return value;
  const object = objectOf(at, root, path);
  return isText ? renamePath(at, object, value) : value.map((each: unknown) => (typeof each === 'string' ? renamePath(at, object, each) : each));
}

/** Words of the language for names of fields, and paths of them. */
const fieldNames: ReadonlySet<string> = new Set(['field', 'path', 'sort']);

function renameKey(at: At, root: Json, path: readonly string[]): string {
  const name = path.at(-1)!;
  const spot = spotsOf(at.kind, root, path).at(path.length - 1);
  const speaksOfField = at.kind === 'object' && !at.isOwn && path.length === 2 && path[0] === 'fields';
  return speaksOfField || fieldNames.has(spot?.refers ?? '') ? renamePath(at, objectOf(at, root, path), name) : name;
}

/** The object whose fields are named at the path. */
function objectOf({ kind, name, names }: At, root: Json, path: readonly string[]): string | undefined {
  const own = kind === 'object' ? name : name.split('.')[0]!;
  if (kind === 'role') return path[1];
  if (kind === 'report') return getAt(root, ['object']) as string | undefined;
  if (kind === 'dashboard') return objectOfWidget(getAt(root, path.slice(0, 2)), names);
  if (kind === 'object' && path.at(-1) === 'by') return getAt(root, [...path.slice(0, -1), 'of']) as string | undefined;
  if (kind === 'layout' && path[2] === 'related') return getAt(root, [...path.slice(0, 4), 'object']) as string | undefined;
  return kind === 'layout' && path.at(-1) === 'columns' ? names.fieldsOf(own)[path.at(-2)!]?.of : own;
}

function objectOfWidget(widget: unknown, { reportOf }: Names): string | undefined {
  const { report, view } = (isRecord(widget) ? widget : {}) as { readonly report?: string; readonly view?: string };
  return report === undefined ? view?.split('.')[0] : (getAt(reportOf(report), ['object']) as string | undefined);
}

/** `-customer.name` with each part as it is called today. */
function renamePath({ names }: At, object: string | undefined, text: string): string {
  const sign = text.startsWith('-') ? '-' : '';
  let of = object;
  const parts = text.slice(sign.length).split('.').map((part) => {
    if (of === undefined) return part;
    const name = names.renames.get(of)?.get(part) ?? part;
    const own = names.fieldsOf(of);
    of = Object.hasOwn(own, name) ? own[name]!.to : undefined;
    return Object.hasOwn(own, part) ? part : name;
  });
  return sign + parts.join('.');
}

