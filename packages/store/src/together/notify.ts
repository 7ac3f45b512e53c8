/** Notes for people, written by the transaction that gives the reason for them, and told to their open pages. */
import { v7 as uuid } from 'uuid';
import type { Transaction } from '../database.ts';
import { tell } from './live.ts';

export interface NewNotification {
  readonly kind: 'mention' | 'comment' | 'assigned' | 'job';
  /** Who has done it. */
  readonly by: string | null;
  readonly object?: string;
  readonly record?: string;
  readonly comment?: string;
  readonly job?: string;
  /** The outcome of a job. A comment says its own. */
  readonly text?: string;
}

export async function notify(tx: Transaction, tenant: string, users: readonly string[], about: NewNotification): Promise<void> {
  if (users.length === 0) return;
  const rows = users.map((user) => ({ id: uuid(), user_id: user }));
  await tx.query({
    text: `insert into "_notification" (id, user_id, kind, "by", object, record_id, comment, job, text)
      select id, user_id, $2::text, $3::uuid, $4::text, $5::uuid, $6::uuid, $7::uuid, $8::text from json_to_recordset($1::json) as v(id uuid, user_id uuid)`,
    values: [JSON.stringify(rows), about.kind, about.by, about.object ?? null, about.record ?? null, about.comment ?? null, about.job ?? null, about.text ?? null], prepared: true,
  });
  tell(tx, { kind: 'notification', tenant, users });
}
