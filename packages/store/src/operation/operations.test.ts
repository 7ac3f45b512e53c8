/** Reading and writing records on a real PostgreSQL: formulas, children, pages, actions, versions, repeated requests. */
import { isFailure } from '@tenon/diagnostics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { channel } from '../../test/channel-model.ts';
import { freshDatabase, type FreshDatabase } from '../../test/database.ts';
import { createTenant, openStore, runOperation, withTransaction, type OperationInput, type Principal, type Store, type TenantScope } from '../index.ts';

let database: FreshDatabase;
let store: Store;
let scope: TenantScope;
const userId = '01900000-0000-7000-8000-000000000001';
let dealers: string[] = [];

const principal = (roles: string[], attributes: Record<string, string | null> = {}): Principal => ({ kind: 'user', tenant: 'ops', userId, name: 'Ann', roles, attributes, locale: 'en' });
const sales = principal(['sales']);
const run = async (input: OperationInput, who: Principal = sales) => {
  const result = await runOperation(store, scope, input, who);
  return { ...result, json: JSON.parse(result.body) };
};
const refused = async (input: OperationInput, code: string, who: Principal = sales) => {
  const error = await run(input, who).then(() => undefined, (found: unknown) => found);
  if (!isFailure(error)) throw error ?? new Error(`not refused: ${JSON.stringify(input)}`);
  expect([error.code, error.params, error.problems.map((p) => `${p.field} ${p.code}`)].flat()).toContain(code);
  return error;
};
const order = (values: Record<string, unknown>): OperationInput => ({ kind: 'create', object: 'order', values });

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: 'ops', name: 'Ops', model: channel });
  scope = await store.models.activeModel('ops');
  await withTransaction(store.database, scope, {}, (tx) => tx.query(`INSERT INTO "user" (id, name, login, active, version, created_at, updated_at) VALUES ($1, 'Ann', 'ann', true, 1, now(), now())`, [userId]));
  const made = await run({ kind: 'bulk', object: 'dealer', items: ['D1', 'D2', 'D3'].map((code) => ({ kind: 'create', values: { code, name: `Dealer ${code}`, credit: '100.5', bank: '6222000011112222', cost: '7' } })) });
  dealers = made.json.data.map((one: { id: string }) => one.id);
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

test('create with children: formulas, defaults, numbers, the whole record answered', async () => {
  const { json, version } = await run(order({ dealer: dealers[0], discount: '10', lines: [{ sku: 'a', qty: '2', price: '10' }, { sku: 'b', qty: '1.5', price: '3.33' }] }));
  expect(json).toMatchObject({ status: 'draft', total: '22.50', discount: '10.00', label: `${json.no} Dealer D1`, version: 1 });
  expect(json.no).toMatch(/^SO-\d{4}-0001$/);
  expect(json.ordered).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(json.lines.map((one: Record<string, unknown>) => [one['sku'], one['qty'], one['amount']])).toEqual([['a', '2.000', '20.00'], ['b', '1.500', '5.00']]);
  expect(version).toBe(1);
  const got = await run({ kind: 'get', object: 'order', id: json.id, select: 'no,dealer.name,lines.qty', expand: 'dealer.region' });
  expect(got.json).toMatchObject({ id: json.id, no: json.no, dealer: { id: dealers[0], name: 'Dealer D1', region: null }, lines: [{ qty: '2.000' }, { qty: '1.500' }] });
  expect(Object.keys(got.timings)).toEqual(['parse', 'authorize', 'plan', 'compile', 'execute', 'shape']);
});

test('children are replaced by id, roll-ups follow, history tells', async () => {
  const { json } = await run(order({ dealer: dealers[0], lines: [{ sku: 'a', qty: '1', price: '10' }, { sku: 'b', qty: '1', price: '20' }] }));
  const next = await run({ kind: 'update', object: 'order', id: json.id, version: 1, reason: 'more', values: { lines: [{ id: json.lines[0].id, qty: '5' }, { sku: 'c', qty: '1', price: '1' }] } });
  expect(next.json.lines.map((one: Record<string, unknown>) => [one['sku'], one['amount']])).toEqual([['a', '50.00'], ['c', '1.00']]);
  expect(next.json).toMatchObject({ total: '51.00', version: 2 });
  const history = await run({ kind: 'history', object: 'order', id: json.id });
  expect(history.json.data.map((one: Record<string, unknown>) => [one['kind'], one['reason']])).toEqual([['update', 'more'], ['create', null]]);
  expect(history.json.data[0].changes.total).toEqual({ old: '30.00', new: '51.00' });
  await refused({ kind: 'update', object: 'order', id: json.id, version: 1, values: { discount: '5' } }, 'STO201');
  await refused({ kind: 'update', object: 'order', id: json.id, values: { discount: '200' } }, 'discount VAL120');
  const negative = await refused({ kind: 'update', object: 'order', id: json.id, values: { lines: [{ sku: 'z', qty: '1', price: '1' }, { sku: 'y', qty: '0', price: '1' }] } }, 'lines/1/qty VAL120');
  expect(negative.problems[0]?.message).toBe('Quantity must be above zero.');
  await run({ kind: 'delete', object: 'order', id: json.id });
  await refused({ kind: 'get', object: 'order', id: json.id }, 'ACC101');
});

