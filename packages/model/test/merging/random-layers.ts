/**
 * Random edits of a package, and random intents of layers above it, over every kind of document.
 *
 * The edits need not make sense as a whole: merging is about addresses, and what is left hanging is the linker's to say.
 */
import type { Prng } from '@tenon/expression/testing';
import type { LayerEdit, SourceFile } from '../../src/compiler.ts';
import { identify } from '../../src/kinds.ts';
import { spotsOf } from '../../src/layer/shape.ts';
import { getAt, isRecord, removeAt, setAt, type Json } from '../../src/layer/tree.ts';
import type { Kind } from '../../src/document.ts';

export type Documents = Map<string, { readonly file: string; readonly kind: Kind; readonly value: Json }>;

/** Copies, by `object/order`. */
export function documentsOf(files: readonly SourceFile[]): Documents {
  return new Map(files.flatMap((file) => {
    const identity = identify(file.path);
    if (!('kind' in identity) || ['overlay', 'lock', 'data'].includes(identity.kind)) return [];
    const value = JSON.parse(file.text) as Json;
    const name = identity.kind === 'package' ? String((value['tenon'] as Json)['namespace']) : identity.name;
    return [[`${identity.kind}/${name}`, { file: file.path, kind: identity.kind, value }] as const];
  }));
}

export const filesOf = (documents: Documents, rest: readonly SourceFile[] = []): readonly SourceFile[] =>
  [...[...documents.values()].map(({ file, value }) => ({ path: file, text: JSON.stringify(value) })), ...rest];

interface Leaf { readonly document: string; readonly kind: Kind; readonly path: readonly string[]; readonly value: unknown; readonly named: boolean }

/** Every key and every named element, with its value. */
export function leavesOf(documents: Documents): readonly Leaf[] {
  const found: Leaf[] = [];
  for (const [document, { kind, value }] of documents) {
    if (kind === 'locale') continue;
    const visit = (inner: unknown, path: readonly string[]): void => {
      if (path.length > 0) found.push({ document, kind, path, value: inner, named: spotsOf(kind, value, path).at(-1)?.named ?? false });
      if (isRecord(inner)) for (const [key, each] of Object.entries(inner)) visit(each, [...path, key]);
    };
    visit(value, []);
  }
  return found;
}

const words = ['One', 'Two', 'Three', 'Four', 'Five'] as const;

/** Another value of the same sort. */
function otherValue(random: Prng, { path, value }: Leaf): unknown {
  if (typeof value === 'boolean') return random.oneIn(2);
  if (typeof value === 'number') return 1 + random.below(90);
  if (Array.isArray(value)) return value.length > 1 ? value.slice(0, 1 + random.below(value.length)) : value;
  if (['read', 'update', 'create', 'check', 'filter'].includes(path.at(-1)!)) return random.pick(["status == 'draft'", "status == 'sent'", 'total > 5', 'total > 9']);
  return random.pick(words);
}

const settable = new Set(['label', 'plural', 'help', 'message', 'required', 'maxLength', 'min', 'max', 'span', 'width', 'read', 'update', 'create', 'actions', 'sort', 'search', 'from', 'requires', 'check', 'columns', 'description']);
const collections = new Set(['fields', 'options', 'values', 'validations', 'guards', 'sections', 'tabs', 'columns', 'items', 'navigation', 'objects', 'dimensions', 'metrics', 'widgets']);

const keyLeaves = (leaves: readonly Leaf[]): readonly Leaf[] => leaves.filter(({ path, value, named }) => !named && !isRecord(value) && settable.has(path.at(-1)!));
const elementLeaves = (leaves: readonly Leaf[]): readonly Leaf[] => leaves.filter(({ path, value, named }) => named && isRecord(value) && collections.has(path.at(-2) ?? ''));

const element = (random: Prng, collection: string, kind: Kind): unknown => {
  if (kind === 'object' && collection === 'fields') return { type: 'text', label: random.pick(words) };
  if (collection === 'validations' || collection === 'guards') return { check: 'total > 1', message: random.pick(words) };
  if (kind === 'layout' && collection === 'sections') return { label: random.pick(words), fields: {} };
  if (kind === 'layout' && collection === 'tabs') return { label: random.pick(words) };
  if (kind === 'app' && collection === 'items') return { object: 'order' };
  if (kind === 'app' && collection === 'navigation') return { label: random.pick(words), items: {} };
  if (kind === 'report') return { value: collection === 'metrics' ? 'count()' : 'status' };
  if (kind === 'dashboard') return { view: 'order.all' };
  if (kind === 'role') return { read: true };
  return kind === 'layout' || kind === 'view' ? {} : { label: random.pick(words) };
};

export interface PackageEdit {
  readonly say: string;
  /** Addresses that it touches. */
  readonly at: readonly string[];
  readonly run: (documents: Documents) => void;
}

