/** `tenon export`: a tenant's own layer as a folder, which can be kept in git, changed, and imported again. */
import { access } from 'node:fs/promises';
import { layerInfoOf } from '@tenon/model/compiler';
import { readPackage } from '@tenon/model/node';
import { exportLayer, sourceFiles } from '@tenon/store';
import { Command } from 'commander';
import { terminalLocale } from '../compile.ts';
import { withStore } from '../database.ts';
import { count, wordsIn } from '../print/words.ts';
import { writeChanged } from './lock.ts';
import { tenantOption } from './options.ts';

export function exportCommand(): Command {
  return new Command('export')
    .description("write a tenant's own layer to a folder")
    .addOption(tenantOption())
    .requiredOption('--out <folder>', 'an empty or new folder, or one that it was written to before')
    .action(async ({ tenant, out }: { tenant: string; out: string }) => {
      const files = sourceFiles(await withStore((store) => exportLayer(store, tenant)));
      if (files.length === 0) throw new Error(`${tenant} has no layer of its own; there is nothing to write.`);
      const before = await access(out).then(() => readPackage(out), () => []);
      const [there, here] = [layerInfoOf(before), layerInfoOf(files)];
      if (before.length > 0 && there.name !== here.name) throw new Error(`${out} holds ${there.name || 'something else'}; nothing was written.`);
      await writeChanged(out, before, files);
      process.stdout.write(`${wordsIn(terminalLocale())('exported', { count: count(files.length), folder: out })}\n`);
    });
}
