/** The whole way, over HTTP and into PostgreSQL: two tenants, real sessions, real records. */
import { connect, createServer, type AddressInfo } from 'node:net';
import { limits } from '@tenon/diagnostics';
import { createClient, ApiProblem } from '@tenon/sdk';
import { createApiKey, createTenant, createUser, listTenants, openStore, type Store } from '@tenon/store';
import { compilePackage } from '@tenon/model/compiler';
import { readPackage } from '@tenon/model/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword, hashToken, newToken } from '../src/password.ts';
import { readConfig } from '../src/config.ts';
import { startServer, type RunningServer } from '../src/server.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

let database: FreshDatabase;
let store: Store;
let server: RunningServer;
const keys: Record<string, string> = {};

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  const { value: model, diagnostics } = compilePackage(await readPackage(new URL('./package', import.meta.url).pathname));
  if (!model) throw new Error(JSON.stringify(diagnostics));
  const passwordHash = await hashPassword('right horse');
  for (const slug of ['alpha', 'beta']) {
    await createTenant(store, { slug, name: slug, model });
    for (const [login, roles, locale] of [['ann', ['staff'], 'en'], ['zoe', ['staff'], 'zh-CN'], ['gus', ['guest'], 'en'], ['nil', [], 'en']] as const) {
      const userId = await createUser(store, slug, { login, name: `${login} of ${slug}`, roles, locale, passwordHash });
      const key = newToken();
      await createApiKey(store, { keyHash: hashToken(key), tenant: slug, userId, name: 'test' });
      keys[`${login}@${slug}`] = key;
    }
  }
  server = await startServer({ store, config: { ...readConfig({ PORT: '0' }), logLevel: 'fatal', signInsPerMinute: 1_000 } });
});
afterAll(async () => {
  await server.close();
  await store.close();
  await database.drop();
});

