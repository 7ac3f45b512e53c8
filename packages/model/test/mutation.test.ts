/**
 * Every key of the language is read, or refused: the keys come from the JSON Schemas, so a new one is tried too.
 *
 * Each key is set, changed and removed in a good package, and the Model must become another one. A key whose whole
 * meaning is a check by the compiler must make it say something instead.
 */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compilePackage, schemas, type Kind, type SourceFile } from '../src/compiler.ts';
import { identify } from '../src/kinds.ts';
import { readBundle } from './bundle.ts';
import { samplesOf } from './samples.ts';
import { isMap, keysOf, walkDocument, type Key } from './schema-walk.ts';

type Step = string | number;
type Node = Record<Step, unknown>;
interface Place { readonly file: SourceFile; readonly path: readonly Step[] }
type Outcome = 'another Model' | 'said' | 'bad shape' | 'nothing';

const files = readBundle(fileURLToPath(new URL('cases/good/input.txt', import.meta.url)));
const kindOf = (file: SourceFile): Kind | undefined => {
  const identity = identify(file.path);
  return 'kind' in identity && file.path.endsWith('.json') ? identity.kind : undefined;
};

/** Overlays and locks are of a stack of layers, and are tried with one. */
const kinds = (Object.keys(schemas) as Kind[]).filter((kind) => kind !== 'overlay' && kind !== 'lock');

/** Checked by the compiler, without a trace in the Model. */
const checkedOnly = new Set(['package:/tenon/engine', 'object:/states/*/final']);
/** The file's name, the keys beside it, or the addresses of translations leave one good value: every other is refused. */
const oneValueFits = new Set([
  'package:/tenon/namespace', 'layout:/object', 'layout:/tabs/*/related/*/object', 'view:/object', 'data:/object', 'object:/partOf', 'object:/fields/*<ChildrenField>/of', 'object:/fields/*<ChildrenField>/type', 'object:/fields/*<AutonumberField>/type',
]);
/** Read by other programs. npm refuses to publish a package that says `private`. */
const readByOthers = new Set(['package:/private']);
/** Read where layers are folded, and nowhere in a package that stands alone. */
const readByLayers = new Set(['package:/tenon/extends', 'object:/validations/*/open', 'object:/lifecycle/transitions/*/guards/*/open']);
/** A key that means something only beside another. */
const companions: Readonly<Record<string, string>> = { stored: 'formula' };

function nodeAt(document: unknown, path: readonly Step[]): Node {
  return path.reduce<unknown>((node, step) => (node as Node)[step], document) as Node;
}

/** The package with the node changed. */
function changed({ file, path }: Place, change: (node: Node) => void): readonly SourceFile[] {
  const document = JSON.parse(file.text) as unknown;
  change(nodeAt(document, path));
  return files.map((each) => (each === file ? { path: each.path, text: JSON.stringify(document) } : each));
}

const essence = (sources: readonly SourceFile[]) => {
  const { value, diagnostics } = compilePackage(sources);
  return { model: JSON.stringify(value), codes: diagnostics.map(({ code }) => code) };
};

function outcomeOf(sources: readonly SourceFile[], before: string): Outcome {
  const { model, codes } = essence(sources);
  if (codes.some((code) => /^MET[12]/.test(code))) return 'bad shape';
  if (codes.length > 0) return 'said';
  return model === before ? 'nothing' : 'another Model';
}

const whole = essence(files);

/** Where each key may stand in the package. */
const places = new Map<string, Place[]>();
for (const file of files) {
  const kind = kindOf(file);
  if (kind) walkDocument(kind, JSON.parse(file.text), { node: (path, keys) => keys.forEach(({ id }) => places.set(id, [...(places.get(id) ?? []), { file, path }])) });
}

const isGood = ({ id }: Key, outcome: Outcome): boolean =>
  outcome === 'another Model' || (outcome === 'said' && (checkedOnly.has(id) || oneValueFits.has(id))) || (outcome === 'bad shape' && oneValueFits.has(id));

/** What the best of all values of the key leads to. */
function bestOfSetting(kind: Kind, key: Key): Outcome {
  let best: Outcome | undefined;
  const ways = (places.get(key.id) ?? []).flatMap((place) => settings(kind, key, place).map(([before, prepare]) => {
    const old = nodeAt(JSON.parse(place.file.text), place.path)[key.name];
    return { place, before, prepare, samples: samplesOf(kind, key.schema, old) };
  }));
  // One value everywhere, then the next: most values fit somewhere.
  for (let index = 0; ways.some(({ samples }) => index < samples.length); index += 1) {
    for (const { place, before, prepare, samples } of ways.filter((way) => index < way.samples.length)) {
      const outcome = outcomeOf(changed(place, (node) => { prepare(node); node[key.name] = samples[index]; }), before);
      if (isGood(key, outcome)) return outcome;
      if (best !== 'said') best = outcome;
    }
  }
  // Where the one value that there is stands already, removing it tells.
  return best ?? 'another Model';
}

