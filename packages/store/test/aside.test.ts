/** What a Model no longer names is kept aside, comes back as it was, and goes for good only when it is purged. */
import { isFailure } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { applyMigration, asideOf, createTenant, driftOf, openStore, planMigration, printPlan, purge, runOperation, tablesDrift, withTransaction, type Principal, type Store } from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { dealer, modelOf, object, order, orderLine, region, sample } from './sample-model.ts';

let database: FreshDatabase;
let store: Store;
let tenant: string;
let count = 0;

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

const regionId = (n: number): string => `00000000-0000-7000-8000-00000000010${n}`;
const dealerId = (n: number): string => `00000000-0000-7000-8000-00000000020${n}`;

beforeEach(async () => {
  tenant = `aside_${count++}`;
  await createTenant(store, { slug: tenant, name: 'Aside', model: sample });
  await write(`INSERT INTO region (id, version, created_at, updated_at, code, name) VALUES ('${regionId(1)}', 1, now(), now(), 'R1', 'North'), ('${regionId(2)}', 1, now(), now(), 'R2', 'South')`);
  await write(`INSERT INTO dealer (id, version, created_at, updated_at, code, name, region, status, credit, valid_from, valid_to) VALUES
    ('${dealerId(1)}', 1, now(), now(), 'D1', 'One', '${regionId(1)}', 'draft', 10.25, '2026-01-01', '2026-02-01'), ('${dealerId(2)}', 1, now(), now(), 'D2', 'Two', '${regionId(2)}', 'active', NULL, NULL, NULL)`);
  await write(`INSERT INTO dealer__tags (record, target) VALUES ('${dealerId(1)}', '${regionId(1)}'), ('${dealerId(1)}', '${regionId(2)}')`);
});

const write = async (sql: string): Promise<void> => {
  await withTransaction(store.database, await store.models.activeModel(tenant), {}, (tx) => tx.query(sql));
};
const rows = async <R extends object>(sql: string): Promise<R[]> => (await store.database.owner.query<R>(sql)).rows;
const code = (wanted: string) => (error: unknown) => isFailure(error) && error.code === wanted;
const hash = (text: string): string => text.repeat(64).slice(0, 64);

/** The sample with other fields in `dealer`. */
function withDealer(name: string, change: Parameters<typeof object>[1], without: readonly string[] = []): Model {
  const kept = Object.entries(dealer.fields).filter(([field, { system }]) => !system && !without.includes(field));
  const { fields: _, ...rest } = dealer;
  return modelOf([region, object('dealer', { ...Object.fromEntries(kept), ...change }, { ...rest, search: without.includes('name') ? ['code'] : rest.search }), order, orderLine], hash(name));
}

const apply = async (model: Model): Promise<void> => {
  await applyMigration(store, await planMigration(store, tenant, model), { consent: true });
  store.models.forget(tenant);
};

const everything = async (): Promise<unknown> => ({
  dealers: await rows(`SELECT to_jsonb(d) - 'search_text' AS row FROM t_${tenant}.dealer d ORDER BY code`),
  regions: await rows(`SELECT to_jsonb(r) AS row FROM t_${tenant}.region r ORDER BY code`),
  tags: await rows(`SELECT * FROM t_${tenant}.dealer__tags ORDER BY target`),
  columns: await rows(`SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name FROM information_schema.columns WHERE table_schema = 't_${tenant}' ORDER BY 1, 2`),
  constraints: await rows(`SELECT conrelid::regclass::text AS "table", conname, contype, convalidated, pg_get_constraintdef(oid) AS def FROM pg_constraint WHERE connamespace = 't_${tenant}'::regnamespace ORDER BY 1, 2`),
  indexes: await rows(`SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 't_${tenant}' ORDER BY 1, 2`),
});

test('fields that go are set aside with their values, and come back as they were', async () => {
  const before = await everything();
  const smaller = withDealer('1', {}, ['credit', 'region', 'valid', 'tags', 'channels']);
  const plan = await planMigration(store, tenant, smaller);
  const aside = plan.changes.filter(({ risk }) => risk === 'aside');
  expect(aside.map(({ words, rows: held }) => `${words} ${held}`).toSorted()).toEqual([
    'column dealer.credit is set aside 1', 'column dealer.region is set aside 2', 'column dealer.valid_from is set aside 1', 'column dealer.valid_to is set aside 1', 'table dealer__tags is set aside 2',
  ]);
  expect(printPlan(plan)).toContain('  - column dealer.credit is set aside  ! 1 row with a value, kept until it is purged');
  await expect(applyMigration(store, plan)).rejects.toSatisfy(code('STO102'));
  await apply(smaller);
  expect(await driftOf(store, tenant, smaller)).toEqual([]);
  expect(await tablesDrift(store, tenant)).toEqual([]);
  expect(await rows(`SELECT column_name FROM information_schema.columns WHERE table_schema = 't_${tenant}' AND column_name = 'credit'`)).toEqual([]);
  const back = await planMigration(store, tenant, sample);
  expect(back.changes.map(({ words }) => words)).toContain('column dealer.credit comes back');
  expect(back.changes.filter(({ risk }) => risk !== 'safe')).toEqual([]);
  await applyMigration(store, back);
  expect(await everything()).toEqual(before);
  expect(await driftOf(store, tenant, sample)).toEqual([]);
});

