/** What the caller may go to: apps, groups and items of the Model whose objects are open to them. */
import type { AppModel } from '@tenon/model';
import { findView, viewKey, viewsOf, type Engine } from './engine.tsx';

export interface NavItem {
  readonly key: string;
  readonly object: string;
  readonly view: string;
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
  readonly home: { readonly object: string; readonly view?: string } | undefined;
  readonly groups: readonly NavGroup[];
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

function appOf(engine: Engine, app: AppModel): NavApp {
  const { objects } = engine.model;
  const groups = app.navigation.map((group): NavGroup => ({
    key: `${app.name}/${group.name}`,
    label: group.label,
    icon: group.icon,
    items: group.items.filter((item) => objects[item.object]).map((item): NavItem => ({
      key: `${app.name}/${group.name}/${item.name}`,
      object: item.object,
      view: viewName(engine, item.object, item.view),
      label: item.label,
      icon: objects[item.object]!.icon,
    })),
  }));
  const home = app.home && objects[app.home.object] ? app.home : undefined;
  return { name: app.name, label: app.label, icon: app.icon, home, groups: groups.filter((group) => group.items.length > 0) };
}

/** A model without apps still has its objects. */
function everything(engine: Engine): NavApp {
  const objects = Object.values(engine.model.objects).filter((object) => !object.partOf && object.name !== 'user');
  const items = objects.map((object): NavItem => ({
    key: object.name, object: object.name, view: viewName(engine, object.name, undefined), label: object.plural, icon: object.icon,
  }));
  const groups = items.length > 0 ? [{ key: 'all', label: engine.model.package.label, icon: undefined, items }] : [];
  return { name: 'all', label: engine.model.package.label, icon: undefined, home: undefined, groups };
}

function viewName(engine: Engine, object: string, asked: string | undefined): string {
  const view = findView(engine.model, object, asked) ?? viewsOf(engine.model, object)[0];
  return view ? viewKey(view) : 'all';
}
