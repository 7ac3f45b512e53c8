/**
 * Nothing is final, shown with Hengxin on its variant: a variant that goes takes along what speaks of it and brings it back, and a layer
 * that is exported makes the same tenant elsewhere.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LayerEdit } from '@tenon/model/compiler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asideOf, editDraft, exportLayer, openStore, planTenant, readDraft, replaceDraft, tablesDrift, type Store } from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { changesOf, current, readAt, type Files } from './upgrades/layers.ts';
import { Tenant } from './upgrades/tenant.ts';
import { leavingWords } from './upgrades/words.ts';

let database: FreshDatabase;
let store: Store;
let tenant: Tenant;
let variant: Files;
const by = 'ann';
const name = '@tenon/high-tech';

/** What the tenant says of the variant: references, rules, places on screens, rights. */
const edits: readonly LayerEdit[] = [
  { op: 'add', at: 'object/sales_order#fields/x_won_by', value: { type: 'reference', label: 'Won by', to: 'tech_deal' } },
  { op: 'add', at: 'object/sales_order#validations/x_won_deal', value: { check: "x_won_by == null or x_won_by.status != 'rejected'", message: 'The deal was rejected.', at: 'x_won_by' } },
  { op: 'add', at: 'object/tech_deal#fields/x_odds', value: { type: 'percent', label: 'Odds', scale: 0 } },
  { op: 'add', at: 'object/x_visit#fields/customers', value: { type: 'references', label: 'End customers', to: 'tech_customer' } },
  { op: 'add', at: 'object/dealer#fields/x_certified_people', value: { type: 'integer', label: 'Certified people', formula: 'count(tech_certificates)', stored: true } },
  { op: 'add', at: 'view/sales_order.all#columns/x_won_by.no', value: {} },
  { op: 'set', at: 'object/tech_deal#label', value: 'Project' },
  { op: 'set', at: 'locale/zh-CN#object/tech_deal/label', value: '项目' },
];

/** All that a tenant is. */
const whole = async (one: Tenant) => ({ hash: (await one.scope()).model.hash, digests: await one.digests(), own: await exportLayer(store, one.slug) });

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  variant = await readAt('metadata/high-tech');
  tenant = new Tenant(store, 'hengxin');
  await tenant.make([current, variant], { own: await readAt('examples/hengxin'), leave: false });
  await tenant.apply({ files: (await editDraft(store, tenant.slug, edits, { by })).files });
  await tenant.rows(`
    UPDATE sales_order SET x_won_by = (SELECT id FROM tech_deal ORDER BY no LIMIT 1) WHERE no IN (SELECT no FROM sales_order ORDER BY no LIMIT 5);
    UPDATE tech_deal SET x_odds = 60;
    INSERT INTO x_visit__customers SELECT v.id, c.id FROM x_visit v, tech_customer c`);
});
afterAll(async () => {
  await store?.close();
  await database?.drop();
});

test('a variant that is taken away and installed again leaves model and data as they were', async () => {
  // Records of other objects that have one of its choices stand against it, and are counted.
  const refused = await tenant.plan({ packages: [{ name }] });
  expectGolden('high-tech-leaving', leavingWords(refused));
  expect(refused.blocked.map(({ code }) => code)).toEqual(['STO103']);
  await tenant.leaveChoices(refused, 'tech_');

  const before = await whole(tenant);
  const [tables, ids] = [await tenant.tables(), await tenant.ids()];
  const plan = await tenant.apply({ packages: [{ name }] });
  const { model } = await tenant.scope();
  expect(Object.keys(model.objects).filter((object) => object.startsWith('tech_'))).toEqual([]);
  expect(model.objects['sales_order']!.fields['x_won_by']).toBeUndefined();
  expect(await tablesDrift(store, tenant.slug)).toEqual([]);
  // Its rows are kept, and those of everything else are where they were.
  expect(await tenant.digests({ tables, ids, steps: plan.tables.map(({ step }) => step) })).toEqual(before.digests);
  expect((await asideOf(store, tenant.slug)).tables.length).toBeGreaterThan(10);
  // What waits is in the layer still, and is no mistake.
  expect((await readDraft(store, tenant.slug)).checked.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(Object.keys(await exportLayer(store, tenant.slug))).toEqual(Object.keys(before.own));

  await tenant.apply({ packages: changesOf([variant]) });
  expect(await whole(tenant)).toEqual(before);
  expect(await asideOf(store, tenant.slug)).toMatchObject({ tables: [], columns: [] });
  expect(await tablesDrift(store, tenant.slug)).toEqual([]);
});

test('a layer that is exported and imported into an empty tenant is exported the same, byte for byte', async () => {
  const exported = await exportLayer(store, tenant.slug);
  const other = new Tenant(store, 'other');
  await other.make([current, variant], { leave: false });
  const { files, checked } = await replaceDraft(store, other.slug, exported, { by });
  expect(checked.diagnostics).toEqual([]);
  await other.apply({ files });
  expect(await exportLayer(store, other.slug)).toEqual(exported);
  expect((await other.scope()).model.hash).toBe((await tenant.scope()).model.hash);
  expect((await planTenant(store, { tenant: other.slug, files })).changes).toEqual([]);
});

function expectGolden(golden: string, text: string): void {
  const file = fileURLToPath(new URL(`upgrades/${golden}.txt`, import.meta.url));
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, text);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
}
