/** What the caller may go to: apps, groups and items of the Model that are open to them. */
import type { AppModel } from '@tenon/model';
import { findView, viewKey, viewsOf, type Engine } from './engine.tsx';

/** What an item opens. */
export type NavTarget =
  | { readonly kind: 'view'; readonly object: string; readonly view: string }
  | { readonly kind: 'dashboard'; readonly name: string }
  | { readonly kind: 'report'; readonly name: string };

export interface NavItem {
  readonly key: string;
  readonly target: NavTarget;
  readonly label: string;
  readonly icon: string | undefined;
}
export interface NavGroup {
  readonly key: string;
  readonly label: string;
  readonly icon: string | undefined;
  readonly items: readonly NavItem[];
}
export interface NavApp {
  readonly name: string;
  readonly label: string;
  readonly icon: string | undefined;
  readonly home: NavTarget | undefined;
  readonly groups: readonly NavGroup[];
}

/** The address of a page that shows it. */
export function pathOf(target: NavTarget): string {
  if (target.kind === 'view') return `/o/${encodeURIComponent(target.object)}/${encodeURIComponent(target.view)}`;
  return `/${target.kind === 'dashboard' ? 'd' : 'r'}/${encodeURIComponent(target.name)}`;
}

/** Whether the caller may change how the tenant is made. The server has the last word. */
export const mayAdminister = ({ session, model }: Engine): boolean => session.roles.some(({ name }) => model.roles[name]?.admin === true);

export function navigationOf(engine: Engine): readonly NavApp[] {
  const held = new Set(engine.session.roles.map((role) => role.name));
  const open = (app: AppModel) => !app.roles || app.roles.length === 0 || app.roles.some((role) => held.has(role));
  const apps = Object.values(engine.model.apps).filter(open);
  const first = engine.model.package.app;
  const found = apps.map((app) => appOf(engine, app)).filter((app) => app.groups.length > 0);
  const sorted = found.sort((a, b) => Number(b.name === first) - Number(a.name === first));
  return sorted.length > 0 ? sorted : [everything(engine)].filter((app) => app.groups.length > 0);
}

type Named = { readonly object?: string; readonly view?: string; readonly dashboard?: string; readonly report?: string };

/** Undefined for what is not in the caller's Model. */
function targetOf(engine: Engine, { object, view, dashboard, report }: Named): NavTarget | undefined {
  const { objects, dashboards, reports } = engine.model;
  if (dashboard !== undefined) return dashboards?.[dashboard] ? { kind: 'dashboard', name: dashboard } : undefined;
  if (report !== undefined) return reports?.[report] ? { kind: 'report', name: report } : undefined;
  return object !== undefined && objects[object] ? { kind: 'view', object, view: viewName(engine, object, view) } : undefined;
}

const iconOf = (engine: Engine, target: NavTarget): string =>
  target.kind === 'view' ? engine.model.objects[target.object]?.icon ?? target.object : target.kind === 'dashboard' ? 'dashboard' : 'chart';

function appOf(engine: Engine, app: AppModel): NavApp {
  const groups = app.navigation.map((group): NavGroup => ({
    key: `${app.name}/${group.name}`,
    label: group.label,
    icon: group.icon,
    items: group.items.flatMap((item): readonly NavItem[] => {
      const target = targetOf(engine, item);
      return target ? [{ key: `${app.name}/${group.name}/${item.name}`, target, label: item.label, icon: iconOf(engine, target) }] : [];
    }),
  }));
  const home = app.home ? targetOf(engine, app.home) : undefined;
  return { name: app.name, label: app.label, icon: app.icon, home, groups: groups.filter((group) => group.items.length > 0) };
}

/** A model without apps still has its objects. */
function everything(engine: Engine): NavApp {
  const objects = Object.values(engine.model.objects).filter((object) => !object.partOf && object.name !== 'user');
  const items = objects.map((object): NavItem => ({
    key: object.name, target: { kind: 'view', object: object.name, view: viewName(engine, object.name, undefined) }, label: object.plural, icon: object.icon,
  }));
  const groups = items.length > 0 ? [{ key: 'all', label: engine.model.package.label, icon: undefined, items }] : [];
  return { name: 'all', label: engine.model.package.label, icon: undefined, home: undefined, groups };
}

function viewName(engine: Engine, object: string, asked: string | undefined): string {
  const view = findView(engine.model, object, asked) ?? viewsOf(engine.model, object)[0];
  return view ? viewKey(view) : 'all';
}
