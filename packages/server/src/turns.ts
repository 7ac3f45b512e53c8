/**
 * Lets so many work at once and the others wait for their turn, up to a bound.
 *
 * Errors: SRV102 too many wait already.
 */
import { failure } from '@tenon/diagnostics';

export interface Turns {
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function openTurns({ atOnce, waitingMax }: { readonly atOnce: number; readonly waitingMax: number }): Turns {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    async run(work) {
      if (running >= atOnce) {
        if (waiting.length >= waitingMax) throw failure('SRV102');
        await new Promise<void>((resolve) => { waiting.push(resolve); });
      } else running += 1;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        // The turn is handed on as it is.
        if (next) next();
        else running -= 1;
      }
    },
  };
}
