/**
 * Answers questions about stacks of layers. Pure but for its memory: packages by hash, parsed files, and the last stacks compiled,
 * so that the same stack is compiled once and another one parses only what is new in it.
 *
 * In:   a Question. Out: its answer, or the hashes of packages whose files are not held here.
 */
import { createHash } from 'node:crypto';
import { hasErrors, type Result } from '@tenon/diagnostics';
import { diffModels, narrowModel, readKeptModel, type ModelChange } from '@tenon/model';
import { blameOf, compileStack, editLayer, intentsOf, rebaseLayer, type CompiledStack, type LayerSource, type Resolutions, type SourceFile } from '@tenon/model/compiler';
import type { Answers, BlamedValue, Checked, CompiledLayers, LayeredDocument, Question, Reply } from './compiler.ts';
import { hashFiles } from './packages.ts';

const packagesMax = 24;
const stacksMax = 8;
const filesMax = 4_000;

const packages = new Map<string, readonly SourceFile[]>();
const stacks = new Map<string, CompiledStack>();
const files = new Map<string, SourceFile>();
const differences = new Map<string, readonly ModelChange[]>();

export function answerQuestion(question: Question): Reply {
  for (const [hash, given] of Object.entries(question.given)) keep(packages, hash, given, packagesMax);
  if (question.wish.kind === 'edit') return { value: editLayer(known(question.files), question.wish.edits) };
  if (question.wish.kind === 'intents') return { value: intentsOf(known(question.files)) };
  const missing = question.packages.map(({ hash }) => hash).filter((hash) => !packages.has(hash) && !question.given[hash]);
  if (missing.length > 0) return { missing };
  return { value: answerOf(question) };
}

function answerOf({ packages: below, files: own, given, wish }: Question): Answers[keyof Answers] {
  const layers = below.map(({ hash, at }): LayerSource & { hash: string } => ({ hash, files: packages.get(hash) ?? given[hash]!, at }));
  const compiled = compiledOf(layers, known(own));
  switch (wish.kind) {
    case 'check': return checkedOf(compiled, known(own));
    case 'model': return layersOf(layers, known(own), wish);
    case 'data': return compiled.value?.data ?? [];
    case 'client': return { ...(compiled.value ? { value: JSON.stringify(narrowModel(compiled.value, wish.roles)) } : {}), diagnostics: compiled.diagnostics };
    case 'document': return documentOf(compiled, wish.address);
    case 'blame': return blamedOf(compiled, wish.address);
    default: throw new Error(`nothing is known of ${wish.kind}`);
  }
}

function keep<T>(map: Map<string, T>, key: string, value: T, max: number): T {
  map.delete(key);
  map.set(key, value);
  if (map.size > max) map.delete(map.keys().next().value!);
  return value;
}

/** The very file that was parsed before, when its text is the same. */
function known(own: readonly SourceFile[]): readonly SourceFile[] {
  return own.map((file) => {
    const key = `${file.path}\n${file.text}`;
    return keep(files, key, files.get(key) ?? file, filesMax);
  });
}

function compiledOf(below: readonly (LayerSource & { readonly hash: string })[], own: readonly SourceFile[]): CompiledStack {
  const key = [...below.map(({ hash }) => hash), own.length > 0 ? hashFiles(own) : ''].join(' ');
  return keep(stacks, key, stacks.get(key) ?? compileStack(own.length > 0 ? [...below, { files: own }] : below), stacksMax);
}

function checkedOf(compiled: CompiledStack, own: readonly SourceFile[]): Checked {
  const { value, diagnostics, merges, layers } = compiled;
  return { whole: value !== undefined && !hasErrors(diagnostics), diagnostics, merges, layers, intents: intentsOf(own) };
}

function layersOf(below: readonly (LayerSource & { readonly hash: string })[], own: readonly SourceFile[], { before, resolutions = {} }: { readonly before: string; readonly resolutions?: Resolutions }): CompiledLayers {
  const first = compiledOf(below, own);
  const decides = Object.keys(resolutions).length > 0;
  if (own.length === 0 || !first.value) return { ...checkedOf(first, own), ...modelIn(first, before), rebased: own };
  const rebased = known(rebaseLayer({ files: own }, first, resolutions));
  if (!decides) return { ...checkedOf(first, rebased), ...modelIn(first, before), rebased };
  const last = compiledOf(below, rebased);
  const open = new Set(last.merges.filter(({ outcome }) => outcome === 'conflict').map(({ layer, address }) => `${layer} ${address}`));
  const merges = first.merges.filter(({ outcome, layer, address }) => outcome !== 'conflict' || open.has(`${layer} ${address}`));
  return { ...checkedOf(last, rebased), merges, ...modelIn(last, before), rebased };
}

/** Rows stay here: they are many, and wanted only when they are to be loaded. */
function modelIn({ value }: CompiledStack, before: string): Pick<CompiledLayers, 'model' | 'changes'> {
  if (!value) return { changes: [] };
  const model = { ...value, data: [] };
  const key = `${createHash('sha256').update(before).digest('hex')} ${model.hash}`;
  return { model, changes: keep(differences, key, differences.get(key) ?? diffModels(readKeptModel(before), model), stacksMax) };
}

function documentOf({ effective, layers, diagnostics }: CompiledStack, address: string): Result<LayeredDocument> {
  const found = effective.get(address);
  if (!found) return { diagnostics };
  const namespaces: Record<string, string> = { '': layers[found.layer]!.namespace };
  for (const { path, layer } of found.steps) namespaces[path.join('/')] = layers[layer]!.namespace;
  return { value: { address, value: found.value, layers: namespaces }, diagnostics };
}

function blamedOf(compiled: CompiledStack, address: string): Result<BlamedValue> {
  const { effective, diagnostics } = compiled;
  const steps = blameOf(compiled, address);
  const cut = address.indexOf('#');
  const document = effective.get(cut < 0 ? address : address.slice(0, cut));
  if (!document && steps.length === 0) return { diagnostics };
  const parts = cut < 0 ? [] : address.slice(cut + 1).split('/');
  const value = document ? parts.reduce<unknown>(valueIn, document.value) : steps.at(-1)?.value;
  return { value: { address, ...(value === undefined ? {} : { value }), steps }, diagnostics };
}

const valueIn = (at: unknown, part: string): unknown =>
  (typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? (at as Readonly<Record<string, unknown>>)[part] : undefined);
