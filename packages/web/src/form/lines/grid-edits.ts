/** Writing in a grid: cells, rows, and blocks that are copied and pasted. */
import type { FieldModel } from '@tenon/model';
import type { RecordValues } from '../../app/client.ts';
import { brokenAt, problemOfValue } from '../check.ts';
import { asRow } from '../live.ts';
import { keyOf } from '../rows.ts';
import type { FormValues } from '../values.ts';
import { cellText } from './cell-text.tsx';
import type { Column } from './columns.ts';
import { at, nowhere, selected } from './grid-state.ts';
import type { Tools } from './grid-tools.ts';
import { pasteBlock } from './paste.ts';
import { addRow, cellPatch, clearCells, duplicateRow, fillDown, moveRow, removeRows, type Area } from './row-changes.ts';
import { writeTable } from './table-text.ts';

export function editsOf({ now, setState, rows, indexOf, area }: Tools) {
  return {
    write: (row: FormValues, column: Column, value: unknown, record?: RecordValues) => {
      const { store, table, columns } = now();
      if (record) store.learn([record]);
      store.changeRow(table.name, keyOf(row), cellPatch(columns, row, column.field.name, value));
    },
    /** Says what is wrong with a cell when it is left. */
    check: (key: number, field: FieldModel) => {
      const { store, table, say } = now();
      const context = store.context();
      const child = context.model.objects[table.of ?? ''];
      const row = rows()[indexOf(key)];
      const place = { field: table.name, row: key, column: field.name };
      if (!child || !row || store.get().errors.some((error) => error.from !== 'blur' && error.row === key && error.column === field.name)) return;
      store.tell({ ...place, from: 'blur' }, problemOfValue(field, row[field.name], say) ?? brokenAt(child, field.name, asRow(context, table, child, row, store.record()), context.timeZone));
    },
    add: () => {
      const { store, table, columns } = now();
      const row = addRow(store, table);
      setState(at(keyOf(row), Math.max(columns.findIndex(({ locked, field }) => !locked && row[field.name] === undefined), 0)));
    },
    remove: (key?: number) => {
      const { store, table, state } = now();
      const keys = new Set(key === undefined ? area().rows.map(keyOf) : [key]);
      const first = rows().findIndex((row) => keys.has(keyOf(row)));
      removeRows(store, table, keys);
      const next = rows()[Math.min(first, rows().length - 1)];
      setState(next && state.active ? at(keyOf(next), state.active.column) : nowhere);
    },
    duplicate: (key: number) => {
      const { store, table, state } = now();
      const copy = duplicateRow(store, table, key);
      if (copy) setState(at(keyOf(copy), state.active?.column ?? 0));
    },
    move: (by: 1 | -1) => {
      const { store, table, state: { active } } = now();
      if (active) moveRow(store, table, active.row, by);
    },
    fill: () => fillDown(now().store, now().table, area()),
    clear: () => {
      clearCells(now().store, now().table, area());
      clearPasted(now(), area());
    },
  };
}

export function clipboardOf({ now, rows, area }: Tools) {
  return {
    copied: (): { readonly text: string; readonly count: number } => {
      const { table, store, view } = now();
      const { rows: chosen, columns } = area();
      const context = store.context();
      const child = context.model.objects[table.of ?? ''];
      const text = writeTable(chosen.map((row) => columns.map(({ field }) => (typeof row[field.name] === 'string' && ['money', 'quantity', 'decimal', 'percent'].includes(field.type) ? String(row[field.name]) : cellText(field, row[field.name], child && asRow(context, table, child, row, store.record()), { ...view, context })))));
      return { text, count: chosen.length * columns.length };
    },
    paste: async (text: string) => {
      const around = now();
      const found = selected(around.state, rows());
      if (around.locked) return;
      const target = found ?? { fromRow: rows().length, toRow: rows().length, fromColumn: 0, toColumn: 0 };
      const { rows: count, missed } = await pasteBlock(text, { ...around, row: target.fromRow, column: target.fromColumn, area: { rows: target.toRow - target.fromRow + 1, columns: target.toColumn - target.fromColumn + 1 } });
      const done = around.say('pasted', { rows: count });
      if (missed > 0) around.message.warning(`${done}; ${around.say('pastedMissed', { count: missed })}`);
      else around.message.success(done);
    },
  };
}

/** What was pasted and not understood goes with the cell that is cleared. */
function clearPasted({ store }: ReturnType<Tools['now']>, { rows: cleared, columns }: Area): void {
  const keys = new Set(cleared.map(keyOf));
  const names = new Set(columns.map(({ field }) => field.name));
  store.setErrors(store.get().errors.filter((error) => error.row === undefined || !keys.has(error.row) || !names.has(error.column ?? '')));
}
