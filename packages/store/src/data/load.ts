/**
 * Loads the data of a Model into a tenant: everything in one transaction, set by set.
 *
 * In:   the data files of a Model in name order; which sets beyond the base data are wanted.
 * Out:  how many records were made and changed, per file.
 * Errors: STO108 with file and row.
 * Mode `insert` leaves a record alone that is there already; `merge` changes it. Children of a merged record are replaced.
 */
import { failure, isFailure } from '@tenon/diagnostics';
import type { DataModel, FieldModel } from '@tenon/model';
import { v7 as uuid } from 'uuid';
import { withTransaction, type Transaction } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import { quoteName } from '../names.ts';
import { nextNumbers } from '../operation/numbering.ts';
import type { TenantScope } from '../operation/operation.ts';
import { DataProblem, Lookups } from './lookups.ts';
import { passNumbers } from './numbering.ts';
import { tableRow, type TableRow } from './rows.ts';
import { computeLoaded, insertRows, updateRows, writeLinks, type WriteContext } from './write.ts';

export interface LoadOptions {
  /** Names of the sets to load beside the base data, such as `demo`. */
  readonly sets?: readonly string[];
  /** Who is written down as the creator. */
  readonly userId?: string;
  /** ISO; for defaults and autonumbers. */
  readonly now?: string;
  readonly onProgress?: (progress: LoadedFile) => void;
}

export interface LoadedFile {
  readonly name: string;
  readonly object: string;
  readonly inserted: number;
  readonly updated: number;
}

/** Loads data files; all of them or, after an error, nothing. */
export async function loadData(store: StoreHandle, scope: TenantScope, data: readonly DataModel[], options: LoadOptions = {}): Promise<readonly LoadedFile[]> {
  return withTransaction(store.database, scope, {}, (tx) => loadOn(tx, scope, data, options));
}

/** The same inside a transaction of the caller. */
export async function loadOn(tx: Transaction, scope: TenantScope, data: readonly DataModel[], options: LoadOptions = {}): Promise<readonly LoadedFile[]> {
  const wanted = data.filter((file) => !file.set || options.sets?.includes(file.set)).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const write: WriteContext = { model: scope.model, now: options.now ?? new Date().toISOString(), userId: options.userId ?? null };
  const lookups = new Lookups(tx, scope.model);
  const loaded: LoadedFile[] = [];
  for (const file of wanted) {
    const one = await loadFile(tx, write, file, lookups);
    loaded.push(one);
    options.onProgress?.(one);
  }
  return loaded;
}

async function loadFile(tx: Transaction, write: WriteContext, file: DataModel, lookups: Lookups): Promise<LoadedFile> {
  if (!write.model.objects[file.object]) throw problem(file, 0, `there is no object “${file.object}”`);
  const placed = await place(file, lookups);
  const made: TableRow[] = [];
  const changed: TableRow[] = [];
  for (const { at, id, known } of placed) {
    if (known && file.mode === 'insert') continue;
    const row = await told(file, at, () => tableRow(write.model, file.object, id, file.rows[at]!, lookups));
    (known ? changed : made).push(row);
  }
  const rowOf = new Map(placed.map(({ id, at }) => [id, at]));
  try {
    await replaceChildren(tx, changed);
    await insertTree(tx, write, made, changed);
  } catch (error) {
    throw explained(file, rowOf, error);
  }
  lookups.flushed();
  return { name: file.name, object: file.object, inserted: made.length, updated: changed.length };
}

interface Placed { readonly at: number; readonly id: string; readonly known: boolean }

/** Gives each row its id, that of the record with its key when there is one, so that rows may refer to rows further down. */
async function place(file: DataModel, lookups: Lookups): Promise<readonly Placed[]> {
  const placed: Placed[] = [];
  for (const [at, row] of file.rows.entries()) {
    const found = file.key.length > 0 ? await told(file, at, () => lookups.find(file.object, file.key, row)) : undefined;
    const id = found ?? uuid();
    placed.push({ at, id, known: found !== undefined });
    if (!found) await lookups.add(file.object, [{ row, id }]);
  }
  return placed;
}

async function insertTree(tx: Transaction, write: WriteContext, made: readonly TableRow[], changed: readonly TableRow[]): Promise<void> {
  const levels: (readonly TableRow[])[] = [made];
  for (let next = [...made, ...changed].flatMap((row) => row.children); next.length > 0; next = next.flatMap((row) => row.children)) levels.push(next);
  for (const level of levels) {
    for (const [object, rows] of Map.groupBy(level, (row) => row.object)) {
      await giveNumbers(tx, write, object, rows);
      await insertRows(tx, write, object, rows);
      await writeLinks(tx, write.model.objects[object]!, rows);
    }
  }
  const object = changed[0]?.object;
  if (object) {
    await updateRows(tx, write, object, changed);
    await writeLinks(tx, write.model.objects[object]!, changed);
  }
  const written = [...made, ...changed];
  if (written[0]) await computeLoaded(tx, write, written[0].object, written.map((row) => row.id));
}

async function replaceChildren(tx: Transaction, changed: readonly TableRow[]): Promise<void> {
  const written = changed.flatMap((row) => row.childObjects.map((child) => ({ child, id: row.id, by: row.children.find((one) => one.object === child) })));
  for (const [child, rows] of Map.groupBy(written, (one) => one.child)) {
    const sample = rows.find((one) => one.by);
    if (!sample?.by) continue;
    const by = Object.entries(sample.by.columns).find(([name, value]) => name !== 'id' && value === sample.id)![0];
    await tx.execute(`DELETE FROM ${quoteName(child)} WHERE ${quoteName(by)} = ANY($1)`, [rows.map((one) => one.id)]);
  }
}

async function giveNumbers(tx: Transaction, write: WriteContext, objectName: string, rows: readonly TableRow[]): Promise<void> {
  const object = write.model.objects[objectName]!;
  const fields = Object.values(object.fields).filter((field) => field.type === 'autonumber' && field.numbering);
  const given = (row: TableRow, field: FieldModel) => typeof row.columns[field.name] === 'string';
  for (const field of fields) {
    const numbers = rows.filter((row) => given(row, field)).map((row) => String(row.columns[field.name]));
    await passNumbers(tx, { object: objectName, field: field.name, pattern: field.numbering! }, numbers);
  }
  const without = rows.filter((row) => fields.some((field) => !given(row, field)));
  const made = without.length > 0 ? await nextNumbers(object, without.length, { tx, access: write, now: write.now }) : [];
  without.forEach((row, i) => {
    for (const field of fields) if (!given(row, field)) row.columns[field.name] = made[i]![field.name];
  });
}

const problem = (file: DataModel, at: number, words: string) => failure('STO108', { name: file.name, row: at + 1, problem: words });

async function told<T>(file: DataModel, at: number, fn: () => Promise<T>): Promise<T> {
  try {
    return await fn();
  } catch (error) {
    throw error instanceof DataProblem ? problem(file, at, error.message) : error;
  }
}

/** A violation names the failing row, whose id leads back to the row of the file. */
function explained(file: DataModel, rowOf: ReadonlyMap<string, number>, error: unknown): unknown {
  const { code, message, detail } = error as { code?: string; message: string; detail?: string };
  if (isFailure(error) || !code || !/^2[23]/.test(code)) return error;
  const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(detail ?? '')?.[0];
  const at = id === undefined ? -1 : (rowOf.get(id) ?? -1);
  return problem(file, at, detail && at < 0 ? `${message} (${detail.slice(0, 300)})` : message);
}
