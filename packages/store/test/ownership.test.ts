/** Whose a record is: owners and types given through the door, and filters that speak of the user and of trees. */
import { isFailure } from '@tenon/diagnostics';
import { compileExpression, evaluateExpression } from '@tenon/expression';
import { catalogOf } from '@tenon/model';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenant, createUser, openStore, runOperation, type OperationInput, type Principal, type Store, type TenantScope } from '../src/index.ts';
import { render, sql } from '../src/expression/fragment.ts';
import { Names } from '../src/expression/scope.ts';
import { toSql } from '../src/expression/to-sql.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { modelFrom } from './package.ts';

const reference = (to: string, more: object = {}) => ({ type: 'reference', label: to, to, ...more });
const model = modelFrom('tickets', {
  'objects/unit.json': { label: 'Unit', plural: 'Units', title: 'name', fields: { name: { type: 'text', label: 'Name', required: true }, budget: { type: 'decimal', label: 'Budget', scale: 2 }, above: reference('unit', { tree: true }) } },
  'objects/ticket.json': {
    label: 'Ticket', plural: 'Tickets', title: 'name', owner: true, recordTypes: { fault: { label: 'Fault' }, wish: { label: 'Wish' } },
    fields: { name: { type: 'text', label: 'Name', required: true }, unit: reference('unit') },
  },
  'roles/chief.json': { label: 'Chief', userAttributes: { unit: { to: 'unit' } }, objects: { user: { read: true }, unit: { create: true, read: true, update: true }, ticket: { create: true, read: true, update: true, delete: true } } },
  'roles/member.json': {
    label: 'Member', userAttributes: { unit: { to: 'unit' }, phone: {} },
    objects: {
      user: { read: true }, unit: { read: "name != 'Secret'", fields: { budget: 'none' }, otherFields: 'read' },
      ticket: { create: 'owner == user.id', read: 'owner == user.id or under(unit, user.unit)', update: 'owner == user.id', otherFields: 'write' },
    },
  },
  'roles/clerk.json': { label: 'Clerk', objects: { ticket: { create: true, read: true, update: true, fields: { owner: 'read' }, otherFields: 'write' } } },
});

let database: FreshDatabase;
let store: Store;
let scope: TenantScope;
const users: Record<string, string> = {};
const units: Record<string, string> = {};

const as = (name: string, role: string, attributes: Record<string, string | null> = {}): Principal => ({ kind: 'user', tenant: 'tickets', userId: users[name]!, name, roles: [role], attributes, locale: 'en' });
const run = async (input: OperationInput, who: Principal) => JSON.parse((await runOperation(store, scope, input, who)).body);
const refused = async (input: OperationInput, who: Principal): Promise<string[]> => {
  const error = await run(input, who).then((found) => new Error(`not refused: ${JSON.stringify(found)}`), (found: unknown) => found);
  if (!isFailure(error)) throw error;
  return [error.code, ...error.problems.map((one) => `${one.field} ${one.code}`)];
};
const create = (values: Record<string, unknown>): OperationInput => ({ kind: 'create', object: 'ticket', values: { name: 'x', record_type: 'fault', ...values } });
const names = async (filter: string, who: Principal, object = 'ticket'): Promise<string[]> => (await run({ kind: 'list', object, filter, sort: 'name', select: 'name' }, who)).data.map((one: { name: string }) => one.name);
const member = () => as('ann', 'member', { unit: units['East']!, phone: '139' });

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: 'tickets', name: 'Tickets', model });
  scope = await store.models.activeModel('tickets');
  for (const login of ['ann', 'bob']) users[login] = await createUser(store, 'tickets', { login, name: login, roles: [] });
  const chief = as('bob', 'chief');
  for (const [name, above] of [['All', null], ['East', 'All'], ['Harbour', 'East'], ['West', 'All'], ['Secret', 'East'], ['Deep', 'Secret']] as const) {
    units[name] = (await run({ kind: 'create', object: 'unit', values: { name, budget: '5', above: above && units[above] } }, chief)).id;
    await run(create({ name: `in ${name}`, unit: units[name] }), chief);
  }
  await run(create({ name: 'in none' }), chief);
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

test('a record has the type that it was made with', async () => {
  const chief = as('bob', 'chief');
  const made = await run(create({ record_type: 'wish' }), chief);
  expect(made).toMatchObject({ record_type: 'wish', owner: users['bob'] });
  // Without one it is of the first.
  expect(await run({ kind: 'create', object: 'ticket', values: { name: 'x' } }, chief)).toMatchObject({ record_type: 'fault' });
  expect(await refused(create({ record_type: 'order' }), chief)).toEqual(['VAL101', 'record_type VAL109']);
  expect(await refused({ kind: 'update', object: 'ticket', id: made.id, values: { record_type: 'fault' } }, chief)).toEqual(['VAL101', 'record_type VAL118']);
  expect(await run({ kind: 'update', object: 'ticket', id: made.id, values: { record_type: 'wish', name: 'y' } }, chief)).toMatchObject({ name: 'y', version: 2 });
  await run({ kind: 'delete', object: 'ticket', id: made.id }, chief);
});

