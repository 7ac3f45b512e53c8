/**
 * Statements made once and used again: what differs between two uses is left open as a slot and filled in each time.
 *
 * Everything here hangs on a Model and goes with it. What depends on who asks is kept by Access, which is one principal with its
 * roles and attributes, so a statement made for one principal is never used for another.
 */
import type { Model } from '@tenon/model';
import type { Statement } from '../database.ts';
import type { RenderedSql } from '../expression/fragment.ts';
import { Access } from './access.ts';
import type { Principal } from './operation.ts';

/** Symbols, which no caller can send, in place of values that are known only when the statement runs. */
export const slot = {
  now: Symbol('now') as unknown as string,
  id: Symbol('id') as unknown as string,
  ids: Symbol('ids') as unknown as readonly string[],
  rows: Symbol('rows') as unknown as string,
  user: Symbol('user') as unknown as string | null,
} as const;
export type Slots = Readonly<Partial<Record<keyof typeof slot, unknown>>> & { readonly columns?: Readonly<Record<string, unknown>> };

/** Open for the value of a column of the one row that is written; null where it is not given. */
export class ColumnSlot {
  readonly column: string;

  constructor(column: string) {
    this.column = column;
  }
}

const nameOf = new Map<unknown, keyof typeof slot>(Object.entries(slot).map(([name, symbol]) => [symbol, name as keyof typeof slot]));

/** The statement with its slots filled; one that is not given is our mistake. */
export function filled({ text, values }: RenderedSql, given: Slots): Statement {
  return {
    text, prepared: true,
    values: values.map((value) => {
      if (value instanceof ColumnSlot) return given.columns?.[value.column] ?? null;
      if (typeof value !== 'symbol') return value;
      const name = nameOf.get(value);
      if (name === undefined || given[name] === undefined) throw new Error(`Assertion failed: nothing for ${String(value)}`);
      return given[name];
    }),
  };
}

const entriesMax = 2_000;
const keyLengthMax = 4_000;
const memories = new WeakMap<Model, Map<string, unknown>>();

/** What was made before under this key of the owner. A Model keeps so many for all who use it, and forgets the least recently used. */
export function remembered<T>(owner: Model | Access, key: string, make: () => T): T {
  if (key.length > keyLengthMax) return make();
  const [model, whole] = owner instanceof Access ? [owner.model, `${serialOf(owner)} ${key}`] : [owner, key];
  let memory = memories.get(model) as Map<string, T> | undefined;
  if (!memory) memories.set(model, (memory = new Map<string, T>()));
  const known = memory.get(whole);
  const value = known ?? make();
  if (known !== undefined) memory.delete(whole);
  memory.set(whole, value);
  if (memory.size > entriesMax) memory.delete(memory.keys().next().value!);
  return value;
}

const serials = new WeakMap<Access, number>();
let serialLast = 0;

function serialOf(access: Access): number {
  let serial = serials.get(access);
  if (serial === undefined) serials.set(access, (serial = ++serialLast));
  return serial;
}

/** A statement of the engine by its key, with its slots filled. */
export function statementOf(owner: Model | Access, key: string, given: Slots, make: () => RenderedSql): Statement {
  return filled(remembered(owner, key, make), given);
}

const accesses = new WeakMap<Principal, Access>();

/** The same Access for the same principal, so that what was made for it is found again. */
export function accessFor(model: Model, principal: Principal): Access {
  const known = accesses.get(principal);
  if (known?.model === model) return known;
  const access = findAccess(model, principal);
  accesses.set(principal, access);
  return access;
}

function findAccess(model: Model, principal: Principal): Access {
  const { kind, tenant, userId, name, roles, attributes, locale } = principal;
  return remembered(model, `access ${JSON.stringify([kind, tenant, userId, name, locale, roles, Object.entries(attributes)])}`, () => new Access(model, principal));
}
