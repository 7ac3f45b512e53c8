/**
 * Long work as it is kept in the tenant's schema: what was asked, how far it is, what came of it.
 *
 * `_job` is the truth; the queue only hands the work out. A job is seen by the one who asked for it, and by nobody else.
 */
import { failure, limits, type Code, type Params } from '@tenon/diagnostics';
import { withTransaction, type Transaction } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import type { Principal, TenantScope } from '../operation/operation.ts';
import type { FileRef } from '../together/files.ts';
import { isId } from '../operation/values.ts';

export type JobKind = 'export' | 'import' | 'bulk';
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'stopped';


export interface JobRecord {
  readonly id: string;
  readonly userId: string;
  readonly kind: JobKind;
  readonly object: string;
  readonly state: JobState;
  /** The language in which it was asked for, and answers. */
  readonly locale: 'en' | 'zh-CN';
  readonly at: string;
  readonly finishedAt: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly request: unknown;
  /** Where the next chunk begins, in the words of whoever does the work. */
  readonly place: unknown;
  readonly result: unknown;
  readonly file: FileRef | null;
  readonly problem: { readonly code: Code; readonly params: Params } | null;
  readonly run: number;
  readonly stopping: boolean;
}

export interface NewJob {
  readonly kind: JobKind;
  readonly object: string;
  readonly locale: 'en' | 'zh-CN';
  readonly request: unknown;
}

const columns = `id, user_id as "userId", kind, object, state, locale, at, finished_at as "finishedAt", done, total, request, place, result, file, problem, run, stopping`;