test('objects that go and come back, with what refers to them and what was written meanwhile', async () => {
  await write(`INSERT INTO "order" (id, version, created_at, updated_at, no, dealer, ordered) SELECT gen_random_uuid(), 1, now(), now(), 'O' || code, id, '2026-01-01' FROM dealer`);
  await write(`INSERT INTO order_line (id, version, created_at, updated_at, "order", sku, qty) SELECT gen_random_uuid(), 1, now(), now(), id, 'A', 2 FROM "order"`);
  const before = await everything();
  const orders = () => rows(`SELECT o.no, o.dealer, l.sku FROM t_${tenant}."order" o JOIN t_${tenant}.order_line l ON l."order" = o.id ORDER BY o.no`);
  const had = await orders();
  const smaller = modelOf([region, dealer], hash('2'));
  await apply(smaller);
  expect(await driftOf(store, tenant, smaller)).toEqual([]);
  expect((await asideOf(store, tenant)).tables.map(({ table, rows: kept }) => [table, kept])).toEqual([['~order', 2], ['~order_line', 2]]);
  await apply(sample);
  expect(await orders()).toEqual(had);
  expect(await everything()).toEqual(before);
  expect(await driftOf(store, tenant, sample)).toEqual([]);
  expect(await asideOf(store, tenant)).toEqual({ tables: [], columns: [], bytes: 0 });
});

test('references to records that were deleted meanwhile are emptied, rows of a link to them go, and the plan counts both', async () => {
  await apply(withDealer('3', {}, ['region', 'tags']));
  await write(`DELETE FROM region WHERE code = 'R2'`);
  const plan = await planMigration(store, tenant, sample);
  expect(plan.changes.filter(({ risk }) => risk === 'losesData').map(({ words, rows: lost }) => `${words} ${lost}`).toSorted()).toEqual([
    'dealer.region is emptied where its region is gone 1', 'rows of dealer__tags go away whose region is gone 1',
  ]);
  await expect(applyMigration(store, plan)).rejects.toSatisfy(code('STO102'));
  await applyMigration(store, plan, { consent: true });
  expect(await rows(`SELECT code, region FROM t_${tenant}.dealer ORDER BY code`)).toEqual([{ code: 'D1', region: regionId(1) }, { code: 'D2', region: null }]);
  expect(await rows(`SELECT target FROM t_${tenant}.dealer__tags`)).toEqual([{ target: regionId(1) }]);
  expect(await driftOf(store, tenant, sample)).toEqual([]);
});

test('a required reference whose record is gone stays optional, and lines whose order is gone go with it', async () => {
  await write(`INSERT INTO "order" (id, version, created_at, updated_at, no, dealer, ordered) SELECT gen_random_uuid(), 1, now(), now(), 'O' || code, id, '2026-01-01' FROM dealer`);
  await write(`INSERT INTO order_line (id, version, created_at, updated_at, "order", sku, qty) SELECT gen_random_uuid(), 1, now(), now(), id, no, 2 FROM "order"`);
  await apply(modelOf([region, dealer], hash('4')));
  await write(`DELETE FROM dealer WHERE code = 'D2'`);
  const plan = await planMigration(store, tenant, sample);
  expect(plan.diagnostics.map((one) => one.code)).toEqual(['STO107']);
  await applyMigration(store, plan, { consent: true });
  expect(await rows(`SELECT no, dealer FROM t_${tenant}."order" ORDER BY no`)).toEqual([{ no: 'OD1', dealer: dealerId(1) }, { no: 'OD2', dealer: null }]);
  expect(await driftOf(store, tenant, sample)).toEqual([]);
  const { order: _, ...others } = sample.objects;
  await apply({ ...sample, hash: hash('5'), objects: { ...others, order_line: object('order_line', { sku: { type: 'text' }, order: { type: 'reference', to: 'dealer' } }, { title: 'sku' }) } });
  await apply(sample);
  expect(await rows(`SELECT sku FROM t_${tenant}.order_line ORDER BY sku`)).toEqual([{ sku: 'OD1' }, { sku: 'OD2' }]);
  expect(await driftOf(store, tenant, sample)).toEqual([]);
});

