/** Rows → the text of the answer. The records are JSON already; only the frame is put around them. */
import { failure, limits } from '@tenon/diagnostics';
import { encodeCursor, type CursorKeys } from './cursor.ts';
import type { ResultSet } from './execute.ts';
import type { ReadPlan } from './plan-read.ts';

export interface Shaped { readonly body: string; readonly version?: number }

export function shapeRead(result: ResultSet, plan: ReadPlan): Shaped {
  const { rows } = result;
  if (plan.kind === 'page') {
    const page = rows.slice(0, plan.limit);
    const last = rows.length > plan.limit ? page.at(-1) : undefined;
    const next = last ? JSON.stringify(encodeCursor(plan.shape, JSON.parse(last.keys!) as CursorKeys)) : 'null';
    const count = result.count === undefined ? '' : `,"count":${result.count}`;
    return { body: `{"data":[${page.map((row) => row.json).join(',')}],"next":${next}${count}}` };
  }
  if (plan.kind === 'aggregate' && rows.length > limits.groupsMax) throw failure('OPR111', { max: limits.groupsMax });
  if (plan.kind === 'aggregate') return { body: `{"data":[${rows.map((row) => row.json).join(',')}]}` };
  const [row] = rows;
  // A record that is hidden and one that is not there answer alike.
  if (!row) throw failure('ACC101');
  return { body: row.json, ...(row.version === undefined ? {} : { version: row.version }) };
}
