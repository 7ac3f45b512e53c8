/**
 * Uploaded files: kept in PostgreSQL in chunks, written and read one chunk at a time, never whole in memory.
 *
 * In:   a name that is clean, a type found by looking, and the content as it comes in.
 * Out:  a FileRef; or all of its content, for who may have it.
 * A file belongs to its uploader alone until something refers to it; then to whoever may read what refers to it, in the field
 * where it stands.
 * Errors: ACC105 there is no such file, or none for this caller; REQ119 it is too large; OPR120 too much lies about unused.
 */
import { failure, limits } from '@tenon/diagnostics';
import { v7 as uuid } from 'uuid';
import { queryInScope, withTransaction, type Transaction } from '../database.ts';
import { ident, join, render, sql, verbatim, type Sql } from '../expression/fragment.ts';
import { Names, typed } from '../expression/scope.ts';
import type { StoreHandle } from '../handle.ts';
import type { Access } from '../operation/access.ts';
import { accessFor } from '../operation/compile-cache.ts';
import type { Principal, TenantScope } from '../operation/operation.ts';
import { isId } from '../operation/values.ts';
import { hasAttachments } from './record.ts';

type Base = Pick<StoreHandle, 'database'>;

/** As the API gives it. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

export interface NewFile {
  readonly name: string;
  readonly type: string;
  /** Whose it is while nothing refers to it. */
  readonly userId: string;
  readonly bytesMax?: number;
  /** How long it is kept while nothing refers to it. */
  readonly keepHours?: number;
  /** Made by the engine itself: not counted against what its user may leave about unused. */
  readonly made?: true;
}

/** Writes a file in one transaction: all of it, or nothing when the content breaks off. */
export function writeFile(store: Base, scope: TenantScope, file: NewFile, content: AsyncIterable<Uint8Array>): Promise<FileRef> {
  const max = file.bytesMax ?? limits.fileBytesMax;
  let begun = false;
  return withTransaction(store.database, scope, {}, async (tx) => {
    // What has been read of the content cannot be read again.
    if (begun) throw failure('STO204');
    begun = true;
    if (!file.made) await refuseLoose(tx, file.userId);
    const id = uuid();
    await tx.query({
      text: `insert into "_file" (id, name, type, size, "by", keep_until, uploaded) values ($1, $2, $3, 0, $4, now() + $5 * interval '1 hour', $6)`,
      values: [id, file.name, file.type, file.userId, file.keepHours ?? limits.fileLooseHoursMax, !file.made], prepared: true,
    });
    const size = await writeChunks(tx, id, content, max);
    await tx.query({ text: 'update "_file" set size = $2 where id = $1', values: [id, size], prepared: true });
    return { id, name: file.name, type: file.type, size };
  });
}

async function refuseLoose(tx: Transaction, userId: string): Promise<void> {
  const [loose] = await tx.query<{ bytes: string }>({
    text: `select coalesce(sum(size), 0)::text as bytes from "_file" f where "by" = $1 and uploaded and ${unusedSql}`,
    values: [userId], prepared: true,
  });
  if (Number(loose!.bytes) > limits.fileLooseBytesMax) throw failure('OPR120', { max: limits.fileLooseBytesMax });
}

/** Each chunk is on its way to disk before the next is asked for, so that a slow database slows the sender down. */
async function writeChunks(tx: Transaction, id: string, content: AsyncIterable<Uint8Array>, max: number): Promise<number> {
  let [size, seq] = [0, 0];
  for await (const data of evenly(content, limits.fileChunkBytes)) {
    size += data.length;
    if (size > max) throw failure('REQ119', { limit: max });
    await tx.query({ text: 'insert into "_file_chunk" (file, seq, data) values ($1, $2, $3)', values: [id, seq++, data], prepared: true });
  }
  return size;
}

/** The same bytes in pieces of one size, but for the last. */
async function* evenly(content: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const part of content) {
    held.push(part);
    length += part.length;
    if (length < bytes) continue;
    const whole = Buffer.concat(held);
    const cut = whole.length - (whole.length % bytes);
    for (let at = 0; at < cut; at += bytes) yield whole.subarray(at, at + bytes);
    held = [whole.subarray(cut)];
    length = whole.length - cut;
  }
  if (length > 0) yield Buffer.concat(held);
}

export interface OpenFile {
  readonly file: FileRef;
  /** Chunk by chunk, as it is asked for. */
  content(): AsyncGenerator<Buffer>;
}

