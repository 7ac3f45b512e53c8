/** docs/expressions.md is what the register of functions says today. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { functions } from '../src/index.ts';
import { expressionsPage } from '../scripts/expressions-page.ts';

const docs = fileURLToPath(new URL('../../../docs/', import.meta.url));

describe('docs/expressions.md', () => {
  it('is fresh', () => {
    const page = expressionsPage();
    if (process.env['UPDATE_GOLDEN']) writeFileSync(`${docs}expressions.md`, page);
    expect(existsSync(`${docs}expressions.md`) ? readFileSync(`${docs}expressions.md`, 'utf8') : '').toBe(page);
  });
  it('names every function, once', () => {
    const named = [...expressionsPage().matchAll(/^\| `([a-z]+)\(/gm)].map((match) => match[1]!);
    for (const name of functions.keys()) expect(named.filter((each) => each === name).length, name).toBeGreaterThan(0);
  });
  it('is found from the language', () => expect(readFileSync(`${docs}language.md`, 'utf8')).toContain('(expressions.md)'));
});
