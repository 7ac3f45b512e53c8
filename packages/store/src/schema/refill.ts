/**
 * Computes what a new Model computes otherwise: stored formulas and search texts of the rows that exist.
 *
 * In:   the Models before and after, on the connection that applies the migration, after its DDL.
 * Out:  every row has the values that it would have been written with.
 */
import type { FieldModel, Model, ObjectModel } from '@tenon/model';
import type pg from 'pg';
import type { Statement, Transaction } from '../database.ts';
import { quoteName } from '../names.ts';
import { familyOf, readsOf } from '../operation/computed.ts';
import { recompute, refreshSearch } from '../operation/recompute.ts';

type Queries = Pick<Transaction, 'query'>;
const batchRows = 5_000;

export async function refill(client: pg.ClientBase, schema: string, before: Model, after: Model): Promise<void> {
  const objects = Object.values(after.objects);
  const stale = new Set(objects.filter((object) => staleFormulas(before, after, object).length > 0).map(({ name }) => name));
  const searched = objects.filter((object) => object.search.length > 0 && searchIsStale(before, after, object));
  if (stale.size === 0 && searched.length === 0) return;
  await client.query(`SET LOCAL search_path TO ${quoteName(schema)}, pg_catalog`);
  const tx = queriesOn(client);
  const now = new Date().toISOString();
  for (const root of objects) {
    if (root.partOf || !familyOf(after, root.name).some(({ name }) => stale.has(name))) continue;
    for (const ids of batchesOf(await idsOf(tx, root.name))) await recompute(tx, after, root.name, ids, now);
  }
  for (const object of searched) {
    for (const ids of batchesOf(await idsOf(tx, object.name))) await refreshSearch(tx, after, object.name, ids);
  }
}

/** Stored formulas that are new or say something else, themselves or through a field that they read. */
function staleFormulas(before: Model, after: Model, object: ObjectModel): readonly FieldModel[] {
  return Object.values(object.fields).filter((field) => field.formula && field.storage === 'stored'
    && [`${object.name}.${field.name}`, ...readsOf(after, field.formula.expr)].some((key) => meaningOf(before, key) !== meaningOf(after, key)));
}

function searchIsStale(before: Model, after: Model, object: ObjectModel): boolean {
  const known = before.objects[object.name]?.search ?? [];
  return known.join() !== object.search.join() || object.search.some((name) => meaningOf(before, `${object.name}.${name}`) !== meaningOf(after, `${object.name}.${name}`));
}

/** What decides the value of a field; the same text for the same values. */
function meaningOf(model: Model, key: string): string | undefined {
  const [object, name] = key.split('.') as [string, string];
  const field = model.objects[object]?.fields[name];
  return field && JSON.stringify([field.type, field.scale, field.storage, field.formula?.source, field.to, field.of, field.by]);
}

async function idsOf(tx: Queries, table: string): Promise<readonly string[]> {
  return (await tx.query<{ id: string }>(`SELECT id FROM ${quoteName(table)} ORDER BY id`)).map(({ id }) => id);
}

function batchesOf(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / batchRows) }, (_, at) => ids.slice(at * batchRows, (at + 1) * batchRows));
}

function queriesOn(client: pg.ClientBase): Queries {
  const run = (statement: Statement | string, values: readonly unknown[] = []) =>
    (typeof statement === 'string' ? client.query(statement, [...values]) : client.query(statement.text, [...(statement.values ?? [])]));
  return { query: async <R>(statement: Statement | string, values?: readonly unknown[]) => (await run(statement, values)).rows as R[] };
}
