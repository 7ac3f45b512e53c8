/** Tables brought in over HTTP, by real jobs into a real database. */
import { limits } from '@tenon/diagnostics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportRequest, ImportResult, Job } from '@tenon/sdk';
import { csv, ended, openPlace, textOf, upload, type Place } from './transfer-place.ts';

let place: Place;
beforeAll(async () => {
  place = await openPlace();
  const ann = place.as('ann');
  for (const [code, name] of [['t', 'Tools'], ['b', 'Bolts'], ['b2', 'Bolts'], ['secret', 'Hidden']] as const) await ann.create('kind', { code, name });
});
afterAll(() => place.close());

const resultOf = (job: Job): ImportResult => job.result as ImportResult;

async function bring(who: string, name: string, content: Uint8Array | string, request: Partial<ImportRequest> = {}, locale: 'en' | 'zh-CN' = 'en', object = 'article'): Promise<Job> {
  const client = place.as(who, locale);
  const file = await upload(place, who, name, content);
  const preview = await client.previewImport(object, { file });
  return ended(client, await client.import(object, { file, mapping: preview.columns.map(({ suggested }) => suggested), mode: 'create', dryRun: false, ...request }));
}

describe('an import', () => {
  it('shows what is in the table, and how it fits', async () => {
    const file = await upload(place, 'ann', 'a.csv', csv(['Code *,名称,Kind: Code,Whatever,Price', 'p1,Pen,t,x,"1,200.50"', 'p2,Ink,,,3']));
    expect(await place.as('ann').previewImport('article', { file })).toMatchObject({
      sheets: [], rows: 2, columns: [
        { heading: 'Code *', suggested: 'code', samples: ['p1', 'p2'] }, { heading: '名称', suggested: 'name' }, { heading: 'Kind: Code', suggested: 'kind.code', samples: ['t'] },
        { heading: 'Whatever', suggested: null }, { heading: 'Price', suggested: 'price' },
      ],
      sample: [['p1', 'Pen', 't', 'x', '1,200.50'], ['p2', 'Ink', '', '', '3']],
      keys: [['code'], ['id']],
    });
  });

  it('makes records as any other write does, and says which rows were refused and why', async () => {
    const job = await bring('ann', 'b.csv', csv([
      'Code,Name,Kind,Price,Weight,Stock,Active,Since,Last seen,Opens,Colour,Marks,Valid,Also in,Note',
      'a1,Hammer,Tools,"1,299.90",1.25,7,是,2026/3/1,2026-03-01 08:30,8:05,Red,"Hot, very",2026-01-01 ~ 2026-12-31,t; Hidden,\'=1+1',
      'a2,Saw,t,5,,,no,2026年3月2日,,,green,New; hot,,,',
      'a3,Nail,Bolts,5,,,,,,,,,,,',
      'a4,,t,-1,,,maybe,soon,,,blue,,,,',
      'a5,Gold,t,2000000,,,,,,,,,,,',
      'a1,Again,t,1,,,,,,,,,,,',
      'a6,Glue,nothing,1x3,,,,,,,,,,,',
    ]));
    expect(job).toMatchObject({ state: 'done', done: 7, total: 7, problem: null, kind: 'import', object: 'article' });
    expect(resultOf(job)).toMatchObject({ created: 2, updated: 0, unchanged: 0, refused: 5 });
    const { data } = await place.as('ann').list('article', { sort: 'code', select: 'code,name,kind.code,price,weight,stock,active,since,seen,opens,colour,marks,valid,also.code,note,taxed' });
    expect(data).toMatchObject([
      { code: 'a1', kind: { code: 't' }, price: '1299.90', weight: '1.2500', stock: 7, active: true, since: '2026-03-01', seen: '2026-03-01T00:30:00.000Z', opens: '08:05:00', colour: 'red', marks: ['hot'], valid: { from: '2026-01-01', to: '2026-12-31' }, also: [{ code: 't' }, { code: 'secret' }], note: '=1+1', taxed: '1468.89' },
      { code: 'a2', stock: 0, active: false, since: '2026-03-02', colour: 'green', marks: ['new', 'hot'] },
    ]);
    const told = resultOf(job).errors.map(({ row, column, message, value }) => [row, column, message, value]);
    expect(told).toMatchInlineSnapshot(`
      [
        [
          4,
          "Kind",
          "There are several Kind “Bolts”. Use a column that tells them apart, such as a code.",
          "Bolts",
        ],
        [
          5,
          "Active",
          "“maybe” is neither yes nor no.",
          "maybe",
        ],
        [
          5,
          "Since",
          "“soon” is not a date. Write it as 2026-11-23.",
          "soon",
        ],
        [
          5,
          "Price",
          "Must be at least 0.",
          "-1",
        ],
        [
          5,
          "Colour",
          "“blue” is not one of the options.",
          "blue",
        ],
        [
          5,
          "Name",
          "A value is required.",
          "",
        ],
        [
          6,
          "Price",
          "Too dear",
          "2000000",
        ],
        [
          7,
          "Code",
          "Another record already has this value: Code.",
          "a1",
        ],
        [
          8,
          "Price",
          "“1x3” is not a number.",
          "1x3",
        ],
        [
          8,
          "Kind",
          "There is no Kind “nothing”.",
          "nothing",
        ],
      ]
    `);
    expect(await textOf(place, 'ann', job.file!)).toMatchInlineSnapshot(`
      "﻿Code,Name,Kind,Price,Weight,Stock,Active,Since,Last seen,Opens,Colour,Marks,Valid,Also in,Note,Reason for refusal
      a3,Nail,Bolts,5,,,,,,,,,,,,"Kind: There are several Kind “Bolts”. Use a column that tells them apart, such as a code."
      a4,,t,-1,,,maybe,soon,,,blue,,,,,"Active: “maybe” is neither yes nor no.
      Since: “soon” is not a date. Write it as 2026-11-23.
      Price: Must be at least 0.
      Colour: “blue” is not one of the options.
      Name: A value is required."
      a5,Gold,t,2000000,,,,,,,,,,,,Price: Too dear
      a1,Again,t,1,,,,,,,,,,,,Code: Another record already has this value: Code.
      a6,Glue,nothing,1x3,,,,,,,,,,,,"Price: “1x3” is not a number.
      Kind: There is no Kind “nothing”.""
    `);
    const history = await place.as('ann').history('article', (data[0] as { id: string }).id);
    expect(history.data[0]).toMatchObject({ kind: 'create', reason: 'Import of b.csv', user: { name: 'ann' } });
  });

  it('speaks the language of whoever asks, and understands both', async () => {
    const job = await bring('ann', 'zh.csv', csv(['编码,名称,颜色,Active,价格', 'z1,笔,绿,否,1', 'z2,墨,Red,yes,9999999', 'z3,,紫,,']), {}, 'zh-CN');
    expect(resultOf(job)).toMatchObject({ created: 1, refused: 2 });
    expect(resultOf(job).errors.map(({ row, column, message }) => [row, column, message])).toEqual([[3, '价格', '太贵了'], [4, '颜色', '“紫”不是可选项。'], [4, '名称', '此项必填。']]);
    expect(job.file!.name).toBe('zh-未导入.csv');
    expect(await place.as('ann').list('article', { filter: "code == 'z1'", select: 'colour,active' })).toMatchObject({ data: [{ colour: 'green', active: false }] });
  });

  it('finds records again by a key, changes what differs, and leaves the rest alone', async () => {
    await bring('ann', 'u.csv', csv(['Code,Name,Price', 'u1,One,1', 'u2,Two,2', 'u3,Three,3']));
    const table = csv(['Code,Name,Price', 'u1,One,1', 'u2,Two!,', 'u4,Four,4', ',Nobody,5']);
    expect(resultOf(await bring('ann', 'u.csv', table, { mode: 'update', key: ['code'] }))).toMatchObject({ created: 0, updated: 1, unchanged: 1, refused: 2, errors: [{ row: 4, column: 'Code', message: expect.stringContaining('no record to update') as string }, { row: 5 }] });
    expect(resultOf(await bring('ann', 'u.csv', table, { mode: 'upsert', key: ['code'] }))).toMatchObject({ created: 1, updated: 0, unchanged: 2, refused: 1 });
    const { data } = await place.as('ann').list('article', { filter: "code in ('u1', 'u2', 'u4')", sort: 'code', select: 'name,price,version' });
    expect(data).toMatchObject([{ name: 'One', price: '1.00', version: 1 }, { name: 'Two!', price: null, version: 2 }, { name: 'Four', version: 1 }]);
    const ids = csv(['ID,Name', `${data[0]!.id},Uno`]);
    expect(resultOf(await bring('ann', 'u.csv', ids, { mode: 'update', key: ['id'] }))).toMatchObject({ updated: 1 });
  });

  it('may name a row further up, and says the same in a dry run, which keeps nothing', async () => {
    const table = csv(['Code,Name,Above', 'r1,Root,', ...Array.from({ length: 600 }, (_, i) => `n${i},Node ${i},r1`), 'n3,Again,', 'n9,Again,']);
    for (const dryRun of [true, false]) {
      const result = resultOf(await bring('ann', 'tree.csv', table, { dryRun }, 'en', 'kind'));
      expect(result).toMatchObject({ dryRun, created: 601, refused: 2 });
      expect(result.errors.map(({ row, column }) => [row, column])).toEqual([[603, 'Code'], [604, 'Code']]);
      expect((await place.as('ann').list('kind', { filter: "above.code == 'r1'", limit: 1, count: true })).count).toBe(dryRun ? 0 : 600);
    }
  });

  it('writes what the caller may, and finds what the caller may see', async () => {
    const file = await upload(place, 'ben', 'c.csv', csv(['Code,Name,Cost,Price,Kind', 'c1,x,1,1,Tools', 'c2,x,1,1,Hidden']));
    const preview = await place.as('ben').previewImport('article', { file });
    expect(preview.columns.map(({ suggested }) => suggested)).toEqual(['code', 'name', null, null, 'kind']);
    const end = await ended(place.as('ben'), await place.as('ben').import('article', { file, mapping: ['code', 'name', null, null, 'kind'], mode: 'create', dryRun: false }));
    expect(resultOf(end)).toMatchObject({ created: 1, refused: 1, errors: [{ row: 3, column: 'Kind', message: 'There is no Kind “Hidden”.' }] });
    const refusal = async (who: string, object: string, request: Partial<ImportRequest>) =>
      place.as(who).import(object, { file, mapping: ['code', 'name', null, null, null], mode: 'create', dryRun: true, ...request }).then((job) => ended(place.as(who), job)).then((job) => job.problem ?? 'fine', (error: { code: string }) => error.code);
    expect(await refusal('ben', 'article', { mapping: ['code', 'name', 'cost', null, null] })).toBe('TRN111');
    expect(await refusal('ben', 'article', { mapping: ['code', 'code', null, null, null] })).toBe('TRN112');
    expect(await refusal('ben', 'article', { mapping: ['code', 'kind', 'kind.code', null, null] })).toBe('TRN112');
    expect(await refusal('ben', 'article', { mode: 'update', key: ['name'] })).toBe('TRN113');
    expect(await refusal('ben', 'article', { mapping: ['code'] })).toContain('5 columns');
    expect(await refusal('gus', 'article', {})).toBe('ACC102');
    expect(await refusal('ben', 'kind', {})).toBe('ACC102');
    expect(await refusal('eve', 'article', {})).toContain('no longer there');
    expect(await refusal('ann', 'user', {})).toBe('ACC102');
  });

  it('is refused whole where the table is none, or too much', async () => {
    const look = async (content: string): Promise<string> => place.as('ann').previewImport('article', { file: await upload(place, 'ann', 'x', content) }).then(() => 'fine', (error: { code: string }) => error.code);
    expect(await look('')).toBe('TRN107');
    expect(await look('\n \n')).toBe('TRN107');
    expect(await look(`Code\n${'x\n'.repeat(limits.importRowsMax)}`)).toBe('fine');
    expect(await look(`Code\n${'x\n'.repeat(limits.importRowsMax + 1)}`)).toBe('TRN106');
  });

  it('has a template whose columns are understood', async () => {
    for (const format of ['csv', 'xlsx'] as const) {
      const response = await fetch(`${place.server.url}${place.as('ann').importTemplateUrl('article', format).replace(/^https?:\/\/[^/]+/, '')}`, { headers: { authorization: `Bearer ${place.keys['ann']!}`, 'tenon-language': 'zh-CN' } });
      expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('商品-导入模板'));
      const file = await upload(place, 'ann', 't', Buffer.from(await response.arrayBuffer()));
      const { columns, rows } = await place.as('ann').previewImport('article', { file });
      expect(rows).toBe(0);
      expect(columns.slice(0, 3)).toMatchObject([{ heading: '编码 *', suggested: 'code' }, { heading: '名称 *', suggested: 'name' }, { heading: '类别', suggested: 'kind' }]);
      expect(columns.filter(({ suggested }) => suggested === null)).toEqual([]);
    }
  });
});
