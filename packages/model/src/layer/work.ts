/**
 * The documents in effect, while a layer is merged onto them.
 *
 * A document is copied when it is changed for the first time; for every value that the layer brings, its place is kept, so that a
 * problem in the merged document is told where it was written.
 */
import { nearest } from '@tenon/diagnostics';
import type { Document, Origin, Path } from '../document.ts';
import { addressOfDocument } from './read.ts';
import { removeAt, type Json } from './tree.ts';
import type { Effective, EffectiveDocument, Intent, Layer, Step } from './types.ts';

export interface Draft {
  readonly value: Json;
  readonly steps: Step[];
  readonly origins: Map<string, Origin>;
}

export interface Work {
  readonly layer: Layer;
  get(document: string): EffectiveDocument | undefined;
  nearestDocument(document: string): string | undefined;
  /** Adds a document of the layer's own, without the elements at the paths. */
  add(intent: Intent, without: readonly (readonly string[])[]): void;
  /** The document to change. */
  draft(document: string): Draft;
  /** The layer brings the element. */
  bring(document: string, path: readonly string[]): void;
  /** Whether the layer brought the element, or what it is in. */
  isOwn(document: string, path: readonly string[]): boolean;
  /** Documents of the name stand side by side: rows and translations. */
  isApart(intent: Intent): boolean;
  /** The translation that is in effect. */
  text(locale: string, address: string): string | undefined;
  setText(intent: Intent, drop: boolean): void;
  /** Translations of the text at the path by lower layers are of words that are not said any more. */
  silence(document: string, path: readonly string[]): void;
  close(): Effective;
}

const keyOf = (path: Path): string => path.join('\n');

export function openWork(lower: Effective, layer: Layer): Work {
  const documents = new Map(lower);
  const drafts = new Map<string, Draft>();
  const own = new Set<string>();
  const dropped = new Map<Document, Set<string>>();
  const silenced = new Set<string>();
  return {
    layer,
    get: (name) => documents.get(name),
    nearestDocument: (name) => nearest(name, [...documents.keys()].filter((each) => each.split('/')[0] === name.split('/')[0])) ?? nearest(name, documents.keys()),
    add: (intent, without) => {
      const { document } = intent.source;
      const made = effectiveOf(document, layer.index, without.length === 0 ? intent.value : pruned(intent.value, without));
      documents.set(storedName(layer, document), made);
      own.add(keyOf([intent.document]));
    },
    draft: (name) => {
      const known = drafts.get(name);
      if (known) return known;
      const before = documents.get(name)!;
      const made: Draft = { value: structuredClone(before.value) as Json, steps: [...before.steps], origins: new Map() };
      drafts.set(name, made);
      documents.set(name, changed(before, made));
      return made;
    },
    bring: (name, path) => void own.add(keyOf([name, ...path])),
    isOwn: (name, path) => own.has(keyOf([name])) || path.some((_, index) => own.has(keyOf([name, ...path.slice(0, index + 1)]))),
    isApart: (intent) => intent.source.document.kind === 'data',
    text: (locale, address) => textsOf(lower, locale.slice('locale/'.length)).get(address),
    setText: (intent, drop) => {
      const { document } = intent.source;
      documents.set(storedName(layer, document), documents.get(storedName(layer, document)) ?? effectiveOf(document, layer.index));
      if (drop) dropped.set(document, new Set([...(dropped.get(document) ?? []), intent.path[0]!]));
    },
    silence: (name, path) => void silenced.add(textAddress(name, path)),
    close: () => withoutTexts(documents, layer.index, dropped, silenced),
  };
}

/** Rows and translations of a layer stand beside those of the layers below. */
const storedName = (layer: Layer, document: Document): string =>
  (['data', 'locale'].includes(document.kind) && layer.index > 0 ? `${document.kind}/${layer.namespace}:${document.name}` : addressOfDocument(document));

/** A key of the document itself follows a slash, a deeper one the number sign. */
const textAddress = (head: string, path: readonly string[]): string => (path.length === 1 ? `${head}/${path[0]}` : `${head}#${path.join('/')}`);

/** A document as its file has it. Not a copy: the tree of places is made only when it is asked for. */
export function effectiveOf(document: Document, layer: number, value: unknown = document.value, origin?: (path: Path) => Origin, steps: readonly Step[] = []): EffectiveDocument {
  return Object.create(document, {
    value: { value, enumerable: true }, layer: { value: layer, enumerable: true }, own: { value, enumerable: true }, steps: { value: steps, enumerable: true },
    origin: { value: origin ?? ((path: Path): Origin => ({ document, path })), enumerable: true },
  }) as EffectiveDocument;
}

function changed(before: EffectiveDocument, draft: Draft): EffectiveDocument {
  const origin = (path: Path): Origin => {
    for (let length = path.length; length > 0; length -= 1) {
      const found = draft.origins.get(keyOf(path.slice(0, length)));
      if (found) return { document: found.document, path: [...found.path, ...path.slice(length)] };
    }
    return before.origin!(path);
  };
  return Object.create(before, {
    value: { value: draft.value, enumerable: true }, steps: { value: draft.steps, enumerable: true }, origin: { value: origin, enumerable: true },
  }) as EffectiveDocument;
}

function pruned(given: unknown, without: readonly (readonly string[])[]): Json {
  const value = structuredClone(given) as Json;
  for (const path of without) removeAt(value, path);
  return value;
}

const languageOf = (name: string): string => name.split(/[/:]/).at(-1)!.split('.')[0]!;

const textsBelow = new WeakMap<Effective, Map<string, ReadonlyMap<string, string>>>();

/** All texts of a language, the highest layer's last. */
function textsOf(lower: Effective, language: string): ReadonlyMap<string, string> {
  const known = textsBelow.get(lower) ?? new Map<string, ReadonlyMap<string, string>>();
  textsBelow.set(lower, known);
  const found = known.get(language) ?? new Map([...lower].flatMap(([name, document]) =>
    (document.kind === 'locale' && languageOf(name) === language ? Object.entries(document.value as Record<string, string>) : [])));
  known.set(language, found);
  return found;
}

function withoutTexts(documents: Map<string, EffectiveDocument>, layer: number, dropped: ReadonlyMap<Document, ReadonlySet<string>>, silenced: ReadonlySet<string>): Effective {
  for (const [name, document] of documents) {
    if (document.kind !== 'locale') continue;
    const gone = document.layer === layer ? (dropped.get(document.origin!([]).document) ?? new Set<string>()) : silenced;
    const texts = document.value as Record<string, string>;
    if (![...gone].some((address) => Object.hasOwn(texts, address))) continue;
    documents.set(name, effectiveOf(document.origin!([]).document, document.layer, Object.fromEntries(Object.entries(texts).filter(([address]) => !gone.has(address)))));
  }
  return documents;
}
