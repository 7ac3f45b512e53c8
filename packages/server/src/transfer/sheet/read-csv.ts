/**
 * Comma separated values, as spreadsheets and people write them: UTF-8 with or without a mark, UTF-16 with one, GB18030;
 * commas, semicolons or tabs; cells in quotes with line breaks in them.
 */
import type { FileHandle } from 'node:fs/promises';
import { failure, limits } from '@tenon/diagnostics';
import { broken, checkColumns, type SheetRow, type Table } from './table.ts';
import { plainCell } from './neutral.ts';

const pieceBytes = 65_536;

export async function readCsv(file: FileHandle): Promise<Table> {
  const { encoding, skip } = await encodingOf(file);
  const delimiter = delimiterOf(await firstText(file, encoding, skip));
  return {
    format: 'csv', sheets: [''],
    rows: () => parseRows(texts(file, encoding, skip), delimiter),
    close: () => file.close(),
  };
}

async function* pieces(file: FileHandle, from: number): AsyncGenerator<Buffer> {
  for (let position = from; ;) {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.allocUnsafe(pieceBytes), position });
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* texts(file: FileHandle, encoding: string, skip: number): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const piece of pieces(file, skip)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

async function firstText(file: FileHandle, encoding: string, skip: number): Promise<string> {
  for await (const text of texts(file, encoding, skip)) return text;
  return '';
}

const marks: readonly (readonly [string, string])[] = [['efbbbf', 'utf-8'], ['fffe', 'utf-16le'], ['feff', 'utf-16be']];

/** A mark says it; else the whole file has to be one or the other. */
async function encodingOf(file: FileHandle): Promise<{ readonly encoding: string; readonly skip: number }> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(3), position: 0 });
  const head = buffer.subarray(0, bytesRead).toString('hex');
  const mark = marks.find(([bytes]) => head.startsWith(bytes));
  for (const encoding of mark ? [mark[1]] : ['utf-8', 'gb18030']) {
    if (await fits(file, encoding, mark ? mark[0].length / 2 : 0)) return { encoding, skip: mark ? mark[0].length / 2 : 0 };
  }
  throw failure('TRN109');
}

async function fits(file: FileHandle, encoding: string, skip: number): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  try {
    for await (const piece of pieces(file, skip)) {
      // What is no text holds characters that no text holds.
      if (decoder.decode(piece, { stream: true }).includes('\0')) throw failure('TRN101');
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The mark that the first line has most of, outside of quotes. */
function delimiterOf(text: string): string {
  const line = /^(?:[^"\r\n]|"[^"]*")*/.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? '';
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: line.split(mark).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).mark;
}

/** Empty cells at the end of a row do no harm, so long as they can be counted. */
const columnsWasted = 20_000;

/** One pass over the characters; a cell is never looked at twice. */
async function* parseRows(source: AsyncGenerator<string>, delimiter: string): AsyncGenerator<SheetRow> {
  let [row, cell, quoted, closed] = [1, '', false, false];
  let cells: string[] = [];
  let skipLf = false;
  const endCell = (): void => {
    cells.push(cell);
    [cell, closed] = ['', false];
  };
  const endRow = (): SheetRow | undefined => {
    endCell();
    const made = shapedRow(row, cells);
    cells = [];
    row += 1;
    return made;
  };
  for await (const text of source) {
    let from = 0;
    const keep = (to: number): void => {
      if (to > from) cell += text.slice(from, to);
      if (cell.length > limits.textLengthMax * 2) throw broken(`row ${row}: a cell without an end`);
    };
    for (let i = 0; i < text.length; i += 1) {
      const char = text[i]!;
      if (skipLf) {
        skipLf = false;
        if (char === '\n') { from = i + 1; continue; }
      }
      if (quoted) {
        if (char !== '"') continue;
        keep(i);
        from = i + 1;
        [quoted, closed] = [false, true];
      } else if (char === '"' && (closed || (cell === '' && from === i))) {
        // Two quotes in a row stand for one.
        if (closed) cell += '"';
        [quoted, from] = [true, i + 1];
      } else if (char === delimiter || char === '\n' || char === '\r') {
        keep(i);
        from = i + 1;
        if (char === delimiter) endCell();
        else {
          const made = endRow();
          if (made) yield made;
          skipLf = char === '\r';
        }
        checkColumns(cells.length - columnsWasted);
      } else closed &&= false;
    }
    keep(text.length);
  }
  if (quoted) throw broken(`row ${row}: a quote without an end`);
  const last = endRow();
  if (last) yield last;
}

function shapedRow(row: number, cells: readonly string[]): SheetRow | undefined {
  const count = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (count === 0) return undefined;
  checkColumns(count);
  return { row, cells: cells.map((cell) => (cell === '' ? null : plainCell(cell))) };
}
