/**
 * The files of one layer: its documents, its intents, and what it saw when it wrote them.
 *
 * In:   source files. Out: a Layer, with the problems of files that have no valid shape.
 */
import { sortDiagnostics, type Diagnostic } from '@tenon/diagnostics';
import type { Document, Path } from '../document.ts';
import { identify } from '../kinds.ts';
import type { LockDocument, OverlayDocument, PackageDocument } from '../generated/documents.ts';
import { parseDocuments } from '../parse.ts';
import { validateDocuments } from '../validate.ts';
import { tenantNamespace, type Intent, type Layer, type LayerKind, type LayerSource, type Lock, type Placement } from './types.ts';

export interface ReadLayer {
  readonly layer: Layer;
  /** `object/order` and the like of files that have mistakes of their own. */
  readonly broken: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

export function readLayer(source: LayerSource, index: number): ReadLayer {
  const parsed = parseDocuments(source.files);
  const all = (parsed.value ?? []).map((document) => relocated(document, source.at ?? ''));
  const valid = validateDocuments(all);
  const documents = valid.value ?? [];
  const prefixed = (problem: Diagnostic): Diagnostic =>
    (source.at && problem.place ? { ...problem, place: { ...problem.place, file: `${source.at}${problem.place.file}` } } : problem);
  return {
    layer: { ...infoOf(documents), index, documents, intents: documents.flatMap((document) => intentsIn(document)), lock: lockOf(documents) },
    broken: brokenIn(source, documents),
    diagnostics: sortDiagnostics([...parsed.diagnostics.map(prefixed), ...valid.diagnostics]),
  };
}

export const addressOfDocument = ({ kind, name }: Pick<Document, 'kind' | 'name'>): string => `${kind}/${name}`;

/** Addresses of files that are there but did not come through. */
function brokenIn({ files, at = '' }: LayerSource, documents: readonly Document[]): ReadonlySet<string> {
  const whole = new Set(documents.map(({ file }) => file));
  return new Set(files.filter(({ path }) => !whole.has(`${at}${path}`)).flatMap(({ path }) => {
    const identity = identify(path);
    return 'kind' in identity && !path.endsWith('.csv') ? [addressOfDocument(identity)] : [];
  }));
}

const elsewhere = new WeakMap<Document, Map<string, Document>>();

/** The document under a path that says from where it is; the same one each time, so that what is known of it stays known. */
function relocated(document: Document, at: string): Document {
  if (at === '') return document;
  const known = elsewhere.get(document) ?? new Map<string, Document>();
  elsewhere.set(document, known);
  const found = known.get(at) ?? Object.create(document, { file: { value: `${at}${document.file}`, enumerable: true } }) as Document;
  known.set(at, found);
  return found;
}

function infoOf(documents: readonly Document[]): Omit<Layer, 'index' | 'documents' | 'intents' | 'lock'> {
  const value = documents.find(({ kind }) => kind === 'package')?.value as PackageDocument | undefined;
  const namespace = value?.tenon.namespace ?? '';
  const kind: LayerKind = namespace === tenantNamespace ? 'tenant' : value?.tenon.extends ? 'variant' : 'package';
  return { name: value?.name ?? '', version: value?.version ?? '', namespace, label: value?.tenon.label ?? '', kind, bases: Object.keys(value?.tenon.extends ?? {}), ...(value?.author ? { author: value.author } : {}) };
}

function lockOf(documents: readonly Document[]): Lock | undefined {
  const value = documents.find(({ kind }) => kind === 'lock')?.value as LockDocument | undefined;
  return value && { extends: value.extends, seen: value.seen as Lock['seen'], decided: (value.decided ?? {}) as Lock['decided'] };
}

/** What the document wants of the layers below it; a document of another kind wants to be there. */
export function intentsIn(document: Document): readonly Intent[] {
  switch (document.kind) {
    case 'lock': return [];
    case 'overlay': return overlayIntents(document as Document<OverlayDocument>);
    case 'locale': {
      const language = `locale/${document.name.split('.')[0]!}`;
      return Object.entries(document.value as Readonly<Record<string, string>>).map(([address, value]): Intent =>
        ({ document: language, op: 'set', path: [address], value, source: { document, path: [address] } }));
    }
    default: return [{ document: addressOfDocument(document), op: 'add', path: [], value: document.value, source: { document, path: [] } }];
  }
}

const partsOf = (address: string): readonly string[] => address.split('/');

function overlayIntents(overlay: Document<OverlayDocument>): readonly Intent[] {
  const { extends: document, add = {}, set = {}, unset = [], hide = [], move = {}, why = {} } = overlay.value;
  const intent = (op: Intent['op'], address: string, path: Path, more: Pick<Intent, 'value' | 'placement'> = {}): Intent =>
    ({ document, op, path: partsOf(address), ...more, ...(Object.hasOwn(why, address) ? { why: why[address]! } : {}), source: { document: overlay, path } });
  return [
    ...Object.entries(add).map(([address, value]) => intent('add', address, ['add', address], { value })),
    ...Object.entries(set).map(([address, value]) => intent('set', address, ['set', address], { value })),
    ...unset.map((address, index) => intent('unset', address, ['unset', index])),
    ...hide.map((address, index) => intent('hide', address, ['hide', index])),
    ...Object.entries(move).map(([address, placement]) => intent('move', address, ['move', address], { placement: placement as Placement })),
  ];
}

/** `object/order#fields/no/label`; the document alone for one that is whole. As the layer wrote it. */
export const addressOfIntent = ({ document, path, writtenAs = path }: Pick<Intent, 'document' | 'path' | 'writtenAs'>): string => addressAt(document, writtenAs);

export const addressAt = (document: string, path: readonly string[]): string => (path.length === 0 ? document : `${document}#${path.join('/')}`);
