/** Records taken out as tables, and the same tables brought in again. */
import { limits } from '@tenon/diagnostics';
import type { ExportRequest, FileRef, ImportResult, Job } from '@tenon/sdk';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CellError, LocalTime, type Cell } from '../src/transfer/sheet/table.ts';
import { openTable } from '../src/transfer/sheet/open-table.ts';
import { bytesOf, ended, openPlace, textOf, upload, type Place } from './transfer-place.ts';

let place: Place;
const columns = (...paths: string[]) => paths.map((path) => ({ path, label: path }));

beforeAll(async () => {
  place = await openPlace();
  const ann = place.as('ann');
  const ids: string[] = [];
  for (const [code, name] of [['t', 'Tools'], ['b', 'Bolts'], ['secret', 'Hidden']]) ids.push((await ann.create('kind', { code, name })).id);
  await ann.create('article', {
    code: 'x1', name: '=HYPERLINK("http://evil")', kind: ids[0], price: '-0.00', weight: '1.2500', stock: 7, active: true, since: '2026-03-01', seen: '2026-03-01T00:30:00.123Z', opens: '08:05', colour: 'green',
    marks: ['hot', 'new'], valid: { from: '2026-01-01', to: null }, also: [ids[0], ids[1]], place: { region: '330100', detail: '1 West Lake', postcode: '310000' }, note: 'two\nlines, "quoted"; more', cost: '12.30',
  });
  await ann.create('article', { code: 'x2', name: "'quoted", colour: 'red', active: false, note: '+1', cost: '123456789012345678.90' });
  await ann.create('article', { code: 'x3', name: '-5 degrees', kind: ids[2], colour: 'green', note: "'007" });
  await ann.create('article', { code: '0042', name: '@home' });
});
afterAll(() => place.close());

async function take(who: string, request: Partial<ExportRequest> = {}, locale: 'en' | 'zh-CN' = 'en', object = 'article'): Promise<Job> {
  const client = place.as(who, locale);
  return ended(client, await client.export(object, { format: 'csv', sort: 'code', columns: columns('code', 'name'), ...request }));
}

const refusal = async (work: Promise<unknown>) => work.then(() => undefined, (error: { code: string; status: number }) => `${error.code} ${error.status}`);

async function cellsOf(file: FileRef, who = 'ann'): Promise<Cell[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'tenon-test-'));
  await writeFile(join(folder, 'x'), await bytesOf(place, who, file));
  const table = await openTable(join(folder, 'x'));
  const rows: Cell[][] = [];
  for await (const row of table.rows(table.sheets[0]!)) rows.push([...row.cells]);
  await table.close();
  await rm(folder, { recursive: true });
  return rows;
}

