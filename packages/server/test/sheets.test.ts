/** Tables from strangers: every form that they come in, and every way in which they can be wrong. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { limits } from '@tenon/diagnostics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTable } from '../src/transfer/sheet/open-table.ts';
import { neutralCell, plainCell } from '../src/transfer/sheet/neutral.ts';
import { CellError, LocalTime, type Cell } from '../src/transfer/sheet/table.ts';
import { localOf, momentOf } from '../src/transfer/moments.ts';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'tenon-sheets-')); });
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
async function read(content: Uint8Array | string, sheet?: string): Promise<{ sheets: readonly string[]; rows: [number, Cell[]][] }> {
  const path = join(folder, String(count++));
  await writeFile(path, content);
  const table = await openTable(path);
  try {
    const rows: [number, Cell[]][] = [];
    for await (const row of table.rows(sheet ?? table.sheets[0]!)) rows.push([row.row, [...row.cells]]);
    return { sheets: table.sheets, rows };
  } finally {
    await table.close();
  }
}
const rowsOf = async (content: Uint8Array | string) => (await read(content)).rows.map(([, cells]) => cells);
const codeOf = (content: Uint8Array | string, sheet?: string): Promise<string> => read(content, sheet).then(() => 'fine', (error: { code?: string }) => error.code ?? String(error));

describe('comma separated values', () => {
  it('come with and without a mark, in UTF-8, UTF-16 and GB18030', async () => {
    const gb = Buffer.from([0xb1, 0xe0, 0xc2, 0xeb, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0x31, 0x2c, 0x95, 0x32, 0x82, 0x36]);
    expect(await rowsOf(gb)).toEqual([['编码', '名称'], ['1', '𠀀']]);
    for (const content of ['编码,名称\n1,x', '\uFEFF编码,名称\n1,x', Buffer.from('\uFEFF编码,名称\n1,x', 'utf16le')]) expect(await rowsOf(content)).toEqual([['编码', '名称'], ['1', 'x']]);
  });
  it('come with commas, semicolons, tabs, quotes and line breaks of every kind', async () => {
    expect(await rowsOf('a;b\r\n"1;2";"say ""hi"""\r\n')).toEqual([['a', 'b'], ['1;2', 'say "hi"']]);
    expect(await rowsOf('a\tb\r1\t2')).toEqual([['a', 'b'], ['1', '2']]);
    expect((await read('a,b\n\n"x\ny",\n,\n z ,"" \n')).rows).toEqual([[1, ['a', 'b']], [3, ['x\ny', null]], [5, [' z ', ' ']]]);
  });
  it('are the same over any piece boundary', async () => {
    const cell = `${'漢"",\n'.repeat(30_000)}end`;
    expect(await rowsOf(`h,i\n"${cell}",'=1\n`)).toEqual([['h', 'i'], [cell.replaceAll('""', '"'), '=1']]);
  });
  it('are refused where they are broken or no text', async () => {
    expect(await codeOf(Buffer.from([0x61, 0x2c, 0xff, 0xff, 0xff]))).toBe('TRN109');
    expect(await codeOf('a,b\n"never closed')).toBe('TRN103');
    expect(await codeOf(Buffer.from([0x61, 0, 0x62]))).toBe('TRN101');
    expect(await codeOf(`h\n"${'x'.repeat(limits.textLengthMax * 2 + 100_000)}`)).toBe('TRN103');
    expect(await codeOf(`${','.repeat(limits.sheetColumnsMax)}x`)).toBe('TRN105');
    expect(await codeOf(`${','.repeat(limits.sheetColumnsMax - 1)}x,,,`)).toBe('fine');
    expect(await codeOf(','.repeat(1_000_000))).toBe('TRN105');
  });
  it('neutral text comes back as it was', () => {
    for (const text of ['=1', '+1', '-1', '@x', '\tx', "'=1", "''=1", "'007", "'t is", '-12.50', '+86 10', "'", 'plain', "'-5", '\r\nx']) {
      expect(plainCell(neutralCell(text)), text).toBe(text);
      if (!/^[-+]?\d+(\.\d+)?$/.test(text)) expect(neutralCell(text), text).not.toMatch(/^[=+\-@\t\r\n]/);
    }
  });
});

const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>${body}`;
const relation = (id: string, type: string, target: string, more = '') => `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${more}/>`;
const rels = (...all: string[]) => xml(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`);

/** A workbook of these parts. */
function book(sheetData: string, more: Readonly<Record<string, string | Buffer>> = {}, claims: Readonly<Record<string, number>> = {}): Buffer {
  return zip({
    '_rels/.rels': rels(relation('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': xml('<workbook xmlns:r="x"><sheets><sheet name="Hidden" state="hidden" sheetId="2" r:id="r2"/><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': rels(relation('r1', 'worksheet', 'worksheets/sheet1.xml'), relation('r2', 'worksheet', '/xl/worksheets/sheet1.xml'), relation('r3', 'sharedStrings', 'sharedStrings.xml'), relation('r4', 'styles', 'styles.xml'), relation('r5', 'externalLink', 'file:///etc/passwd', ' TargetMode="External"')),
    'xl/sharedStrings.xml': xml('<sst><si><t>shared</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh sb="0" eb="1"><t>aloud</t></rPh></si><si><t>_x0041_ &amp; &lt;b&gt;</t></si></sst>'),
    'xl/styles.xml': xml('<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="&quot;days&quot; 0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="165"/></cellXfs></styleSheet>'),
    'xl/worksheets/sheet1.xml': xml(`<worksheet><sheetData>${sheetData}</sheetData></worksheet>`),
    ...more,
  }, claims);
}

/** An archive, with sizes that it only claims where they are given. */
function zip(files: Readonly<Record<string, string | Buffer>>, claims: Readonly<Record<string, number>> = {}): Buffer {
  const [parts, list]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const size = claims[name] ?? Buffer.byteLength(content);
    const [local, central] = [Buffer.alloc(30), Buffer.alloc(46)];
    local.writeUInt32LE(0x04034b50, 0);
    central.writeUInt32LE(0x02014b50, 0);
    for (const [head, shift] of [[local, 0], [central, 2]] as const) {
      head.writeUInt16LE(8, 8 + shift);
      head.writeUInt32LE(packed.length, 18 + shift);
      head.writeUInt32LE(size, 22 + shift);
      head.writeUInt16LE(Buffer.byteLength(name), 26 + shift);
    }
    central.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), packed);
    list.push(central, Buffer.from(name));
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(Buffer.concat(list).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...list, end]);
}

