/** A demo database from before packages were kept: `tenon start` brings it to the package of today, and nothing that people made is lost. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Model } from '@tenon/model';
import { openStore, type Store } from '@tenon/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileFolder } from '../src/compile.ts';
import { ensureDemo } from '../src/demo.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { channelSales, here, signIn, startTenon, tenon } from './tenon.ts';

let database: FreshDatabase;
let store: Store;
let work: string;

const { asVersion1 } = (await import(/* @vite-ignore */ here('../../model/test/earlier.ts'))) as { asVersion1: (model: Model) => unknown };
const rows = async (sql: string): Promise<readonly any[]> => (await store.database.owner.query(sql)).rows;
const counts = async (): Promise<unknown> => rows('SELECT (SELECT count(*)::int FROM t_demo.dealer) AS dealers, (SELECT count(*)::int FROM t_demo.sales_order_line) AS lines, (SELECT count(*)::int FROM tenon.credentials) AS users');

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  work = mkdtempSync(join(tmpdir(), 'tenon-demo-'));
  const earlier = here('../../../examples/upgrade/channel-sales-1.0');
  for (const folder of [channelSales, earlier]) cpSync(folder, work, { recursive: true });
  for (const file of ['removed.json', ...(JSON.parse(readFileSync(join(earlier, 'removed.json'), 'utf8')) as string[])]) rmSync(join(work, file));
  const compiled = await compileFolder(work);
  await ensureDemo(store, compiled, work);
  await store.database.owner.query('UPDATE tenon.model_versions SET layers = NULL, files = NULL, model = $1', [JSON.stringify({ ...(asVersion1(compiled.model!) as object), data: [] })]);
  await store.database.owner.query(`UPDATE t_demo.dealer SET name = 'Named by people', wh_area = 77 WHERE code = 'D001'`);
}, 120_000);
afterAll(async () => {
  await store.close();
  await database.drop();
  rmSync(work, { recursive: true, force: true });
});

it('is served by today’s package, with what people made of it', async () => {
  const before = await counts();
  const start = startTenon(['start', '--no-web'], { DATABASE_URL: database.url });
  try {
    const [, url] = await start.says(/demo, version 1: @tenon\/channel-sales 1\.1\.0 \(new\)[^]*ready at (http:\S+)/);
    const ask = await signIn(url!, 'admin@demo');
    expect((await ask("/api/objects/dealer?filter=code == 'D001'&select=name,warehouse_area,receiving_hours")).body.data).toMatchObject([{ name: 'Named by people', warehouse_area: '77.00' }]);
  } finally {
    await start.end('SIGTERM');
  }
  expect(await counts()).toEqual(before);
  const variant = join(work, 'variant');
  mkdirSync(variant);
  writeFileSync(join(variant, 'package.json'), JSON.stringify({ name: '@test/extra', version: '1.0.0', private: true, tenon: { engine: '>=0.1', namespace: 'extra', label: 'Extra', extends: { '@tenon/channel-sales': '*' } } }));
  expect(tenon(['install', variant, '--base', channelSales, '--tenant', 'demo'], { DATABASE_URL: database.url })).toMatchObject({ status: 0 });
  const again = startTenon(['start', '--no-web'], { DATABASE_URL: database.url });
  await again.says(/ready at/);
  await again.end('SIGTERM');
  expect(again.text()).not.toContain('demo, version');
  expect(tenon(['history', '--tenant', 'demo'], { DATABASE_URL: database.url }).stdout).toMatch(/^3 {2}[^\n]*@test\/extra 1\.0\.0 [^\n]*\n2 {2}[^\n]*@tenon\/channel-sales 1\.1\.0 [^\n]*\n1 {2}[^\n]*\n$/);
}, 120_000);
