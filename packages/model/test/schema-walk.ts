/** Walks the JSON Schemas of the language: every key that they know, and where a document has it. */
import { schemas } from '../src/compiler.ts';
import type { Kind } from '../src/compiler.ts';

export type Schema = { readonly [key: string]: unknown };
type Step = string | number;

/** One key of the language, such as `object:fields/*<TextField>/maxLength`. */
export interface Key {
  readonly id: string;
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** A node of a document that may have the key, and the path to it. */
export interface Site {
  readonly key: Key;
  readonly path: readonly Step[];
}

const part = (schema: Schema, key: string): Schema | undefined => schema[key] as Schema | undefined;
const properties = (schema: Schema): Readonly<Record<string, Schema>> => (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;

function resolve(kind: Kind, schema: Schema): Schema {
  const ref = schema['$ref'];
  if (typeof ref !== 'string') return schema;
  return resolve(kind, (schemas[kind]['$defs'] as Readonly<Record<string, Schema>>)[ref.split('/').at(-1)!]!);
}

/** The schemas that a value may have; one unless there is a choice. */
function branches(kind: Kind, schema: Schema): readonly Schema[] {
  const found = resolve(kind, schema);
  return Array.isArray(found['oneOf']) ? (found['oneOf'] as Schema[]).map((each) => resolve(kind, each)) : [found];
}

const branchName = (all: readonly Schema[], one: Schema): string => (all.length > 1 ? `<${String(one['title'] ?? one['type'] ?? 'const')}>` : '');

/** Every key of the kind, also those of branches that no document takes. */
export function keysOf(kind: Kind): readonly Key[] {
  const found: Key[] = [];
  const visit = (schema: Schema, id: string): void => {
    const all = branches(kind, schema);
    for (const one of all) {
      const at = `${id}${branchName(all, one)}`;
      const demanded = (one['required'] ?? []) as readonly string[];
      for (const [name, inner] of Object.entries(properties(one))) {
        found.push({ id: `${at}/${name}`, name, schema: inner, required: demanded.includes(name) });
        visit(inner, `${at}/${name}`);
      }
      const more = part(one, 'additionalProperties');
      if (typeof more === 'object') visit(more, `${at}/*`);
      const items = part(one, 'items');
      if (items) visit(items, `${at}/*`);
    }
  };
  visit(schemas[kind], `${kind}:`);
  return found;
}

/** The branch that the value takes: by its `type` where fields are told apart by it, else by its kind of value. */
export function branchOf(kind: Kind, schema: Schema, value: unknown): Schema | undefined {
  const all = branches(kind, schema);
  if (all.length === 1) return all[0];
  return all.find((one) => {
    const type = properties(one)['type'];
    if (type) return [type['const'], ...((type['enum'] ?? []) as readonly unknown[])].includes((value as { readonly type?: unknown }).type);
    const kindOfValue = Array.isArray(value) ? 'array' : typeof value;
    return one['const'] === undefined ? one['type'] === kindOfValue : one['const'] === value;
  });
}

export interface Visitor {
  /** A node with keys of its own, and the keys that it may have. */
  readonly node: (path: readonly Step[], keys: readonly Key[]) => void;
}

/** Visits every node of the document that has keys of the language, not names, in it. */
export function walkDocument(kind: Kind, document: unknown, visitor: Visitor): void {
  const visit = (schema: Schema, value: unknown, path: readonly Step[], id: string): void => {
    const one = branchOf(kind, schema, value);
    if (!one || typeof value !== 'object' || value === null) return;
    const at = `${id}${branchName(branches(kind, schema), one)}`;
    const known = properties(one);
    const demanded = (one['required'] ?? []) as readonly string[];
    const keys = Object.entries(known).map(([name, inner]): Key => ({ id: `${at}/${name}`, name, schema: inner, required: demanded.includes(name) }));
    if (keys.length > 0) visitor.node(path, keys);
    const more = part(one, 'additionalProperties');
    const items = part(one, 'items');
    for (const [name, inner] of Object.entries(value)) {
      const below = known[name];
      if (below) visit(below, inner, [...path, name], `${at}/${name}`);
      else if (Array.isArray(value) && items) visit(items, inner, [...path, Number(name)], `${at}/*`);
      else if (typeof more === 'object') visit(more, inner, [...path, name], `${at}/*`);
    }
  };
  visit(schemas[kind], document, [], `${kind}:`);
}

/** Whether the value of the key is a map from names to nodes. */
export const isMap = (kind: Kind, schema: Schema): boolean => branches(kind, schema).some((one) => typeof one['additionalProperties'] === 'object');
export const branchesOf = branches;
