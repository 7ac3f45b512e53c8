/** Headings of the table: order by a click, by several with shift; widths and places by drag or by keyboard. */
import { CaretDownFilled, CaretUpFilled, MoreOutlined } from '@ant-design/icons';
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { leastWidth, mostWidth, type Column } from './columns.ts';
import type { SortKey } from './list-search.ts';
import { useListSay } from './say.ts';

export interface HeadProps {
  readonly columns: readonly Column[];
  readonly widths: Readonly<Record<string, number>>;
  readonly sort: readonly SortKey[];
  readonly checked: boolean;
  readonly partly: boolean;
  readonly selectable: boolean;
  readonly onSort: (path: string, more: boolean) => void;
  readonly onWidth: (key: string, width: number, done: boolean) => void;
  readonly onMove: (key: string, before: string) => void;
  readonly onMenu: (column: Column, at: DOMRect) => void;
  readonly onCheck: () => void;
}

export function GridHead(props: HeadProps) {
  const say = useListSay();
  const [over, setOver] = useState<string | undefined>(undefined);
  return (
    <thead>
      <tr aria-rowindex={1}>
        {props.selectable ? (
          <th className="grid-check" scope="col"><input type="checkbox" aria-label={say('selectAll')} tabIndex={-1} data-action="select-all" checked={props.checked} ref={(input) => { if (input) input.indeterminate = props.partly; }} onChange={props.onCheck} /></th>
        ) : null}
        {props.columns.map((column) => <Heading key={column.key} {...props} column={column} over={over === column.key} setOver={setOver} />)}
      </tr>
    </thead>
  );
}

interface HeadingProps extends HeadProps {
  readonly column: Column;
  readonly over: boolean;
  readonly setOver: (key: string | undefined) => void;
}

const dragType = 'application/x-tenon-column';

function Heading({ column, sort, widths, over, setOver, onSort, onWidth, onMove, onMenu }: HeadingProps) {
  const say = useListSay();
  const place = sort.findIndex((key) => key.path === column.key);
  const order = place < 0 ? undefined : sort[place]!.descending ? 'descending' : 'ascending';
  const head = useRef<HTMLTableCellElement>(null);
  const menu = () => onMenu(column, head.current!.getBoundingClientRect());
  return (
    <th
      ref={head} scope="col" data-column={column.key} className={`${column.number ? 'num' : ''}${over ? ' grid-drop' : ''}`} {...(order ? { 'aria-sort': order } : {})}
      draggable onDragStart={(event) => { event.dataTransfer.setData(dragType, column.key); event.dataTransfer.effectAllowed = 'move'; }}
      onDragOver={(event) => { if (event.dataTransfer.types.includes(dragType)) { event.preventDefault(); setOver(column.key); } }}
      onDragLeave={() => setOver(undefined)} onDragEnd={() => setOver(undefined)}
      onDrop={(event) => { setOver(undefined); onMove(event.dataTransfer.getData(dragType), column.key); }}
      onContextMenu={(event) => { event.preventDefault(); menu(); }}
    >
      <div className="grid-head">
        {column.sortable ? (
          <button type="button" className="grid-sort" data-sort={column.key} onClick={(event) => onSort(column.key, event.shiftKey)} onKeyDown={(event) => { if (event.key === 'ArrowDown' && event.altKey) menu(); }}>
            <span className="grid-label" title={column.label}>{column.label}</span>
            <span className="list-sort" aria-hidden="true">{order === 'descending' ? <CaretDownFilled /> : <CaretUpFilled />}{order && sort.length > 1 ? <small>{place + 1}</small> : null}</span>
          </button>
        ) : <span className="grid-label" title={column.label}>{column.label}</span>}
        <button type="button" className="grid-menu" tabIndex={-1} aria-label={say('columnMenu', { label: column.label })} aria-haspopup="menu" data-menu={column.key} onClick={menu}><MoreOutlined /></button>
      </div>
      <Resizer column={column} width={widths[column.key] ?? column.width} onWidth={onWidth} />
    </th>
  );
}

const step = 16;

/** Dragged, or moved with the arrows while it has the focus. */
function Resizer({ column, width, onWidth }: { readonly column: Column; readonly width: number; readonly onWidth: HeadProps['onWidth'] }) {
  const say = useListSay();
  const start = useRef<{ readonly x: number; readonly width: number } | undefined>(undefined);
  const bounded = (next: number) => Math.round(Math.min(mostWidth, Math.max(leastWidth, next)));
  const down = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width };
  };
  const move = (event: PointerEvent<HTMLDivElement>, done: boolean) => {
    if (!start.current) return;
    onWidth(column.key, bounded(start.current.width + event.clientX - start.current.x), done);
    if (done) start.current = undefined;
  };
  const key = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = event.key === 'ArrowLeft' ? -step : event.key === 'ArrowRight' ? step : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onWidth(column.key, bounded(width + by), true);
  };
  return (
    <div
      className="grid-resize" role="separator" aria-orientation="vertical" aria-label={say('resize', { label: column.label })} aria-valuenow={width} aria-valuemin={leastWidth} aria-valuemax={mostWidth} tabIndex={0} data-resize={column.key}
      draggable onDragStart={(event) => { event.preventDefault(); event.stopPropagation(); }}
      onPointerDown={down} onPointerMove={(event) => move(event, false)} onPointerUp={(event) => move(event, true)} onKeyDown={key}
    />
  );
}
