/** A layer's intents and its name, from its files alone. */
import type { SourceFile } from '../document.ts';
import { addressOfIntent, readLayer } from './read.ts';
import type { IntentOp, LayerInfo, Placement } from './types.ts';

/** An intent as it is shown and compared: plain JSON. */
export interface PlainIntent {
  readonly address: string;
  readonly op: IntentOp;
  readonly value?: unknown;
  readonly placement?: Placement;
  readonly why?: string;
}

export function intentsOf(files: readonly SourceFile[]): readonly PlainIntent[] {
  return readLayer({ files }, 0).layer.intents.map((intent) => ({
    address: addressOfIntent(intent), op: intent.op,
    ...(intent.value === undefined ? {} : { value: intent.value }), ...(intent.placement ? { placement: intent.placement } : {}), ...(intent.why === undefined ? {} : { why: intent.why }),
  }));
}

/** Name, version and kind of the layer that the files are. */
export function layerInfoOf(files: readonly SourceFile[]): LayerInfo {
  const { name, version, namespace, label, kind, author } = readLayer({ files: files.filter(({ path }) => path === 'package.json') }, 0).layer;
  return { name, version, namespace, label, kind, ...(author ? { author } : {}) };
}
