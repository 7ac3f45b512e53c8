/** A job as the API gives it. */
import { hintOf, messageOf, type Locale } from '@tenon/diagnostics';
import type { Job } from '@tenon/sdk';
import type { JobRecord } from '@tenon/store';

export function toldJob({ id, kind, object, state, at, finishedAt, done, total, file, result, problem }: JobRecord, locale: Locale): Job {
  const why = problem && [messageOf(problem, locale), hintOf(problem, locale)].filter(Boolean).join(' ');
  return { id, kind, object, state, at, finishedAt, done, total, file, result: result as Job['result'], problem: why };
}

/** Among others: how it went, but not every row of it. */
export function briefJob(job: JobRecord, locale: Locale): Job {
  const told = toldJob(job, locale);
  const { result } = told;
  return result === null ? told : { ...told, result: { ...result, errors: [], ...('rows' in result ? { rows: [] } : {}) } };
}
