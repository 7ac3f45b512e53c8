/**
 * Brings a layer onto what now stands below it: intents that came to nothing go, what was decided is done, and the lock file says
 * what was seen.
 *
 * In:   the layer's files, the stack that it is the top of or a part of, decisions by address.
 * Out:  its files. Doing it again changes nothing.
 */
import type { SourceFile } from '../document.ts';
import { lockFile } from '../kinds.ts';
import type { CompiledStack } from './compile-stack.ts';
import { withdraw } from './edit.ts';
import { hashOf, seenOf } from './lock.ts';
import { addressOfIntent, readLayer } from './read.ts';
import { isRecord, type Json } from './tree.ts';
import type { Decision, Effective, Layer, LayerSource, MergeEntry, Seen } from './types.ts';

/** By address, for conflicts of the layer itself; by `<package> <address>` for those of a layer below it. */
export type Resolutions = Readonly<Record<string, 'mine' | 'theirs'>>;

export function rebaseLayer(source: LayerSource, stack: CompiledStack, resolutions: Resolutions = {}): readonly SourceFile[] {
  const { layer } = readLayer({ files: source.files }, 0);
  const index = stack.layers.findIndex(({ name }) => name === layer.name);
  const entries = stack.merges.filter((entry) => entry.layer === layer.name);
  const files = new Map(source.files.map((file) => [file.path, file]));
  const seen: Record<string, Seen> = {};
  for (const entry of entries) settle({ entry, files, seen, layer, below: stack.below[index]!, stack, resolution: resolutions[entry.address] });
  const text = lockText(layer, stack, index, seen, decisionsOf(layer, stack, resolutions));
  if (files.get(lockFile)?.text !== text) files.set(lockFile, { path: lockFile, text });
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

interface Settling {
  readonly entry: MergeEntry;
  readonly files: Map<string, SourceFile>;
  readonly seen: Record<string, Seen>;
  readonly layer: Layer;
  readonly below: Effective;
  readonly stack: CompiledStack;
  readonly resolution: 'mine' | 'theirs' | undefined;
}

function settle(settling: Settling): void {
  const { entry, seen, layer, below, stack, resolution } = settling;
  const known = layer.lock && Object.hasOwn(layer.lock.seen, entry.address) ? layer.lock.seen[entry.address] : undefined;
  const decided = entry.outcome === 'conflict' ? resolution : undefined;
  if (entry.outcome === 'taken' || decided === 'theirs') return drop(settling);
  const address = entry.movedTo ?? entry.address;
  const intent = layer.intents.find((each) => addressOfIntent(each) === entry.address && each.op === entry.op);
  if (!intent) return; // a part of another
  if (entry.movedTo) redirect(settling, entry.movedTo);
  // A move is seen by where its element stood when it was first moved; later neighbours do not matter.
  const fresh = (): Seen => seenOf(entry.theirs, ownerOf(below, stack, address));
  seen[address] = { ...(decided === 'mine' || !known ? fresh() : known), mine: hashOf(intent.value) };
}

/** The package and version that says what stands below at the address. */
function ownerOf(below: Effective, stack: CompiledStack, address: string): string | undefined {
  const [name = '', ...rest] = address.split('#');
  const document = below.get(name);
  if (!document) return undefined;
  const path = rest.join('#').split('/');
  const step = document.steps.toReversed().find((each) => each.path.every((part, index) => part === path[index]));
  const layer = stack.layers[step?.layer ?? document.layer]!;
  return `${layer.name}@${layer.version}`;
}

function overlayOf(files: ReadonlyMap<string, SourceFile>, layer: Layer, entry: MergeEntry): { readonly path: string; readonly value: Json; readonly address: string } | undefined {
  const intent = layer.intents.find((each) => addressOfIntent(each) === entry.address && each.op === entry.op);
  const file = intent && files.get(intent.source.document.file);
  if (!intent || !file) return undefined;
  return { path: file.path, value: JSON.parse(file.text) as Json, address: entry.address.slice(intent.document.length + 1) };
}

const print = (value: Json): string => `${JSON.stringify(value, null, 2)}\n`;

/** Takes the intent out of its file. */
function drop({ entry, files, layer }: Settling): void {
  const found = overlayOf(files, layer, entry);
  if (!found) return;
  const { path, value, address } = found;
  if (path.startsWith('overlays/')) {
    withdraw(value, entry.op, address);
    if (isRecord(value['why'])) withdraw(value, 'why', address);
  } else if (path.startsWith('locales/')) delete value[address];
  else return void files.delete(path);
  const isEmpty = Object.keys(value).filter((key) => key !== 'extends').length === 0;
  if (isEmpty) files.delete(path);
  else files.set(path, { path, text: print(value) });
}

/** Says the address as it is today. */
function redirect({ entry, files, layer }: Settling, to: string): void {
  const found = overlayOf(files, layer, entry);
  if (!found?.path.startsWith('overlays/')) return;
  const { path, value, address } = found;
  const now = to.slice(to.indexOf('#') + 1);
  for (const key of [entry.op, 'why']) {
    const said = value[key];
    const named = (each: string): string => (each === address ? now : each);
    if (Array.isArray(said)) value[key] = (said as string[]).map(named);
    else if (isRecord(said)) value[key] = Object.fromEntries(Object.entries(said).map(([each, inner]) => [named(each), inner]));
  }
  files.set(path, { path, text: print(value) });
}

function decisionsOf(layer: Layer, stack: CompiledStack, resolutions: Resolutions): Readonly<Record<string, Decision>> {
  const made = stack.merges.filter((entry) => entry.layer !== layer.name && entry.outcome === 'conflict').flatMap((entry) => {
    const key = `${entry.layer} ${entry.address}`;
    const choose = Object.hasOwn(resolutions, key) ? resolutions[key] : undefined;
    return choose ? [[key, { for: hashOf(entry.theirs), choose }] as const] : [];
  });
  return { ...layer.lock?.decided, ...Object.fromEntries(made) };
}

function lockText(layer: Layer, stack: CompiledStack, index: number, seen: Readonly<Record<string, Seen>>, decided: Readonly<Record<string, Decision>>): string {
  const below = stack.layers.slice(0, index).map(({ name, version }) => [name, version] as const);
  const sorted = <T>(entries: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
  // What was said of a package that is away for now stays known.
  const gone = Object.entries(layer.lock?.extends ?? {}).filter(([name]) => !below.some(([each]) => each === name));
  return print({
    lockVersion: 1, extends: sorted(Object.fromEntries([...gone, ...below])), seen: sorted(seen),
    ...(Object.keys(decided).length > 0 ? { decided: sorted(decided) } : {}),
  });
}
