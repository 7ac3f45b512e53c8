/** One change to many records: a few at once from here, so that the outcome is there at once; more as a job of the server. */
import type { BulkRequest, BulkResult, Job } from '@tenon/sdk';
import { client, problemOf, writeKey, type RecordValues } from '../app/client.ts';

export type BulkChange = BulkRequest['change'];

export interface BulkScope {
  readonly object: string;
  readonly title: string;
  /** Undefined: all that match. */
  readonly records: readonly RecordValues[] | undefined;
  readonly filter: string | undefined;
  readonly search: string | undefined;
}

export interface Progress { readonly done: number; readonly total: number }

/** So many are written from here, side by side. */
export const fewMax = 50;
const atOnce = 4;

/** As a job of the server, which goes on when the page is left. */
export const beginBulk = ({ object, records, filter, search }: BulkScope, change: BulkChange): Promise<Job> =>
  client.bulkJob(object, { change, ...(records ? { ids: records.map((record) => record.id!) } : { filter, search }) });

export async function runFew({ object, title }: BulkScope, records: readonly RecordValues[], change: BulkChange, tell: (progress: Progress) => void): Promise<BulkResult> {
  const errors: BulkResult['errors'][number][] = [];
  const waiting = [...records];
  let done = 0;
  const work = async () => {
    for (let record = waiting.shift(); record; record = waiting.shift()) {
      await writeOne(object, record, change).catch((error: unknown) => {
        const problem = problemOf(error);
        const said = problem.errors.map((one) => one.message).join(' ') || problem.detail || problem.title || '';
        errors.push({ id: record!.id!, title: String(record![title] ?? record!.id), message: said });
      });
      done += 1;
      tell({ done, total: records.length });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { changed: records.length - errors.length, refused: errors.length, errors };
}

function writeOne(object: string, { id, version }: RecordValues, change: BulkChange): Promise<unknown> {
  const write = { version, idempotencyKey: writeKey() };
  switch (change.kind) {
    case 'update': return client.update(object, id!, change.values, write);
    case 'act': return client.act(object, id!, change.action, { ...write, ...(change.values ? { values: change.values } : {}) });
    case 'delete': return client.remove(object, id!, write);
  }
}