test('a record is handed over where the grants allow it', async () => {
  const [chief, clerk] = [as('bob', 'chief'), as('bob', 'clerk')];
  const made = await run(create({ owner: users['ann'] }), chief);
  expect(made.owner).toBe(users['ann']);
  expect(await run({ kind: 'update', object: 'ticket', id: made.id, values: { owner: users['bob'] } }, chief)).toMatchObject({ owner: users['bob'], version: 2 });
  expect(await refused({ kind: 'update', object: 'ticket', id: made.id, values: { owner: units['East'] } }, chief)).toContain('owner VAL117');
  expect(await refused({ kind: 'update', object: 'ticket', id: made.id, values: { owner: users['ann'] } }, clerk)).toEqual(['VAL101', 'owner VAL103']);
  expect(await refused(create({ owner: users['ann'] }), clerk)).toEqual(['VAL101', 'owner VAL103']);
  expect((await run(create({ name: 'of the clerk' }), clerk)).owner).toBe(users['bob']);
  // One's own record may not be given away, nor one be made for somebody else, where the condition would not hold afterwards.
  const own = await run(create({ name: 'mine' }), member());
  expect(own.owner).toBe(users['ann']);
  expect(await refused({ kind: 'update', object: 'ticket', id: own.id, values: { owner: users['bob'] } }, member())).toEqual(['ACC104']);
  expect(await refused(create({ owner: users['bob'] }), member())).toEqual(['ACC104']);
  expect(await refused({ kind: 'update', object: 'ticket', id: (await run({ kind: 'list', object: 'ticket', filter: "name == 'in East'" }, member())).data[0].id, values: { name: 'z' } }, member())).toEqual(['ACC103']);
  for (const id of [made.id, own.id]) await run({ kind: 'delete', object: 'ticket', id }, chief);
  await run({ kind: 'delete', object: 'ticket', id: (await run({ kind: 'list', object: 'ticket', filter: "name == 'of the clerk'" }, chief)).data[0].id }, chief);
});

test('a filter may speak of the user, and sees no more by it', async () => {
  const chief = as('bob', 'chief', { unit: units['West']! });
  expect(await names('owner == user.id and unit == user.unit', chief)).toEqual(['in West']);
  expect(await names("unit.name == user.unit.name or user.name == 'ann'", chief)).toEqual(['in West']);
  expect(await names("user.phone == '139'", member())).toHaveLength(4);
  expect(await names('unit == user.unit', as('bob', 'chief'))).toEqual([]); // an attribute that is not set
  for (const filter of ['user.unit.budget > 0', 'user.ghost == 1', 'user.phone.x == 1']) expect(await refused({ kind: 'list', object: 'ticket', filter }, member())).toEqual(['OPR103']);
  expect(await refused({ kind: 'list', object: 'ticket', filter: 'user.unit == null' }, as('bob', 'clerk'))).toEqual(['OPR103']);
  // The record that an attribute names is hidden like any other.
  const inSecret = as('ann', 'member', { unit: units['Secret']! });
  expect(await names("user.unit.name == 'Secret'", inSecret)).toEqual([]);
  expect(await names('user.unit.name == null', inSecret)).toEqual(['in Deep', 'in Secret']);
});

test('a caller walks a tree over what the caller may see only', async () => {
  expect(await names('under(unit, user.unit)', as('bob', 'chief', { unit: units['East']! }))).toEqual(['in Deep', 'in East', 'in Harbour', 'in Secret']);
  expect(await names('under(unit, user.unit)', member())).toEqual(['in East', 'in Harbour']);
  expect(await names(`under(unit, '${units['Secret']}')`, member())).toEqual([]);
});

test('under is the same in memory and in PostgreSQL, nulls and all', async () => {
  const client = new pg.Client({ connectionString: database.url, options: '-c search_path=t_tickets' });
  await client.connect();
  const catalog = catalogOf(model);
  const above = new Map(Object.entries({ All: null, East: 'All', Harbour: 'East', West: 'All', Secret: 'East', Deep: 'Secret' }).map(([name, up]) => [units[name]!, up === null ? null : units[up]!]));
  const under = (id: string, ancestor: string): boolean => {
    for (let at = above.get(id); at; at = above.get(at)) if (at === ancestor) return true;
    return false;
  };
  const tickets = (await client.query<{ id: string; name: string; unit: string | null }>('SELECT id, name, unit FROM ticket')).rows;
  const ancestors = [...Object.values(units), users['ann']!, 'no id', null];
  let compared = 0;
  for (const source of ['under(unit, user.unit)', 'not under(unit, user.unit)', 'under(unit, user.unit) == null', 'under(unit, user.unit) or name == null', 'under(unit.above, user.unit)', "under(unit, unit.above)", 'under(unit, unit)']) {
    const { value: expr } = compileExpression(source, { object: 'ticket', roots: { user: { kind: 'record', object: '$user' } }, catalog: { ...catalog, field: (of, name) => (of === '$user' ? { kind: 'text' } : catalog.field(of, name)) } }, 'boolean');
    for (const ancestor of ancestors) {
      const roots = { record: { kind: 'row' as const, object: 'ticket', alias: 'r' }, user: { kind: 'values' as const, values: { unit: ancestor } } };
      const context = () => ({ model, timeZone: 'UTC', now: new Date().toISOString(), names: new Names(), roots });
      const whole = render(sql`select r.id, ${toSql(expr!, context())} as found, coalesce(${toSql(expr!, { ...context(), onlyTrue: true })}, false) as counts from ticket r`);
      const rows = (await client.query<{ id: string; found: boolean | null; counts: boolean }>({ text: whole.text, values: [...whole.values] })).rows;
      for (const { id, found, counts } of rows) {
        const { unit, name } = tickets.find((one) => one.id === id)!;
        const record = { id, name, unit: unit && { id: unit, above: above.get(unit) ?? null } };
        const wanted = evaluateExpression(expr!, { now: '2026-11-23T00:00:00.000Z', timeZone: 'UTC', under, roots: { record, user: { unit: ancestor } } });
        expect([source, ancestor, name, found, counts]).toEqual([source, ancestor, name, wanted, wanted === true]);
        compared += 1;
      }
    }
  }
  await client.end();
  expect(compared).toBe(7 * ancestors.length * tickets.length);
});
