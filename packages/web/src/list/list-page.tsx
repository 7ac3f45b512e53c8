/** A list of records: views as tabs, filters, search, order and pages, all of them done by the server. */
import { FilterOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Model, ObjectModel, ViewModel } from '@tenon/model';
import { Button, Empty, Input, Skeleton, Tabs } from 'antd';
import { useEffect, useState } from 'react';
import { client, type RecordValues } from '../app/client.ts';
import { findView, madeView, objectOf, useEngine, viewKey, viewsOf } from '../app/engine.tsx';
import { inSentence, useSay } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { useDebounced } from '../fields/lookup.tsx';
import { pathSet, shownPath } from '../fields/paths.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { useColumns, type ColumnChoice } from './columns.ts';
import { filterExpression } from './filter-expression.ts';
import { ListCards } from './list-cards.tsx';
import type { ListSearch } from './list-search.ts';
import { ListTable } from './list-table.tsx';
import { QuickFilters } from './quick-filters.tsx';

const rowsPerPage = 50;

interface Props {
  readonly object: string;
  readonly view: string | undefined;
  readonly search: ListSearch;
}

export function ListPage({ object: name, view: asked, search }: Props) {
  const { model, access } = useEngine();
  const say = useSay();
  const object = objectOf(model, name);
  if (!object) return <ProblemView error={{ status: 404 }} />;
  const view = withGroup(findView(model, name, asked) ?? viewsOf(model, name)[0] ?? madeView(object), object);
  return (
    <div className="list-page">
      <div className="page-head">
        <h1>{object.plural}</h1>
        <span className="grow" />
        {access(name).create && !object.partOf ? <Link to="/o/$object/new" params={{ object: name }}><Button type="primary" icon={<PlusOutlined />} data-action="new">{say('new')}</Button></Link> : null}
      </div>
      <ListBody key={view.name} object={object} view={view} search={search} />
    </div>
  );
}

/** What a board groups by is a column of its list. */
function withGroup(view: ViewModel, object: ObjectModel): ViewModel {
  const field = object.fields[view.group ?? ''];
  if (!field || view.columns.some((column) => column.path.join('.') === field.name)) return view;
  return { ...view, columns: [...view.columns, { path: [field.name], label: field.label }] };
}

/** What the server is asked for one page of a view. */
function queryOf(model: Model, view: ViewModel, search: ListSearch) {
  const own = filterExpression(model, view.object, search.filter ?? {});
  const filter = [view.filter?.source, own].filter((part) => part !== undefined).map((part) => `(${part})`).join(' and ');
  const sort = search.sort ?? view.sort.map((one) => `${one.descending ? '-' : ''}${one.path.join('.')}`).join(',');
  const { paths, put } = pathSet();
  for (const { path } of view.columns) put(shownPath(model, view.object, path), path.join('.'));
  const money = view.columns.flatMap((column) => {
    const field = column.path.length === 1 ? model.objects[view.object]?.fields[column.path[0]!] : undefined;
    return [field?.currency, field?.unit].flatMap((source) => (source && 'path' in source ? [source.path.join('.')] : []));
  });
  for (const path of money) put(path, path.split('.')[0]!);
  paths.add(model.objects[view.object]!.title);
  return {
    filter: filter || undefined, sort: sort || undefined, search: search.q, select: [...paths].join(','),
    limit: rowsPerPage, cursor: search.pages?.at(-1), count: true,
  };
}

function ListBody({ object, view: given, search }: { readonly object: ObjectModel; readonly view: ViewModel; readonly search: ListSearch }) {
  const { model } = useEngine();
  const navigate = useNavigate();
  const phone = usePhone();
  const go = (next: ListSearch, key = viewKey(given)) => void navigate({ to: '/o/$object/$view', params: { object: object.name, view: key }, search: next, replace: true });
  const choice = useColumns(object, given, search, go);
  const view = { ...given, columns: choice.shown };
  const query = queryOf(model, view, search);
  const found = useQuery({ queryKey: ['list', object.name, query], placeholderData: keepPreviousData, queryFn: () => client.list<RecordValues>(object.name, query) });
  const change = (part: Partial<ListSearch>) => {
    const { pages: _pages, ...kept } = search;
    go({ ...kept, ...part });
  };
  const open = (record: RecordValues) => void navigate({ to: '/o/$object/r/$id', params: { object: object.name, id: record.id! } });
  const sort = search.sort ?? query.sort?.split(',')[0];
  const empty = found.data?.data.length === 0;
  const shown = { object, view, records: found.data?.data ?? [], sort, onSort: (next: string | undefined) => change({ sort: next as string }), onOpen: open, busy: found.isPlaceholderData };
  return (
    <div className={phone ? '' : 'panel list-panel'}>
      <ViewTabs object={object} view={view} choose={(key) => go({}, key)} />
      <ListBar object={object} view={view} search={search} choice={choice} change={change} />
      {found.error ? <ProblemView error={found.error} retry={() => void found.refetch()} /> : found.isPending ? <div className="list-waiting"><Skeleton active paragraph={{ rows: 8 }} /></div> : empty ? (
        <EmptyList object={object} filtered={Boolean(search.q || Object.keys(search.filter ?? {}).length > 0)} clear={() => go(search.columns === undefined ? {} : { columns: search.columns })} />
      ) : phone ? <ListCards {...shown} /> : <ListTable {...shown} />}
      {found.data && !empty ? <Pages count={found.data.count} next={found.data.next} pages={search.pages ?? []} go={(pages) => go({ ...search, pages })} /> : null}
    </div>
  );
}

