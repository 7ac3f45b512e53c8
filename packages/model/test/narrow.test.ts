/** What a role may not see is nowhere in the Model that its client gets. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { grantFor, narrowModel, openApiFor, type Model } from '../src/index.ts';
import { channelSales, visit } from './channel-sales.ts';

const model = await channelSales();
const roles = Object.keys(model.roles);

const sees = (role: string, object: string, field: string): boolean => (grantFor(model, [role], object)?.field(field) ?? 'none') !== 'none';

/** Names of objects and fields that mean something hidden, and nothing that is visible. */
function hiddenNames(role: string): readonly string[] {
  const visible = new Set<string>();
  const hidden = new Set<string>();
  for (const object of Object.values(model.objects)) {
    const granted = grantFor(model, [role], object.name);
    (granted?.read || granted?.create ? visible : hidden).add(object.name);
    for (const field of Object.keys(object.fields)) (sees(role, object.name, field) ? visible : hidden).add(field);
  }
  // What a report of the role calls its figures is a name as well.
  for (const report of Object.values(narrowModel(model, [role]).reports ?? {})) for (const name of [...Object.keys(report.dimensions), ...Object.keys(report.metrics)]) visible.add(name);
  // Where such a word stands it is no name: the engine's own words, and what people read.
  const words = new Set(JSON.stringify([engineWords, textsOf(role)]).match(/[a-z][a-z0-9_]*/gi));
  return [...hidden].filter((name) => !visible.has(name) && !words.has(name));
}

/** The sources of the Model and its projections, which know no domain. */
const engineWords = ['model', 'open-api', 'open-api-parts', 'json-schema', 'link/fields'].map((name) => readFileSync(new URL(`../src/${name}.ts`, import.meta.url), 'utf8'));

/** Texts that people read, and values of choices. */
function textsOf(role: string): readonly unknown[] {
  const found: unknown[] = [];
  visit(narrowModel(model, [role]), (node) => {
    for (const key of ['label', 'plural', 'help', 'description', 'message', 'value', 'icon', 'confirm']) if (typeof node[key] === 'string') found.push(node[key]);
  });
  return found;
}

