/**
 * A stack of layers folded into one set of documents, each layer merged onto those below it.
 *
 * Invariant: with one layer the fold is the identity.
 */
import { nearest, sortDiagnostics, type Diagnostic } from '@tenon/diagnostics';
import semver from 'semver';
import { problemIn, type Document } from '../document.ts';
import type { PackageDocument } from '../generated/documents.ts';
import { validateDocument } from '../validate.ts';
import { mergeLayer } from './merge.ts';
import { addressOfIntent, readLayer } from './read.ts';
import { withRenames } from './rename.ts';
import { effectiveOf } from './work.ts';
import type { Decision, Effective, EffectiveDocument, Layer, LayerSource, MergeEntry } from './types.ts';

export interface ReadStack {
  readonly layers: readonly Layer[];
  readonly broken: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Folded {
  readonly effective: Effective;
  /** What was in effect below each layer, by its index. */
  readonly below: readonly Effective[];
  readonly entries: readonly MergeEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parked addresses of a layer, with why, by the layer's index. */
export type Parked = ReadonlyMap<number, ReadonlyMap<string, string>>;

export function readStack(sources: readonly LayerSource[]): ReadStack {
  const read = sources.map((source, index) => readLayer(source, index));
  const layers = read.map(({ layer }) => layer);
  return {
    layers, broken: new Set(read.flatMap(({ broken }) => [...broken])),
    diagnostics: [...read.flatMap(({ diagnostics }) => diagnostics), ...layers.flatMap((layer) => basesOf(layer, layers))],
  };
}

/** What the layer says it extends must be below it, in a version that it knows. */
function basesOf(layer: Layer, layers: readonly Layer[]): readonly Diagnostic[] {
  const document = layer.documents.find(({ kind }) => kind === 'package') as Document<PackageDocument> | undefined;
  if (!document) return [];
  const below = layers.slice(0, layer.index);
  const found: Diagnostic[] = [];
  for (const [name, range] of Object.entries(document.value.tenon.extends ?? {})) {
    const path = ['tenon', 'extends', name];
    const base = below.find((each) => each.name === name);
    // One that was below before has been taken away: what was said of it is parked.
    if (!base && layer.lock && Object.hasOwn(layer.lock.extends, name)) continue;
    if (!base) found.push(problemIn(document, path, 'MET321', { name, suggestion: nearest(name, below.map((each) => each.name)) }, { key: true }));
    else if (!semver.satisfies(base.version, range, { includePrerelease: true })) found.push(problemIn(document, path, 'MET322', { name, version: base.version, range }));
  }
  const twin = below.find((each) => each.namespace === layer.namespace);
  if (twin) found.push(problemIn(document, ['tenon', 'namespace'], 'MET323', { namespace: layer.namespace, other: twin.name }));
  return found;
}

const nothing: ReadonlyMap<string, string> = new Map();

export function foldStack(layers: readonly Layer[], parked: Parked = new Map()): Folded {
  const below: Effective[] = [];
  const entries: MergeEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  const decided: Readonly<Record<string, Decision>> = Object.assign({}, ...layers.map(({ lock }) => lock?.decided ?? {}));
  let effective: Effective = new Map();
  for (const layer of layers) {
    below.push(effective);
    if (layer.index === 0) {
      effective = bottom(layer, diagnostics);
      continue;
    }
    const renamed = withRenames(layer, effective);
    const merged = mergeLayer(effective, renamed, { layers, parked: parked.get(layer.index) ?? nothing, decided });
    entries.push(...merged.entries);
    diagnostics.push(...merged.diagnostics, ...merged.entries.flatMap((entry) => warningOf(entry, layer)));
    const misshapen = shapeProblems(effective, merged.effective);
    diagnostics.push(...misshapen);
    effective = merged.effective;
  }
  return { effective, below, entries, diagnostics: sortDiagnostics(diagnostics) };
}

function bottom(layer: Layer, diagnostics: Diagnostic[]): Effective {
  const found = new Map<string, EffectiveDocument>();
  for (const intent of layer.intents) {
    const { document } = intent.source;
    if (document.kind === 'overlay') diagnostics.push(problemIn(document, ['extends'], 'MET310', { name: intent.document, suggestion: undefined }));
    else found.set(`${document.kind}/${document.name}`, effectiveOf(document, 0));
  }
  return found;
}

/** Documents that a layer has changed must still have the shape of their kind. */
function shapeProblems(before: Effective, after: Effective): readonly Diagnostic[] {
  return [...after].flatMap(([name, document]) => (before.has(name) && before.get(name) !== document && document.kind !== 'locale' ? validateDocument(document) : []));
}

/** Conflicts and what is parked are told to the author of the layer, where it is written. */
function warningOf(entry: MergeEntry, layer: Layer): readonly Diagnostic[] {
  if (entry.outcome !== 'conflict' && entry.outcome !== 'parked') return [];
  const intent = layer.intents.find((each) => addressOfIntent(each) === entry.address && each.op === entry.op);
  if (!intent) return [];
  const code = entry.outcome === 'conflict' ? 'MET318' : 'MET319';
  const { document, path } = intent.source;
  return [{ ...problemIn(document, path, code, { address: entry.address, waitsFor: entry.because }, { key: true }), address: entry.address }];
}

