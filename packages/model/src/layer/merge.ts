/**
 * Merges one layer onto the layers below it: a three-way merge per address.
 *
 * In:   the documents in effect below, a layer, and what is parked or decided.
 * Out:  the documents in effect with it, an entry for every intent, and MET3xx for what it may not do.
 * Invariant: every intent is in effect or in an entry that says why it is not.
 */
import type { Code, Diagnostic } from '@tenon/diagnostics';
import { problemIn, type Params } from '../document.ts';
import { applyIntent, hiding, placementOf } from './apply.ts';
import { hashOf, mergedList, seenByBases, weigh } from './lock.ts';
import { checkPrefix, mayChange, openTo } from './permission.ts';
import { addressAt, addressOfIntent } from './read.ts';
import { findTarget, isMissing, type Target } from './target.ts';
import { composed } from './shape.ts';
import { getAt, isEqual, isRecord } from './tree.ts';
import { extensible, type Effective, type Intent, type Layer, type MergeEntry, type Seen } from './types.ts';
import { openWork, type Work } from './work.ts';

export interface MergeOptions {
  readonly layers: readonly Layer[];
  /** Addresses of this layer that wait for something that is gone, with the words why. */
  readonly parked: ReadonlyMap<string, string>;
  /** What was decided of its conflicts, by `<layer> <address>`. */
  readonly decided: Readonly<Record<string, { readonly for: string; readonly choose: 'mine' | 'theirs' }>>;
}

