/** One row of a grid: text in its cells, and an input in the one where somebody is. Drawn anew only when something of it changed. */
import { CopyOutlined, DeleteOutlined } from '@ant-design/icons';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { memo, type CSSProperties } from 'react';
import { rightAligned } from '../../fields/format.ts';
import { asRow } from '../live.ts';
import { keyOf } from '../rows.ts';
import type { FormError } from '../store.ts';
import type { FormValues } from '../values.ts';
import type { FormSay } from '../words.ts';
import { CellEditor } from './cell-editor.tsx';
import { cellContent, cellText, type CellView } from './cell-text.tsx';
import type { Column } from './columns.ts';
import type { Grid } from './use-grid.ts';

export interface RowProps {
  readonly grid: Grid;
  readonly table: FieldModel;
  readonly child: ObjectModel;
  readonly row: FormValues;
  readonly index: number;
  readonly columns: readonly Column[];
  readonly locked: boolean;
  /** Offsets of the columns that stay in sight. */
  readonly frozen: readonly number[];
  /** The column of the active cell, -1 in other rows; the selected columns, from 1 to 0 where there are none. */
  readonly active: number;
  readonly editing: boolean;
  readonly from: number;
  readonly to: number;
  /** The cell that Tab reaches while nobody is in the grid. */
  readonly entry: boolean;
  readonly errors: readonly FormError[];
  readonly view: CellView;
  /** Draws the row anew when what its numbers are in changes. */
  readonly unit: string;
  readonly say: FormSay;
  readonly measure?: ((element: HTMLTableRowElement | null) => void) | undefined;
}

function Row(props: RowProps) {
  const { grid, row, index, columns, locked, errors, say } = props;
  const key = keyOf(row);
  const context = props.view.context;
  const around = asRow(context, props.table, props.child, row, grid.now().store.record());
  const rowErrors = errors.filter(({ column }) => column === undefined || !columns.some(({ field }) => field.name === column));
  return (
    <tr ref={props.measure} data-index={index} data-row={index} aria-rowindex={index + 2} className={rowErrors.length > 0 ? 'row-failed' : undefined}>
      <th scope="row" className={`lines-gutter${rowErrors.length > 0 ? ' cell-failed' : ''}`} title={rowErrors.map(({ message }) => message).join(' ') || undefined} aria-label={say('selectRow', { row: String(index + 1) })} onClick={() => grid.selectRow(key)}>{index + 1}</th>
      {columns.map((column, number) => <Cell key={column.field.name} {...props} column={column} number={number} around={around} />)}
      {locked ? null : (
        <td className="lines-button">
          <button type="button" tabIndex={-1} data-action="duplicate-row" aria-label={say('duplicateRow', { row: String(index + 1) })} title={say('duplicate')} onClick={() => grid.duplicate(key)}><CopyOutlined /></button>
          <button type="button" tabIndex={-1} data-action="remove-row" aria-label={say('removeRow', { row: String(index + 1) })} title={say('deleteRow')} onClick={() => grid.remove(key)}><DeleteOutlined /></button>
        </td>
      )}
    </tr>
  );
}

type CellProps = RowProps & { readonly column: Column; readonly number: number; readonly around: object };

function Cell(props: CellProps) {
  const { grid, row, index, column, number, around, errors, active, locked } = props;
  const { field } = column;
  const key = keyOf(row);
  const error = errors.find((one) => one.column === field.name);
  const value = row[field.name];
  const text = cellText(field, value, around, props.view);
  const isActive = active === number;
  const shut = locked || column.locked;
  const offset = props.frozen[number];
  const classes = [rightAligned(field) ? 'num' : '', shut ? 'cell-locked' : '', isActive ? 'cell-active' : '', number >= props.from && number <= props.to && props.from !== props.to + 1 ? 'cell-selected' : '', error ? 'cell-failed' : '', offset === undefined ? '' : 'cell-frozen'];
  return (
    <td
      role="gridcell" data-field={field.name} aria-colindex={number + 2} aria-readonly={shut || undefined} aria-selected={number >= props.from && number <= props.to} aria-invalid={error ? true : undefined} aria-label={`${field.label}: ${error?.pasted ?? text}`}
      className={classes.filter(Boolean).join(' ') || undefined} style={offset === undefined ? undefined : { left: offset } as CSSProperties}
      tabIndex={isActive ? (shut ? 0 : -1) : props.entry && number === firstOpen(props) ? 0 : -1}
      ref={isActive && shut ? (cell) => cell?.focus({ preventScroll: false }) : undefined}
      onFocus={(event) => { if (!isActive && event.target === event.currentTarget) grid.activate(key, number); }}
      onPointerDown={(event) => { if (event.button === 0 && event.pointerType !== 'touch') grid.activate(key, number, event.shiftKey); }}
      // The focus goes to the input of the active cell, wherever in the cell the press was, and stays there while the selection grows.
      onMouseDown={(event) => { if (event.shiftKey || !(event.target as HTMLElement).closest('.lines-editor')) event.preventDefault(); }}
      onClick={() => { if (active === -1 && grid.now().state.active === undefined) grid.activate(key, number); }}
      onPointerEnter={(event) => { if (event.buttons === 1) grid.drag(key, number); }}
      title={isActive ? undefined : error?.message ?? (text.length > 14 ? text : undefined)}
    >
      {isActive && !shut
        ? <CellEditor grid={grid} table={props.table} row={row} index={index} column={column} around={around} editing={props.editing} failed={error !== undefined} />
        : <div className="cell-text">{error?.pasted !== undefined ? <span className="cell-pasted">{error.pasted}</span> : cellContent(field, value, text)}</div>}
      {error ? <div className="field-error">{error.message}</div> : null}
    </td>
  );
}

const firstOpen = ({ columns, locked }: RowProps): number => Math.max(0, columns.findIndex((column) => !locked && !column.locked));

export const GridRow = memo(Row);
