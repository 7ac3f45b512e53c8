/** Words made from names, for labels that a document leaves out. */

/** `order_date` → `Order date`. */
export function labelFrom(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Without keys that are undefined, so that a Model is plain JSON. */
export function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
