/** Reads a bundle: several files of a package in one text, each after a line `--- path`. */
import { readFileSync } from 'node:fs';
import type { SourceFile } from '../src/compiler.ts';

const packageText = '{ "name": "@sample/case", "version": "1.0.0", "tenon": { "namespace": "sample", "label": "Case" } }\n';

/** A bundle without package.json gets one, unless it says `--- no package.json`. `--- path padded to 100` adds blanks at the end. */
export function readBundle(file: string): readonly SourceFile[] {
  const parts = readFileSync(file, 'utf8').split(/^--- (.*)\n/m).slice(1);
  const files: SourceFile[] = [];
  for (let index = 0; index < parts.length; index += 2) files.push(sourceFile(parts[index]!.trim(), parts[index + 1]!));
  const given = files.filter(({ path }) => path !== 'no package.json');
  return files.some(({ path }) => path.endsWith('package.json')) ? given : [{ path: 'package.json', text: packageText }, ...given];
}

function sourceFile(head: string, text: string): SourceFile {
  const [, path, size] = /^(.*) padded to (\d+)$/.exec(head) ?? [];
  return path === undefined ? { path: head, text } : { path, text: text.padEnd(Number(size)) };
}
