/** Labels that a document leaves out, made from names; and plain JSON objects made anew. */

/** `order_date` → `Order date`. */
export function labelFrom(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Without keys that are undefined, so that a Model is plain JSON. */
export function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}

/** The map with each value made anew, in its order. */
export const mapValues = <T, U>(map: Readonly<Record<string, T>> | undefined, make: (value: T, key: string) => U): Readonly<Record<string, U>> =>
  Object.fromEntries(Object.entries(map ?? {}).map(([key, value]) => [key, make(value, key)]));
