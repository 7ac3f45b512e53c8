/** `tenon check` prints what is wrong as a compiler does: planted mistakes in a copy of the demo's package, against a golden text. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { renderDiagnostic, type Diagnostic } from '@tenon/diagnostics';
import { compilePackage, type SourceFile } from '@tenon/model/compiler';
import { readPackage } from '@tenon/model/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mistakes, type Mistake } from './mistakes.ts';
import { channelSales, here, tenon } from './tenon.ts';

let sound: readonly SourceFile[];
const textOf = (file: string): string => sound.find(({ path }) => path === file)?.text ?? '';

/** The file with the mistake in it, and the line on which it is. */
function plant({ file, find, put, at }: Mistake, text = textOf(file)): { text: string; line: number } {
  const where = find === undefined ? 0 : text.indexOf(find);
  if (where < 0) throw new Error(`${file} has no ${find}`);
  const planted = text.slice(0, where) + put + text.slice(where + (find ?? text).length);
  const offset = at === '{' ? 0 : planted.indexOf(at ?? put, where);
  return { text: planted, line: planted.slice(0, offset).split('\n').length };
}

beforeAll(async () => { sound = await readPackage(channelSales); });

describe('a mistake', () => {
  it.each(mistakes)('is told once, at its line, with help: $what', (mistake) => {
    const { text, line } = plant(mistake);
    const files = [...sound.filter(({ path }) => path !== mistake.file), { path: mistake.file, text }];
    const told = compilePackage(files).diagnostics;
    expect(told.map(({ code, place }) => `${code} ${place?.file}:${place?.line}`)).toEqual([`${mistake.code} ${mistake.file}:${line}`]);
    expect(renderDiagnostic(told[0]!)).toContain(mistake.helps);
  });
  it('comes in at least twenty kinds', () => expect(new Set(mistakes.map(({ code }) => code)).size).toBeGreaterThanOrEqual(20));
});

describe('tenon check', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tenon-check-'));
    cpSync(channelSales, folder, { recursive: true });
    for (const mistake of mistakes) {
      const path = join(folder, mistake.file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, plant(mistake, existsSync(path) ? readFileSync(path, 'utf8') : '').text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('tells all mistakes of a package at once, each once, and ends in 1', () => {
    const { stdout, stderr, status } = tenon(['check', folder]);
    const golden = here('./mistakes.golden.txt');
    if (process.env['UPDATE_GOLDEN']) writeFileSync(golden, stdout);
    expect(stdout).toBe(existsSync(golden) ? readFileSync(golden, 'utf8') : '');
    expect(stderr).toMatch(new RegExp(`^${mistakes.length - 1} errors, 1 warning in \\d+ ms\n$`));
    expect(status).toBe(1);
    for (const { file, code } of mistakes) expect(stdout).toMatch(new RegExp(`^${file.replaceAll('.', '\\.')}:\\d+:\\d+: (error|warning) ${code}: `, 'm'));
  });
  it('tells them as JSON and in the language of the terminal', () => {
    const { stdout, status } = tenon(['check', folder, '--json']);
    const told = JSON.parse(stdout) as Diagnostic[];
    expect([told.length, status]).toEqual([mistakes.length, 1]);
    expect(told[0]).toMatchObject({ severity: 'error', place: { line: expect.any(Number), column: expect.any(Number) } });
    expect(tenon(['check', folder], { LANG: 'zh_CN.UTF-8', LC_ALL: '' }).stdout).toContain('您是想用“sort_no”吗？');
  });
  it('is content with the package of the demo', () => {
    const { stdout, stderr, status } = tenon(['check', channelSales]);
    expect([stdout, status]).toEqual(['', 0]);
    expect(stderr).toMatch(/^\d+ objects, 0 errors, 0 warnings in \d+ ms\n$/);
  });
  it('ends in 2 when it is called wrongly, and in 1 where there is no folder', () => {
    expect(tenon(['check'])).toMatchObject({ status: 2, stderr: expect.stringContaining("missing required argument 'folder'") });
    expect(tenon(['check', folder, '--colour'])).toMatchObject({ status: 2, stderr: expect.stringContaining("unknown option '--colour'") });
    expect(tenon(['chekc', folder])).toMatchObject({ status: 2, stderr: expect.stringContaining('Did you mean check?') });
    expect(tenon(['check', join(folder, 'nowhere')])).toMatchObject({ status: 1, stderr: `error: There is no folder ${join(folder, 'nowhere')}.\n` });
  });
});
