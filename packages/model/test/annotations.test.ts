/** What the schemas say for layers: who may change a key, how two values of it compose, what a conflict in it blocks, which strings are names of other things. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compilePackage, schemas, type Kind, type SourceFile } from '../src/compiler.ts';
import { identify } from '../src/kinds.ts';
import { readBundle } from './bundle.ts';
import { branchesOf, branchOf, type Schema } from './schema-walk.ts';

/** Overlays and locks hold values of other kinds' keys; what they say is tried with a stack of layers. */
const kinds = (Object.keys(schemas) as Kind[]).filter((kind) => kind !== 'overlay' && kind !== 'lock');
type Step = string | number;

interface Key { readonly id: string; readonly name: string; readonly schema: Schema; readonly above: readonly Schema[] }
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);
const property = (schema: Schema, name: string): Schema | undefined => (isSchema(schema[name]) ? schema[name] : undefined);

/** Every key, with the schemas around it; elements of maps and lists are on the way and are no keys. */
function keysBelow(kind: Kind, schema: Schema, id: string, above: readonly Schema[]): readonly Key[] {
  return branchesOf(kind, schema).flatMap((one) => {
    const at = one['title'] === undefined || above.length === 0 ? id : `${id}<${String(one['title'])}>`;
    const around = [...above, schema, one];
    const own = Object.entries((one['properties'] ?? {}) as Readonly<Record<string, Schema>>).flatMap(([name, inner]) =>
      [{ id: `${at}/${name}`, name, schema: inner, above: around }, ...keysBelow(kind, inner, `${at}/${name}`, around)]);
    const elements = [property(one, 'additionalProperties'), property(one, 'items')].filter((each) => each !== undefined);
    return [...own, ...elements.flatMap((each) => keysBelow(kind, each, `${at}/*`, around))];
  });
}

const keys = kinds.flatMap((kind) => keysBelow(kind, schemas[kind], `${kind}:`, []));
const idsWhere = (wanted: (key: Key) => boolean): readonly string[] => keys.filter(wanted).map(({ id }) => id);
const blocksOf = ({ schema, above }: Key): unknown => [schema, ...above.toReversed()].find((each) => 'x-blocks' in each)?.['x-blocks'];

describe('x-overlay', () => {
  it('locks what a thing is, and what must hold', () => {
    const identities = new Set(['type', 'to', 'of', 'by', 'object', 'partOf', 'was', 'namespace', 'check', 'open', 'tree', 'external', 'admin', 'name', 'version', 'extends', 'key', 'mode', 'options', 'lifecycle']);
    // A state can be put into the way of a transition; an item of a menu, what opens first, and what a chart is drawn along is whatever it is said to be.
    expect(idsWhere((key) => identities.has(key.name) && key.schema['x-overlay'] !== 'locked').toSorted())
      .toEqual(['app:/home/object', 'app:/navigation/*/items/*/object', 'dashboard:/widgets/*/chart/by', 'object:/lifecycle/transitions/*<TransitionDocument>/to', 'report:/chart/by']);
  });

  it('says of a collection who may add to it, and lets nobody exchange it as a whole', () => {
    const elements = keys.flatMap(({ id, schema }) => branchesOf(id.split(':')[0] as Kind, schema).flatMap((one): readonly (readonly [string, Schema, Schema])[] => {
      const element = property(one, 'additionalProperties');
      return element ? [[id, schema, element]] : [];
    }));
    expect(elements.length).toBeGreaterThan(20);
    expect(elements.filter(([, map]) => map['x-overlay'] !== 'locked').map(([id]) => id)).toEqual([]);
    const closed = elements.filter(([, , element]) => element['x-overlay'] !== 'tenant').map(([id, , element]) => `${id}: ${String(element['x-overlay'])}`);
    // Ways between states, and what they write, are for those who know the process; modules and bases are the package's own.
    expect(closed.toSorted()).toEqual(['object:/lifecycle/transitions/*<TransitionDocument>/set: variant', 'object:/lifecycle/transitions: variant', 'package:/tenon/extends: locked', 'package:/tenon/modules: locked']);
  });

  it('lets a tenant say every text that people read', () => {
    const texts = new Set(['label', 'plural', 'description', 'help', 'message', 'patternMessage', 'confirm']);
    expect(idsWhere((key) => texts.has(key.name) && key.schema['x-overlay'] !== 'tenant')).toEqual(['package:/description']);
  });
});

