/**
 * Channel-sales from 1.0 to 1.1 under every variant and example, on a tenant with rows: what the plan says, that applying does just
 * that, that nothing is lost, and that the way back and forth again leads to the same place.
 *
 * Each tenant begins with 1.0 alone; the layers join by a plan of their own. `UPGRADES=all` takes every combination.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { grantFor, type Model } from '@tenon/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportLayer, openStore, tablesDrift, type PlanInput, type Store, type TenantPlan } from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { changesOf, current, earlier, writtenOnEarlier, type Above } from './upgrades/layers.ts';
import { contentsAfter, contentsOf, difference } from './upgrades/tables.ts';
import { Tenant } from './upgrades/tenant.ts';
import { joiningWords, planWords } from './upgrades/words.ts';

interface Combination { readonly variants: readonly string[]; readonly own?: string; readonly always?: boolean }

const combinations: Readonly<Record<string, Combination>> = {
  nothing: { variants: [], always: true },
  fmcg: { variants: ['fmcg'] },
  manufacturing: { variants: ['manufacturing'], always: true },
  'high-tech': { variants: ['high-tech'] },
  medical: { variants: ['medical'] },
  wide: { variants: [], own: 'wide' },
  hengxin: { variants: ['high-tech'], own: 'hengxin' },
  'fmcg-medical-hengxin': { variants: ['fmcg', 'medical', 'high-tech'], own: 'hengxin', always: true },
};
const prefixes: Readonly<Record<string, string>> = { fmcg: 'fmcg_', manufacturing: 'mfg_', 'high-tech': 'tech_', medical: 'med_' };
const chosen = Object.entries(combinations).filter(([, { always }]) => always || process.env['UPGRADES'] === 'all');

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

function expectGolden(name: string, text: string): void {
  const file = fileURLToPath(new URL(`upgrades/${name}.txt`, import.meta.url));
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, text);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
}

type Counts = Readonly<Record<string, number>>;
type Readable = ReadonlyMap<string, ReadonlySet<string>>;

/** What was found of a tenant at one time. */
interface Found { readonly model: Model; readonly broken: Counts; readonly readable: Readable }

const found = async (tenant: Tenant): Promise<Found> => {
  const { model } = await tenant.scope();
  return { model, broken: await brokenIn(tenant, model), readable: await tenant.readable(model) };
};

/** How many records break which rule: validations by asking for those that do not hold, the rest by SQL of the test's own. */
async function brokenIn(tenant: Tenant, model: Model): Promise<Counts> {
  const counts: Record<string, number> = {};
  const own: string[] = [];
  for (const object of Object.values(model.objects).filter(({ name, system }) => !system && grantFor(model, ['hq_admin'], name)?.read)) {
    for (const { name, check } of Object.values(object.validations)) counts[`${object.name}.${name}`] = await tenant.count(object.name, `not (${check.source})`);
    for (const field of Object.values(object.fields).filter(({ type, storage, formula, system }) => !system && !formula && storage !== 'virtual' && !['children', 'references', 'date_range'].includes(type))) {
      const ask = (condition: string): void => void own.push(`SELECT '${object.name}.${field.name}' AS rule, count(*)::int AS n FROM "${object.name}" WHERE ${condition}`);
      if (field.required) ask(`"${field.name}" IS NULL`);
      if (field.maxLength !== undefined) ask(`char_length("${field.name}") > ${field.maxLength}`);
    }
  }
  for (const { rule, n } of await tenant.rows<{ rule: string; n: number }>(own.join(' UNION ALL '))) counts[rule] = (counts[rule] ?? 0) + n;
  return Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));
}

const newIn = (before: Counts, after: Counts): Counts => Object.fromEntries(Object.entries(after).filter(([rule, n]) => before[rule] !== n));

function failingForetold({ validations }: TenantPlan): Counts {
  const counts: Record<string, number> = {};
  for (const { object, name, failing } of validations) counts[`${object}.${name}`] = (counts[`${object}.${name}`] ?? 0) + failing;
  return counts;
}

/** Of the records that were there before, of objects that stay: what a package brings or takes along is no question of access. */
function readersFound({ readable: before, model: old }: Found, { readable: after, model }: Found, known: ReadonlySet<string>): readonly string[] {
  const stays = (object = ''): boolean => Object.hasOwn(old.objects, object) && Object.hasOwn(model.objects, object);
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => stays(key.split(' ')[1])).flatMap((key) => {
    const [had, has] = [before.get(key) ?? new Set<string>(), (after.get(key) ?? new Set<string>()).intersection(known)];
    const [gained, lost] = [has.difference(had).size, had.difference(has).size];
    return gained + lost > 0 ? [`${key}: ${had.size} → ${has.size}, +${gained} -${lost}`] : [];
  }).sort();
}

