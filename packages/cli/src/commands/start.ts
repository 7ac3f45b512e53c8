/** `tenon start`, which `npm start` runs: the whole product with its demo, ready to sign in. */
import { Command } from 'commander';
import { stopOnSignals } from '../stop.ts';

export function startCommand(): Command {
  return new Command('start')
    .description('build what is outdated, start PostgreSQL and the server')
    .action(async () => {
      const { serve } = await import('../serve.ts'); // late: the other commands need no server
      const stop = stopOnSignals();
      try {
        await serve({ stop });
      } catch (error) {
        await stop.now();
        throw error;
      }
    });
}
