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

/** Tables to which rows are only ever added. */
export const appendOnlyTables: readonly string[] = ['_audit'];

/** The engine's tables, and `user` for a Model that does not bring it. */
export function systemTables(model: Model): readonly Table[] {
  return model.objects['user'] ? [audit, outbox, idempotency, numbers] : [audit, outbox, idempotency, numbers, userTable];
}

const userTable = table('user', ['id'], [
  column('id', 'uuid'), column('version', 'integer', { default: '1' }), column('created_at', moment, now), column('created_by', 'uuid', optional),
  column('updated_at', moment, now), column('updated_by', 'uuid', optional), column('name', 'text'), column('login', 'text'),
  column('email', 'text', optional), column('locale', 'text', optional), column('active', 'boolean', { default: 'true' }),
], [{ name: 'user__login', unique: true, definition: '(login)' }]);
