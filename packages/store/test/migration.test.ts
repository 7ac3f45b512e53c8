/** Plans and what becomes of them: applied whole, refused, or never begun. */
import { isFailure } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigration, createTenant, driftOf, openStore, planMigration, printPlan, tablesDrift, withTransaction, type Store } from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { dealer, literal, modelOf, object, order, orderLine, region, sample } from './sample-model.ts';

let database: FreshDatabase;
let store: Store;
const tenant = 'moving';

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: tenant, name: 'Moving', model: sample });
  await withTransaction(store.database, await store.models.activeModel(tenant), {}, (tx) => tx.query(
    `INSERT INTO dealer (id, version, created_at, updated_at, code, name, status, credit) VALUES (gen_random_uuid(), 1, now(), now(), 'D1', 'One', 'draft', 10.25)`));
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

/** The sample with other fields in `dealer`; the hash is made up. */
function withDealer(hash: string, change: Parameters<typeof object>[1], without: readonly string[] = []): Model {
  const kept = Object.entries(dealer.fields).filter(([name, field]) => !field.system && !without.includes(name));
  const { fields: _, ...rest } = dealer;
  return modelOf([region, object('dealer', { ...Object.fromEntries(kept), ...change }, rest), order, orderLine], hash.repeat(64));
}

const code = (wanted: string) => (error: unknown) => isFailure(error) && error.code === wanted;

test('a field is added, required ones with the literal default or, without one, optional with a warning', async () => {
  const model = withDealer('b', { level: { type: 'text', required: true, default: literal('std') }, grade: { type: 'text', required: true } });
  const plan = await planMigration(store, tenant, model);
  expect(printPlan(plan)).toMatchInlineSnapshot(`
    "moving: aaaaaaaaaaaa → bbbbbbbbbbbb
      + new column dealer.level text, required
      + new column dealer.grade text
      + dealer: new check char_length("level") <= 200
      + dealer: new check char_length("grade") <= 200
      warning STO107: “grade” of “dealer” is required, but existing records have no value: the column stays optional until they have.
      at object/dealer#fields/grade
      hint: Give the field a literal default."
  `);
  await applyMigration(store, plan);
  expect(await driftOf(store, tenant, model)).toEqual([]);
  const rows = await store.database.owner.query(`SELECT level, grade FROM t_${tenant}.dealer`);
  expect(rows.rows).toEqual([{ level: 'std', grade: null }]);
});

test('a default that breaks the rule of its own field breaks it in every row', async () => {
  const { changes } = await planMigration(store, tenant, withDealer('d', { level: { type: 'text' }, mark: { type: 'text', required: true, maxLength: 2, default: literal('none') }, memo: { type: 'text', maxLength: 2 } }));
  expect(changes.filter(({ failing }) => failing).map(({ words, failing }) => `${words}: ${failing}`)).toEqual(['dealer: new check char_length("mark") <= 2: 1']);
});

test('other stores hear of the new Model within a second', async () => {
  const other = await openStore({ adminUrl: database.url });
  try {
    const before = await other.models.activeModel(tenant);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const plan = await planMigration(store, tenant, withDealer('c', { level: { type: 'text' } }));
    await applyMigration(store, plan, { consent: true });
    await expect.poll(async () => (await other.models.activeModel(tenant)).version, { timeout: 1_000 }).toBe(before.version + 1);
  } finally {
    await other.close();
  }
});

test('a rename keeps the values, a type may widen', async () => {
  const model = withDealer('d', { rank: { type: 'long_text', was: 'level' }, credit: { type: 'money', scale: 4, min: '0' } });
  const plan = await planMigration(store, tenant, model);
  expect(plan.changes.some((change) => change.risk === 'losesData')).toBe(false);
  await applyMigration(store, plan);
  const rows = await store.database.owner.query(`SELECT rank, credit FROM t_${tenant}.dealer`);
  expect(rows.rows).toEqual([{ rank: 'std', credit: '10.2500' }]);
  expect(await driftOf(store, tenant, model)).toEqual([]);
});

test('data is lost only with consent, and rows that break a rule stop the plan', async () => {
  const losing = await planMigration(store, tenant, withDealer('e', {}, ['credit']));
  await expect(applyMigration(store, losing)).rejects.toSatisfy(code('STO102'));
  const tighter = await planMigration(store, tenant, withDealer('e', { credit: { type: 'money', scale: 4, min: '100' }, rank: { type: 'long_text' } }));
  expect(tighter.changes.find((change) => change.failing)?.failing).toBe(1);
  await expect(applyMigration(store, tighter)).rejects.toSatisfy(code('STO103'));
});

test('a plan whose base has moved is refused', async () => {
  const [first, second] = [withDealer('f', { rank: { type: 'long_text' }, a: { type: 'text' } }), withDealer('0', { rank: { type: 'long_text' }, b: { type: 'text' } })];
  const plans = await Promise.all([planMigration(store, tenant, first), planMigration(store, tenant, second)]);
  const settled = await Promise.allSettled(plans.map((plan) => applyMigration(store, plan, { consent: true })));
  expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  expect(settled.find((one) => one.status === 'rejected')?.reason).toSatisfy(code('STO101'));
});

test('what somebody else has changed in the tables is told, and put right by the next plan', async () => {
  const { model } = await store.models.activeModel(tenant);
  expect(await tablesDrift(store, tenant)).toEqual([]);
  const { owner } = store.database;
  await owner.query(`ALTER TABLE t_${tenant}.region ADD COLUMN stray text; ALTER TABLE t_${tenant}.dealer ALTER COLUMN name DROP NOT NULL`);
  const drift = ['dealer.name becomes required', 'column region.stray is set aside'];
  expect((await tablesDrift(store, tenant)).toSorted()).toEqual(drift.toSorted());
  const plan = await planMigration(store, tenant, { ...model, hash: '9'.repeat(64) });
  expect(printPlan(plan)).toContain('the tables were changed by somebody else');
  expect(plan.drift.toSorted()).toEqual(drift.toSorted());
  await applyMigration(store, plan, { consent: true });
  expect(await tablesDrift(store, tenant)).toEqual([]);
});

test('killed in the middle, nothing has happened', async () => {
  const before = (await store.models.activeModel(tenant)).model;
  const current = Object.keys(before.objects['dealer']!.fields);
  const model = withDealer('1', { rank: { type: 'long_text' }, late: { type: 'text' } });
  const plan = await planMigration(store, tenant, model);
  // Another session keeps the table, so that the migration stands between its statements when it is shot.
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query(`BEGIN; LOCK TABLE t_${tenant}.dealer IN ACCESS SHARE MODE`);
  const applying = applyMigration(store, plan, { consent: true }).then(() => 'done', () => 'killed');
  await expect.poll(async () => (await holder.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()`)).rowCount, { timeout: 5_000 }).toBe(1);
  expect(await applying).toBe('killed');
  await holder.query('COMMIT');
  await holder.end();
  expect(Object.keys((await store.models.activeModel(tenant)).model.objects['dealer']!.fields)).toEqual(current);
  expect(await driftOf(store, tenant, before)).toEqual([]);
  await applyMigration(store, await planMigration(store, tenant, model), { consent: true });
  expect(await driftOf(store, tenant, model)).toEqual([]);
});
