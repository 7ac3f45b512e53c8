/** Runs a WritePlan in one transaction: all of its changes, their traces and the answer for a repeated request, or nothing. */
import { failure, isFailure } from '@tenon/diagnostics';
import { withTransaction, type Database } from '../database.ts';
import { actOnRecord } from './act.ts';
import { writeTraces } from './audit.ts';
import { claimKey, keepAnswer, type KeptAnswer } from './idempotency.ts';
import type { TenantScope } from './operation.ts';
import type { WritePlan } from './plan-write.ts';
import type { ValidChange } from './validate.ts';
import { createRecord, deleteRecord, updateRecord, type Done } from './write-change.ts';
import type { WriteContext } from './write-rows.ts';

export interface Written extends KeptAnswer { readonly replayed: boolean }

export function executeWrite(database: Database, scope: TenantScope, plan: WritePlan): Promise<Written> {
  const userId = plan.access.principal.kind === 'user' ? plan.access.principal.userId : null;
  return withTransaction(database, scope, {}, async (tx): Promise<Written> => {
    const kept = await claimKey(tx, plan, userId);
    if (kept) return { ...kept, replayed: true };
    const context: WriteContext = { tx, access: plan.access, now: plan.now, userId };
    const done: Done[] = [];
    for (const { prefix, change } of plan.changes) done.push(await placed(prefix, () => applyChange(change, prefix, context)));
    writeTraces(done.flatMap((one) => one.traces), plan.reason, context);
    const answer = answerOf(plan, done);
    keepAnswer(tx, plan, userId, answer);
    return { ...answer, replayed: false };
  });
}

/** One change inside a transaction that is under way. */
export function applyChange(change: ValidChange, prefix: string, context: WriteContext): Promise<Done> {
  switch (change.kind) {
    case 'create': return createRecord(change.row, prefix, context);
    case 'update': return updateRecord(change, prefix, context);
    case 'act': return actOnRecord(change, prefix, context);
    case 'delete': return deleteRecord(change, context);
  }
}

/** A refusal of one item of many says which. */
async function placed<T>(prefix: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (prefix === '' || !isFailure(error) || error.problems.length > 0) throw error;
    throw failure(error.code, error.params, [{ field: prefix, code: error.code, params: error.params }]);
  }
}

function answerOf(plan: WritePlan, done: readonly Done[]): KeptAnswer {
  if (plan.bulk) return { body: `{"data":[${done.map((one) => one.body).join(',')}]}` };
  const { body, version } = done[0]!;
  return { body, ...(version === undefined ? {} : { version }) };
}
