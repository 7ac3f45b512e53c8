/**
 * Workbooks of Excel, read piece by piece: only values, never formulas, links or anything else that a workbook can hold.
 *
 * Written for this: the rows of a sheet are handed on while it is unpacked, and nothing but the shared texts is kept.
 */
import type { FileHandle } from 'node:fs/promises';
import { posix } from 'node:path';
import { failure, limits } from '@tenon/diagnostics';
import { broken, CellError, checkColumns, LocalTime, type Cell, type SheetRow, type Table } from './table.ts';
import { parseXml, readXml } from './xml.ts';
import { openZip, type Archive } from './zip.ts';

interface Book { readonly archive: Archive; readonly strings: readonly string[]; readonly dates: readonly boolean[]; readonly from1904: boolean; readonly paths: ReadonlyMap<string, string> }

export async function readWorkbook(file: FileHandle): Promise<Table> {
  const archive = await openZip(file);
  const main = (await relations(archive, '_rels/.rels', '')).find(({ type }) => type.endsWith('/officeDocument'))?.target;
  // Other documents are zip archives too.
  if (!main || !archive.names.includes(main)) throw failure('TRN101');
  const folder = posix.dirname(main);
  const parts = await relations(archive, `${folder}/_rels/${posix.basename(main)}.rels`, folder);
  const { sheets, from1904 } = await sheetsOf(archive, main);
  const paths = new Map(sheets.flatMap(({ name, id }) => {
    const part = parts.find((one) => one.id === id);
    return part?.type.endsWith('/worksheet') && archive.names.includes(part.target) ? [[name, part.target] as const] : [];
  }));
  if (paths.size === 0) throw failure('TRN101');
  const partOf = (kind: string): string | undefined => parts.find(({ type, target }) => type.endsWith(`/${kind}`) && archive.names.includes(target))?.target;
  let kept: Promise<Book> | undefined;
  const book = (): Promise<Book> => (kept ??= (async () => ({
    archive, from1904, paths, strings: await stringsOf(archive, partOf('sharedStrings')), dates: await datesOf(archive, partOf('styles')),
  }))());
  return { format: 'xlsx', sheets: [...paths.keys()], rows: (sheet) => rowsOf(book, paths.get(sheet), sheet), close: () => file.close() };
}

async function relations(archive: Archive, path: string, folder: string): Promise<readonly { readonly id: string; readonly type: string; readonly target: string }[]> {
  if (!archive.names.includes(path)) return [];
  const found: { id: string; type: string; target: string }[] = [];
  await readXml(archive.read(path, 1_000_000), {
    open: (name, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode }) => {
      if (name === 'Relationship' && mode !== 'External') found.push({ id, type, target: target.startsWith('/') ? target.slice(1) : posix.normalize(posix.join(folder, target)) });
    },
  });
  return found;
}

async function sheetsOf(archive: Archive, path: string): Promise<{ readonly sheets: readonly { readonly name: string; readonly id: string }[]; readonly from1904: boolean }> {
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  await readXml(archive.read(path, 10_000_000), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      const shown = (attributes['state'] ?? 'visible') === 'visible';
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      if (name === 'sheet' && shown && id !== undefined && sheets.length < limits.sheetsMax) sheets.push({ name: attributes['name'] ?? '', id });
    },
  });
  return { sheets, from1904 };
}

/** Texts that cells share, without the signs of how they are read aloud. */
async function stringsOf(archive: Archive, path: string | undefined): Promise<readonly string[]> {
  const strings: string[] = [];
  if (path === undefined) return strings;
  let [text, inText, aloud] = ['', false, 0];
  await readXml(archive.read(path, limits.sheetStringsBytesMax), {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') aloud += 1;
      inText = name === 't' && aloud === 0;
    },
    text: (piece) => { if (inText) text += piece; },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') aloud -= 1;
      if (name === 'si') strings.push(unescaped(text));
    },
  });
  return strings;
}

const unescaped = (text: string): string => (text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text);

const builtInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a format shows a number as a date or a time. */
const showsDate = (code: string): boolean => /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '').replace(/general/gi, ''));

/** Per style of a cell. */
async function datesOf(archive: Archive, path: string | undefined): Promise<readonly boolean[]> {
  const dates: boolean[] = [];
  if (path === undefined) return dates;
  const formats = new Map<number, string>();
  let inCells = false;
  await readXml(archive.read(path, 50_000_000), {
    open: (name, attributes) => {
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      const code = formats.get(id);
      dates.push(code === undefined ? builtInDate(id) : showsDate(code));
    },
    close: (name) => { if (name === 'cellXfs') inCells = false; },
  });
  return dates;
}

async function* rowsOf(open: () => Promise<Book>, path: string | undefined, sheet: string): AsyncGenerator<SheetRow> {
  if (path === undefined) throw failure('TRN108', { name: sheet });
  const book = await open();
  const ready: SheetRow[] = [];
  const handler = sheetHandler(book, (row) => ready.push(row));
  for await (const _ of parseXml(book.archive.read(path), handler)) {
    yield* ready;
    ready.length = 0;
  }
  yield* ready;
}

const columnPattern = /^([A-Z]{1,3})/;

/** `AB` → 27 */
function columnOf(reference: string): number | undefined {
  const letters = columnPattern.exec(reference)?.[1];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function sheetHandler(book: Book, done: (row: SheetRow) => void) {
  let [row, column, text, style, type, keep, aloud] = [0, -1, '', 0, 'n', false, 0];
  let cells: Cell[] = [];
  return {
    open(name: string, attributes: Readonly<Record<string, string>>): void {
      switch (name) {
        case 'row':
          row = Number(attributes['r'] ?? row + 1);
          if (!Number.isSafeInteger(row) || row < 1) throw broken('a row has no number');
          [cells, column] = [[], -1];
          return;
        case 'c':
          column = columnOf(attributes['r'] ?? '') ?? column + 1;
          [text, style, type] = ['', Number(attributes['s'] ?? 0), attributes['t'] ?? 'n'];
          return;
        case 'rPh': aloud += 1; return;
        case 'v': case 't': keep = aloud === 0; return;
        default: keep = false;
      }
    },
    text(piece: string): void { if (keep) text += piece; },
    close(name: string): void {
      if (name === 'v' || name === 't') keep = false;
      else if (name === 'rPh') aloud -= 1;
      else if (name === 'c') {
        const value = cellOf(text, type, style, book);
        if (value === null) return;
        checkColumns(column + 1);
        while (cells.length < column) cells.push(null);
        cells[column] = value;
      } else if (name === 'row' && cells.length > 0) done({ row, cells });
    },
  };
}

function cellOf(text: string, type: string, style: number, book: Book): Cell {
  if (text === '' && type !== 's') return null;
  switch (type) {
    case 's': return book.strings[Number(text)] || null;
    case 'str': case 'inlineStr': return unescaped(text);
    case 'b': return text === '1' || text === 'true';
    case 'e': return new CellError(text.slice(0, 40));
    case 'd': return new LocalTime(`${text.slice(0, 10)}T${(text.slice(11) || '00:00:00').padEnd(8, ':00').slice(0, 8)}.000`);
    default: {
      const number = Number(text);
      if (!Number.isFinite(number)) throw broken(`“${text.slice(0, 40)}” stands where a number should`);
      return book.dates[style] === true ? localTime(number, book.from1904) : number;
    }
  }
}

const dayMs = 86_400_000;

/** Days since the end of 1899, or since the beginning of 1904; what no calendar has stays a number. */
function localTime(serial: number, from1904: boolean): Cell {
  const days = from1904 ? serial + 1_462 : serial;
  if (days < 0 || days > 2_958_466) return serial;
  return new LocalTime(new Date(Math.round(days * dayMs) + Date.UTC(1899, 11, 30)).toISOString().slice(0, 23));
}
