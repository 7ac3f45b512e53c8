/** The real packages and examples of this repository, as layers: read once for a test file. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileStack, type CompiledStack, type LayerSource, type SourceFile } from '../src/compiler.ts';
import { readPackage } from '../src/node/index.ts';

export const variants = ['fmcg', 'manufacturing', 'high-tech', 'medical'] as const;

/** Layers by a short name; `channel-sales 1.0` is what the upgrade begins with. */
const folders: Readonly<Record<string, string>> = {
  'channel-sales': 'metadata/channel-sales', ...Object.fromEntries(variants.map((name) => [name, `metadata/${name}`])), hengxin: 'examples/hengxin', wide: 'examples/wide',
};
export const base = 'channel-sales';
export const earlier = 'channel-sales 1.0';

const layers = new Map<string, Promise<LayerSource>>();
const stacks = new Map<string, Promise<CompiledStack>>();

export function layerOf(name: string): Promise<LayerSource> {
  const known = layers.get(name) ?? (name === earlier ? readEarlier() : readAt(folders[name]!)).then((files): LayerSource => ({ files, at: `${name}/` }));
  layers.set(name, known);
  return known;
}

/** The stack of the layers, lowest first, compiled once. */
export function stackOf(...names: readonly string[]): Promise<CompiledStack> {
  const key = names.join(' + ');
  const known = stacks.get(key) ?? Promise.all(names.map(layerOf)).then(compileStack);
  stacks.set(key, known);
  return known;
}

const place = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const readAt = (path: string): Promise<readonly SourceFile[]> => readPackage(place(path));

/** The package with the files of the folder in their place, and without those that it says were not there. */
async function readEarlier(): Promise<readonly SourceFile[]> {
  const [now, then] = await Promise.all([readAt('metadata/channel-sales'), readAt('examples/upgrade/channel-sales-1.0')]);
  const removed = JSON.parse(then.find(({ path }) => path === 'removed.json')!.text) as readonly string[];
  const old = then.filter(({ path }) => path !== 'removed.json');
  const gone = new Set([...removed, ...old.map(({ path }) => path)]);
  return [...now.filter(({ path }) => !gone.has(path)), ...old].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The text of a golden file; nothing where there is none. */
export const goldenAt = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
