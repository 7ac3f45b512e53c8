/** Both sides must do the same work before it is measured: the same answers, and the same number of rows written. */
import { deepStrictEqual } from 'node:assert';
import pg from 'pg';
import type { HandWritten } from './hand-written.ts';
import { headersOf, type Target } from './load.ts';
import type { Ids, Side, Workload } from './workload.ts';

const samples = 20;
const tables = ['purchase', 'purchase_line', '_audit', '_outbox'];

export async function compareAnswers(workloads: readonly Workload[], targets: Readonly<Record<Side, Target>>, ids: Ids, database: Pick<HandWritten, 'connectionString' | 'schema'>): Promise<void> {
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 1, options: `-c search_path=${database.schema}` });
  try {
    for (const workload of workloads) {
      const counts: Record<Side, readonly number[]> = { hand: [], generated: [] };
      const answers: Record<Side, unknown[]> = { hand: [], generated: [] };
      for (const side of ['hand', 'generated'] as const) {
        const before = await rowsOf(pool);
        for (let n = 0; n < samples; n += 1) answers[side].push(await ask(workload, targets[side], n, ids));
        counts[side] = (await rowsOf(pool)).map((count, i) => count - before[i]!);
      }
      deepStrictEqual(answers.generated, answers.hand, `${workload.name}: the answers differ`);
      deepStrictEqual(counts.generated, counts.hand, `${workload.name}: the rows written differ`);
    }
  } finally {
    await pool.end();
  }
}

async function rowsOf(pool: pg.Pool): Promise<readonly number[]> {
  const found = await pool.query<{ n: string }>(tables.map((table) => `select count(*) as n from ${table}`).join(' union all '));
  return found.rows.map(({ n }) => Number(n));
}

async function ask(workload: Workload, target: Target, n: number, ids: Ids): Promise<unknown> {
  const { method, path, body } = workload.make(target.side, n, ids);
  const response = await fetch(target.url + path, { method, headers: headersOf(target, body), ...(body === undefined ? {} : { body }) });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${target.side}, ${path}: ${JSON.stringify(answer)}`);
  return comparable(answer, method === 'GET' ? new Set(['next']) : made);
}

/** What each side makes up on its own: cursors are opaque, ids and moments of what was just written differ. */
const made = new Set(['id', 'purchase', 'no', 'note', 'created_at', 'updated_at', 'version']);

function comparable(value: unknown, own: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => comparable(one, own));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, own.has(name) ? typeof part : comparable(part, own)]).toSorted());
}
