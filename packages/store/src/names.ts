/** Names in SQL. They come from the Model only, have one simple shape, and are quoted always. */
import { createHash } from 'node:crypto';
import { assert } from '@tenon/diagnostics';

/** What the Model names begins with a letter or underscore; what was set aside begins with a tilde, so the two never meet. */
const shape = /^~?[a-z_][a-z0-9_]*(~\d{1,3})?$/;
const lengthMax = 63;

/** A quoted identifier; anything but a plain name of at most 63 bytes is a programmer's mistake. */
export function quoteName(name: string): string {
  assert(shape.test(name) && name.length <= lengthMax, `“${name}” is a plain SQL name`);
  return `"${name}"`;
}

/** A quoted literal, for DDL, where PostgreSQL takes no parameters. */
export function quoteText(text: string): string {
  assert(!text.includes('\0'), 'text without NUL');
  return text.includes('\\') ? ` E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : `'${text.replaceAll("'", "''")}'`;
}

export const digest = (text: string, length = 8): string => createHash('sha256').update(text).digest('hex').slice(0, length);

/** Joins parts with two underscores; what is too long for PostgreSQL is cut and told apart by a hash of the whole. */
export function joinName(...parts: readonly string[]): string {
  const whole = parts.join('__');
  return whole.length <= lengthMax ? whole : `${whole.slice(0, lengthMax - 9)}_${digest(whole)}`;
}

/** Name of the table that keeps a `references` field: columns `record` and `target`. */
export const linkTable = (object: string, field: string): string => joinName(object, field);

/** Name of a tenant's PostgreSQL schema and role. */
export function schemaOf(slug: string): string {
  assert(/^[a-z][a-z0-9_]{0,39}$/.test(slug), `“${slug}” is a slug`);
  return `t_${slug}`;
}

const asideLengthMax = lengthMax - '~999'.length;

/** The name that a column or table bears once it is set aside, before it is numbered. */
export const asideName = (name: string): string =>
  `~${name.length < asideLengthMax ? name : `${name.slice(0, asideLengthMax - 10)}_${digest(name)}`}`;

export const isAside = (name: string): boolean => name.startsWith('~');

/** How many of its name were set aside before it; -1 where it is no such thing. */
function asideNumber(name: string, aside: string): number {
  const base = asideName(name);
  if (aside === base) return 1;
  return aside.startsWith(`${base}~`) ? Number(aside.slice(base.length + 1)) : -1;
}

/** The names among these that were once `name`, the latest first. */
export const asidesOf = (name: string, names: readonly string[]): readonly string[] =>
  names.filter((one) => asideNumber(name, one) > 0).toSorted((a, b) => asideNumber(name, b) - asideNumber(name, a));

/** A name for setting `name` aside that is not among these. */
export function freeAsideName(name: string, names: readonly string[]): string {
  const [latest] = asidesOf(name, names);
  return latest === undefined ? asideName(name) : `${asideName(name)}~${asideNumber(name, latest) + 1}`;
}
