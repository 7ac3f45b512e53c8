/** What a path of an expression means in a statement: rows under an alias, with joins for the references that are followed. */
import type { FieldModel, Model, ObjectModel } from '@tenon/model';
import { ident, join, sql, verbatim, type Sql } from './fragment.ts';

/** The condition under which a record may be seen; undefined when every one may. */
export type Guard = (object: string, alias: string) => Sql | undefined;

/** A record of the statement. With `joins`, references become LEFT JOINs; without, scalar subqueries. */
export interface RowRoot {
  readonly kind: 'row';
  readonly object: string;
  readonly alias: string;
  readonly joins?: Joins | undefined;
  /** Applied to every record that a path enters: set for what callers write, absent for what the Model's author wrote. */
  readonly guard?: Guard | undefined;
}

/** Values known before the statement runs, such as the attributes of `user`. */
export interface ValuesRoot {
  readonly kind: 'values';
  readonly values: Readonly<Record<string, string | null>>;
  /** As of a row: for the records that a value leads to. */
  readonly guard?: Guard | undefined;
}

export type Root = RowRoot | ValuesRoot;

export interface SqlContext {
  readonly model: Model;
  readonly timeZone: string;
  /** The moment of the operation, ISO. */
  readonly now: string;
  readonly names: Names;
  readonly roots: Readonly<Record<string, Root>>;
  /** Set where false and null come to the same, as in a condition of WHERE: then SQL may be written for which an index serves. */
  readonly onlyTrue?: boolean;
}

/** Aliases of one statement: the same plan gives the same names, so that the statement can be prepared once. */
export class Names {
  #count = 0;
  next(prefix = 'x'): string {
    this.#count += 1;
    return `${prefix}${this.#count}`;
  }
}

/** The LEFT JOINs of one FROM clause, one per path. */
export class Joins {
  readonly #names: Names;
  readonly #byPath = new Map<string, string>();
  readonly #clauses: Sql[] = [];

  constructor(names: Names) {
    this.#names = names;
  }

  /** A join that a guard leaves open serves everybody; one that it narrows serves only those whom it narrows. */
  follow(alias: string, field: string, target: string, guard: Guard | undefined): string {
    const made = this.#names.next('j');
    const condition = guard?.(target, made);
    const key = `${alias}.${field}.${condition ? 'guarded' : 'open'}`;
    const known = this.#byPath.get(key);
    if (known) return known;
    const on = sql`${ident(made, 'id')} = ${ident(alias, field)}`;
    this.#clauses.push(sql` left join ${ident(target)} ${ident(made)} on ${condition ? sql`${on} and (${condition})` : on}`);
    this.#byPath.set(key, made);
    return made;
  }

  clause(): Sql {
    return join(this.#clauses, '');
  }
}

export function objectOf(model: Model, name: string): ObjectModel {
  const object = model.objects[name];
  if (!object) throw new Error(`Assertion failed: object ${name} is not in the Model`);
  return object;
}

export function fieldOf(model: Model, object: string, name: string): FieldModel {
  const field = objectOf(model, object).fields[name];
  if (!field) throw new Error(`Assertion failed: field ${object}.${name} is not in the Model`);
  return field;
}

const sqlTypes: Partial<Record<FieldModel['type'], string>> = {
  integer: 'bigint', decimal: 'numeric', money: 'numeric', quantity: 'numeric', percent: 'numeric', boolean: 'boolean',
  date: 'date', datetime: 'timestamptz', time: 'time', multi_select: 'text[]', reference: 'uuid',
  address: 'jsonb', geo: 'jsonb', json: 'jsonb', rich_text: 'jsonb', file: 'uuid', image: 'uuid',
};

/** The PostgreSQL type of a field's column. */
export const sqlTypeOf = (field: FieldModel): string => (field.name === 'id' ? 'uuid' : (sqlTypes[field.type] ?? 'text'));

/** A parameter with its type written out, so that PostgreSQL never has to guess. */
export const typed = (value: unknown, type: string): Sql => sql`${value}::${verbatim(type)}`;

export const isDecimal = (field: FieldModel): boolean =>
  field.type === 'decimal' || field.type === 'money' || field.type === 'quantity' || field.type === 'percent';

export const scaleOf = (field: FieldModel): number => field.scale ?? (field.type === 'quantity' ? 3 : 2);
