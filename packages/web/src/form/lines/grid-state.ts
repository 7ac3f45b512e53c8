/** Where somebody is in a grid: the active cell, the cells selected with it, and whether its text is being edited. */
import type { FormValues } from '../values.ts';
import { keyOf } from '../rows.ts';

export interface Place {
  /** The key of a row. */
  readonly row: number;
  readonly column: number;
}

export interface GridState {
  readonly active: Place | undefined;
  /** The other corner of the selection. */
  readonly corner: Place | undefined;
  /** Typing has begun, so that arrows move within the text. */
  readonly editing: boolean;
}

export const nowhere: GridState = { active: undefined, corner: undefined, editing: false };
export const at = (row: number, column: number): GridState => ({ active: { row, column }, corner: undefined, editing: false });

export interface Selected {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

/** The selected cells as numbers of rows and columns. */
export function selected({ active, corner }: GridState, rows: readonly FormValues[]): Selected | undefined {
  if (!active) return undefined;
  const other = corner ?? active;
  const [a, b] = [rows.findIndex((row) => keyOf(row) === active.row), rows.findIndex((row) => keyOf(row) === other.row)];
  if (a < 0 || b < 0) return undefined;
  return { fromRow: Math.min(a, b), toRow: Math.max(a, b), fromColumn: Math.min(active.column, other.column), toColumn: Math.max(active.column, other.column) };
}
