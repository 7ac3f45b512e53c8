/** Golden cases of stacks: each folder holds the layers, what the compiler says of them, what became of every intent, and what is in effect. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderDiagnostic } from '@tenon/diagnostics';
import { describe, expect, it } from 'vitest';
import { compileStack, type CompiledStack } from '../src/compiler.ts';
import { readLayers } from './bundle.ts';
import { mergesOf } from './merges.ts';

const folder = fileURLToPath(new URL('layers', import.meta.url));
const update = Boolean(process.env['UPDATE_GOLDEN']);

function expectGolden(file: string, text: string): void {
  if (update) writeFileSync(file, text);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
}

/** Documents that more than one layer had a hand in. */
const effectiveOf = ({ effective }: CompiledStack): string => [...effective].filter(([, document]) => document.steps.length > 0)
  .map(([name, document]) => `${name}\n${JSON.stringify(document.value, null, 1)}\n`).join('\n');

describe('a stack of layers', () => {
  it.each(readdirSync(folder).sort())('%s', (name) => {
    const stack = compileStack(readLayers(`${folder}/${name}/input.txt`));
    expectGolden(`${folder}/${name}/diagnostics.txt`, stack.diagnostics.map((each) => `${renderDiagnostic(each)}\n`).join(''));
    expectGolden(`${folder}/${name}/merges.txt`, `${mergesOf(stack.merges)}\n`);
    expectGolden(`${folder}/${name}/effective.txt`, effectiveOf(stack));
  });
});
