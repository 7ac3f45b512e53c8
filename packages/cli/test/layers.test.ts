/** Packages, variants and a tenant's own layer on the command line, from the first check to the purge: real processes, a real database. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openStore, type Store } from '@tenon/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { channelSales, startTenon, tenon, type Ended } from './tenon.ts';

let database: FreshDatabase;
let store: Store;
let work: string;
const run = (...args: string[]): Ended => tenon(args, { DATABASE_URL: database.url });
const at = (path: string): string => join(work, path);
const write = (path: string, value: unknown): void => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), `${JSON.stringify(value, null, 2)}\n`);
};
const change = (path: string, edit: (document: any) => void): void => {
  const document = JSON.parse(readFileSync(at(path), 'utf8'));
  edit(document);
  write(path, document);
};
/** Every file of a folder, text by path. */
const filesOf = (folder: string): Record<string, string> => Object.fromEntries(readdirSync(at(folder), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort().map((file) => [file.slice(at(folder).length + 1), readFileSync(file, 'utf8')]));
const about = (name: string, namespace: string, bases: Record<string, string>, version = '1.0.0') =>
  ({ name, version, private: true, tenon: { engine: '>=0.1', namespace, label: name, extends: bases } });

function writeBase(folder: string, version: string): void {
  cpSync(channelSales, at(folder), { recursive: true });
  change(`${folder}/package.json`, (document) => { document.version = version; });
}

function writeVariant(): void {
  write('salons/package.json', about('@test/salons', 'salon', { '@tenon/channel-sales': '^1.0.0' }));
  write('salons/overlays/object.dealer.json', {
    extends: 'object/dealer', add: { 'fields/salon_chairs': { type: 'integer', label: 'Chairs', min: 0 } },
    set: { 'fields/name/label': 'Salon name' }, why: { 'fields/name/label': 'Salons have a name over the door.' },
  });
  write('salons/objects/salon_visit.json', { label: 'Visit', plural: 'Visits', title: 'subject', fields: { subject: { type: 'text', label: 'Subject', required: true }, chairs: { type: 'integer', label: 'Chairs' } } });
  write('salons/data/50-salon_visit.json', { object: 'salon_visit', key: ['chairs'], mode: 'insert', rows: [{ subject: 'First', chairs: 1 }, { subject: 'Second', chairs: 2 }] });
}

function writeLayer(): void {
  write('layer/package.json', about('@tenant/one', 'x', { '@tenon/channel-sales': '>=1.0.0' }));
  write('layer/overlays/object.dealer.json', {
    extends: 'object/dealer', add: { 'fields/x_motto': { type: 'text', label: 'Motto' } },
    set: { 'fields/tags/label': 'Our tags', 'fields/name/label': 'Our salon' }, why: { 'fields/name/label': 'We say it so.' },
  });
}

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  work = mkdtempSync(join(tmpdir(), 'tenon-layers-'));
  writeBase('one/channel-sales', '1.0.0');
  writeBase('two/channel-sales', '1.1.0');
  change('two/channel-sales/objects/dealer.json', ({ fields }) => {
    fields.tags.label = 'Keywords';
    fields.website = { type: 'url', label: 'Website' };
  });
  writeVariant();
  writeLayer();
});
afterAll(async () => {
  await store.close();
  await database.drop();
  rmSync(work, { recursive: true, force: true });
});

const visits = async (): Promise<readonly string[]> => (await store.database.owner.query('SELECT subject FROM t_alpha.salon_visit ORDER BY chairs')).rows.map(({ subject }) => subject as string);

