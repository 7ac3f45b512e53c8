/** The views of a list as tabs: those of the Model, then one's own; where there are more than fit, all of them in a menu. */
import { DownOutlined, MoreOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useEngine } from '../app/engine.tsx';
import { Deferred } from './deferred.tsx';
import type { ListTools } from './list-page.tsx';
import { prefetchTab } from './prefetch.ts';
import { useTabs, type ViewTab } from './saved-views.ts';
import { useListSay } from './say.ts';

const loadMenu = () => import('./view-menu.tsx').then((part) => part.ViewMenu);
const loadAll = () => import('./all-views.tsx').then((part) => part.AllViews);
const ViewMenu = lazy(async () => ({ default: await loadMenu() }));

export function ViewTabs({ object, tools }: { readonly object: ObjectModel; readonly tools: ListTools }) {
  const { tabs } = useTabs(object);
  const engine = useEngine();
  const queries = useQueryClient();
  const say = useListSay();
  const here = tools.state.tab;
  const strip = useRef<HTMLDivElement>(null);
  // Newer browsers give a promise back from scrolling, which is no end of an effect.
  useEffect(() => {
    void strip.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [here.key]);
  return (
    <nav className="list-views" aria-label={say('views')}>
      <div className="list-views-strip" ref={strip}>
        {here.key === 'any' ? <Tab object={object} tab={{ ...here, label: say('everything') }} here /> : null}
        {tabs.map((tab) => <Tab key={tab.key} object={object} tab={tab} here={tab.key === here.key} {...(tab.key === here.key && tools.state.modified ? { changed: say('changedView') } : {})} onNear={() => prefetchTab(queries, engine, object, tab)} />)}
      </div>
      {tabs.length > 4 ? <Deferred key="all" load={loadAll} props={{ object, tabs, here: here.key }} press="[data-action=all-views]" button={{ type: 'text', size: 'small', className: 'list-views-all', 'data-action': 'all-views' }}>{say('allViews')} <DownOutlined /></Deferred> : null}
      {tools.state.modified ? <Suspense fallback={null}><ViewMenu object={object} tools={tools} /></Suspense>
        : <div className="view-tools"><Deferred key="menu" load={loadMenu} props={{ object, tools }} press="[data-action=view-menu]" button={{ type: 'text', size: 'small', icon: <MoreOutlined />, 'aria-label': say('views'), 'data-action': 'view-menu' }} /></div>}
    </nav>
  );
}

interface TabProps {
  readonly object: ObjectModel;
  readonly tab: ViewTab;
  readonly here: boolean;
  readonly changed?: string;
  readonly onNear?: () => void;
}

function Tab({ object, tab, here, changed, onNear }: TabProps) {
  return (
    <Link to="/o/$object/$view" params={{ object: object.name, view: tab.key }} className="list-view" data-view={tab.key} {...(here ? { 'aria-current': 'page' as const } : {})} draggable={false} onPointerDown={onNear}>
      {tab.label}{changed ? <span className="list-view-changed" role="img" aria-label={changed} title={changed} /> : null}
    </Link>
  );
}
