/**
 * How many rows a chunk has: as many as are written in a moment.
 *
 * While a chunk is under way it holds its rows, the counters of its numbers and a light lock on its tables. Others wait for these,
 * and a migration waits for so long and no longer.
 */
import { limits } from '@tenon/diagnostics';

const chunkMs = 60;
const rowsFirst = 20;
const rowsMin = 10;

export class Pace {
  #rows = rowsFirst;

  get rows(): number {
    return this.#rows;
  }

  /** Does a chunk, and learns from how long it took. */
  async measured<T>(rows: number, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const result = await work();
    if (rows > 0) {
      const fits = (rows * chunkMs) / Math.max(1, performance.now() - startedAt);
      this.#rows = Math.round(Math.min(limits.jobRowsAtOnce, this.#rows * 2, Math.max(rowsMin, fits)));
    }
    return result;
  }
}
