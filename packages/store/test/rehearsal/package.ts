/** A small package with roles, rules and computed fields, its data, and people who use it: what changes are rehearsed on. */
import type { DataModel } from '@tenon/model';

export type Documents = Readonly<Record<string, object>>;

const all = { create: true, read: true, update: true, delete: true, export: true, actions: '*' };

export const documents: Documents = {
  'objects/area.json': { label: 'Area', title: 'name', fields: { code: { type: 'text', required: true, unique: true }, name: { type: 'text', required: true }, parent: { type: 'reference', to: 'area', tree: true } } },
  'objects/shop.json': {
    label: 'Shop', title: 'name',
    fields: {
      code: { type: 'text', required: true, unique: true }, name: { type: 'text', required: true }, area: { type: 'reference', to: 'area' },
      level: { type: 'select', options: { gold: {}, silver: {}, none: {} } }, kind: { type: 'select', options: { a: {}, b: {} } },
      limit: { type: 'money' }, note: { type: 'text' }, phone: { type: 'text' }, seats: { type: 'integer' }, size: { type: 'text' },
      marks: { type: 'multi_select', options: { new: {}, big: {}, old: {} } }, opened: { type: 'date' }, near: { type: 'reference', to: 'area' }, valid: { type: 'date_range' }, tags: { type: 'references', to: 'area' },
    },
  },
  'objects/visit.json': {
    label: 'Visit', title: 'no',
    fields: {
      no: { type: 'text', required: true, unique: true }, shop: { type: 'reference', to: 'shop', required: true }, done: { type: 'boolean' }, remark: { type: 'long_text' },
      lines: { type: 'children', of: 'visit_line', by: 'visit' }, rate: { type: 'decimal' }, total: { type: 'decimal', formula: 'sum(lines.amount)' },
    },
    validations: { total_is_small: { check: 'total < 100000', message: 'Too much.' } },
  },
  'objects/visit_line.json': {
    label: 'Visit line', title: 'what', partOf: 'visit',
    fields: {
      visit: { type: 'reference', to: 'visit', required: true, onDelete: 'cascade' }, what: { type: 'text' }, qty: { type: 'decimal', scale: 3 }, price: { type: 'decimal' },
      amount: { type: 'decimal', formula: 'round(qty * price, 2)' },
    },
  },
  'roles/chief.json': { label: 'Chief', objects: { area: all, shop: all, visit: all } },
  'roles/seller.json': {
    label: 'Seller', userAttributes: { area: { to: 'area' } },
    objects: { area: { read: true }, shop: { read: 'under(area, user.area)', update: true, fields: { limit: 'read' } }, visit: { read: 'under(shop.area, user.area)', create: true, update: true } },
  },
  'roles/partner.json': {
    label: 'Partner', external: true, userAttributes: { shop: { to: 'shop' } },
    objects: { shop: { read: 'record == user.shop', otherFields: 'read', fields: { limit: 'none', phone: 'mask' } }, visit: { read: 'shop == user.shop and done', otherFields: 'read' } },
  },
  'roles/auditor.json': { label: 'Auditor', objects: { visit: { read: 'done' } } },
};

const file = (name: string, object: string, rows: DataModel['rows']): DataModel => ({ name, object, key: [object === 'visit' ? 'no' : 'code'], mode: 'merge', rows });
const every = <T>(count: number, make: (at: number) => T): readonly T[] => Array.from({ length: count }, (_, at) => make(at));

export const data: readonly DataModel[] = [
  file('1', 'area', [{ code: 'all', name: 'All' }, { code: 'north', name: 'North', parent: { code: 'all' } }, { code: 'south', name: 'South', parent: { code: 'all' } }, { code: 'ice', name: 'Ice', parent: { code: 'north' } }]),
  file('2', 'shop', every(12, (at) => ({
    code: `S${at}`, name: `Shop ${at % 10}`, area: { code: ['north', 'south', 'ice', 'all'][at % 4] }, level: ['gold', 'silver', 'none'][at % 3], kind: at % 2 === 0 ? 'a' : 'b',
    limit: String(at * 100), seats: at, size: at % 5 === 0 ? `${at}` : `about ${at}`, marks: at % 3 === 0 ? ['old', 'big'] : ['new'], opened: `20${10 + at}-03-0${1 + (at % 9)}`,
    ...(at % 4 === 0 ? {} : { note: `Note ${'x'.repeat(at * 4)}` }), ...(at % 3 === 0 ? {} : { phone: `+49 ${at}` }), ...(at % 4 === 1 ? { near: { code: 'ice' } } : {}), ...(at % 2 === 0 ? { tags: [{ code: 'ice' }] } : {}), ...(at % 6 === 0 ? {} : { valid: { from: '2026-01-01' } }),
  }))),
  file('3', 'visit', every(15, (at) => ({
    no: `V${String(at).padStart(2, '0')}`, shop: { code: `S${at % 12}` }, done: at % 3 === 0 ? true : at % 3 === 1 ? false : null, rate: '1.5',
    lines: every(at % 4, (line) => ({ what: `Line ${line}`, qty: String(line + 1), price: String(at) })),
  }))),
];

/** Who uses it; attributes name records by their code. */
export const people: readonly { readonly login: string; readonly roles: readonly string[]; readonly attributes: Readonly<Record<string, readonly [string, string]>> }[] = [
  { login: 'chief', roles: ['chief'], attributes: {} },
  { login: 'nora', roles: ['seller'], attributes: { area: ['area', 'north'] } },
  { login: 'sven', roles: ['seller', 'partner'], attributes: { area: ['area', 'ice'], shop: ['shop', 'S3'] } },
  { login: 'pia', roles: ['partner'], attributes: { shop: ['shop', 'S0'] } },
  { login: 'paul', roles: ['partner'], attributes: { shop: ['shop', 'S2'] } },
];
