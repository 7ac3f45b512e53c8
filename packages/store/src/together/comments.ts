/**
 * What people say below a record. Whoever may read the record may read and write comments; only their own are changed or removed.
 *
 * In:   plain text, and the ids of users whose names stand in it.
 * Out:  the comment; notes to those of them who may read the record, to its owner, and to those who have said something before.
 * Errors: those of `record.ts`; VAL101 the text or the mentions do not fit; ACC106, ACC108; OPR118.
 */
import { failure, limits, type FieldProblem } from '@tenon/diagnostics';
import { v7 as uuid } from 'uuid';
import { withTransaction, type Transaction } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import type { Access } from '../operation/access.ts';
import { accessFor } from '../operation/compile-cache.ts';
import { writeTraces } from '../operation/audit.ts';
import { claimKey, keepAnswer } from '../operation/idempotency.ts';
import type { Principal, TenantScope } from '../operation/operation.ts';
import { isId } from '../operation/values.ts';
import type { About } from './attachments.ts';
import { notify } from './notify.ts';
import { accessesOf, peopleOf, type PersonRef } from './people.ts';
import { readersOf, readRecord, recordRef, type RecordRef } from './record.ts';

export interface Comment {
  readonly id: string;
  readonly text: string;
  readonly mentions: readonly PersonRef[];
  readonly by: PersonRef;
  readonly at: string;
  readonly editedAt: string | null;
  readonly own: boolean;
}

/** As it came: nothing of it is believed yet. */
export interface CommentInput {
  readonly text: unknown;
  readonly mentions?: unknown;
}

export interface Page<T> {
  readonly data: readonly T[];
  readonly next: string | null;
}

export interface PageInput {
  readonly limit?: number;
  readonly cursor?: string;
}

interface Row { readonly id: string; readonly text: string; readonly mentions: readonly string[]; readonly by: string | null; readonly at: string; readonly edited_at: string | null }
const columns = `id, text, mentions, "by", at, edited_at`;

/** The newest first. */
export async function listComments(store: Pick<StoreHandle, 'database'>, scope: TenantScope, principal: Principal, about: About, page: PageInput): Promise<Page<Comment>> {
  const access = accessFor(scope.model, principal);
  const record = recordRef(access, about.object, about.id, 'comments');
  const limit = page.limit ?? limits.pageRowsDefault;
  const before = cursorOf(page.cursor);
  return withTransaction(store.database, scope, { readOnly: true }, async (tx) => {
    await readRecord(tx, access, record, new Date().toISOString());
    const rows = await tx.query<Row>({
      text: `select ${columns} from "_comment" where object = $1 and record_id = $2 and ($3::uuid is null or id < $3::uuid) order by id desc limit $4::int`,
      values: [record.object.name, record.id, before, limit + 1], prepared: true,
    });
    return { data: await shown(tx, rows.slice(0, limit), principal), next: rows.length > limit ? rows[limit - 1]!.id : null };
  });
}

/** The id of the last of the page before. */
export function cursorOf(cursor: string | undefined): string | null {
  if (cursor === undefined || cursor === '') return null;
  if (!isId(cursor)) throw failure('OPR107');
  return cursor;
}

async function shown(tx: Transaction, rows: readonly Row[], { kind, userId }: Principal): Promise<readonly Comment[]> {
  const people = await peopleOf(tx, rows.flatMap(({ by, mentions }) => [by, ...mentions]));
  return rows.map(({ id, text, mentions, by, at, edited_at: editedAt }) => ({ id, text, mentions: mentions.map(people), by: people(by), at, editedAt, own: kind === 'user' && by === userId }));
}

export async function addComment(store: StoreHandle, scope: TenantScope, principal: Principal, about: About, given: CommentInput, idempotencyKey?: string): Promise<Comment> {
  const { text, mentions } = checked(given);
  return commenting(store, scope, principal, about, mentions, async (tx, { record, now, user, reading, followers }) => {
    const key = idempotencyKey === undefined ? {} : { idempotency: { key: idempotencyKey, route: `comment ${record.object.name}`, body: JSON.stringify([record.id, text, mentions]) } };
    const kept = await claimKey(tx, key, user);
    if (kept) return JSON.parse(kept.body) as Comment;
    const [{ count } = { count: 0 }] = await tx.query<{ count: number }>({ text: 'select count(*)::int as count from "_comment" where object = $1 and record_id = $2', values: [record.object.name, record.id], prepared: true });
    if (count >= limits.commentsPerRecordMax) throw failure('OPR118', { max: limits.commentsPerRecordMax });
    const id = uuid();
    const mentioned = mentions.filter((one) => reading.includes(one));
    const rows = await tx.query<Row>({
      text: `insert into "_comment" (id, object, record_id, text, mentions, "by", at) values ($1, $2, $3, $4, $5::uuid[], $6, $7) returning ${columns}`,
      values: [id, record.object.name, record.id, text, mentioned, user, now], prepared: true,
    });
    const note = { by: user, object: record.object.name, record: record.id, comment: id };
    await notify(tx, scope.tenant, mentioned.filter((one) => one !== user), { kind: 'mention', ...note });
    await notify(tx, scope.tenant, followers.filter((one) => reading.includes(one) && one !== user && !mentioned.includes(one)), { kind: 'comment', ...note });
    const [made] = await shown(tx, rows, principal);
    keepAnswer(tx, key, user, { body: JSON.stringify(made) });
    return made!;
  });
}

