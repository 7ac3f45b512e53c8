/** Each rule must see a planted breach, and pass the sound twin beside it. */
import { describe, expect, it } from 'vitest';
import * as rules from './rules.ts';
import { sourceOf } from './source.ts';

const lines = (n: number) => Array.from({ length: n }, (_, i) => `  const a${i} = ${i};`).join('\n');

describe('a planted breach is seen', () => {
  const cases: readonly [string, (s: readonly ReturnType<typeof sourceOf>[]) => string[], [string, string], [string, string]][] = [
    ['upward import', rules.breachesOfStair, ['packages/model/src/a.ts', "import { x } from '@tenon/store';"], ['packages/store/src/a.ts', "import { x } from '@tenon/model';"]],
    ['sideways import from web', rules.breachesOfStair, ['packages/web/src/a.ts', "import { x } from '@tenon/store';"], ['packages/web/src/a.ts', "import { x } from '@tenon/sdk';"]],
    ['relative import out of the package', rules.breachesOfRelativeImports, ['packages/model/src/a.ts', "import { x } from '../../store/src/b.ts';"], ['packages/model/src/a.ts', "import { x } from './b.ts';"]],
    ['long file', rules.breachesOfSize, ['packages/model/src/a.ts', lines(501)], ['packages/model/src/a.ts', lines(499)]],
    ['long function', rules.breachesOfSize, ['packages/model/src/a.ts', `function f() {\n${lines(70)}\n}`], ['packages/model/src/a.ts', `function f() {\n${lines(68)}\n}`]],
    ['file without a subject', rules.breachesOfNames, ['packages/model/src/utils.ts', ''], ['packages/model/src/parse.ts', '']],
    ['text as code', rules.breachesOfNames, ['packages/model/src/a.ts', 'const f = new Function("1");'], ['packages/model/src/a.ts', 'const f = () => 1;']],
    ['domain word', rules.breachesOfDomain, ['packages/model/src/a.ts', 'const dealer = 1;'], ['packages/model/src/a.ts', 'const party = 1;']],
    ['pg outside store', rules.breachesOfHomes, ['packages/server/src/a.ts', "import pg from 'pg';"], ['packages/store/src/a.ts', "import pg from 'pg';"]],
    ['fastify outside server', rules.breachesOfHomes, ['packages/store/src/a.ts', "import f from 'fastify';"], ['packages/server/src/a.ts', "import f from 'fastify';"]],
    ['react outside web', rules.breachesOfHomes, ['packages/model/src/a.ts', "import r from 'react';"], ['packages/web/src/a.tsx', "import r from 'react';"]],
    ['isolated-vm outside sandbox', rules.breachesOfHomes, ['packages/store/src/a.ts', "import i from 'isolated-vm';"], ['packages/sandbox/src/a.ts', "import i from 'isolated-vm';"]],
    ['node in a browser room', rules.breachesOfBrowserSafety, ['packages/model/src/a.ts', "import f from 'node:fs';"], ['packages/model/src/node/a.ts', "import f from 'node:fs';"]],
  ];
  it.each(cases)('%s', (_name, rule, [badPath, badText], [goodPath, goodText]) => {
    expect(rule([sourceOf(badPath, badText)])).toHaveLength(1);
    expect(rule([sourceOf(goodPath, goodText)])).toEqual([]);
  });

  it('import cycle, but not by types', () => {
    const a = sourceOf('packages/model/src/a.ts', "import { b } from './b.ts'; export const a = b;");
    expect(rules.cyclesOf([a, sourceOf('packages/model/src/b.ts', "import { a } from './a.ts'; export const b = a;")])).toHaveLength(1);
    expect(rules.cyclesOf([a, sourceOf('packages/model/src/b.ts', "import { type A } from './a.ts'; export const b = 1;")])).toEqual([]);
  });

  it('dead file', () => {
    const dead = sourceOf('packages/model/src/a.ts', 'export const a = 1;');
    expect(rules.deadFiles([dead], new Set())).toHaveLength(1);
    expect(rules.deadFiles([dead], new Set([dead.path]))).toEqual([]);
  });
});
