/** One row of the table; drawn again only when something of its own has changed. */
import { Link } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { memo, type MouseEvent, type ReactNode } from 'react';
import type { RecordValues } from '../app/client.ts';
import { titleOf, valueAt } from '../fields/paths.ts';
import { ValueView } from '../fields/value-view.tsx';
import type { Column } from './columns.ts';
import { useListSay } from './say.ts';

export interface RowActions {
  readonly check: (line: number, range: boolean) => void;
  readonly point: (line: number, column: number) => void;
  readonly edit: (line: number, column: number) => void;
}

interface Props {
  readonly object: ObjectModel;
  readonly columns: readonly Column[];
  readonly record: RecordValues | undefined;
  readonly line: number;
  readonly height: number;
  readonly selectable: boolean;
  readonly selected: boolean;
  /** The column of the cell that has the keyboard. */
  readonly active: number | undefined;
  /** Over that cell. */
  readonly editor: ReactNode;
  readonly actions: RowActions;
}

export const cellId = (line: number, column: number): string => `cell-${line}-${column}`;

export const GridRow = memo(function GridRow({ object, columns, record, line, height, selectable, selected, active, editor, actions }: Props) {
  const say = useListSay();
  const rowStyle = { height };
  if (!record) return <WaitingRow columns={columns} line={line} height={height} selectable={selectable} />;
  const check = (event: MouseEvent) => {
    event.stopPropagation();
    actions.check(line, event.shiftKey);
  };
  return (
    <tr data-id={record.id} data-line={line} aria-rowindex={line + 2} aria-selected={selected} className={selected ? 'selected' : ''} style={rowStyle}>
      {selectable ? <td className="grid-check" onClick={check}><input type="checkbox" tabIndex={-1} aria-label={say('selectRow', { title: titleOf(object, record) })} checked={selected} readOnly /></td> : null}
      {columns.map((column, index) => (
        <td
          key={column.key} id={cellId(line, index)} data-column={column.key} className={`${column.number ? 'num' : ''}${active === index ? ' active' : ''}${active === index && editor ? ' editing' : ''}`}
          onClick={() => actions.point(line, index)} onDoubleClick={() => actions.edit(line, index)}
        >
          <CellValue object={object} column={column} record={record} />
          {active === index ? editor : null}
        </td>
      ))}
    </tr>
  );
});

function CellValue({ object, column: { path, field, names }, record }: { readonly object: ObjectModel; readonly column: Column; readonly record: RecordValues }) {
  const shown = valueAt(record, path);
  const value = <ValueView field={field} value={shown} record={path.length > 1 ? valueAt(record, path.slice(0, -1)) : record} link={false} />;
  if (!names) return value;
  return <Link className="list-title" to="/o/$object/r/$id" params={{ object: object.name, id: record.id! }} tabIndex={-1} preload={false}>{value}</Link>;
}

/** In the place of a row that is on its way. */
function WaitingRow({ columns, line, height, selectable }: Pick<Props, 'columns' | 'line' | 'height' | 'selectable'>) {
  const say = useListSay();
  const rowStyle = { height };
  return (
    <tr className="waiting" aria-rowindex={line + 2} aria-busy="true" style={rowStyle}>
      {selectable ? <td className="grid-check" /> : null}
      {columns.map((column, index) => <td key={column.key}>{index === 0 ? <span className="sr-only">{say('loadingRow')}</span> : null}<span className={`bar bar-${(line + index) % 3}`} /></td>)}
    </tr>
  );
}
