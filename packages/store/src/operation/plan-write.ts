/** ValidOperation → WritePlan: ids given out, and the rows of new records sorted into one batch per object. Pure data. */
import type { ObjectModel } from '@tenon/model';
import { v7 } from 'uuid';
import { hasColumn } from '../schema/columns.ts';
import type { Access } from './access.ts';
import type { Row, ValidChange, ValidOperation } from './validate.ts';

/** A new row with its place: its id, and its parent's where it is a child. */
export interface NewRow {
  readonly id: string;
  readonly path: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Record<string, readonly string[]>>;
}
export interface Batch { readonly object: ObjectModel; readonly rows: NewRow[] }

export interface WritePlan {
  readonly access: Access;
  readonly now: string;
  readonly object: ObjectModel;
  readonly bulk: boolean;
  readonly changes: readonly { readonly prefix: string; readonly change: ValidChange }[];
  readonly idempotency?: { readonly key: string; readonly route: string; readonly body: string };
  readonly reason?: string;
}

export function planWrite(valid: ValidOperation, now: string): WritePlan {
  const { operation, access, changes } = valid;
  const { idempotencyKey: key, route, body, reason } = operation;
  return {
    access, now, object: operation.object, bulk: operation.bulk, changes,
    ...(key === undefined ? {} : { idempotency: { key, route, body } }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The row and everything below it, parents before children. */
export function batchesOf(row: Row, parent?: { readonly by: string; readonly id: string }, id = v7()): { readonly id: string; readonly batches: readonly Batch[] } {
  const batches = new Map<string, Batch>();
  const put = (one: Row, own: string, up?: { readonly by: string; readonly id: string }): void => {
    const batch = batches.get(one.object.name) ?? { object: one.object, rows: [] };
    batches.set(one.object.name, batch);
    batch.rows.push({ id: own, path: one.path, links: one.links, values: up ? { ...one.values, [up.by]: up.id } : one.values });
    for (const [name, rows] of Object.entries(one.children)) {
      for (const child of rows) put(child, v7(), { by: one.object.fields[name]!.by!, id: own });
    }
  };
  put(row, id, parent);
  return { id, batches: [...batches.values()] };
}

export function mergeBatches(all: readonly Batch[]): readonly Batch[] {
  const merged = new Map<string, Batch>();
  for (const { object, rows } of all) {
    const batch = merged.get(object.name) ?? { object, rows: [] };
    merged.set(object.name, batch);
    batch.rows.push(...rows);
  }
  return [...merged.values()];
}

/** Fields that are kept in columns and are not formulas. */
export const ownColumns = (object: ObjectModel) => Object.values(object.fields).filter((field) => hasColumn(field) && !field.formula);
