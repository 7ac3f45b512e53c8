/** Who an account is to the operations. */
import type { Account, Principal } from '@tenon/store';

export function principalOf({ tenant, userId, name, roles, attributes, locale }: Account): Principal {
  return { kind: 'user', tenant, userId, name, roles, attributes, locale: locale === 'zh-CN' ? 'zh-CN' : 'en' };
}
