/** The keys of a grid. What is open in a cell, such as a list of choices, keeps its own. */
import type { KeyboardEvent } from 'react';
import { keyOf } from '../rows.ts';
import { rowsIn } from './row-changes.ts';
import type { Grid } from './use-grid.ts';

const isOpen = (target: HTMLElement): boolean => target.getAttribute('aria-expanded') === 'true' && target.getAttribute('role') === 'combobox';
const isText = (target: HTMLElement): target is HTMLInputElement => target instanceof HTMLInputElement && !['checkbox', 'file'].includes(target.type) && target.getAttribute('role') !== 'combobox';

export function onGridKey(event: KeyboardEvent<HTMLElement>, grid: Grid): void {
  const target = event.target as HTMLElement;
  if (event.nativeEvent.isComposing || !target.closest('[role=gridcell]')) return;
  const done = command(event, target, grid);
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
}

/** Whether the key was one of the grid's. */
function command(event: KeyboardEvent<HTMLElement>, target: HTMLElement, grid: Grid): boolean {
  const { key } = event;
  const control = event.ctrlKey || event.metaKey;
  const { state, locked, columns } = grid.now();
  if (!state.active) return false;
  if (isOpen(target) && key === 'Tab') return takeChoice(target, () => grid.tab(event.shiftKey ? -1 : 1));
  if (isOpen(target) && !control) return false;
  if (event.altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
    if (!locked) grid.move(key === 'ArrowUp' ? -1 : 1);
    return true;
  }
  if (control) return controlKey(event, grid, locked);
  switch (key) {
    case 'Tab': return grid.tab(event.shiftKey ? -1 : 1);
    case 'Enter':
      if (event.shiftKey) grid.step(-1, 0);
      else if (isPicker(target)) setTimeout(() => grid.down());
      else grid.down();
      return !isPicker(target);
    case 'ArrowUp': case 'ArrowDown': return arrow(event, grid, key === 'ArrowUp' ? -1 : 1, 0);
    case 'ArrowLeft': case 'ArrowRight': return state.editing && isText(target) ? false : arrow(event, grid, 0, key === 'ArrowLeft' ? -1 : 1);
    case 'Home': case 'End': return state.editing ? false : grid.go(rowIndex(grid), key === 'Home' ? 0 : columns.length - 1);
    case 'F2': return isText(target) ? edit(target, grid) : false;
    case 'Delete': case 'Backspace':
      if (state.editing || locked) return false;
      grid.clear();
      return true;
    case 'Escape': return state.editing ? false : left(grid);
    default: return false;
  }
}

function controlKey({ key, shiftKey }: KeyboardEvent, grid: Grid, locked: boolean): boolean {
  const rows = rowsIn(grid.now().store, grid.now().table);
  switch (key.toLowerCase()) {
    case 'd':
      if (!locked) grid.fill();
      return true;
    case 'delete': case 'backspace':
      if (!locked) grid.remove();
      return true;
    case 'home': return grid.go(0, 0);
    case 'end': return grid.go(rows.length - 1, grid.now().columns.length - 1);
    case ' ':
      if (!shiftKey) grid.selectRow(grid.now().state.active!.row);
      return true;
    default: return false;
  }
}

/** What the list of choices points at is taken where something was typed for it. */
function takeChoice(target: HTMLElement, go: () => boolean): boolean {
  if (target instanceof HTMLInputElement && target.value !== '') document.querySelector<HTMLElement>('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option-active')?.click();
  return go();
}

/** A calendar takes what is typed when Enter reaches it. */
const isPicker = (target: HTMLElement): boolean => target.closest('.ant-picker') !== null;

function arrow({ shiftKey }: KeyboardEvent, grid: Grid, rows: number, columns: number): boolean {
  if (shiftKey) grid.extend(rows, columns);
  else grid.step(rows, columns);
  return true;
}

const rowIndex = (grid: Grid): number => {
  const { store, table, state } = grid.now();
  return rowsIn(store, table).findIndex((row) => keyOf(row) === state.active?.row);
};

function edit(target: HTMLInputElement, grid: Grid): boolean {
  grid.edit(true);
  target.setSelectionRange(target.value.length, target.value.length);
  return true;
}

function left(grid: Grid): boolean {
  grid.leave();
  return true;
}
