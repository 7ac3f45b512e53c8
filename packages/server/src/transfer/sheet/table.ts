/**
 * A table in a file, whatever its format: the one interface behind which the libraries stand.
 *
 * In:   a file on disk.
 * Out:  its sheets, and the rows of one of them, one at a time; or a Failure TRN1xx that says what is wrong with it.
 */
import { failure, limits } from '@tenon/diagnostics';

/** A moment without a place, as spreadsheets have it: `2026-11-23T08:30:00.000`. */
export class LocalTime {
  readonly iso: string;
  constructor(iso: string) { this.iso = iso; }
}

/** `#REF!` and the like. */
export class CellError {
  readonly text: string;
  constructor(text: string) { this.text = text; }
}

export type Cell = string | number | boolean | LocalTime | CellError | null;

export interface SheetRow {
  /** As a spreadsheet numbers it, from 1. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

export interface Table {
  readonly format: 'csv' | 'xlsx';
  readonly sheets: readonly string[];
  /** Rows that hold anything, in order. */
  rows(sheet: string): AsyncGenerator<SheetRow>;
  close(): Promise<void>;
}

export type TableFormat = Table['format'];

/** Where a column is that cannot be. */
export function checkColumns(count: number): void {
  if (count > limits.sheetColumnsMax) throw failure('TRN105', { max: limits.sheetColumnsMax });
}

export const broken = (problem: string) => failure('TRN103', { problem });
