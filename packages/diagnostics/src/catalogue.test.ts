/** The catalogue, its page and the sources agree. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogue, codes, diagnostic, errorsPage, formatMessage, hintOf, nearest, renderDiagnostic, sortDiagnostics } from './index.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('the catalogue', () => {
  it('says everything in both languages, with the same parameters', () => {
    const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))].sort();
    for (const code of codes) {
      const { message, hint } = catalogue[code];
      expect([code, names(message['zh-CN'])]).toEqual([code, names(message.en)]);
      if (hint) expect([code, names(hint['zh-CN'])]).toEqual([code, names(hint.en)]);
    }
  });

  it('gives every request code a status below 500, but for our own faults', () => {
    for (const code of codes) if (catalogue[code].for === 'request' && !code.startsWith('SRV')) expect([code, catalogue[code].status]).not.toEqual([code, undefined]);
  });

  it('is what docs/errors.md says', () => {
    const file = `${root}docs/errors.md`;
    if (process.env['UPDATE_GOLDEN']) writeFileSync(file, errorsPage());
    expect(readFileSync(file, 'utf8')).toBe(errorsPage());
  });

  it('has no code that no source raises, and every code in a source is in it', () => {
    const used = new Set(sourceTexts(`${root}packages`).flatMap((text) => [...text.matchAll(/'((?:EXP|MET|STO|OPR|ACC|VAL|PLN|AUT|TEN|REQ|SRV|TRN)\d{3})'/g)].map((m) => m[1]!)));
    expect([...used].filter((code) => !(code in catalogue))).toEqual([]);
    expect(codes.filter((code) => !used.has(code) && !('retired' in catalogue[code]))).toEqual([]);
  });
});

describe('a diagnostic', () => {
  const at = { place: { file: 'objects/a.json', line: 3, column: 5 } };
  it('prints as a compiler prints', () => {
    expect(renderDiagnostic(diagnostic('EXP101', { found: '“)”', expected: 'a value' }, at)))
      .toBe('objects/a.json:3:5: error EXP101: Unexpected “)” in the expression.\n  hint: Expected a value.');
  });
  it('leaves out a hint whose parameters are missing', () => expect(hintOf(diagnostic('EXP101', { found: 'x' }))).toBeUndefined());
  it('sorts by file, line and column', () => {
    const there = diagnostic('MET101', { problem: 'x' }, { place: { file: 'objects/a.json', line: 1, column: 9 } });
    expect(sortDiagnostics([diagnostic('MET101', { problem: 'x' }, at), there])[0]).toBe(there);
  });
});

describe('words', () => {
  it('fills parameters and leaves unknown ones', () => expect(formatMessage('{a} {b}', { a: 1 })).toBe('1 {b}'));
  it('suggests a near name and nothing far', () => {
    expect(nearest('staus', ['status', 'total'])).toBe('status');
    expect(nearest('nmae', ['code', 'name'])).toBe('name');
    expect(nearest('colour', ['status', 'total'])).toBeUndefined();
    expect(nearest('x', ['a', 'b'])).toBeUndefined();
  });
});

function sourceTexts(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (/^(node_modules|dist|catalogue|cases)$/.test(entry.name) || /\.test\.tsx?$/.test(entry.name)) return [];
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? sourceTexts(path) : /\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}
