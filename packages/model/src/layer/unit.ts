/** From a problem to the smallest thing of a layer that can wait: the intent, or the named element in it, whose place the problem has. */
import type { Diagnostic } from '@tenon/diagnostics';
import type { Kind } from '../document.ts';
import { hashOf } from './lock.ts';
import { addressAt, addressOfIntent } from './read.ts';
import { spotsOf } from './shape.ts';
import { isRecord, getAt } from './tree.ts';
import type { Effective, EffectiveDocument, Layer } from './types.ts';

export interface Unit {
  readonly layer: number;
  readonly address: string;
}

/** Undefined where the lowest layer is to blame, or where a layer says something new that does not hold. */
export function unitOf(problem: Diagnostic, effective: Effective, layers: readonly Layer[]): Unit | undefined {
  if (!problem.address) return undefined;
  const [name = '', ...rest] = problem.address.split('#');
  const path = rest.length === 0 ? [] : rest.join('#').split('/');
  const document = effective.get(name) ?? rowsNamed(name, effective);
  if (!document) return intentUnit(problem.address, layers);
  const step = document.steps.toReversed().find((each) => ['add', 'set'].includes(each.op) && each.path.every((part, index) => part === path[index]));
  const index = step?.layer ?? document.layer;
  const layer = layers[index];
  if (!layer || index === 0) return besideUnit(document, name, path, layers);
  if (!layer.lock) return undefined;
  if (step?.op === 'set') return wasSeen(layer, `${name}#${step.path.join('/')}`);
  const start = step ? step.path.length : 0;
  const end = elementEnd(document.kind, document.value, path, start);
  return wasSeen(layer, end === 0 ? name : `${name}#${path.slice(0, end).join('/')}`);
}

/** What stands below does not go together with what a layer has set beside it, such as a least and a greatest value. */
function besideUnit(document: EffectiveDocument, name: string, path: readonly string[], layers: readonly Layer[]): Unit | undefined {
  const parent = path.slice(0, -1);
  for (const step of document.steps.toReversed()) {
    const layer = layers[step.layer]!;
    const isBeside = step.op === 'set' && step.path.length === path.length && parent.every((part, index) => part === step.path[index]);
    const unit = isBeside && layer.lock ? wasSeen(layer, `${name}#${step.path.join('/')}`) : undefined;
    if (unit) return unit;
  }
  return undefined;
}

/** Rows of an upper layer are kept under its namespace, and told by their own name. */
function rowsNamed(name: string, effective: Effective): EffectiveDocument | undefined {
  return name.startsWith('data/') ? [...effective.values()].find((each) => each.layer > 0 && each.kind === 'data' && `data/${each.name}` === name) : undefined;
}

/** The problem stands at an intent that came to nothing. */
function intentUnit(address: string, layers: readonly Layer[]): Unit | undefined {
  const layer = layers.toReversed().find((each) => each.intents.some((intent) => addressOfIntent(intent) === address));
  return layer && layer.index > 0 && layer.lock ? wasSeen(layer, address) : undefined;
}

/** How much of the path names the innermost element that can be taken out. */
function elementEnd(kind: Kind, value: unknown, path: readonly string[], start: number): number {
  const spots = spotsOf(kind, value, path);
  for (let end = spots.length; end > start; end -= 1) {
    // An element that alone fills its collection cannot go without the collection.
    const siblings = getAt(value, path.slice(0, end - 1));
    if (spots[end - 1]!.named && isRecord(siblings) && Object.keys(siblings).length > 1) return end;
  }
  return start;
}

/** Only what the lock file knows, and what is as it was then, has been good before. */
function wasSeen(layer: Layer, address: string): Unit | undefined {
  const { seen } = layer.lock!;
  const wasGood = layer.intents.some((intent) => {
    const outer = addressOfIntent(intent);
    const isIn = address === outer || address.startsWith(`${outer}/`) || address.startsWith(`${outer}#`) || address === addressAt(intent.document, intent.path);
    return isIn && Object.hasOwn(seen, outer) && seen[outer]!.mine === hashOf(intent.value);
  });
  return wasGood ? { layer: layer.index, address } : undefined;
}
