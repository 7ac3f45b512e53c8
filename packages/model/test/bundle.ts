/** Reads a bundle: several files of a package in one text, each after a line `--- path`. */
import { readFileSync } from 'node:fs';
import type { LayerSource, SourceFile } from '../src/compiler.ts';

const packageText = '{ "name": "@sample/case", "version": "1.0.0", "tenon": { "namespace": "sample", "label": "Case" } }\n';

/** A bundle of several layers: each begins after a line `=== <where it is>`, the lowest first. */
export function readLayers(file: string): readonly LayerSource[] {
  const parts = readFileSync(file, 'utf8').split(/^=== (.*)\n/m).slice(1);
  return Array.from({ length: parts.length / 2 }, (_, index) => ({ at: `${parts[index * 2]!.trim()}/`, files: filesIn(parts[index * 2 + 1]!) }));
}

/** A bundle without package.json gets one, unless it says `--- no package.json`. `--- path padded to 100` adds blanks at the end. */
export function readBundle(file: string): readonly SourceFile[] {
  const files = filesIn(readFileSync(file, 'utf8'));
  const given = files.filter(({ path }) => path !== 'no package.json');
  return files.some(({ path }) => path.endsWith('package.json')) ? given : [{ path: 'package.json', text: packageText }, ...given];
}

function filesIn(text: string): SourceFile[] {
  const parts = text.split(/^--- (.*)\n/m).slice(1);
  return Array.from({ length: parts.length / 2 }, (_, index) => sourceFile(parts[index * 2]!.trim(), parts[index * 2 + 1]!));
}

function sourceFile(head: string, text: string): SourceFile {
  const [, path, size] = /^(.*) padded to (\d+)$/.exec(head) ?? [];
  return path === undefined ? { path: head, text } : { path, text: text.padEnd(Number(size)) };
}
