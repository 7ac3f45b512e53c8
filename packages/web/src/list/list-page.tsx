/** A list of records: views, search, filters, order, groups; every row that there is, within reach of a scroll. */
import { useNavigate } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { Skeleton } from 'antd';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { RecordValues } from '../app/client.ts';
import { objectOf, useEngine } from '../app/engine.tsx';
import { usePhone } from '../app/phone.ts';
import { usePreferencesReady } from '../app/preferences.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { useVisited } from '../app/visited.ts';
import { keyOf } from './columns.ts';
import { ListBar } from './list-bar.tsx';
import { ListCards } from './list-cards.tsx';
import { ListFoot } from './list-foot.tsx';
import { ListGrid } from './list-grid.tsx';
import { ListHead } from './list-head.tsx';
import { useListKeys } from './list-keys.ts';
import { turnSort, writeSort, type ListSearch } from './list-search.ts';
import { useListState, type ListState } from './list-state.ts';
import './list.css';
import { NoRows } from './no-rows.tsx';
import { OtherKind } from './other-kind.tsx';
import { tabAt, useTabs, type ViewTab } from './saved-views.ts';
import { UndoToast } from './undo-toast.tsx';
import { useSelection } from './selection.ts';
import { useGroups } from './use-groups.tsx';
import { useRows, type Sight } from './use-rows.ts';
import { ViewTabs } from './view-tabs.tsx';

const BulkBar = lazy(() => import('./bulk-bar.tsx').then((part) => ({ default: part.BulkBar })));

interface Props {
  readonly object: string;
  readonly view: string | undefined;
  readonly search: ListSearch;
}

export function ListPage({ object: name, view, search }: Props) {
  const { model } = useEngine();
  const ready = usePreferencesReady();
  const object = objectOf(model, name);
  if (!object) return <ProblemView error={{ status: 404 }} />;
  return ready ? <KnownList object={object} view={view} search={search} /> : <div className="list-page"><div className="page-head"><h1>{object.plural}</h1></div><ListWaiting /></div>;
}

const ListWaiting = () => <div className="list-waiting"><Skeleton active paragraph={{ rows: 8 }} /></div>;

function KnownList({ object, view, search }: { readonly object: ObjectModel; readonly view: string | undefined; readonly search: ListSearch }) {
  const { tabs, kept } = useTabs(object);
  const tab = tabAt(tabs, view, kept.first);
  useVisited({ kind: 'view', object: object.name, view: tab.key, title: tab.label === '' || tab.label === object.plural ? object.plural : `${object.plural} · ${tab.label}` });
  return <ListBody key={tab.key} object={object} tab={tab} search={search} />;
}

export interface ListTools {
  readonly state: ListState;
  /** Another question: the place in the list is forgotten. */
  readonly change: (part: Partial<Record<keyof ListSearch, string | undefined>>) => void;
  readonly chooseColumns: (keys: readonly string[] | undefined) => void;
}

/** The address with the change; what is undefined is not in it. */
function useChange(object: ObjectModel, tab: ViewTab, search: ListSearch) {
  const navigate = useNavigate();
  return useCallback((part: Partial<Record<keyof ListSearch, string | number | undefined>>) => {
    const next = Object.fromEntries(Object.entries({ ...search, at: undefined, ...part }).filter(([, value]) => value !== undefined)) as ListSearch;
    void navigate({ to: '/o/$object/$view', params: { object: object.name, view: tab.key }, search: next, replace: true, resetScroll: false });
  }, [navigate, object.name, tab.key, search]);
}

function ListBody({ object, tab, search }: { readonly object: ObjectModel; readonly tab: ViewTab; readonly search: ListSearch }) {
  const { model, access } = useEngine();
  const phone = usePhone();
  const navigate = useNavigate();
  const state = useListState(model, object, tab, search);
  const change = useChange(object, tab, search);
  const groups = useGroups(state);
  const start = useRef(search.at ?? 0).current;
  const [seen, setSeen] = useState<{ readonly of: unknown; readonly sight: Sight }>({ of: state.rows, sight: { from: start, to: start } });
  const sight = seen.of === state.rows ? seen.sight : top;
  const rows = useRows(state.rows, groups.lines, sight);
  const selection = useSelection(rows.recordAt);
  // The field that the filters are to begin a condition about.
  const [about, setAbout] = useState<string | undefined>(undefined);
  const rights = access(object.name);
  const selectable = rights.update || rights.delete || rights.actions.length > 0 || rights.export;
  useEffect(() => selection.clear(), [state.rows.filter, state.rows.search]);
  useListKeys(object, rights.create && !object.partOf);

  const sorted = (keys: Parameters<typeof writeSort>[0]) => {
    const sort = keys.length > 0 ? writeSort(keys) : undefined;
    if (!tab.own) state.setLook({ sort: sort as string });
    change({ sort });
  };
  const chooseColumns = (keys: readonly string[] | undefined) => {
    const usual = keys === undefined || keys.join(',') === (tab.own?.columns ?? tab.view.columns.map(keyOf).join(','));
    if (!tab.own) state.setLook({ columns: (usual ? undefined : keys.join(',')) as string });
    change({ columns: usual ? undefined : keys.join(',') });
  };
  const open = (record: RecordValues) => void navigate({ to: '/o/$object/r/$id', params: { object: object.name, id: record.id! } });
  const tools: ListTools = { state, change, chooseColumns };
  const total = groups.lines ? groups.total : rows.count;
  const kind = search.kind ?? tab.own?.kind ?? tab.view.kind;
  const error = groups.error ?? rows.error;
  const onSight = useCallback((next: Sight) => setSeen((old) => (old.of === state.rows && old.sight.from === next.from && old.sight.to === next.to ? old : { of: state.rows, sight: next })), [state.rows]);
  const common = { object, state, rows, groups: groups.lines, selection, selectable, onSight, onToggle: groups.toggle, onOpen: open };
  const body = kind !== 'list' ? <OtherKind kind={kind} object={object} state={state} onOpen={open} />
    : error ? <ProblemView error={error} retry={rows.retry} />
      : rows.waiting || groups.waiting ? <ListWaiting />
        : rows.places.count === 0 && !rows.busy ? <NoRows object={object} state={state} clear={() => change({ q: undefined, filter: tab.own?.filter ? '' : undefined })} />
          : phone ? <ListCards {...common} />
            : (
              <ListGrid
                {...common} start={start} onTop={(line) => { if ((search.at ?? 0) !== line) change({ at: (line > 0 ? line : undefined) as never }); }}
                onSorted={sorted} onSort={(path, more) => sorted(turnSort(state.sort, path, more))} onColumns={chooseColumns} onGroup={(key) => change({ group: key ?? '' })} onFilterBy={(column) => setAbout(column.key)}
              />
            );
  return (
    <div className="list-page" data-view={tab.key}>
      <ListHead object={object} tools={tools} total={total} kind={kind} />
      <div className={phone ? 'list-phone' : 'panel list-panel'}>
        <ViewTabs object={object} tools={tools} />
        <ListBar object={object} tools={tools} groups={groups} selection={selection} kind={kind} onSort={sorted} about={about} asked={() => setAbout(undefined)} />
        {body}
        {kind === 'list' && selection.records.size + Number(selection.all) > 0 ? <Suspense fallback={null}><BulkBar object={object} state={state} selection={selection} total={total} /></Suspense> : null}
        {kind === 'list' && !phone && !error ? <ListFoot total={total} rows={rows} state={state} /> : null}
      </div>
      <UndoToast />
    </div>
  );
}

const top: Sight = { from: 0, to: 0 };
