/** Package `@tenon/model/node`: a package folder on disk, read as source files. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceFile } from '../document.ts';

const passedOver = /^(node_modules|dist|\..*)$/;
const besides = /(^|\/)(readme|licen[cs]e|changelog|notice)(\.[a-z]+)?$|\.md$/i;

/** Every file of the folder but dot files, node_modules and words for people. */
export async function readPackage(folder: string): Promise<readonly SourceFile[]> {
  const paths = await listFiles(folder, '');
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
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
