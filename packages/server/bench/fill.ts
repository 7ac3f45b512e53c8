/** Fills the benchmark's tenant: 10,000 partners, 5,000 products, 200,000 orders, 600,000 lines; the same rows every time. */
import type pg from 'pg';
import type { Ids } from './workload.ts';

export const counts = { partners: 10_000, products: 5_000, orders: 200_000, linesPerOrder: 3 } as const;

const id = (kind: number, expression: string): string => `('0190${String(kind).padStart(4, '0')}-0000-7000-8000-' || lpad(to_hex(${expression}), 12, '0'))::uuid`;

export async function fill(pool: pg.Pool, schema: string, scale = 1): Promise<Ids> {
  const [partners, products, orders] = [counts.partners, counts.products, counts.orders].map((n) => Math.max(100, Math.floor(n * scale))) as [number, number, number];
  const client = await pool.connect();
  try {
    await client.query(`set search_path = "${schema}"`);
    await client.query(`set session_replication_role = replica`);
    await client.query(`insert into partner (id, version, created_at, updated_at, code, name, region, level, search_text)
      select ${id(1, 'i')}, 1, now(), now(), 'P' || i, 'Partner ' || i, 'R' || lpad((i % 20)::text, 2, '0'), substr('abc', 1 + i % 3, 1), 'p' || i || ' partner ' || i from generate_series(1, ${partners}) i`);
    await client.query(`insert into product (id, version, created_at, updated_at, code, name, list_price)
      select ${id(2, 'i')}, 1, now(), now(), 'G' || i, 'Product ' || i, 10 + i % 90 from generate_series(1, ${products}) i`);
    await client.query(`insert into purchase (id, version, created_at, updated_at, no, partner, ordered_on, status, total)
      select ${id(3, 'i')}, 1, now(), now(), 'O' || i, ${id(1, `1 + (i * 7919) % ${partners}`)}, date '2025-09-01' + (i % 450), (array['draft','open','shipped','done'])[1 + (i * 31 / 7) % 4], 3 * 2 * (10 + i % 90)
      from generate_series(1, ${orders}) i`);
    await client.query(`insert into purchase_line (id, version, created_at, updated_at, purchase, no, product, qty, unit_price, amount)
      select ${id(4, '(i * 8 + k)')}, 1, now(), now(), ${id(3, 'i')}, k, ${id(2, `1 + (i * 13 + k) % ${products}`)}, 2, 10 + i % 90, 2 * (10 + i % 90)
      from generate_series(1, ${orders}) i, generate_series(1, ${counts.linesPerOrder}) k`);
    await client.query('set session_replication_role = origin');
    await client.query('analyze');
    const ids = async (table: string): Promise<string[]> => (await client.query(`select id from ${table} order by id limit 5000`)).rows.map((row: { id: string }) => row.id);
    return { orders: await ids('purchase'), partners: await ids('partner'), products: await ids('product') };
  } finally {
    client.release();
  }
}
