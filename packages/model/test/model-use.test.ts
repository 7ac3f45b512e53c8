/**
 * No dead metadata: every property of the Model is read by something that runs.
 *
 * The compiler of TypeScript is asked: in a copy of the sources each property has another name, and whoever reads it
 * no longer compiles. Making the Model, translating it and narrowing it do not count as reading.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
mkdirSync(join(root, '.tenon'), { recursive: true });
const copy = mkdtempSync(join(root, '.tenon', 'model-use-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Properties without a reader of their own, and why they stay. */
const reasons: Readonly<Record<string, string>> = {
  'DashboardModel.roles': 'narrowing leaves out what is for other roles',
  'LayerModel.kind': 'clients of the API tell by it whose a layer is',
  'ObjectGrant.delete': 'read as grant[verb]',
};

interface Property { readonly owner: string; readonly name: string; readonly line: number; readonly leaf: boolean }

const modelFile = 'packages/model/src/model.ts';
const lines = readFileSync(join(root, modelFile), 'utf8').split('\n');

/** The properties that model.ts declares; one that holds others of the Model is no leaf. */
function propertiesOf(): readonly Property[] {
  const found: Property[] = [];
  let owner = '';
  for (const [line, text] of lines.entries()) {
    owner = /^export interface (\w+)/.exec(text)?.[1] ?? owner;
    const [, name, type = ''] = /^\s+readonly (\w+)\??: (.*)$/.exec(text) ?? [];
    if (name !== undefined) found.push({ owner, name, line, leaf: !/Model\b|ObjectGrant|\{|CheckedExpr/.test(type) });
  }
  return found;
}

/** The sources with their packages, where `@tenon/…` leads to the copy. */
function copySources(): void {
  for (const file of ['tsconfig.base.json']) cpSync(join(root, file), join(copy, file));
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ extends: './tsconfig.base.json', include: ['packages/*/src'], exclude: ['packages/web', '**/*.test.ts', '**/testing'] }));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const room of readdirSync(join(root, 'packages'))) {
    const [from, to] = [join(root, 'packages', room), join(copy, 'packages', room)];
    for (const part of ['src', 'schemas', 'package.json', 'tsconfig.json']) if (existsSync(join(from, part))) cpSync(join(from, part), join(to, part), { recursive: true });
    linkModules(join(from, 'node_modules'), join(to, 'node_modules'));
  }
}

function linkModules(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of existsSync(from) ? readdirSync(from).filter((each) => !each.startsWith('.')) : []) {
    if (name !== '@tenon') symlinkSync(realpathSync(join(from, name)), join(to, name));
    else {
      mkdirSync(join(to, name));
      for (const room of readdirSync(join(from, name))) symlinkSync(join(copy, 'packages', room), join(to, name, room));
    }
  }
}

const noReaders = /packages\/model\/src\/(compile|link|narrow|localize|labels|system)|\.test\.tsx?|\/test\//;

/** What names a property that is gone, in both kinds of sources: `Property 'x' … on type 'Y'`, or `"x" … keyof Y`; as [property, type]. */
function complaints(): readonly (readonly [string, string])[] {
  return ['tsconfig.json', 'packages/web/tsconfig.json'].flatMap((config) => {
    const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['--noEmit', '--pretty', 'false', '-p', config], { cwd: copy, encoding: 'utf8', maxBuffer: 1e8, shell: process.platform === 'win32' });
    return stdout.split('\n').flatMap((line) => {
      const [, file = '', said = ''] = /^(\S+)\(\d+,\d+\): error TS\d+: (.*)$/.exec(line) ?? [];
      if (noReaders.test(file)) return [];
      const [, name, type = ''] = /Property '(\w+)' does not exist on type '(.*?)'/.exec(said) ?? [];
      const [, keys = '', of = ''] = /^Type '(.*)' does not satisfy the constraint 'keyof (\w+)'/.exec(said) ?? [];
      return [...(name === undefined ? [] : [[name, type] as const]), ...[...keys.matchAll(/"(\w+)"/g)].map(([, key]) => [key!, of] as const)];
    });
  });
}

describe('the Model', () => {
  const properties = propertiesOf();
  const owners = [...new Set(properties.map(({ owner }) => owner))];

  it('compiles in the copy as it is', () => {
    copySources();
    expect(complaints()).toEqual([]);
  });

  it('has no property that nothing reads', () => {
    const leaves = properties.filter(({ leaf }) => leaf);
    const renamed = lines.map((text, line) => (leaves.some((each) => each.line === line) ? text.replace(/readonly (\w+)/, 'readonly other_$1') : text));
    writeFileSync(join(copy, modelFile), renamed.join('\n'));
    const said = complaints();
    const isRead = ({ owner, name }: Property): boolean => said.some(([missing, type]) => missing === name
      && (new RegExp(`\\b${owner}\\b`).test(type) || !owners.some((other) => new RegExp(`\\b${other}\\b`).test(type))));
    const unread = leaves.filter((each) => !isRead(each)).map(({ owner, name }) => `${owner}.${name}`);
    expect(unread.filter((each) => !(each in reasons))).toEqual([]);
    expect(Object.keys(reasons).filter((each) => !unread.includes(each))).toEqual([]);
    expect(leaves.length).toBeGreaterThan(80);
  });
});
