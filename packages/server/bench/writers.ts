/**
 * Clients that create and change records without a pause, each over a connection of its own.
 *
 * Out:  when each was answered, so that the longest time in which one heard nothing can be told for any spell.
 */
export interface Spell { readonly from: number; readonly to: number }

export interface Writing {
  readonly url: string;
  readonly key: string;
  /** A new order. */
  readonly order: object;
  readonly connections: number;
}

export class Answers {
  readonly #times: number[][];

  constructor(times: number[][]) {
    this.#times = times;
  }

  /** The longest time between two answers on one connection that reaches into the spell. */
  longestPause({ from, to }: Spell): number {
    const gaps = this.#times.flatMap((times) => times.slice(1).map((at, i) => ({ from: times[i]!, to: at })));
    return Math.max(0, ...gaps.filter((gap) => gap.to >= from && gap.from <= to).map((gap) => gap.to - gap.from));
  }
}

export function startWriters({ url, key, order, connections }: Writing) {
  let ending = false;
  let written = 0;
  const failed: string[] = [];
  const times: number[][] = Array.from({ length: connections }, () => []);
  const send = async (own: number[], method: string, path: string, body: object): Promise<{ readonly id?: string }> => {
    const response = await fetch(`${url}/api/objects/sales_order${path}`, { method, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const answer = (await response.json()) as { readonly id?: string; readonly code?: string };
    own.push(performance.now());
    written += 1;
    if (!response.ok) failed.push(`${response.status} ${answer.code ?? ''}`);
    return answer;
  };
  const write = async (own: number[]): Promise<void> => {
    while (!ending) {
      const { id } = await send(own, 'POST', '', order);
      if (id) await send(own, 'PATCH', `/${id}`, { note: 'changed' });
    }
  };
  const all = Promise.all(times.map(write));
  all.catch(() => undefined); // told by `end`
  return {
    written: () => written,
    end: async () => {
      ending = true;
      await all;
      return { answers: new Answers(times), failed };
    },
  };
}
