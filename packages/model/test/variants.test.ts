/**
 * The real variants and examples: whole on their bases, whole beside each other, and carried over the upgrade of channel-sales.
 *
 * Golden files say what became of the intents of each: how many stand as they are, and every one that does not.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderDiagnostic } from '@tenon/diagnostics';
import { describe, expect, it } from 'vitest';
import { compileStack, intentsOf, rebaseLayer, type CompiledStack, type LayerSource } from '../src/compiler.ts';
import { diffModels, localizeModel } from '../src/index.ts';
import { englishIn, textsIn } from './channel-sales.ts';
import { base, earlier, goldenAt, layerOf, stackOf, variants } from './examples.ts';
import { mergesOf } from './merges.ts';

/** Each with what it is made for. */
const each: readonly (readonly string[])[] = [...variants.map((name) => [name]), ['high-tech', 'hengxin'], ['wide']];
const pairs = [['fmcg', 'medical'], ['manufacturing', 'high-tech']] as const;
const together: readonly (readonly string[])[] = [...pairs.flatMap(([one, other]) => [[one, other], [other, one]]), variants];

const told = ({ diagnostics }: CompiledStack): readonly string[] => diagnostics.map((one) => renderDiagnostic(one));
const titled = (names: readonly (readonly string[])[]) => names.map((one) => [one.join(' + '), one] as const);

function expectGolden(name: string, text: string): void {
  const file = fileURLToPath(new URL(`variants/${name}.txt`, import.meta.url));
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, text);
  expect(goldenAt(file)).toBe(text);
}

/** What stands as it was intended is counted; everything else is shown. */
function outcomesOf({ layers, merges }: CompiledStack): string {
  return layers.slice(1).map(({ name }) => {
    const own = merges.filter(({ layer }) => layer === name);
    const plain = own.filter(({ outcome, movedTo, merged }) => outcome === 'kept' && !movedTo && !merged);
    return `${name}: ${plain.length} of ${own.length} kept\n${mergesOf(own.filter((one) => !plain.includes(one)))}`.trimEnd();
  }).join('\n');
}

const sortedIntents = (all: readonly { readonly op: string; readonly address: string }[]): readonly string[] => all.map(({ op, address }) => `${op} ${address}`).sort();

async function expectEveryIntentTold(stack: CompiledStack, names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) {
    const { files } = await layerOf(name);
    expect(sortedIntents(stack.merges.filter(({ layer }) => layer === stack.layers[index + 1]!.name))).toEqual(sortedIntents(intentsOf(files)));
  }
}

/** The layers as they would have been written on what is below: each has seen that, and nothing later. */
async function writtenOn(below: LayerSource, names: readonly string[]): Promise<{ readonly layers: readonly LayerSource[]; readonly hash: string }> {
  const layers: LayerSource[] = [below];
  let hash = '';
  for (const name of names) {
    const { at, files } = await layerOf(name);
    const unlocked = { at: at!, files: files.filter(({ path }) => path !== 'tenon.lock.json') };
    const compiled = compileStack([...layers, unlocked]);
    expect(told(compiled)).toEqual([]);
    hash = compiled.value!.hash;
    layers.push({ at: at!, files: rebaseLayer(unlocked, compiled) });
  }
  return { layers, hash };
}

const ontoBase = (below: LayerSource, [, ...layers]: readonly LayerSource[]): CompiledStack => compileStack([below, ...layers]);
const rebased = ([below, ...layers]: readonly LayerSource[], stack: CompiledStack): readonly LayerSource[] => [below!, ...layers.map((layer) => ({ ...layer, files: rebaseLayer(layer, stack) }))];

describe.each(titled(each))('%s', (_, names) => {
  it('stands on its base with nothing to complain of, and its lock is what it has seen', async () => {
    const stack = await stackOf(base, ...names);
    expect(told(stack)).toEqual([]);
    expect(stack.value).toBeDefined();
    expect(stack.merges.filter(({ outcome }) => outcome !== 'kept')).toEqual([]);
    const own = await layerOf(names.at(-1)!);
    expect(rebaseLayer(own, stack)).toEqual([...own.files].sort((a, b) => (a.path < b.path ? -1 : 1)));
  });

  it('speaks Chinese wherever it speaks', async () => {
    const { value } = await stackOf(base, ...names);
    expect(englishIn(textsIn(localizeModel(value!, 'zh-CN')))).toEqual([]);
  });

  it('is carried from 1.0 to 1.1, and back', async () => {
    const [before, after] = [await layerOf(earlier), await layerOf(base)];
    const { layers: written, hash } = await writtenOn(before, names);
    const upgraded = ontoBase(after, written);
    expectGolden(`upgrade-${names.at(-1)!}`, `${outcomesOf(upgraded)}\n${told(upgraded).map((line) => `${line}\n`).join('')}`);
    await expectEveryIntentTold(upgraded, names);
    expect(upgraded.merges.filter(({ blocks, outcome }) => blocks && outcome === 'conflict')).toEqual([]);
    // What one wrote on 1.0 makes what one writes on 1.1.
    expect(upgraded.value!.hash).toBe((await stackOf(base, ...names)).value!.hash);
    const moved = rebased(written, upgraded);
    expect(rebased(moved, ontoBase(after, moved))).toEqual(moved);
    expect(ontoBase(before, moved).value!.hash).toBe(hash);
  });
});

describe.each(titled(together))('%s', (title, names) => {
  it('stand on one base: every intent is told', async () => {
    const stack = await stackOf(base, ...names);
    expect(told(stack)).toEqual([]);
    await expectEveryIntentTold(stack, names);
    expectGolden(`beside-${title.replaceAll(' + ', '-')}`, `${outcomesOf(stack)}\n`);
  });
});

it.each(pairs)('%s and %s make the same in any order, but for the order of things', async (one, other) => {
  const [first, second] = [await stackOf(base, one, other), await stackOf(base, other, one)];
  const changes = diffModels(first.value!, second.value!).filter(({ address }) => !address.includes('#layers/'));
  expect(changes.filter(({ kind }) => kind !== 'changed')).toEqual([]);
  expectGolden(`order-${one}-${other}`, changes.map(({ address, what, before, after }) => `${address}\n  ${what?.en}\n  - ${before}\n  + ${after}\n`).join(''));
});
