/**
 * Writes a table to a file, one row at a time: CSV by fast-csv, workbooks by exceljs.
 *
 * In:   a path, a format, the headings.
 * Out:  a writer that keeps no more rows in memory than it has to.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { failure } from '@tenon/diagnostics';
import ExcelJS from 'exceljs';
import { format as csv } from 'fast-csv';
import { neutralCell } from './neutral.ts';
import { LocalTime, type TableFormat } from './table.ts';

/** A decimal keeps its digits; a date has no time. */
export type OutCell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly scale?: number }
  | { readonly kind: 'date'; readonly iso: string }
  | { readonly kind: 'moment'; readonly at: LocalTime };

export interface TableWriter {
  write(cells: readonly OutCell[]): Promise<void>;
  end(): Promise<void>;
}

export interface Heading {
  readonly label: string;
  /** Shown in bold, with what is said about it as a note. */
  readonly note?: string;
  /** Offered in the cells below. */
  readonly choices?: readonly string[];
}

export interface TableShape {
  readonly sheet: string;
  readonly headings: readonly Heading[];
}

export const mediaTypes: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export const writeTableTo = (path: string, format: TableFormat, shape: TableShape): TableWriter => (format === 'csv' ? csvWriter(path, shape) : workbookWriter(path, shape));

function csvWriter(path: string, { headings }: TableShape): TableWriter {
  const rows = csv({ rowDelimiter: '\r\n', writeBOM: true, headers: false });
  const out = rows.pipe(createWriteStream(path));
  const write = async (cells: readonly string[]): Promise<void> => {
    if (!rows.write(cells)) await once(rows, 'drain');
  };
  const headed = write(headings.map(({ label }) => neutralCell(label)));
  return {
    write: async (cells) => {
      await headed;
      await write(cells.map(csvText));
    },
    end: async () => {
      await headed;
      rows.end();
      await finished(out);
    },
  };
}

function csvText(cell: OutCell): string {
  switch (cell.kind) {
    case 'empty': return '';
    case 'text': return neutralCell(cell.text);
    case 'number': return cell.text;
    case 'date': return cell.iso;
    case 'moment': return cell.at.iso.replace('T', ' ').replace(/\.000$/, '');
  }
}

const textMax = 32_767;

function workbookWriter(path: string, { sheet: name, headings }: TableShape): TableWriter {
  const out = createWriteStream(path);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet(sheetName(name), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = headings.map(({ label }) => ({ width: Math.min(40, Math.max(10, [...label].reduce((sum, char) => sum + (char.charCodeAt(0) > 255 ? 2 : 1), 4))) }));
  const first = sheet.addRow(headings.map(({ label }) => label));
  first.font = { bold: true };
  headings.forEach(({ note }, i) => { if (note) first.getCell(i + 1).note = note; });
  first.commit();
  let count = 0;
  return {
    write: async (cells) => {
      const row = sheet.addRow(cells.map(workbookValue));
      cells.forEach((cell, i) => {
        const format = numberFormat(cell);
        if (format) row.getCell(i + 1).numFmt = format;
      });
      row.commit();
      count += 1;
      // What is packed waits for the disk now and then, so that it does not gather in memory.
      if (count % 500 !== 0) return;
      await new Promise((resolve) => { setImmediate(resolve); });
      if (out.writableNeedDrain) await once(out, 'drain');
    },
    end: async () => {
      offerChoices(book, sheet, headings);
      sheet.commit();
      await book.commit();
      await finished(out);
    },
  };
}

/** Excel takes no longer name, and none of these characters. */
const sheetName = (name: string): string => name.replace(/[*?:\\/[\]]/g, ' ').trim().replace(/^'|'$/g, '').slice(0, 31) || 'Sheet1';

function workbookValue(cell: OutCell): string | number | Date | null {
  switch (cell.kind) {
    case 'empty': return null;
    case 'text': return workbookText(cell.text);
    case 'number': return fitsNumber(cell.text) ? Number(cell.text) : cell.text;
    case 'date': return new Date(`${cell.iso}T00:00:00Z`);
    case 'moment': return new Date(`${cell.at.iso}Z`);
  }
}

/** What XML or the format would take for something else is written as its code. */
function workbookText(text: string): string {
  if (text.length > textMax) throw failure('TRN128', { max: textMax });
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/\r/g, '_x000D_');
}

/** A spreadsheet keeps fifteen digits. */
const fitsNumber = (text: string): boolean => text.replace(/^-?0*\.?0*|[-.]/g, '').replace(/^0+/, '').length <= 15;

function numberFormat(cell: OutCell): string | undefined {
  switch (cell.kind) {
    case 'number': return cell.scale === undefined ? undefined : `#,##0${cell.scale > 0 ? `.${'0'.repeat(cell.scale)}` : ''}`;
    case 'date': return 'yyyy-mm-dd';
    case 'moment': return 'yyyy-mm-dd hh:mm:ss';
    default: return undefined;
  }
}

const choicesSheet = 'choices';
const rowsOffered = 1_000;

/** The choices stand on a hidden sheet: a list inside of a rule may have 255 characters only. */
function offerChoices(book: InstanceType<typeof ExcelJS.stream.xlsx.WorkbookWriter>, sheet: ExcelJS.Worksheet, headings: readonly Heading[]): void {
  const offered = headings.flatMap(({ choices }, at) => (choices && choices.length > 0 ? [{ at, choices }] : []));
  if (offered.length === 0) return;
  const lists = book.addWorksheet(choicesSheet, { state: 'hidden' });
  const longest = Math.max(...offered.map(({ choices }) => choices.length));
  for (let i = 0; i < longest; i += 1) lists.addRow(offered.map(({ choices }) => choices[i] ?? null)).commit();
  lists.commit();
  offered.forEach(({ at, choices }, i) => {
    const list = `${choicesSheet}!$${letters(i)}$1:$${letters(i)}$${choices.length}`;
    (sheet as unknown as { dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void } }).dataValidations
      .add(`${letters(at)}2:${letters(at)}${rowsOffered}`, { type: 'list', allowBlank: true, formulae: [list] });
  });
}

const letters = (column: number): string => (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
