/** The house, held against its rules. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as rules from './rules.ts';
import { readSources } from './source.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const sources = readSources(root);

/** Every file that a package's `exports` names, and the programs. */
const doors = new Set([
  ...readdirSync(`${root}packages`).flatMap((room) => {
    const { exports = {} } = JSON.parse(readFileSync(`${root}packages/${room}/package.json`, 'utf8')) as { exports?: Record<string, string> };
    return Object.values(exports).map((path) => `packages/${room}/${path.replace(/^\.\//, '')}`);
  }),
  'packages/cli/src/main.ts', 'packages/web/src/main.tsx', 'packages/web/vite.config.ts',
]);

describe('the house', () => {
  it('reads every source', () => expect(sources.length).toBeGreaterThan(40));
  it('imports only lower steps of the stair', () => expect(rules.breachesOfStair(sources)).toEqual([]));
  it('keeps relative imports inside a package', () => expect(rules.breachesOfRelativeImports(sources)).toEqual([]));
  it('has no import cycle', () => expect(rules.cyclesOf(sources)).toEqual([]));
  it('keeps files and functions small', () => expect(rules.breachesOfSize(sources)).toEqual([]));
  it('names files by their subject and uses no banned word', () => expect(rules.breachesOfNames(sources)).toEqual([]));
  it('knows no domain', () => expect(rules.breachesOfDomain(sources)).toEqual([]));
  it('keeps libraries in their rooms', () => expect(rules.breachesOfHomes(sources)).toEqual([]));
  it('stays browser-safe where a browser runs it', () => expect(rules.breachesOfBrowserSafety(sources)).toEqual([]));
  it('has no dead file', () => expect(rules.deadFiles(sources, doors)).toEqual([]));
});
