/** The real package with modules switched off: what belongs to them is nowhere, for no role, and comes back as it was. */
import { fileURLToPath } from 'node:url';
import { renderDiagnostic } from '@tenon/diagnostics';
import { describe, expect, it } from 'vitest';
import { compilePackage, compileStack } from '../src/compiler.ts';
import { grantFor, narrowModel, openApiFor, type Model } from '../src/index.ts';
import { readPackage } from '../src/node/index.ts';
import { visit } from './channel-sales.ts';

const files = await readPackage(fileURLToPath(new URL('../../../metadata/channel-sales', import.meta.url)));
interface ModuleText { on?: boolean; readonly objects: readonly string[]; readonly requires?: readonly string[] }
interface PackageText { readonly tenon: { readonly modules: Record<string, ModuleText> } }
const written = JSON.parse(files.find(({ path }) => path === 'package.json')!.text) as PackageText;

/** The package with these modules off. */
function compiledWithout(off: readonly string[]) {
  const changed = structuredClone(written);
  for (const name of off) changed.tenon.modules[name]!.on = false;
  return compilePackage(files.map((file) => (file.path === 'package.json' ? { path: file.path, text: JSON.stringify(changed) } : file)));
}

function without(off: readonly string[]): Model {
  const { value, diagnostics } = compiledWithout(off);
  if (!value) throw new Error(diagnostics.map((each) => renderDiagnostic(each)).join('\n'));
  return value;
}

const modules = written.tenon.modules;
const whole = without([]);

/** The module with all that cannot be on without it. */
function withDependents(name: string, found: Set<string> = new Set()): readonly string[] {
  found.add(name);
  for (const [other, { requires = [] }] of Object.entries(modules)) if (requires.includes(name) && !found.has(other)) withDependents(other, found);
  return [...found];
}

const parts = (objects: readonly string[]): ReadonlySet<string> =>
  new Set([...objects, ...Object.values(whole.objects).filter(({ partOf }) => partOf && objects.includes(partOf.object)).map(({ name }) => name)]);
const sets = [...new Set(Object.keys(modules).map((name) => JSON.stringify(withDependents(name)))), JSON.stringify(Object.keys(modules))].map((text) => JSON.parse(text) as string[]);

describe.each(sets)('without %s %s %s', (...off) => {
  const names = off.filter((name) => name in modules);
  const objects = parts(names.flatMap((name) => modules[name]!.objects));
  const model = without(names);
  const refers = (object: string, field: string): boolean => objects.has(whole.objects[object]?.fields[field]?.to ?? whole.objects[object]?.fields[field]?.of ?? '');

  it('no role has its objects, or a field that refers to them', () => {
    for (const role of Object.keys(model.roles)) {
      for (const object of Object.values(model.objects)) {
        const grant = grantFor(model, [role], object.name);
        if (objects.has(object.name)) expect([role, object.name, grant]).toEqual([role, object.name, undefined]);
        else for (const field of Object.keys(object.fields).filter((each) => refers(object.name, each))) expect([role, object.name, field, grant?.field(field) ?? 'none']).toEqual([role, object.name, field, 'none']);
      }
    }
  });

  it('every role keeps all else', () => {
    for (const role of Object.keys(model.roles)) {
      for (const object of Object.values(model.objects).filter(({ name }) => !objects.has(name))) {
        const [before, after] = [whole, model].map((each) => grantFor(each, [role], object.name));
        for (const verb of ['create', 'read', 'update', 'delete', 'export', 'actions'] as const) expect([role, object.name, verb, after?.[verb]]).toEqual([role, object.name, verb, before?.[verb]]);
        for (const field of Object.keys(object.fields).filter((each) => !refers(object.name, each))) expect([role, object.name, field, after?.field(field)]).toEqual([role, object.name, field, before?.field(field)]);
      }
    }
  });

  it('no client finds a trace of it', () => {
    const wrong: string[] = [];
    for (const role of Object.keys(model.roles)) {
      const narrowed = narrowModel(model, [role]);
      const document = openApiFor(narrowed);
      visit({ ...narrowed, modules: [] }, (node, path) => {
        for (const key of ['object', 'to', 'of']) if (objects.has(String(node[key]))) wrong.push(`${role} ${path.join('/')}/${key}`);
        if (typeof node['object'] === 'string' && typeof node['field'] === 'string' && refers(node['object'], node['field'])) wrong.push(`${role} ${path.join('/')}: ${node['object']}.${node['field']}`);
      });
      for (const name of objects) {
        if (Object.hasOwn(narrowed.objects, name) || Object.hasOwn(narrowed.access, name)) wrong.push(`${role} ${name}`);
        wrong.push(...[...Object.keys(narrowed.layouts), ...Object.keys(narrowed.views)].filter((each) => each.startsWith(`${name}.`)).map((each) => `${role} ${each}`));
        wrong.push(...Object.values(narrowed.locales).flatMap((texts) => Object.keys(texts)).filter((address) => new RegExp(`^\\w+/${name}\\b`).test(address)).map((each) => `${role} ${each}`));
        wrong.push(...Object.keys(document['paths'] as object).filter((path) => path.split('/').includes(name)).map((each) => `${role} ${each}`));
      }
    }
    expect(wrong).toEqual([]);
  });

  it('no screen shows it, and no row of data needs it', () => {
    const wrong: string[] = [];
    const check = (where: string, object: string, path: readonly string[]): void => {
      let at = object;
      for (const name of path) {
        if (objects.has(at) || refers(at, name)) wrong.push(`${where}: ${object}.${path.join('.')}`);
        at = whole.objects[at]?.fields[name]?.to ?? '';
      }
    };
    for (const layout of Object.values(model.layouts)) {
      for (const name of [...layout.header, ...layout.tabs.flatMap((tab) => tab.sections).flatMap((section) => section.fields).map(({ field }) => field)]) check(layout.name, layout.object, [name]);
      for (const list of layout.tabs.flatMap((tab) => tab.related)) for (const column of [list.by, ...list.columns]) check(layout.name, list.object, column.split('.'));
    }
    for (const view of Object.values(model.views)) {
      for (const { path } of [...view.columns, ...view.sort]) check(view.name, view.object, path);
      for (const name of [...view.quickFilters, ...(view.group === undefined ? [] : [view.group])]) check(view.name, view.object, name.split('.'));
    }
    for (const report of Object.values(model.reports ?? {})) {
      for (const path of report.filters) check(report.name, report.object, path);
      visit(report, ({ object, field }) => { if (typeof object === 'string' && typeof field === 'string') check(report.name, object, [field]); });
    }
    for (const { name, widgets } of Object.values(model.dashboards ?? {})) {
      for (const { report = '', view = '', filters } of widgets) {
        const object = (model.reports![report] ?? model.views[view])?.object;
        if (object === undefined) wrong.push(`${name} ${report}${view}`);
        else for (const path of Object.values(filters)) check(name, object, path);
      }
    }
    for (const app of Object.values(model.apps)) for (const target of [...app.navigation.flatMap(({ items }) => items), ...(app.home ? [app.home] : [])]) {
      const { object = '', dashboard, report } = target as { object?: string; dashboard?: string; report?: string };
      if (objects.has(object) || (dashboard !== undefined && !model.dashboards![dashboard]) || (report !== undefined && !model.reports![report])) wrong.push(`${app.name} ${object}${dashboard ?? ''}${report ?? ''}`);
    }
    for (const { object, rows } of model.data) for (const row of rows) for (const name of Object.keys(row)) check('data', object, [name]);
    expect(wrong).toEqual([]);
  });

  it('its tables stay', () => expect(model.objects).toEqual(whole.objects));
});

