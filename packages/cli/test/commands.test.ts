/** Every command that ends by itself, as a real child process on a real database: what it says, and how it ends. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { channelSales, here, tenon, type Ended } from './tenon.ts';

let database: FreshDatabase;
let work: string;
let notes: string;
const run = (...args: string[]): Ended => tenon(args, { DATABASE_URL: database.url });
const changeNote = (change: (note: any) => void): void => {
  const file = join(notes, 'objects/note.json');
  const note = JSON.parse(readFileSync(file, 'utf8'));
  change(note);
  writeFileSync(file, JSON.stringify(note, null, 2));
};

beforeAll(async () => {
  database = await freshDatabase();
  work = mkdtempSync(join(tmpdir(), 'tenon-commands-'));
  notes = join(work, 'notes');
  cpSync(here('../../server/test/package'), notes, { recursive: true });
  mkdirSync(join(notes, 'data'));
  writeFileSync(join(notes, 'data/01-note.json'), JSON.stringify({ object: 'note', key: ['subject'], mode: 'merge', rows: [{ subject: 'First' }] }));
});
afterAll(async () => {
  await database.drop();
  rmSync(work, { recursive: true, force: true });
});

describe('tenon tenant', () => {
  it('creates, lists and drops', () => {
    expect(run('tenant', 'list')).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(run('tenant', 'create', 'acme', '--package', notes, '--name', 'Acme & Co')).toEqual({ status: 0, stdout: 'created acme\n', stderr: '' });
    expect(run('tenant', 'create', 'beta', '--package', notes)).toMatchObject({ status: 0 });
    expect(run('tenant', 'list')).toEqual({ status: 0, stdout: 'acme\tAcme & Co\nbeta\tbeta\n', stderr: '' });
    expect(run('tenant', 'drop', 'beta', '--consent')).toEqual({ status: 0, stdout: 'dropped beta\n', stderr: '' });
    expect(run('tenant', 'list').stdout).toBe('acme\tAcme & Co\n');
  });
  it('refuses a name that is taken or is none, a package with errors, and a tenant that is not there', () => {
    expect(run('tenant', 'create', 'acme', '--package', notes)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^error STO105: .*acme/) });
    expect(run('tenant', 'create', 'Ac-me', '--package', notes)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^error STO106: /) });
    expect(run('tenant', 'create', 'gamma', '--package', join(work, 'nowhere'))).toMatchObject({ status: 1, stderr: `error: There is no folder ${join(work, 'nowhere')}.\n` });
    expect(run('tenant', 'drop', 'nobody', '--consent')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^error STO104: .*nobody/) });
    expect(run('tenant', 'list').stdout).toBe('acme\tAcme & Co\n');
  });
  it('drops nothing without consent, and says how it is called', () => {
    expect(run('tenant', 'drop', 'acme')).toMatchObject({ status: 2, stderr: expect.stringContaining("required option '--consent' not specified") });
    expect(run('tenant', 'create', 'delta')).toMatchObject({ status: 2, stderr: expect.stringContaining("required option '--package <folder>' not specified") });
    expect(run('tenant', 'lst')).toMatchObject({ status: 2, stderr: expect.stringContaining('Did you mean list?') });
    expect(run('tenant', 'list').stdout).toContain('acme');
  });
  it('leaves no half tenant when its data cannot be loaded', () => {
    const broken = join(work, 'broken');
    cpSync(notes, broken, { recursive: true });
    const note = JSON.parse(readFileSync(join(broken, 'objects/note.json'), 'utf8'));
    note.fields.subject.maxLength = 3;
    writeFileSync(join(broken, 'objects/note.json'), JSON.stringify(note));
    writeFileSync(join(broken, 'data/01-note.json'), JSON.stringify({ object: 'note', key: ['subject'], mode: 'merge', rows: [{ subject: 'far too long' }] }));
    expect(run('tenant', 'create', 'half', '--package', broken)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^error STO108: .*01-note/) });
    expect(run('tenant', 'list').stdout).toBe('acme\tAcme & Co\n');
  });
});

describe('tenon plan and apply', () => {
  it('say that nothing changes', () => {
    expect(run('plan', notes, '--tenant', 'acme')).toMatchObject({ status: 0, stderr: '', stdout: 'acme, version 1: nothing changes\n' });
    expect(run('apply', notes, '--tenant', 'acme')).toMatchObject({ status: 0, stdout: 'acme, version 1: nothing changes\nacme stays at version 1\n' });
  });
  it('show a change, with its SQL when asked, and do it', () => {
    changeNote((note) => { note.fields.colour = { type: 'text', label: 'Colour', maxLength: 20, default: "'red'" }; });
    const planned = run('plan', notes, '--tenant', 'acme', '--sql');
    expect(planned).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^acme, version 1\nChanges \(2\)\n {2}\+ Object “Note”, field “Colour”: added [^]*Tables \(2\)\n {2}· new column note\.colour text {2}\(safe\)\n[^]*Access/) });
    expect(planned.stdout).toContain('ALTER TABLE "t_acme"."note" ADD COLUMN "colour" text');
    expect(run('plan', notes, '--tenant', 'acme').stdout).not.toContain('ALTER TABLE');
    expect(run('apply', notes, '--tenant', 'acme')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/new column note\.colour[^]*acme is at version 2\n$/) });
    expect(run('plan', notes, '--tenant', 'acme').stdout).not.toContain('column');
  });
  it('take data out of use only with consent', () => {
    changeNote((note) => { delete note.fields.colour; });
    expect(run('plan', notes, '--tenant', 'acme')).toMatchObject({ status: 1, stdout: expect.stringMatching(/! column note\.colour is set aside {2}\(kept until purged, rows: 1\)[^]*--consent is needed/) });
    expect(run('apply', notes, '--tenant', 'acme')).toMatchObject({ status: 1, stderr: expect.stringMatching(/^error STO102: .*note\.colour/) });
    expect(run('apply', notes, '--tenant', 'acme', '--consent')).toMatchObject({ status: 0, stdout: expect.stringContaining('acme is at version 3') });
  });
  it('touch nothing for a package with errors or a tenant that is not there', () => {
    changeNote((note) => { note.title = 'subjct'; });
    for (const command of ['plan', 'apply']) {
      expect(run(command, notes, '--tenant', 'acme')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/error MET402[^]*Did you mean “subject”\?[^]*error: .* has errors; nothing was changed\.\n$/) });
    }
    changeNote((note) => { note.title = 'subject'; });
    for (const command of ['plan', 'apply']) {
      expect(run(command, notes, '--tenant', 'nobody')).toMatchObject({ status: 1, stderr: expect.stringMatching(/^error STO104: /) });
      expect(run(command, notes)).toMatchObject({ status: 2, stderr: expect.stringContaining("required option '--tenant <slug>' not specified") });
    }
  });
  it('bring back what was set aside, and speak Chinese in a Chinese terminal', () => {
    changeNote((note) => { note.fields.colour = { type: 'text', label: 'Colour', maxLength: 20 }; });
    const { stdout, status } = tenon(['plan', notes, '--tenant', 'acme'], { DATABASE_URL: database.url, LC_ALL: 'zh_CN.UTF-8' });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^acme，版本 3\n变更（2）\n {2}\+ 对象“Note”，字段“Colour”：新增[^]*数据表（\d）/)]);
    expect(JSON.parse(run('plan', notes, '--tenant', 'acme', '--json').stdout)).toMatchObject({ tenant: 'acme', fromVersion: 3, blocked: [], changes: [{ kind: 'added' }, { kind: 'added' }] });
    changeNote((note) => { delete note.fields.colour; });
  });
  it('say when there is no database', () => {
    const { status, stdout, stderr } = tenon(['plan', notes, '--tenant', 'acme'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error: There is no PostgreSQL at 127\.0\.0\.1:9: connect ECONNREFUSED/);
  });
});

describe('tenon types', () => {
  it('writes types that TypeScript takes, and that hold the values to their fields', () => {
    const file = join(work, 'types.ts');
    expect(tenon(['types', channelSales, '--out', file])).toEqual({ status: 0, stdout: '', stderr: '' });
    writeFileSync(join(work, 'use.ts'), [
      "import type { Note } from './note.ts';", "import type { SalesOrder, SalesOrderLine } from './types.ts';",
      'export const subject = (note: Note): string => note.subject;',
      "export const open = (note: Note): boolean => note.status === 'open';",
      'export const quantities = (order: SalesOrder): string[] => order.lines.map((line: SalesOrderLine) => line.qty);',
      '// @ts-expect-error — no such choice', "export const wrong = (order: SalesOrder): boolean => order.status === 'opne';", '',
    ].join('\n'));
    const { stdout, status } = tenon(['types', notes]);
    expect(status).toBe(0);
    writeFileSync(join(work, 'note.ts'), stdout);
    const tsc = spawnSync(process.execPath, [here('../../../node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', '', '--allowImportingTsExtensions', join(work, 'use.ts')], { encoding: 'utf8', cwd: work });
    expect([tsc.stdout, tsc.status]).toEqual(['', 0]);
  });
  it('writes none for a package with errors', () => {
    const broken = join(work, 'mistaken');
    cpSync(notes, broken, { recursive: true });
    writeFileSync(join(broken, 'objects/note.json'), '{');
    expect(tenon(['types', broken])).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/MET101[^]*has errors; nothing was changed/) });
  });
});

describe('tenon', () => {
  it('tells how it is used', () => {
    const { status, stdout } = tenon(['--help']);
    expect(status).toBe(0);
    for (const command of ['start', 'dev', 'check', 'plan', 'apply', 'uninstall', 'upgrade', 'export', 'import', 'history', 'blame', 'lock', 'purge', 'tenant', 'types']) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(tenon([])).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage: tenon') });
  });
});