describe.each(roles)('%s', (role) => {
  const narrowed = narrowModel(model, [role]);
  const text = JSON.stringify(narrowed);
  const api = JSON.stringify(openApiFor(narrowed));
  const hidden = hiddenNames(role);

  it('finds no hidden name in any position', () => {
    expect(hidden.filter((name) => new RegExp(`(?<![a-z0-9_])${name}(?![a-z0-9_])`).test(text))).toEqual([]);
    expect(hidden.filter((name) => new RegExp(`(?<![a-z0-9_])${name}(?![a-z0-9_])`).test(api))).toEqual([]);
  });

  it('finds no hidden field along a path of an expression', () => {
    const wrong: string[] = [];
    visit(narrowed, ({ object, field }, path) => {
      if (typeof object !== 'string' || typeof field !== 'string' || !Object.hasOwn(model.objects, object)) return;
      if (!sees(role, object, field)) wrong.push(`${path.join('/')}: ${object}.${field}`);
    });
    expect(wrong).toEqual([]);
  });

  it('finds only visible fields in objects, layouts and views', () => {
    const wrong: string[] = [];
    const check = (where: string, object: string, path: readonly string[]) => { if (!seesPath(model, role, object, path)) wrong.push(`${where}: ${object}.${path.join('.')}`); };
    for (const object of Object.values(narrowed.objects)) {
      for (const field of Object.values(object.fields)) check('fields', object.name, [field.name]);
      for (const name of [object.title, ...object.search, ...object.computed, ...Object.values(object.keys).flatMap(({ fields }) => fields)]) check(object.name, object.name, [name]);
    }
    for (const layout of Object.values(narrowed.layouts)) {
      for (const name of layout.header) check(layout.name, layout.object, [name]);
      for (const { field, columns = [] } of layout.tabs.flatMap((tab) => tab.sections).flatMap((section) => section.fields)) {
        check(layout.name, layout.object, [field]);
        for (const column of columns) check(layout.name, model.objects[layout.object]!.fields[field]!.of!, [column]);
      }
      for (const list of layout.tabs.flatMap((tab) => tab.related)) for (const column of [list.by, ...list.columns]) check(layout.name, list.object, column.split('.'));
    }
    for (const view of Object.values(narrowed.views)) {
      for (const { path } of [...view.columns, ...view.sort]) check(view.name, view.object, path);
      for (const name of view.quickFilters) check(view.name, view.object, [name]);
      for (const dotted of [view.group, view.calendar?.start, view.calendar?.end]) if (dotted !== undefined) check(view.name, view.object, dotted.split('.'));
    }
    for (const report of Object.values(narrowed.reports ?? {})) for (const path of report.filters) check(report.name, report.object, path);
    for (const dashboard of Object.values(narrowed.dashboards ?? {})) {
      for (const widget of dashboard.widgets) {
        const object = (narrowed.reports![widget.report ?? ''] ?? narrowed.views[widget.view ?? ''])?.object;
        expect([dashboard.name, widget.name, object !== undefined]).toEqual([dashboard.name, widget.name, true]);
        for (const path of Object.values(widget.filters)) check(`${dashboard.name} ${widget.name}`, object!, path);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('finds no right to write what the store writes by itself or with its parent', () => {
    const refused = Object.keys(narrowed.objects).filter((name) => model.objects[name]!.partOf || model.objects[name]!.system);
    expect(refused.length).toBeGreaterThan(0);
    for (const name of refused) expect([name, narrowed.access[name]]).toMatchObject([name, { create: false, update: false, delete: false, actions: [] }]);
  });
});

function seesPath(whole: Model, role: string, object: string, path: readonly string[]): boolean {
  let at = object;
  return path.every((name) => {
    const field = whole.objects[at]?.fields[name];
    const seen = at === '' || sees(role, at, name);
    at = field?.type === 'date_range' ? '' : (field?.to ?? '?');
    return seen;
  });
}

describe('reports and dashboards', () => {
  const of = (role: string) => narrowModel(model, [role]);

  it('are not there where the role cannot read what they count', () => {
    expect(of('warehouse_keeper').reports).toHaveProperty('stock_below_safety');
    for (const name of ['receivables_total', 'payments_by_month', 'orders_by_level', 'products_by_category']) expect(of('warehouse_keeper').reports).not.toHaveProperty(name);
  });

  it('are not there where the role cannot read the records that groups are called by', () => {
    expect(sees('dealer_portal', 'dealer_license', 'type')).toBe(true);
    expect(grantFor(model, ['dealer_portal'], 'license_type')?.read).toBeUndefined();
    expect(of('dealer_portal').reports).not.toHaveProperty('licences_expiring');
  });

  it('lose the widgets of what is not there, and go with the last', () => {
    const { reports, dashboards } = model;
    const only = (...names: readonly string[]) => ({ ...dashboards!['sales_morning']!, roles: undefined, widgets: dashboards!['sales_morning']!.widgets.filter(({ name }) => names.includes(name)) });
    const changed = { ...model, reports: reports!, dashboards: { some: { ...only('orders', 'overdue'), name: 'some' }, none: { ...only('overdue'), name: 'none' } } } as unknown as Model;
    const narrowed = narrowModel(changed, ['warehouse_keeper']).dashboards!;
    expect(Object.values(narrowed).map(({ name, widgets }) => [name, widgets.map((each) => each.name)])).toEqual([['some', ['orders']]]);
    expect(Object.keys(narrowed['some']!.filters)).toEqual(['period', 'region']);
  });

  it('are in the menu of those alone who have them', () => {
    const opened = (role: string) => Object.values(of(role).apps).flatMap(({ navigation }) => navigation).flatMap(({ items }) => items).flatMap(({ dashboard, report }) => dashboard ?? report ?? []);
    for (const role of roles) expect([role, opened(role).filter((name) => !of(role).reports![name] && !of(role).dashboards![name])]).toEqual([role, []]);
    expect(opened('dealer_portal')).toContain('my_business');
    expect(opened('dealer_portal')).not.toContain('sales_morning');
  });
});

describe('the scan', () => {
  it('looks for something: people from outside do not see costs, floors and the ledgers', () => {
    expect(hiddenNames('dealer_portal').length).toBeGreaterThan(20);
    expect(JSON.stringify(narrowModel(model, ['hq_admin']))).toContain('floor_price');
    expect(hiddenNames('dealer_portal')).toContain('floor_price');
  });
});
