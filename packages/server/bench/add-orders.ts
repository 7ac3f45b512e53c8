/**
 * Adds sales orders to a tenant of the domain package that is there already, so that its pages can be measured.
 *
 * Usage: DATABASE_URL=… node packages/server/bench/add-orders.ts <tenant> <rows>
 */
import { openStore } from '@tenon/store';
import { addOrders } from './orders.ts';

const [tenant, rows] = process.argv.slice(2);
const adminUrl = process.env.DATABASE_URL;
if (!tenant || !rows || !adminUrl) throw new Error('Usage: DATABASE_URL=… node packages/server/bench/add-orders.ts <tenant> <rows>');

const store = await openStore({ adminUrl });
try {
  const { rows: [found] } = await store.database.owner.query<{ schema: string }>('SELECT schema FROM tenon.tenants WHERE slug = $1', [tenant]);
  if (!found) throw new Error(`There is no tenant ${tenant}`);
  await addOrders(store, found.schema, Number(rows));
} finally {
  await store.close();
}
