/** Plain JSON values by path: reading, and changing a copy that is ours. The order of keys is the order of a collection. */

export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at the path; undefined where there is none. */
export function getAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const part of path) {
    if (!isRecord(at) || !Object.hasOwn(at, part)) return undefined;
    at = at[part];
  }
  return at;
}

/** Puts a value at the path, making what is missing on the way. */
export function setAt(root: Json, path: readonly string[], value: unknown): void {
  const parent = path.slice(0, -1).reduce<Json>((at, part) => {
    if (!isRecord(at[part])) at[part] = {};
    return at[part] as Json;
  }, root);
  parent[path.at(-1)!] = value;
}

export function removeAt(root: Json, path: readonly string[]): void {
  const parent = getAt(root, path.slice(0, -1));
  if (isRecord(parent)) delete parent[path.at(-1)!];
}

/** Sets the order of the keys of a map that stays the same object. */
function reorder(map: Json, names: readonly string[]): void {
  const entries = names.map((name) => [name, map[name]] as const);
  for (const name of Object.keys(map)) delete map[name];
  for (const [name, value] of entries) map[name] = value;
}

/** Puts the element beside another; at the end where no other is named. */
export function place(map: Json, name: string, { after, before }: { readonly after?: string | undefined; readonly before?: string | undefined }): void {
  const others = Object.keys(map).filter((each) => each !== name);
  const anchor = after ?? before;
  const found = anchor === undefined ? -1 : others.indexOf(anchor);
  const at = found < 0 ? others.length : found + (after === undefined ? 0 : 1);
  reorder(map, [...others.slice(0, at), name, ...others.slice(at)]);
}

/** Equal as JSON, whatever the order of keys. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((each, index) => isEqual(each, b[index]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]));
}

/** JSON with the keys of every object in alphabetical order, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (isRecord(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each)) ?? '';
}