/** What a new version of a package may do to its documents. */
export function randomPackageEdit(random: Prng, documents: Documents, name: string, spokenOf: readonly string[]): PackageEdit {
  const all = leavesOf(documents);
  // Half of them meet what a layer speaks of: those are the interesting ones.
  const near = all.filter(({ document, path }) => spokenOf.some((address) => address === `${document}#${path.join('/')}` || address.startsWith(`${document}#${path.join('/')}/`)));
  const enough = near.length > 0 && keyLeaves(near).length > 0 && elementLeaves(near).length > 0 && random.oneIn(2);
  const leaves = enough ? near : all;
  const elements = elementLeaves(leaves);
  const at = ({ document, path }: Pick<Leaf, 'document' | 'path'>): string => `${document}#${path.join('/')}`;
  switch (random.below(6)) {
    case 0: case 1: {
      const leaf = random.pick(keyLeaves(leaves));
      const value = otherValue(random, leaf);
      return { say: `${at(leaf)} = ${JSON.stringify(value)}`, at: [at(leaf)], run: (all) => setAt(all.get(leaf.document)!.value, leaf.path, value) };
    }
    case 2: {
      const leaf = random.pick(elements);
      return { say: `without ${at(leaf)}`, at: [at(leaf)], run: (all) => removeAt(all.get(leaf.document)!.value, leaf.path) };
    }
    case 3: {
      const leaf = random.pick(elements);
      const path = [...leaf.path.slice(0, -1), name];
      const value = element(random, leaf.path.at(-2)!, leaf.kind);
      return { say: `with ${leaf.document}#${path.join('/')}`, at: [`${leaf.document}#${path.join('/')}`], run: (all) => setAt(all.get(leaf.document)!.value, path, value) };
    }
    case 4: {
      const leaf = random.pick(elementLeaves(all).filter(({ kind, path }) => kind === 'object' && path.length === 2 && path[0] === 'fields'));
      const path = ['fields', name];
      return {
        say: `${at(leaf)} renamed ${name}`, at: [at(leaf), `${leaf.document}#fields/${name}`],
        run: (all) => {
          const { value } = all.get(leaf.document)!;
          const field = getAt(value, leaf.path);
          removeAt(value, leaf.path);
          if (isRecord(field)) setAt(value, path, { ...field, was: leaf.path[1] });
        },
      };
    }
    default: {
      const leaf = random.pick(elementLeaves(all).filter(({ kind, path }) => kind === 'layout' && path.at(-2) === 'sections'));
      const tabs = Object.keys((documents.get(leaf.document)!.value['tabs'] ?? {}) as Json);
      const to = ['tabs', random.pick(tabs), 'sections', leaf.path.at(-1)!];
      return {
        say: `${at(leaf)} moved to ${to.join('/')}`, at: [at(leaf), `${leaf.document}#${to.join('/')}`],
        run: (all) => {
          const { value } = all.get(leaf.document)!;
          const section = getAt(value, leaf.path);
          removeAt(value, leaf.path);
          if (section !== undefined) setAt(value, to, section);
        },
      };
    }
  }
}

/** What a layer may say of the documents below it. */
export function randomIntent(random: Prng, documents: Documents, prefix: string, serial: number): LayerEdit {
  const leaves = leavesOf(documents);
  const elements = elementLeaves(leaves);
  switch (random.below(7)) {
    case 0: case 1: case 2: {
      const leaf = random.pick(keyLeaves(leaves));
      return { op: 'set', at: `${leaf.document}#${leaf.path.join('/')}`, value: otherValue(random, leaf), ...(random.oneIn(3) ? { why: random.pick(words) } : {}) };
    }
    case 3: {
      const leaf = random.pick(elements);
      const siblings = elements.filter((each) => each.document === leaf.document && each.path.slice(0, -1).join() === leaf.path.slice(0, -1).join());
      const path = [...leaf.path.slice(0, -1), `${prefix}_${serial}`];
      return { op: 'add', at: `${leaf.document}#${path.join('/')}`, value: element(random, leaf.path.at(-2)!, leaf.kind), ...(random.oneIn(2) ? { after: random.pick(siblings).path.at(-1)! } : {}) };
    }
    case 4: {
      const leaf = random.pick(elements.filter(({ kind }) => kind !== 'role'));
      return { op: 'hide', at: `${leaf.document}#${leaf.path.join('/')}` };
    }
    case 5: {
      const leaf = random.pick(elements);
      const siblings = elements.filter((each) => each !== leaf && each.document === leaf.document && each.path.slice(0, -1).join() === leaf.path.slice(0, -1).join());
      if (siblings.length === 0) return randomIntent(random, documents, prefix, serial);
      return { op: 'move', at: `${leaf.document}#${leaf.path.join('/')}`, after: random.pick(siblings).path.at(-1)! };
    }
    default: {
      const leaf = random.pick(keyLeaves(leaves).filter(({ path }) => ['label', 'help'].includes(path.at(-1)!)));
      return random.oneIn(2) ? { op: 'set', at: `locale/zh-CN#${leaf.document}${leaf.path.length === 1 ? '/' : '#'}${leaf.path.join('/')}`, value: random.pick(words) }
        : { op: 'unset', at: `${leaf.document}#${leaf.path.join('/')}` };
    }
  }
}
