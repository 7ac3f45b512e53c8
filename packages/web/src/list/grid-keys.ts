/** The keyboard of the table: arrows and j, k move; Enter opens or edits; F2 edits; space selects. */
import type { Virtualizer } from '@tanstack/react-virtual';
import type { Dispatch, KeyboardEvent, SetStateAction } from 'react';
import type { GridProps, Spot } from './list-grid.tsx';

interface Grid extends GridProps {
  readonly spot: Spot | undefined;
  readonly setSpot: Dispatch<SetStateAction<Spot | undefined>>;
  readonly editing: boolean;
  readonly setEditing: (editing: boolean) => void;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  /** Lines in sight. */
  readonly page: number;
}

type Move = readonly [lines: number, columns: number];

export function useGridKeys(grid: Grid): (event: KeyboardEvent<HTMLTableElement>) => void {
  const { rows, spot, state, virtual } = grid;
  const last = rows.places.count - 1;
  const moves: Readonly<Record<string, Move>> = {
    ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], j: [1, 0], k: [-1, 0],
    PageDown: [grid.page, 0], PageUp: [-grid.page, 0], Home: [0, -Infinity], End: [0, Infinity],
  };
  const goTo = (line: number, column: number) => {
    const next = { line: Math.min(last, Math.max(0, line)), column: Math.min(state.columns.length - 1, Math.max(0, column)) };
    grid.setSpot(next);
    virtual.scrollToIndex(next.line);
  };
  const act = (at: Spot, event: KeyboardEvent): boolean => {
    const place = rows.places.at(at.line);
    const record = rows.recordAt(at.line);
    if (place?.kind === 'head') {
      if (![' ', 'Enter', 'ArrowRight', 'ArrowLeft'].includes(event.key)) return false;
      const open = rows.sections[place.section]!.open;
      if (event.key === ' ' || event.key === 'Enter' || (event.key === 'ArrowRight') !== open) grid.onToggle(place.section);
      return true;
    }
    if (!record) return false;
    const column = state.columns[at.column];
    switch (event.key) {
      case 'Enter': return column?.names || event.ctrlKey || event.metaKey ? (grid.onOpen(record), true) : (grid.setEditing(true), true);
      case 'o': return (grid.onOpen(record), true);
      case 'F2': return (grid.setEditing(true), true);
      case ' ': case 'x': return grid.selectable ? (grid.selection.toggle(at.line, record, event.shiftKey), true) : false;
      default: return false;
    }
  };
  return (event) => {
    if (grid.editing || event.altKey || event.target !== event.currentTarget) return;
    const at = spot ?? { line: 0, column: 0 };
    if (act(at, event)) return void event.preventDefault();
    const far = event.ctrlKey || event.metaKey;
    if (event.key === 'Escape' && grid.selection.records.size > 0) return grid.selection.clear();
    const move = moves[event.key];
    if (!move || (far && event.key.length === 1)) return;
    event.preventDefault();
    if (far && (event.key === 'Home' || event.key === 'End')) return goTo(event.key === 'Home' ? 0 : last, at.column);
    goTo(at.line + move[0] * (far && move[0] !== 0 ? Infinity : 1), at.column + move[1]);
  };
}
