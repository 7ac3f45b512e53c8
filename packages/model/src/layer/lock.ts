/** What a layer saw below when it spoke: hashes of values, and the values while they are short. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, getAt } from './tree.ts';
import type { EffectiveDocument, Layer, Outcome, Seen } from './types.ts';

/** Longest value that is kept itself, in characters of JSON. */
const keptMax = 500;

/** Of no value the hash is empty. */
export const hashOf = (value: unknown): string => (value === undefined ? '' : bytesToHex(sha256(utf8ToBytes(canonicalJson(value)))).slice(0, 32));

export function seenOf(value: unknown, by: string | undefined): Seen {
  const text = value === undefined ? '' : canonicalJson(value);
  return { ...(by ? { by } : {}), hash: hashOf(value), ...(value === undefined || text.length > keptMax ? {} : { value }) };
}

/** The three-way comparison. Without anything seen, what stands below now is what was seen. */
export function weigh(seen: Seen | undefined, theirs: unknown, mine: unknown): Exclude<Outcome, 'parked'> {
  const [lower, own] = [hashOf(theirs), hashOf(mine)];
  if (lower === own) return 'satisfied';
  if (!seen || lower === seen.hash) return 'kept';
  return own === seen.hash ? 'taken' : 'conflict';
}

/**
 * What a layer without a lock has seen where another that it does not know has spoken before it: what its own bases say.
 * Undefined where everybody who spoke is known to it.
 */
export function seenByBases(document: EffectiveDocument, path: readonly string[], layer: Layer, layers: readonly Layer[]): Seen | undefined {
  if (layer.kind === 'tenant') return undefined;
  const touching = document.steps.filter((step) => step.layer !== layer.index && step.path.every((part, index) => part === path[index]));
  const stranger = touching.find((step) => !isBase(layers[step.layer]!, layer, layers));
  if (!stranger) return undefined;
  const known = touching.slice(0, touching.indexOf(stranger)).findLast(({ op }) => op === 'set' || op === 'add');
  return seenOf(known ? getAt(known.value, path.slice(known.path.length)) : getAt(document.own, path), undefined);
}

const isBase = (other: Layer, layer: Layer, layers: readonly Layer[]): boolean =>
  layer.bases.includes(other.name) || layer.bases.some((name) => layers.some((each) => each.name === name && isBase(other, each, layers)));

/**
 * Two changes of one list of names: what was added and taken out on one side, done to the other. Undefined where one of them is
 * no such list.
 */
export function mergedList(base: unknown, theirs: unknown, mine: unknown): readonly string[] | undefined {
  if (!isNames(base) || !isNames(theirs) || !isNames(mine)) return undefined;
  const merged = theirs.filter((name) => mine.includes(name) || !base.includes(name));
  for (const [index, name] of mine.entries()) {
    if (base.includes(name) || merged.includes(name)) continue;
    const before = mine.slice(0, index).findLast((each) => merged.includes(each));
    merged.splice(before === undefined ? 0 : merged.indexOf(before) + 1, 0, name);
  }
  return merged;
}

const isNames = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((each) => typeof each === 'string') && new Set(value).size === value.length;