function ViewTabs({ object, view, choose }: { readonly object: ObjectModel; readonly view: ViewModel; readonly choose: (key: string) => void }) {
  const { model } = useEngine();
  const views = viewsOf(model, object.name);
  if (views.length < 2) return null;
  return <div className="list-views"><Tabs activeKey={viewKey(view)} onChange={choose} items={views.map((one) => ({ key: viewKey(one), label: one.label }))} /></div>;
}

interface BarProps {
  readonly object: ObjectModel;
  readonly view: ViewModel;
  readonly search: ListSearch;
  readonly choice: ColumnChoice;
  readonly change: (part: Partial<ListSearch>) => void;
}

/** Search, quick filters and the choice of columns; on a phone the filters stay folded until they are asked for. */
function ListBar({ object, view, search, choice, change }: BarProps) {
  const say = useSay();
  const phone = usePhone();
  const chosen = Object.keys(search.filter ?? {}).length;
  const [open, setOpen] = useState(chosen > 0);
  const filters = <QuickFilters view={view} values={search.filter ?? {}} onChange={(filter) => change({ filter })} />;
  return (
    <div className="list-bar">
      <div className="list-filters">
        {object.search.length > 0 ? <SearchBox object={object} value={search.q ?? ''} onChange={(q) => change({ q: q as string })} /> : null}
        {phone && view.quickFilters.length > 0 ? (
          <Button icon={<FilterOutlined />} aria-label={say('filters')} aria-expanded={open} {...(chosen > 0 ? { type: 'primary' as const } : {})} onClick={() => setOpen(!open)}>{chosen || null}</Button>
        ) : null}
        {phone ? null : filters}
      </div>
      <ColumnChooser choice={choice} />
      {phone && open ? <div className="list-filters-open">{filters}</div> : null}
    </div>
  );
}

function SearchBox({ object, value, onChange }: { readonly object: ObjectModel; readonly value: string; readonly onChange: (text: string | undefined) => void }) {
  const say = useSay();
  const [text, setText] = useState(value);
  const settled = useDebounced(text, 300);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (settled.trim() !== value && settled === text) onChange(settled.trim() || undefined);
    // Only what was typed counts; a change of the address comes in above.
  }, [settled]);
  return <Input className="list-search" type="search" prefix={<SearchOutlined className="muted" />} allowClear value={text} placeholder={say('search')} aria-label={say('searchIn', { objects: inSentence(object.plural) })} onChange={(event) => setText(event.target.value)} />;
}

function EmptyList({ object, filtered, clear }: { readonly object: ObjectModel; readonly filtered: boolean; readonly clear: () => void }) {
  const say = useSay();
  const { access } = useEngine();
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={filtered ? say('emptySearch') : say('emptyList', { objects: inSentence(object.plural) })} style={{ padding: '40px 0' }}>
      {filtered ? <Button onClick={clear}>{say('clearFilters')}</Button> : access(object.name).create && !object.partOf ? (
        <Link to="/o/$object/new" params={{ object: object.name }}><Button type="primary" icon={<PlusOutlined />}>{say('newOf', { object: inSentence(object.label) })}</Button></Link>
      ) : null}
    </Empty>
  );
}

interface PagesProps {
  readonly count: number | undefined;
  readonly next: string | null;
  readonly pages: readonly string[];
  readonly go: (pages: readonly string[]) => void;
}

function Pages({ count, next, pages, go }: PagesProps) {
  const say = useSay();
  return (
    <div className="list-foot">
      <span className="muted">{count === undefined ? '' : say('countOf', { count: count.toLocaleString('en-US') })}</span>
      <span className="grow" />
      {pages.length > 0 || next ? (
        <>
          <Button size="small" disabled={pages.length === 0} onClick={() => go(pages.slice(0, -1))}>{say('previous')}</Button>
          <span className="muted">{say('page', { page: pages.length + 1 })}</span>
          <Button size="small" disabled={!next} onClick={() => next && go([...pages, next])}>{say('next')}</Button>
        </>
      ) : null}
    </div>
  );
}
