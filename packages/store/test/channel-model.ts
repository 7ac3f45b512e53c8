/** A Model with formulas, rules, a lifecycle and roles, for tests of operations. Its expressions are compiled as a package's are. */
import { compileExpression, type Kind } from '@tenon/expression';
import { catalogOf, type FieldModel, type Formula, type Model, type ObjectGrant, type ObjectModel, type RoleModel } from '@tenon/model';
import { modelOf, object } from './sample-model.ts';

const dealer = object('dealer', {
  code: { type: 'text', required: true, unique: true, maxLength: 20, pattern: '^[A-Z][A-Z0-9]*$' },
  name: { type: 'text', required: true },
  region: { type: 'reference', to: 'region' },
  parent: { type: 'reference', to: 'dealer', tree: true },
  credit: { type: 'money', scale: 2, min: '0' },
  bank: { type: 'text' },
  cost: { type: 'money', scale: 2 },
  channels: { type: 'multi_select', options: [{ value: 'ka', label: 'KA' }, { value: 'gt', label: 'GT' }] },
  valid: { type: 'date_range' },
  tags: { type: 'references', to: 'region' },
  address: { type: 'address' }, opens: { type: 'time' }, notes: { type: 'json' }, mail: { type: 'email' }, seen: { type: 'datetime' }, rank: { type: 'integer' },
}, { search: ['code', 'name'] });
const region = object('region', { code: { type: 'text', required: true, unique: true }, name: { type: 'text', required: true } });
const order = object('order', {
  no: { type: 'autonumber', required: true, unique: true, numbering: 'SO-{yyyy}-{seq:4}' },
  dealer: { type: 'reference', to: 'dealer', required: true },
  ordered: { type: 'date', required: true },
  discount: { type: 'percent', scale: 2 },
  status: { type: 'select', required: true, options: ['draft', 'open', 'closed'].map((value) => ({ value, label: value })) },
  reason: { type: 'text' },
  closed_on: { type: 'date' },
  lines: { type: 'children', of: 'order_line', by: 'order', maxRows: 50 },
  total: { type: 'money', scale: 2, storage: 'stored' },
  label: { type: 'text', storage: 'virtual' },
}, { title: 'no', search: ['no'] });
const line = object('order_line', {
  order: { type: 'reference', to: 'order', required: true, onDelete: 'cascade' },
  sku: { type: 'text', required: true },
  qty: { type: 'quantity', required: true, scale: 3, min: '0' },
  price: { type: 'money', required: true, scale: 2 },
  amount: { type: 'money', scale: 2, storage: 'stored' },
}, { title: 'sku', partOf: { object: 'order', field: 'lines', by: 'order' } });

const bare = modelOf([region, dealer, order, line], 'b'.repeat(64));

/** Compiles an expression over an object of the Model. */
export function formula(source: string, of: string, expected?: Kind): Formula {
  const base = catalogOf(bare);
  const catalog = { ...base, field: (name: string, field: string) => (name === '$user' ? (field === 'dealer' ? { kind: 'record' as const, object: 'dealer' } : { kind: 'text' as const }) : base.field(name, field)) };
  const { value, diagnostics } = compileExpression(source, { object: of, roots: { user: { kind: 'record', object: '$user' } }, catalog }, expected);
  if (!value) throw new Error(`${source}: ${JSON.stringify(diagnostics)}`);
  return { source, expr: value };
}

const withFields = (one: ObjectModel, fields: Readonly<Record<string, Partial<FieldModel>>>, more: Partial<ObjectModel> = {}): ObjectModel => ({
  ...one, ...more, fields: Object.fromEntries(Object.entries(one.fields).map(([name, field]) => [name, { ...field, ...fields[name] }])),
});

const transition = (name: string, from: string[], to: string, more = {}) => ({ name, label: name, from, to, guards: [], requires: [], set: {}, tone: 'default' as const, ...more });

const objects = {
  ...bare.objects,
  order: withFields(order, {
    total: { formula: formula('sum(lines.amount) * (1 - coalesce(discount, 0) / 100)', 'order', 'number') },
    label: { formula: formula("no & ' ' & dealer.name", 'order', 'text') },
    ordered: { default: formula('today()', 'order', 'date') },
  }, {
    computed: ['total'],
    validations: { positive: { name: 'positive', check: formula('total >= 0', 'order', 'boolean'), message: 'The total must not be negative.', at: 'discount' } },
    lifecycle: {
      field: 'status', initial: 'draft',
      transitions: {
        submit: transition('submit', ['draft'], 'open', { guards: [{ name: 'has_lines', check: formula('any(lines)', 'order', 'boolean'), message: 'At least one line.' }] }),
        close: transition('close', ['open'], 'closed', { requires: ['reason'], set: { closed_on: formula('today()', 'order', 'date') } }),
      },
    },
    states: { open: { frozen: ['dealer'] }, closed: { frozen: 'all' } },
  }),
  order_line: withFields(line, { amount: { formula: formula('qty * price', 'order_line', 'number') } }, {
    computed: ['amount'],
    validations: { some: { name: 'some', check: formula('qty > 0', 'order_line', 'boolean'), message: 'Quantity must be above zero.', at: 'qty' } },
  }),
};

const full: ObjectGrant = { create: true, read: true, update: true, delete: true, export: true, actions: '*', fields: {}, otherFields: 'write' };
const role = (name: string, grants: Readonly<Record<string, ObjectGrant>>): RoleModel => ({ name, label: name, external: name === 'portal', admin: false, objects: grants, userAttributes: {} });
const own = formula('dealer == user.dealer', 'order', 'boolean');
const { delete: _, ...written } = full;

/** Roles: `sales` may do everything; `portal` sees its own dealer and orders; `clerk` does not see some fields. */
export const channel: Model = {
  ...bare, hash: 'c'.repeat(64), objects,
  roles: {
    sales: role('sales', { region: full, dealer: full, order: full, order_line: full, user: { ...full, otherFields: 'read' } }),
    portal: role('portal', {
      dealer: { read: formula('id == user.dealer or parent == user.dealer', 'dealer', 'boolean'), export: false, actions: [], fields: { cost: 'none', bank: 'mask' }, otherFields: 'read' },
      order: { ...written, create: own, read: own, update: own, actions: ['submit'] },
      order_line: { ...written, fields: { price: 'read' } },
    }),
    clerk: role('clerk', { dealer: { read: true, export: false, actions: [], fields: { cost: 'none', name: 'none' }, otherFields: 'read' }, order: { read: true, export: false, actions: [], fields: {}, otherFields: 'read' } }),
  },
};
