/**
 * What the database holds in the end, against what was promised.
 *
 * In:   the ledger of the clients, and the tenant's tables after the last process has ended.
 * Out:  figures, and every difference in words: none is as it must be.
 */
import type { RecordValue } from '@tenon/expression';
import type { Model } from '@tenon/model';
import { computeRecord, type Store } from '@tenon/store';
import type { Ledger, Write } from './clients.ts';

export interface Verdict {
  readonly acknowledged: number;
  readonly givenUp: number;
  /** Of the writes that were given up, those that had happened. */
  readonly givenUpButDone: number;
  readonly lost: number;
  readonly doubled: number;
  readonly differences: readonly string[];
}

interface JobRow { id: string; ref: string; version: number; rate: string | null; hours: string; total: string; steps: { hours: string; wage: string; amount: string }[] }
interface Traces { readonly created: number; readonly other: number }

const route = { create: 'create job', update: 'update job', act: 'act job' } as const;

export async function judge(store: Store, schema: string, model: Model, ledger: Ledger): Promise<Verdict> {
  const query = async <T>(text: string): Promise<T[]> => (await store.database.owner.query(text.replaceAll('$s', schema))).rows as T[];
  const jobs = await query<JobRow>(`SELECT j.id, j.ref, j.version, j.rate::text, j.hours::text, j.total::text,
    (SELECT coalesce(json_agg(json_build_object('hours', s.hours::text, 'wage', s.wage::text, 'amount', s.amount::text)), '[]') FROM $s.job_step s WHERE s.job = j.id) AS steps FROM $s.job j`);
  const trail = await query<{ kind: string; record_id: string; note: string | null; reason: string | null }>(`SELECT kind, record_id, changes->'note'->>'new' AS note, reason FROM $s._audit WHERE object = 'job'`);
  const outbox = await query<{ kind: string; record_id: string }>(`SELECT kind, record_id FROM $s._outbox WHERE object = 'job'`);
  const kept = await query<{ key: string; route: string; response: string }>('SELECT key, route, response FROM $s._idempotency');
  const verdict = new Court(ledger.writes);
  const effects: Record<Write['kind'], Map<string, number>> = {
    create: countBy(jobs, (job) => job.ref), update: countBy(trail, (row) => row.note), act: countBy(trail, (row) => row.reason),
  };
  const answers = countBy(kept, (row) => `${row.route} ${row.key}`);
  for (const write of ledger.writes) verdict.judgeWrite(write, effects[write.kind].get(write.key) ?? 0, answers.get(`${route[write.kind]} ${write.key}`) ?? 0);
  verdict.judgeIds(jobs, kept);
  verdict.judgeTraces(jobs, tracesOf(trail), tracesOf(outbox));
  for (const job of jobs) verdict.judgeFormulas(model, job);
  return verdict.sum();
}

function countBy<T>(rows: readonly T[], key: (row: T) => string | null): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const name = key(row);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function tracesOf(rows: readonly { kind: string; record_id: string }[]): Map<string, Traces> {
  const found = new Map<string, Traces>();
  for (const { kind, record_id: id } of rows) {
    const { created, other } = found.get(id) ?? { created: 0, other: 0 };
    found.set(id, kind === 'create' ? { created: created + 1, other } : { created, other: other + 1 });
  }
  return found;
}

class Court {
  readonly #writes: readonly Write[];
  readonly #differences: string[] = [];
  #lost = 0;
  #doubled = 0;
  #givenUpButDone = 0;

  constructor(writes: readonly Write[]) {
    this.#writes = writes;
  }

  /** Acknowledged: there once. Given up: there at most once, and whole, with the answer kept. */
  judgeWrite(write: Write, done: number, answers: number): void {
    if (write.acknowledged && done === 0) this.#lost += 1;
    if (done > 1) this.#doubled += 1;
    if (!write.acknowledged && done === 1) this.#givenUpButDone += 1;
    const wanted = write.acknowledged ? 1 : Math.min(done, 1);
    if (done !== wanted || answers !== wanted) this.#differences.push(`${write.key}: done ${done} times, answered ${answers} times, acknowledged: ${write.acknowledged}`);
  }

  /** The answer named the record that is there, and nothing is there that nobody asked for. */
  judgeIds(jobs: readonly JobRow[], kept: readonly { key: string; response: string }[]): void {
    const byKey = new Map(this.#writes.map((write) => [write.key, write]));
    for (const job of jobs) {
      const write = byKey.get(job.ref);
      if (!write || (write.acknowledged && write.id !== job.id)) this.#differences.push(`${job.ref}: record ${job.id}, answered ${write?.id ?? 'never asked'}`);
    }
    for (const { key } of kept) if (!byKey.has(key)) this.#differences.push(`${key}: an answer to a request that nobody sent`);
  }

  /** One creation; one version, one line of the audit trail and one event for each change. */
  judgeTraces(jobs: readonly JobRow[], trail: ReadonlyMap<string, Traces>, outbox: ReadonlyMap<string, Traces>): void {
    const promised = countBy(this.#writes.filter((write) => write.acknowledged && write.kind !== 'create'), (write) => write.id ?? null);
    const possible = countBy(this.#writes.filter((write) => write.kind !== 'create'), (write) => write.id ?? null);
    for (const { id, ref, version } of jobs) {
      const [told, sent] = [trail.get(id), outbox.get(id)];
      const fits = told?.created === 1 && sent?.created === 1 && told.other === version - 1 && sent.other === version - 1
        && version - 1 >= (promised.get(id) ?? 0) && version - 1 <= (possible.get(id) ?? 0);
      if (!fits) this.#differences.push(`${ref}: version ${version}, promised ${promised.get(id) ?? 0} changes, audit ${JSON.stringify(told)}, outbox ${JSON.stringify(sent)}`);
    }
    const known = new Set(jobs.map((job) => job.id));
    for (const id of [...trail.keys(), ...outbox.keys()]) if (!known.has(id)) this.#differences.push(`traces of ${id}, which is not there`);
  }

  /** What is stored is what the evaluator, which shares no code with the SQL, makes of the record and its children. */
  judgeFormulas(model: Model, job: JobRow): void {
    const { ref, hours, total, rate, steps } = job;
    const bare = { rate, steps: steps.map((step): RecordValue => ({ hours: step.hours, wage: step.wage })) };
    const made = computeRecord(model, 'job', bare, { now: new Date().toISOString(), timeZone: model.package.timeZone }) as { hours: string; total: string; steps: { amount: string }[] };
    const found = JSON.stringify([hours, total, ...steps.map((step) => step.amount)]);
    const wanted = JSON.stringify([made.hours, made.total, ...made.steps.map((step) => step.amount)]);
    if (found !== wanted) this.#differences.push(`${ref}: stored ${found}, computed ${wanted}`);
  }

  sum(): Verdict {
    const acknowledged = this.#writes.filter((write) => write.acknowledged).length;
    return { acknowledged, givenUp: this.#writes.length - acknowledged, givenUpButDone: this.#givenUpButDone, lost: this.#lost, doubled: this.#doubled, differences: this.#differences };
  }
}
