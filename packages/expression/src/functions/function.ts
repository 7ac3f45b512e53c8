/**
 * What one function of the language is: its signature, its words, its meaning in memory and its meaning in SQL.
 *
 * The SQL is a template: `{0}` is the first argument, `{1...}` are the arguments from the second on with commas,
 * `{tz}` is the time zone (text) and `{now}` the time of the statement (timestamptz).
 * Every fragment put in must have exactly the SQL type of `sqlTypes`, also literals and null.
 */
import type { Kind, Type } from '../types.ts';
import type { Decimal } from '../numbers.ts';

/** `same` and `other` are type variables: all arguments of one variable have one scalar type. */
export type ParamType = Kind | readonly Kind[] | 'any' | 'same' | 'other';

export interface Param {
  readonly name: string;
  readonly type: ParamType;
  readonly optional?: boolean;
}
export interface Signature {
  readonly params: readonly Param[];
  /** Repeated one or more times after `params`. */
  readonly variadic?: readonly Param[];
  /** May follow the repeated ones. */
  readonly tail?: Param;
  readonly returns: Kind | 'same' | 'other';
  /** The number returned has no fraction. */
  readonly integer?: true;
}

/** A value in memory. Records are objects or ids, sets are lists. */
export type Value = Decimal | string | boolean | null | readonly Value[] | { readonly [name: string]: unknown };

export interface Clock {
  readonly now: string;
  readonly timeZone: string;
  /** Whether the record with the id is below the ancestor in the tree of the object; without it, none is. */
  readonly under?: (id: string, ancestor: string, object: string) => boolean;
}

export interface FunctionDefinition {
  readonly name: string;
  readonly group: 'logic' | 'text' | 'number' | 'date' | 'set';
  readonly signature: Signature;
  readonly doc: { readonly en: string; readonly 'zh-CN': string };
  readonly examples: readonly { readonly source: string; readonly result: string | boolean | null }[];
  /** Also called with null arguments; otherwise a null argument makes the result null without a call. */
  readonly nulls?: true;
  readonly clock?: true;
  readonly evaluate: (args: readonly Value[], clock: Clock, types: readonly Type[]) => Value;
  readonly sql: (types: readonly Type[]) => string;
}

/** The SQL type that a fragment of each kind must have. */
export const sqlTypes: Readonly<Record<Exclude<Kind, 'children' | 'list'>, string>> = {
  text: 'text', number: 'numeric', boolean: 'boolean', date: 'date', datetime: 'timestamptz', time: 'time', json: 'jsonb', null: 'text', set: 'text[]', record: 'text',
};

export const param = (name: string, type: ParamType): Param => ({ name, type });
export const optional = (name: string, type: ParamType): Param => ({ name, type, optional: true });

const letters = ['a', 'b', 'c', 'd'];

/**
 * Names the arguments `_v.a`, `_v.b`, … so that the body may use each more than once without doubling its SQL.
 * The result is null where an argument is null.
 */
export function named(count: number, body: string): string {
  const names = letters.slice(0, count);
  const values = names.map((_, i) => `{${i}}`).join(', ');
  const present = names.map((name) => `_v.${name} is not null`).join(' and ');
  return `(select ${body} from (values (${values})) as _v(${names.join(', ')}) where ${present})`;
}

/** An integer within bounds; PostgreSQL may compute it ahead of any condition, so that it must never fail. */
export const intSql = (value: string, least: number, most: number): string =>
  `least(greatest(trunc(${value}), ${least}), ${most})::int`;

/** Null from 1e40 on, and null for null, since greatest and least pass over nulls. */
export const boundedSql = (value: string): string => `nullif(nullif(least(greatest(${value}, -1e40), 1e40), 1e40), -1e40)`;

/** A quotient cut at 21 places and rounded to 20. */
export const quotientSql = (a: string, b: string): string => boundedSql(`round(div(${a} * 1e21, nullif(${b}, 0)) * 1e-21, 20)`);
