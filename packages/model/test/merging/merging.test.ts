/**
 * Random upgrades: a package that changes, a variant on it, a tenant on both. The seed of a case that fails is in its message.
 *
 * Held: every intent of every layer is in effect or in the report; merging twice changes nothing; edits at different addresses
 * may come in any order and in any number of steps; what was parked and returned is as if it had never been away.
 */
import { readFileSync } from 'node:fs';
import { prng, type Prng } from '@tenon/expression/testing';
import { renderDiagnostic } from '@tenon/diagnostics';
import { describe, expect, it } from 'vitest';
import { compileStack, editLayer, intentsOf, rebaseLayer, type CompiledStack, type LayerEdit, type LayerSource, type MergeEntry, type SourceFile } from '../../src/compiler.ts';
import { foldStack, readStack } from '../../src/layer/stack.ts';
import { canonicalJson, getAt, isEqual } from '../../src/layer/tree.ts';
import { documentsOf, filesOf, randomIntent, randomPackageEdit, type Documents, type PackageEdit } from './random-layers.ts';

const cases = Number(process.env['LAYER_CASES'] ?? 1_000);
const firstSeed = Number(process.env['LAYER_SEED'] ?? 1);

const base: readonly SourceFile[] = (() => {
  const parts = readFileSync(new URL('base.txt', import.meta.url), 'utf8').split(/^--- (.*)\n/m).slice(1);
  return Array.from({ length: parts.length / 2 }, (_, index) => ({ path: parts[index * 2]!.trim(), text: JSON.stringify(JSON.parse(parts[index * 2 + 1]!)) }));
})();
const layerOf = (name: string, namespace: string): readonly SourceFile[] =>
  [{ path: 'package.json', text: `${JSON.stringify({ name, version: '1.0.0', tenon: { namespace, label: name, extends: { '@sample/base': '^1.0.0' } } })}\n` }];

type Folded = Pick<CompiledStack, 'effective' | 'below' | 'merges' | 'layers' | 'read' | 'diagnostics'>;

function fold(layers: readonly (readonly SourceFile[])[]): Folded {
  const { layers: read } = readStack(layers.map((files) => ({ files })));
  const { effective, below, entries, diagnostics } = foldStack(read);
  return { effective, below, merges: entries, layers: read, read, diagnostics };
}

const rebased = (files: readonly SourceFile[], stack: Folded): readonly SourceFile[] => rebaseLayer({ files } satisfies LayerSource, stack as CompiledStack);

/** Every layer above the first, brought onto what is below it. */
const settle = (layers: readonly (readonly SourceFile[])[]): readonly (readonly SourceFile[])[] => {
  const stack = fold(layers);
  return layers.map((files, index) => (index === 0 ? files : rebased(files, stack)));
};

