/** The rows of a list as a table that only draws what is in sight; the keyboard moves a cell through it. */
import { useVirtualizer } from '@tanstack/react-virtual';
import type { ObjectModel } from '@tenon/model';
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type MouseEvent, type RefObject } from 'react';
import type { RecordValues } from '../app/client.ts';
import { fitWidths, type Column } from './columns.ts';
import { GridGroup } from './grid-group.tsx';
import { GridHead } from './grid-head.tsx';
import { cellId, GridRow, type RowActions } from './grid-row.tsx';
import type { GroupLine } from './use-groups.tsx';
import { useGridKeys } from './grid-keys.ts';
import type { SortKey } from './list-search.ts';
import type { Density, ListState } from './list-state.ts';
import type { Selection } from './selection.ts';
import type { Rows, Sight } from './use-rows.ts';
import { TotalsRow } from './totals-row.tsx';

// What only one who edits or arranges needs comes when it is asked for.
const CellEditor = lazy(() => import('./cell-editor.tsx').then((part) => ({ default: part.CellEditor })));
const HeadMenu = lazy(() => import('./head-menu.tsx').then((part) => ({ default: part.HeadMenu })));

export const rowHeights: Readonly<Record<Density, number>> = { compact: 32, middle: 40, wide: 52 };
const checkWidth = 40;
const beyond = 12;

export interface GridProps {
  readonly object: ObjectModel;
  readonly state: ListState;
  readonly rows: Rows;
  readonly groups: readonly GroupLine[] | undefined;
  readonly selection: Selection;
  readonly selectable: boolean;
  readonly start: number;
  readonly onSight: (sight: Sight) => void;
  readonly onTop: (line: number) => void;
  readonly onSort: (path: string, more: boolean) => void;
  readonly onSorted: (keys: readonly SortKey[]) => void;
  readonly onColumns: (keys: readonly string[]) => void;
  readonly onGroup: (key: string | undefined) => void;
  readonly onFilterBy: (column: Column) => void;
  readonly onToggle: (section: number) => void;
  readonly onOpen: (record: RecordValues) => void;
}

export interface Spot { readonly line: number; readonly column: number }

export function ListGrid(props: GridProps) {
  const { object, state, rows, selection, selectable } = props;
  const { columns } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const room = useRoom(scroller);
  const [dragged, setDragged] = useState<Readonly<Record<string, number>>>({});
  const chosen = useMemo(() => ({ ...state.look.widths, ...dragged }), [state.look.widths, dragged]);
  const widths = useMemo(() => fitWidths(columns, chosen, room - (selectable ? checkWidth : 0)), [columns, chosen, room, selectable]);
  const [spot, setSpot] = useState<Spot | undefined>(undefined);
  const [editing, setEditing] = useState(false);
  const [menu, setMenu] = useState<{ readonly column: Column; readonly at: DOMRect } | undefined>(undefined);
  const height = rowHeights[state.look.density ?? 'middle'];
  const { virtual, lines } = useLines(props, scroller, height);
  const table = useRef<HTMLTableElement>(null);
  const actions = useRowActions(props, setSpot, setEditing, table);
  const done = useCallback((move: 0 | 1 | -1) => {
    setEditing(false);
    table.current?.focus({ preventScroll: true });
    if (move !== 0) setSpot((old) => old && { ...old, column: Math.min(columns.length - 1, Math.max(0, old.column + move)) });
  }, [columns.length]);
  const keys = useGridKeys({ ...props, spot, setSpot, editing, setEditing, virtual, page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / height) - 2) });
  const resize = (key: string, width: number, last: boolean) => {
    // Those that nobody has set yet stay as wide as they are, lest they move under the hand.
    setDragged(last ? {} : { ...widths, [key]: width });
    if (last) state.setLook({ widths: { ...widths, [key]: width } });
  };
  const move = (key: string, before: string) => {
    const others = columns.map((column) => column.key).filter((one) => one !== key);
    if (key !== before && columns.some((column) => column.key === key)) props.onColumns(others.toSpliced(others.indexOf(before), 0, key));
  };
  const total = columns.reduce((sum, column) => sum + widths[column.key]!, selectable ? checkWidth : 0);
  const loaded = lines.map((line) => rows.recordAt(line.index)).filter((record) => record !== undefined);
  const checked = selection.all || (loaded.length > 0 && loaded.every((record) => selection.has(record.id)));
  return (
    <div className={`grid-scroll${rows.busy ? ' list-busy' : ''}`} ref={scroller} data-scroll>
      <table
        ref={table} className={`grid-table list-${state.look.density ?? 'middle'}`} role="grid" aria-label={state.tab.label || object.plural} aria-busy={rows.busy} aria-rowcount={rows.places.count + 1} aria-colcount={columns.length}
        aria-multiselectable={selectable} tabIndex={0} {...(spot ? { 'aria-activedescendant': cellId(spot.line, spot.column) } : {})} style={{ width: total }} onKeyDown={keys}
        onFocus={(event) => { if (event.target === event.currentTarget && !spot) setSpot({ line: lines[0]?.index ?? 0, column: 0 }); }} onMouseOver={showWhole}
      >
        <colgroup>{selectable ? <col style={{ width: checkWidth }} /> : null}{columns.map((column) => <col key={column.key} style={{ width: widths[column.key] }} />)}</colgroup>
        <GridHead
          columns={columns} widths={widths} sort={state.sort} selectable={selectable} checked={checked} partly={!checked && selection.records.size > 0}
          onSort={props.onSort} onWidth={resize} onMove={move} onMenu={(column, at) => setMenu({ column, at })} onCheck={() => (checked ? selection.clear() : selection.choose(loaded))}
        />
        <tbody>
          <Spacer height={lines[0]?.start ?? 0} />
          {lines.map((line) => <Line key={keyOf(rows, line.index)} {...props} line={line.index} height={height} spot={spot} editing={editing} actions={actions} done={done} point={setSpot} />)}
          <Spacer height={virtual.getTotalSize() - (lines.at(-1)?.end ?? 0)} />
        </tbody>
        {state.look.totals ? <TotalsRow state={state} selectable={selectable} /> : null}
      </table>
      {menu ? (
        <Suspense fallback={null}>
          <HeadMenu object={object} column={menu.column} at={menu.at} state={state} close={() => setMenu(undefined)} onSorted={props.onSorted} onColumns={props.onColumns} onGroup={props.onGroup} onFilterBy={props.onFilterBy} />
        </Suspense>
      ) : null}
    </div>
  );
}

