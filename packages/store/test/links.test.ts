/** Fields that refer to many records are tables of their own: renamed with the field, set aside when they are to refer elsewhere. */
import { isFailure } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigration, createTenant, driftOf, openStore, planMigration, rehearse, type Store } from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { modelOf, object, region } from './sample-model.ts';

let database: FreshDatabase;
let store: Store;
const tenant = 'linked';

const town = object('town', { name: { type: 'text' } });
const withShop = (links: Parameters<typeof object>[1], hash: string): Model =>
  modelOf([region, town, object('shop', { name: { type: 'text' }, ...links })], hash.repeat(64));
const first = withShop({ areas: { type: 'references', to: 'region' } }, 'a');

const rows = async (sql: string) => (await store.database.owner.query(sql)).rows as unknown[];
const words = async (model: Model) => (await planMigration(store, tenant, model)).changes.map((change) => `${change.words} ${change.risk}${change.rows === undefined ? '' : ` ${change.rows}`}`);
const apply = async (model: Model): Promise<void> => {
  await applyMigration(store, await planMigration(store, tenant, model), { consent: true });
  expect(await driftOf(store, tenant, model)).toEqual([]);
};
const tables = () => rows(`SELECT relname AS name FROM pg_class WHERE relnamespace = 't_${tenant}'::regnamespace AND relkind = 'r' AND relname LIKE '%shop\\_\\_%' ORDER BY 1`);

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: tenant, name: 'Linked', model: first });
  await rows(`INSERT INTO t_${tenant}.region (id, version, created_at, updated_at, code, name) SELECT gen_random_uuid(), 1, now(), now(), 'R' || n, 'Region' FROM generate_series(1, 3) n`);
  await rows(`INSERT INTO t_${tenant}.shop (id, version, created_at, updated_at, name) VALUES (gen_random_uuid(), 1, now(), now(), 'One')`);
  await rows(`INSERT INTO t_${tenant}.shop__areas (record, target) SELECT s.id, r.id FROM t_${tenant}.shop s, t_${tenant}.region r`);
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

test('a field that is renamed keeps its links, and the rehearsal finds them', async () => {
  const before = await rows(`SELECT record, target FROM t_${tenant}.shop__areas ORDER BY 1, 2`);
  const renamed = withShop({ places: { type: 'references', to: 'region', was: 'areas' } }, 'b');
  expect((await words(renamed)).filter((line) => line.startsWith('table'))).toEqual(['table shop__areas is renamed to shop__places safe']);
  expect(await rehearse(store, tenant, first, renamed)).toEqual({ validations: [], access: [] });
  await apply(renamed);
  expect(await tables()).toEqual([{ name: 'shop__places' }]);
  expect(await rows(`SELECT record, target FROM t_${tenant}.shop__places ORDER BY 1, 2`)).toEqual(before);
  await apply(first);
  expect(await tables()).toEqual([{ name: 'shop__areas' }]);
  expect(await rows(`SELECT record, target FROM t_${tenant}.shop__areas ORDER BY 1, 2`)).toEqual(before);
});

test('a field that refers elsewhere begins empty; its links of before are set aside, and come back with what they referred to', async () => {
  const elsewhere = withShop({ areas: { type: 'references', to: 'town' } }, 'c');
  expect(await words(elsewhere)).toContain('table shop__areas is set aside aside 3');
  await expect(applyMigration(store, await planMigration(store, tenant, elsewhere))).rejects.toSatisfy((error) => isFailure(error) && error.code === 'STO102');
  await apply(elsewhere);
  expect(await tables()).toEqual([{ name: 'shop__areas' }, { name: '~shop__areas' }]);
  expect(await rows(`SELECT count(*)::int AS n FROM t_${tenant}.shop__areas`)).toEqual([{ n: 0 }]);
  await apply(first);
  expect(await rows(`SELECT count(*)::int AS n FROM t_${tenant}.shop__areas`)).toEqual([{ n: 3 }]);
});

test('links that were set aside are not taken for links to another object', async () => {
  await apply(withShop({}, 'd'));
  await apply(withShop({ areas: { type: 'references', to: 'town' } }, 'c'));
  expect(await rows(`SELECT count(*)::int AS n FROM t_${tenant}.shop__areas`)).toEqual([{ n: 0 }]);
});