/** Whether a value of the key is of the kind that the rule composes. */
function fits(rule: unknown, schema: Schema): boolean {
  const types = [schema['type']].flat();
  switch (rule) {
    case 'or': return types.includes('boolean');
    case 'least': case 'greatest': return !('x-expression' in schema) && (types.includes('integer') || (types.includes('number') && String(schema['pattern']).includes('[0-9]')));
    case 'union': return types.includes('array') || ((schema['oneOf'] ?? []) as readonly Schema[]).every((one) => one['type'] === 'array' || one['const'] === 'all');
    default: return false;
  }
}

describe('x-compose', () => {
  it('stands where two values of the key have a stricter one', () => expect(idsWhere(({ schema }) => 'x-compose' in schema && !fits(schema['x-compose'], schema))).toEqual([]));

  it('is said of every bound and every demand', () => {
    const rules: Readonly<Record<string, string>> = { required: 'or', unique: 'or', min: 'greatest', minLength: 'greatest', max: 'least', maxLength: 'least', maxBytes: 'least', requires: 'union', frozen: 'union' };
    // Bounds that are expressions cannot be weighed, and what a module requires is no demand on records.
    const others = idsWhere(({ name, schema }) => schema['x-compose'] !== rules[name]);
    expect(others.toSorted()).toEqual(['object:/fields/*<DateField>/max', 'object:/fields/*<DateField>/min', 'package:/tenon/modules/*/requires']);
  });

  it('is open to the layers that it protects from', () => expect(idsWhere(({ schema }) => 'x-compose' in schema && schema['x-overlay'] !== 'tenant')).toEqual([]));
});

describe('x-blocks', () => {
  it('knows three reasons', () => expect([...new Set(keys.map(blocksOf))].filter((each) => each !== undefined).sort()).toEqual(['access', 'amount', 'guard']));

  it('covers whatever grants', () => {
    const grants = keys.filter(({ id }) => /^role:\/(includes|objects|otherObjects)/.test(id));
    expect(grants.length).toBeGreaterThan(15);
    expect(grants.filter((key) => blocksOf(key) !== 'access').map(({ id }) => id)).toEqual([]);
  });

  it('covers whatever must hold, and the ways between states', () => {
    const guards = new Set(['check', 'requires', 'frozen', 'from', 'to', 'final', 'initial', 'frozenAfter']);
    const others = idsWhere((key) => key.id.startsWith('object:') && guards.has(key.name) && blocksOf(key) !== 'guard');
    expect(others).toEqual(['object:/fields/*<ReferenceField>/to', 'object:/fields/*<ReferencesField>/to']);
  });

  it('covers whatever makes an amount', () => {
    const amounts = new Set(['formula', 'scale', 'currency', 'unit', 'min', 'max']);
    const others = idsWhere((key) => amounts.has(key.name) && blocksOf(key) !== 'amount');
    expect(others).toEqual(['object:/fields/*<DateField>/min', 'object:/fields/*<DateField>/max', 'object:/fields/*<ChildrenField>/min', 'object:/fields/*<ChildrenField>/max']);
  });

  it('leaves words alone', () => expect(idsWhere((key) => ['label', 'message', 'help', 'description'].includes(key.name) && blocksOf(key) !== undefined)).toEqual([]));
});

describe('open', () => {
  it('is said of single checks, which are locked without it', () => {
    const open = keys.filter(({ name }) => name === 'open');
    expect(open.map(({ id }) => id)).toEqual(['object:/validations/*/open', 'object:/lifecycle/transitions/*<TransitionDocument>/guards/*/open']);
    for (const { id, schema } of open) {
      expect(schema['enum']).toEqual(['variant', 'tenant']);
      expect(keys.find((key) => key.id === id.replace(/open$/, 'check'))?.schema['x-overlay']).toBe('locked');
    }
  });
});

const files = readBundle(fileURLToPath(new URL('cases/good/input.txt', import.meta.url)));