const as = (who: string) => createClient({ baseUrl: server.url, apiKey: keys[who]! });
const problem = async (work: Promise<unknown>): Promise<ApiProblem> => {
  const error = await work.then(() => new Error('there was no problem'), (thrown: unknown) => thrown);
  if (error instanceof ApiProblem) return error;
  throw error;
};
/** Says who is meant, as a person does: with a cookie. */
const signIn = (body: object) => fetch(`${server.url}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;

describe('a session', () => {
  it('begins, tells who is signed in, and ends', async () => {
    const response = await signIn({ tenant: 'alpha', login: 'ann', password: 'right horse' });
    expect(response.status).toBe(200);
    const cookie = response.headers.get('set-cookie')!.split(';')[0]!;
    const session = () => fetch(`${server.url}/api/session`, { headers: { cookie } });
    expect(await (await session()).json()).toMatchObject({ user: { login: 'ann', name: 'ann of alpha' }, tenant: { slug: 'alpha' }, roles: [{ name: 'staff', label: 'Staff' }], locale: 'en', timeZone: 'Asia/Shanghai', external: false });
    await fetch(`${server.url}/api/sign-out`, { method: 'POST', headers: { cookie } });
    expect((await session()).status).toBe(401);
  });
  it('needs the tenant where there are several, and the right one', async () => {
    expect(await codeOf(await signIn({ login: 'ann', password: 'right horse' }))).toBe('AUT105');
    expect(await codeOf(await signIn({ tenant: 'gamma', login: 'ann', password: 'right horse' }))).toBe('AUT102');
  });
  it('keeps no token and no password in the database', async () => {
    const response = await signIn({ tenant: 'alpha', login: 'zoe', password: 'right horse' });
    const token = decodeURIComponent(response.headers.get('set-cookie')!.split(';')[0]!.split('=')[1]!).split('.')[0]!;
    const rows = await store.database.owner.query('SELECT (SELECT string_agg(s::text, chr(10)) FROM tenon.sessions s) || (SELECT string_agg(c::text, chr(10)) FROM tenon.credentials c) AS all');
    const text = (rows.rows[0] as { all: string }).all;
    expect(text).toContain(hashToken(token));
    for (const secret of [token, 'right horse', ...Object.values(keys)]) expect(text).not.toContain(secret);
  });
  it('is refused after five wrong passwords', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 6; i++) codes.push(await codeOf(await signIn({ tenant: 'beta', login: 'nil', password: `guess ${i}` })));
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'AUT102'), 'AUT103']);
  });
});

describe('records', () => {
  it('are made, read, changed, acted on and removed', async () => {
    const ann = as('ann@alpha');
    const made = await ann.create('note', { subject: 'first', amount: '12.50' });
    expect(made).toMatchObject({ subject: 'first', amount: '12.50', status: 'open', version: 1 });
    const changed = await ann.update('note', made.id, { subject: 'second' }, { version: 1 });
    expect(changed).toMatchObject({ subject: 'second', version: 2 });
    expect(await ann.act('note', made.id, 'close', { version: 2 })).toMatchObject({ status: 'closed' });
    expect((await ann.list('note', { filter: "subject == 'second'", count: true })).count).toBe(1);
    expect(await ann.get('note', made.id, { select: 'subject' })).toMatchObject({ subject: 'second' });
    await ann.remove('note', made.id);
    expect((await problem(ann.get('note', made.id))).status).toBe(404);
  });
  it('refuse a version that is old', async () => {
    const ann = as('ann@alpha');
    const made = await ann.create('note', { subject: 'x' });
    await ann.update('note', made.id, { subject: 'y' }, { version: 1 });
    expect((await problem(ann.update('note', made.id, { subject: 'z' }, { version: 1 }))).status).toBe(409);
  });
  it('are made once for one idempotency key', async () => {
    const ann = as('ann@alpha');
    const key = { idempotencyKey: 'same-key' };
    const [a, b] = [await ann.create('note', { subject: 'once' }, key), await ann.create('note', { subject: 'once' }, key)];
    expect(b.id).toBe(a.id);
    const other = await problem(ann.create('note', { subject: 'other' }, key));
    expect(other.status).toBeGreaterThanOrEqual(400);
    expect(other.status).toBeLessThan(500);
  });
  it('say what is wrong with each field, in two languages', async () => {
    const english = await problem(as('ann@alpha').create('note', { amount: '-1' }));
    const chinese = await problem(as('zoe@alpha').create('note', { amount: '-1' }));
    expect(english.errors.map((e) => e.field).sort()).toEqual(['amount', 'subject']);
    expect(chinese.errors.every((e) => /[\u4e00-\u9fff]/.test(e.message))).toBe(true);
    expect(chinese.title).toMatch(/[\u4e00-\u9fff]/);
  });
  it('tell the message of the first guard that fails, in two languages', async () => {
    const told = async (who: string, values: { readonly subject: string; readonly amount: string }) => {
      const made = await as(who).create('note', values);
      const { status, code, errors } = await problem(as(who).act('note', made.id, 'close'));
      return [status, code, errors.map(({ message }) => message)];
    };
    expect(await told('ann@alpha', { subject: 'untold', amount: '5000' })).toEqual([422, 'VAL127', ['Tell it first.']]);
    expect(await told('ann@alpha', { subject: 'told', amount: '5000' })).toEqual([422, 'VAL127', ['It is too much to close.']]);
    expect(await told('zoe@alpha', { subject: 'told', amount: '5000' })).toEqual([422, 'VAL127', ['金额过大，不能关闭。']]);
  });
});

describe('what is malformed', () => {
  const text = (body: string, type = 'application/json') => fetch(`${server.url}/api/objects/note`, { method: 'POST', headers: { authorization: `Bearer ${keys['ann@alpha']}`, 'content-type': type }, body });
  it.each([
    ['a NUL', '{"subject":"a\\u0000b"}'], ['half a surrogate pair', '{"subject":"\\ud800"}'], ['an unknown field', '{"nope":1}'], ['a system field', '{"id":"1"}'],
    ['__proto__', '{"__proto__":{"admin":true}}'], ['a number for text', '{"subject":1}'], ['NaN', '{"subject":"x","amount":"NaN"}'], ['hexadecimal', '{"subject":"x","amount":"0x10"}'],
    ['too deep', `{"subject":${'['.repeat(20_000)}${']'.repeat(20_000)}}`], ['an option that is none', '{"subject":"x","status":"nope"}'],
  ])('is a 4xx: %s', async (_what, body) => {
    const response = await text(body);
    expect([response.status >= 400 && response.status < 500, response.headers.get('content-type')]).toEqual([true, 'application/problem+json; charset=utf-8']);
  });
  it('has a status of its own when too large or of another type', async () => {
    expect((await text('a=b', 'application/x-www-form-urlencoded')).status).toBe(415);
    const large = await text(JSON.stringify({ subject: 'x'.repeat(10_000_000) })).then((r) => r.status, () => 413);
    expect(large).toBe(413);
  });
  it.each(['cursor=forged', 'cursor=eyJhIjoxfQ', 'filter=(((', 'filter=nope == 1', 'sort=nope', 'select=nope', 'expand=nope', 'search=%F0', `filter=${'a'.repeat(20_000)}`])('is a 4xx in a query: %s', async (query) => {
    const response = await fetch(`${server.url}/api/objects/note?${query}`, { headers: { authorization: `Bearer ${keys['ann@alpha']}` } });
    expect(response.status >= 400 && response.status < 500 || query === 'search=%F0').toBe(true);
  });
  it.each(['nope', '..', 'user;drop', 'note/not-a-uuid', 'note/00000000-0000-0000-0000-000000000000', '%00'])('answers 4xx to the address %s', async (path) => {
    const response = await fetch(`${server.url}/api/objects/${path}`, { headers: { authorization: `Bearer ${keys['ann@alpha']}` } });
    expect(response.status >= 400 && response.status < 500).toBe(true);
  });
});

describe('what is not for the caller', () => {
  it('a hidden record and a missing one answer alike', async () => {
    const made = await as('ann@alpha').create('note', { subject: 'closed soon', secret: 's' });
    await as('ann@alpha').act('note', made.id, 'close');
    const hidden = await problem(as('gus@alpha').get('note', made.id));
    const missing = await problem(as('gus@alpha').get('note', '018f0000-0000-7000-8000-000000000000'));
    expect([hidden.status, hidden.code, hidden.detail.replace(made.id, '')]).toEqual([404, missing.code, missing.detail.replace('018f0000-0000-7000-8000-000000000000', '')]);
  });
  it('a hidden field is in no place', async () => {
    const gus = as('gus@alpha');
    expect(JSON.stringify(await gus.model())).not.toContain('secret');
    for (const query of [{ select: 'secret' }, { filter: "secret == 's'" }, { sort: 'secret' }]) expect((await problem(gus.list('note', query))).status).toBe(400);
    expect((await gus.list('note')).data.some((row) => 'secret' in row)).toBe(false);
  });
  it('a user without a role sees no object', async () => {
    const problemOfNil = await problem(as('nil@alpha').list('note'));
    expect(problemOfNil.status).toBe(404);
    expect((await problem(as('ann@alpha').list('nothing'))).code).toBe(problemOfNil.code);
  });
  it('the other tenant does not exist', async () => {
    const canaries = { alpha: 'canary-alpha-7c1', beta: 'canary-beta-9f2' };
    const ids: Record<string, string> = {};
    for (const slug of ['alpha', 'beta'] as const) ids[slug] = (await as(`ann@${slug}`).create('note', { subject: canaries[slug] })).id;
    const ann = as('ann@alpha');
    const answers = [
      await ann.list('note', { limit: 500 }), await ann.list('note', { search: 'canary' }), await ann.list('user').catch(String), await ann.model(), await ann.session(),
      (await problem(ann.get('note', ids['beta']!))).message, (await problem(ann.update('note', ids['beta']!, { subject: 'mine' }))).message,
      (await problem(ann.remove('note', ids['beta']!))).message, (await problem(ann.act('note', ids['beta']!, 'close'))).message, await ann.history('note', ids['beta']!).catch(String),
    ];
    expect(JSON.stringify(answers)).toContain(canaries.alpha);
    expect(JSON.stringify(answers)).not.toContain(canaries.beta);
    expect((await as('ann@beta').get('note', ids['beta']!))['subject']).toBe(canaries.beta);
  });
});

describe('a server that starts', () => {
  it('tells of tables that somebody else has changed, and serves them', async () => {
    const readiness = async (url: string) => (await fetch(`${url}/readyz`)).json();
    expect(await readiness(server.url)).toEqual({ status: 'ready' });
    await store.database.owner.query('ALTER TABLE t_beta.note ADD COLUMN stray int');
    const lines: string[] = [];
    const second = await startServer({ store, config: { ...readConfig({ PORT: '0' }), logLevel: 'warn' }, logTo: { write: (line) => void lines.push(line) } });
    await expect.poll(() => readiness(second.url)).toEqual({ status: 'ready', drifted: 1 });
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ tenant: 'beta', changes: ['column note.stray is set aside'] }]);
    expect((await as('ann@beta').list('note')).data).toBeInstanceOf(Array);
    await second.close();
    await store.database.owner.query('ALTER TABLE t_beta.note DROP COLUMN stray');
  });
});

describe('a server that is asked to stop', () => {
  it('lets the request that runs end', async () => {
    const second = await startServer({ store, config: { ...readConfig({ PORT: '0' }), logLevel: 'fatal' } });
    const blocker = await store.database.owner.connect();
    const schema = (await listTenants(store)).find(({ slug }) => slug === 'alpha')!.schema;
    await blocker.query(`begin; lock table "${schema}".note in access exclusive mode`);
    const running = fetch(`${second.url}/api/objects/note?limit=500`, { headers: { authorization: `Bearer ${keys['ann@alpha']}` } });
    const waiting = async () => (await blocker.query(`select 1 from pg_locks where not granted and database = (select oid from pg_database where datname = current_database()) and relation = '"${schema}".note'::regclass`)).rowCount;
    while (!(await waiting())) await new Promise((resolve) => setTimeout(resolve, 5));
    const closed = second.close();
    await blocker.query('rollback');
    blocker.release();
    expect((await running).status).toBe(200);
    await closed;
    await expect(fetch(`${second.url}/healthz`)).rejects.toThrow();
  });
  it('does not wait for ever for a client that sends nothing', async () => {
    const second = await startServer({ store, config: { ...readConfig({ PORT: '0' }), logLevel: 'fatal' } });
    const silent = connect(Number(new URL(second.url).port), '127.0.0.1');
    await new Promise((resolve) => silent.once('connect', resolve));
    const ended = new Promise((resolve) => silent.once('close', resolve));
    await second.close();
    await ended;
  }, limits.stopMsMax * 3);
  it('gives way on a port that is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const moved = await startServer({ store, config: { ...readConfig({ PORT: String(port) }), logLevel: 'fatal' } });
    expect(new URL(moved.url).port).not.toBe(String(port));
    await moved.close();
    await new Promise((resolve) => taken.close(resolve));
  });
});
