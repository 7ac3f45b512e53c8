/**
 * A tenant of the domain package with its demo masters, and as many sales orders as are wanted, made by one statement.
 *
 * Out:  keys of an administrator and of a salesperson, and an order that the latter may create.
 */
import { fileURLToPath } from 'node:url';
import { compilePackage } from '@tenon/model/compiler';
import { readPackage } from '@tenon/model/node';
import { createApiKey, createTenant, createUser, loadData, type Store } from '@tenon/store';
import { hashToken, newToken } from '../src/index.ts';

const tenant = 'bench';

export interface Prepared {
  readonly schema: string;
  readonly adminKey: string;
  readonly writerKey: string;
  readonly order: object;
}

export async function prepareOrders(store: Store, rows: number): Promise<Prepared> {
  const files = await readPackage(fileURLToPath(new URL('../../../metadata/channel-sales', import.meta.url)));
  const { value: model, diagnostics } = compilePackage(files);
  if (!model) throw new Error(JSON.stringify(diagnostics));
  const { schema } = await createTenant(store, { slug: tenant, name: 'Bench', model, packages: [files] });
  const keyFor = async (login: string, roles: readonly string[]): Promise<string> => {
    const [userId, key] = [await createUser(store, tenant, { login, name: login, roles }), newToken()];
    await createApiKey(store, { keyHash: hashToken(key), tenant, userId, name: 'bench' });
    return key;
  };
  const [adminKey, writerKey] = [await keyFor('admin@demo', ['hq_admin']), await keyFor('rep@demo', ['sales'])];
  // Masters come before whatever refers to them; the orders are those of the statement.
  const masters = model.data.filter(({ name }) => /^[0-3]/.test(name));
  await loadData(store, await store.models.activeModel(tenant), masters, { sets: ['demo'] });
  await addOrders(store, schema, rows);
  return { schema, adminKey, writerKey, order: await orderIn(store, schema) };
}

/** Adds orders to a tenant that has the masters. Indexes are built when the rows are there, which takes a fraction of the time. */
export async function addOrders({ database: { owner } }: Pick<Store, 'database'>, schema: string, rows: number): Promise<void> {
  const client = await owner.connect();
  try {
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `SELECT i.relname AS name, pg_get_indexdef(x.indexrelid) AS definition FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = '"${schema}".sales_order'::regclass AND NOT x.indisprimary`);
    await client.query(`SET statement_timeout TO 0; SET maintenance_work_mem TO '512MB'; SET session_replication_role TO replica`);
    for (const { name } of indexes) await client.query(`DROP INDEX "${schema}"."${name}"`);
    await client.query(`INSERT INTO "${schema}".sales_order (id, version, created_at, updated_at, no, company, dealer, settle_dealer, type, source, status, order_date, price_date, po_no, ship_policy, currency, rate,
        price_includes_tax, settle_method, freight, rebate_used, prepaid_used, online_paid, line_count, total_qty, open_holds, goods_amount, order_discount, net, tax, total, payable, credit_amount, search_text)
      SELECT gen_random_uuid(), 1, now(), now(), 'SO-' || i, c.id, d.ids[1 + i % array_length(d.ids, 1)], d.ids[1 + i % array_length(d.ids, 1)], 'standard', 'rep', (array['draft','confirmed','shipped','completed'])[1 + i % 4],
        date '2025-09-01' + i % 450, date '2025-09-01' + i % 450, 'PO-' || i, 'partial', 'CNY', 1, true, 'credit', 20, 0, 0, 0, 0, 0, 0, 1000 + i % 900, 0, 1000 + i % 900, 130, 1150 + i % 900, 1150 + i % 900, 1150 + i % 900, 'so-' || i || E'\\npo-' || i
      FROM generate_series(1, ${rows}) i, (SELECT id FROM "${schema}".company ORDER BY code LIMIT 1) c, (SELECT array_agg(id) AS ids FROM "${schema}".dealer) d`);
    for (const { definition } of indexes) await client.query(definition);
    await client.query('VACUUM ANALYZE');
  } finally {
    client.release(true);
  }
}

async function orderIn({ database: { owner } }: Store, schema: string): Promise<object> {
  const { rows: [found] } = await owner.query<Record<'company' | 'dealer' | 'sku' | 'uom', string>>(
    `SELECT (SELECT id FROM "${schema}".company ORDER BY code LIMIT 1) AS company, (SELECT id FROM "${schema}".dealer WHERE status = 'active' ORDER BY code LIMIT 1) AS dealer, s.id AS sku, s.base_uom AS uom
     FROM "${schema}".sku s WHERE s.status = 'active' AND s.sellable ORDER BY s.code LIMIT 1`);
  const { company, dealer, sku, uom } = found!;
  return { company, dealer, order_date: '2026-01-02', lines: [{ no: 1, sku, uom, qty: '2', unit_price: '10' }] };
}
