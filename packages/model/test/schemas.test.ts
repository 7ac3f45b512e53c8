/** The JSON Schemas of the language: closed, annotated, truthful about expressions, and the source of our types. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { limits } from '@tenon/diagnostics';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { generatedFile, generateTypes } from '../scripts/generate-types.ts';
import { compilePackage, schemas, type Kind, type SourceFile } from '../src/compiler.ts';
import { identify } from '../src/kinds.ts';
import { readBundle } from './bundle.ts';
import { keysOf, walkDocument, type Schema } from './schema-walk.ts';

const kinds = Object.keys(schemas) as Kind[];
const overlays = ['locked', 'variant', 'tenant'];

interface Part { readonly at: string; readonly schema: Schema; readonly isKey: boolean }
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every schema inside the schema; a key is a property or a value of a map. */
function partsOf(schema: Schema, at: string, isKey = false): readonly Part[] {
  const named = (group: string, keys: boolean): readonly Part[] =>
    Object.entries((schema[group] ?? {}) as Record<string, Schema>).flatMap(([name, inner]) => partsOf(inner, `${at}/${name}`, keys));
  const single = ['items', 'additionalProperties'].filter((name) => isSchema(schema[name])).flatMap((name) => partsOf(schema[name] as Schema, `${at}/*`));
  const choices = ((schema['oneOf'] ?? []) as readonly Schema[]).flatMap((inner, index) => partsOf(inner, `${at}|${index}`));
  return [{ at, schema, isKey }, ...named('properties', true), ...named('$defs', false), ...single, ...choices];
}

const parts = kinds.flatMap((kind) => partsOf(schemas[kind], `${kind}:`));

describe('the schemas', () => {
  it.each(kinds)('%s is a JSON Schema of draft 2020-12', (kind) => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false, discriminator: true, keywords: ['x-overlay', 'x-expression', 'x-compose', 'x-blocks', 'x-refers'] });
    expect(ajv.validateSchema(schemas[kind])).toBe(true);
    expect(() => ajv.compile(schemas[kind])).not.toThrow();
  });

  it('know every key: a node is closed, or a map with a schema for its values', () => {
    const open = parts.filter(({ schema }) => schema['type'] === 'object' && schema['additionalProperties'] === undefined && !schema['oneOf']);
    // The rows of data have the fields of their object, which linking checks.
    expect(open.map(({ at }) => at)).toEqual(['data:/rows/*']);
  });

  it('say of every key who may change it and what it is for', () => {
    const keys = parts.filter(({ isKey }) => isKey);
    expect(keys.length).toBeGreaterThan(200);
    expect(keys.filter(({ schema }) => !overlays.includes(String(schema['x-overlay']))).map(({ at }) => at)).toEqual([]);
    expect(keys.filter(({ schema }) => typeof schema['description'] !== 'string').map(({ at }) => at)).toEqual([]);
  });

  it('bound the fields of an object as the limits say', () => {
    const fields = (count: number) => `{ "label": "Wide", "fields": { ${Array.from({ length: count }, (_, i) => `"f${i}": { "type": "text", "label": "F" }`).join(', ')} } }`;
    const codesOf = (count: number) => compilePackage([...files, { path: 'objects/wide.json', text: fields(count) }]).diagnostics.map(({ code, place }) => `${code} ${place?.file}`);
    expect(codesOf(limits.fieldsPerObjectMax)).toEqual([]);
    expect(codesOf(limits.fieldsPerObjectMax + 1)).toEqual(['MET208 objects/wide.json']);
  });

  it('bound the groups of a report as the limits say', () => {
    const codesOf = (limit: number) => compilePackage([...files, { path: 'reports/wide.json', text: `{ "label": "Wide", "object": "order", "limit": ${limit}, "metrics": { "orders": { "value": "count()" } } }` }]).diagnostics.map(({ code, place }) => `${code} ${place?.file}`);
    expect(codesOf(limits.groupsMax)).toEqual([]);
    expect(codesOf(limits.groupsMax + 1)).toEqual(['MET208 reports/wide.json']);
  });

  it('are what the generated types say', async () => expect(readFileSync(generatedFile, 'utf8')).toBe(await generateTypes()));
});

