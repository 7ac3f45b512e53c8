/**
 * Files that people put to a record. Whoever may read the record may have them; putting and taking away needs the right to change it.
 *
 * Errors: those of `record.ts`; ACC105 there is no such file for the caller; ACC107 no such attachment; OPR117 there are too many.
 */
import { failure, limits } from '@tenon/diagnostics';
import { v7 as uuid } from 'uuid';
import { withTransaction, type Transaction } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import type { Access } from '../operation/access.ts';
import { attachmentKey, writeTraces } from '../operation/audit.ts';
import { accessFor } from '../operation/compile-cache.ts';
import type { Principal, TenantScope } from '../operation/operation.ts';
import { isId } from '../operation/values.ts';
import { dropUnused, readableFiles, type FileRef } from './files.ts';
import { demandUpdate, readRecord, recordRef, type RecordRef } from './record.ts';
import { peopleOf, type PersonRef } from './people.ts';

type Base = Pick<StoreHandle, 'database'>;
export interface About { readonly object: string; readonly id: string }

export interface Attachment {
  readonly id: string;
  readonly file: FileRef;
  readonly by: PersonRef;
  readonly at: string;
  readonly removable: boolean;
}

interface Found { readonly id: string; readonly file: string; readonly name: string; readonly type: string; readonly size: string; readonly by: string | null; readonly at: string }

const select = `select a.id, f.id as file, f.name, f.type, f.size, a."by", a.at from "_attachment" a join "_file" f on f.id = a.file`;

/** The newest first. */
export async function listAttachments(store: Base, scope: TenantScope, principal: Principal, about: About): Promise<readonly Attachment[]> {
  const access = accessFor(scope.model, principal);
  const record = recordRef(access, about.object, about.id, 'attachments');
  return withTransaction(store.database, scope, { readOnly: true }, async (tx) => {
    const { writable } = await readRecord(tx, access, record, new Date().toISOString());
    const rows = await tx.query<Found>({ text: `${select} where a.object = $1 and a.record_id = $2 order by a.id desc limit $3`, values: [record.object.name, record.id, limits.attachmentsPerRecordMax], prepared: true });
    return shown(tx, rows, writable && access.recordGrant(record.object.name, 'update') !== undefined);
  });
}

async function shown(tx: Transaction, rows: readonly Found[], removable: boolean): Promise<readonly Attachment[]> {
  const people = await peopleOf(tx, rows.map(({ by }) => by));
  return rows.map(({ id, file, name, type, size, by, at }) => ({ id, file: { id: file, name, type, size: Number(size) }, by: people(by), at, removable }));
}

export async function attach(store: Base, scope: TenantScope, principal: Principal, about: About, file: string): Promise<Attachment> {
  return changing(store, scope, principal, about, 'attach', async (tx, { access, record, now }) => {
    if (!isId(file)) throw failure('ACC105');
    await tx.query({ text: 'select 1 from "_file" where id = $1 for key share', values: [file], prepared: true });
    const found = (await readableFiles(tx, access, now, [file])).get(file.toLowerCase());
    if (!found) throw failure('ACC105');
    const [{ count } = { count: 0 }] = await tx.query<{ count: number }>({ text: 'select count(*)::int as count from "_attachment" where object = $1 and record_id = $2', values: [record.object.name, record.id], prepared: true });
    if (count >= limits.attachmentsPerRecordMax) throw failure('OPR117', { max: limits.attachmentsPerRecordMax });
    const id = uuid();
    await tx.query({ text: `insert into "_attachment" (id, object, record_id, file, "by", at) values ($1, $2, $3, $4, $5, $6)`, values: [id, record.object.name, record.id, found.id, userOf(principal), now], prepared: true });
    trace(tx, { access, record, now }, 'attach', null, found);
    const [made] = await shown(tx, await tx.query<Found>({ text: `${select} where a.id = $1`, values: [id], prepared: true }), true);
    return made!;
  });
}

export async function detach(store: Base, scope: TenantScope, principal: Principal, about: About, attachment: string): Promise<void> {
  return changing(store, scope, principal, about, 'detach', async (tx, { access, record, now }) => {
    const rows = !isId(attachment) ? [] : await tx.query<Found>({ text: `${select} where a.id = $1 and a.object = $2 and a.record_id = $3 for update of a`, values: [attachment, record.object.name, record.id], prepared: true });
    const [gone] = rows;
    if (!gone) throw failure('ACC107');
    await tx.query({ text: 'delete from "_attachment" where id = $1', values: [gone.id], prepared: true });
    await dropUnused(tx, [gone.file]);
    trace(tx, { access, record, now }, 'detach', { id: gone.file, name: gone.name, type: gone.type, size: Number(gone.size) }, null);
  });
}

interface Changing { readonly access: Access; readonly record: RecordRef; readonly now: string }

const userOf = ({ kind, userId }: Principal): string | null => (kind === 'user' ? userId : null);

async function changing<T>(store: Base, scope: TenantScope, principal: Principal, about: About, action: string, work: (tx: Transaction, changing: Changing) => Promise<T>): Promise<T> {
  const access = accessFor(scope.model, principal);
  const record = recordRef(access, about.object, about.id, 'attachments');
  const now = new Date().toISOString();
  return withTransaction(store.database, scope, {}, async (tx) => {
    demandUpdate(access, record, await readRecord(tx, access, record, now, { hold: true }), action);
    return work(tx, { access, record, now });
  });
}

/** In the record's history, under a name that no field can have. */
function trace(tx: Transaction, { access, record, now }: Changing, kind: 'attach' | 'detach', old: FileRef | null, next: FileRef | null): void {
  const changes = { [attachmentKey]: { old, new: next } };
  const event = { id: record.id, kind, changed: [] };
  writeTraces([{ object: record.object.name, id: record.id, kind, changes: record.object.history ? changes : {}, event }], undefined, { tx, access, now, userId: userOf(access.principal) });
}
