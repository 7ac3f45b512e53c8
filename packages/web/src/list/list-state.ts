/** What a list shows: the address first, then the view of one's own, then how its reader left it, then the view of the Model. */
import type { Model, ObjectModel } from '@tenon/model';
import { useMemo } from 'react';
import { usePreference } from '../app/preferences.ts';
import { fieldAt } from '../fields/paths.ts';
import { bothFilters } from './both-filters.ts';
import { columnAt, columnsOf, keyOf, type Column, type ListColumn } from './columns.ts';
import { groupingOf, type Grouping } from './grouping.ts';
import { selectOf, type RowsQuery } from './list-query.ts';
import { readSort, writeSort, type ListSearch, type SortKey } from './list-search.ts';
import type { ViewTab } from './saved-views.ts';

export type Density = 'compact' | 'middle' | 'wide';

/** Kept per person and view. */
export interface ListLook {
  readonly columns?: string;
  readonly sort?: string;
  readonly widths?: Readonly<Record<string, number>>;
  readonly density?: Density;
  readonly totals?: boolean;
}

export interface ListState {
  readonly tab: ViewTab;
  readonly search: ListSearch;
  /** The filter that people see and change: without the view's own. */
  readonly filter: string | undefined;
  readonly sort: readonly SortKey[];
  readonly shown: readonly ListColumn[];
  readonly columns: readonly Column[];
  readonly grouping: Grouping | undefined;
  readonly rows: RowsQuery;
  readonly look: ListLook;
  readonly setLook: (change: Partial<ListLook>) => void;
  /** Whether it differs from what the view says. */
  readonly modified: boolean;
}

/** The columns of a list of paths; nothing where none of them is there. */
function columnsFor(model: Model, object: string, tab: ViewTab, keys: string | undefined): readonly ListColumn[] | undefined {
  const found = [...new Set((keys ?? '').split(','))].flatMap((key) => columnAt(model, object, tab.view, key) ?? []);
  return found.length > 0 ? found : undefined;
}

const sortOf = (tab: ViewTab): string => tab.own?.sort ?? writeSort(tab.view.sort.map(({ path, descending }) => ({ path: path.join('.'), descending })));

/** Everything that decides what is asked and drawn, from what is known before any row is. */
export function stateOf(model: Model, object: ObjectModel, tab: ViewTab, search: ListSearch, look: ListLook): Omit<ListState, 'setLook'> {
  const { own, view } = tab;
  const kept = own ? {} : look;
  const usual = columnsFor(model, object.name, tab, own?.columns) ?? view.columns;
  const shown = columnsFor(model, object.name, tab, search.columns ?? kept.columns) ?? usual;
  const known = (keys: readonly SortKey[]) => keys.filter((key) => fieldAt(model, object.name, key.path.split('.')));
  const sort = known(readSort(search.sort ?? kept.sort ?? sortOf(tab)));
  const filter = (search.filter ?? own?.filter)?.trim() || undefined;
  const group = search.group ?? own?.group ?? (view.kind === 'list' ? view.group : undefined);
  const grouping = group ? groupingOf(model, object.name, group) : undefined;
  const said = (columns: readonly ListColumn[]) => columns.map(keyOf).join(',');
  return {
    tab, search, filter, sort, shown, look, grouping,
    columns: columnsOf(model, object, shown),
    rows: { object: object.name, filter: bothFilters(view.filter?.source, filter), search: search.q, sort: writeSort(sort) || undefined, select: selectOf(model, object.name, shown) },
    modified: filter !== (own?.filter || undefined) || writeSort(sort) !== sortOf(tab) || said(shown) !== said(usual) || (group ?? '') !== (own?.group ?? (view.kind === 'list' ? view.group : undefined) ?? ''),
  };
}

export const lookKey = (tab: ViewTab): string => `list:${tab.own ? tab.key : tab.view.name}`.toLowerCase();
const plain: ListLook = {};
const densities: readonly unknown[] = ['compact', 'middle', 'wide'] satisfies readonly Density[];

/** What the account keeps, read with care: of a height or a width that is none, the rows could not be placed. */
function readLook({ columns, sort, widths, density, totals }: Readonly<Partial<Record<keyof ListLook, unknown>>>): ListLook {
  const known = Object.entries(typeof widths === 'object' && widths !== null ? widths : {}).filter((entry): entry is [string, number] => Number.isFinite(entry[1]));
  return {
    ...(typeof columns === 'string' ? { columns } : {}), ...(typeof sort === 'string' ? { sort } : {}), ...(known.length > 0 ? { widths: Object.fromEntries(known) } : {}),
    ...(densities.includes(density) ? { density: density as Density } : {}), ...(typeof totals === 'boolean' ? { totals } : {}),
  };
}

export function useListState(model: Model, object: ObjectModel, tab: ViewTab, search: ListSearch): ListState {
  const [kept, set] = usePreference<ListLook>(lookKey(tab), plain);
  const look = useMemo(() => readLook(kept), [kept]);
  // Where in the list its reader is changes nothing of what is asked.
  const { at: _at, ...asked } = search;
  const state = useMemo(() => stateOf(model, object, tab, asked, look), [model, object, tab.key, tab.own, JSON.stringify(asked), look]);
  const setLook = (change: Partial<ListLook>) => {
    const next = Object.fromEntries(Object.entries({ ...look, ...change }).filter(([, value]) => value !== undefined)) as ListLook;
    set(Object.keys(next).length > 0 ? next : undefined);
  };
  return { ...state, setLook };
}
