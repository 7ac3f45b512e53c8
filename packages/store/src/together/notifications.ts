/**
 * What people were told. Title and text are read when they are asked for, as whoever asks may read them then: of a record that
 * is gone, or that they may no longer see, only the note is left.
 */
import { limits } from '@tenon/diagnostics';
import { withTransaction, type Transaction } from '../database.ts';
import { ident, join, render, sql, verbatim, type Sql } from '../expression/fragment.ts';
import { Names, typed } from '../expression/scope.ts';
import type { StoreHandle } from '../handle.ts';
import type { Access } from '../operation/access.ts';
import { accessFor } from '../operation/compile-cache.ts';
import { valueSql } from '../operation/compile-select.ts';
import type { Principal, TenantScope } from '../operation/operation.ts';
import { cursorOf, type PageInput } from './comments.ts';
import { peopleOf, type PersonRef } from './people.ts';

type Base = Pick<StoreHandle, 'database'>;

export interface Notification {
  readonly id: string;
  readonly kind: 'mention' | 'comment' | 'assigned' | 'job';
  readonly at: string;
  readonly read: boolean;
  readonly by: PersonRef | null;
  readonly object: string | null;
  readonly record: { readonly id: string; readonly title: string } | null;
  readonly job: string | null;
  readonly text: string | null;
}

export interface Notifications {
  readonly data: readonly Notification[];
  readonly next: string | null;
  readonly unread: number;
}

interface Row {
  readonly id: string; readonly kind: Notification['kind']; readonly at: string; readonly read: boolean; readonly by: string | null;
  readonly object: string | null; readonly record_id: string | null; readonly job: string | null; readonly text: string | null; readonly said: string | null;
}

const textLengthShown = 300;

/** The newest first. */
export async function listNotifications(store: Base, scope: TenantScope, principal: Principal, { unread = false, limit = limits.pageRowsDefault, cursor }: PageInput & { readonly unread?: boolean }): Promise<Notifications> {
  const access = accessFor(scope.model, principal);
  const before = cursorOf(cursor);
  return withTransaction(store.database, scope, { readOnly: true }, async (tx) => {
    const rows = await tx.query<Row>({
      text: `select n.id, n.kind, n.at, n.read_at is not null as read, n."by", n.object, n.record_id, n.job, n.text, left(c.text, $5::int) as said
        from "_notification" n left join "_comment" c on c.id = n.comment
        where n.user_id = $1 and ($2::uuid is null or n.id < $2::uuid) and (not $3::boolean or n.read_at is null) order by n.id desc limit $4::int`,
      values: [principal.userId, before, unread, limit + 1, textLengthShown], prepared: true,
    });
    const page = rows.slice(0, limit);
    const people = await peopleOf(tx, page.map(({ by }) => by));
    const titles = await titlesOf(tx, access, page);
    const data = page.map((row) => noteOf(row, titles.get(row.record_id ?? ''), people));
    return { data, next: rows.length > limit ? page.at(-1)!.id : null, unread: await countUnread(tx, principal.userId) };
  });
}

function noteOf({ id, kind, at, read, by, object, record_id: record, job, text, said }: Row, title: string | undefined, people: (id: string | null) => PersonRef): Notification {
  const seen = record !== null && title !== undefined;
  return {
    id, kind, at, read, by: by === null ? null : people(by), object: record === null || seen ? object : null, record: seen ? { id: record, title } : null, job,
    text: record !== null && !seen ? null : (said ?? text),
  };
}

/** The titles of those records that the caller may read, by id. */
async function titlesOf(tx: Transaction, access: Access, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const scope = access.sqlContext(new Date().toISOString(), {}, new Names());
  const about = Map.groupBy(rows.filter(({ object, record_id: record }) => object !== null && record !== null), ({ object }) => object!);
  const parts = [...about].flatMap(([name, some]): Sql[] => {
    const object = access.object(name);
    if (!object || access.recordGrant(name, 'read') === undefined) return [];
    const row = scope.names.next('g');
    const field = access.field(name, object.title);
    const plain = field && access.fieldGrant(name, field) !== 'mask' && field.storage !== 'none';
    const title = plain ? sql`(${valueSql(field, name, row, scope)})::text` : verbatim('null::text');
    const holds = access.condition(name, 'read', row, scope) ?? verbatim('true');
    const ids = [...new Set(some.map(({ record_id: record }) => record))];
    return [sql`select ${ident(row, 'id')} as id, ${title} as title from ${ident(name)} ${ident(row)} where ${ident(row, 'id')} = any(${typed(ids, 'uuid[]')}) and (${holds})`];
  });
  if (parts.length === 0) return new Map();
  const found = await tx.query<{ id: string; title: string | null }>(render(join(parts, ' union all ')));
  return new Map(found.map(({ id, title }) => [id, title ?? '']));
}

async function countUnread(tx: Transaction, userId: string): Promise<number> {
  const [found] = await tx.query<{ count: number }>({ text: 'select count(*)::int as count from "_notification" where user_id = $1 and read_at is null', values: [userId], prepared: true });
  return found!.count;
}

/** How many a person has not read. */
export function unreadOf(store: Base, scope: TenantScope, userId: string): Promise<number> {
  return withTransaction(store.database, scope, { readOnly: true }, (tx) => countUnread(tx, userId));
}

/** Marks these, or all, as read. Ids of others' are passed over. */
export function readNotifications(store: Base, scope: TenantScope, { userId }: Principal, ids: readonly string[] | 'all'): Promise<{ readonly unread: number }> {
  return withTransaction(store.database, scope, {}, async (tx) => {
    await tx.query({
      text: 'update "_notification" set read_at = now() where user_id = $1 and read_at is null and ($2::uuid[] is null or id = any($2::uuid[]))',
      values: [userId, ids === 'all' ? null : ids], prepared: true,
    });
    return { unread: await countUnread(tx, userId) };
  });
}
