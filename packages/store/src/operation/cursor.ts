/** Cursors: where a page ended. Opaque to callers, bound to the query, and checked in full, for anybody can write one. */
import { createHash } from 'node:crypto';
import { failure } from '@tenon/diagnostics';
import type { Type } from '@tenon/expression';

export type CursorKeys = readonly (string | null)[];

const digestOf = (shape: string): string => createHash('sha256').update(shape).digest('base64url').slice(0, 16);

export function encodeCursor(shape: string, keys: CursorKeys): string {
  return Buffer.from(JSON.stringify([digestOf(shape), ...keys])).toString('base64url');
}

/** The keys of a cursor of this very query; anything else is refused. */
export function decodeCursor(cursor: string, shape: string, kinds: readonly Type['kind'][]): CursorKeys {
  const wrong = () => failure('OPR107');
  if (typeof cursor !== 'string' || cursor.length > 20_000 || !/^[A-Za-z0-9_-]+$/.test(cursor)) throw wrong();
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw wrong();
  }
  if (!Array.isArray(content) || content.length !== kinds.length + 1 || content[0] !== digestOf(shape)) throw wrong();
  const keys = content.slice(1) as unknown[];
  if (!keys.every((key, i) => (key === null && i < kinds.length - 1) || (typeof key === 'string' && formOf(kinds[i]!).test(key) && key.isWellFormed() && !key.includes('\0')))) throw wrong();
  return keys as CursorKeys;
}

const forms: Partial<Record<Type['kind'], RegExp>> = {
  number: /^-?[0-9]{1,60}(\.[0-9]{1,60})?$/,
  boolean: /^(true|false)$/,
  date: /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])$|^[0-9]{4}-(0[13-9]|1[0-2])-30$|^[0-9]{4}-(0[13578]|1[02])-31$/,
  datetime: /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) ([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?\+00$/,
  time: /^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?$/,
  record: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
};

const formOf = (kind: Type['kind']): RegExp => forms[kind] ?? /^[\s\S]*$/;