const readersForetold = ({ access }: TenantPlan, { objects }: Model): readonly string[] =>
  access.flatMap(({ role, object, records }) => (records && records.gained + records.lost > 0 && !objects[object]?.partOf ? [`${role} ${object}: ${records.before} → ${records.after}, +${records.gained} -${records.lost}`] : [])).sort();

/** Plans, applies, and holds what the plan foretold against what is found. */
async function upgraded(tenant: Tenant, input: Omit<PlanInput, 'tenant'>, before: Found): Promise<{ readonly plan: TenantPlan; readonly after: Found }> {
  const [tables, digests, ids] = [await tenant.tables(), await tenant.digests(), await tenant.ids()];
  const plan = await tenant.apply(input);
  const steps = plan.tables.map(({ step }) => step);
  const after = await found(tenant);
  expect(after.model.hash).toBe(plan.to);
  expect(await tablesDrift(store, tenant.slug)).toEqual([]);
  const now = await tenant.tables();
  expect(difference(contentsAfter(tables, steps), contentsOf(now))).toEqual([]);
  expect(failingForetold(plan)).toEqual(newIn(before.broken, after.broken));
  expect(readersForetold(plan, after.model)).toEqual(readersFound(before, after, new Set(ids)));
  // Every row that was there is there, with every value that it had.
  expect(await tenant.digests({ tables, ids, steps })).toEqual(digests);
  return { plan, after };
}

const to = (version: typeof current): Omit<PlanInput, 'tenant'> => ({ packages: changesOf([version]) });

describe.each(chosen)('channel-sales under %s', (name, { variants, own }) => {
  let tenant: Tenant;
  let above: Above;
  let last: Found;
  const areas = (column: string) => tenant.rows(`SELECT code, ${column}::text AS area FROM dealer WHERE ${column} IS NOT NULL ORDER BY code`);

  beforeAll(async () => {
    above = await writtenOnEarlier(variants, own);
    tenant = new Tenant(store, `u_${name.replaceAll('-', '_')}`);
    await tenant.make([earlier]);
    last = await found(tenant);
  });

  it.runIf(variants.length > 0 || own)('is joined by what stands above it', async () => {
    const input = { packages: changesOf(above.packages), ...(above.own ? { files: above.own } : {}) };
    const plan = await tenant.plan(input);
    expectGolden(`${name}-joining`, joiningWords(plan));
    if (plan.blocked.length > 0) await tenant.putRight();
    await upgraded(tenant, input, await found(tenant));
    await tenant.loadMore(above, [earlier]);
    last = await found(tenant);
  });

  it('goes from 1.0 to 1.1 as planned, and back, and forth again', async () => {
    const kept = await areas('wh_area');
    const first = { hash: last.model.hash, own: await exportLayer(store, tenant.slug) };
    const up = await upgraded(tenant, to(current), last);
    expectGolden(`${name}-upgrade`, planWords(up.plan));
    expect(kept.length).toBeGreaterThan(20);
    expect(await areas('warehouse_area')).toEqual(kept);
    const second = { digests: await tenant.digests(), own: await exportLayer(store, tenant.slug) };

    const again = await tenant.plan(to(current));
    expect(again).toMatchObject({ changes: [], tables: [], validations: [], access: [], sql: '', from: up.plan.to, to: up.plan.to });

    const back = await upgraded(tenant, to(earlier), up.after);
    expect(back.after.model.hash).toBe(first.hash);
    expect(await areas('wh_area')).toEqual(kept);
    expect(await exportLayer(store, tenant.slug)).toEqual(first.own);

    const forth = await upgraded(tenant, to(current), back.after);
    expect(forth.after.model.hash).toBe(up.plan.to);
    expect(await tenant.digests()).toEqual(second.digests);
    expect(await exportLayer(store, tenant.slug)).toEqual(second.own);
  });

  it.runIf(variants.length > 0)('lets a variant go and come again, and is what it was', async () => {
    const whole = async () => [(await tenant.scope()).model.hash, await tenant.digests(), await exportLayer(store, tenant.slug)];
    const [variant] = changesOf(above.packages);
    const taken = { packages: [{ name: variant!.name }] };
    await tenant.leaveChoices(await tenant.plan(taken), prefixes[variants[0]!]!);
    const before = await whole();
    const gone = await upgraded(tenant, taken, await found(tenant));
    await upgraded(tenant, { packages: [variant!] }, gone.after);
    expect(await whole()).toEqual(before);
  });
});
