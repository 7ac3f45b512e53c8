/** One tenant with a part of the demo data and its people: what they can read, which rules its records break, what its rows hold. */
import { isFailure } from '@tenon/diagnostics';
import type { DataModel, Model } from '@tenon/model';
import { expect } from 'vitest';
import { applyPlan, createTenant, createUser, loadData, planTenant, runOperation, updateCredential, type OperationInput, type PlanInput, type Principal, type Store, type TenantPlan, type TenantScope } from '../../src/index.ts';
import { snapshot } from '../../src/schema/snapshot.ts';
import type { Snapshot, Table } from '../../src/schema/table.ts';
import { quoteName } from '../../src/names.ts';
import { modelOf, reduced, type Above, type Files } from './layers.ts';
import { placesAfter } from './tables.ts';

const roles: Readonly<Record<string, string>> = {
  'admin@demo': 'hq_admin', 'sales@demo': 'sales_manager', 'rep@demo': 'sales', 'finance@demo': 'finance', 'warehouse@demo': 'warehouse_keeper', 'dealer@demo': 'dealer_portal', 'sub@demo': 'dealer_portal',
};
const dealers: Readonly<Record<string, string>> = { 'dealer@demo': 'D001', 'sub@demo': 'D025' };

/** What people have left in the rows that no rule was there to refuse, and that some layers have a rule against. */
const leftBehind = `
  UPDATE dealer SET established = NULL WHERE code IN ('D003', 'D007', 'D011');
  UPDATE sales_order SET requested_date = NULL WHERE no IN (SELECT no FROM sales_order ORDER BY no LIMIT 4);
  UPDATE sales_order SET po_no = repeat('9', 50) WHERE no = (SELECT max(no) FROM sales_order);
  UPDATE product SET shelf_life_days = 365, trace_level = 'none' WHERE code IN ('P001', 'P002');
  UPDATE product SET attrs = '{"colour": "white", "size": [1, 2]}' WHERE code IN ('P003', 'P004', 'P005')`;

/** What PostgreSQL itself would refuse of that. */
const putRight = 'UPDATE sales_order SET po_no = left(po_no, 40)';

export class Tenant {
  readonly store: Store;
  readonly slug: string;
  #people: readonly Principal[] = [];

  constructor(store: Store, slug: string) {
    this.store = store;
    this.slug = slug;
  }

