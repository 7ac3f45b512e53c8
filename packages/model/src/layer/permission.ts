/** What a layer may change of the layers below: by the language's own word on every key, and by what a package declares open. */
import type { Document, Params } from '../document.ts';
import { getAt, isRecord } from './tree.ts';
import type { Target } from './target.ts';
import type { Layer, LayerKind } from './types.ts';
import type { Work } from './work.ts';

/** Whether the language lets a layer of this kind change the key, or add to the collection. What it brought itself is its own. */
export function mayChange(layer: Layer, work: Work, document: string, target: Target): boolean {
  if (work.isOwn(document, target.path)) return true;
  const allowed = target.spots.at(-1)!.overlay;
  return allowed === 'tenant' || (allowed === 'variant' && layer.kind !== 'tenant');
}

/** Whether an element around the address says that layers of this kind may loosen it. */
export function openTo(layer: Layer, value: unknown, path: readonly string[]): boolean {
  const element = getAt(value, path.slice(0, -1));
  const open = isRecord(element) ? (element['open'] as LayerKind | undefined) : undefined;
  return open === 'tenant' ? layer.kind !== 'package' : open === 'variant' && layer.kind === 'variant';
}

/** Names that a later version of a lower layer could take as well are refused. */
export function checkPrefix(layer: Layer, { kind, name }: Document): Params | undefined {
  const prefix = `${layer.namespace}_`;
  if (layer.index === 0 || ['package', 'data', 'locale'].includes(kind)) return undefined;
  const parts = kind === 'layout' || kind === 'view' ? name.split('.') : [name];
  return parts.some((part) => part.startsWith(prefix)) ? undefined : { name, prefix };
}