export async function insertJob(tx: Transaction, principal: Principal, id: string, job: NewJob): Promise<JobRecord> {
  const [open] = await tx.query<{ count: number }>(`select count(*)::int as count from "_job" where user_id = $1 and state in ('waiting', 'running')`, [principal.userId]);
  if (open!.count >= limits.jobsOpenMax) throw failure('TRN114', { max: limits.jobsOpenMax });
  await tx.query(`with old as (delete from "_job" where user_id = $1 and finished_at < now() - $2::int * interval '1 day' returning id) delete from "_job_row" where job in (select id from old)`, [principal.userId, limits.jobDaysKept]);
  const [made] = await tx.query<JobRecord>(
    `insert into "_job" (id, user_id, kind, object, locale, request) values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
    [id, principal.userId, job.kind, job.object, job.locale, JSON.stringify(job.request)]);
  return made!;
}

/** The newest first. */
export function listJobs(store: Pick<StoreHandle, 'database'>, scope: TenantScope, principal: Principal): Promise<readonly JobRecord[]> {
  return withTransaction(store.database, scope, { readOnly: true }, (tx) =>
    tx.query<JobRecord>(`select ${columns} from "_job" where user_id = $1 order by at desc, id desc limit $2::int`, [principal.userId, limits.jobsListedMax]));
}

export async function findJob(store: Pick<StoreHandle, 'database'>, scope: TenantScope, principal: Principal, id: string): Promise<JobRecord> {
  if (!isId(id)) throw failure('TRN115');
  const [found] = await withTransaction(store.database, scope, { readOnly: true }, (tx) =>
    tx.query<JobRecord>(`select ${columns} from "_job" where id = $1 and user_id = $2`, [id, principal.userId]));
  if (!found) throw failure('TRN115');
  return found;
}

/** One that waits is stopped at once; one that runs, after its chunk. What it has done stays done. */
export async function stopJob(store: Pick<StoreHandle, 'database'>, scope: TenantScope, principal: Principal, id: string): Promise<JobRecord> {
  const [stopped] = !isId(id) ? [] : await withTransaction(store.database, scope, {}, (tx) => tx.query<JobRecord>(
    `update "_job" set stopping = true, state = case when state = 'waiting' then 'stopped' else state end, finished_at = case when state = 'waiting' then now() end
     where id = $1 and user_id = $2 and state in ('waiting', 'running') returning ${columns}`, [id, principal.userId]));
  if (stopped) return stopped;
  await findJob(store, scope, principal, id);
  throw failure('TRN129');
}

/** Somebody takes the job up: whoever had it before can write nothing more. Undefined where there is nothing to do. */
export async function claimJob(store: Pick<StoreHandle, 'database'>, scope: TenantScope, id: string): Promise<(JobRecord & { readonly tries: number }) | undefined> {
  const [claimed] = await withTransaction(store.database, scope, {}, (tx) => tx.query<JobRecord & { tries: number }>(
    `update "_job" set state = 'running', run = run + 1, tries = tries + 1, started_at = coalesce(started_at, now())
     where id = $1 and state in ('waiting', 'running') returning ${columns}, tries`, [id]));
  return claimed;
}

/** A row of a table that was refused, as it stood there. */
export interface RefusedRow { readonly row: number; readonly cells: readonly unknown[]; readonly reason: string }

/** How far a job is, written in the transaction that did the work. */
export interface Progress {
  readonly done: number;
  readonly total?: number | null;
  readonly place?: unknown;
  readonly result?: unknown;
  readonly refused?: readonly RefusedRow[];
}

export interface Ended {
  readonly state: 'done' | 'failed' | 'stopped';
  readonly result?: unknown;
  readonly file?: FileRef;
  readonly problem?: { readonly code: Code; readonly params: Params };
}

/** Another node has the job, or it is over. */
export class NotOurs extends Error {}

/** Somebody has asked for the end of it. */
export class Stopped extends Error {}

/** Holds the job for the length of the transaction, so that two never do the same chunk. */
export async function holdJob(tx: Transaction, { id, run }: Pick<JobRecord, 'id' | 'run'>): Promise<void> {
  const [held] = await tx.query<{ stopping: boolean }>({ text: `select stopping from "_job" where id = $1 and run = $2::int and state = 'running' for update`, values: [id, run], prepared: true });
  if (!held) throw new NotOurs();
  if (held.stopping) throw new Stopped();
}

export async function writeProgress(tx: Transaction, { id }: Pick<JobRecord, 'id'>, { done, total, place, result, refused = [] }: Progress): Promise<JobRecord> {
  if (refused.length > 0) {
    await tx.query({
      text: `insert into "_job_row" (job, row, cells, reason) select $1::uuid, row, cells, reason from json_to_recordset($2::json) as v(row int, cells jsonb, reason text) on conflict do nothing`,
      values: [id, JSON.stringify(refused)], prepared: true,
    });
  }
  const [now] = await tx.query<JobRecord>({
    text: `update "_job" set done = $2::int, total = coalesce($3::int, total), place = coalesce($4::jsonb, place), result = coalesce($5::jsonb, result), tries = 0 where id = $1 returning ${columns}`,
    values: [id, done, total ?? null, place === undefined ? null : JSON.stringify(place), result === undefined ? null : JSON.stringify(result)], prepared: true,
  });
  return now!;
}

/** The end, where the job is still ours. */
export async function endJob(tx: Transaction, { id, run }: Pick<JobRecord, 'id' | 'run'>, { state, result, file, problem }: Ended): Promise<JobRecord> {
  const [ended] = await tx.query<JobRecord>(
    `update "_job" set state = $3, finished_at = now(), result = coalesce($4::jsonb, result), file = $5::jsonb, problem = $6::jsonb where id = $1 and run = $2::int and state = 'running' returning ${columns}`,
    [id, run, state, result === undefined ? null : JSON.stringify(result), file ? JSON.stringify(file) : null, problem ? JSON.stringify(problem) : null]);
  if (!ended) throw new NotOurs();
  await tx.query('delete from "_job_row" where job = $1', [id]);
  return ended;
}

/** The refused rows in their order, a few at a time. */
export async function* refusedRows(store: Pick<StoreHandle, 'database'>, scope: TenantScope, job: string): AsyncGenerator<RefusedRow> {
  for (let after = 0; ;) {
    const page = await withTransaction(store.database, scope, { readOnly: true }, (tx) =>
      tx.query<RefusedRow>(`select row, cells, reason from "_job_row" where job = $1 and row > $2::int order by row limit 500`, [job, after]));
    yield* page;
    if (page.length < 500) return;
    after = page.at(-1)!.row;
  }
}

/** A node that is stopped has not failed at the job: this run is not counted. */
export async function releaseJob(store: Pick<StoreHandle, 'database'>, scope: TenantScope, { id, run }: Pick<JobRecord, 'id' | 'run'>): Promise<void> {
  await withTransaction(store.database, scope, {}, (tx) => tx.query(`update "_job" set tries = greatest(tries - 1, 0) where id = $1 and run = $2::int`, [id, run]));
}
