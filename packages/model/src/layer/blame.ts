/** Who says what stands at an address: the chain of layers, the lowest first. */
import { addressAt } from './read.ts';
import { getAt } from './tree.ts';
import type { CompiledStack } from './compile-stack.ts';
import type { IntentOp, LayerInfo, Step } from './types.ts';

export interface BlameStep {
  readonly layer: LayerInfo;
  readonly op: IntentOp;
  /** What the layer spoke of: the address itself, what it is in, or something in it. */
  readonly address: string;
  /** What stood at the address after this step; absent for an inner one. */
  readonly value?: unknown;
  readonly why?: string;
}

/** Empty where no layer says anything: the engine's own default stands. */
export function blameOf(stack: Pick<CompiledStack, 'effective' | 'layers'>, address: string): readonly BlameStep[] {
  const cut = address.indexOf('#');
  const [name, path] = cut < 0 ? [address, []] : [address.slice(0, cut), address.slice(cut + 1).split('/')];
  if (name.startsWith('locale/')) return textSteps(stack, name, cut < 0 ? '' : address.slice(cut + 1));
  const document = stack.effective.get(name);
  if (!document) return [];
  const first = getAt(document.own, path);
  const own: readonly BlameStep[] = first === undefined ? [] : [{ layer: stack.layers[document.layer]!, op: 'add', address: name, value: first }];
  return [...own, ...document.steps.flatMap((step) => stepAt(stack.layers[step.layer]!, name, step, path))];
}

function stepAt(layer: LayerInfo, name: string, step: Step, path: readonly string[]): readonly BlameStep[] {
  const shared = Math.min(step.path.length, path.length);
  if (!step.path.slice(0, shared).every((part, index) => part === path[index])) return [];
  const said: BlameStep = { layer, op: step.op, address: addressAt(name, step.path), ...(step.why === undefined ? {} : { why: step.why }) };
  if (step.path.length > path.length) return [said];
  const value = getAt(step.value, path.slice(step.path.length));
  const gives = step.op === 'add' || step.op === 'set';
  if (gives && value === undefined) return [];
  return [gives ? { ...said, value } : said];
}

function textSteps({ effective, layers }: Pick<CompiledStack, 'effective' | 'layers'>, locale: string, address: string): readonly BlameStep[] {
  const language = locale.slice('locale/'.length);
  return [...effective].flatMap(([name, document]): readonly BlameStep[] => {
    const text = document.kind === 'locale' && name.split(/[/:]/).at(-1)!.split('.')[0] === language ? (document.value as Record<string, string>)[address] : undefined;
    return text === undefined ? [] : [{ layer: layers[document.layer]!, op: 'set', address: `${locale}#${address}`, value: text }];
  });
}