describe('a folder with layers below it', () => {
  it('is checked with them, whose places are seen from the folder', () => {
    expect(run('check', at('salons'))).toMatchObject({ status: 1, stdout: expect.stringMatching(/^package\.json:10:31: error MET006: There is no package “@tenon\/channel-sales” in \.\.\/\./) });
    const { status, stdout, stderr } = run('check', at('salons'), '--base', at('one'));
    expect([stdout, status]).toEqual(['', 0]);
    expect(stderr).toMatch(/^@tenon\/channel-sales 1\.0\.0 ← @test\/salons 1\.0\.0\n\d+ objects, 0 errors, 0 warnings in \d+ ms\n$/);
    cpSync(at('one/channel-sales'), at('broken/channel-sales'), { recursive: true });
    change('broken/channel-sales/objects/dealer.json', (document) => { document.title = 'nmae'; });
    expect(run('check', at('salons'), '--base', at('broken'))).toMatchObject({ status: 1, stdout: expect.stringMatching(/^\.\.\/broken\/channel-sales\/objects\/dealer\.json:\d+:\d+: error MET402: [^]*Did you mean “name”/) });
  });
  it('is locked: what it saw is written down, once', () => {
    expect(run('lock', at('salons'), '--base', at('one'))).toEqual({ status: 0, stdout: `+ ${at('salons/tenon.lock.json')}\n`, stderr: '' });
    const lock = JSON.parse(readFileSync(at('salons/tenon.lock.json'), 'utf8'));
    expect(lock.extends).toEqual({ '@tenon/channel-sales': '1.0.0' });
    expect(lock.seen['object/dealer#fields/name/label']).toMatchObject({ by: '@tenon/channel-sales@1.0.0', value: 'Trading name' });
    expect(run('lock', at('salons'), '--base', at('one'))).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(run('lock', at('one/channel-sales'))).toMatchObject({ status: 1, stderr: expect.stringContaining('extends nothing') });
  });
  it('tells who said what', () => {
    expect(run('blame', 'object/dealer#fields/name/label', '--in', at('salons'), '--base', at('one'))).toEqual({ status: 0, stderr: '', stdout: [
      'object/dealer#fields/name/label = “Salon name”',
      '  @tenon/channel-sales 1.0.0  add  “Trading name”  The Tenon authors',
      '  @test/salons 1.0.0          set  “Salon name”  because Salons have a name over the door.', '',
    ].join('\n') });
    expect(run('blame', 'object/dealer#fields/nothing', '--in', at('salons'), '--base', at('one'))).toMatchObject({ status: 1, stderr: expect.stringContaining('has the address') });
    expect(run('blame', 'object/dealer')).toMatchObject({ status: 2, stderr: expect.stringContaining("'--tenant <slug>' and '--in <folder>'") });
  });
});