const values = ({ effective }: Folded): string =>
  JSON.stringify([...effective].filter(([, { kind }]) => !['package', 'locale'].includes(kind)).map(([name, { value }]) => [name, value]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
const unordered = (stack: Folded): string => canonicalJson(JSON.parse(values(stack)));

/** The layer with random intents that hold on what is below it. */
function randomLayer(random: Prng, below: readonly (readonly SourceFile[])[], empty: readonly SourceFile[], prefix: string): { readonly files: readonly SourceFile[]; readonly edits: readonly LayerEdit[] } {
  const documents = documentsOf(below[0]!);
  const edits: LayerEdit[] = [];
  for (let count = 1 + random.below(4); count > 0; count -= 1) edits.push(randomIntent(random, documents, prefix, edits.length));
  const distinct = edits.filter((edit, index) => !edits.slice(0, index).some(({ at }) => at === edit.at || at.startsWith(`${edit.at}/`) || edit.at.startsWith(`${at}/`)));
  const good = distinct.filter((edit) => {
    const { value } = editLayer(empty, [edit]);
    return value !== undefined && !fold([...below, value]).diagnostics.some(({ severity }) => severity === 'error');
  });
  const files = editLayer(empty, good).value!;
  // Two that hold alone may not hold together, such as one that moves beside what the other hides.
  if (fold([...below, files]).diagnostics.some(({ severity }) => severity === 'error')) return { files: editLayer(empty, good.slice(0, 1)).value!, edits: good.slice(0, 1) };
  return { files, edits: good };
}

function changed(documents: Documents, edits: readonly PackageEdit[], version: string): readonly SourceFile[] {
  const copy: Documents = new Map([...documents].map(([name, each]) => [name, { ...each, value: structuredClone(each.value) }]));
  for (const edit of edits) edit.run(copy);
  (copy.get('package/base')!.value as { version: string }).version = version;
  return filesOf(copy);
}

const hasShape = (files: readonly SourceFile[]): boolean => readStack([{ files }]).diagnostics.length === 0;

const related = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
/** Values that documents may not have: a fold of them says nothing about merging. */
const isWhole = (stack: Folded): boolean => !stack.diagnostics.some(({ severity }) => severity === 'error');

/** Address of a merge entry as it is now, split. */
function now({ movedTo, address }: MergeEntry): readonly [string, readonly string[]] {
  const at = movedTo ?? address;
  const cut = at.indexOf('#');
  return cut < 0 ? [at, []] : [at.slice(0, cut), at.slice(cut + 1).split('/')];
}

function checkEntry(entry: MergeEntry, stack: Folded, later: readonly MergeEntry[]): string | undefined {
  const [document, path] = now(entry);
  if (path.length === 0 || document.startsWith('locale/') || !(entry.op === 'add' || entry.op === 'set')) return undefined;
  if (later.some((each) => each !== entry && ['kept', 'conflict', 'satisfied'].includes(each.outcome) && related(now(each).join('#').replaceAll(',', '/'), [document, path.join('/')].join('#')))) return undefined;
  const found = getAt(stack.effective.get(document)?.value, path);
  if (entry.outcome === 'kept' || entry.outcome === 'conflict') {
    if (isEqual(found, 'merged' in entry ? entry.merged : entry.mine)) return undefined;
    // The stricter of both stands where rules compose.
    const last = path.at(-1)!;
    if (['required', 'maxLength', 'min', 'max', 'requires'].includes(last) && found !== undefined) return undefined;
    return `${entry.outcome} ${entry.address}: ${JSON.stringify(found)} instead of ${JSON.stringify(entry.mine)}`;
  }
  if (entry.outcome === 'taken' || entry.outcome === 'satisfied') return isEqual(found, entry.theirs) ? undefined : `${entry.outcome} ${entry.address}: ${JSON.stringify(found)}`;
  return undefined;
}

function runCase(seed: number): { readonly outcomes: readonly string[] } {
  const random = prng(seed);
  const documents = documentsOf(base);
  const variant = randomLayer(random, [base], layerOf('shop', 'shop'), 'shop');
  const tenant = randomLayer(random, [base, variant.files], layerOf('acme', 'x'), 'x');
  const spokenOf = [...variant.edits, ...tenant.edits].map(({ at }) => at);
  const drawn = Array.from({ length: 1 + random.below(4) }, (_, index) => randomPackageEdit(random, documents, `made_${index}`, spokenOf));
  // A package that has lost its shape is not one.
  const edits = drawn.reduce<PackageEdit[]>((kept, edit) => (hasShape(changed(documents, [...kept, edit], '1.1.0')) && hasShape(changed(documents, [edit], '1.1.0')) ? [...kept, edit] : kept), []);
  const say = `seed ${seed}: package [${edits.map((edit) => edit.say).join('; ')}] variant ${JSON.stringify(variant.edits)} tenant ${JSON.stringify(tenant.edits)}`;
  const fail = (what: string): never => { throw new Error(`${what}\n${say}`); };

  const before = [base, ...settle([base, variant.files, tenant.files]).slice(1)];
  const after = changed(documents, edits, '1.1.0');
  const stack = fold([after, ...before.slice(1)]);

  // Every intent is accounted for, once.
  for (const [index, files] of before.entries()) {
    if (index === 0) continue;
    const told = stack.merges.filter(({ layer }) => layer === stack.layers[index]!.name).map(({ op, address }) => `${op} ${address}`);
    for (const { op, address } of intentsOf(files)) if (told.filter((each) => each === `${op} ${address}`).length !== 1) fail(`${op} ${address} is told ${told.filter((each) => each === `${op} ${address}`).length} times`);
  }
  if (stack.diagnostics.some(({ code }) => /^MET31[0-46]$/.test(code))) fail(`refused: ${JSON.stringify(stack.diagnostics)}`);
  for (const [index, entry] of stack.merges.entries()) {
    const wrong = checkEntry(entry, stack, stack.merges.slice(index + 1).concat(stack.merges.filter((each) => each.layer === entry.layer && ['hide', 'move', 'unset'].includes(each.op))));
    if (wrong) fail(wrong);
  }
  // What nobody above speaks of is as the package says.
  for (const edit of edits.filter((each) => !each.at.some((at) => stack.merges.some((entry) => related(now(entry).join('#').replaceAll(',', '/'), at) || related(entry.address, at))) && !edits.some((other) => other !== each && other.at.some((at) => each.at.some((own) => related(own, at)))))) {
    for (const at of edit.at) {
      const [document = '', path = ''] = at.split('#');
      const [below, above] = [documentsOf(after).get(document)!.value, stack.effective.get(document)!.value].map((value) => getAt(value, path.split('/')));
      if (!isEqual(below, above)) fail(`${at} is ${JSON.stringify(above)} instead of ${JSON.stringify(below)}`);
    }
  }

  // Twice is once.
  const once = [after, ...before.slice(1).map((files) => rebased(files, stack))];
  const again = fold(once);
  if (values(again) !== values(stack)) fail('another outcome after rebasing');
  if (!isEqual(once.slice(1), once.slice(1).map((files) => rebased(files, again)))) fail('rebasing twice changes files');

  // In any order.
  const shuffled = editLayer(layerOf('acme', 'x'), [...tenant.edits].reverse()).value!;
  if (!isEqual(shuffled, tenant.files)) fail('the order of edits is seen in the files');

  const plain = stack.merges.every(({ outcome, movedTo }) => (outcome === 'kept' || outcome === 'parked') && !movedTo);
  // In steps: one edit of the package after the other, with the layers brought along.
  if (plain && edits.length > 1 && edits.every((edit, at) => edits.slice(at + 1).every((other) => !edit.at.some((a) => other.at.some((b) => related(a, b)))))) {
    const half = [changed(documents, edits.slice(0, 1), '1.0.5'), ...before.slice(1)];
    const steps = fold([after, ...settle(half).slice(1)]);
    if (unordered(steps) !== unordered(stack)) fail('two steps differ from one');
    const otherWay = fold([changed(documents, [...edits].reverse(), '1.1.0'), ...before.slice(1)]);
    if (unordered(otherWay) !== unordered(stack)) fail('the order of the package’s edits is seen');
  }
  // Away and back.
  if (stack.merges.every(({ outcome }) => outcome !== 'taken') && !stack.merges.some(({ movedTo }) => movedTo) && isWhole(stack)) {
    const back = fold([base, ...once.slice(1)]);
    const never = fold(before);
    if (values(back) !== values(never)) fail('parked and returned is not as never parked');
  }
  return { outcomes: stack.merges.map(({ outcome }) => outcome) };
}

/** The stack, compiled as a whole, where the package alone holds: what does not hold above it must be parked. */
function compileCase(seed: number): 'skipped' | 'whole' {
  const random = prng(seed);
  const documents = documentsOf(base);
  const variant = randomLayer(random, [base], layerOf('shop', 'shop'), 'shop');
  const tenant = randomLayer(random, [base, variant.files], layerOf('acme', 'x'), 'x');
  const unlocked = compileStack([base, variant.files, tenant.files].map((files) => ({ files })));
  if (!unlocked.value) return 'skipped';
  const before = [base, ...[variant.files, tenant.files].map((files) => rebaseLayer({ files }, unlocked))];
  const edits = Array.from({ length: 2 }, (_, index) => randomPackageEdit(random, documents, `made_${index}`, [...variant.edits, ...tenant.edits].map(({ at }) => at)));
  const after = changed(documents, edits, '1.1.0');
  if (!compileStack([{ files: after }]).value) return 'skipped';
  const stack = compileStack([after, ...before.slice(1)].map((files) => ({ files })));
  if (!stack.value) throw new Error(`seed ${seed}: ${stack.diagnostics.map((each) => renderDiagnostic(each)).join('\n')}\n${edits.map(({ say }) => say).join('; ')} ${JSON.stringify([variant.edits, tenant.edits])}`);
  return 'whole';
}

describe('merging', () => {
  it('is never stopped by what an upgrade took away', () => {
    const found = Array.from({ length: cases / 4 }, (_, index) => compileCase(firstSeed + index));
    expect(found.filter((each) => each === 'whole').length).toBeGreaterThan(cases / 40);
  }, 1_200_000);

  it(`loses nothing in ${cases} random upgrades from seed ${firstSeed}`, () => {
    const counts: Record<string, number> = {};
    for (let seed = firstSeed; seed < firstSeed + cases; seed += 1) for (const outcome of runCase(seed).outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
    process.stdout.write(`${cases} upgrades: ${JSON.stringify(counts)}\n`);
    // All of them were met.
    expect(Object.keys(counts).sort()).toEqual(['conflict', 'kept', 'parked', 'satisfied', 'taken']);
  }, 1_200_000);
});