interface LineProps extends GridProps {
  readonly line: number;
  readonly height: number;
  readonly spot: Spot | undefined;
  readonly editing: boolean;
  readonly actions: RowActions;
  readonly done: (move: 0 | 1 | -1) => void;
  readonly point: (spot: Spot) => void;
}

/** A row keeps its place in the page while it scrolls; a group and a row that is on its way are known by their lines. */
const keyOf = (rows: Rows, line: number): string | number => (rows.places.at(line)?.kind === 'head' ? `g${line}` : (rows.recordAt(line)?.id ?? line));

function Line({ object, state: { columns }, rows, groups, selection, selectable, onToggle, line, height, spot, editing, actions, done, point }: LineProps) {
  const place = rows.places.at(line);
  const active = spot?.line === line ? spot.column : undefined;
  if (place?.kind === 'head') {
    const group = groups?.[place.section];
    return group ? <GridGroup group={group} line={line} height={height} columns={columns} selectable={selectable} active={active !== undefined} onToggle={() => onToggle(place.section)} onPoint={() => point({ line, column: 0 })} /> : null;
  }
  const record = rows.recordAt(line);
  return (
    <GridRow
      object={object} columns={columns} record={record} line={line} height={height} selectable={selectable} selected={selection.has(record?.id)} active={active} actions={actions}
      editor={editing && active !== undefined && record ? <Suspense fallback={null}><CellEditor object={object} column={columns[active]!} record={record} done={done} /></Suspense> : null}
    />
  );
}

const Spacer = ({ height }: { readonly height: number }) => (height > 0 ? <tr aria-hidden="true" className="spacer"><td style={{ height }} /></tr> : null);

/** As large as the list before was: one that takes its place is drawn once, and not again for having been measured. */
const before = { width: 0, height: 0 };

/** The room for the columns, as it changes. */
function useRoom(scroller: RefObject<HTMLDivElement | null>): number {
  const [room, setRoom] = useState(before.width);
  useLayoutEffect(() => {
    const element = scroller.current!;
    const measure = () => {
      Object.assign(before, { width: element.clientWidth, height: element.clientHeight });
      setRoom(before.width);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return room;
}

/** The lines in sight, told to who loads them; and the line at the top, to who keeps the place. */
function useLines({ rows, start, onSight, onTop }: GridProps, scroller: RefObject<HTMLDivElement | null>, height: number) {
  const virtual = useVirtualizer({ count: rows.places.count, getScrollElement: () => scroller.current, estimateSize: () => height, overscan: beyond, initialOffset: start * height, initialRect: { ...before } });
  const lines = virtual.getVirtualItems();
  const [first, last] = [lines[0]?.index ?? start, lines.at(-1)?.index ?? start];
  useEffect(() => onSight({ from: first, to: last }), [first, last]);
  const measured = useRef(height);
  useEffect(() => {
    if (measured.current !== height) virtual.measure();
    measured.current = height;
  }, [height]);
  // The place is only there once the list is known to be that long.
  const placed = useRef(start === 0);
  useEffect(() => {
    if (placed.current || rows.places.count <= start) return;
    placed.current = true;
    virtual.scrollToIndex(start, { align: 'start' });
  }, [rows.places.count]);
  const top = Math.round((virtual.scrollOffset ?? 0) / height);
  useEffect(() => {
    if (!placed.current) return;
    const timer = setTimeout(() => onTop(top), 400);
    return () => clearTimeout(timer);
  }, [top]);
  return { virtual, lines };
}

/** The same functions for the life of the table, so that rows need not be drawn anew. */
function useRowActions(props: GridProps, setSpot: (spot: Spot) => void, setEditing: (editing: boolean) => void, table: RefObject<HTMLTableElement | null>): RowActions {
  const now = useRef(props);
  now.current = props;
  return useMemo(() => ({
    check: (line, range) => {
      const record = now.current.rows.recordAt(line);
      if (record) now.current.selection.toggle(line, record, range);
    },
    point: (line, column) => {
      setSpot({ line, column });
      setEditing(false);
      table.current?.focus({ preventScroll: true });
    },
    edit: (line, column) => {
      setSpot({ line, column });
      setEditing(true);
    },
  }), [setSpot, setEditing, table]);
}

/** A value that is cut off is read in full where the pointer rests on it. */
function showWhole({ target }: MouseEvent): void {
  const cell = (target as Element).closest?.('td[data-column]');
  if (!(cell instanceof HTMLElement) || cell.classList.contains('editing')) return;
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.innerText;
  else cell.removeAttribute('title');
}
