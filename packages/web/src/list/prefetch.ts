/** Begins to load a list while its link is still being pressed. */
import type { QueryClient } from '@tanstack/react-query';
import type { ObjectModel } from '@tenon/model';
import type { Preferences } from '@tenon/sdk';
import type { Engine } from '../app/engine.tsx';
import { countQuery, pieceAt, pieceQuery } from './list-query.ts';
import { lookKey, stateOf, type ListLook } from './list-state.ts';
import { tabAt, tabsOf, type OwnViews, type ViewTab } from './saved-views.ts';

export function prefetchTab(queries: QueryClient, engine: Engine, object: ObjectModel, tab: ViewTab): void {
  const kept = queries.getQueryData<Preferences>(['preferences']);
  // What is shown depends on how its reader left it.
  if (kept === undefined || tab.view.kind !== 'list') return;
  const { rows, grouping } = stateOf(engine.model, object, tab, {}, (kept[lookKey(tab)] as ListLook | undefined) ?? {});
  if (grouping) return;
  void queries.prefetchQuery(pieceQuery(rows, pieceAt(0)));
  void queries.prefetchQuery(countQuery(rows));
}

/** The list of an object at a view, for links elsewhere. */
export function prefetchList(queries: QueryClient, engine: Engine, name: string, view: string | undefined): void {
  const object = engine.model.objects[name];
  if (!object) return;
  const kept = queries.getQueryData<Preferences>(['preferences'])?.[`views:${name}`] as OwnViews | undefined;
  const own = kept?.views ? kept : { views: [] };
  prefetchTab(queries, engine, object, tabAt(tabsOf(engine, object, own), view, own.first));
}
