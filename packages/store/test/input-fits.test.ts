/** What PostgreSQL 15 has to try, it says as later versions know it: texts that are values of a type, and texts that are not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from '../src/index.ts';
import { inputFits, inputFitsSql } from '../src/schema/input-fits.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

let database: FreshDatabase;
let store: Store;

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

const types = ['bigint', 'numeric(38,2)', 'boolean', 'date', 'timestamp(3) with time zone', 'time(0) without time zone', 'uuid'];
const texts = ['', ' ', '1', '-1', ' 12 ', '1.5', '.5', '1e3', '1e40', '9223372036854775807', '9223372036854775808', 'NaN', 'Infinity', 'yes', 'tru', 'maybe', '2026-02-28', '2026-02-30', '2026-13-01', 'Jan 1 2026',
  '2026-02-28T10:00:00Z', '25:00', '10:30', "O'Hara", '00000000-0000-0000-0000-000000000000', '0-0', '\\', '%s', '$1'];

const answers = async (): Promise<unknown[]> => (await Promise.all(types.map(async (type) => (await store.database.owner.query(
  `SELECT '${type}' AS type, v AS text, ${inputFits('v', type)} AS fits FROM unnest($1::text[]) v`, [[...texts, null]])).rows as unknown[]))).flat();

test('trying finds what the server would say', async () => {
  await store.database.owner.query(inputFitsSql(false));
  const tried = await answers();
  expect(tried).toContainEqual({ type: 'date', text: '2026-02-30', fits: false });
  expect(tried).toContainEqual({ type: 'bigint', text: ' 12 ', fits: true });
  expect(tried).toContainEqual({ type: 'bigint', text: null, fits: null });
  await store.database.owner.query(inputFitsSql(true));
  expect(await answers()).toEqual(tried);
});
