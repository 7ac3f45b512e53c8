/** The stack of a folder, found on a real disk. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { renderDiagnostic } from '@tenon/diagnostics';
import { readPackage, readStack, type KeptFiles } from '@tenon/model/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let work: string;
beforeEach(() => { work = realpathSync(mkdtempSync(join(tmpdir(), 'tenon-stack-'))); });
afterEach(() => rmSync(work, { recursive: true, force: true }));

/** Writes a package; returns its folder. */
function pack(folder: string, name: string, version: string, bases: Readonly<Record<string, string>> = {}): string {
  const path = join(work, folder);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version, tenon: { engine: '>=0.1', extends: bases } }, null, 2));
  return path;
}

const stackOf = async (folder: string, bases: readonly string[] = []): Promise<unknown> => {
  const { value, diagnostics } = await readStack(folder, { bases });
  return value ? value.map((layer) => `${basename(layer.folder)} ${layer.at || '.'}`) : diagnostics.map((one) => renderDiagnostic(one));
};

describe('the stack of a folder', () => {
  it('is the folder alone where nothing is extended', async () => {
    const base = pack('base', '@a/base', '1.0.0');
    expect(await stackOf(base)).toEqual(['base .']);
    expect((await readStack(base)).value![0]!.files).toEqual(await readPackage(base));
  });
  it('has every package once, each after all that it extends, with places seen from the folder', async () => {
    pack('base', '@a/base', '1.2.0');
    pack('left', '@a/left', '1.0.0', { '@a/base': '^1.0.0' });
    pack('right', '@a/right', '2.0.0', { '@a/base': '>=1.1' });
    const top = pack('top', '@a/top', '1.0.0', { '@a/right': '2', '@a/left': '*' });
    expect(await stackOf(top)).toEqual(['base ../base/', 'right ../right/', 'left ../left/', 'top .']);
  });
  it('looks beside the folder, then in metadata of the repository around it', async () => {
    pack('metadata/base', '@a/base', '1.0.0');
    const variant = pack('examples/deep/variant', '@a/variant', '1.0.0', { '@a/base': '^1.0.0' });
    expect(await stackOf(variant)).toEqual(['base ../../../metadata/base/', 'variant .']);
    pack('examples/deep/old-base', '@a/base', '1.0.0');
    pack('examples/deep/newer-base', '@a/base', '1.5.0');
    pack('examples/deep/newest-base', '@a/base', '2.0.0');
    expect(await stackOf(variant)).toEqual(['newer-base ../newer-base/', 'variant .']);
  });
  it('takes a folder that is given, or one in a folder that is given, before all others', async () => {
    pack('base', '@a/base', '1.9.0');
    const given = pack('elsewhere/base-1', '@a/base', '1.0.0');
    const variant = pack('variant', '@a/variant', '1.0.0', { '@a/base': '^1.0.0' });
    expect(await stackOf(variant, [given])).toEqual(['base-1 ../elsewhere/base-1/', 'variant .']);
    expect(await stackOf(variant, [dirname(given)])).toEqual(['base-1 ../elsewhere/base-1/', 'variant .']);
  });
  it('counts a version in the making as what it will be', async () => {
    pack('base', '@a/base', '1.2.0-beta.1');
    expect(await stackOf(pack('variant', '@a/variant', '1.0.0', { '@a/base': '^1.1.0' }))).toEqual(['base ../base/', 'variant .']);
  });
  it('gives files again that nobody touched, of every layer', async () => {
    pack('base', '@a/base', '1.0.0');
    const variant = pack('variant', '@a/variant', '1.0.0', { '@a/base': '*' });
    const kept: KeptFiles = new Map();
    const [first, second] = [(await readStack(variant, { kept })).value!, (await readStack(variant, { kept })).value!];
    expect(second.map(({ files }) => files[0])).toEqual(first.map(({ files }) => files[0]));
    for (const [index, layer] of first.entries()) expect(second[index]!.files[0]).toBe(layer.files[0]);
  });
});

describe('a stack that cannot be', () => {
  it('says what is missing, where it looked, and what is near', async () => {
    pack('base', '@a/base', '1.0.0');
    expect(await stackOf(pack('variant', '@a/variant', '1.0.0', { '@a/bass': '*' }))).toEqual([
      'package.json:7:18: error MET006: There is no package “@a/bass” in ../.\n  at package/package#tenon/extends/@a/bass\n  hint: Did you mean “@a/base”?',
    ]);
  });
  it('says that no version fits, at the place in a lower layer', async () => {
    pack('base', '@a/base', '1.0.0');
    pack('middle', '@a/middle', '1.0.0', { '@a/base': '^2.0.0' });
    const [told] = await stackOf(pack('top', '@a/top', '1.0.0', { '@a/middle': '*' })) as string[];
    expect(told).toMatch(/^\.\.\/middle\/package\.json:7:18: error MET008: “@a\/base” is here in version 1\.0\.0; \^2\.0\.0 is asked for\./);
  });
  it('does not take a neighbour where the one given does not fit', async () => {
    pack('base', '@a/base', '2.0.0');
    const given = pack('elsewhere/base', '@a/base', '1.0.0');
    const [told] = await stackOf(pack('top', '@a/top', '1.0.0', { '@a/base': '^2.0.0' }), [given]) as string[];
    expect(told).toContain('MET008: “@a/base” is here in version 1.0.0; ^2.0.0 is asked for.');
  });
  it('shows a circle', async () => {
    pack('one', '@a/one', '1.0.0', { '@a/two': '*' });
    pack('two', '@a/two', '1.0.0', { '@a/three': '*' });
    const three = pack('three', '@a/three', '1.0.0', { '@a/one': '*' });
    const [told] = await stackOf(three) as string[];
    expect(told).toMatch(/^\.\.\/two\/package\.json:7:19: error MET007: .*@a\/three → @a\/one → @a\/two → @a\/three/);
    expect(await stackOf(pack('self', '@a/self', '1.0.0', { '@a/self': '*' }))).toEqual([expect.stringContaining('@a/self → @a/self')]);
  });
  it('refuses a range that is none', async () => {
    pack('base', '@a/base', '1.0.0');
    const [told] = await stackOf(pack('variant', '@a/variant', '1.0.0', { '@a/base': 'one' })) as string[];
    expect(told).toContain('error MET009: “one” is no range of versions.');
  });
});