/** The package as it is; for a key that needs another beside it, with every value of that one which holds. */
function settings(kind: Kind, key: Key, place: Place): readonly (readonly [string, (node: Node) => void])[] {
  const alone = [whole.model, () => undefined] as const;
  const companion = keysOf(kind).find(({ id }) => id === `${key.id.slice(0, -key.name.length)}${companions[key.name] ?? '?'}`);
  if (!companion) return [alone];
  const held = samplesOf(kind, companion.schema, undefined).map((value) => {
    const prepare = (node: Node): void => { node[companion.name] = value; };
    return [essence(changed(place, prepare)), prepare] as const;
  });
  return [alone, ...held.filter(([{ codes }]) => codes.length === 0).map(([{ model }, prepare]) => [model, prepare] as const)];
}

function outcomesOfRemoving(key: Key): readonly Outcome[] {
  const present = (places.get(key.id) ?? []).filter(({ file, path }) => Object.hasOwn(nodeAt(JSON.parse(file.text), path), key.name));
  return present.map((place) => outcomeOf(changed(place, (node) => delete node[key.name]), whole.model));
}

describe('the good package', () => {
  it('is good', () => expect(whole.codes).toEqual([]));
  it('has a place for every key', () => {
    const all = kinds.flatMap((kind) => keysOf(kind).map(({ id }) => id));
    expect(all.filter((id) => !places.has(id) && !readByLayers.has(id))).toEqual([]);
  });
});

describe.each(kinds)('every key of %s', (kind) => {
  const keys = keysOf(kind).filter(({ id }) => !readByOthers.has(id) && !readByLayers.has(id));

  it('makes another Model when it is set or changed', () => {
    // A node with keys of its own is what they make of it.
    const leaves = keys.filter(({ schema }) => !('properties' in schema));
    expect(leaves.map((key) => [key, bestOfSetting(kind, key)] as const).filter(([key, best]) => !isGood(key, best)).map(([{ id }, best]) => `${id}: ${best}`).join('\n')).toBe('');
  }, 300_000);

  it('is missed when it is removed', () => {
    const unseen = keys.filter((key) => {
      const outcomes = outcomesOfRemoving(key);
      return outcomes.length > 0 && outcomes.every((outcome) => outcome === 'nothing');
    });
    expect(unseen.map(({ id }) => id).filter((id) => !checkedOnly.has(id)).join('\n')).toBe('');
  });

  it('is the only one that is known at its node', () => {
    const asked: string[] = [];
    for (const file of files.filter((each) => kindOf(each) === kind)) {
      walkDocument(kind, JSON.parse(file.text), { node: (path) => {
        const { diagnostics } = compilePackage(changed({ file, path }, (node) => { node['zz_unknown'] = true; }));
        const address = `#${[...path, 'zz_unknown'].join('/')}`;
        if (!diagnostics.some(({ code, address: at }) => code === 'MET201' && at?.endsWith(address))) asked.push(`${file.path}${address}`);
      } });
    }
    expect(asked.join('\n')).toBe('');
  });
});

describe('every name in a map', () => {
  it('is seen when its element is removed', () => {
    const unseen: string[] = [];
    for (const file of files) {
      const kind = kindOf(file);
      if (kind === 'locale') Object.keys(JSON.parse(file.text) as object).filter((name) => outcomeOf(changed({ file, path: [] }, (node) => delete node[name]), whole.model) === 'nothing').forEach((name) => unseen.push(name));
      if (!kind) continue;
      walkDocument(kind, JSON.parse(file.text), { node: (path, keys) => {
        for (const key of keys.filter(({ id, schema }) => isMap(kind, schema) && !readByLayers.has(id))) {
          const map = nodeAt(JSON.parse(file.text), path)[key.name];
          for (const name of typeof map === 'object' ? Object.keys(map ?? {}) : []) {
            const outcome = outcomeOf(changed({ file, path: [...path, key.name] }, (node) => delete node[name]), whole.model);
            if (outcome === 'nothing') unseen.push(`${key.id} ${name}`);
          }
        }
      } });
    }
    expect(unseen.join('\n')).toBe('');
  });
});
