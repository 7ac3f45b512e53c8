/**
 * How each person likes to work: JSON values by key, seen by nobody else.
 *
 * Errors: OPR119 there are too many.
 */
import { failure, limits } from '@tenon/diagnostics';
import { withTransaction } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import type { Principal, TenantScope } from '../operation/operation.ts';

type Base = Pick<StoreHandle, 'database'>;

/** All of them, as the text of one JSON object. */
export async function listPreferences(store: Base, scope: TenantScope, { userId }: Principal): Promise<string> {
  const rows = await withTransaction(store.database, scope, { readOnly: true }, (tx) =>
    tx.query<{ key: string; value: string }>({ text: 'select key, value from "_preference" where user_id = $1 order by key', values: [userId], prepared: true }));
  return `{${rows.map(({ key, value }) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}

/** `value` is JSON as text. */
export async function setPreference(store: Base, scope: TenantScope, { userId }: Principal, key: string, value: string): Promise<void> {
  const written = await withTransaction(store.database, scope, {}, (tx) => tx.execute({
    text: `insert into "_preference" (user_id, key, value, at) select $1::uuid, $2::text, $3::text, now()
      where (select count(*) from "_preference" where user_id = $1::uuid) < $4::int or exists (select 1 from "_preference" where user_id = $1::uuid and key = $2::text)
      on conflict (user_id, key) do update set value = excluded.value, at = excluded.at`,
    values: [userId, key, value, limits.preferencesPerUserMax], prepared: true,
  }));
  if (written === 0) throw failure('OPR119', { max: limits.preferencesPerUserMax });
}

export async function removePreference(store: Base, scope: TenantScope, { userId }: Principal, key: string): Promise<void> {
  await withTransaction(store.database, scope, {}, (tx) => tx.execute({ text: 'delete from "_preference" where user_id = $1 and key = $2', values: [userId, key], prepared: true }));
}