test('a walk with cursors meets every record once, in order, nulls and all', async () => {
  await run({ kind: 'bulk', object: 'dealer', items: Array.from({ length: 25 }, (_, i) => ({ kind: 'create', values: { code: `W${i}`, name: `Walk ${i % 4}`, rank: i % 3 ? i % 7 : null } })) });
  for (const sort of ['rank,-name', '-rank,name', 'name', '-region.name,rank']) {
    const seen: { id: string; rank: number | null }[] = [];
    let cursor: string | undefined;
    do {
      const page = await run({ kind: 'list', object: 'dealer', search: 'walk', sort, limit: 4, select: 'rank,name', ...(cursor ? { cursor } : {}) });
      seen.push(...page.json.data);
      cursor = page.json.next ?? undefined;
    } while (cursor);
    const all = await run({ kind: 'list', object: 'dealer', filter: "startswith(name, 'Walk')", sort, limit: 500, select: 'rank,name', count: true });
    expect(seen.map((one) => one.id)).toEqual(all.json.data.map((one: { id: string }) => one.id));
    expect(all.json.count).toBe(25);
  }
  const page = await run({ kind: 'list', object: 'dealer', limit: 2 });
  await refused({ kind: 'list', object: 'dealer', limit: 2, sort: 'name', cursor: page.json.next }, 'OPR107');
  for (const cursor of ['x', 'AAAA', Buffer.from('["x","y"]').toString('base64url'), '😀']) await refused({ kind: 'list', object: 'dealer', cursor }, 'OPR107');
});

test('groups', async () => {
  const { json } = await run({ kind: 'aggregate', object: 'dealer', group: 'rank', aggregate: 'count(),sum(credit),max(name)', filter: 'rank > 4' });
  expect(json.data).toEqual([{ group: [5], values: [3, '0', 'Walk 3'] }, { group: [6], values: [1, '0', 'Walk 1'] }].map((row) => expect.objectContaining({ group: row.group })));
  await refused({ kind: 'aggregate', object: 'dealer', aggregate: 'drop(name)' }, 'OPR109');
});

test('actions: state, guard, required fields, effects, frozen fields', async () => {
  const bare = await run(order({ dealer: dealers[0] }));
  await refused({ kind: 'act', object: 'order', id: bare.json.id, action: 'submit' }, 'VAL127');
  await refused({ kind: 'act', object: 'order', id: bare.json.id, action: 'close' }, 'VAL126');
  await refused({ kind: 'act', object: 'order', id: bare.json.id, action: 'clos' }, 'OPR108');
  await refused({ kind: 'update', object: 'order', id: bare.json.id, values: { status: 'open' } }, 'status VAL119');
  await run({ kind: 'update', object: 'order', id: bare.json.id, values: { lines: [{ sku: 'a', qty: '1', price: '1' }] } });
  const open = await run({ kind: 'act', object: 'order', id: bare.json.id, action: 'submit', version: 2 });
  expect(open.json).toMatchObject({ status: 'open', version: 3 });
  await refused({ kind: 'update', object: 'order', id: bare.json.id, values: { dealer: dealers[1] } }, 'dealer VAL118');
  await refused({ kind: 'act', object: 'order', id: bare.json.id, action: 'close' }, 'reason VAL104');
  const closed = await run({ kind: 'act', object: 'order', id: bare.json.id, action: 'close', values: { reason: 'done' } });
  expect(closed.json).toMatchObject({ status: 'closed', reason: 'done', version: 4 });
  expect(closed.json.closed_on).not.toBeNull();
  await refused({ kind: 'update', object: 'order', id: bare.json.id, values: { reason: 'x' } }, 'reason VAL118');
});

test('a repeated request gets its first answer; another one with the same key is refused', async () => {
  const input: OperationInput = { ...order({ dealer: dealers[0] }), idempotencyKey: 'k1' } as OperationInput;
  const answers = await Promise.all([run(input), run(input), run(input)]);
  expect(new Set(answers.map((one) => one.json.id)).size).toBe(1);
  expect(answers.filter((one) => one.replayed).length).toBe(2);
  await refused({ ...order({ dealer: dealers[1] }), idempotencyKey: 'k1' } as OperationInput, 'STO202');
});

test('what the database refuses is told in words', async () => {
  await refused({ kind: 'create', object: 'dealer', values: { code: 'D1', name: 'x' } }, 'VAL122');
  await refused({ kind: 'create', object: 'dealer', values: { code: 'lower', name: 'x' } }, 'code VAL108');
  await refused(order({ dealer: userId }), 'dealer VAL117');
  await refused({ kind: 'delete', object: 'dealer', id: dealers[0]! }, 'VAL123');
  await refused({ kind: 'bulk', object: 'dealer', items: [{ kind: 'create', values: { code: 'OK1', name: 'x' } }, { kind: 'create', values: { code: 'OK2' } }] }, 'items/1/name VAL104');
  expect((await run({ kind: 'list', object: 'dealer', filter: "code == 'OK1'" })).json.data).toEqual([]);
});