const files = readBundle(fileURLToPath(new URL('cases/good/input.txt', import.meta.url)));
type Step = string | number;
type Node = Record<Step, unknown>;

/** What the compiler says when the text stands at the path. */
function saidOf(file: SourceFile, path: readonly Step[], text: string): readonly string[] {
  const document = JSON.parse(file.text) as Node;
  const node = path.slice(0, -1).reduce<unknown>((at, step) => (at as Node)[step], document) as Node;
  node[path.at(-1)!] = text;
  const { diagnostics } = compilePackage(files.map((each) => (each === file ? { path: each.path, text: JSON.stringify(document) } : each)));
  return diagnostics.filter(({ address }) => address?.endsWith(`#${path.join('/')}`)).map(({ code, params }) => `${code} ${String(params['name'] ?? '')}`);
}

/** Where each key and each value of a map of texts stands in the good package, or could. */
function textPlaces(): ReadonlyMap<string, { readonly schema: Schema; readonly at: readonly (readonly [SourceFile, readonly Step[]])[] }> {
  const found = new Map<string, { schema: Schema; at: [SourceFile, readonly Step[]][] }>();
  const add = (id: string, schema: Schema, file: SourceFile, path: readonly Step[]): void => {
    found.set(id, { schema, at: [...(found.get(id)?.at ?? []), [file, path]] });
  };
  for (const file of files) {
    const identity = identify(file.path);
    if (!('kind' in identity) || !file.path.endsWith('.json') || identity.kind === 'locale') continue;
    walkDocument(identity.kind, JSON.parse(file.text), { node: (path, keys) => {
      for (const key of keys) {
        const map = key.schema['additionalProperties'];
        const value = path.reduce<unknown>((at, step) => (at as Node)[step], JSON.parse(file.text) as Node) as Node;
        if (isSchema(map) && map['type'] === 'string') for (const name of Object.keys((value[key.name] ?? {}) as Node)) add(`${key.id}/*`, map, file, [...path, key.name, name]);
        add(key.id, key.schema, file, [...path, key.name]);
      }
    } });
  }
  return found;
}

describe('x-expression', () => {
  const places = [...textPlaces()];

  it('stands exactly where the compiler reads an expression', () => {
    const wrong = places.filter(([, { schema, at }]) => {
      const isRead = at.some(([file, path]) => saidOf(file, path, ')(').some((said) => said.startsWith('EXP1')));
      return isRead !== 'x-expression' in schema;
    });
    expect(wrong.map(([id]) => id)).toEqual([]);
  }, 120_000);

  const roots: Readonly<Record<string, readonly string[]>> = { user: ['user'], record: ['record'], 'record and user': ['record', 'user'], candidate: ['record'], metrics: ['record'] };
  /** A metric is an aggregate, and its condition the expression in it. */
  const texts: Readonly<Record<string, (root: string) => string>> = { aggregate: (root) => `count(id where ${root}.id == '1')` };

  it('names the roots that the expression can start from', () => {
    const wrong = places.filter(([, { schema }]) => 'x-expression' in schema).filter(([, { schema, at }]) => {
      const { scope, type } = schema['x-expression'] as { readonly scope: string; readonly type: string };
      const textOf = texts[type] ?? ((root: string) => `${root}.id == '1'`);
      const known = ['record', 'user'].filter((root) => at.some(([file, path]) => !saidOf(file, path, textOf(root)).includes(`EXP201 ${root}`)));
      return JSON.stringify(known) !== JSON.stringify(roots[scope]);
    });
    expect(wrong.map(([id]) => id)).toEqual([]);
  }, 120_000);

  it('is asked of every key of every kind', () => {
    const asked = new Set(places.map(([id]) => id));
    // Overlays and locks hold values of other kinds' keys, and no expression of their own.
    expect(kinds.filter((kind) => kind !== 'overlay' && kind !== 'lock').flatMap((kind) => keysOf(kind)).filter(({ id }) => !asked.has(id)).map(({ id }) => id)).toEqual([]);
  });
});
