/** A small Model made by hand, for tests of the store alone: regions in a tree, dealers, orders with lines. */
import { compilerVersion } from '@tenon/model/compiler';
import type { FieldModel, FieldType, Formula, Model, ObjectModel } from '@tenon/model';

type FieldPart = Partial<FieldModel> & { readonly type: FieldType };

/** A formula that is one literal. */
export function literal(value: string | boolean, kind: 'text' | 'number' | 'boolean' = 'text'): Formula {
  return { source: kind === 'text' ? `'${String(value)}'` : String(value), expr: { kind: 'literal', type: { kind }, value } };
}

const system: Readonly<Record<string, FieldPart>> = {
  id: { type: 'text', system: true, required: true },
  version: { type: 'integer', system: true, required: true },
  created_at: { type: 'datetime', system: true, required: true },
  created_by: { type: 'reference', to: 'user', system: true, required: false },
  updated_at: { type: 'datetime', system: true, required: true },
  updated_by: { type: 'reference', to: 'user', system: true, required: false },
};

/** An object with the system fields and those given. */
export function object(name: string, fields: Readonly<Record<string, FieldPart>>, more: Partial<ObjectModel> = {}): ObjectModel {
  const all = Object.entries({ ...system, ...fields }).map(([field, part]): [string, FieldModel] => [
    field, { name: field, label: field, required: false, storage: part.type === 'children' ? 'none' : 'column', ...part },
  ]);
  return {
    name, label: name, plural: `${name}s`, title: 'name', search: [], fields: Object.fromEntries(all), recordTypes: {}, validations: {}, keys: {},
    indexes: {}, states: {}, owner: false, history: true, computed: [], ...more,
  };
}

/** A Model of these objects; its hash is that of its text, good enough for tests. */
export function modelOf(objects: readonly ObjectModel[], hash: string, data: Model['data'] = []): Model {
  return {
    compilerVersion, hash,
    package: { name: '@test/sample', version: '1.0.0', namespace: 'test', label: 'Sample', locales: ['en'], timeZone: 'Asia/Shanghai' },
    layers: [{ name: '@test/sample', version: '1.0.0', namespace: 'test', kind: 'package' }], modules: [],
    objects: Object.fromEntries([user, ...objects].map((one) => [one.name, one])),
    layouts: {}, views: {}, roles: {}, apps: {}, data, locales: {},
  };
}

const user = object('user', {
  name: { type: 'text', required: true }, login: { type: 'text', required: true, unique: true }, email: { type: 'email' },
  locale: { type: 'text' }, active: { type: 'boolean', required: true, default: literal(true, 'boolean') },
}, { history: false });

export const region = object('region', {
  code: { type: 'text', required: true, unique: true }, name: { type: 'text', required: true }, parent: { type: 'reference', to: 'region', tree: true },
});

export const dealer = object('dealer', {
  code: { type: 'text', required: true, unique: true, maxLength: 20 },
  name: { type: 'text', required: true },
  region: { type: 'reference', to: 'region', onDelete: 'restrict' },
  status: { type: 'select', required: true, options: [{ value: 'draft', label: 'Draft' }, { value: 'active', label: 'Active' }], default: literal('draft') },
  credit: { type: 'money', scale: 2, min: '0' },
  channels: { type: 'multi_select', options: [{ value: 'ka', label: 'KA' }, { value: 'gt', label: 'GT' }] },
  valid: { type: 'date_range' },
  tags: { type: 'references', to: 'region' },
  address: { type: 'address' },
  opens: { type: 'time' },
}, { search: ['code', 'name'], lifecycle: { field: 'status', initial: 'draft', transitions: {} } });

/** `sum(lines.qty)` */
const totalOfLines: Formula = {
  source: 'sum(lines.qty)',
  expr: {
    kind: 'aggregate', type: { kind: 'number' }, fn: 'sum', object: 'order_line', children: { root: 'record', steps: [{ object: 'order', field: 'lines' }] },
    value: { kind: 'path', type: { kind: 'number' }, root: 'item', steps: [{ object: 'order_line', field: 'qty' }] },
  },
};

export const order = object('order', {
  no: { type: 'autonumber', required: true, unique: true, numbering: 'SO-{yyyy}-{seq:4}' },
  dealer: { type: 'reference', to: 'dealer', required: true },
  ordered: { type: 'date', required: true },
  lines: { type: 'children', of: 'order_line', by: 'order' },
  total: { type: 'quantity', formula: totalOfLines, storage: 'stored' },
}, { title: 'no', computed: ['total'] });

export const orderLine = object('order_line', {
  order: { type: 'reference', to: 'order', required: true, onDelete: 'cascade' },
  sku: { type: 'text', required: true },
  qty: { type: 'quantity', required: true, scale: 3, min: '0' },
}, { title: 'sku', partOf: { object: 'order', field: 'lines', by: 'order' } });

export const sample = modelOf([region, dealer, order, orderLine], 'a'.repeat(64));
