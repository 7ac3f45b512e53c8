/** Translations of what is visible only: an address alone tells the name of what is hidden. */
import type { Model } from './model.ts';

const named = (known: object | undefined, name: string | undefined): boolean => known !== undefined && name !== undefined && Object.hasOwn(known, name);

export function narrowLocales(model: Model, narrowed: Model): Model['locales'] {
  return Object.fromEntries(Object.entries(model.locales).map(([locale, texts]) =>
    [locale, Object.fromEntries(Object.entries(texts).filter(([address]) => isVisible(narrowed, address)))]));
}

function isVisible(model: Model, address: string): boolean {
  const [head = '', inner] = address.split('#');
  const [kind, name] = head.split('/');
  switch (kind) {
    case 'package': return inner?.startsWith('tenon/modules/') !== true || model.modules.some((module) => module.package === name && module.name === inner.split('/')[2]);
    case 'object': return named(model.objects, name) && isVisibleInObject(model.objects[name!]!, inner);
    case 'options': return named(model.options, name);
    case 'view': return named(model.views, name) && isVisibleColumn(model.views[name!]!, inner);
    case 'layout': return named(model.layouts, name) && isVisibleTab(model.layouts[name!]!, inner);
    case 'role': return named(model.roles, name);
    case 'app': return named(model.apps, name) && isVisibleItem(model.apps[name!]!, inner);
    case 'report': return named(model.reports, name) && isVisiblePart(model.reports![name!]!, inner);
    case 'dashboard': return named(model.dashboards, name) && isVisibleWidget(model.dashboards![name!]!, inner);
    default: return false;
  }
}

function isVisibleInObject(object: Model['objects'][string], inner: string | undefined): boolean {
  const [group, name, action, part, guard] = inner?.split('/') ?? [];
  switch (group) {
    case undefined: return true;
    case 'fields': return named(object.fields, name);
    case 'validations': return named(object.validations, name);
    case 'recordTypes': return named(object.recordTypes, name);
    case 'lifecycle': return named(object.lifecycle?.transitions, action) && (part !== 'guards' || object.lifecycle!.transitions[action!]!.guards.some((each) => each.name === guard));
    default: return false;
  }
}

function isVisibleColumn(view: Model['views'][string], inner: string | undefined): boolean {
  return inner === undefined || view.columns.some(({ path }) => inner.startsWith(`columns/${path.join('.')}/`));
}

function isVisiblePart(report: NonNullable<Model['reports']>[string], inner: string | undefined): boolean {
  const [group, name] = inner?.split('/') ?? [];
  return group === undefined || named(group === 'dimensions' ? report.dimensions : report.metrics, name);
}

function isVisibleWidget(dashboard: NonNullable<Model['dashboards']>[string], inner: string | undefined): boolean {
  const [group, name] = inner?.split('/') ?? [];
  return group === undefined || (group === 'filters' ? named(dashboard.filters, name) : dashboard.widgets.some((each) => each.name === name));
}

function isVisibleTab(layout: Model['layouts'][string], inner: string | undefined): boolean {
  if (inner === undefined) return true;
  const [, name, group, part] = inner.split('/');
  const tab = layout.tabs.find((each) => each.name === name);
  if (!tab || part === undefined) return tab !== undefined;
  return (group === 'related' ? tab.related : tab.sections).some((each) => each.name === part);
}

function isVisibleItem(app: Model['apps'][string], inner: string | undefined): boolean {
  if (inner === undefined) return true;
  const [, name, , item] = inner.split('/');
  const group = app.navigation.find((each) => each.name === name);
  return group !== undefined && (item === undefined || group.items.some((each) => each.name === item));
}
