/** The tables that the engine keeps in each tenant's schema. Their names begin with an underscore, so no object can collide. */
import type { Model } from '@tenon/model';
import type { Column, Table } from './table.ts';

const column = (name: string, type: string, more: Partial<Column> = {}): Column =>
  ({ name, type, notNull: true, ...(type === 'text' ? { collation: 'C' } : {}), ...more });
const optional = { notNull: false } as const;
const now = { default: 'now()' } as const;
const moment = 'timestamp(3) with time zone';
const sequence = (name: string) => column(name, 'bigint', { identity: true });

const table = (name: string, primaryKey: readonly string[], columns: readonly Column[], indexes: Table['indexes'] = []): Table =>
  ({ name, columns, primaryKey, checks: [], indexes, foreignKeys: [] });

const audit = table('_audit', ['seq'], [
  sequence('seq'), column('at', moment, now), column('user_id', 'uuid', optional), column('object', 'text'), column('record_id', 'uuid'),
  column('kind', 'text'), column('changes', 'jsonb'), column('reason', 'text', optional), column('via', 'text', optional),
], [{ name: '_audit__record', unique: false, definition: '(object, record_id, seq)' }]);

const outbox = table('_outbox', ['seq'], [
  sequence('seq'), column('at', moment, now), column('object', 'text'), column('record_id', 'uuid'),
  column('kind', 'text'), column('payload', 'jsonb'), column('published_at', moment, optional),
], [{ name: '_outbox__waiting', unique: false, definition: '(seq) WHERE published_at IS NULL' }]);

const idempotency = table('_idempotency', ['user_id', 'route', 'key'], [
  column('user_id', 'uuid'), column('route', 'text'), column('key', 'text'), column('body_hash', 'text'),
  column('status', 'integer'), column('response', 'text'), column('created_at', moment, now),
], [{ name: '_idempotency__created', unique: false, definition: '(created_at)' }]);

const numbers = table('_sequence', ['name', 'period'], [
  column('name', 'text'), column('period', 'text', { default: `''::text` }), column('value', 'bigint'),
]);

/** Long work: what was asked, how far it is, what came of it. `run` counts who took it up, so that one who was given up for dead writes nothing more. */
const jobs = table('_job', ['id'], [
  column('id', 'uuid'), column('user_id', 'uuid'), column('kind', 'text'), column('object', 'text'), column('state', 'text', { default: `'waiting'::text` }),
  column('locale', 'text'), column('at', moment, now), column('started_at', moment, optional), column('finished_at', moment, optional),
  column('done', 'integer', { default: '0' }), column('total', 'integer', optional), column('request', 'jsonb'), column('place', 'jsonb', optional),
  column('result', 'jsonb', optional), column('file', 'jsonb', optional), column('problem', 'jsonb', optional),
  column('run', 'integer', { default: '0' }), column('tries', 'integer', { default: '0' }), column('stopping', 'boolean', { default: 'false' }),
], [{ name: '_job__user', unique: false, definition: '(user_id, at)' }]);

/** Rows that an import has refused, until they are written to a file. */
const jobRows = table('_job_row', ['job', 'row'], [
  column('job', 'uuid'), column('row', 'integer'), column('cells', 'jsonb'), column('reason', 'text'),
]);

/** Uploaded files. One that nothing refers to is its uploader's alone, until `keep_until` is over. */
const files = table('_file', ['id'], [
  column('id', 'uuid'), column('name', 'text'), column('type', 'text'), column('size', 'bigint'), column('by', 'uuid', optional), column('at', moment, now),
  column('keep_until', moment), column('uploaded', 'boolean', { default: 'true' }),
], [{ name: '_file__by', unique: false, definition: '(by)' }, { name: '_file__keep', unique: false, definition: '(keep_until)' }]);

const chunks: Table = {
  ...table('_file_chunk', ['file', 'seq'], [column('file', 'uuid'), column('seq', 'integer'), column('data', 'bytea')]),
  foreignKeys: [{ name: '_file_chunk__file', column: 'file', target: '_file', onDelete: 'CASCADE' }],
};

/** Which values of records are which files. */
const fileUses: Table = {
  ...table('_file_use', ['object', 'record_id', 'field'], [column('object', 'text'), column('record_id', 'uuid'), column('field', 'text'), column('file', 'uuid')], [
    { name: '_file_use__file', unique: false, definition: '(file)' },
  ]),
  foreignKeys: [{ name: '_file_use__target', column: 'file', target: '_file', onDelete: 'NO ACTION' }],
};

const attachments: Table = {
  ...table('_attachment', ['id'], [
    column('id', 'uuid'), column('object', 'text'), column('record_id', 'uuid'), column('file', 'uuid'), column('by', 'uuid', optional), column('at', moment, now),
  ], [{ name: '_attachment__file', unique: false, definition: '(file)' }, { name: '_attachment__record', unique: false, definition: '(object, record_id, id)' }]),
  foreignKeys: [{ name: '_attachment__target', column: 'file', target: '_file', onDelete: 'NO ACTION' }],
};

const comments = table('_comment', ['id'], [
  column('id', 'uuid'), column('object', 'text'), column('record_id', 'uuid'), column('text', 'text'), column('mentions', 'uuid[]'), column('by', 'uuid', optional),
  column('at', moment, now), column('edited_at', moment, optional),
], [{ name: '_comment__record', unique: false, definition: '(object, record_id, id)' }]);

/** `text` is of those that are about no comment: that one says its own, as it is now. */
const notifications = table('_notification', ['id'], [
  column('id', 'uuid'), column('user_id', 'uuid'), column('kind', 'text'), column('at', moment, now), column('read_at', moment, optional), column('by', 'uuid', optional),
  column('object', 'text', optional), column('record_id', 'uuid', optional), column('comment', 'uuid', optional), column('job', 'uuid', optional), column('text', 'text', optional),
], [
  { name: '_notification__comment', unique: false, definition: '(comment) WHERE comment IS NOT NULL' }, { name: '_notification__record', unique: false, definition: '(object, record_id)' },
  { name: '_notification__unread', unique: false, definition: '(user_id) WHERE read_at IS NULL' }, { name: '_notification__user', unique: false, definition: '(user_id, id)' },
]);

/** How people like to work. The value is JSON as text, so that it may hold whatever JSON can. */
const preferences = table('_preference', ['user_id', 'key'], [column('user_id', 'uuid'), column('key', 'text'), column('value', 'text'), column('at', moment, now)]);

/** Tables to which rows are only ever added. */
export const appendOnlyTables: readonly string[] = ['_audit'];

/** Those that every tenant has, whatever its Model. */
export const engineTables: readonly Table[] = [audit, outbox, idempotency, numbers, jobs, jobRows, files, chunks, fileUses, attachments, comments, notifications, preferences];

/** The engine's tables, and `user` for a Model that does not bring it. */
export function systemTables(model: Model): readonly Table[] {
  return model.objects['user'] ? engineTables : [...engineTables, userTable];
}

const userTable = table('user', ['id'], [
  column('id', 'uuid'), column('version', 'integer', { default: '1' }), column('created_at', moment, now), column('created_by', 'uuid', optional),
  column('updated_at', moment, now), column('updated_by', 'uuid', optional), column('name', 'text'), column('login', 'text'),
  column('email', 'text', optional), column('locale', 'text', optional), column('active', 'boolean', { default: 'true' }),
], [{ name: 'user__login', unique: true, definition: '(login)' }]);
