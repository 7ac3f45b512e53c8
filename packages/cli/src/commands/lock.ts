/**
 * `tenon lock <folder>`: writes down what a layer sees below it, so that the next version below is compared with that.
 *
 * What was taken from below or decided is done in the layer's files as well; every file that is written or deleted is named.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rebaseLayer, type SourceFile } from '@tenon/model/compiler';
import { Command } from 'commander';
import { wholeStack } from '../compile.ts';
import { baseOption, keepMineOption, resolutionsOf, takeTheirsOption, type Decisions } from './options.ts';

export function lockCommand(): Command {
  return new Command('lock')
    .description('check a package and write its tenon.lock.json: what it saw of those that it extends')
    .argument('<folder>', 'folder of the package')
    .addOption(baseOption()).addOption(keepMineOption()).addOption(takeTheirsOption())
    .action(async (folder: string, options: { base: readonly string[] } & Decisions) => {
      const { own, stack } = await wholeStack(folder, { bases: options.base });
      if (stack.layers.length === 1) throw new Error(`${folder} extends nothing; there is nothing to write down.`);
      for (const line of await writeChanged(folder, own.files, rebaseLayer(own, stack, resolutionsOf(options)))) process.stdout.write(`${line}\n`);
    });
}

/** Makes the files of a folder what they are to be; tells each that was not so. */
export async function writeChanged(folder: string, before: readonly SourceFile[], after: readonly SourceFile[]): Promise<readonly string[]> {
  const texts = new Map(before.map(({ path, text }) => [path, text]));
  const wanted = new Set(after.map(({ path }) => path));
  const written = after.filter(({ path, text }) => texts.get(path) !== text);
  const gone = before.filter(({ path }) => !wanted.has(path));
  for (const { path, text } of written) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const { path } of gone) await rm(join(folder, path));
  return [...written.map(({ path }) => `${texts.has(path) ? '~' : '+'} ${join(folder, path)}`), ...gone.map(({ path }) => `- ${join(folder, path)}`)];
}
