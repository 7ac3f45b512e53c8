/** The views of a list: those of the Model, and those that a person has saved for themselves. */
import type { ObjectModel, ViewModel } from '@tenon/model';
import { findView, madeView, useEngine, viewKey, viewsOf, type Engine } from '../app/engine.tsx';
import { useMemo } from 'react';
import { usePreference } from '../app/preferences.ts';

export interface SavedView {
  readonly id: string;
  readonly label: string;
  /** Key of the view of the Model that it began as. */
  readonly base: string;
  readonly filter?: string;
  readonly sort?: string;
  readonly columns?: string;
  readonly group?: string;
  readonly kind?: ViewModel['kind'];
}

/** Own views of an object, in the order of their owner, and the one that the object opens with. */
export interface OwnViews {
  readonly views: readonly SavedView[];
  readonly first?: string;
}

const none: OwnViews = { views: [] };

export interface ViewTab {
  /** As it stands in the address. */
  readonly key: string;
  readonly label: string;
  readonly view: ViewModel;
  readonly own?: SavedView;
}

const ownKey = (id: string): string => `my:${id}`;

/** Tabs of the object: the Model's views, then one's own. */
export function tabsOf({ model }: Pick<Engine, 'model'>, object: ObjectModel, kept: OwnViews): readonly ViewTab[] {
  const given = viewsOf(model, object.name);
  const views = given.length > 0 ? given : [madeView(object)];
  const tabs = views.map((view): ViewTab => ({ key: viewKey(view), label: view.label, view }));
  return [...tabs, ...kept.views.map((own): ViewTab => {
    const base = own.base === 'any' ? unfiltered(views[0]!) : (findView(model, object.name, own.base) ?? views[0]!);
    return { key: ownKey(own.id), label: own.label, own, view: { ...base, ...(own.kind ? { kind: own.kind } : {}) } };
  })];
}

/** The columns of a view over every record. */
function unfiltered({ filter: _filter, ...view }: ViewModel): ViewModel {
  return { ...view, kind: 'list' };
}

/** The tab of an address. `any` is every record, whatever the views say; a view that is gone opens the first. */
export function tabAt(tabs: readonly ViewTab[], key: string | undefined, first: string | undefined): ViewTab {
  if (key === 'any') {
    return { key: 'any', label: '', view: unfiltered(tabs[0]!.view) };
  }
  return tabs.find((tab) => tab.key === key || tab.view.name === key) ?? tabs.find((tab) => tab.key === first) ?? tabs[0]!;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isView = (view: unknown): view is SavedView => typeof view === 'object' && view !== null && ['id', 'label', 'base'].every((name) => isText((view as Record<string, unknown>)[name]))
  && ['filter', 'sort', 'columns', 'group'].every((name) => (view as Record<string, unknown>)[name] === undefined || isText((view as Record<string, unknown>)[name]));

function readViews(kept: unknown): OwnViews {
  const { views, first } = (Array.isArray(kept) ? { views: kept } : (kept ?? none)) as Partial<Record<keyof OwnViews, unknown>>;
  return { views: Array.isArray(views) ? views.filter(isView) : [], ...(isText(first) ? { first } : {}) };
}

/** The preference, read with care: it may have been written by an earlier page. */
export function useOwnViews(object: string): readonly [OwnViews, (next: OwnViews) => void] {
  const [kept, set] = usePreference<OwnViews | readonly SavedView[] | undefined>(`views:${object}`, undefined);
  return [useMemo(() => readViews(kept), [kept]), set];
}

export function useTabs(object: ObjectModel) {
  const engine = useEngine();
  const [kept, set] = useOwnViews(object.name);
  return { tabs: tabsOf(engine, object, kept), kept, set };
}
