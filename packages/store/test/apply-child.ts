/** Brings tenants to the states that it is told and finishes what that leaves, in a process of its own that can be killed. */
import { finishBuilds, openStore } from '../src/index.ts';
import { applyState, ways } from './apply-ways.ts';

export interface Told { readonly way: number; readonly state: number }

process.once('disconnect', () => process.exit());
const store = await openStore({ adminUrl: process.argv[2]! });
process.on('message', ({ way, state }: Told) => {
  void (async () => {
    await applyState(store, ways[way]!, state);
    await finishBuilds(store, ways[way]!.tenant);
    process.send?.('done');
  })();
});
process.send?.('ready');