/** Those who come to be mentioned are told; who was before, is not told again. */
export async function editComment(store: StoreHandle, scope: TenantScope, principal: Principal, about: About, comment: string, given: CommentInput): Promise<Comment> {
  const { text, mentions } = checked(given);
  return commenting(store, scope, principal, about, mentions, async (tx, { record, now, user, reading }) => {
    const old = await ownComment(tx, record, comment, user);
    const mentioned = mentions.filter((one) => reading.includes(one));
    const rows = await tx.query<Row>({ text: `update "_comment" set text = $2, mentions = $3::uuid[], edited_at = $4 where id = $1 returning ${columns}`, values: [old.id, text, mentioned, now], prepared: true });
    const fresh = mentioned.filter((one) => one !== user && !old.mentions.includes(one));
    await notify(tx, scope.tenant, fresh, { kind: 'mention', by: user, object: record.object.name, record: record.id, comment: old.id });
    const [made] = await shown(tx, rows, principal);
    return made!;
  });
}

/** Its notes go with it. The history says that there was one, and not what it said. */
export async function removeComment(store: StoreHandle, scope: TenantScope, principal: Principal, about: About, comment: string): Promise<void> {
  return commenting(store, scope, principal, about, [], async (tx, { access, record, now, user }) => {
    const { id } = await ownComment(tx, record, comment, user);
    await tx.query({ text: 'with n as (delete from "_notification" where comment = $1) delete from "_comment" where id = $1', values: [id], prepared: true });
    writeTraces([{ object: record.object.name, id: record.id, kind: 'uncomment', changes: {} }], undefined, { tx, access, now, userId: user });
  });
}

async function ownComment(tx: Transaction, record: RecordRef, id: string, user: string | null): Promise<Row> {
  const rows = !isId(id) ? [] : await tx.query<Row>({ text: `select ${columns} from "_comment" where id = $1 and object = $2 and record_id = $3 for update`, values: [id, record.object.name, record.id], prepared: true });
  const [found] = rows;
  if (!found) throw failure('ACC106');
  if (user === null || found.by !== user) throw failure('ACC108');
  return found;
}

function checked({ text, mentions = [] }: CommentInput): { readonly text: string; readonly mentions: readonly string[] } {
  const problems: FieldProblem[] = [];
  if (typeof text !== 'string') problems.push({ field: 'text', code: 'VAL105', params: { expected: 'text' } });
  else if (!text.isWellFormed() || text.includes('\0')) problems.push({ field: 'text', code: 'VAL114', params: {} });
  else if (text.trim() === '') problems.push({ field: 'text', code: 'VAL104', params: {} });
  else if (text.length > 2 * limits.commentLengthMax || [...text].length > limits.commentLengthMax) problems.push({ field: 'text', code: 'VAL106', params: { max: limits.commentLengthMax } });
  const listed = mentions === null ? [] : mentions;
  const fits = Array.isArray(listed) && listed.length <= limits.mentionsPerCommentMax && listed.every(isId);
  if (!fits) problems.push({ field: 'mentions', code: 'VAL105', params: { expected: `a list of ids of users, ${limits.mentionsPerCommentMax} at most` } });
  if (problems.length > 0) throw failure('VAL101', {}, problems);
  return { text: text as string, mentions: [...new Set((listed as string[]).map((id) => id.toLowerCase()))] };
}

interface Commenting {
  readonly access: Access;
  readonly record: RecordRef;
  readonly now: string;
  readonly user: string | null;
  /** Who of those mentioned, and of the followers, may read the record. */
  readonly reading: readonly string[];
  /** The owner of the record, and who has said something before. */
  readonly followers: readonly string[];
}

/**
 * Who may be told is asked of the accounts, which no tenant's role can read: before the transaction, for those whom the record
 * has by then. Whether they may read the record is asked inside.
 */
async function commenting<T>(
  store: StoreHandle, scope: TenantScope, principal: Principal, about: About, mentions: readonly string[], work: (tx: Transaction, commenting: Commenting) => Promise<T>,
): Promise<T> {
  const access = accessFor(scope.model, principal);
  const record = recordRef(access, about.object, about.id, 'comments');
  const now = new Date().toISOString();
  const user = principal.kind === 'user' ? principal.userId : null;
  const followers = await withTransaction(store.database, scope, { readOnly: true }, async (tx) => {
    const { owner } = await readRecord(tx, access, record, now);
    return [...new Set([...(owner === null ? [] : [owner]), ...(await speakersOf(tx, record))])];
  });
  const others = await accessesOf(store, scope, [...mentions, ...followers].filter((one) => one !== user));
  return withTransaction(store.database, scope, {}, async (tx) => {
    await readRecord(tx, access, record, now, { hold: true });
    const reading = await readersOf(tx, record, others, now);
    return work(tx, { access, record, now, user, reading: user === null ? reading : [...reading, user], followers });
  });
}

async function speakersOf(tx: Transaction, { object, id }: RecordRef): Promise<readonly string[]> {
  const rows = await tx.query<{ by: string }>({
    text: `select "by" from "_comment" where object = $1 and record_id = $2 and "by" is not null group by "by" order by max(id::text) desc limit $3::int`,
    values: [object.name, id, limits.notifiedPerCommentMax], prepared: true,
  });
  return rows.map(({ by }) => by);
}
