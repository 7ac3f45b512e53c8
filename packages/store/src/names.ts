/** Names in SQL. They come from the Model only, have one simple shape, and are quoted always. */
import { createHash } from 'node:crypto';
import { assert } from '@tenon/diagnostics';

const shape = /^[a-z_][a-z0-9_]*$/;
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
