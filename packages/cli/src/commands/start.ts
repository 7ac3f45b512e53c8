/** `tenon start`, which `npm start` runs: the whole product with its demo, ready to sign in. */
import { Command } from 'commander';
import { runUntilStopped } from '../stop.ts';

export function startCommand(): Command {
  return new Command('start')
    .description('build what is outdated, start PostgreSQL and the server')
    .option('--no-web', 'serve the API only')
    .action(async ({ web }: { web: boolean }) => {
      const { serve } = await import('../serve.ts'); // late: the other commands need no server
      await runUntilStopped(async (stop) => void (await serve({ stop, web })));
    });
}
