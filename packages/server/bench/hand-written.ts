/**
 * What a good engineer would write by hand for the same work: Fastify, `pg` with a pool of ten, named prepared
 * statements, bodies checked by a schema, an API key, audit and outbox in the writing transaction. The yardstick
 * of the benchmark: it answers what the generated API answers, and knows no roles.
 */
import { createHash } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { v7 as uuid } from 'uuid';

const columns = `o.id, o.no, o.partner, to_char(o.ordered_on, 'YYYY-MM-DD') as ordered_on, o.status, o.note, o.total::text`;
const system = (alias: string): string => ['version', 'created_at', 'created_by', 'updated_at', 'updated_by'].map((name) => `${alias}.${name}`).join(', ');
const lineColumns = `l.id, ${system('l')}, l.purchase, l.no::int, l.product, l.qty::text, l.unit_price::text, l.amount::text`;

interface Line { readonly no: number; readonly product: string; readonly qty: string; readonly unit_price: string }
interface Order { readonly no: string; readonly partner: string; readonly ordered_on: string; readonly status: string; readonly lines: readonly Line[] }
interface Row extends Record<string, unknown> { readonly id: string; readonly version: number }

export interface HandWritten { readonly connectionString: string; readonly schema: string; readonly key: string; readonly userId: string }

export async function handWritten({ connectionString, schema, key, userId }: HandWritten): Promise<FastifyInstance> {
  const pool = new pg.Pool({ connectionString, max: 10, options: `-c search_path=${schema} -c jit=off` });
  const app = Fastify({ bodyLimit: 1_000_000 });
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const users = new Map([[hash(key), userId]]);
  app.addHook('onClose', () => pool.end());
  app.addHook('onRequest', async (request, reply) => {
    if (!users.has(hash(request.headers.authorization?.slice('Bearer '.length) ?? ''))) return reply.code(401).send();
  });
  reads(app, pool);
  app.post('/orders', { schema: { body: orderSchema } }, async (request, reply) => reply.code(201).send(await createOrder(pool, userId, request.body as Order)));
  app.patch('/orders/:id', { schema: { body: noteSchema } }, async (request) => updateNote(pool, userId, (request.params as { id: string }).id, (request.body as { note: string }).note));
  await app.ready();
  return app;
}

const text = { type: 'string', maxLength: 200 } as const;
const decimal = { type: 'string', pattern: '^[0-9]{1,20}(\\.[0-9]{1,3})?$' } as const;
const id = { type: 'string', pattern: '^[0-9a-f-]{36}$' } as const;
const noteSchema = { type: 'object', additionalProperties: false, required: ['note'], properties: { note: text } };
const orderSchema = {
  type: 'object', additionalProperties: false, required: ['no', 'partner', 'ordered_on', 'status', 'lines'],
  properties: {
    no: text, partner: id, ordered_on: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }, status: { enum: ['draft', 'open', 'shipped', 'done'] },
    lines: { type: 'array', maxItems: 500, items: {
      type: 'object', additionalProperties: false, required: ['no', 'product', 'qty', 'unit_price'],
      properties: { no: { type: 'integer' }, product: id, qty: decimal, unit_price: decimal },
    } },
  },
};

function reads(app: FastifyInstance, pool: pg.Pool): void {
  const rows = async (name: string, sql: string, values: unknown[]): Promise<Row[]> => (await pool.query<Row>({ name, text: sql, values })).rows;
  const page = (extra: string) => `select ${columns}${extra} from purchase o join partner p on p.id = o.partner
    where o.status = $1 and p.region = $2 order by o.ordered_on desc, o.id desc limit 51`;

  app.get('/orders/:id', async (request) => {
    const [found] = await rows('get', `select ${columns}, ${system('o')} from purchase o where o.id = $1`, [(request.params as { id: string }).id]);
    return found;
  });
  app.get('/orders', async (request) => {
    const { status, region } = request.query as Record<string, string>;
    return paged(await rows('page', page(''), [status, region]));
  });
  app.get('/orders-with-partner', async (request) => {
    const { status, region } = request.query as Record<string, string>;
    const found = await rows('pageWith', page(', p.code as p_code, p.name as p_name, p.region as p_region, p.level as p_level'), [status, region]);
    return paged(found.map(({ p_code, p_name, p_region, p_level, ...o }) => ({ ...o, partner: { id: o['partner'], code: p_code, name: p_name, region: p_region, level: p_level } })));
  });
  app.get('/orders-counted', async (request) => {
    const { status } = request.query as Record<string, string>;
    const [data, count] = await Promise.all([
      rows('counted', `select ${columns} from purchase o where o.status = $1 order by o.ordered_on desc, o.id desc limit 51`, [status]),
      rows('count', 'select count(*)::int as n from purchase where status = $1', [status])]);
    return { ...paged(data), count: count[0]!['n'] };
  });
  app.get('/sums', async () => ({ data: await rows('sums', `select json_build_array(p.region, date_trunc('month', o.ordered_on)::date) as group, json_build_array(sum(o.total)::text) as values
      from purchase o join partner p on p.id = o.partner group by p.region, date_trunc('month', o.ordered_on)::date order by p.region, date_trunc('month', o.ordered_on)::date`, []) }));
}