  /** Makes the tenant with its people and rows. */
  async make(packages: readonly Files[], { own, leave = true }: { readonly own?: Files; readonly leave?: boolean } = {}): Promise<void> {
    const { store, slug } = this;
    const model = modelOf([...packages, ...(own ? [own] : [])]);
    await createTenant(store, { slug, name: slug, model, packages, ...(own ? { files: own } : {}) });
    const people: Principal[] = [];
    for (const [login, role] of Object.entries(roles)) {
      const userId = await createUser(store, slug, { login, name: login, roles: [role] });
      people.push({ kind: 'user', tenant: slug, userId, name: login, roles: [role], attributes: {}, locale: 'en' });
    }
    await this.load(reduced(model.data));
    this.#people = await Promise.all(people.map(async (one) => {
      const code = dealers[one.name];
      if (!code) return one;
      const attributes = { dealer: (await this.rows<{ id: string }>(`SELECT id FROM dealer WHERE code = '${code}'`))[0]!.id };
      await updateCredential(store, slug, one.userId, { attributes });
      return { ...one, attributes };
    }));
    if (leave) await this.rows(leftBehind);
  }

  /** Makes rows right that stand against a plan. */
  async putRight(): Promise<void> {
    await this.rows(putRight);
  }

  /** Takes the choices that a plan says are no longer there out of the records: they stand against it. */
  async leaveChoices({ validations }: TenantPlan, prefix: string): Promise<void> {
    for (const { object, name } of validations.filter(({ kind }) => kind === 'options')) {
      const [{ type } = { type: '' }] = await this.rows<{ type: string }>(`SELECT data_type AS type FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '${object}' AND column_name = '${name}'`);
      await this.rows(type === 'ARRAY'
        ? `UPDATE "${object}" SET "${name}" = ARRAY(SELECT v FROM unnest("${name}") v WHERE NOT starts_with(v, '${prefix}'))`
        : `UPDATE "${object}" SET "${name}" = (SELECT min("${name}") FROM "${object}" WHERE NOT starts_with("${name}", '${prefix}')) WHERE starts_with("${name}", '${prefix}')`);
    }
  }

  /** Loads the rows that the stack has beside those of the packages given. */
  async loadMore(above: Above, below: readonly Files[]): Promise<void> {
    const known = new Set(modelOf(below).data.map(({ name }) => name));
    await this.load(reduced(modelOf([...below, ...above.packages, ...(above.own ? [above.own] : [])]).data).filter(({ name, set }) => set && !known.has(name)));
  }

  async load(data: readonly DataModel[]): Promise<void> {
    await loadData(this.store, await this.scope(), data, { sets: ['demo'], now: '2026-11-23T08:00:00.000Z' });
  }

  scope(): Promise<TenantScope> {
    this.store.models.forget(this.slug);
    return this.store.models.activeModel(this.slug);
  }

  /** Plans, and does exactly that. */
  async apply(input: Omit<PlanInput, 'tenant'>): Promise<TenantPlan> {
    const wanted = { ...input, tenant: this.slug };
    const plan = await planTenant(this.store, wanted);
    expect(plan.blocked).toEqual([]);
    await applyPlan(this.store, wanted, { id: plan.id, consent: true, by: 'ann' });
    return plan;
  }

  plan(input: Omit<PlanInput, 'tenant'>): Promise<TenantPlan> {
    return planTenant(this.store, { ...input, tenant: this.slug });
  }

  async rows<R>(sql: string): Promise<readonly R[]> {
    const client = await this.store.database.owner.connect();
    try {
      await client.query(`SET search_path TO ${quoteName(`t_${this.slug}`)}, public`);
      return (await client.query(sql)).rows as R[];
    } finally {
      await client.query('RESET search_path');
      client.release();
    }
  }

  tables(): Promise<Snapshot> {
    return snapshot(this.store.database.owner, `t_${this.slug}`);
  }

  /** The ids of all records, also of those that are set aside. */
  async ids(): Promise<readonly string[]> {
    const { tables, aside } = await this.tables();
    const withId = Object.values({ ...tables, ...aside }).filter(({ primaryKey }) => primaryKey.join() === 'id');
    return (await this.rows<{ id: string }>(withId.map(({ name }) => `SELECT id FROM ${quoteName(name)}`).join(' UNION ALL '))).map(({ id }) => id);
  }

  /** A digest of the rows of every table, over the columns that it has; of those that were there before the steps, over the columns of then. */
  async digests(earlier?: { readonly tables: Snapshot; readonly ids: readonly string[]; readonly steps: readonly TenantPlan['tables'][number]['step'][] }): Promise<Readonly<Record<string, string>>> {
    const { tables: shown, aside } = earlier?.tables ?? (await this.tables());
    const places = placesAfter(earlier?.steps ?? []);
    const known = (table: Table): string => (earlier && table.primaryKey.join() === 'id' ? ` WHERE id IN (SELECT id FROM known)` : '');
    const texts = [...Object.values(shown), ...Object.values(aside)].map((table) => {
      const { name, columns, aside: kept = [] } = table;
      const values = [...columns, ...kept].map((column) => column.name).sort().map((column) => `${quoteName(places.column(name, column))}::text`);
      return `SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(d, '' ORDER BY d)), '') AS digest FROM (SELECT md5(concat_ws('|', ${values.map((value) => `coalesce(${value}, '~')`).join(', ')})) AS d FROM ${quoteName(places.table(name))}${known(table)}) AS rows`;
    });
    const head = earlier ? `WITH known AS (SELECT unnest('{${earlier.ids.join(',')}}'::uuid[]) AS id) ` : '';
    return Object.fromEntries((await this.rows<{ name: string; digest: string }>(`${head}${texts.join(' UNION ALL ')}`)).map(({ name, digest }) => [name, digest]));
  }

  async ask(input: OperationInput, who: Principal): Promise<Record<string, unknown>> {
    return JSON.parse((await runOperation(this.store, await this.store.models.activeModel(this.slug), input, who)).body) as Record<string, unknown>;
  }

  /** What the users of each role can read together, by `role object`; roles that nobody has as they are for anybody. */
  async readable(model: Model): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const filled = new Set((await this.rows<{ name: string }>(Object.keys(model.objects).map((name) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${quoteName(name)})`).join(' UNION ALL '))).map(({ name }) => name));
    const objects = Object.values(model.objects).filter(({ name, partOf }) => !partOf && filled.has(name));
    const found = new Map<string, ReadonlySet<string>>();
    for (const role of Object.keys(model.roles)) {
      const own = this.#people.filter((one) => one.roles.includes(role));
      const asked = own.length > 0 ? own : [{ ...this.#people[0]!, attributes: {}, roles: [role] }];
      for (const { name } of objects) found.set(`${role} ${name}`, new Set((await Promise.all(asked.map((who) => this.#idsFor(name, who)))).flat()));
    }
    return found;
  }

  async #idsFor(object: string, who: Principal): Promise<readonly string[]> {
    try {
      const { data } = await this.ask({ kind: 'list', object, select: 'id', limit: 500 }, who);
      return (data as readonly { id: string }[]).map(({ id }) => id);
    } catch (error) {
      if (isFailure(error)) return [];
      throw error;
    }
  }

  /** How many records a filter finds, for who may see all. */
  async count(object: string, filter: string): Promise<number> {
    const { count } = await this.ask({ kind: 'list', object, select: 'id', limit: 1, count: true, filter }, this.#people[0]!);
    return count as number;
  }
}
