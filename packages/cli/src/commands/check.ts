/** `tenon check <folder>`: compiles a package and prints what is wrong, as a compiler does. */
import { Command } from 'commander';
import { compileFolder, renderAll } from '../compile.ts';

export function checkCommand(): Command {
  return new Command('check')
    .description('compile a package and print every problem')
    .argument('<folder>', 'folder of the package')
    .option('--json', 'print the diagnostics as JSON')
    .action(async (folder: string, options: { json?: boolean }) => {
      const { model, diagnostics, ms } = await compileFolder(folder);
      if (options.json) process.stdout.write(`${JSON.stringify(diagnostics, null, 2)}\n`);
      else if (diagnostics.length > 0) process.stdout.write(`${renderAll(diagnostics)}\n`);
      const errors = diagnostics.filter((d) => d.severity === 'error').length;
      const objects = model ? `${Object.keys(model.objects).length} objects, ` : '';
      process.stderr.write(`${objects}${errors} errors, ${diagnostics.length - errors} warnings in ${ms.toFixed(0)} ms\n`);
      if (!model) process.exitCode = 1;
    });
}
