/** Which layer a thing comes from, as a quiet tag. */
import { Tag, Tooltip } from 'antd';
import type { LayerInfo } from './metadata.ts';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay, type SetupSay } from './words.ts';

export const tenantNamespace = 'x';

export const kindWord = (say: SetupSay, kind: LayerInfo['kind']): string => say(kind === 'package' ? 'basePackage' : kind === 'variant' ? 'variant' : 'yours');

export function LayerTag({ namespace, count }: { readonly namespace: string; readonly count?: number }) {
  const say = useSetupSay();
  const { layerOf, layerLabel } = useSetup();
  const layer = layerOf(namespace);
  const label = namespace === tenantNamespace ? say('yours') : layerLabel(namespace);
  const tip = layer && say('layerTip', { kind: kindWord(say, layer.kind), name: layer.name, version: namespace === tenantNamespace ? '' : layer.version });
  return <Tooltip title={tip}><Tag className={`layer-tag layer-${layer?.kind ?? 'tenant'}`}>{label}{count === undefined ? null : <b>{count}</b>}</Tag></Tooltip>;
}

export function NotAppliedTag({ count }: { readonly count?: number }) {
  const say = useSetupSay();
  return <Tooltip title={say('notAppliedTip')}><Tag className="layer-tag layer-draft">{say('notApplied')}{count === undefined ? null : <b>{count}</b>}</Tag></Tooltip>;
}

/** The layer that brought a thing, by its name: what an upper layer brings begins with its namespace. */
export function namespaceOf(name: string, layers: readonly LayerInfo[]): string {
  const [base, ...upper] = layers;
  return upper.find((layer) => name.startsWith(`${layer.namespace}_`))?.namespace ?? (name.startsWith(`${tenantNamespace}_`) ? tenantNamespace : base?.namespace ?? '');
}

/** The layer that brought a field: its own where its name says so, else the one of its object. */
export function broughtBy(object: string, field: string, layers: readonly LayerInfo[]): string {
  const own = namespaceOf(field, layers);
  return own === layers[0]?.namespace ? namespaceOf(object, layers) : own;
}
