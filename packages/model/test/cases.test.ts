/** Golden cases: each folder is named by its mistake and holds the input and what the compiler says about it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { codes, renderDiagnostic } from '@tenon/diagnostics';
import { describe, expect, it } from 'vitest';
import { compilePackage } from '../src/compiler.ts';
import { readBundle } from './bundle.ts';
import { summaryOf } from './summary.ts';

const folder = fileURLToPath(new URL('cases', import.meta.url));
const names = readdirSync(folder).sort();
const update = Boolean(process.env['UPDATE_GOLDEN']);

function expectGolden(file: string, text: string): void {
  if (update) writeFileSync(file, text);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
}

describe('a package', () => {
  it.each(names)('%s', (name) => {
    const { value, diagnostics } = compilePackage(readBundle(`${folder}/${name}/input.txt`));
    expectGolden(`${folder}/${name}/diagnostics.txt`, diagnostics.map((each) => `${renderDiagnostic(each)}\n`).join(''));
    if (name === 'good') expectGolden(`${folder}/${name}/model.json`, `${JSON.stringify(summaryOf(value!), null, 2)}\n`);
  });

  it('has a case for every code of the compiler', () => {
    const stacks = ['layers', 'upgrades'].map((each) => fileURLToPath(new URL(each, import.meta.url))).flatMap((each) => readdirSync(each).map((name) => `${each}/${name}`));
    const said = [...names.map((name) => `${folder}/${name}`), ...stacks].map((each) => readFileSync(`${each}/diagnostics.txt`, 'utf8')).join('');
    // Edits are not compiled, and folders are not read here.
    const elsewhere = ['MET330', ...codes.filter((code) => /^MET00[6-9]$/.test(code))];
    expect(codes.filter((code) => code.startsWith('MET') && !elsewhere.includes(code) && !said.includes(` ${code}: `))).toEqual([]);
  });

  it('leaves the prototype of all objects alone', () => {
    compilePackage(readBundle(`${folder}/csv_column_of_the_prototype/input.txt`));
    expect('polluted' in {}).toBe(false);
  });

  it('is compiled to the same Model from files in any order', () => {
    const files = readBundle(`${folder}/good/input.txt`);
    expect(compilePackage([...files].reverse()).value?.hash).toBe(compilePackage(files).value?.hash);
  });
});