describe('workbooks', () => {
  it('give the values of visible sheets, and nothing of formulas and links', async () => {
    const cells = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="D2" t="s"><v>2</v></c><c r="E2" t="inlineStr"><is><t>in</t><t>line</t></is></c></row>'
      + '<row r="4"><c r="A4"><v>12.5</v></c><c r="B4" s="1"><v>46082</v></c><c r="C4" s="2"><v>46082.354166666664</v></c><c r="D4" s="3"><v>7</v></c><c r="E4" t="b"><v>1</v></c><c r="F4" t="e"><v>#REF!</v></c><c r="G4"><f>WEBSERVICE("http://evil")</f><v>3</v></c><c r="H4" t="str"><f>A1</f><v>made</v></c><c r="I4" t="d"><v>2026-03-01</v></c></row>';
    expect(await read(book(cells))).toEqual({
      sheets: ['Data'],
      rows: [
        [2, ['shared', 'rich', null, 'A & <b>', 'inline']],
        [4, [12.5, new LocalTime('2026-03-01T00:00:00.000'), new LocalTime('2026-03-01T08:30:00.000'), 7, true, new CellError('#REF!'), 3, 'made', new LocalTime('2026-03-01T00:00:00.000')]],
      ],
    });
  });
  it('may have empty cells far out, but no values', async () => {
    expect((await read(book('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576"/></row>'))).rows).toEqual([[1, [1]]]);
    expect(await codeOf(book('<row r="1"><c r="XFD1"><v>1</v></c></row>'))).toBe('TRN105');
  });
  it('are refused where they are bombs, by what they claim and by what comes out', async () => {
    expect(await codeOf(book('', {}, { 'xl/worksheets/sheet1.xml': 4_000_000_000 }))).toBe('TRN104');
    const much = Buffer.alloc(limits.sheetStringsBytesMax + 1_000_000, '<si><t>x</t></si>');
    expect(await codeOf(book('<row r="1"><c r="A1"><v>1</v></c></row>', { 'xl/sharedStrings.xml': Buffer.concat([Buffer.from('<sst>'), much]) }, { 'xl/sharedStrings.xml': 10 }))).toBe('TRN104');
    expect(await codeOf(book(`<row r="1"><c r="A1" t="str"><v>${'x'.repeat(3_000_000)}</v></c></row>`))).toBe('TRN103');
  });
  it('are refused where they declare entities, are cut off, encrypted, old, or no workbooks', async () => {
    expect(await codeOf(book('', { 'xl/worksheets/sheet1.xml': '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>' }))).toBe('TRN103');
    expect(await codeOf(book('', { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' }))).toBe('TRN103');
    expect(await codeOf(book('<row r="1"><c r="A1"><v>twelve</v></c></row>'))).toBe('TRN103');
    const whole = book('<row r="1"><c r="A1"><v>1</v></c></row>');
    expect(await codeOf(whole.subarray(0, whole.length - 30))).toBe('TRN103');
    const spoilt = Buffer.from(whole);
    spoilt.fill(0xff, 45, 60);
    expect(await codeOf(spoilt)).toBe('TRN103');
    const locked = Buffer.from(whole);
    locked.writeUInt16LE(1, locked.indexOf('504b0102', 0, 'hex') + 8);
    expect(await codeOf(locked)).toBe('TRN102');
    expect(await codeOf(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('TRN102');
    expect(await codeOf(zip({ 'word/document.xml': '<w/>' }))).toBe('TRN101');
    expect(await codeOf(book(''), 'Other')).toBe('TRN108');
  });
});

describe('moments', () => {
  it('go to the clock on the wall and back', () => {
    for (const zone of ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'UTC']) {
      for (const at of ['2026-03-01T00:30:00.123Z', '2026-07-15T23:59:59.000Z', '1999-12-31T16:00:00.999Z']) expect([zone, momentOf(localOf(at, zone), zone)]).toEqual([zone, at]);
    }
    expect(momentOf('2026-10-25T02:30:00.000', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });
});
