/**
 * A stack of layers to its Model.
 *
 * What a layer above said of something that is gone, or that does not hold any more, is parked and the stack is compiled without
 * it: an upgrade is never stopped by what it took away, and nothing is lost. Only what was good when the layer was locked is
 * parked; a new mistake is a mistake.
 */
import { hasErrors, messageOf, sortDiagnostics, type Diagnostic } from '@tenon/diagnostics';
import { compileModel } from '../compile/index.ts';
import { layeredPackage } from '../layer.ts';
import { linkPackage } from '../link/index.ts';
import type { Model } from '../model.ts';
import { foldStack, readStack, type Folded, type Parked, type ReadStack } from './stack.ts';
import { unitOf } from './unit.ts';
import type { Effective, Layer, LayerInfo, LayerSource, MergeEntry } from './types.ts';

export interface CompiledStack {
  /** Absent where there is an error. */
  readonly value?: Model;
  readonly diagnostics: readonly Diagnostic[];
  readonly layers: readonly LayerInfo[];
  /** What became of every intent of the layers above the lowest. */
  readonly merges: readonly MergeEntry[];
  readonly effective: Effective;
  /** What was in effect below each layer. */
  readonly below: readonly Effective[];
  /** The layers as they were read. */
  readonly read: readonly Layer[];
}

/** Each round parks what the one before brought to light; a chain of this many is a mistake of the documents. */
const roundsMax = 20;

export function compileStack(sources: readonly LayerSource[]): CompiledStack {
  const read = readStack(sources);
  let parked: Parked = new Map();
  for (let round = 0; ; round += 1) {
    const attempt = compileOnce(read, parked);
    const more = round < roundsMax && hasErrors(attempt.diagnostics) ? parkBroken(read, attempt, parked) : undefined;
    if (!more) return attempt;
    parked = more;
  }
}

function compileOnce({ layers, broken, diagnostics: early }: ReadStack, parked: Parked): CompiledStack {
  const folded = foldStack(layers, parked);
  const infos = layers.map(infoOf);
  const common = { layers: infos, merges: folded.entries, effective: folded.effective, below: folded.below, read: layers };
  const soFar = [...early, ...folded.diagnostics];
  const layered = layeredPackage(folded.effective, infos);
  if (!layered) return { ...common, diagnostics: sortDiagnostics(soFar) };
  const linked = linkPackage(layered, brokenWith(broken, folded));
  const compiled = linked.value ? compileModel(linked.value) : { diagnostics: [] };
  const { merges, diagnostics: late } = parkTexts(folded.entries, compiled.diagnostics, layers);
  const diagnostics = sortDiagnostics([...soFar, ...linked.diagnostics, ...late]);
  return { ...common, merges, diagnostics, ...(compiled.value && !hasErrors(diagnostics) ? { value: compiled.value } : {}) };
}

const infoOf = ({ name, version, namespace, label, kind, author }: Layer): LayerInfo => ({ name, version, namespace, label, kind, ...(author ? { author } : {}) });

/** A translation of something that is gone waits for it; to the compiler it is only one of nothing. */
function parkTexts(entries: readonly MergeEntry[], diagnostics: readonly Diagnostic[], layers: readonly Layer[]): Pick<CompiledStack, 'merges' | 'diagnostics'> {
  const idle = new Set(diagnostics.filter(({ code }) => code === 'MET510').map(({ address }) => wholeLanguage(address)));
  if (idle.size === 0) return { merges: entries, diagnostics };
  const waiting = new Set<string>();
  const merges = entries.map((entry): MergeEntry => {
    const layer = layers.find(({ name }) => name === entry.layer);
    if (!idle.has(entry.address) || !layer?.lock || !Object.hasOwn(layer.lock.seen, entry.address)) return entry;
    waiting.add(entry.address);
    return { ...entry, outcome: 'parked', because: entry.address.slice(entry.address.indexOf('#') + 1) };
  });
  return { merges, diagnostics: diagnostics.filter(({ code, address }) => code !== 'MET510' || !waiting.has(wholeLanguage(address))) };
}

/** `locale/zh-CN.orders` is a part of `locale/zh-CN`. */
const wholeLanguage = (address = ''): string => address.replace(/^(locale\/[^.#]+)\.[^#]+/, '$1');

/** A document that a layer has bent out of shape is as good as one with mistakes of its own. */
const brokenWith = (broken: ReadonlySet<string>, folded: Folded): ReadonlySet<string> =>
  new Set([...broken, ...folded.diagnostics.filter(({ code }) => code.startsWith('MET2')).flatMap(({ address }) => (address ? [address.split('#')[0]!] : []))]);

/** Parks what the errors are about, where it was good before; undefined when there is nothing of that kind. */
function parkBroken({ layers }: ReadStack, { diagnostics, effective }: CompiledStack, parked: Parked): Parked | undefined {
  const next = new Map([...parked].map(([index, addresses]) => [index, new Map(addresses)]));
  let found = false;
  for (const problem of diagnostics.filter(({ severity }) => severity === 'error')) {
    const unit = unitOf(problem, effective, layers);
    if (!unit) continue;
    const known = next.get(unit.layer) ?? new Map<string, string>();
    if (known.has(unit.address)) continue;
    next.set(unit.layer, known.set(unit.address, messageOf(problem).replace(/\.$/, '')));
    found = true;
  }
  return found ? next : undefined;
}

