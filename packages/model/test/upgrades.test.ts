/**
 * Golden cases of upgrades: each folder holds a base before and after, and a layer on it. The layer is locked on the one and
 * brought onto the other; what became of its intents, what is told, and the files that come of it are kept.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderDiagnostic } from '@tenon/diagnostics';
import { describe, expect, it } from 'vitest';
import { compileStack, rebaseLayer, type CompiledStack, type LayerSource, type SourceFile } from '../src/compiler.ts';
import { readLayers } from './bundle.ts';
import { mergesOf } from './merges.ts';

const folder = fileURLToPath(new URL('upgrades', import.meta.url));
const update = Boolean(process.env['UPDATE_GOLDEN']);

function expectGolden(file: string, text: string): void {
  if (update) writeFileSync(file, text);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
}

const filesText = (files: readonly SourceFile[]): string => files.map(({ path, text }) => `--- ${path}\n${text.trimEnd()}\n`).join('');

/** A folder may hold several layers; each is locked on, and brought onto, what is below it. */
function rebased(below: readonly LayerSource[], layers: readonly LayerSource[]): { readonly stack: CompiledStack; readonly layers: readonly LayerSource[] } {
  const stack = compileStack([...below, ...layers]);
  return { stack, layers: layers.map((layer) => ({ ...layer, files: rebaseLayer(layer, stack) })) };
}

describe('an upgrade', () => {
  it.each(readdirSync(folder).sort())('%s', (name) => {
    const [before, after, ...layers] = readLayers(`${folder}/${name}/input.txt`);
    const locked = rebased([before!], layers);
    expect(locked.stack.diagnostics.map((each) => renderDiagnostic(each))).toEqual([]);
    const upgraded = rebased([after!], locked.layers);
    expectGolden(`${folder}/${name}/diagnostics.txt`, upgraded.stack.diagnostics.map((each) => `${renderDiagnostic(each)}\n`).join(''));
    expectGolden(`${folder}/${name}/merges.txt`, `${mergesOf(upgraded.stack.merges.filter(({ outcome, movedTo, merged }) => outcome !== 'kept' || movedTo || merged))}\n`);
    expectGolden(`${folder}/${name}/files.txt`, upgraded.layers.map(({ at, files }) => `=== ${at}\n${filesText(files)}`).join(''));
    // Twice is once.
    const again = rebased([after!], upgraded.layers);
    expect(again.layers).toEqual(upgraded.layers);
    expect(again.stack.value?.hash).toBe(upgraded.stack.value?.hash);
    // And back: what was parked has returned.
    expect(rebased([before!], upgraded.layers).stack.value !== undefined || name.startsWith('taken')).toBe(true);
  });
});
