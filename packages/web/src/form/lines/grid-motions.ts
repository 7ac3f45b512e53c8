/** Moving and selecting in a grid. */
import { keyOf } from '../rows.ts';
import { at, nowhere, type Place } from './grid-state.ts';
import { addRow } from './row-changes.ts';
import type { Tools } from './grid-tools.ts';

export function motionsOf({ now, setState, rows, indexOf }: Tools) {
  const go = (row: number, column: number): boolean => {
    const found = rows()[row];
    if (!found || !now().columns[column]) return false;
    setState(at(keyOf(found), column));
    return true;
  };
  const step = (rowBy: number, columnBy: number): boolean => {
    const { active } = now().state;
    return active !== undefined && go(indexOf(active.row) + rowBy, active.column + columnBy);
  };
  return {
    activate: (row: number, column: number, extend = false) => {
      const { state } = now();
      if (extend && state.active) setState({ ...state, corner: { row, column }, editing: false });
      else if (state.active?.row !== row || state.active.column !== column || state.corner) setState(at(row, column));
      else if (!state.editing) setState({ ...state, editing: true });
    },
    drag: (row: number, column: number) => {
      const { state } = now();
      if (state.active && (state.active.row !== row || state.active.column !== column || state.corner)) setState({ ...state, corner: { row, column }, editing: false });
    },
    selectRow: (row: number) => setState({ active: { row, column: 0 }, corner: { row, column: now().columns.length - 1 }, editing: false }),
    leave: () => setState(nowhere),
    edit: (editing: boolean) => {
      const { state } = now();
      if (state.editing !== editing) setState({ ...state, editing });
    },
    go, step,
    /** Along the cells that can be written, from row to row; false at either end. */
    tab: (by: 1 | -1): boolean => {
      const { state: { active }, columns } = now();
      if (!active) return false;
      const width = columns.length;
      for (let cell = indexOf(active.row) * width + active.column + by; cell >= 0 && cell < rows().length * width; cell += by) {
        if (!columns[cell % width]!.locked) return go(Math.floor(cell / width), cell % width);
      }
      return false;
    },
    /** Below; in the last row a new one, at its first cell that asks for something. */
    down: () => {
      const { state: { active }, store, table, columns, locked } = now();
      if (!active || step(1, 0) || locked) return;
      const row = addRow(store, table);
      const first = columns.findIndex(({ locked: shut, field }) => !shut && row[field.name] === undefined);
      setState(at(keyOf(row), Math.max(first, 0)));
    },
    extend: (rowBy: number, columnBy: number) => {
      const { state, columns } = now();
      const from: Place | undefined = state.corner ?? state.active;
      const row = from && rows()[indexOf(from.row) + rowBy];
      if (from && row && columns[from.column + columnBy]) setState({ ...state, corner: { row: keyOf(row), column: from.column + columnBy }, editing: false });
    },
  };
}
