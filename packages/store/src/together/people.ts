/** People by id: their names, and what they may do. */
import type { Transaction } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import type { Access } from '../operation/access.ts';
import { accessFor } from '../operation/compile-cache.ts';
import type { TenantScope } from '../operation/operation.ts';
import { findAccounts } from '../tenant/accounts.ts';

export interface PersonRef {
  readonly id: string;
  readonly name: string;
}

const nobody: PersonRef = { id: '', name: '' };

/** Their names, as they are now; someone who is gone, or was never a person, has none. */
export async function peopleOf(tx: Transaction, ids: readonly (string | null)[]): Promise<(id: string | null) => PersonRef> {
  const asked = [...new Set(ids.filter((id) => id !== null))];
  const rows = asked.length === 0 ? [] : await tx.query<{ id: string; name: string }>({ text: 'select id, name from "user" where id = any($1::uuid[])', values: [asked], prepared: true });
  const known = new Map(rows.map(({ id, name }) => [id, { id, name }]));
  return (id) => (id === null ? nobody : (known.get(id) ?? { id, name: '' }));
}

/** What each of these who may sign in may do. */
export async function accessesOf(store: StoreHandle, scope: TenantScope, ids: readonly string[]): Promise<readonly Access[]> {
  if (ids.length === 0) return [];
  const accounts = await findAccounts(store, scope.tenant, [...new Set(ids)]);
  return accounts.filter(({ active }) => active).map(({ userId, name, roles, attributes, locale }) =>
    accessFor(scope.model, { kind: 'user', tenant: scope.tenant, userId, name, roles, attributes, locale: locale === 'zh-CN' ? 'zh-CN' : 'en' }));
}
