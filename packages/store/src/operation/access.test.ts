/** Access: hidden records, hidden and masked fields in every position, the old row and the new one; and values meant to hurt. */
import { isFailure } from '@tenon/diagnostics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { channel } from '../../test/channel-model.ts';
import { freshDatabase, type FreshDatabase } from '../../test/database.ts';
import { createTenant, openStore, runOperation, withTransaction, type OperationInput, type Principal, type Store, type TenantScope } from '../index.ts';

let database: FreshDatabase;
let store: Store;
let scope: TenantScope;
let [mine, other]: string[] = [];
let theirs: string;
const userId = '01900000-0000-7000-8000-000000000001';
const principal = (roles: string[], attributes: Record<string, string | null> = {}): Principal => ({ kind: 'user', tenant: 'access', userId, name: 'Ann', roles, attributes, locale: 'en' });
const sales = principal(['sales']);
const portal = () => principal(['portal'], { dealer: mine! });
const clerk = principal(['clerk']);

const run = async (input: OperationInput, who: Principal) => JSON.parse((await runOperation(store, scope, input, who)).body);
async function refused(input: OperationInput, who: Principal): Promise<{ code: string; problems: string[] }> {
  const error = await run(input, who).then((found) => new Error(`not refused: ${JSON.stringify(input)} ${JSON.stringify(found)}`), (found: unknown) => found);
  if (!isFailure(error)) throw error;
  expect(error.status).toBeLessThan(500);
  return { code: error.code, problems: error.problems.map((p) => `${p.field} ${p.code}`) };
}

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: 'access', name: 'Access', model: channel });
  scope = await store.models.activeModel('access');
  await withTransaction(store.database, scope, {}, (tx) => tx.query(`INSERT INTO "user" (id, name, login, active, version, created_at, updated_at) VALUES ($1, 'Ann', 'ann', true, 1, now(), now())`, [userId]));
  const made = await run({ kind: 'bulk', object: 'dealer', items: ['D1', 'D2'].map((code) => ({ kind: 'create', values: { code, name: `Name ${code}`, bank: '6222000011112222', cost: '7', credit: '5' } })) }, sales);
  [mine, other] = made.data.map((one: { id: string }) => one.id);
  theirs = (await run({ kind: 'create', object: 'order', values: { dealer: other, lines: [{ sku: 'x', qty: '1', price: '1' }] } }, sales)).id;
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

test('a portal user sees its own records; hidden and missing ones answer alike', async () => {
  const list = await run({ kind: 'list', object: 'dealer', count: true }, portal());
  expect([list.data.map((one: { code: string }) => one.code), list.count]).toEqual([['D1'], 1]);
  expect(list.data[0]).toMatchObject({ bank: '***2222' });
  expect(Object.keys(list.data[0])).not.toContain('cost');
  expect(await refused({ kind: 'get', object: 'order', id: theirs }, portal())).toEqual(await refused({ kind: 'get', object: 'order', id: userId }, portal()));
  for (const input of [{ kind: 'update', values: { reason: 'x' } }, { kind: 'act', action: 'submit' }, { kind: 'history' }] as const) {
    expect((await refused({ object: 'order', id: theirs, ...input } as OperationInput, portal())).code).toBe('ACC101');
  }
  expect((await run({ kind: 'list', object: 'order_line' }, portal())).data).toEqual([]);
  expect((await run({ kind: 'aggregate', object: 'order', aggregate: 'count()' }, portal())).data).toEqual([{ group: [], values: [0] }]);
});

test('the old row and the new row must both be granted', async () => {
  const own = await run({ kind: 'create', object: 'order', values: { dealer: mine, lines: [{ sku: 'x', qty: '1', price: '0' }] } }, sales);
  expect((await refused({ kind: 'update', object: 'order', id: own.id, values: { dealer: other } }, portal())).problems).toEqual(['dealer VAL117']);
  expect((await refused({ kind: 'create', object: 'order', values: { dealer: other } }, portal())).problems).toEqual(['dealer VAL117']);
  expect((await refused({ kind: 'delete', object: 'order', id: own.id }, portal())).code).toBe('ACC102');
  expect((await refused({ kind: 'act', object: 'order', id: own.id, action: 'close' }, portal())).code).toBe('ACC102');
  expect((await refused({ kind: 'update', object: 'order', id: own.id, values: { lines: [{ id: own.lines[0].id, price: '1' }] } }, portal())).problems).toEqual(['lines/0/price VAL103']);
  expect((await refused({ kind: 'create', object: 'order_line', values: {} }, sales)).code).toBe('ACC102');
  expect((await refused({ kind: 'list', object: 'region' }, portal())).code).toBe('OPR101');
  expect((await run({ kind: 'act', object: 'order', id: own.id, action: 'submit' }, portal())).status).toBe('open');
});