/** The package with a variant that has these modules, and an object. */
function withVariant(own: Readonly<Record<string, ModuleText & { readonly label: string }>>) {
  const about = { name: '@sample/variant', version: '1.0.0', tenon: { namespace: 'own', label: 'Variant', extends: { '@tenon/channel-sales': '>=1.0.0' }, modules: own } };
  const visit = { label: 'Visit', fields: { name: { type: 'text' }, order: { type: 'reference', to: 'sales_order', required: true } } };
  return compileStack([{ files }, { files: [{ path: 'package.json', text: JSON.stringify(about) }, { path: 'objects/own_visit.json', text: JSON.stringify(visit) }] }]);
}

describe('a module', () => {
  it('of a variant has the prefix of its names, and may require one of the package', () => {
    const found = withVariant({ own_visits: { label: 'Visits', objects: ['own_visit'], requires: ['ordering'], on: false } });
    expect(found.diagnostics.map(({ code }) => code)).toEqual([]);
    expect(found.value!.modules.map(({ name, package: of }) => `${of} ${name}`).at(-1)).toBe('own own_visits');
    expect(grantFor(found.value!, ['hq_admin'], 'own_visit')).toBeUndefined();
    const wrong = withVariant({ pricing: { label: 'Visits', objects: ['own_visit'] } }).diagnostics.map(({ code, address }) => `${code} ${address}`);
    expect(wrong).toContain('MET313 package/own#tenon/modules/pricing');
  });
  it('that is on again leaves the Model as it was', () => expect(without([]).hash).toBe(whole.hash));
  it('makes another Model when it is off', () => expect(without(['pricing']).hash).not.toBe(whole.hash));
  it.each(Object.keys(modules).filter((name) => withDependents(name).length > 1))('such as %s stays on while another requires it', (name) =>
    expect(compiledWithout([name]).diagnostics.map(({ code, address }) => `${code} ${address}`)).toContain(`MET464 package/channel#tenon/modules/${name}/on`));
  it('is told of to those who administer, in their language', () => {
    expect(narrowModel(whole, ['hq_admin']).modules.map(({ name }) => name)).toEqual(Object.keys(modules));
    expect(narrowModel(whole, ['dealer_portal']).modules).toEqual([]);
  });
});
