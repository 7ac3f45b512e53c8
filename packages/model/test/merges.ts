/** What became of each intent, as text for golden files. */
import type { MergeEntry } from '../src/compiler.ts';

const line = (value: unknown): string => (value === undefined ? '' : ` ${JSON.stringify(value)}`);

export const mergesOf = (merges: readonly MergeEntry[]): string => merges.map(({ layer, outcome, op, address, movedTo, base, theirs, mine, merged, blocks, because }) =>
  [`${outcome.padEnd(9)} ${layer} ${op} ${address}`, movedTo && `  now at ${movedTo}`, base !== undefined && `  base  ${line(base)}`, theirs !== undefined && `  theirs${line(theirs)}`,
    mine !== undefined && op !== 'add' && `  mine  ${line(mine)}`, merged !== undefined && `  merged${line(merged)}`, blocks && `  blocks ${blocks}`, because && `  waits for ${because}`].filter(Boolean).join('\n')).join('\n');
