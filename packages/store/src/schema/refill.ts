/**
 * Computes what a new Model computes otherwise: stored formulas and search texts of the rows that exist.
 *
 * In:   the Models before and after and the steps of a migration; then the connection that applies it, after its DDL.
 * Out:  every row has the values that it would have been written with. Formulas come after those that they read, whatever object those
 *       belong to; what nothing has changed about stays as it is.
 */
import { inNamesOf, type Model } from '@tenon/model';
import type pg from 'pg';
import type { Statement, Transaction } from '../database.ts';
import { quoteName } from '../names.ts';
import { readsOf, type ComputeStep } from '../operation/computed.ts';
import { recompute, refreshSearch } from '../operation/recompute.ts';
import { changedFields, remadeColumns, storedAmong } from './changed.ts';
import type { Step } from './steps.ts';

type Queries = Pick<Transaction, 'query'>;
const batchRows = 5_000;

export interface Refill {
  readonly steps: readonly ComputeStep[];
  /** Objects whose search text is written anew. */
  readonly searched: readonly string[];
}

export const nothingToRefill: Refill = { steps: [], searched: [] };

export function refillOf(before: Model, after: Model, steps: readonly Step[]): Refill {
  const old = inNamesOf(before, after);
  const changed = changedFields(old, after, remadeColumns(steps));
  const searched = Object.values(after.objects).filter(({ name, search }) =>
    search.length > 0 && ((old.objects[name]?.search ?? []).join() !== search.join() || search.some((field) => changed.has(`${name}.${field}`))));
  return { steps: stepsFor(after, storedAmong(after, changed)), searched: searched.map(({ name }) => name) };
}

/** Formulas of one object that read none of each other, after those that they read. */
function stepsFor(model: Model, keys: readonly string[]): readonly ComputeStep[] {
  const open = new Map(keys.map((key) => {
    const [object, field] = key.split('.') as [string, string];
    return [key, { object, field, reads: readsOf(model, model.objects[object]!.fields[field]!.formula!.expr) }];
  }));
  const steps: ComputeStep[] = [];
  while (open.size > 0) {
    const ready = [...open].filter(([key, { reads }]) => ![...reads].some((read) => read !== key && open.has(read)));
    // Formulas that read each other in a circle across records have no order: each is computed once.
    const next = ready.length > 0 ? ready : [...open];
    for (const [object, own] of Map.groupBy(next, ([, one]) => one.object)) steps.push({ object, fields: own.map(([, { field }]) => field) });
    for (const [key] of next) open.delete(key);
  }
  return steps;
}

export async function refill(client: pg.ClientBase, schema: string, model: Model, { steps, searched }: Refill): Promise<void> {
  if (steps.length === 0 && searched.length === 0) return;
  await client.query(`SET LOCAL search_path TO ${quoteName(schema)}, pg_catalog`);
  const tx = queriesOn(client);
  const now = new Date().toISOString();
  for (const step of steps) {
    for (const ids of batchesOf(await idsOf(tx, step.object))) await recompute(tx, model, step.object, ids, now, [step]);
  }
  for (const object of searched) {
    for (const ids of batchesOf(await idsOf(tx, object))) await refreshSearch(tx, model, object, ids);
  }
}

async function idsOf(tx: Queries, table: string): Promise<readonly string[]> {
  return (await tx.query<{ id: string }>(`SELECT id FROM ${quoteName(table)}`)).map(({ id }) => id);
}

function batchesOf(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / batchRows) }, (_, at) => ids.slice(at * batchRows, (at + 1) * batchRows));
}

/** One statement after the other: this connection is not pipelined. */
function queriesOn(client: pg.ClientBase): Queries {
  let last: Promise<unknown> = Promise.resolve();
  const run = (statement: Statement | string, values: readonly unknown[] = []): Promise<pg.QueryResult> => {
    const { text, values: own = values } = typeof statement === 'string' ? { text: statement } : statement;
    const next = last.then(() => client.query(text, [...own]));
    last = next.catch(() => undefined);
    return next;
  };
  return { query: async <R>(statement: Statement | string, values?: readonly unknown[]) => (await run(statement, values)).rows as R[] };
}
