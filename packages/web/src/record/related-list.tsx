/** Records of another object that refer to this one: in pages, with what can be done with each. */
import { PlusOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Model, RelatedModel } from '@tenon/model';
import { Button, Pagination, Skeleton } from 'antd';
import { useState } from 'react';
import { client, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { inSentence, useSay } from '../app/language.tsx';
import { ProblemAlert } from '../app/problem-view.tsx';
import { literal } from '../fields/filter-text.ts';
import { fieldAt, shownPath } from '../fields/paths.ts';
import { RelatedTable } from './related-table.tsx';
import { useRecordSay } from './words.ts';

const rowsPerPage = 20;

const filterOf = (related: RelatedModel, id: string): string => `${related.by} == ${literal(id)}`;

/** How many there are; for the tab, before its list is opened. */
export function useRelatedCount(related: readonly RelatedModel[], id: string): number | undefined {
  const { model } = useEngine();
  const known = related.filter(({ object }) => model.objects[object]);
  const found = useQuery({
    queryKey: ['list', 'related', 'count', id, known.map(({ object, by }) => `${object}.${by}`)],
    enabled: known.length > 0,
    queryFn: async () => (await Promise.all(known.map((one) => client.list(one.object, { filter: filterOf(one, id), select: 'id', limit: 1, count: true })))).reduce((sum, { count }) => sum + (count ?? 0), 0),
  });
  return found.data;
}

/** What a page of the list shows, and what the actions on its rows need. */
function selectOf(model: Model, related: RelatedModel): string {
  const object = model.objects[related.object]!;
  const state = object.lifecycle?.field;
  const columns = related.columns.map((column) => column.split('.'));
  // Currencies and units may stand in a field beside the value.
  const beside = columns.flatMap((path) => {
    const field = fieldAt(model, related.object, path);
    return [field?.currency, field?.unit].flatMap((one) => (one && 'path' in one ? [[...path.slice(0, -1), ...one.path]] : [])).filter((found) => fieldAt(model, related.object, found));
  });
  return [...new Set([...columns.map((path) => shownPath(model, related.object, path)), ...beside.map((path) => path.join('.')), object.title, ...(state ? [state] : []), 'version'])].join(',');
}

export function RelatedList({ related, record }: { readonly related: RelatedModel; readonly record: RecordValues }) {
  const { model, access } = useEngine();
  const say = useSay();
  const words = useRecordSay();
  const object = model.objects[related.object];
  const [sort, setSort] = useState(related.sort?.join(','));
  // The cursor of each page that was opened so far; the first has none.
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined]);
  const [page, setPage] = useState(1);
  const select = object ? selectOf(model, related) : '';
  const filter = filterOf(related, record.id!);
  const found = useQuery({
    queryKey: ['list', related.object, 'related', related.by, record.id, select, sort, page],
    enabled: Boolean(object),
    placeholderData: keepPreviousData,
    queryFn: () => client.list<RecordValues>(related.object, { filter, sort, select, limit: rowsPerPage, count: true, cursor: cursors[page - 1] }),
  });
  if (!object) return null;
  const order = (next: string) => {
    setSort(next);
    setCursors([undefined]);
    setPage(1);
  };
  const turn = (next: number) => {
    const cursor = found.data?.next;
    if (next > page && cursor) setCursors((old) => [...old.slice(0, page), cursor]);
    setPage(next);
  };
  const count = found.data?.count;
  return (
    <section className="panel section" data-related={related.name}>
      <h2 className="section-title">
        {related.label}{count === undefined ? null : <span className="muted small">{count}</span>}
        <span className="grow" />
        {count && !object.partOf ? <Link to="/o/$object/$view" params={{ object: related.object, view: 'any' }} search={{ filter }} className="rec-view-all" data-action="view-all">{say('viewAll')}</Link> : null}
        {access(related.object).create && !object.partOf ? (
          <Link to="/o/$object/new" params={{ object: related.object }} search={{ field: related.by, value: record.id! }}><Button size="small" icon={<PlusOutlined />} data-action={`new-${related.name}`}>{say('new')}</Button></Link>
        ) : null}
      </h2>
      <div className="related-body">
        {found.error ? <ProblemAlert error={found.error} /> : !found.data ? <Skeleton active paragraph={{ rows: 2 }} title={false} /> : found.data.data.length === 0 ? <span className="muted">{say('emptyList', { objects: inSentence(object.plural) })}</span> : (
          <RelatedTable related={related} object={object} rows={found.data.data} sort={sort} order={order} />
        )}
        {count !== undefined && count > rowsPerPage ? (
          <div className="rec-pages">
            <span className="muted small">{words('rowsOf', { from: (page - 1) * rowsPerPage + 1, to: Math.min(page * rowsPerPage, count), count })}</span>
            <Pagination size="small" simple={{ readOnly: true }} current={page} pageSize={rowsPerPage} total={count} showSizeChanger={false} onChange={turn} />
          </div>
        ) : null}
      </div>
    </section>
  );
}
