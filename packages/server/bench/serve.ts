/**
 * One side of the benchmark in a process of its own, so that neither the other side nor the load shares its event loop.
 *
 * In:   a first message that says which side, and how to reach the database.
 * Out:  its address; then, for every further message, the memory it holds.
 */
import { openStore } from '@tenon/store';
import { readConfig, startServer } from '../src/index.ts';
import { handWritten, type HandWritten } from './hand-written.ts';
import type { Side } from './workload.ts';

export interface Start extends HandWritten { readonly side: Side }
export type Told = { readonly url: string } | { readonly residentMb: number };

const tell = (told: Told): void => void process.send!(told);

process.once('message', (start: Start) => {
  const started = start.side === 'hand' ? startByHand(start) : startGenerated(start);
  void started.then((url) => {
    process.on('message', () => tell({ residentMb: process.memoryUsage.rss() / 1_048_576 }));
    tell({ url });
  });
});
process.once('disconnect', () => process.exit());

async function startByHand(start: Start): Promise<string> {
  return (await handWritten(start)).listen({ host: '127.0.0.1', port: 0 });
}

async function startGenerated({ connectionString }: Start): Promise<string> {
  const store = await openStore({ adminUrl: connectionString });
  return (await startServer({ store, config: { ...readConfig({ LOG_LEVEL: 'silent' }), port: 0 } })).url;
}
