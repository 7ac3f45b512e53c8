/**
 * `tenon dev <folder>`: serves a package, or a layer on the packages that it extends, and follows the files of all of them.
 *
 * On every save the stack is compiled and planned again; a safe plan is applied at once, anything else is printed and waits for `tenon apply`.
 * Rows are loaded from files of data that were saved, and from no others.
 */
import { resolve } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { Command } from 'commander';
import { compileFolder } from '../compile.ts';
import { openFollowed, type Followed } from '../follow.ts';
import { runUntilStopped, type Stop } from '../stop.ts';
import { baseOption } from './options.ts';

export function devCommand(): Command {
  return new Command('dev')
    .description('serve a package, and apply safe changes as its files are saved')
    .argument('<folder>', 'folder of the package')
    .addOption(baseOption())
    .option('--no-web', 'serve the API only')
    .action(async (given: string, { web, base: bases }: { web: boolean; base: readonly string[] }) => {
      if (process.env['NODE_ENV'] === 'production') throw new Error('tenon dev is for development; use tenon apply in production.');
      const folder = resolve(given);
      await runUntilStopped((stop) => dev({ folder, given, bases, web, stop }));
    });
}

async function dev({ folder, given, bases, web, stop }: { folder: string; given: string; bases: readonly string[]; web: boolean; stop: Stop }): Promise<void> {
  const { serve } = await import('../serve.ts'); // late: the other commands need no server
  const kept = new Map();
  const compiled = await compileFolder(folder, { kept, bases });
  const { store, tenant, dataSet } = await serve({ package: { folder, compiled }, stop, web });
  const { layers } = compiled;
  const folders = new Set([folder, ...layers.map((layer) => layer.folder)]);
  const watcher = await watchFolders([...folders]);
  const follow = (layer: { readonly folder: string }): void => {
    if (folders.has(layer.folder)) return;
    folders.add(layer.folder);
    watcher.add(layer.folder);
  };
  const followed: Followed = openFollowed({ store, tenant, dataSet, folder, given, bases, kept, layers, onLayers: (now) => now.forEach(follow) });
  stop.onStop(() => followed.settled());
  stop.onStop(() => watcher.close());
  watcher.on('all', () => void followed.saved());
  await followed.saved(); // what was saved while we came up
  process.stdout.write(`Watching ${[given, ...layers.slice(0, -1).map(({ at }) => at)].join(', ')}\n`);
}

async function watchFolders(folders: readonly string[]): Promise<FSWatcher> {
  const ignored = (path: string): boolean => folders.some((folder) => path.startsWith(folder) && /[/\\](\.|node_modules([/\\]|$))/.test(path.slice(folder.length)));
  const watcher = watch([...folders], { ignored, ignoreInitial: true, awaitWriteFinish: { stabilityThreshold: 60, pollInterval: 20 } });
  await new Promise<void>((ready, fail) => watcher.once('ready', ready).once('error', fail));
  return watcher;
}
