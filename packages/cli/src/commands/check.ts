/** `tenon check <folder>`: compiles a package and what it extends, and prints what is wrong, as a compiler does. */
import { Command } from 'commander';
import { compileFolder, renderAll, terminalLocale } from '../compile.ts';
import { mergeLines } from '../print/merges.ts';
import { wordsIn } from '../print/words.ts';
import { baseOption } from './options.ts';

export function checkCommand(): Command {
  return new Command('check')
    .description('compile a package with those that it extends, and print every problem')
    .argument('<folder>', 'folder of the package')
    .addOption(baseOption())
    .option('--json', 'print the diagnostics as JSON')
    .action(async (folder: string, options: { json?: boolean; base: readonly string[] }) => {
      const { model, diagnostics, stack, layers, ms } = await compileFolder(folder, { bases: options.base });
      const merges = (stack?.merges ?? []).filter(({ outcome }) => outcome !== 'kept').flatMap((entry) => mergeLines(entry, wordsIn(terminalLocale()), (layer) => layer === stack?.layers.at(-1)?.name));
      if (options.json) process.stdout.write(`${JSON.stringify(diagnostics, null, 2)}\n`);
      else for (const lines of [diagnostics.length > 0 ? renderAll(diagnostics) : '', merges.join('\n')]) if (lines) process.stdout.write(`${lines}\n`);
      const errors = diagnostics.filter((d) => d.severity === 'error').length;
      const objects = model ? `${Object.keys(model.objects).length} objects, ` : '';
      const stacked = layers.length > 1 ? `${stack?.layers.map(({ name, version }) => `${name} ${version}`).join(' ← ')}\n` : '';
      process.stderr.write(`${stacked}${objects}${counted(errors, 'error')}, ${counted(diagnostics.length - errors, 'warning')} in ${ms.toFixed(0)} ms\n`);
      if (!model) process.exitCode = 1;
    });
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
