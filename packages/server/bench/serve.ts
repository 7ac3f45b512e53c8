/**
 * One side of the benchmark in a process of its own, so that neither the other side nor the load shares its event loop.
 *
 * In:   a first message that says which side, and how to reach the database.
 * Out:  its address; then, for every further message, the memory it holds and what its event loop went through since the last one.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openStore } from '@tenon/store';
import { readConfig, startServer } from '../src/index.ts';
import { handWritten, type HandWritten } from './hand-written.ts';
import type { Side } from './workload.ts';

export interface Start extends HandWritten { readonly side: Side }
export interface State {
  readonly residentMb: number;
  /** The longest time for which the event loop of the requests did not turn, and the processor time of its thread. */
  readonly heldMs: number;
  readonly threadMs: number;
}
export type Told = { readonly url: string } | State;

const tell = (told: Told): void => void process.send!(told);

process.once('message', (start: Start) => {
  const started = start.side === 'hand' ? startByHand(start) : startGenerated(start);
  void started.then((url) => {
    const state = watchLoop();
    process.on('message', () => tell(state()));
    tell({ url });
  });
});
process.once('disconnect', () => process.exit());

const resolution = 5;

function watchLoop(): () => State {
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  let before = process.threadCpuUsage();
  return () => {
    const used = process.threadCpuUsage(before);
    const heldMs = Math.max(0, delays.max / 1e6 - resolution);
    delays.reset();
    before = process.threadCpuUsage();
    return { residentMb: process.memoryUsage.rss() / 1_048_576, heldMs, threadMs: (used.user + used.system) / 1000 };
  };
}

async function startByHand(start: Start): Promise<string> {
  return (await handWritten(start)).listen({ host: '127.0.0.1', port: 0 });
}

async function startGenerated({ connectionString }: Start): Promise<string> {
  const store = await openStore({ adminUrl: connectionString });
  return (await startServer({ store, config: { ...readConfig({ LOG_LEVEL: 'silent' }), port: 0 } })).url;
}