export interface Merged {
  readonly effective: Effective;
  readonly entries: readonly MergeEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Merging extends MergeOptions {
  readonly layer: Layer;
  readonly work: Work;
  readonly diagnostics: Diagnostic[];
}

const order: readonly Intent['op'][] = ['add', 'set', 'unset', 'hide', 'move'];

export function mergeLayer(lower: Effective, layer: Layer, options: MergeOptions): Merged {
  const merging: Merging = { ...options, layer, work: openWork(lower, layer), diagnostics: [] };
  const entries: MergeEntry[] = [];
  const sorted = layer.intents.map((intent, at) => ({ intent, at })).sort((a, b) => depth(a.intent) - depth(b.intent) || a.at - b.at);
  for (const { intent } of sorted) {
    const entry = mergeIntent(merging, intent);
    if (entry) entries.push(entry);
  }
  return { effective: merging.work.close(), entries: [...entries, ...innerParked(merging, entries)], diagnostics: merging.diagnostics };
}

/** Parts of what the layer added that wait, each with an entry of its own. */
function innerParked({ layer, parked }: Merging, entries: readonly MergeEntry[]): readonly MergeEntry[] {
  const told = new Set(entries.filter(({ outcome }) => outcome === 'parked').flatMap(({ address, movedTo }) => [address, movedTo]));
  return [...parked].filter(([address]) => !told.has(address)).map(([address, because]) => ({ layer: layer.name, address, op: 'add', outcome: 'parked', because }));
}

/** Documents first, then what is added, the outer before the inner, then what is done to it. */
const depth = ({ op, path }: Intent): number => order.indexOf(op) * 100 + (op === 'add' ? path.length : 0);

function report(merging: Merging, intent: Intent, code: Code, params: Params = {}): undefined {
  const { document, path } = intent.source;
  const diagnostic = problemIn(document, path, code, params, { key: true });
  merging.diagnostics.push({ ...diagnostic, address: addressOfIntent(intent) });
  return undefined;
}

type Outcome = Pick<MergeEntry, 'outcome'> & Partial<MergeEntry>;

/** What comes of the intent; undefined where it is a mistake, which is told. */
function mergeIntent(merging: Merging, intent: Intent): MergeEntry | undefined {
  const { layer } = merging;
  const address = addressOfIntent(intent);
  const seen = layer.lock && Object.hasOwn(layer.lock.seen, address) ? layer.lock.seen[address] : undefined;
  const because = merging.parked.get(address) ?? merging.parked.get(addressAt(intent.document, intent.path));
  const found = because === undefined ? outcomeOf(merging, intent, seen) : { outcome: 'parked' as const, because };
  if (!found) return undefined;
  const mine = intent.op === 'move' ? intent.placement : intent.value;
  return {
    layer: layer.name, address, op: intent.op, ...(seen?.by ? { seenBy: seen.by } : {}), ...(seen?.value === undefined ? {} : { base: seen.value }),
    ...(mine === undefined ? {} : { mine }), ...(intent.why === undefined ? {} : { why: intent.why }), ...found,
  };
}

function outcomeOf(merging: Merging, intent: Intent, seen: Seen | undefined): Outcome | undefined {
  if (intent.path.length === 0) return addDocument(merging, intent, seen);
  if (intent.document.startsWith('locale/')) return translate(merging, intent, seen);
  if (intent.source.document.name !== intent.document.replace('/', '.')) return report(merging, intent, 'MET317', { document: intent.document, file: intent.source.document.file });
  const document = merging.work.get(intent.document);
  if (!document || !extensible.has(document.kind)) {
    if (seen) return { outcome: 'parked', because: intent.document };
    return report(merging, intent, 'MET310', { name: intent.document, suggestion: merging.work.nearestDocument(intent.document) });
  }
  const target = findTarget({ kind: document.kind, value: document.value, path: intent.path, isNew: intent.op === 'add' || intent.op === 'set', follow: seen !== undefined });
  if (isMissing(target)) {
    if (seen) return { outcome: 'parked', because: `${intent.document}#${intent.path.slice(0, target.at + 1).join('/')}` };
    return report(merging, intent, 'MET311', { address: intent.path.join('/'), document: intent.document, suggestion: target.suggestion });
  }
  const moved = isEqual(target.path, intent.writtenAs ?? intent.path) ? {} : { movedTo: `${intent.document}#${target.path.join('/')}` };
  const found = changeOf(merging, intent, target, seen);
  return found && { ...moved, ...found };
}

function addDocument(merging: Merging, intent: Intent, seen: Seen | undefined): Outcome | undefined {
  const there = merging.work.get(intent.document);
  if (there && !merging.work.isApart(intent)) {
    const outcome = weigh(seen, there.value, intent.value);
    if (!seen && outcome !== 'satisfied') return report(merging, intent, 'MET301', { name: intent.document, other: there.file });
    return { outcome: outcome === 'kept' ? 'conflict' : outcome, theirs: there.value };
  }
  const refused = checkPrefix(merging.layer, intent.source.document);
  if (refused) return report(merging, intent, 'MET313', refused);
  merging.work.add(intent, prunedOf(merging, intent));
  return { outcome: 'kept' };
}

/** The value without the elements in it that are parked. */
function prunedOf(merging: Merging, intent: Intent): readonly (readonly string[])[] {
  const inside = `${addressAt(intent.document, intent.path)}${intent.path.length === 0 ? '#' : '/'}`;
  return [...merging.parked.keys()].filter((address) => address.startsWith(inside)).map((address) => address.slice(inside.length).split('/'));
}

function translate(merging: Merging, intent: Intent, seen: Seen | undefined): Outcome {
  const [address] = intent.path as [string];
  const theirs = merging.work.text(intent.document, address);
  const outcome = decided(merging, intent, theirs, weigh(seen, theirs, intent.value));
  merging.work.setText(intent, outcome === 'taken');
  return theirs === undefined ? { outcome } : { outcome, theirs };
}

/** A conflict that somebody has decided is one no more. */
function decided<T extends MergeEntry['outcome']>(merging: Merging, intent: Intent, theirs: unknown, outcome: T): T | 'kept' | 'taken' {
  const key = `${merging.layer.name} ${addressOfIntent(intent)}`;
  const decision = outcome === 'conflict' && Object.hasOwn(merging.decided, key) ? merging.decided[key] : undefined;
  if (!decision || decision.for !== hashOf(theirs)) return outcome;
  return decision.choose === 'mine' ? 'kept' : 'taken';
}

function changeOf(merging: Merging, intent: Intent, target: Target, seen: Seen | undefined): Outcome | undefined {
  const { work, layer } = merging;
  const document = work.get(intent.document)!;
  const spot = target.spots.at(-1)!;
  const theirs = getAt(document.value, target.path);
  const isKey = !spot.named || !(isRecord(theirs) || isRecord(intent.value));
  if (isKey !== (intent.op === 'set' || intent.op === 'unset') && !(intent.op === 'add' && spot.named)) return report(merging, intent, 'MET316', { address: intent.path.join('/'), op: intent.op });
  const open = openTo(layer, document.value, target.path);
  if (!open && !mayChange(layer, work, intent.document, target)) return report(merging, intent, 'MET312', { address: intent.path.join('/'), document: intent.document });
  switch (intent.op) {
    case 'add': return addElement(merging, intent, target, seen);
    case 'hide': return hideElement(merging, intent, target);
    case 'move': return moveElement(merging, intent, target, seen);
    default: return setKey(merging, intent, target, { seen, theirs, open });
  }
}

function addElement(merging: Merging, intent: Intent, target: Target, seen: Seen | undefined): Outcome | undefined {
  const theirs = getAt(merging.work.get(intent.document)!.value, target.path);
  const spot = target.spots.at(-1)!;
  const blocks = spot.blocks ? { blocks: spot.blocks } : {};
  if (theirs !== undefined) {
    const outcome = decided(merging, intent, theirs, weigh(seen, theirs, intent.value));
    if (outcome === 'kept' && !seen) return report(merging, intent, 'MET314', { address: intent.path.join('/'), document: intent.document });
    if (outcome === 'kept' || outcome === 'conflict') applyIntent(merging.work, intent, target.path, intent.value, prunedOf(merging, intent));
    return { outcome, theirs, ...blocks };
  }
  const name = target.path.at(-1)!;
  const ownGround = merging.work.isOwn(intent.document, target.path);
  if (!spot.refers && !ownGround && !name.startsWith(`${merging.layer.namespace}_`)) {
    return report(merging, intent, 'MET313', { name, prefix: `${merging.layer.namespace}_` });
  }
  applyIntent(merging.work, intent, target.path, intent.value, prunedOf(merging, intent));
  return { outcome: 'kept', ...blocks };
}

interface Lower { readonly seen: Seen | undefined; readonly theirs: unknown; readonly open: boolean }

function setKey(merging: Merging, intent: Intent, target: Target, { seen, theirs, open }: Lower): Outcome {
  const spot = target.spots.at(-1)!;
  const blocks = spot.blocks ? { blocks: spot.blocks } : {};
  const shown = theirs === undefined ? {} : { theirs };
  if (spot.compose && theirs !== undefined && theirs !== false && !open) {
    const value = intent.op === 'unset' ? theirs : composed(spot.compose, theirs, intent.value);
    const idle = isEqual(value, theirs);
    if (idle && !isEqual(intent.value, theirs)) report(merging, intent, 'MET320', { address: intent.path.join('/'), document: intent.document });
    if (!idle) applyIntent(merging.work, intent, target.path, value);
    return { outcome: idle ? 'satisfied' : 'kept', ...shown, ...blocks };
  }
  const base = seen ?? seenByBases(merging.work.get(intent.document)!, target.path, merging.layer, merging.layers);
  const outcome = decided(merging, intent, theirs, weigh(base, theirs, intent.value));
  const list = outcome === 'conflict' && !spot.blocks ? mergedList(base?.value, theirs, intent.value) : undefined;
  if (outcome === 'kept' || outcome === 'conflict') applyIntent(merging.work, intent, target.path, list ?? intent.value);
  return { outcome: list ? 'kept' : outcome, ...shown, ...(list ? { merged: list } : {}), ...(outcome === 'conflict' && base?.value !== undefined ? { base: base.value } : {}), ...blocks };
}

function hideElement(merging: Merging, intent: Intent, target: Target): Outcome | undefined {
  const { kind, value } = merging.work.get(intent.document)!;
  const how = hiding(kind, value, target.path);
  if (!how) return report(merging, intent, 'MET316', { address: intent.path.join('/'), op: 'hide' });
  if (how !== 'remove' && getAt(value, [...target.path, how]) === true) return { outcome: 'satisfied' };
  applyIntent(merging.work, intent, target.path, undefined);
  return { outcome: 'kept' };
}

function moveElement(merging: Merging, intent: Intent, target: Target, seen: Seen | undefined): Outcome | undefined {
  const { after, before, into } = intent.placement ?? {};
  const document = merging.work.get(intent.document)!;
  const parent = into === undefined ? target.path.slice(0, -1) : into.split('/');
  const map = getAt(document.value, parent);
  const anchor = after ?? before;
  const gone = !isRecord(map) ? parent.join('/') : anchor !== undefined && !Object.hasOwn(map, anchor) ? [...parent, anchor].join('/') : undefined;
  if (gone !== undefined) {
    if (seen) return { outcome: 'parked', because: `${intent.document}#${gone}` };
    return report(merging, intent, 'MET311', { address: gone, document: intent.document, suggestion: undefined });
  }
  const theirs = placementOf(document.value, target.path);
  applyIntent(merging.work, intent, target.path, undefined);
  return { outcome: 'kept', theirs };
}
