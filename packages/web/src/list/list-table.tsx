/** The rows of a list as a table; a header that is clicked orders by its column, on the server. */
import { CaretDownFilled, CaretUpFilled } from '@ant-design/icons';
import type { FieldModel, Model, ObjectModel, ViewModel } from '@tenon/model';
import { Link } from '@tanstack/react-router';
import type { RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { rightAligned } from '../fields/format.ts';
import { fieldAt, valueAt } from '../fields/paths.ts';
import { ValueView } from '../fields/value-view.tsx';

export interface ListProps {
  readonly object: ObjectModel;
  readonly view: ViewModel;
  readonly records: readonly RecordValues[];
  readonly sort: string | undefined;
  readonly busy: boolean;
  readonly onSort: (sort: string | undefined) => void;
  readonly onOpen: (record: RecordValues) => void;
}

interface Column {
  readonly key: string;
  readonly path: readonly string[];
  readonly label: string;
  readonly width: number | undefined;
  readonly field: FieldModel | undefined;
  /** Leads to the record, so that it can be opened in a window of its own. */
  readonly names: boolean;
}

const unsortable = new Set(['children', 'references', 'multi_select', 'json', 'rich_text', 'address', 'geo', 'file', 'image', 'date_range']);

export function ListTable({ object, view, records, sort, busy, onSort, onOpen }: ListProps) {
  const { model } = useEngine();
  const columns = columnsOf(model, object, view);
  return (
    <div className={`list-scroll${busy ? ' list-busy' : ''}`}>
      <table className="list-table" aria-label={view.label} aria-busy={busy}>
        <thead><tr>{columns.map((column) => <Header key={column.key} column={column} sort={sort} onSort={onSort} />)}</tr></thead>
        <tbody>
          {records.map((record) => (
            <tr
              key={record.id} data-id={record.id} tabIndex={0} onClick={() => onOpen(record)}
              onKeyDown={(event) => { if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(record); }}
            >
              {columns.map((column) => <Cell key={column.key} column={column} object={object} record={record} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function columnsOf(model: Model, object: ObjectModel, view: ViewModel): readonly Column[] {
  const keys = view.columns.map((column) => column.path.join('.'));
  const naming = keys.includes(object.title) ? object.title : keys[0];
  return view.columns.map((column, index) => ({
    key: keys[index]!, path: column.path, label: column.label, width: column.width, field: fieldAt(model, object.name, column.path), names: keys[index] === naming,
  }));
}

interface HeaderProps {
  readonly column: Column;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
}

/** Ascending, descending, then the view's own order again. */
function Header({ column: { key, label, width, field }, sort, onSort }: HeaderProps) {
  const order = sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : undefined;
  const next = order === undefined ? key : order === 'ascending' ? `-${key}` : undefined;
  const sortable = field !== undefined && !unsortable.has(field.type);
  return (
    <th className={rightAligned(field) ? 'num' : ''} style={width ? { width } : {}} {...(order ? { 'aria-sort': order } : {})}>
      {sortable ? (
        <button type="button" data-sort={key} onClick={() => onSort(next)}>{label}<span className="list-sort">{order === 'descending' ? <CaretDownFilled /> : <CaretUpFilled />}</span></button>
      ) : label}
    </th>
  );
}

function Cell({ column: { key, path, field, names }, object, record }: { readonly column: Column; readonly object: ObjectModel; readonly record: RecordValues }) {
  const value = <ValueView field={field} value={valueAt(record, path)} record={valueAt(record, path.slice(0, -1))} link={false} />;
  return (
    <td className={rightAligned(field) ? 'num' : ''} data-column={key}>
      {names ? <Link className="list-title" to="/o/$object/r/$id" params={{ object: object.name, id: record.id! }} tabIndex={-1} onClick={(event) => event.stopPropagation()}>{value}</Link> : value}
    </td>
  );
}
