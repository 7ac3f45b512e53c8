/** One change to every record that a filter finds, or to these: chunk by chunk, each record by itself. */
import { limits } from '@tenon/diagnostics';
import { runChunk, runOperation, writeChanges, type OperationInput, type RowOutcome } from '@tenon/store';
import { Pace } from './pace.ts';
import { refusalsOf } from './refusals.ts';
import { modelIn } from './words.ts';
import type { Moment, Work } from './work.ts';

export interface BulkRequest {
  readonly filter?: string;
  readonly search?: string;
  readonly ids?: readonly string[];
  readonly change:
    | { readonly kind: 'update'; readonly values: Readonly<Record<string, unknown>> }
    | { readonly kind: 'act'; readonly action: string; readonly values?: Readonly<Record<string, unknown>> }
    | { readonly kind: 'delete' };
  readonly reason?: string;
}

export interface BulkResult {
  readonly changed: number;
  readonly refused: number;
  readonly errors: readonly { readonly id: string; readonly title: string; readonly message: string }[];
}

interface Place { readonly cursor: string | null; readonly at: number }
interface Page { readonly ids: readonly string[]; readonly titles: ReadonlyMap<string, string>; readonly next: Place | undefined }

type WriteInput = Extract<OperationInput, { kind: 'update' | 'act' | 'delete' }>;

export async function runBulk(work: Work): Promise<void> {
  const { store, job } = work;
  const request = job.request as BulkRequest;
  let place = (job.place as Place | null) ?? { cursor: null, at: 0 };
  let result = (job.result as BulkResult | null) ?? { changed: 0, refused: 0, errors: [] };
  let [done, total] = [job.done, job.total];
  const pace = new Pace();
  for (let more = true; more;) {
    work.goOn();
    const moment = await work.moment();
    total ??= await countOf(work, moment, request);
    const page = await pageAt(work, moment, request, { ...place, rows: pace.rows });
    const inputs = page.ids.map((id): WriteInput => ({ ...request.change, object: job.object, id }));
    const reached = done + page.ids.length;
    const { value } = await pace.measured(inputs.length, () => runChunk(store, moment.scope, job, false, async (tx) => {
      const outcomes = await writeChanges(tx, moment.scope, moment.principal, inputs, request.reason);
      const after = tally(work, moment, page, outcomes, result);
      return { value: after, progress: { done: reached, total: Math.max(total!, reached), result: after, place: page.next ?? place } };
    }));
    [result, done] = [value, reached];
    more = page.next !== undefined;
    if (page.next) place = page.next;
  }
  await work.end((await work.moment()).scope, { state: 'done', result });
}

async function countOf({ store, job }: Work, { scope, principal }: Moment, { ids, filter, search }: BulkRequest): Promise<number> {
  if (ids) return ids.length;
  const { body } = await runOperation(store, scope, { kind: 'list', object: job.object, select: 'id', limit: 1, count: true, ...(filter ? { filter } : {}), ...(search ? { search } : {}) }, principal);
  return (JSON.parse(body) as { count: number }).count;
}

/** In the order of the ids, so that a change that takes a record out of the filter moves no other one. */
async function pageAt({ store, job }: Work, { scope, principal }: Moment, { ids, filter, search }: BulkRequest, { cursor, at, rows }: Place & { readonly rows: number }): Promise<Page> {
  const { title } = scope.model.objects[job.object] ?? { title: 'id' };
  const list = async (more: Partial<Extract<OperationInput, { kind: 'list' }>>) => {
    const { body } = await runOperation(store, scope, { kind: 'list', object: job.object, select: title, limit: rows, ...more }, principal);
    const { data, next } = JSON.parse(body) as { data: readonly Readonly<Record<string, unknown>>[]; next: string | null };
    return { next, titles: new Map(data.map((record) => [String(record['id']), String(record[title] ?? record['id'])])) };
  };
  if (ids) {
    const some = ids.slice(at, at + rows);
    const words = some.length === 0 ? [] : some.map((id) => `'${id.replace(/[^0-9a-fA-F-]/g, '')}'`);
    const { titles } = some.length === 0 ? { titles: new Map<string, string>() } : await list({ filter: `id in (${words.join(', ')})` });
    const end = at + some.length;
    return { ids: some, titles, next: end < ids.length ? { cursor: null, at: end } : undefined };
  }
  const { titles, next } = await list({ ...(filter ? { filter } : {}), ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) });
  return { ids: [...titles.keys()], titles, next: next === null ? undefined : { cursor: next, at: 0 } };
}

function tally({ job }: Work, { scope }: Moment, page: Page, outcomes: readonly RowOutcome[], before: BulkResult): BulkResult {
  const model = modelIn(scope.model, job.locale);
  const refused = outcomes.flatMap((outcome, i) => (outcome.kind === 'refused' ? [{ id: page.ids[i]!, failure: outcome.failure }] : []));
  const errors = refused.slice(0, Math.max(0, limits.jobErrorsMax - before.errors.length)).map(({ id, failure }) => ({
    id, title: page.titles.get(id) ?? id,
    message: refusalsOf(failure, job.object, model, scope.model.locales[job.locale] ?? {}, job.locale).map(({ message }) => message).join(' '),
  }));
  return { changed: before.changed + outcomes.length - refused.length, refused: before.refused + refused.length, errors: [...before.errors, ...errors] };
}
