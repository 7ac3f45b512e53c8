/** A child table as a grid: keyboard, selection, paste and copy, columns of any width, and only the rows in sight are drawn. */
import type { FieldModel, ObjectModel } from '@tenon/model';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type ClipboardEvent, type CSSProperties, type FocusEvent } from 'react';
import { usePreference } from '../../app/preferences.ts';
import { currencyOf, currencySign, rightAligned } from '../../fields/format.ts';
import { isRequired } from '../check.ts';
import { useFormScope } from '../form-scope.tsx';
import { keyOf, rowsOf } from '../rows.ts';
import { useForm, useFormStore, type FormError } from '../store.ts';
import type { FormValues } from '../values.ts';
import { useFormSay } from '../words.ts';
import { columnsOf, frozenCount, type Column } from './columns.ts';
import { onGridKey } from './grid-keys.ts';
import { GridRow } from './grid-row.tsx';
import { selected } from './grid-state.ts';
import { GridBar } from './grid-bar.tsx';
import { rowsIn } from './row-changes.ts';
import { TotalsRow } from './totals-row.tsx';
import { useGrid, type Grid } from './use-grid.ts';
import { WidthHandle } from './width-handle.tsx';

const virtualFrom = 50;
const rowHeight = 35;
const gutterWidth = 40;
const buttonsWidth = 64;
const noErrors: readonly FormError[] = [];

interface Props {
  readonly id: string;
  readonly field: FieldModel;
  readonly child: ObjectModel;
  readonly locked: boolean;
}

type Widths = Readonly<Record<string, number>>;
const noWidths: Widths = {};

export function LinesGrid({ id, field, child, locked }: Props) {
  const say = useFormSay();
  const scope = useFormScope();
  const store = useFormStore();
  const [widths, setWidths] = usePreference<Widths>(`lines:${scope.object.name}.${field.name}`, noWidths);
  const columns = useMemo(() => columnsOf(scope, field, widths), [scope, field, widths]);
  const rows = useForm(({ data }) => rowsOf(data[field.name]));
  const known = useForm((state) => state.known);
  const errors = useRowErrors(field);
  const unit = useForm((_, one) => moneySigns(columns, field, one.record()));
  const { grid, state, view } = useGrid(field, columns, locked);
  // Rows are drawn anew where what is known of their references changes, not for every change of the form.
  const shownView = useMemo(() => view, [known, view.language, view.timeZone]);
  const box = useRef<HTMLDivElement>(null);
  const frozen = useMemo(() => offsets(columns), [columns]);
  const area = selected(state, rows);
  const window = useRows(rows, box, state.active?.row);
  useWantedCell(field, columns, grid);
  const total = gutterWidth + columns.reduce((sum, { width }) => sum + width, 0) + (locked ? 0 : buttonsWidth);
  return (
    <>
      <GridBar id={id} field={field} child={child} grid={grid} locked={locked} errors={errors.all} />
      <div
        ref={box} className={`lines-box${scope.compact ? ' lines-compact' : ''}`} data-grid={field.name}
        onKeyDownCapture={(event) => onGridKey(event, grid)} onPasteCapture={(event) => onPaste(event, grid)} onCopyCapture={(event) => onCopy(event, grid)} onBlur={(event) => onLeave(event, grid)}
      >
        <table className="lines-table" role="grid" aria-label={field.label} aria-rowcount={rows.length + 1} aria-multiselectable style={{ width: total, minWidth: '100%' }}>
          <colgroup><col style={{ width: gutterWidth }} />{columns.map((column) => <col key={column.field.name} style={{ width: column.width }} />)}{locked ? null : <col style={{ width: buttonsWidth }} />}</colgroup>
          <thead>
            <tr>
              <th className="lines-gutter"><span className="sr-only">{say('row', { row: '' })}</span></th>
              {columns.map((column, index) => (
                <th key={column.field.name} scope="col" data-head={column.field.name} title={column.field.help ?? column.field.label} className={[rightAligned(column.field) ? 'num' : '', frozen[index] === undefined ? '' : 'cell-frozen'].filter(Boolean).join(' ') || undefined} style={frozen[index] === undefined ? undefined : { left: frozen[index] } as CSSProperties}>
                  <span className={isRequired(column.field) && !locked && !column.locked ? 'required' : ''}>{column.field.label}</span>
                  <WidthHandle label={column.field.label} width={column.width} set={(width) => setWidths(width === undefined ? withoutWidth(widths, column.field.name) : { ...widths, [column.field.name]: width })} />
                </th>
              ))}
              {locked ? null : <th className="lines-button"><span className="sr-only">{say('rowActions')}</span></th>}
            </tr>
          </thead>
          <tbody>
            {window.above > 0 ? <tr aria-hidden className="lines-space"><td style={{ height: window.above }} /></tr> : null}
            {window.shown.map((index) => {
              const row = rows[index]!;
              const key = keyOf(row);
              const inArea = area !== undefined && index >= area.fromRow && index <= area.toRow && (area.fromRow !== area.toRow || area.fromColumn !== area.toColumn);
              return (
                <GridRow
                  key={key} grid={grid} table={field} child={child} row={row} index={index} columns={columns} locked={locked} frozen={frozen} view={shownView} unit={unit} say={say} measure={window.measure}
                  active={state.active?.row === key ? state.active.column : -1} editing={state.active?.row === key && state.editing} entry={state.active === undefined && index === 0}
                  from={inArea ? area.fromColumn : 1} to={inArea ? area.toColumn : 0} errors={errors.byRow.get(key) ?? noErrors}
                />
              );
            })}
            {window.below > 0 ? <tr aria-hidden className="lines-space"><td style={{ height: window.below }} /></tr> : null}
          </tbody>
          <TotalsRow table={field} columns={columns} rows={rows} frozen={frozen} around={store.record()} locked={locked} />
        </table>
        {rows.length === 0 ? <div className="lines-none muted" tabIndex={locked ? -1 : 0}>{say('noRows')}{locked ? null : <> · {say('pasteHint')}</>}</div> : null}
      </div>
    </>
  );
}

