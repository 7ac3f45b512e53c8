/** `tenon blame <address>`: which layers had a say in a value, the lowest first; who, when and why. The last one holds. */
import { blameOf } from '@tenon/model/compiler';
import { blameTenant, type Blame } from '@tenon/store';
import { Command, Option } from 'commander';
import { terminalLocale, wholeStack } from '../compile.ts';
import { withStore } from '../database.ts';
import { brief, momentOf, wordsIn, type Say } from '../print/words.ts';
import { baseOption } from './options.ts';

interface BlameOptions { readonly tenant?: string; readonly in?: string; readonly base: readonly string[]; readonly json?: boolean }

export function blameCommand(): Command {
  return new Command('blame')
    .description('show which layer said what a value is, who, when and why')
    .argument('<address>', 'such as object/order#fields/remark/label')
    .addOption(new Option('--tenant <slug>', 'in a tenant').conflicts('in'))
    .addOption(new Option('--in <folder>', 'in the folder of a package'))
    .addOption(baseOption())
    .option('--json', 'print it as JSON')
    .action(async (address: string, options: BlameOptions, command: Command) => {
      if (!options.tenant && !options.in) command.error("error: one of the options '--tenant <slug>' and '--in <folder>' is needed");
      const blame = options.tenant ? await withStore((store) => blameTenant(store, options.tenant!, address)) : await blameFolder(address, options.in!, options.base);
      process.stdout.write(`${options.json ? JSON.stringify(blame, null, 2) : printBlame(blame, wordsIn(terminalLocale()))}\n`);
    });
}

async function blameFolder(address: string, folder: string, bases: readonly string[]): Promise<Blame> {
  const { stack } = await wholeStack(folder, { bases });
  const steps = blameOf(stack, address).map(({ layer: { name, version, namespace, label, kind, author }, op, address: at, value, why }) => ({
    layer: name, version, namespace, label, kind, op, address: at, ...(author ? { author } : {}), ...(value === undefined ? {} : { value }), ...(why ? { why } : {}),
  }));
  if (steps.length === 0) throw new Error(`Nothing in ${folder} has the address ${address}.`);
  const value = steps.at(-1)!.value;
  return { address, ...(value === undefined ? {} : { value }), steps };
}

function printBlame({ address, value, steps }: Blame, say: Say): string {
  const rows = steps.map(({ layer, version, op, address: of, value: given, by, author, at, why }) => [
    `${layer} ${version}`, op, of === address || address.startsWith(`${of}/`) || address.startsWith(`${of}#`) ? brief(given, say) : of,
    [author, by === undefined ? undefined : say('by', { by }), at === undefined ? undefined : momentOf(at), why === undefined ? undefined : say('because', { why })].filter((part) => part !== undefined).join(', '),
  ]);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)));
  return [`${address} = ${brief(value, say)}`, ...rows.map(([layer, op, given, rest]) => `  ${layer!.padEnd(widths[0]!)}  ${op!.padEnd(widths[1]!)}  ${given}${rest ? `  ${rest}` : ''}`)].join('\n');
}