/** The file, where the caller may have it. */
export async function openFile(store: Base, scope: TenantScope, principal: Principal, id: string): Promise<OpenFile> {
  if (!isId(id)) throw failure('ACC105');
  const file = await withTransaction(store.database, scope, { readOnly: true }, async (tx) =>
    (await readableFiles(tx, accessFor(scope.model, principal), new Date().toISOString(), [id])).get(id.toLowerCase()));
  if (!file) throw failure('ACC105');
  return { file, content: () => chunksOf(store, scope, file) };
}

async function* chunksOf(store: Base, scope: TenantScope, { id, size }: FileRef): AsyncGenerator<Buffer> {
  for (let seq = 0, left = size; left > 0; seq++) {
    const [chunk] = await queryInScope<{ data: Buffer }>(store.database, scope, { text: 'select data from "_file_chunk" where file = $1 and seq = $2', values: [id, seq], prepared: true }, { slow: true });
    if (!chunk) throw failure('ACC105'); // removed in the meantime
    left -= chunk.data.length;
    yield chunk.data;
  }
}

interface Use { readonly file: string; readonly object: string; readonly record_id: string; readonly field: string | null }

/** Those of the files that the caller may have: its own that nothing refers to, and those that a record shows it. */
export async function readableFiles(tx: Transaction, access: Access, now: string, ids: readonly string[]): Promise<ReadonlyMap<string, FileRef>> {
  const files = await tx.query<Omit<FileRef, 'size'> & { size: string; by: string | null }>({
    text: 'select id, name, type, size, "by" from "_file" where id = any($1::uuid[])', values: [ids], prepared: true,
  });
  if (files.length === 0) return new Map();
  const uses = await tx.query<Use>({
    text: `select file, object, record_id, field from "_file_use" where file = any($1::uuid[])
      union all select file, object, record_id, null from "_attachment" where file = any($1::uuid[])`,
    values: [ids], prepared: true,
  });
  const shown = await shownBy(tx, access, now, uses);
  const used = new Set(uses.map(({ file }) => file));
  const { kind, userId } = access.principal;
  return new Map(files.filter(({ id, by }) => (used.has(id) ? shown.has(id) : kind === 'user' && by === userId))
    .map(({ id, name, type, size }) => [id, { id, name, type, size: Number(size) }]));
}

/** The files that some record shows the caller, which it may read, in a field that it may read. */
async function shownBy(tx: Transaction, access: Access, now: string, uses: readonly Use[]): Promise<ReadonlySet<string>> {
  const seen = uses.filter((use) => mayShow(access, use));
  const scope = access.sqlContext(now, {}, new Names());
  const parts = [...Map.groupBy(seen, ({ object }) => object)].map(([object, some]): Sql => {
    const row = scope.names.next('g');
    const holds = access.condition(object, 'read', row, scope) ?? verbatim('true');
    const pairs = sql`json_to_recordset(${typed(JSON.stringify(some), 'json')}) as v(file uuid, record_id uuid)`;
    return sql`select v.file from ${pairs} join ${ident(object)} ${ident(row)} on ${ident(row, 'id')} = v.record_id where (${holds})`;
  });
  if (parts.length === 0) return new Set();
  return new Set((await tx.query<{ file: string }>(render(join(parts, ' union ')))).map(({ file }) => file));
}

function mayShow(access: Access, { object: name, field: fieldName }: Use): boolean {
  const object = access.object(name);
  if (!object || access.recordGrant(name, 'read') === undefined) return false;
  if (fieldName === null) return hasAttachments(object);
  const field = access.field(name, fieldName);
  return field !== undefined && access.fieldGrant(name, field) !== 'mask';
}

/** Removes those of the files that nothing refers to any more; for the transaction that took the last reference away. */
export async function dropUnused(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  // Locked first: whoever refers to one of them just now has committed by the time that its references are looked for.
  await tx.query({ text: 'select 1 from "_file" where id = any($1::uuid[]) order by id for update', values: [ids], prepared: true });
  await tx.query({ text: `delete from "_file" f where id = any($1::uuid[]) and ${unusedSql}`, values: [ids], prepared: true });
}

export const unusedSql = `not exists (select 1 from "_file_use" u where u.file = f.id) and not exists (select 1 from "_attachment" a where a.file = f.id)`;