describe('an export', () => {
  it('is text that no spreadsheet runs, with labels and titles', async () => {
    const job = await take('ann', { columns: columns('code', 'name', 'kind', 'kind.code', 'price', 'weight', 'active', 'since', 'seen', 'colour', 'marks', 'valid', 'also', 'place', 'note', 'taxed') });
    expect(job).toMatchObject({ state: 'done', done: 4, total: 4, file: { type: 'text/csv', name: expect.stringMatching(/^Articles-\d{4}-\d\d-\d\d\.csv$/) as string } });
    expect(await textOf(place, 'ann', job.file!)).toBe([
      '\uFEFFcode,name,kind,kind.code,price,weight,active,since,seen,colour,marks,valid,also,place,note,taxed',
      "0042,'@home,,,,,yes,,,,,,,,,",
      'x1,"\'=HYPERLINK(""http://evil"")",Tools,t,0.00,1.2500,yes,2026-03-01,2026-03-01 08:30:00.123,Green,"Hot, very; New",2026-01-01 ~ ,Tools; Bolts,330100 1 West Lake 310000,"two\nlines, ""quoted""; more",0.00',
      "x2,'quoted,,,,,no,,,Red,,,,,+1,",
      "x3,'-5 degrees,Hidden,secret,,,yes,,,Green,,,,,''007,",
      '',
    ].join('\r\n').trimEnd());
  });

  it('speaks the language of whoever asks', async () => {
    const job = await take('ann', { columns: [{ path: 'code', label: '编码' }, { path: 'active', label: '在售' }, { path: 'colour', label: '颜色' }] }, 'zh-CN');
    expect(job.file!.name).toMatch(/^商品-/);
    expect(await textOf(place, 'ann', job.file!)).toBe('\uFEFF编码,在售,颜色\r\n0042,是,\r\nx1,是,绿\r\nx2,否,红\r\nx3,是,绿');
  });

  it('is a workbook with typed cells', async () => {
    const job = await take('ann', { format: 'xlsx', columns: columns('code', 'name', 'cost', 'stock', 'since', 'seen') });
    expect(await cellsOf(job.file!)).toEqual([
      ['code', 'name', 'cost', 'stock', 'since', 'seen'],
      ['0042', '@home', null, 0],
      ['x1', '=HYPERLINK("http://evil")', 12.3, 7, new LocalTime('2026-03-01T00:00:00.000'), new LocalTime('2026-03-01T08:30:00.123')],
      ['x2', "'quoted", '123456789012345678.90', 0],
      ['x3', '-5 degrees', null, 0],
    ]);
  });

  it('follows filter, search and order', async () => {
    const job = await take('ann', { filter: "colour == 'green'", sort: '-code', search: 'x', columns: columns('code') });
    expect(await textOf(place, 'ann', job.file!)).toBe('\uFEFFcode\r\nx3\r\nx1');
  });

  it('holds what the caller may read, and nothing else', async () => {
    const job = await take('ben', { columns: columns('code', 'kind', 'price') });
    expect(await textOf(place, 'ben', job.file!)).toBe('\uFEFFcode,kind,price\r\nx1,Tools,0.00\r\nx3,,');
    expect(await refusal(take('ben', { columns: columns('cost') }))).toBe('OPR102 400');
    expect(await refusal(take('ben', { filter: 'cost > 1' }))).toBe('OPR103 400');
    expect(await refusal(take('ben', { columns: columns('nothing') }))).toBe('OPR102 400');
  });

  it('needs the grant, and is its owner’s alone', async () => {
    expect(await refusal(take('gus'))).toBe('ACC102 403');
    expect(await refusal(take('ben', {}, 'en', 'ticket'))).toBe('ACC102 403');
    expect(await refusal(take('gus', {}, 'en', 'ticket'))).toBe('OPR101 404');
    const job = await take('ann');
    await expect(bytesOf(place, 'ben', job.file!)).rejects.toMatchObject({ code: 'ACC105' });
    expect(await refusal(place.as('ann').export('article', { format: 'pdf' as 'csv', columns: columns('code') }))).toBe('REQ113 400');
    expect(await refusal(place.as('ann').export('article', { format: 'csv', columns: [] }))).toBe('REQ113 400');
    expect(await refusal(place.as('ann').export('article', { format: 'csv', columns: Array.from({ length: limits.sheetColumnsMax + 1 }, () => ({ path: 'code', label: 'x' })) }))).toBe('REQ113 400');
  });

  it('refuses a text that no cell of a workbook holds', async () => {
    await place.as('ann').create('article', { code: 'long', name: 'long', note: 'x'.repeat(40_000) });
    const job = await take('ann', { format: 'xlsx', filter: "code == 'long'", columns: columns('code', 'note') });
    expect(job).toMatchObject({ state: 'failed', problem: 'The cell is longer than 32767 characters.' });
    expect((await take('ann', { filter: "code == 'long'", columns: columns('note') })).state).toBe('done');
    const { data } = await place.as('ann').list('article', { filter: "code == 'long'" });
    await place.as('ann').remove('article', data[0]!.id);
  });
});

describe('what was taken out and is brought in again', () => {
  const everything = ['code', 'name', 'kind.code', 'price', 'weight', 'stock', 'active', 'since', 'seen', 'opens', 'colour', 'marks', 'valid', 'also.code', 'place.region', 'place.detail', 'place.postcode', 'note', 'cost'];
  const state = async () => JSON.stringify((await place.as('ann').list('article', { sort: 'code' })).data);

  for (const format of ['csv', 'xlsx'] as const) {
    for (const locale of ['en', 'zh-CN'] as const) {
      it(`changes nothing: ${format}, ${locale}`, async () => {
        const before = await state();
        const job = await take('ann', { format, columns: columns(...everything) }, locale);
        const file = await upload(place, 'ann', job.file!.name, await bytesOf(place, 'ann', job.file!));
        const client = place.as('ann', locale);
        const preview = await client.previewImport('article', { file });
        expect(preview.columns.map(({ suggested }) => suggested)).toEqual(everything);
        for (const mode of ['update', 'upsert'] as const) {
          const end = await ended(client, await client.import('article', { file, mapping: everything, mode, key: ['code'], dryRun: false }));
          expect(end.problem).toBeNull();
          expect(end.result as ImportResult).toMatchObject({ created: 0, updated: 0, unchanged: 4, refused: 0, errors: [] });
        }
        expect(await state()).toBe(before);
      });
    }
  }

  it('comes out the same, byte for byte', async () => {
    const first = await textOf(place, 'ann', (await take('ann', { columns: columns(...everything) })).file!);
    const file = await upload(place, 'ann', 'again.csv', first);
    await ended(place.as('ann'), await place.as('ann').import('article', { file, mapping: everything, mode: 'upsert', key: ['code'], dryRun: false }));
    expect(await textOf(place, 'ann', (await take('ann', { columns: columns(...everything) })).file!)).toBe(first);
  });

  it('tells errors of a spreadsheet from values', () => expect(new CellError('#REF!').text).toBe('#REF!'));
});
