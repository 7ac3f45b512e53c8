/** A package folder on disk, read as source files. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceFile } from '../document.ts';

const passedOver = /^(node_modules|dist|\..*)$/;
const besides = /(^|\/)(readme|licen[cs]e|changelog|notice)(\.[a-z]+)?$|\.md$/i;

/** Files of an earlier reading, by their whole path; one that has not been touched since is given again, the very same. */
export type KeptFiles = Map<string, { readonly touched: string; readonly source: SourceFile }>;

/** Every file of the folder but dot files, node_modules and words for people. */
export async function readPackage(folder: string, kept: KeptFiles = new Map()): Promise<readonly SourceFile[]> {
  const paths = await listFiles(folder, '');
  return Promise.all(paths.map((path) => readOne(folder, path, kept)));
}

async function readOne(folder: string, path: string, kept: KeptFiles): Promise<SourceFile> {
  const file = join(folder, path);
  // Before the text: a save in between is then seen as one the next time.
  const { mtimeMs, size, ino } = await stat(file);
  const touched = `${mtimeMs} ${size} ${ino}`;
  const before = kept.get(file);
  if (before?.touched === touched) return before.source;
  const source: SourceFile = { path, text: await readFile(file, 'utf8') };
  kept.set(file, { touched, source });
  return source;
}

async function listFiles(folder: string, within: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, within), { withFileTypes: true });
  const found = await Promise.all(entries.filter(({ name }) => !passedOver.test(name)).map(async (entry) => {
    const path = within === '' ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(folder, path);
    return besides.test(path) ? [] : [path];
  }));
  return found.flat().sort();
}
