/** Other values for a key of the language: whatever its JSON Schema allows, tried one after the other. */
import type { Kind } from '../src/compiler.ts';
import { branchesOf, keysOf, type Schema } from './schema-walk.ts';

/** Names of every sort that the package has, and words. */
const words: readonly string[] = [
  'draft', 'sent', 'done', 'person', 'cn', 'de', 'clerk', 'reader', 'earlier', 'phase', 'shop', 'customer', 'order', 'card', 'code', 'name', 'status', 'no', 'parent', 'what', 'send', 'all', 'board', 'zz_new', 'options/country', 'options/province', 'parent.name', 'customer.code', 'order.no', '-no', '-what', '-name',
  'orders', 'amount', 'late', 'country', '-orders', 'month', 'buyer', 'due', 'sent_at', 'span.from', 'customer.country', 'order.board', 'customer.all', 'image/*',
  'EUR', 'other-icon', '^[a-z]*$', 'X-{seq:3}', '2.0.0', '>=99.0', 'Europe/Berlin', 'fr', 'Other words', '3', '12.5',
];

/** Expressions of every type, over the objects of the package. */
const expressions: readonly string[] = [
  'true', "'Other'", "'cn'", '7', 'date(2000, 1, 1)', 'user', 'now()', "'08:30'", 'friends', 'home', 'tags', 'status != null', 'code != null', 'name != null', 'what != null',
  'count()', 'sum(total)', 'status', 'orders + late',
];

/** The types that a field can have: a key that tells branches apart can have the value of another branch. */
const types = keysOf('object').filter(({ name }) => name === 'type').flatMap(({ schema }) => [schema['const'] ?? [], schema['enum'] ?? []].flat() as unknown[]);

/** Values of the key other than the one it has; the shape may still refuse one. */
export function samplesOf(kind: Kind, schema: Schema, old: unknown): readonly unknown[] {
  if (types.includes(schema['const'])) return types.filter((type) => type !== old);
  const holds = 'x-expression' in schema ? { 'x-expression': schema['x-expression'] } : {};
  return branchesOf(kind, schema).flatMap((one) => valuesOf(kind, { ...one, ...holds }, old)).filter((value) => JSON.stringify(value) !== JSON.stringify(old));
}

function valuesOf(kind: Kind, schema: Schema, old: unknown): readonly unknown[] {
  if (schema['const'] !== undefined) return [schema['const']];
  if (Array.isArray(schema['enum'])) return schema['enum'] as unknown[];
  const types = [schema['type']].flat();
  if (types.includes('object')) return mapsOf(old);
  if (types.includes('array')) return listsOf(kind, schema, old);
  return [...(types.includes('boolean') ? [true, false] : []), ...numbersOf(types, schema), ...(types.includes('string') ? matching(schema) : [])];
}

function numbersOf(types: readonly unknown[], schema: Schema): readonly number[] {
  if (!types.includes('integer') && !types.includes('number')) return [];
  const least = Number(schema['minimum'] ?? 0);
  return [least, least + 1, least + 2, 30].filter((value) => value <= Number(schema['maximum'] ?? Infinity));
}

function matching(schema: Schema): readonly string[] {
  const pattern = typeof schema['pattern'] === 'string' ? new RegExp(schema['pattern'], 'u') : /^/u;
  return ('x-expression' in schema ? expressions : words).filter((text) => pattern.test(text));
}

function listsOf(kind: Kind, schema: Schema, old: unknown): readonly unknown[] {
  const items = branchesOf(kind, schema['items'] as Schema).flatMap((one) => valuesOf(kind, one, undefined));
  const before = Array.isArray(old) ? (old as unknown[]) : [];
  const shorter = before.length > 1 ? [before.slice(1)] : [];
  return [...shorter, ...items.filter((item) => !before.includes(item)).flatMap((item) => [[...before, item], [item]])];
}

/** A map with its first element once more under another name, or without its first or last. */
function mapsOf(old: unknown): readonly unknown[] {
  const entries = Object.entries((old ?? {}) as Readonly<Record<string, unknown>>);
  const [first] = entries;
  return first ? [{ ...Object.fromEntries(entries), zz_new: first[1] }, Object.fromEntries(entries.slice(0, -1)), Object.fromEntries(entries.slice(1))] : [{}, ...words.map((name) => ({ [name]: {} })), ...words.map((name) => ({ [name]: 'now()' }))];
}
