/**
 * Differences of Models in words. Golden cases: each folder of test/diff has edits of the good package (`change.json`)
 * and what is told of them (`changes.txt`). Property: what makes another Model is told.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderDiagnostic } from '@tenon/diagnostics';
import { describe, expect, it } from 'vitest';
import { compilePackage, schemas, type Kind, type SourceFile } from '../src/compiler.ts';
import { diffModels, withEarlierNames, type Model, type ModelChange } from '../src/index.ts';
import { identify } from '../src/kinds.ts';
import { readBundle } from './bundle.ts';
import { samplesOf } from './samples.ts';
import { keysOf, walkDocument, type Key } from './schema-walk.ts';

type Step = string | number;
type Node = Record<Step, unknown>;
/** A file of the package and a path in it: a value in place of the one there, or none. */
interface Edit { readonly file: string; readonly at?: string; readonly value?: unknown; readonly remove?: true }

const good = readBundle(fileURLToPath(new URL('cases/good/input.txt', import.meta.url)));
const folder = fileURLToPath(new URL('diff', import.meta.url));
const update = Boolean(process.env['UPDATE_GOLDEN']);

function modelOf(files: readonly SourceFile[]): Model {
  const { value, diagnostics } = compilePackage(files);
  if (!value) throw new Error(diagnostics.map((each) => renderDiagnostic(each)).join('\n'));
  return value;
}

const nodeAt = (document: unknown, path: readonly Step[]): Node => path.reduce<unknown>((node, step) => (node as Node)[step], document) as Node;

function edited(files: readonly SourceFile[], { file, at, value, remove }: Edit): readonly SourceFile[] {
  const others = files.filter((each) => each.path !== file);
  if (at === undefined) return remove ? others : [...others, { path: file, text: JSON.stringify(value) }];
  const document = JSON.parse(files.find((each) => each.path === file)!.text) as unknown;
  const path = at.split('/');
  const node = nodeAt(document, path.slice(0, -1));
  const name = path.at(-1)!;
  if (remove) delete node[name];
  else node[name] = value;
  return [...others, { path: file, text: JSON.stringify(document) }];
}

function printed({ kind, address, what, before, after }: ModelChange): string {
  const values = before === undefined && after === undefined ? '' : `  ${before ?? '–'} → ${after ?? '–'}\n`;
  return `${kind} ${address}\n  ${what!.en}\n  ${what!['zh-CN']}\n${values}`;
}

const before = modelOf(good);

describe('a change of the good package', () => {
  it.each(readdirSync(folder).sort())('%s', (name) => {
    const edits = JSON.parse(readFileSync(`${folder}/${name}/change.json`, 'utf8')) as readonly Edit[];
    const after = modelOf(edits.reduce(edited, good));
    const text = diffModels(before, after).map(printed).join('');
    const golden = `${folder}/${name}/changes.txt`;
    if (update) writeFileSync(golden, text);
    expect(existsSync(golden) ? readFileSync(golden, 'utf8') : '').toBe(text);
  });
});

it('is nothing between a Model and itself', () => {
  expect(diffModels(before, before)).toEqual([]);
  expect(diffModels(before, JSON.parse(JSON.stringify(before)) as Model)).toEqual([]);
});

it('a field that goes back to its earlier name is renamed, one of another type by that name is another', () => {
  const edits = JSON.parse(readFileSync(`${folder}/field_renamed/change.json`, 'utf8')) as readonly Edit[];
  const after = edits.reduce(edited, good);
  const fieldChanges = (next: Model) => diffModels(modelOf(after), next).filter(({ kind, address }) => kind !== 'changed' && /#fields\/(qty|quantity)$/.test(address)).map(({ kind, address }) => `${kind} ${address}`);
  expect(fieldChanges(before)).toEqual(['renamed object/order_line#fields/qty']);
  expect(withEarlierNames(modelOf(after), before).objects['order_line']!.fields['qty']!.was).toBe('quantity');
  expect(fieldChanges(modelOf(edited(good, { file: 'objects/order_line.json', at: 'fields/qty/type', value: 'percent' })))).toEqual(['removed object/order_line#fields/quantity', 'added object/order_line#fields/qty']);
});

/** Where each key may stand in the package. */
interface Place { readonly file: SourceFile; readonly path: readonly Step[] }
function placesOf(kind: Kind): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<string, Place[]>();
  for (const file of good) {
    const identity = identify(file.path);
    if (!('kind' in identity) || identity.kind !== kind || !file.path.endsWith('.json')) continue;
    walkDocument(kind, JSON.parse(file.text), { node: (path, keys) => keys.forEach(({ id }) => found.set(id, [...(found.get(id) ?? []), { file, path }])) });
  }
  return found;
}

/** The Models that setting the key to other values, or taking it away, leads to; a few for each key. */
function* mutants(kind: Kind, key: Key, places: readonly Place[]): Generator<readonly [string, Model]> {
  let left = 2;
  for (const { file, path } of places) {
    const old = nodeAt(JSON.parse(file.text), path)[key.name];
    const samples = [...(old === undefined ? [] : [undefined]), ...samplesOf(kind, key.schema, old)];
    for (const sample of samples.slice(0, 30)) {
      const document = JSON.parse(file.text) as unknown;
      nodeAt(document, path)[key.name] = sample;
      const { value, diagnostics } = compilePackage(good.map((each) => (each === file ? { path: file.path, text: JSON.stringify(document) } : each)));
      if (!value || diagnostics.length > 0 || essence(value) === essence(before)) continue;
      yield [`${file.path} ${[...path, key.name].join('/')} = ${JSON.stringify(sample)}`, value];
      left -= 1;
      if (left === 0) return;
    }
  }
}

/** The order of keys says nothing here: a golden case has what is moved. */
const sorted = (value: unknown): unknown =>
  (typeof value !== 'object' || value === null || Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
const essence = (model: Model): string => JSON.stringify({ ...model, hash: '' }, (_, value: unknown) => sorted(value));

describe.each(Object.keys(schemas) as Kind[])('what makes another Model in %s', (kind) => {
  it('is told, with an address and in both languages', () => {
    const places = placesOf(kind);
    const untold: string[] = [];
    let tried = 0;
    for (const key of keysOf(kind)) {
      for (const [name, after] of mutants(kind, key, places.get(key.id) ?? [])) {
        tried += 1;
        for (const changes of [diffModels(before, after), diffModels(after, before)]) {
          if (changes.length === 0 || changes.some(({ address, what }) => address === '' || !what?.en || !what['zh-CN'] || /undefined/.test(what.en))) untold.push(name);
        }
      }
    }
    expect(untold.join('\n')).toBe('');
    if (places.size > 0) expect(tried).toBeGreaterThan(0);
  }, 300_000);
});
