/** Cursors that somebody else has written: refused, or a page of what the caller may see anyway; never a fault. */
import { isFailure } from '@tenon/diagnostics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenant, openStore, runOperation, withTransaction, type OperationInput, type Principal, type Store, type TenantScope } from '../src/index.ts';
import { channel } from './channel-model.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

let database: FreshDatabase;
let store: Store;
let scope: TenantScope;
let portal: Principal;
let visible: Set<string>;
const userId = '01900000-0000-7000-8000-000000000001';
const principal = (roles: string[], attributes: Record<string, string> = {}): Principal => ({ kind: 'user', tenant: 'cursors', userId, name: 'Ann', roles, attributes, locale: 'en' });
const run = async (input: OperationInput, who: Principal) => JSON.parse((await runOperation(store, scope, input, who)).body);

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: 'cursors', name: 'Cursors', model: channel });
  scope = await store.models.activeModel('cursors');
  await withTransaction(store.database, scope, {}, (tx) => tx.query(`INSERT INTO "user" (id, name, login, active, version, created_at, updated_at) VALUES ($1, 'Ann', 'ann', true, 1, now(), now())`, [userId]));
  const sales = principal(['sales']);
  const mine = (await run({ kind: 'create', object: 'dealer', values: { code: 'MINE', name: 'Mine', rank: 3 } }, sales)).id;
  for (let i = 0; i < 12; i++) {
    await run({ kind: 'create', object: 'dealer', values: { code: `C${i}`, name: `Name ${i % 3}`, rank: i % 4 || null, credit: `${i}.5`, parent: i % 2 ? mine : null, seen: `2026-01-${10 + i}T01:02:03.004Z`, opens: `0${i % 10}:30`, valid: { from: `2026-02-${10 + i}` } } }, sales);
  }
  portal = principal(['portal'], { dealer: mine });
  visible = new Set((await run({ kind: 'list', object: 'dealer' }, portal)).data.map((one: { id: string }) => one.id));
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

const decode = (cursor: string): unknown[] => JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
const encode = (content: unknown): string => Buffer.from(JSON.stringify(content)).toString('base64url');

const hostile: readonly unknown[] = [
  null, '', ' ', '0', '-1', '1e5', 'NaN', 'Infinity', '9'.repeat(60), '9'.repeat(61), `0.${'1'.repeat(60)}`, 'true', 'maybe', 'now', 'infinity', '2026-02-29', '2026-02-31', '0000-01-01', '99999-01-01', '2026-13-01',
  '2026-01-01 00:00:00+00', '2026-02-30 00:00:00+00', '2026-01-01 24:00:00+00', '2026-01-01T00:00:00Z', '23:59:60', '24:00:00', '08:30:00', "' or true --", '\u0000', '\ud800', '😀', 'x'.repeat(5_000), '%', '[]',
  '01900000-0000-7000-8000-00000000000', '01900000-0000-7000-8000-000000000001', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '{}', 1, 1.5, true, {}, [], ['x'], { toString: 'x' },
];

test('every part of a cursor, of every type, with every value', async () => {
  expect(visible.size).toBe(7);
  let [refused, answered] = [0, 0];
  for (const sort of ['rank', '-rank', 'credit', 'seen', 'opens', 'valid.from', 'name,-seen', 'parent', 'parent.code', 'created_at', 'id']) {
    const { next } = await run({ kind: 'list', object: 'dealer', sort, limit: 1 }, portal);
    const genuine = decode(next);
    for (let part = 1; part < genuine.length; part++) {
      for (const value of hostile) {
        const cursor = encode(genuine.map((one, i) => (i === part ? value : one)));
        try {
          const page = await run({ kind: 'list', object: 'dealer', sort, cursor, limit: 500 }, portal);
          answered += 1;
          for (const one of page.data) expect(visible.has(one.id)).toBe(true);
        } catch (error) {
          if (!isFailure(error)) throw new Error(`${sort} ${JSON.stringify(value)}`, { cause: error });
          expect([sort, value, error.status]).toEqual([sort, value, 400]);
          refused += 1;
        }
      }
    }
  }
  expect(refused).toBeGreaterThan(answered);
  expect(answered).toBeGreaterThan(20);
});

test('a cursor in another form', async () => {
  const { next } = await run({ kind: 'list', object: 'dealer', sort: 'rank', limit: 1 }, portal);
  const [shape, ...keys] = decode(next);
  const forged = [
    encode([]), encode([shape]), encode([shape, ...keys, 'more']), encode([shape, keys]), encode({ 0: shape, 1: keys[0], length: 3 }), encode(null), encode('x'), encode([null, ...keys]), encode(['x', ...keys]),
    `${next}=`, `${next}!`, next.slice(1), next.slice(0, -3), 'x'.repeat(30_000), '%00', '../..', Buffer.from('[NaN]').toString('base64url'), Buffer.from([0xff, 0xfe]).toString('base64url'),
  ];
  for (const cursor of forged) {
    await expect(run({ kind: 'list', object: 'dealer', sort: 'rank', cursor }, portal), cursor.slice(0, 60)).rejects.toSatisfy((error) => isFailure(error) && error.code === 'OPR107');
  }
});

test('a cursor of one query is not for another, nor one of a person for seeing what another sees', async () => {
  const sales = principal(['sales']);
  const { next } = await run({ kind: 'list', object: 'dealer', sort: 'rank', limit: 1 }, sales);
  for (const other of [{ sort: '-rank' }, { sort: 'rank', filter: 'rank > 0' }, { sort: 'rank', search: 'name' }]) {
    await expect(run({ kind: 'list', object: 'dealer', cursor: next, ...other }, sales)).rejects.toSatisfy((error) => isFailure(error) && error.code === 'OPR107');
  }
  const page = await run({ kind: 'list', object: 'dealer', sort: 'rank', cursor: next, limit: 500 }, portal);
  for (const one of page.data) expect(visible.has(one.id)).toBe(true);
  // What a cursor compares with must be sortable for its reader, and hidden fields are not.
  await expect(run({ kind: 'list', object: 'dealer', sort: 'cost', cursor: next }, portal)).rejects.toSatisfy((error) => isFailure(error) && error.code === 'OPR103');
});
