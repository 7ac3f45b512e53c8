/**
 * `tenon upgrade <folder>`: one version of a package for many tenants, in one command that may be interrupted and run again.
 *
 * Exit code 1 when a tenant is blocked or when it was stopped; all others are upgraded nevertheless.
 */
import { availableParallelism } from 'node:os';
import { finishBuilds, listTenants, type Store } from '@tenon/store';
import { Command, InvalidArgumentError } from 'commander';
import { terminalLocale } from '../compile.ts';
import { withStore } from '../database.ts';
import { readFolder, type Folder } from '../folder.ts';
import { duration, wordsIn, type Say } from '../print/words.ts';
import { fleetOf, upgradeTenants, type Upgraded } from '../upgrade.ts';
import { baseOption, consentOption, reasonOption, tenantsOption, userName } from './options.ts';

interface UpgradeCommandOptions {
  readonly all?: boolean;
  readonly tenant: readonly string[];
  readonly base: readonly string[];
  readonly jobs: number;
  readonly consent?: boolean;
  readonly reason?: string;
  readonly json?: boolean;
}

export function upgradeCommand(): Command {
  return new Command('upgrade')
    .description('bring tenants to the version of a package that a folder holds; run again, it goes on where it was interrupted')
    .argument('<folder>', 'folder of the package')
    .addOption(tenantsOption().conflicts('all'))
    .option('--all', 'every tenant that has the package')
    .option('--jobs <number>', 'tenants at a time', wholeNumber, Math.min(4, availableParallelism()))
    .addOption(baseOption()).addOption(consentOption()).addOption(reasonOption())
    .option('--json', 'print one line of JSON per tenant')
    .action(async (given: string, options: UpgradeCommandOptions, command: Command) => {
      if (!options.all && options.tenant.length === 0) command.error("error: one of the options '--all' and '--tenant <slug>' is needed");
      const folder = await readFolder(given, { bases: options.base });
      if (folder.own.kind === 'tenant') throw new Error(`${given} is the layer of one tenant; use: tenon import`);
      await withStore((store) => upgrade(store, folder, options));
    });
}

async function upgrade(store: Store, folder: Folder, options: UpgradeCommandOptions): Promise<void> {
  const say = wordsIn(terminalLocale());
  const startedAt = performance.now();
  const tenants = options.all ? (await listTenants(store)).map(({ slug }) => slug) : [...new Set(options.tenant)];
  const fleet = await fleetOf(store, folder, tenants);
  const ended: Upgraded[] = [];
  const onEnd = (one: Upgraded): void => {
    ended.push(one);
    process.stdout.write(`${options.json ? JSON.stringify(one) : lineOf(one, say)}\n`);
  };
  const signal = stopSignal();
  const { consent = false, jobs, reason } = options;
  await upgradeTenants(store, fleet, { folder, jobs, consent, by: userName(), reason, locale: terminalLocale(), onEnd, signal });
  if (!signal.aborted) await finishBuilds(store); // also those of tenants that were passed by, from a run that was killed
  const blocked = ended.filter(({ outcome }) => outcome === 'blocked');
  const missing = options.all ? [] : fleet.without;
  const lines = [
    ...missing.map((tenant) => `${tenant}: ${say('isBlocked', { why: say('hasNot', { name: folder.own.name }) })}`),
    ...(ended.length < fleet.waiting.length ? [say('upgradeStopped')] : []),
    ...blocked.map((one) => `${one.tenant}: ${say('isBlocked', { why: one.why })}`),
    say('upgradeEnd', { name: folder.own.name, version: folder.own.version, done: ended.length - blocked.length, passed: fleet.passed.length, blocked: blocked.length + missing.length, time: duration(performance.now() - startedAt) }),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  if (blocked.length > 0 || missing.length > 0 || ended.length < fleet.waiting.length) process.exitCode = 1;
}

function lineOf({ tenant, version, why, ms, left }: Upgraded, say: Say): string {
  return `${tenant}: ${why === undefined ? say('version', { version }) : say('isBlocked', { why })}, ${duration(ms)}, ${say('left', { count: left })}`;
}

/** The tenants that are under way are brought to their end; no other is begun. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1 on.');
  return Number(text);
}
