/**
 * Does the jobs that the queue hands out, whatever happens to them: each ends, or is handed out again.
 */
import { isFailure, limits, type Failure } from '@tenon/diagnostics';
import { claimJob, isUnavailable, NotOurs, releaseJob, Stopped, type Handed, type JobKind, type Store } from '@tenon/store';
import { runBulk } from './bulk.ts';
import { runExport } from './export.ts';
import { runImport } from './import.ts';
import { Interrupted, workOn, type Work } from './work.ts';

const kinds: Readonly<Record<JobKind, (work: Work) => Promise<void>>> = { export: runExport, import: runImport, bulk: runBulk };

interface Log { error(details: object, text: string): void }

export const worker = (store: Store, log: Log) => async ({ tenant, job: id }: Handed, signal: AbortSignal): Promise<void> => {
  const scope = await store.models.activeModel(tenant).catch((error: unknown) => {
    if (isFailure(error) && error.code === 'STO104') return undefined; // the tenant is gone, and its jobs with it
    throw error;
  });
  const job = scope && (await claimJob(store, scope, id));
  if (!job) return;
  const work = workOn(store, tenant, job, signal);
  const end = async (problem: Pick<Failure, 'code' | 'params'> | undefined): Promise<void> => {
    const now = await store.models.activeModel(tenant);
    await work.end(now, problem ? { state: 'failed', problem: { code: problem.code, params: problem.params } } : { state: 'stopped' });
  };
  try {
    if (job.stopping) return await end(undefined);
    if (job.tries > limits.jobTriesMax) return await end({ code: 'TRN118', params: {} });
    await kinds[job.kind](work);
  } catch (error) {
    if (error instanceof NotOurs) return;
    if (error instanceof Stopped) return end(undefined);
    if (error instanceof Interrupted) {
      await releaseJob(store, scope, job);
      throw error;
    }
    if (isFailure(error) && error.status < 500 && !retried.has(error.code)) return end(told(error));
    if (!isUnavailable(error)) log.error({ err: error, job: id, tenant }, 'a job was broken off');
    throw error;
  }
};

/** Busy, or away for a moment. */
const retried: ReadonlySet<string> = new Set(['STO204', 'STO206']);

const told = ({ code, params, problems }: Failure): Pick<Failure, 'code' | 'params'> => (problems[0] ? { code: problems[0].code, params: problems[0].params } : { code, params });
