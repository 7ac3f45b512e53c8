/** A node that does nothing but jobs, in a process of its own that can be killed: the database's address is its argument. */
import { openStore } from '@tenon/store';
import { worker } from '../src/transfer/worker.ts';

process.once('disconnect', () => process.exit());
const store = await openStore({ adminUrl: process.argv[2]! });
const log = { error: (details: object, text: string) => process.stderr.write(`${text} ${JSON.stringify(details)}\n`) };
const queue = await store.openQueue({ work: worker(store, log), onError: (error) => process.stderr.write(`${String(error)}\n`) });
process.on('message', () => { void queue.stop().then(() => store.close()).then(() => process.exit(0)); });
process.send?.('ready');
