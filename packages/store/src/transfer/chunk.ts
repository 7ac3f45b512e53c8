/**
 * One chunk of a job: its work and its progress in one transaction, so that a node that is killed neither loses nor repeats a row.
 *
 * In:   the job as it was claimed, and what is to be done inside the transaction.
 * Out:  what the work came to; NotOurs or Stopped where the job is another's, or to end.
 * A dry chunk does everything and keeps only its progress.
 */
import { withTransaction, type Transaction } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import type { TenantScope } from '../operation/operation.ts';
import { notify } from '../together/notify.ts';
import { tell } from '../together/live.ts';
import { endJob, holdJob, writeProgress, type Ended, type JobRecord, type Progress } from './jobs.ts';

type Claimed = Pick<JobRecord, 'id' | 'run'>;
type Base = Pick<StoreHandle, 'database'>;

/** What the chunk did, and how far the job is with it. */
export interface ChunkDone<T> { readonly value: T; readonly progress: Progress }

export interface Committed<T> { readonly value: T; readonly job: JobRecord }

export function runChunk<T>(store: Base, scope: TenantScope, job: Claimed, dry: boolean, work: (tx: Transaction) => Promise<ChunkDone<T>>): Promise<Committed<T>> {
  return withTransaction(store.database, scope, {}, async (tx) => {
    await holdJob(tx, job);
    if (dry) await tx.query('savepoint dry');
    const { value, progress } = await work(tx);
    if (dry) await tx.query('rollback to savepoint dry');
    return { value, job: await told(tx, scope, await writeProgress(tx, job, progress)) };
  });
}

/** Progress of work that writes nothing else, such as reading. */
export function tellProgress(store: Base, scope: TenantScope, job: Claimed, progress: Progress): Promise<JobRecord> {
  return withTransaction(store.database, scope, {}, async (tx) => {
    await holdJob(tx, job);
    return told(tx, scope, await writeProgress(tx, job, progress));
  });
}

/** Open pages of the one who asked hear of it. */
export async function told(tx: Transaction, { tenant }: TenantScope, job: JobRecord): Promise<JobRecord> {
  tell(tx, { kind: 'job', tenant, users: [job.userId], job: job.id });
  return job;
}

/** Whoever has waited so long has turned to something else, and is told of the end. */
const patienceMs = 10_000;

export function finishJob(store: Base, scope: TenantScope, job: Claimed, ended: Ended, words?: string): Promise<JobRecord> {
  return withTransaction(store.database, scope, {}, async (tx) => {
    const end = await told(tx, scope, await endJob(tx, job, ended));
    const ms = new Date(end.finishedAt!).getTime() - new Date(end.at).getTime();
    if (end.state !== 'stopped' && ms > patienceMs) await notify(tx, scope.tenant, [end.userId], { kind: 'job', by: null, object: end.object, job: end.id, ...(words ? { text: words } : {}) });
    return end;
  });
}
