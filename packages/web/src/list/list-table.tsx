/** The rows of a list as a table; a header that is clicked orders by its column, on the server. */
import type { ObjectModel, ViewModel } from '@tenon/model';
import { Table, type TableColumnType } from 'antd';
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

const unsortable = new Set(['children', 'references', 'multi_select', 'json', 'rich_text', 'address', 'geo', 'file', 'image', 'date_range']);

export function ListTable({ object, view, records, sort, busy, onSort, onOpen }: ListProps) {
  const columns = useColumns(object, view, sort);
  return (
    <div className="list-table table-scroll">
      <Table<RecordValues>
        size="middle"
        rowKey={(record) => record.id!}
        columns={columns}
        dataSource={[...records]}
        pagination={false}
        loading={busy && records.length === 0}
        scroll={{ x: 'max-content' }}
        showSorterTooltip={false}
        onChange={(_pages, _filters, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter;
          const path = String(one?.columnKey ?? '');
          onSort(one?.order && path ? `${one.order === 'descend' ? '-' : ''}${path}` : undefined);
        }}
        onRow={(record) => ({
          tabIndex: 0,
          'data-id': record.id,
          onClick: () => onOpen(record),
          onKeyDown: (event) => {
            if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(record);
          },
        })}
      />
    </div>
  );
}

function useColumns(object: ObjectModel, view: ViewModel, sort: string | undefined): TableColumnType<RecordValues>[] {
  const { model } = useEngine();
  const sorted = sort?.replace(/^-/, '');
  return view.columns.map((column): TableColumnType<RecordValues> => {
    const key = column.path.join('.');
    const field = fieldAt(model, object.name, column.path);
    const around = column.path.slice(0, -1);
    return {
      key,
      title: column.label,
      ...(column.width ? { width: column.width } : {}),
      ...(rightAligned(field) ? { align: 'right' as const } : {}),
      ...(field && !unsortable.has(field.type) ? { sorter: true, sortOrder: sorted === key ? (sort!.startsWith('-') ? 'descend' as const : 'ascend' as const) : null } : {}),
      render: (_: unknown, record) => (
        <span className={key === object.title ? 'list-title' : ''}>
          <ValueView field={field} value={valueAt(record, column.path)} record={valueAt(record, around)} link={key !== object.title} />
        </span>
      ),
    };
  });
}
