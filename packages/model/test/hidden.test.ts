/** A hidden field is kept and can be asked for, and no screen has it. */
import { describe, expect, it } from 'vitest';
import { compilePackage } from '../src/compiler.ts';
import { grantFor, jsonSchemaFor, type LayoutModel, type Model } from '../src/index.ts';

/** Orders with a hidden field on every screen; `made` are those without a layout of their own. */
function compiled(hidden: boolean): Model {
  const note = { type: 'text', hidden };
  const files = {
    'package.json': { name: '@sample/hidden', version: '1.0.0', tenon: { namespace: 'sample', label: 'Sample' } },
    'objects/customer.json': { label: 'Customer', fields: { name: { type: 'text' }, note } },
    'objects/order.json': { label: 'Order', fields: { no: { type: 'text' }, customer: { type: 'reference', to: 'customer' }, note, extra: note, lines: { type: 'children', of: 'line', by: 'order' } } },
    'objects/line.json': { label: 'Line', partOf: 'order', fields: { order: { type: 'reference', to: 'order' }, what: { type: 'text' }, note } },
    'layouts/order.default.json': {
      object: 'order', label: 'Order', use: ['form', 'detail'], header: { fields: ['no', 'note'] },
      tabs: { main: { sections: { base: { fields: { no: {}, note: {}, lines: { columns: ['what', 'note'] } } } }, related: { others: { object: 'order', by: 'customer', columns: ['no', 'note', 'customer.note'] } } } },
    },
    'views/order.all.json': { object: 'order', label: 'All', kind: 'list', columns: { no: {}, note: {}, 'customer.note': {} }, sort: ['note'], filter: "note != 'x'", quickFilters: ['customer', 'note'] },
    'roles/clerk.json': { label: 'Clerk', otherObjects: { create: true, read: true } },
  };
  // A list of what refers to the customer belongs on the customer's page.
  const layout = files['layouts/order.default.json'];
  const { related, ...tab } = layout.tabs.main;
  const customer = { object: 'customer', label: 'Customer', use: ['detail'], tabs: { main: { sections: { base: { fields: { name: {} } } }, related } } };
  const all = { ...files, 'layouts/order.default.json': { ...layout, tabs: { main: tab } }, 'layouts/customer.page.json': customer };
  const { value, diagnostics } = compilePackage(Object.entries(all).map(([path, document]) => ({ path, text: JSON.stringify(document) })));
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return value;
}

/** Everything that a layout names. */
const named = (layout: LayoutModel): readonly string[] => [
  ...layout.header, ...layout.tabs.flatMap(({ sections }) => sections).flatMap(({ fields }) => fields).flatMap(({ field, columns = [] }) => [field, ...columns]),
  ...layout.tabs.flatMap(({ related }) => related).flatMap(({ columns }) => columns),
];
const shown = (model: Model): readonly string[] => [
  ...Object.values(model.layouts).flatMap(named),
  ...Object.values(model.views).flatMap(({ columns, quickFilters }) => [...columns.map(({ path }) => path.join('.')), ...quickFilters]),
];
const isNote = (name: string): boolean => /note|extra/.test(name);

describe('a hidden field', () => {
  const model = compiled(true);

  it('is on no screen', () => {
    expect(shown(compiled(false)).filter(isNote).length).toBeGreaterThan(10);
    expect(shown(model).filter(isNote)).toEqual([]);
  });
  it('leaves all else where it was', () => expect(shown(model)).toEqual(shown(compiled(false)).filter((name) => !isNote(name))));
  it('is in the API, for whom it was', () => {
    expect(grantFor(model, ['clerk'], 'order')!.field('note')).toBe('write');
    expect(JSON.stringify(jsonSchemaFor(model, 'order', 'create'))).toContain('"note"');
  });
  it('still orders and filters', () => expect(model.views['order.all']).toMatchObject({ sort: [{ path: ['note'] }], filter: { source: "note != 'x'" } }));
});
