/**
 * `tenon dev <folder>`: serves a package and follows its files.
 *
 * On every save the package is compiled and planned again; a safe plan is applied at once, anything else is printed and waits for `tenon apply`.
 * Rows are loaded from files of data that were saved, and from no others.
 */
import { resolve } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { Command } from 'commander';
import { compileFolder } from '../compile.ts';
import { openFollowed, type Followed } from '../follow.ts';
import { runUntilStopped, type Stop } from '../stop.ts';

export function devCommand(): Command {
  return new Command('dev')
    .description('serve a package, and apply safe changes as its files are saved')
    .argument('<folder>', 'folder of the package')
    .option('--no-web', 'serve the API only')
    .action(async (given: string, { web }: { web: boolean }) => {
      if (process.env['NODE_ENV'] === 'production') throw new Error('tenon dev is for development; use tenon apply in production.');
      const folder = resolve(given);
      await runUntilStopped((stop) => dev({ folder, given, web, stop }));
    });
}

async function dev({ folder, given, web, stop }: { folder: string; given: string; web: boolean; stop: Stop }): Promise<void> {
  const { serve } = await import('../serve.ts'); // late: the other commands need no server
  const kept = new Map();
  const compiled = await compileFolder(folder, kept);
  const { store, tenant, dataSet } = await serve({ package: { folder, compiled }, stop, web });
  const followed = openFollowed({ store, tenant, dataSet, folder, given, kept, compiled });
  await watchFolder(folder, followed, stop);
  await followed.saved(); // what was saved while we came up
  process.stdout.write(`Watching ${given}\n`);
}

async function watchFolder(folder: string, followed: Followed, stop: Stop): Promise<void> {
  const ignored = (path: string): boolean => /[/\\](\.|node_modules([/\\]|$))/.test(path.slice(folder.length));
  const watcher: FSWatcher = watch(folder, { ignored, ignoreInitial: true, awaitWriteFinish: { stabilityThreshold: 60, pollInterval: 20 } });
  stop.onStop(() => followed.settled());
  stop.onStop(() => watcher.close());
  watcher.on('all', () => void followed.saved());
  await new Promise<void>((ready, fail) => watcher.once('ready', ready).once('error', fail));
}
