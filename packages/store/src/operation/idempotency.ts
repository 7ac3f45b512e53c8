/** Idempotency keys: the answer is kept in the transaction that made it, so a request is either done and answered again, or not done. */
import { createHash } from 'node:crypto';
import { failure } from '@tenon/diagnostics';
import type { Transaction } from '../database.ts';
import type { WritePlan } from './plan-write.ts';

export interface KeptAnswer { readonly body: string; readonly version?: number }

const nobody = '00000000-0000-0000-0000-000000000000';
const owner = (userId: string | null): string => userId ?? nobody;

/** Claims the key. The answer, when the same request was done before; waits for one that is under way. */
export async function claimKey(tx: Transaction, plan: Pick<WritePlan, 'idempotency'>, userId: string | null): Promise<KeptAnswer | undefined> {
  if (!plan.idempotency) return undefined;
  const { key, route, body } = plan.idempotency;
  const hash = createHash('sha256').update(body).digest('hex');
  const claimed = await tx.query({
    text: `insert into "_idempotency" (user_id, route, key, body_hash, status, response) values ($1, $2, $3, $4, 0, '') on conflict do nothing returning 1`,
    values: [owner(userId), route, key, hash], prepared: true,
  });
  if (claimed.length > 0) return undefined;
  const [kept] = await tx.query<{ body_hash: string; response: string }>({
    text: 'select body_hash, response from "_idempotency" where user_id = $1 and route = $2 and key = $3', values: [owner(userId), route, key], prepared: true,
  });
  if (!kept || kept.body_hash !== hash) throw failure('STO202');
  return JSON.parse(kept.response) as KeptAnswer;
}

/** Written together with COMMIT. */
export function keepAnswer(tx: Transaction, plan: Pick<WritePlan, 'idempotency'>, userId: string | null, answer: KeptAnswer): void {
  if (!plan.idempotency) return;
  tx.last({
    text: 'update "_idempotency" set status = 200, response = $4 where user_id = $1 and route = $2 and key = $3',
    values: [owner(userId), plan.idempotency.route, plan.idempotency.key, JSON.stringify(answer)], prepared: true,
  });
}
