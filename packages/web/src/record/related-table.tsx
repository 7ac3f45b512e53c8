/** The rows of a related list: opened in place, ordered by their headings, acted upon by a menu. */
import { CaretDownOutlined, CaretUpOutlined, DeleteOutlined, DownOutlined, EditOutlined, ExportOutlined, EllipsisOutlined, RightOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { FieldModel, ObjectModel, RelatedModel } from '@tenon/model';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useState, type ReactNode } from 'react';
import { client, problemOf, writeKey, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useFeedback } from '../app/feedback.tsx';
import { useSay } from '../app/language.tsx';
import { rightAligned } from '../fields/format.ts';
import { fieldAt, titleOf, valueAt } from '../fields/paths.ts';
import { ValueView } from '../fields/value-view.tsx';
import { isFrozen } from './editable.ts';
import { cellClass } from './layout.ts';
import { RecordPeek } from './record-peek.tsx';
import { useTransition } from './transition-dialog.tsx';
import { mayAct } from './transitions.ts';
import { useRecordSay } from './words.ts';

interface Props {
  readonly related: RelatedModel;
  readonly object: ObjectModel;
  readonly rows: readonly RecordValues[];
  readonly sort: string | undefined;
  readonly order: (sort: string) => void;
}

interface Column { readonly path: readonly string[]; readonly field: FieldModel | undefined }

export function RelatedTable({ related, object, rows, sort, order }: Props) {
  const { model } = useEngine();
  const words = useRecordSay();
  const { start, dialog } = useTransition(object);
  const columns = related.columns.map((column): Column => ({ path: column.split('.'), field: fieldAt(model, related.object, column.split('.')) }));
  const opens = !object.partOf;
  return (
    <>
      <div className="table-scroll">
        <table className="lines rec-related" aria-label={related.label}>
          <thead><tr>
            {opens ? <th className="rec-fold"><span className="rec-hidden">{words('openInPlace')}</span></th> : null}
            {columns.map((column) => <Heading key={column.path.join('.')} column={column} sort={sort} order={order} />)}
            {opens ? <th className="rec-row-menu"><span className="rec-hidden">{words('rowActions')}</span></th> : null}
          </tr></thead>
          <tbody>{rows.map((row) => <Row key={row.id} object={object} columns={columns} row={row} start={start} />)}</tbody>
        </table>
      </div>
      {dialog}
    </>
  );
}

function Heading({ column: { path, field }, sort, order }: { readonly column: Column; readonly sort: string | undefined; readonly order: (sort: string) => void }) {
  const say = useSay();
  const name = path.join('.');
  const label = field?.label ?? path.at(-1)!;
  const first = sort?.split(',')[0];
  const direction = first === name ? 'ascending' : first === `-${name}` ? 'descending' : undefined;
  return (
    <th scope="col" className={rightAligned(field) ? 'num' : ''} {...(direction ? { 'aria-sort': direction } : {})}>
      <button type="button" className="rec-sort" title={say('sortBy', { label })} onClick={() => order(direction === 'ascending' ? `-${name}` : name)}>
        {label}{direction ? <span aria-hidden>{direction === 'ascending' ? <CaretUpOutlined /> : <CaretDownOutlined />}</span> : null}
      </button>
    </th>
  );
}

interface RowProps {
  readonly object: ObjectModel;
  readonly columns: readonly Column[];
  readonly row: RecordValues;
  readonly start: (id: string, transition: string) => void;
}

function Row({ object, columns, row, start }: RowProps) {
  const words = useRecordSay();
  const [open, setOpen] = useState(false);
  const opens = !object.partOf;
  const cell = ({ path, field }: Column, index: number): ReactNode => (index === 0 && opens && field?.type !== 'reference' ? (
    <Link to="/o/$object/r/$id" params={{ object: object.name, id: row.id! }}><ValueView field={field} value={valueAt(row, path)} record={row} link={false} /></Link>
  ) : <ValueView field={field} value={valueAt(row, path)} record={path.length > 1 ? valueAt(row, path.slice(0, -1)) : row} />);
  return (
    <>
      <tr>
        {opens ? <td className="rec-fold"><button type="button" className="rec-fold-button" aria-expanded={open} aria-label={words('openInPlaceOf', { title: titleOf(object, row) })} onClick={() => setOpen(!open)}>{open ? <DownOutlined /> : <RightOutlined />}</button></td> : null}
        {columns.map((column, index) => <td key={column.path.join('.')} data-label={column.field?.label} className={cellClass(column.field)}><div>{cell(column, index)}</div></td>)}
        {opens ? <td className="rec-row-menu"><RowMenu object={object} row={row} start={start} /></td> : null}
      </tr>
      {open ? <tr className="rec-peek-row"><td colSpan={columns.length + 2}><RecordPeek object={object} id={row.id!} /></td></tr> : null}
    </>
  );
}

function RowMenu({ object, row, start }: Omit<RowProps, 'columns'>) {
  const engine = useEngine();
  const say = useSay();
  const words = useRecordSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { modal, message } = useFeedback();
  const may = engine.access(object.name);
  const params = { object: object.name, id: row.id! };
  const state = object.lifecycle ? String(row[object.lifecycle.field]) : '';
  const transitions = Object.values(object.lifecycle?.transitions ?? {}).filter((one) => one.from.includes(state) && mayAct(engine, object, one.name));
  const remove = async () => {
    try {
      await client.remove(object.name, row.id!, { version: row.version, idempotencyKey: writeKey() });
      await queries.invalidateQueries();
      message.success(say('deleted'));
    } catch (error) {
      const problem = problemOf(error);
      message.error([problem.detail ?? problem.title, problem.hint].filter(Boolean).join(' '), 8);
    }
  };
  const ask = () => modal.confirm({ title: say('deleteConfirm', { title: titleOf(object, row) }), content: say('deleteDetail'), okText: say('delete'), okButtonProps: { danger: true }, onOk: remove });
  const items: MenuProps['items'] = [
    { key: ' open', icon: <ExportOutlined />, label: words('open'), onClick: () => void navigate({ to: '/o/$object/r/$id', params }) },
    ...(may.update && !isFrozen(object, row) ? [{ key: ' edit', icon: <EditOutlined />, label: say('edit'), onClick: () => void navigate({ to: '/o/$object/r/$id/edit', params }) }] : []),
    ...(transitions.length > 0 ? [{ type: 'divider' as const }] : []),
    ...transitions.map((one) => ({ key: one.name, label: <span data-action={one.name}>{one.label}</span>, danger: one.tone === 'danger', onClick: () => start(row.id!, one.name) })),
    ...(may.delete ? [{ type: 'divider' as const }, { key: ' delete', danger: true, icon: <DeleteOutlined />, label: <span data-action="delete-row">{say('delete')}</span>, onClick: ask }] : []),
  ];
  return <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight"><Button type="text" size="small" icon={<EllipsisOutlined />} aria-label={words('rowActionsOf', { title: titleOf(object, row) })} data-action="row-menu" /></Dropdown>;
}