/** The signs of the currencies that are found by way of the record. */
const moneySigns = (columns: readonly Column[], table: FieldModel, record: object): string =>
  columns.map(({ field }) => (field.type === 'money' && table.by ? currencySign(currencyOf(field, { [table.by]: record })) ?? '' : '')).join();

const withoutWidth = (widths: Widths, name: string): Widths => Object.fromEntries(Object.entries(widths).filter(([one]) => one !== name));

function offsets(columns: readonly Column[]): readonly number[] {
  const frozen: number[] = [];
  let left = gutterWidth;
  for (const column of columns.slice(0, frozenCount(columns))) {
    frozen.push(left);
    left += column.width;
  }
  return frozen;
}

function useRowErrors(field: FieldModel) {
  const all = useForm(({ errors }) => errors.filter((error) => error.field === field.name && error.row !== undefined));
  const byRow = useMemo(() => Map.groupBy(all, (error) => error.row!), [all]);
  return { all, byRow };
}

/** Above fifty rows only those in sight are drawn, and the one where somebody is. */
function useRows(rows: readonly FormValues[], box: React.RefObject<HTMLDivElement | null>, active: number | undefined) {
  const many = rows.length > virtualFrom;
  const virtual = useVirtualizer({ count: many ? rows.length : 0, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 6, getItemKey: (index) => keyOf(rows[index]!) });
  const at = active === undefined ? -1 : rows.findIndex((row) => keyOf(row) === active);
  useEffect(() => {
    if (at < 0) return;
    if (many) virtual.scrollToIndex(at, { align: 'auto' });
    else box.current?.querySelector(`tr[data-row="${at}"]`)?.scrollIntoView({ block: 'nearest' });
    // Where somebody goes, not where rows move to.
  }, [active, many]);
  if (!many) return { above: 0, below: 0, shown: rows.map((_, index) => index), measure: undefined };
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  return { above: first?.start ?? 0, below: last ? virtual.getTotalSize() - last.end : 0, shown: items.map(({ index }) => index), measure: virtual.measureElement };
}

/** Goes to the cell that an error or its summary points at. */
function useWantedCell(field: FieldModel, columns: readonly Column[], grid: Grid): void {
  const wanted = useForm((state) => (state.wanted?.field === field.name ? state.wanted : undefined));
  useEffect(() => {
    if (!wanted) return;
    if (wanted.row === undefined) document.querySelector(`[data-grid="${field.name}"]`)?.scrollIntoView({ block: 'center' });
    else grid.activate(wanted.row, Math.max(0, columns.findIndex((column) => column.field.name === wanted.column)));
  }, [wanted, field, grid]);
}

const inText = (target: EventTarget): boolean => target instanceof HTMLInputElement && target.selectionStart !== target.selectionEnd;

/** A block goes into the cells; a word goes into the text that is being edited. */
function onPaste(event: ClipboardEvent<HTMLElement>, grid: Grid): void {
  const text = event.clipboardData.getData('text/plain');
  const { state } = grid.now();
  const empty = rowsIn(grid.now().store, grid.now().table).length === 0;
  if ((!state.active && !empty) || text === '' || (state.editing && !/[\t\n]/.test(text.trim()))) return;
  event.preventDefault();
  event.stopPropagation();
  void grid.paste(text);
}

function onCopy(event: ClipboardEvent<HTMLElement>, grid: Grid): void {
  const { state } = grid.now();
  if (!state.active || (state.editing && inText(event.target))) return;
  event.preventDefault();
  event.clipboardData.setData('text/plain', grid.copied().text);
}

/** The selection goes with the focus; what opens over the page belongs to its cell. */
function onLeave(event: FocusEvent<HTMLElement>, grid: Grid): void {
  const next = event.relatedTarget as HTMLElement | null;
  if (!next || event.currentTarget.contains(next) || next.closest('.ant-select-dropdown, .ant-picker-dropdown, .ant-drawer, .ant-modal')) return;
  grid.leave();
}