test('another field of the same name does not take what is aside: of another type, to another object, under other rules', async () => {
  await apply(withDealer('6', {}, ['credit', 'region', 'name']));
  const other = withDealer('7', { credit: { type: 'text' }, region: { type: 'reference', to: 'dealer' }, name: { type: 'text', maxLength: 2 } }, ['name']);
  await apply(other);
  expect(await driftOf(store, tenant, other)).toEqual([]);
  expect(await rows(`SELECT credit, region, name FROM t_${tenant}.dealer`)).toEqual([{ credit: null, region: null, name: null }, { credit: null, region: null, name: null }]);
  await write(`UPDATE dealer SET name = 'Ab', credit = 'much'`);
  await apply(withDealer('8', {}, ['credit', 'region', 'name']));
  expect((await asideOf(store, tenant)).columns.map(({ column, rows: held }) => [column, held]).toSorted()).toEqual([
    ['~credit', 1], ['~credit~2', 2], ['~name', 2], ['~name~2', 2], ['~region', 2], ['~region~2', 0],
  ]);
  await apply(sample);
  expect(await rows(`SELECT code, credit, region FROM t_${tenant}.dealer ORDER BY code`)).toEqual([{ code: 'D1', credit: '10.25', region: regionId(1) }, { code: 'D2', credit: null, region: regionId(2) }]);
  expect(await driftOf(store, tenant, sample)).toEqual([]);
});

test('rows that came meanwhile have no value, so a required field waits for them', async () => {
  await apply(withDealer('9', {}, ['name']));
  await write(`INSERT INTO dealer (id, version, created_at, updated_at, code, status) VALUES (gen_random_uuid(), 1, now(), now(), 'D3', 'draft')`);
  const plan = await planMigration(store, tenant, sample);
  expect(plan.diagnostics.map((one) => one.code)).toEqual(['STO107']);
  await applyMigration(store, plan);
  expect(await rows(`SELECT code, name FROM t_${tenant}.dealer ORDER BY code`)).toEqual([{ code: 'D1', name: 'One' }, { code: 'D2', name: 'Two' }, { code: 'D3', name: null }]);
  expect(await driftOf(store, tenant, sample)).toEqual([]);
});

test('a purge drops what is aside for good, and says what that was', async () => {
  await apply(modelOf([region, withDealer('a', {}, ['credit']).objects['dealer']!], hash('a')));
  const aside = await asideOf(store, tenant);
  expect(aside.columns.map(({ table, column, rows: held }) => [table, column, held])).toEqual([['dealer', '~credit', 1]]);
  expect(aside.tables.map(({ table }) => table)).toEqual(['~order', '~order_line']);
  expect(aside.bytes).toBeGreaterThan(0);
  expect(await purge(store, tenant)).toEqual(aside);
  expect(await asideOf(store, tenant)).toEqual({ tables: [], columns: [], bytes: 0 });
  expect(await rows(`SELECT relname FROM pg_class WHERE relnamespace = 't_${tenant}'::regnamespace AND relname LIKE '~%'`)).toEqual([]);
  await apply(sample);
  expect(await rows(`SELECT credit FROM t_${tenant}.dealer WHERE credit IS NOT NULL`)).toEqual([]);
  expect(await driftOf(store, tenant, sample)).toEqual([]);
});

test('names that are as long as PostgreSQL allows are set aside, told apart and brought back', async () => {
  const [one, two] = ['a', 'b'].map((end) => `${'long_name_of_a_field_'.repeat(2).slice(0, 39)}${end}`) as [string, string];
  const linked = (fields: Parameters<typeof object>[1], name: string) => modelOf([region, object(`${'long_name_of_an_object'.padEnd(40, 'x')}`, { name: { type: 'text' }, ...fields })], hash(name));
  const full = linked({ [one]: { type: 'references', to: 'region' }, [two]: { type: 'references', to: 'region' } }, 'b');
  await apply(full);
  const tables = () => rows<{ relname: string }>(`SELECT relname FROM pg_class WHERE relnamespace = 't_${tenant}'::regnamespace AND relkind = 'r' AND relname ~ '^~?long_' ORDER BY relname`);
  const before = await tables();
  await apply(linked({}, 'c'));
  expect((await tables()).filter(({ relname }) => relname.startsWith('~'))).toHaveLength(2);
  await apply(full);
  expect(await tables()).toEqual(before);
  expect(await driftOf(store, tenant, full)).toEqual([]);
});

test('who reads and writes sees nothing of what is aside', async () => {
  const model = withDealer('d', {}, ['credit']);
  const full = { create: true, read: true, update: true, delete: true, export: true, actions: '*', fields: {}, otherFields: 'write' } as const;
  const open: Model = { ...model, roles: { all: { name: 'all', label: 'All', external: false, admin: false, userAttributes: {}, objects: { dealer: full } } } };
  await apply(open);
  const who: Principal = { kind: 'system', tenant, userId: '00000000-0000-0000-0000-000000000000', name: 'test', roles: ['all'], attributes: {}, locale: 'en' };
  const scope = await store.models.activeModel(tenant);
  const { body } = await runOperation(store, scope, { kind: 'list', object: 'dealer' }, who);
  expect(body).not.toContain('credit');
  await expect(runOperation(store, scope, { kind: 'list', object: 'dealer', select: '~credit' }, who)).rejects.toSatisfy(isFailure);
  await runOperation(store, scope, { kind: 'delete', object: 'dealer', id: dealerId(2) }, who);
  expect(await rows(`SELECT "~credit" FROM t_${tenant}.dealer`)).toEqual([{ '~credit': '10.25' }]);
});
