/** Load on one side for a while: requests answered per second. */
import autocannon from 'autocannon';
import type { Ids, Side, Workload } from './workload.ts';

export interface Target { readonly side: Side; readonly url: string; readonly key: string }

export const headersOf = (target: Target, body?: string): Record<string, string> =>
  ({ authorization: `Bearer ${target.key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) });

/** Counts over all of the runs of a side, so that every round asks for other records. */
const asked: Record<Side, number> = { hand: 0, generated: 0 };

export async function measure(target: Target, workload: Workload, connections: number, seconds: number, ids: Ids): Promise<number> {
  const result = await autocannon({
    url: target.url, connections, duration: seconds,
    requests: [{ setupRequest: (request) => {
      const { method, path, body } = workload.make(target.side, asked[target.side]++, ids);
      return { ...request, method, path, headers: headersOf(target, body), ...(body === undefined ? {} : { body }) };
    } }],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${workload.name}, ${target.side}: ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`);
  return result['2xx'] / result.duration;
}