// Tens of commands, each a process: more than the usual minute where the machine has other work.
describe('a tenant', { timeout: 180_000 }, () => {
  it('gets a package, then a variant', () => {
    for (const slug of ['alpha', 'beta', 'gamma']) expect(run('tenant', 'create', slug, '--package', at('one/channel-sales'))).toMatchObject({ status: 0 });
    for (const slug of ['alpha', 'beta']) {
      const { status, stdout, stderr } = run('install', at('salons'), '--tenant', slug, '--reason', 'the salons');
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(new RegExp(`^${slug}, version 1: @test/salons 1\\.0\\.0 \\(new\\)\n[^]*new column dealer\\.salon_chairs[^]*${slug} is at version 2\n$`));
    }
  });
  it('is not given a layer of its own that has mistakes, or a folder that is none', () => {
    cpSync(at('layer'), at('mistaken'), { recursive: true });
    change('mistaken/overlays/object.dealer.json', (document) => { document.set['fields/nmae/label'] = 'x'; });
    expect(run('import', at('mistaken'), '--tenant', 'alpha')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^overlays\/object\.dealer\.json:\d+:\d+: error MET3\d\d: [^]*nothing was changed/) });
    expect(run('import', at('salons'), '--tenant', 'alpha')).toMatchObject({ status: 1, stderr: expect.stringContaining('is not the layer of a tenant') });
    expect(run('export', '--tenant', 'alpha', '--out', at('none'))).toMatchObject({ status: 1, stderr: expect.stringContaining('has no layer of its own') });
  });
  it('has its own layer imported, and exported byte by byte', () => {
    expect(run('import', at('layer'), '--tenant', 'alpha')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/new column dealer\.x_motto[^]*alpha is at version 3\n$/) });
    expect(run('export', '--tenant', 'alpha', '--out', at('out'))).toMatchObject({ status: 0, stdout: expect.stringContaining(at('out')) });
    const exported = filesOf('out');
    expect(exported).toEqual({ ...filesOf('layer'), 'tenon.lock.json': expect.stringContaining('object/dealer#fields/name/label') });
    expect(run('import', at('out'), '--tenant', 'beta')).toMatchObject({ status: 0, stderr: '' });
    expect(run('export', '--tenant', 'beta', '--out', at('beta'))).toMatchObject({ status: 0 });
    expect(filesOf('beta')).toEqual(exported);
    expect(run('import', at('out'), '--tenant', 'beta')).toMatchObject({ status: 0, stdout: expect.stringContaining('beta stays at version 3') });
    expect(run('export', '--tenant', 'beta', '--out', at('salons'))).toMatchObject({ status: 1, stderr: expect.stringContaining('holds @test/salons') });
  });
  it('says who made a value what it is', () => {
    const { status, stdout } = run('blame', 'object/dealer#fields/name/label', '--tenant', 'alpha');
    expect(status).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'object/dealer#fields/name/label = “Our salon”',
      expect.stringMatching(/^ {2}@tenon\/channel-sales 1\.0\.0 +add +“Trading name” +The Tenon authors, by .+, \d{4}-\d\d-\d\d \d\d:\d\d/),
      expect.stringMatching(/^ {2}@test\/salons 1\.0\.0 +set +“Salon name” +by .+, because Salons have a name over the door\.$/),
      expect.stringMatching(/^ {2}@tenant\/one 3 +set +“Our salon” +by .+, because We say it so\.$/), '',
    ]);
  });
  it('shows its history, in the language of the terminal', () => {
    const { stdout } = run('history', '--tenant', 'alpha');
    expect(stdout.split('\n').map((line) => line.slice(0, 1))).toEqual(['3', '2', '1', '']);
    expect(stdout).toMatch(/^2 {2}\d{4}-\S+ \S+ {2}.+ {2}@tenon\/channel-sales 1\.0\.0, @test\/salons 1\.0\.0 {2}\d+ added.*because the salons$/m);
    expect(run('history', '--tenant', 'alpha', '--show', '3').stdout).toMatch(/\+ .*“Motto”: added[^]*add object\/dealer#fields\/x_motto/);
    expect(tenon(['history', '--tenant', 'alpha', '--show', '3'], { DATABASE_URL: database.url, LC_ALL: 'zh_CN.UTF-8' }).stdout).toContain('字段“Motto”：新增');
    expect(run('history', '--tenant', 'alpha', '--show', '9')).toMatchObject({ status: 1, stderr: expect.stringMatching(/^error STO132/) });
  });
});

describe('an upgrade of all tenants', { timeout: 180_000 }, () => {
  it('goes on after one that is blocked, and says why', () => {
    write('pinned/package.json', about('@test/pinned', 'pin', { '@tenon/channel-sales': '~1.0.0' }));
    expect(run('apply', at('pinned'), '--tenant', 'beta')).toMatchObject({ status: 0 });
    const { status, stdout, stderr } = run('upgrade', at('two/channel-sales'), '--tenant', 'gamma', '--tenant', 'beta', '--jobs', '1');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^beta: blocked: MET322: .*1\.1\.0.*, 1 left\ngamma: version 2, .*, 0 left\n$/);
    expect(stderr).toMatch(/^beta: blocked: MET322: [^\n]*\n@tenon\/channel-sales 1\.1\.0: 1 upgraded, 0 there already, 1 blocked, in /);
    expect(run('uninstall', '@test/pinned', '--tenant', 'beta')).toMatchObject({ status: 0 });
  });
  it('is killed in the middle, run again, and passes by those that are there', async () => {
    const upgrade = startTenon(['upgrade', at('two/channel-sales'), '--all', '--jobs', '1'], { DATABASE_URL: database.url });
    await upgrade.says(/alpha: version 4, .*, 1 left\n/);
    expect(await upgrade.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    const { status, stdout, stderr } = run('upgrade', at('two/channel-sales'), '--all');
    expect(status).toBe(0);
    const [, done, passed] = /(\d) upgraded, (\d) there already, 0 blocked/.exec(stderr)!.map(Number);
    expect([done! + passed!, stdout.split('\n').length - 1]).toEqual([3, done]);
    expect(passed).toBeGreaterThanOrEqual(2);
    expect(run('upgrade', at('two/channel-sales'), '--all')).toMatchObject({ status: 0, stdout: '', stderr: expect.stringContaining('0 upgraded, 3 there already, 0 blocked') });
    for (const slug of ['alpha', 'beta', 'gamma']) expect(run('history', '--tenant', slug).stdout.split('\n')[0]).toContain('@tenon/channel-sales 1.1.0');
  });
  it('refuses tenants that do not have the package, and wrong use', () => {
    expect(run('upgrade', at('salons'), '--tenant', 'gamma')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('gamma: blocked: it does not have @test/salons') });
    expect(run('upgrade', at('salons'))).toMatchObject({ status: 2, stderr: expect.stringContaining("'--all' and '--tenant <slug>'") });
    expect(run('upgrade', at('layer'), '--all')).toMatchObject({ status: 1, stderr: expect.stringContaining('is the layer of one tenant') });
  });
});

