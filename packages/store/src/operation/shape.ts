/** Rows → the text of the answer. The records are JSON already; only the frame is put around them. */
import { failure, limits } from '@tenon/diagnostics';
import { encodeCursor, type CursorKeys } from './cursor.ts';
import type { ReadRow, ResultSet } from './execute.ts';
import type { ReadPlan } from './plan-read.ts';
import { shapeReport } from './shape-report.ts';

export interface Shaped { readonly body: string; readonly version?: number }

export function shapeRead(result: ResultSet, plan: ReadPlan, now: string): Shaped {
  const { rows } = result;
  if (plan.kind === 'page') {
    const page = rows.slice(0, plan.limit);
    const last = rows.length > plan.limit ? page.at(-1) : undefined;
    const next = last ? JSON.stringify(encodeCursor(plan.shape, JSON.parse(last.keys!) as CursorKeys)) : 'null';
    const count = result.count === undefined ? '' : `,"count":${result.count}`;
    return { body: `{"data":[${page.map((row) => row.json).join(',')}],"next":${next}${count}}` };
  }
  if (plan.kind === 'report') return { body: shapeReport(result, plan, now) };
  if (plan.kind === 'aggregate') return shapeGroups(rows, plan.operation.limit);
  const [row] = rows;
  // A record that is hidden and one that is not there answer alike.
  if (!row) throw failure('ACC101');
  return { body: row.json, ...(row.version === undefined ? {} : { version: row.version }) };
}

/** With a limit the first groups, and whether there are more of them; without one all, or a refusal. */
function shapeGroups(rows: readonly ReadRow[], limit: number | undefined): Shaped {
  if (limit === undefined && rows.length > limits.groupsMax) throw failure('OPR111', { max: limits.groupsMax });
  const data = `"data":[${rows.slice(0, limit).map((row) => row.json).join(',')}]`;
  return { body: limit === undefined ? `{${data}}` : `{${data},"more":${rows.length > limit}}` };
}
