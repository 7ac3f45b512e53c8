/**
 * What a good engineer would write by hand for the same work: Fastify, `pg` with a pool of ten, named prepared
 * statements, audit and outbox in the writing transaction. The yardstick of the benchmark.
 */
import Fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { v7 as uuid } from 'uuid';

const columns = `o.id, o.version, o.no, o.partner, to_char(o.ordered_on, 'YYYY-MM-DD') as ordered_on, o.status, o.note, o.total::text`;

interface Line { readonly product: string; readonly qty: string; readonly unit_price: string }

export async function handWritten(connectionString: string, schema: string): Promise<FastifyInstance> {
  const pool = new pg.Pool({ connectionString, max: 10, options: `-c search_path=${schema}` });
  const app = Fastify({ bodyLimit: 1_000_000 });
  app.addHook('onClose', () => pool.end());
  const rows = async (name: string, text: string, values: unknown[]) => (await pool.query({ name, text, values })).rows;

  app.get('/orders/:id', async (request) => {
    const { id } = request.params as { id: string };
    return (await rows('get', `select ${columns} from purchase o where o.id = $1`, [id]))[0];
  });
  const page = (extra: string, join: string) => `select ${columns}${extra} from purchase o join partner p on p.id = o.partner ${join}
    where o.status = $1 and p.region = $2 order by o.ordered_on desc, o.id desc limit 50`;
  app.get('/orders', async (request) => {
    const { status, region } = request.query as Record<string, string>;
    return { data: await rows('page', page('', ''), [status, region]) };
  });
  app.get('/orders-with-partner', async (request) => {
    const { status, region } = request.query as Record<string, string>;
    const found = await rows('pageWith', page(', p.code as p_code, p.name as p_name, p.region as p_region, p.level as p_level', ''), [status, region]);
    return { data: found.map(({ p_code, p_name, p_region, p_level, ...o }) => ({ ...o, partner: { id: o.partner, code: p_code, name: p_name, region: p_region, level: p_level } })) };
  });
  app.get('/orders-counted', async (request) => {
    const { status } = request.query as Record<string, string>;
    const [data, count] = await Promise.all([
      rows('counted', `select ${columns} from purchase o where o.status = $1 order by o.ordered_on desc, o.id desc limit 50`, [status]),
      rows('count', 'select count(*)::int as n from purchase where status = $1', [status])]);
    return { data, count: count[0].n };
  });
  app.get('/sums', async () => ({ data: await rows('sums', `select p.region, date_trunc('month', o.ordered_on)::date::text as month, sum(o.total)::text as total
      from purchase o join partner p on p.id = o.partner group by 1, 2 order by 1, 2`, []) }));
  app.post('/orders', async (request, reply) => reply.code(201).send(await createOrder(pool, request.body as never)));
  app.patch('/orders/:id', async (request) => updateNote(pool, (request.params as { id: string }).id, (request.body as { note: string }).note));
  await app.ready();
  return app;
}

const audit = 'insert into _audit (at, user_id, object, record_id, kind, changes) values (now(), $1, $2, $3, $4, $5)';
const outbox = 'insert into _outbox (at, object, record_id, kind, payload) values (now(), $1, $2, $3, $4)';
const nobody = '00000000-0000-7000-8000-000000000000';

async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

function createOrder(pool: pg.Pool, body: { no: string; partner: string; ordered_on: string; status: string; lines: Line[] }) {
  return inTransaction(pool, async (client) => {
    const id = uuid();
    const amounts = body.lines.map((l) => (Number(l.qty) * Number(l.unit_price)).toFixed(2));
    const total = amounts.reduce((sum, a) => sum + Number(a), 0).toFixed(2);
    await client.query({ name: 'insertOrder', text: `insert into purchase (id, version, created_at, updated_at, no, partner, ordered_on, status, total)
      values ($1, 1, now(), now(), $2, $3, $4, $5, $6)`, values: [id, body.no, body.partner, body.ordered_on, body.status, total] });
    await client.query({ name: 'insertLines', text: `insert into purchase_line (id, version, created_at, updated_at, purchase, no, product, qty, unit_price, amount)
      select * from unnest($1::uuid[], $2::int[], $3::timestamptz[], $3::timestamptz[], $4::uuid[], $5::bigint[], $6::uuid[], $7::numeric[], $8::numeric[], $9::numeric[])`,
    values: [body.lines.map(() => uuid()), body.lines.map(() => 1), body.lines.map(() => new Date()), body.lines.map(() => id), body.lines.map((_, i) => i + 1),
      body.lines.map((l) => l.product), body.lines.map((l) => l.qty), body.lines.map((l) => l.unit_price), amounts] });
    await client.query({ name: 'audit', text: audit, values: [nobody, 'purchase', id, 'create', JSON.stringify(body)] });
    await client.query({ name: 'outbox', text: outbox, values: ['purchase', id, 'create', JSON.stringify(body)] });
    return { id, version: 1, total };
  });
}

function updateNote(pool: pg.Pool, id: string, note: string) {
  return inTransaction(pool, async (client) => {
    const old = (await client.query({ name: 'lock', text: 'select note, version from purchase where id = $1 for update', values: [id] })).rows[0];
    await client.query({ name: 'note', text: 'update purchase set note = $2, version = version + 1, updated_at = now() where id = $1', values: [id, note] });
    await client.query({ name: 'audit', text: audit, values: [nobody, 'purchase', id, 'update', JSON.stringify({ note: [old.note, note] })] });
    await client.query({ name: 'outbox', text: outbox, values: ['purchase', id, 'update', JSON.stringify({ note })] });
    return { id, version: Number(old.version) + 1 };
  });
}