test('a hidden or masked field does not exist in any position', async () => {
  const inputs: OperationInput[] = ['cost', 'name'].flatMap((field): OperationInput[] => [
    { kind: 'list', object: 'dealer', filter: `${field} == null` }, { kind: 'list', object: 'dealer', sort: field }, { kind: 'list', object: 'dealer', select: field },
    { kind: 'list', object: 'dealer', expand: field }, { kind: 'list', object: 'order', select: `dealer.${field}` }, { kind: 'list', object: 'order', filter: `dealer.${field} == null` },
    { kind: 'list', object: 'order', sort: `dealer.${field}` }, { kind: 'aggregate', object: 'dealer', group: field, aggregate: 'count()' }, { kind: 'aggregate', object: 'dealer', aggregate: `max(${field})` },
  ]);
  for (const input of inputs) {
    const hidden = await refused(input, clerk);
    const missing = await refused(JSON.parse(JSON.stringify(input).replace(/\b(cost|name)\b/g, 'zzzz')), clerk);
    expect(hidden.code).toBe(missing.code);
  }
  expect((await refused({ kind: 'list', object: 'dealer', search: 'Name' }, clerk)).code).toBe('OPR105');
  for (const input of [{ filter: "bank == '1'" }, { sort: 'bank' }]) expect((await refused({ kind: 'list', object: 'dealer', ...input }, portal())).code).toBe('OPR103');
  const history = await run({ kind: 'history', object: 'dealer', id: mine! }, clerk);
  expect(Object.keys(history.data[0].changes)).not.toContain('cost');
  expect(Object.keys(history.data[0].changes)).not.toContain('name');
});

test('hostile values are refused by field, never by a fault', async () => {
  const bad: Record<string, unknown[]> = {
    credit: ['NaN', 'Infinity', '1e308', '1e2', '0x10', '1_000', '1.001', '9'.repeat(40), -1, '-0.01', {}, [], true, '', ' 1', 1e308, Number.MAX_SAFE_INTEGER * 4, '١'],
    name: ['a\0b', 'x\ud800', 5, {}, [], 'x'.repeat(201), '', null], rank: ['1', 1.5, 1e20, '9007199254740993'], channels: ['ka', ['zz'], [null], [['ka']]],
    valid: ['2026-01-01', { from: '2026-02-01', to: '2026-01-01' }, { from: 'infinity' }, { x: 1 }], opens: ['25:00', 'now', '24:00:00'], seen: ['now', 'infinity', '2026-02-30T00:00:00Z', '2026-01-01', 0],
    notes: [{ a: 'x\0' }, { a: '\udfff' }, JSON.parse('{"__proto__": 1}')], mail: ['x', 'a@b@c', 'a b@c'], region: ['x', 5, "' or 1=1", { id: 'x' }], tags: ['x', ['x'], [{}]], address: [{ zip: 1 }, 'x'],
    id: [userId], version: [3], created_by: [userId], search_text: ['x'], ghost: [1], constructor: [1],
  };
  for (const [field, values] of Object.entries(bad)) {
    for (const value of values) {
      const found = await refused({ kind: 'create', object: 'dealer', values: { code: 'H1', name: 'h', [field]: value } }, sales);
      expect(found.problems.some((one) => one.startsWith(field)), `${field}: ${JSON.stringify(value)} ${JSON.stringify(found)}`).toBe(true);
    }
  }
  expect((await refused({ kind: 'create', object: 'dealer', values: JSON.parse('{"code":"H2","name":"h","__proto__":{"x":1}}') }, sales)).problems).toEqual(['__proto__ VAL102']);
  const many = await refused({ kind: 'create', object: 'dealer', values: { credit: 'x', rank: 'y', ghost: 1 } }, sales);
  expect(many.problems.toSorted()).toEqual(['code VAL104', 'credit VAL105', 'ghost VAL102', 'name VAL104', 'rank VAL105']);
  for (const filter of ["name == 'a' or", '1; drop table dealer', 'name = name union select 1', "credit > 'x'", 'pg_sleep(5)', '"id"', `${'('.repeat(200)}1`]) {
    expect((await refused({ kind: 'list', object: 'dealer', filter }, sales)).code).toBe('OPR103');
  }
  for (const select of ['*', 'id;', 'a b', 'name.x', '__proto__', 'constructor']) expect((await refused({ kind: 'list', object: 'dealer', select }, sales)).code).toMatch(/^OPR10/);
  expect((await run({ kind: 'list', object: 'dealer', search: "%_\\' or 1=1" }, sales)).data).toEqual([]);
});