describe('a conflict', { timeout: 180_000 }, () => {
  it('is shown with what was, theirs and mine, and is decided by name', () => {
    const shown = run('plan', at('out'), '--tenant', 'alpha').stdout;
    expect(shown).toMatch(/! conflict object\/dealer#fields\/tags\/label \(@tenant\/one, set\)\n.*was “Tags” · theirs “Keywords” · mine “Our tags”\n.*--keep-mine or --take-theirs 'object\/dealer#fields\/tags\/label'/);
    expect(run('apply', at('out'), '--tenant', 'alpha', '--take-theirs', 'object/dealer#fields/tags/label')).toMatchObject({ status: 0 });
    expect(run('blame', 'object/dealer#fields/tags/label', '--tenant', 'alpha').stdout).toMatch(/^object\/dealer#fields\/tags\/label = “Keywords”\n {2}@tenon\/channel-sales 1\.1\.0 [^\n]*\n$/);
    expect(run('apply', at('out'), '--tenant', 'beta', '--keep-mine', 'object/dealer#fields/tags/label')).toMatchObject({ status: 0 });
    expect(run('blame', 'object/dealer#fields/tags/label', '--tenant', 'beta').stdout).toContain('= “Our tags”');
    run('export', '--tenant', 'beta', '--out', at('beta'));
    expect(run('plan', at('beta'), '--tenant', 'beta').stdout).not.toContain('conflict');
  });
});

describe('a variant that is taken away', { timeout: 180_000 }, () => {
  it('asks first, keeps its data aside, and brings it back', async () => {
    await store.database.owner.query(`UPDATE t_alpha.salon_visit SET subject = 'Kept' WHERE chairs = 1`);
    expect(await visits()).toEqual(['Kept', 'Second']);
    const { status, stdout, stderr } = run('uninstall', '@test/salons', '--tenant', 'alpha');
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^error STO102: /m)]);
    expect(stdout).toMatch(/@test\/salons 1\.0\.0 \(goes away\)[^]*! table salon_visit [^\n]*\(kept until purged, rows: 2\)[^]*--consent is needed/);
    const before = await store.models.activeModel('alpha');
    expect(run('uninstall', '@test/salons', '--tenant', 'alpha', '--consent')).toMatchObject({ status: 0, stdout: expect.stringMatching(/alpha is at version \d\n$/) });
    expect(run('purge', '--tenant', 'alpha')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^~salon_visit {2}rows: 2, [^]*Nothing was deleted/) });
    expect(run('uninstall', '@test/salons', '--tenant', 'alpha')).toMatchObject({ status: 1, stderr: expect.stringMatching(/^error STO138: /) });
    expect(run('install', at('salons'), '--tenant', 'alpha')).toMatchObject({ status: 0 });
    expect(await visits()).toEqual(['Kept', 'Second']);
    store.models.forget('alpha');
    expect((await store.models.activeModel('alpha')).model.hash).toBe(before.model.hash);
    expect(run('purge', '--tenant', 'alpha').stdout).toBe('nothing is set aside\n');
  });
  it('is purged for good', async () => {
    run('uninstall', '@test/salons', '--tenant', 'beta', '--consent');
    expect(run('purge', '--tenant', 'beta', '--consent')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^~salon_visit [^]*deleted for good\n$/) });
    expect(run('purge', '--tenant', 'beta').stdout).toBe('nothing is set aside\n');
    expect(run('install', at('salons'), '--tenant', 'beta')).toMatchObject({ status: 0 });
    expect((await store.database.owner.query('SELECT count(*)::int AS n FROM t_beta.salon_visit')).rows).toEqual([{ n: 2 }]);
  });
});
