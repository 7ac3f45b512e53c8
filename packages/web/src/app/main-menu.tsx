/** Where to go: what the reader has pinned, then the apps with their groups and items, then setup. Plain links, so that each opens in a tab of its own too. */
import { CaretDownOutlined, HomeOutlined, MenuFoldOutlined, MenuUnfoldOutlined, PushpinOutlined, SettingOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useEngine } from './engine.tsx';
import { Icon } from './icon.tsx';
import { useSay } from './language.tsx';
import { useMenuState } from './menu-state.ts';
import { mayAdminister, navigationOf, pathOf, type NavApp, type NavGroup, type NavItem } from './navigation.ts';
import { iconOfPlace, pathOfPlace, titleOfPlace, usePins } from './visited.ts';

/** Fewer are seen at a glance. */
const itemsToSearch = 12;

interface Props {
  readonly narrow?: boolean;
  readonly done?: () => void;
}

export function MainMenu({ narrow = false, done }: Props) {
  const engine = useEngine();
  const say = useSay();
  const [text, setText] = useState('');
  const apps = useMemo(() => navigationOf(engine), [engine]);
  const count = apps.reduce((sum, app) => sum + app.groups.reduce((all, group) => all + group.items.length, 0), 0);
  const here = useHere(apps);
  const state = useMenuState();
  const searched = text.trim().toLowerCase();
  return (
    <nav className="shell-nav" aria-label={say('menu')} onClick={(event) => (event.target instanceof Element && event.target.closest('a') ? done?.() : undefined)}>
      <div className="nav-scroll">
        {count > itemsToSearch && !narrow ? <input className="nav-search" type="search" aria-label={say('searchMenu')} placeholder={say('searchMenu')} value={text} onChange={(event) => setText(event.target.value)} /> : null}
        <NavLink to="/" icon={<HomeOutlined />} label={say('home')} current={here === 'home'} narrow={narrow} />
        {searched === '' ? <Pins narrow={narrow} /> : null}
        {apps.map((app) => <App key={app.name} app={app} titled={apps.length > 1 && !narrow} here={here} narrow={narrow} searched={searched} state={state} />)}
        {mayAdminister(engine) ? <><hr className="nav-line" /><NavLink to="/setup" className="nav-setup" icon={<SettingOutlined />} label={say('setup')} current={here === 'setup'} narrow={narrow} /></> : null}
      </div>
      {done ? null : (
        <button type="button" className="nav-fold" data-action="fold-menu" aria-pressed={narrow} onClick={state.toggleNarrow} title={say(narrow ? 'widenMenu' : 'foldMenu')} aria-label={say(narrow ? 'widenMenu' : 'foldMenu')}>
          {narrow ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        </button>
      )}
    </nav>
  );
}

/** Key of the item whose page is shown: the view itself, else the first item of its object. */
function useHere(apps: readonly NavApp[]): string | undefined {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return useMemo(() => {
    if (path === '/') return 'home';
    if (path.startsWith('/setup')) return 'setup';
    const items = apps.flatMap((app) => app.groups.flatMap((group) => group.items));
    const found = items.find((item) => pathOf(item.target) === path) ?? items.find(({ target }) => target.kind === 'view' && path.startsWith(`/o/${target.object}/`));
    return found?.key;
  }, [apps, path]);
}

interface AppProps {
  readonly app: NavApp;
  readonly titled: boolean;
  readonly here: string | undefined;
  readonly narrow: boolean;
  readonly searched: string;
  readonly state: ReturnType<typeof useMenuState>;
}

function App({ app, titled, here, narrow, searched, state }: AppProps) {
  const groups = app.groups.map((group) => ({ ...group, items: group.items.filter((item) => `${item.label} ${group.label}`.toLowerCase().includes(searched)) })).filter(({ items }) => items.length > 0);
  if (groups.length === 0) return null;
  return (
    <>
      {titled ? <div className="nav-app"><Icon name={app.icon} fallback="app" /> {app.label}</div> : null}
      {groups.map((group) => <Group key={group.key} group={group} here={here} narrow={narrow} open={searched !== '' || narrow || !state.closed.includes(group.key)} toggle={() => state.toggleGroup(group.key)} />)}
    </>
  );
}

interface GroupProps {
  readonly group: NavGroup;
  readonly here: string | undefined;
  readonly narrow: boolean;
  readonly open: boolean;
  readonly toggle: () => void;
}

function Group({ group, here, narrow, open, toggle }: GroupProps) {
  return (
    <section className={open ? 'nav-group' : 'nav-group nav-group-closed'}>
      {narrow ? <hr className="nav-line" /> : (
        <button type="button" className="nav-group-title" aria-expanded={open} data-group={group.key} onClick={toggle}><span>{group.label}</span><CaretDownOutlined /></button>
      )}
      {open ? group.items.map((item) => <Item key={item.key} item={item} current={item.key === here} narrow={narrow} />) : null}
    </section>
  );
}

const Item = ({ item, current, narrow }: { readonly item: NavItem; readonly current: boolean; readonly narrow: boolean }) =>
  <NavLink to={pathOf(item.target)} icon={<Icon name={item.icon} />} label={item.label} current={current} narrow={narrow} />;

function Pins({ narrow }: { readonly narrow: boolean }) {
  const { pins, toggle } = usePins();
  const { model } = useEngine();
  const say = useSay();
  if (pins.length === 0) return null;
  return (
    <section className="nav-group nav-pins">
      {narrow ? <hr className="nav-line" /> : <div className="nav-group-title">{say('pinned')}</div>}
      {pins.map((place) => (
        <div key={pathOfPlace(place)} className="nav-pin">
          <NavLink to={pathOfPlace(place)} icon={<Icon name={iconOfPlace(model, place)} />} label={titleOfPlace(model, place)} current={false} narrow={narrow} />
          {narrow ? null : <button type="button" className="nav-unpin" aria-label={say('unpin', { title: titleOfPlace(model, place) })} title={say('unpin', { title: titleOfPlace(model, place) })} onClick={() => toggle(place)}><PushpinOutlined /></button>}
        </div>
      ))}
    </section>
  );
}

interface LinkProps {
  readonly to: string;
  readonly icon: ReactNode;
  readonly label: string;
  readonly current: boolean;
  readonly narrow: boolean;
  readonly className?: string;
}

/** The rows of a list are asked for while its link is still being pressed. */
function useNear(to: string): () => void {
  const engine = useEngine();
  const queries = useQueryClient();
  return () => {
    const [, object, view] = /^\/o\/([^/?]+)\/([^/?]+)$/.exec(to) ?? [];
    if (object !== undefined) void import('../list/prefetch.ts').then(({ prefetchList }) => prefetchList(queries, engine, object, view)).catch(() => undefined);
  };
}

function NavLink({ to, icon, label, current, narrow, className = '' }: LinkProps) {
  return (
    <Link to={to as '/'} preload="intent" className={`nav-item ${className}`} activeProps={{}} aria-current={current ? 'page' : undefined} {...(narrow ? { title: label, 'aria-label': label } : {})} onPointerDown={useNear(to)}>
      {icon}{narrow ? null : <span className="nav-label">{label}</span>}
    </Link>
  );
}
