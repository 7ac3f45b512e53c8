/** `tenon check` prints what is wrong as a compiler does: planted mistakes against a golden text. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const tenon = (...args: string[]) => spawnSync(process.execPath, [here('../src/main.ts'), ...args], { encoding: 'utf8', env: { ...process.env, LANG: 'C', LC_ALL: 'C' } });

describe('tenon check', () => {
  it('finds every planted mistake, with its place, and ends in 1', () => {
    const { stdout, stderr, status } = tenon('check', here('./mistakes'));
    const golden = here('./mistakes.golden.txt');
    if (process.env['UPDATE_GOLDEN'] || !existsSync(golden)) writeFileSync(golden, stdout);
    expect(stdout).toBe(readFileSync(golden, 'utf8'));
    expect(stderr).toMatch(/\d+ errors, \d+ warnings in \d+ ms/);
    expect(status).toBe(1);
    for (const slip of ['requierd', 'subjct', 'amout', 'nothing', 'broken.json']) expect(stdout).toContain(slip);
  });
  it('is content with a sound package', () => {
    const { stdout, status } = tenon('check', here('../../server/test/package'));
    expect([stdout, status]).toEqual(['', 0]);
  });
  it('ends in 2 when it is called wrongly', () => expect(tenon('check').status).toBe(2));
  it('writes types', () => {
    const { stdout } = tenon('types', here('../../server/test/package'));
    expect(stdout).toContain('export interface Note {');
    expect(stdout).toContain('status: "open" | "closed" | null;');
  });
});
