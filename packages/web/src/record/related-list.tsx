/** Records of another object that refer to this one. */
import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { RelatedModel } from '@tenon/model';
import { Button, Skeleton } from 'antd';
import { client, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { inSentence, useSay } from '../app/language.tsx';
import { ProblemAlert } from '../app/problem-view.tsx';
import { rightAligned } from '../fields/format.ts';
import { literal } from '../fields/filter-text.ts';
import { fieldAt, shownPath, valueAt } from '../fields/paths.ts';
import { ValueView } from '../fields/value-view.tsx';
import { cellClass } from './layout.ts';

const rowsShown = 20;

export function RelatedList({ related, record }: { readonly related: RelatedModel; readonly record: RecordValues }) {
  const { model, access } = useEngine();
  const say = useSay();
  const object = model.objects[related.object];
  const select = object ? [...related.columns.map((column) => shownPath(model, related.object, column.split('.'))), object.title].join(',') : '';
  const found = useQuery({
    queryKey: ['list', related.object, 'related', related.by, record.id, select],
    enabled: Boolean(object),
    queryFn: () => client.list<RecordValues>(related.object, { filter: `${related.by} == ${literal(record.id!)}`, sort: related.sort?.join(','), select, limit: rowsShown, count: true }),
  });
  if (!object) return null;
  return (
    <section className="panel section">
      <h2 className="section-title">
        {related.label}{found.data?.count === undefined ? null : <span className="muted small">{found.data.count}</span>}
        <span className="grow" />
        {access(related.object).create && !object.partOf ? (
          <Link to="/o/$object/new" params={{ object: related.object }} search={{ field: related.by, value: record.id! }}><Button size="small" icon={<PlusOutlined />}>{say('new')}</Button></Link>
        ) : null}
      </h2>
      <div className="related-body">
        {found.error ? <ProblemAlert error={found.error} /> : !found.data ? <Skeleton active /> : found.data.data.length === 0 ? <span className="muted">{say('emptyList', { objects: inSentence(object.plural) })}</span> : (
          <RelatedTable related={related} rows={found.data.data} />
        )}
      </div>
    </section>
  );
}

function RelatedTable({ related, rows }: { readonly related: RelatedModel; readonly rows: readonly RecordValues[] }) {
  const { model } = useEngine();
  const navigate = useNavigate();
  const target = model.objects[related.object]!;
  const columns = related.columns.map((column) => ({ path: column.split('.'), field: fieldAt(model, related.object, column.split('.')) }));
  const open = (row: RecordValues) => void navigate({ to: '/o/$object/r/$id', params: { object: related.object, id: row.id! } });
  return (
    <div className="table-scroll">
      <table className="lines" aria-label={related.label}>
        <thead><tr>{columns.map(({ path, field }) => <th key={path.join('.')} className={rightAligned(field) ? 'num' : ''}>{field?.label ?? path.at(-1)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} {...(target.partOf ? {} : { style: { cursor: 'pointer' }, onClick: () => open(row) })}>
              {columns.map(({ path, field }, index) => (
                <td key={path.join('.')} data-label={field?.label} className={cellClass(field)}><div>
                  {index === 0 && !target.partOf && field?.type !== 'reference' ? (
                    <Link to="/o/$object/r/$id" params={{ object: related.object, id: row.id! }} onClick={(event) => event.stopPropagation()}><ValueView field={field} value={valueAt(row, path)} record={row} link={false} /></Link>
                  ) : <ValueView field={field} value={valueAt(row, path)} record={valueAt(row, path.slice(0, -1))} />}
                </div></td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
