/**
 * What the language says of an address: who may change it, how two values of it compose, whether its last part is a name.
 *
 * In:   a kind, a document's value (to tell apart what has several shapes) and a path. Out: the spot, or undefined where the
 *       language knows no such key.
 */
import type { Kind } from '../document.ts';
import { schemas } from '../schemas.ts';
import { isRecord } from './tree.ts';
import type { Blocks } from './types.ts';

type Schema = Readonly<Record<string, unknown>>;
export type Compose = 'or' | 'least' | 'greatest' | 'union';

export interface Spot {
  readonly overlay: 'locked' | 'variant' | 'tenant';
  readonly compose?: Compose;
  readonly blocks?: Blocks;
  /** The last part is the name of an element of a map, not a key of the language. */
  readonly named: boolean;
  /** Names of the map are those of something else, such as fields. */
  readonly refers?: string;
  /** The value, or each of its items, names something else. */
  readonly says?: string;
}

const part = (schema: Schema, key: string): Schema | undefined => schema[key] as Schema | undefined;
const properties = (schema: Schema): Readonly<Record<string, Schema>> => (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;

function resolve(kind: Kind, schema: Schema): Schema {
  const ref = schema['$ref'];
  return typeof ref === 'string' ? resolve(kind, (schemas[kind]['$defs'] as Readonly<Record<string, Schema>>)[ref.split('/').at(-1)!]!) : schema;
}

function branches(kind: Kind, schema: Schema): readonly Schema[] {
  const found = resolve(kind, schema);
  return Array.isArray(found['oneOf']) ? (found['oneOf'] as Schema[]).map((each) => resolve(kind, each)) : [found];
}

/** The branch that the value takes; without a value the one that has maps or keys. */
function branchOf(kind: Kind, schema: Schema, value: unknown): Schema | undefined {
  const all = branches(kind, schema);
  if (all.length === 1) return all[0];
  return all.find((one) => {
    const type = properties(one)['type'];
    if (type) return isRecord(value) && [type['const'], ...((type['enum'] ?? []) as readonly unknown[])].includes(value['type']);
    if (value === undefined) return one['type'] === 'object';
    return one['const'] === undefined ? one['type'] === (Array.isArray(value) ? 'array' : typeof value) : one['const'] === value;
  }) ?? (value === undefined || isRecord(value) ? all.find((one) => one['type'] === 'object' && !properties(one)['type']) : undefined);
}

/** The spots of every part of the path, from the first; shorter than the path where the language ends. */
export function spotsOf(kind: Kind, root: unknown, path: readonly string[]): readonly Spot[] {
  const spots: Spot[] = [];
  let schema = schemas[kind] as Schema;
  let value: unknown = root;
  let above: Pick<Spot, 'overlay' | 'blocks'> = { overlay: 'tenant' };
  for (const name of path) {
    const one = branchOf(kind, schema, value);
    if (!one) return spots;
    const known = Object.hasOwn(properties(one), name) ? properties(one)[name] : undefined;
    const more = part(one, 'additionalProperties');
    const next = known ?? (typeof more === 'object' ? more : undefined);
    if (!next) return spots;
    const said = { ...resolve(kind, next), ...next };
    const blocks = (said['x-blocks'] as Blocks | undefined) ?? above.blocks;
    const refers = known ? undefined : (part(one, 'propertyNames')?.['x-refers'] as string | undefined);
    const compose = said['x-compose'] as Compose | undefined;
    const says = saysOf(kind, said);
    above = { overlay: (said['x-overlay'] as Spot['overlay'] | undefined) ?? above.overlay, ...(blocks ? { blocks } : {}) };
    spots.push({ ...above, ...(compose ? { compose } : {}), ...(refers ? { refers } : {}), ...(says ? { says } : {}), named: !known });
    schema = next;
    value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return spots;
}

/** What a text, or the texts of a list, name. */
function saysOf(kind: Kind, schema: Schema): string | undefined {
  for (const one of branches(kind, schema)) {
    const found = one['x-refers'] ?? part(one, 'items')?.['x-refers'];
    if (typeof found === 'string') return found;
  }
  return undefined;
}

/** The keys of the language that may stand in the value at the path. */
export function keysAt(kind: Kind, root: unknown, path: readonly string[]): readonly string[] {
  let schema = schemas[kind] as Schema;
  let value: unknown = root;
  for (const name of path) {
    const one = branchOf(kind, schema, value);
    const more = one && part(one, 'additionalProperties');
    const next = one && (properties(one)[name] ?? (typeof more === 'object' ? more : undefined));
    if (!next) return [];
    schema = next;
    value = isRecord(value) ? value[name] : undefined;
  }
  const one = branchOf(kind, schema, value);
  return one ? Object.keys(properties(one)) : [];
}

/** The stricter of two values; undefined where the lower one is as strict as both together. */
export function composed(rule: Compose, theirs: unknown, mine: unknown): unknown {
  switch (rule) {
    case 'or': return theirs === true || mine === true;
    case 'least': return Number(theirs) <= Number(mine) ? theirs : mine;
    case 'greatest': return Number(theirs) >= Number(mine) ? theirs : mine;
    case 'union': return Array.isArray(theirs) && Array.isArray(mine) ? [...new Set([...(theirs as unknown[]), ...(mine as unknown[])])] : theirs === 'all' ? theirs : mine;
  }
}