/** One row more than the page says that there is a next one. */
function paged(rows: readonly object[]): { data: readonly object[]; next: string | null } {
  const data = rows.slice(0, 50);
  const last = data.at(-1) as { id: string; ordered_on: string } | undefined;
  return { data, next: rows.length > 50 && last ? Buffer.from(JSON.stringify([last.ordered_on, last.id])).toString('base64url') : null };
}

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

interface Trace { readonly object: string; readonly record_id: string; readonly changes: object }

/** The trail of every row that was written, and one event for the world. */
async function trace(client: pg.PoolClient, userId: string, kind: string, traces: readonly Trace[], version: number): Promise<void> {
  await client.query({ name: 'audit', text: `insert into _audit (at, user_id, object, record_id, kind, changes)
    select now(), $1, object, record_id, $2, changes from json_to_recordset($3) as v(object text, record_id uuid, changes jsonb)`, values: [userId, kind, JSON.stringify(traces)] });
  const [first] = traces;
  await client.query({ name: 'outbox', text: 'insert into _outbox (at, object, record_id, kind, payload) values (now(), $1, $2, $3, $4)',
    values: [first!.object, first!.record_id, kind, JSON.stringify({ id: first!.record_id, kind, version, changed: Object.keys(first!.changes) })] });
}

const given = (values: object): object => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { old: null, new: value as unknown }]));

function createOrder(pool: pg.Pool, userId: string, body: Order): Promise<object> {
  const { lines, ...values } = body;
  return inTransaction(pool, async (client) => {
    const orderId = uuid();
    const amounts = lines.map((line) => (Number(line.qty) * Number(line.unit_price)).toFixed(2));
    const total = amounts.reduce((sum, amount) => sum + Number(amount), 0).toFixed(2);
    const order = (await client.query<Row>({ name: 'insertOrder', text: `insert into purchase as o (id, version, created_at, updated_at, created_by, updated_by, no, partner, ordered_on, status, total)
      values ($1, 1, now(), now(), $2, $2, $3, $4, $5, $6, $7) returning ${columns}, ${system('o')}`, values: [orderId, userId, body.no, body.partner, body.ordered_on, body.status, total] })).rows[0]!;
    const made = lines.map((line, i) => ({ ...line, id: uuid(), amount: amounts[i] }));
    const written = (await client.query<Row>({ name: 'insertLines', text: `insert into purchase_line as l (id, version, created_at, updated_at, created_by, updated_by, purchase, no, product, qty, unit_price, amount)
      select v.id, 1, now(), now(), $2, $2, $3, v.no, v.product, v.qty, v.unit_price, v.amount
      from json_to_recordset($1) as v(id uuid, no bigint, product uuid, qty numeric, unit_price numeric, amount numeric) returning ${lineColumns}`, values: [JSON.stringify(made), userId, orderId] })).rows;
    await trace(client, userId, 'create', [
      { object: 'purchase', record_id: orderId, changes: given({ ...values, total }) },
      ...made.map(({ id: lineId, ...line }) => ({ object: 'purchase_line', record_id: lineId, changes: given(line) }))], 1);
    return { ...order, lines: written };
  });
}

function updateNote(pool: pg.Pool, userId: string, orderId: string, note: string): Promise<object> {
  return inTransaction(pool, async (client) => {
    const old = (await client.query<{ note: string | null }>({ name: 'lock', text: 'select note from purchase where id = $1 for update', values: [orderId] })).rows[0]!;
    const order = (await client.query<Row>({ name: 'note', text: `update purchase o set note = $2, version = version + 1, updated_at = now(), updated_by = $3 where id = $1 returning ${columns}, ${system('o')},
      (select json_agg(v) from (select ${lineColumns} from purchase_line l where l.purchase = o.id order by l.id) v) as lines`, values: [orderId, note, userId] })).rows[0]!;
    await trace(client, userId, 'update', [{ object: 'purchase', record_id: orderId, changes: { note: { old: old.note, new: note } } }], order.version);
    return order;
  });
}