/** A string of the package, or a name in a map of it, and what the schema says of it. */
interface Spot { readonly file: SourceFile; readonly path: readonly Step[]; readonly isName: boolean; readonly schema: Schema; readonly refers: string | undefined }

function spotsOf(kind: Kind, file: SourceFile): readonly Spot[] {
  const found: Spot[] = [];
  const visit = (schema: Schema, value: unknown, path: readonly Step[]): void => {
    const one = branchOf(kind, schema, value);
    if (!one) return;
    const refers = (schema['x-refers'] ?? one['x-refers']) as string | undefined;
    const isWord = !['enum', 'const', 'x-expression'].some((key) => key in one || key in schema);
    if (typeof value === 'string' && isWord) found.push({ file, path, isName: false, schema: one, refers });
    if (typeof value !== 'object' || value === null) return;
    const names = property(one, 'propertyNames');
    for (const [name, inner] of Object.entries(value)) {
      const below = ((one['properties'] ?? {}) as Readonly<Record<string, Schema>>)[name];
      const more = property(one, Array.isArray(value) ? 'items' : 'additionalProperties');
      if (!below && names) found.push({ file, path: [...path, name], isName: true, schema: names, refers: names['x-refers'] as string | undefined });
      const next = below ?? more;
      if (next) visit(next, inner, [...path, Array.isArray(value) ? Number(name) : name]);
    }
  };
  visit(schemas[kind], JSON.parse(file.text), []);
  return found;
}

const spots = files.flatMap((file) => {
  const identity = identify(file.path);
  return 'kind' in identity && file.path.endsWith('.json') ? spotsOf(identity.kind, file) : [];
});

const nothing = (refers: string | undefined): string =>
  ({ path: 'zz_none.name', 'view of an object': 'zz_none.all', 'option list': 'options/zz_none', text: 'object/order#fields/zz_none/label' })[refers ?? ''] ?? 'zz_none';

/** The package with a name of nothing in the spot. */
function withNothing({ file, path, isName, refers }: Spot): readonly SourceFile[] {
  const document = JSON.parse(file.text) as Record<Step, unknown>;
  const node = path.slice(0, -1).reduce<unknown>((at, step) => (at as Record<Step, unknown>)[step], document) as Record<Step, unknown>;
  const last = path.at(-1)!;
  if (isName) {
    node[nothing(refers)] = node[last];
    delete node[last];
  } else node[last] = nothing(refers);
  return files.map((each) => (each === file ? { path: each.path, text: JSON.stringify(document) } : each));
}

/** There is nothing of the name: these say so. */
const unknown = new Set(['MET401', 'MET402', 'MET403', 'MET404', 'MET410', 'MET420', 'MET421', 'MET431', 'MET442', 'MET443', 'MET454', 'MET510']);

function isLookedUp(spot: Spot): boolean {
  const at = `#${[...spot.path.slice(0, -1), spot.isName ? nothing(spot.refers) : spot.path.at(-1)].join('/')}`;
  return compilePackage(withNothing(spot)).diagnostics.some(({ code, address }) => unknown.has(code) && (address?.endsWith(at) || (code === 'MET410' && address !== undefined && at.includes(address.slice(address.indexOf('#'))))));
}

/** Packages are looked up where layers are folded; rows of data are the fields of their object, whatever they hold. */
const elsewhere = (spot: Spot): boolean => spot.refers === 'package' || spot.schema['type'] === undefined && !spot.isName;

describe('x-refers', () => {
  it('stands exactly where the compiler looks up a name', () => {
    const wrong = spots.filter((spot) => !elsewhere(spot) && isLookedUp(spot) !== (spot.refers !== undefined));
    expect(wrong.map(({ file, path, refers }) => `${file.path}#${path.join('/')}: ${refers ?? 'nothing said'}`)).toEqual([]);
  }, 120_000);

  it('is tried with everything that is referred to', () => {
    const said = new Set([...JSON.stringify(kinds.map((kind) => schemas[kind])).matchAll(/"x-refers":"([^"]+)"/g)].map(([, refers]) => refers));
    const tried = new Set<unknown>(spots.map(({ refers }) => refers));
    expect([...said].filter((refers) => refers !== 'package' && !tried.has(refers))).toEqual([]);
    expect(said.size).toBeGreaterThan(12);
  });
});
