/**
 * `tenon dev <folder>`: serves a package and follows its files.
 *
 * On every save the package is compiled and planned again; a safe plan is applied at once, anything else is printed and waits for `tenon apply`.
 */
import { resolve } from 'node:path';
import { planMigration, printPlan, type Store } from '@tenon/store';
import { watch } from 'chokidar';
import { Command } from 'commander';
import { compileFolder, renderAll } from '../compile.ts';
import { migrate } from '../deploy.ts';
import { stopOnSignals } from '../stop.ts';
import { isSafe } from './change.ts';

export function devCommand(): Command {
  return new Command('dev')
    .description('serve a package, and apply safe changes as its files are saved')
    .argument('<folder>', 'folder of the package')
    .action(async (folder: string) => {
      const { serve } = await import('../serve.ts'); // late: the other commands need no server
      const stop = stopOnSignals();
      const { store, tenant } = await serve({ folder: resolve(folder), stop });
      const follow = follower(store, tenant, resolve(folder));
      const watcher = watch(resolve(folder), { ignoreInitial: true, awaitWriteFinish: { stabilityThreshold: 80, pollInterval: 20 } });
      stop.onStop(() => watcher.close());
      watcher.on('all', follow);
      process.stdout.write(`Watching ${folder}\n`);
    });
}

/** Runs one change at a time; saves that come meanwhile make one more. */
function follower(store: Store, tenant: string, folder: string): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await change(store, tenant, folder).catch((error: unknown) => process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`));
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}

async function change(store: Store, tenant: string, folder: string): Promise<void> {
  const { model, diagnostics, ms } = await compileFolder(folder);
  const time = new Date().toLocaleTimeString('en-GB');
  if (diagnostics.length > 0) process.stdout.write(`${renderAll(diagnostics)}\n`);
  if (!model) return void process.stdout.write(`${time} errors; the tenant keeps what it has\n`);
  const plan = await planMigration(store, tenant, model);
  if (plan.from === plan.to) return void process.stdout.write(`${time} checked in ${ms.toFixed(0)} ms, no change\n`);
  if (!isSafe(plan)) return void process.stdout.write(`${time} not applied:\n${printPlan(plan)}\n  apply it yourself: tenon apply ${folder} --tenant ${tenant} --consent\n`);
  const version = await migrate(store, plan, false);
  process.stdout.write(`${time} version ${version}\n${printPlan(plan)}\n`);
}
