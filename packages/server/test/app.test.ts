/** The HTTP layer alone: guards, parameters, problem documents, and the walk over every route. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '@tenon/diagnostics';
import { memoryApp } from './memory-backend.ts';

type App = Awaited<ReturnType<typeof memoryApp>>;
let at: App;
let cookie: string;
beforeAll(async () => {
  at = await memoryApp();
  cookie = await at.signIn();
});
beforeEach(() => {
  at.memory.asked.length = 0;
  at.memory.fail = undefined;
});
afterAll(() => at.app.close());

const send = (options: InjectOptions) => at.app.inject({ ...options, headers: { ...at.bearer, ...options.headers } });
const id = '018f0000-0000-7000-8000-000000000000';
const one = `/api/objects/thing/${id}`;

/** Every route with a request that is well formed, and whether it is open to strangers. A new route without a case fails. */
const cases: Readonly<Record<string, { open: boolean; request: InjectOptions; status: number }>> = {
  'POST /api/sign-in': { open: true, request: { payload: { login: 'ann', password: 'wrong' } }, status: 401 },
  'POST /api/sign-out': { open: true, request: {}, status: 204 },
  'GET /api/session': { open: false, request: {}, status: 200 },
  'PATCH /api/session': { open: false, request: { payload: { locale: 'en' } }, status: 200 },
  'POST /api/files': { open: false, request: { payload: '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nx\r\n--b--\r\n', headers: { 'content-type': 'multipart/form-data; boundary=b' } }, status: 201 },
  'GET /api/files/:id': { open: false, request: {}, status: 200 },
  'GET /api/objects/:object/:id/attachments': { open: false, request: {}, status: 200 },
  'POST /api/objects/:object/:id/attachments': { open: false, request: { payload: { file: 'x' } }, status: 201 },
  'DELETE /api/objects/:object/:id/attachments/:attachment': { open: false, request: {}, status: 204 },
  'GET /api/objects/:object/:id/comments': { open: false, request: {}, status: 200 },
  'POST /api/objects/:object/:id/comments': { open: false, request: { payload: { text: 'x' } }, status: 201 },
  'PATCH /api/objects/:object/:id/comments/:comment': { open: false, request: { payload: { text: 'x' } }, status: 200 },
  'DELETE /api/objects/:object/:id/comments/:comment': { open: false, request: {}, status: 204 },
  'GET /api/notifications': { open: false, request: {}, status: 200 },
  'POST /api/notifications/read': { open: false, request: { payload: { all: true } }, status: 200 },
  'GET /api/preferences': { open: false, request: {}, status: 200 },
  'PUT /api/preferences/:key': { open: false, request: { payload: { value: 1 } }, status: 204 },
  'DELETE /api/preferences/:key': { open: false, request: {}, status: 204 },
  // With a parameter that it does not know: a stream that opens goes on.
  'GET /api/events': { open: false, request: { query: { nope: '1' } }, status: 400 },
  'GET /api/model': { open: false, request: {}, status: 200 },
  'GET /api/openapi.json': { open: false, request: {}, status: 200 },
  'GET /api/docs': { open: true, request: {}, status: 200 },
  'GET /api/docs/start.js': { open: true, request: {}, status: 200 },
  'GET /api/docs/standalone.js': { open: true, request: {}, status: 200 },
  'GET /api/objects/:object': { open: false, request: {}, status: 200 },
  'GET /api/objects/:object/aggregate': { open: false, request: {}, status: 200 },
  'GET /api/search': { open: false, request: {}, status: 200 },
  'GET /api/reports/:name': { open: false, request: {}, status: 200 },
  'GET /api/objects/:object/:id': { open: false, request: {}, status: 200 },
  'GET /api/objects/:object/:id/history': { open: false, request: {}, status: 200 },
  'POST /api/objects/:object': { open: false, request: { payload: { name: 'x' } }, status: 201 },
  'PATCH /api/objects/:object/:id': { open: false, request: { payload: { name: 'x' } }, status: 200 },
  'DELETE /api/objects/:object/:id': { open: false, request: {}, status: 204 },
  'POST /api/objects/:object/:id/actions/:action': { open: false, request: { payload: {} }, status: 200 },
  'POST /api/objects/:object/bulk': { open: false, request: { payload: { items: [] } }, status: 200 },
  'POST /api/objects/:object/bulk/all': { open: false, request: { payload: { change: { kind: 'delete' } } }, status: 202 },
  'POST /api/objects/:object/export': { open: false, request: { payload: { format: 'csv', columns: [{ path: 'name', label: 'Name' }] } }, status: 202 },
  'POST /api/objects/:object/import/preview': { open: false, request: { payload: { file: 'x' } }, status: 200 },
  'POST /api/objects/:object/import': { open: false, request: { payload: { file: 'x', mapping: ['name'], mode: 'create', dryRun: true } }, status: 202 },
  'GET /api/objects/:object/import/template': { open: false, request: {}, status: 200 },
  'GET /api/jobs': { open: false, request: {}, status: 200 },
  'GET /api/jobs/:id': { open: false, request: {}, status: 200 },
  'POST /api/jobs/:id/stop': { open: false, request: {}, status: 200 },
  'GET /api/metadata/draft': { open: false, request: {}, status: 403 },
  'POST /api/metadata/draft/edits': { open: false, request: { payload: { edits: [] } }, status: 403 },
  'PUT /api/metadata/draft/files': { open: false, request: { payload: { files: {} } }, status: 403 },
  'DELETE /api/metadata/draft': { open: false, request: {}, status: 403 },
  'GET /api/metadata/draft/model': { open: false, request: {}, status: 403 },
  'GET /api/metadata/export': { open: false, request: {}, status: 403 },
  'POST /api/metadata/plan': { open: false, request: { payload: {} }, status: 403 },
  'POST /api/metadata/apply': { open: false, request: { payload: { id: 'x' } }, status: 403 },
  'GET /api/metadata/versions': { open: false, request: {}, status: 403 },
  'GET /api/metadata/versions/:version/diff': { open: false, request: {}, status: 403 },
  'POST /api/metadata/versions/:version/return': { open: false, request: { payload: {} }, status: 403 },
  'GET /api/metadata/blame': { open: false, request: {}, status: 403 },
  'GET /api/metadata/documents/:kind/:name': { open: false, request: {}, status: 403 },
  'GET /healthz': { open: true, request: {}, status: 200 },
  'GET /readyz': { open: true, request: {}, status: 200 },
  'GET /': { open: true, request: {}, status: 200 },
  'GET /index.html': { open: true, request: {}, status: 200 },
};
const filled = (route: string): InjectOptions => {
  const [method, url] = route.split(' ') as ['GET', string];
  return { method, url: url.replace(':object', 'thing').replace(':id', id).replace(':action', 'go').replace(':version', '1').replace(':kind', 'object').replace(':name', 'thing').replace(':attachment', id).replace(':comment', id).replace(':key', 'list') };
};

describe('every route', () => {
  it('has a case', () => {
    expect(at.routes.filter((route) => !route.startsWith('HEAD ') && !(route in cases))).toEqual([]);
    expect(Object.keys(cases).filter((route) => !at.routes.includes(route))).toEqual([]);
  });
  it.each(Object.keys(cases))('%s: a stranger is asked to sign in, unless it is open', async (route) => {
    const { open, request, status } = cases[route]!;
    const stranger = await at.app.inject({ ...filled(route), ...request });
    expect(stranger.statusCode).toBe(open ? status : 401);
    if (!open) expect(stranger.json()).toMatchObject({ code: 'AUT101', status: 401 });
    expect(at.memory.asked).toHaveLength(0);
    expect((await send({ ...filled(route), ...request })).statusCode).toBe(status);
  });
  it.each(Object.keys(cases).filter((route) => !route.includes('/docs') && !/health|ready|index| .$/.test(route)))('%s: never a 5xx for malformed input', async (route) => {
    const bodies: InjectOptions[] = [
      { payload: '{', headers: { 'content-type': 'application/json' } },
      { payload: '[]', headers: { 'content-type': 'application/json' } },
      { payload: 'null', headers: { 'content-type': 'application/json' } },
      { payload: '"x"', headers: { 'content-type': 'application/json' } },
      { payload: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      { payload: '{}', headers: { 'content-type': 'text/plain' } },
      { payload: '{}', headers: { 'content-type': 'application/json\t; charset=utf-8' } },
      { payload: '{"__proto__":{"x":1}}', headers: { 'content-type': 'application/json' } },
      { payload: '{"constructor":{"prototype":{"x":1}}}', headers: { 'content-type': 'application/json' } },
    ];
    const before = Reflect.ownKeys(Object.prototype).length;
    for (const body of filled(route).method === 'GET' ? [] : bodies) {
      const response = await send({ ...filled(route), ...body });
      expect([route, body.payload, response.statusCode < 500]).toEqual([route, body.payload, true]);
    }
    for (const query of ['?nope=1', '?__proto__=1', '?limit=%00', '?filter=%00', '?%ff=%fe']) {
      const options = filled(route);
      const response = await send({ ...options, ...cases[route]!.request, url: `${String(options.url)}${query}` });
      expect([route, query, response.statusCode < 500]).toEqual([route, query, true]);
    }
    expect(Reflect.ownKeys(Object.prototype).length).toBe(before);
  });
});

describe('a request for records', () => {
  it('hands on every parameter', async () => {
    await send({ url: "/api/objects/thing?filter=a == 'x'&sort=-a&select=a,b&expand=c&limit=7&cursor=zz&count=true&search=q" });
    expect(at.memory.asked).toEqual([{ kind: 'list', object: 'thing', filter: "a == 'x'", sort: '-a', select: 'a,b', expand: 'c', limit: 7, cursor: 'zz', count: true, search: 'q' }]);
  });
  it('hands on version, key and reason of a write', async () => {
    const headers = { 'if-match': '"4"', 'idempotency-key': 'k-1' };
    await send({ method: 'PATCH', url: one, headers, payload: { name: 'n' } });
    await send({ method: 'POST', url: `${one}/actions/go`, payload: { reason: 'because', values: { a: 1 }, version: 9 } });
    expect(at.memory.asked).toEqual([
      { kind: 'update', object: 'thing', id, values: { name: 'n' }, version: 4, idempotencyKey: 'k-1' },
      { kind: 'act', object: 'thing', id, action: 'go', values: { a: 1 }, version: 9, reason: 'because' },
    ]);
  });
  it('answers with version, timings and without a trace in caches', async () => {
    const { headers } = await send({ url: one });
    expect(headers).toMatchObject({ etag: '"3"', 'cache-control': 'private, no-store' });
    expect(headers['server-timing']).toMatch(/^auth;dur=[\d.]+, execute;dur=1\.50$/);
    expect((await send({ method: 'POST', url: '/api/objects/thing', payload: {} })).headers.location).toBe(one);
  });
  it('sends what is large packed to those who can unpack it', async () => {
    const plain = await send({ url: '/api/docs/standalone.js' });
    const packed = await send({ url: '/api/docs/standalone.js', headers: { 'accept-encoding': 'gzip' } });
    expect([plain.headers['content-encoding'], packed.headers['content-encoding']]).toEqual([undefined, 'gzip']);
    expect(packed.headers.vary).toContain('accept-encoding');
    expect(gunzipSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
  });
  it.each([
    ['an unknown parameter', { url: '/api/objects/thing?fliter=1' }, 400, 'REQ103'],
    ['a repeated parameter', { url: '/api/objects/thing?limit=1&limit=2' }, 400, 'REQ105'],
    ['a limit that is no number', { url: '/api/objects/thing?limit=ten' }, 400, 'REQ104'],
    ['a limit beyond the most', { url: '/api/objects/thing?limit=501' }, 400, 'REQ104'],
    ['a NUL in the query', { url: '/api/objects/thing?search=a%00b' }, 400, 'REQ116'],
    ['a NUL in the path', { url: '/api/objects/th%00ing' }, 400, 'REQ116'],
    ['an If-Match that is none', { method: 'PATCH', url: one, headers: { 'if-match': 'abc' }, payload: {} }, 400, 'REQ111'],
    ['an Idempotency-Key with a blank', { method: 'PATCH', url: one, headers: { 'idempotency-key': 'a b' }, payload: {} }, 400, 'REQ112'],
    ['an Idempotency-Key that is too long', { method: 'PATCH', url: one, headers: { 'idempotency-key': 'a'.repeat(201) }, payload: {} }, 400, 'REQ112'],
    ['an array as body', { method: 'POST', url: '/api/objects/thing', payload: [] }, 400, 'REQ109'],
    ['a body of 10 MB', { method: 'POST', url: '/api/objects/thing', payload: { a: 'x'.repeat(10_000_000) } }, 413, 'REQ107'],
    ['a form', { method: 'POST', url: '/api/objects/thing', payload: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'REQ108'],
    ['plain text', { method: 'POST', url: '/api/objects/thing', payload: '{}', headers: { 'content-type': 'text/plain' } }, 415, 'REQ108'],
    ['broken JSON', { method: 'POST', url: '/api/objects/thing', payload: '{"a":', headers: { 'content-type': 'application/json' } }, 400, 'REQ106'],
    ['__proto__', { method: 'POST', url: '/api/objects/thing', payload: '{"__proto__":{}}', headers: { 'content-type': 'application/json' } }, 400, 'REQ106'],
    ['constructor.prototype', { method: 'POST', url: '/api/objects/thing', payload: '{"constructor":{"prototype":{}}}', headers: { 'content-type': 'application/json' } }, 400, 'REQ106'],
    ['a body nested too deep', { method: 'POST', url: '/api/objects/thing', payload: `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, headers: { 'content-type': 'application/json' } }, 400, 'REQ110'],
    ['an unknown property of an action', { method: 'POST', url: `${one}/actions/go`, payload: { vlaues: {} } }, 400, 'REQ114'],
    ['a bulk without items', { method: 'POST', url: '/api/objects/thing/bulk', payload: {} }, 400, 'REQ113'],
    ['a bulk item of no kind', { method: 'POST', url: '/api/objects/thing/bulk', payload: { items: [{}] } }, 400, 'REQ113'],
    ['an unknown address', { url: '/api/nothing' }, 404, 'REQ102'],
    ['a method that the page has not', { method: 'POST', url: '/somewhere' }, 405, 'REQ117'],
    ['a broken escape', { url: '/api/objects/%zz' }, 404, 'REQ102'],
  ] as [string, InjectOptions, number, string][])('refuses %s', async (_what, options, status, code) => {
    const response = await send(options);
    expect([response.statusCode, response.json().code]).toEqual([status, code]);
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(at.memory.asked).toHaveLength(0);
  });
});

describe('a problem document', () => {
  it('speaks the language of Accept-Language to strangers', async () => {
    const ask = async (language: string) => (await at.app.inject({ url: '/api/session', headers: { 'accept-language': language } })).json();
    expect(await ask('zh-CN,zh;q=0.9,en;q=0.8')).toMatchObject({ title: '需要登录', detail: '请先登录。' });
    expect(await ask('fr, en;q=0.5, zh;q=0.1')).toMatchObject({ title: 'Unauthorized', detail: 'Please sign in.' });
  });
  it('speaks the language of the session', async () => {
    const zoe = await at.signIn('zoe');
    const response = await at.app.inject({ url: '/api/objects/thing?fliter=1', headers: { cookie: zoe, 'accept-language': 'en' } });
    expect(response.json()).toMatchObject({ title: '请求有误', hint: '是否想写“filter”？' });
  });
  it('speaks the language that was chosen on the page before the account’s', async () => {
    const zoe = await at.signIn('zoe');
    const ask = async (language: string) => (await at.app.inject({ url: '/api/objects/thing?fliter=1', headers: { cookie: zoe, 'tenon-language': language } })).json();
    expect(await ask('en')).toMatchObject({ title: 'Bad Request' });
    expect(await ask('xx')).toMatchObject({ title: '请求有误' });
  });
  it('names each field', async () => {
    at.memory.fail = failure('REQ101', {}, [{ field: 'lines/2/qty', code: 'REQ113', params: { name: 'qty', expected: 'text' } }]);
    expect((await send({ url: one })).json().errors).toEqual([{ field: 'lines/2/qty', code: 'REQ113', message: '“qty” must be text.' }]);
  });
  it('says nothing of an inner error but the number of the request', async () => {
    at.memory.fail = new Error('password of the database is hunter2');
    const response = await send({ url: one });
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('hunter2');
    expect(response.json()).toMatchObject({ code: 'SRV101', requestId: response.headers['x-request-id'] });
  });
  it('blames the input, not the server, for data that PostgreSQL cannot take', async () => {
    at.memory.fail = Object.assign(new Error('invalid byte sequence'), { code: '22021' });
    expect((await send({ url: one })).statusCode).toBe(400);
  });
});

describe('signing in', () => {
  it('gives a cookie that scripts and other sites cannot use, and takes it back', async () => {
    const response = await at.app.inject({ method: 'POST', url: '/api/sign-in', payload: { login: 'ann', password: 'right horse' } });
    expect(response.json()).toMatchObject({ user: { login: 'ann', name: 'Ann' }, tenant: { slug: 'alpha', name: 'Alpha' }, external: false });
    expect(String(response.headers['set-cookie'])).toMatch(/^tenon_session=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    const mine = String(response.headers['set-cookie']).split(';')[0]!;
    expect((await at.app.inject({ url: '/api/session', headers: { cookie: mine } })).statusCode).toBe(200);
    expect((await at.app.inject({ method: 'POST', url: '/api/sign-out', headers: { cookie: mine } })).statusCode).toBe(204);
    expect((await at.app.inject({ url: '/api/session', headers: { cookie: mine } })).statusCode).toBe(401);
  });
  it('marks the cookie Secure behind https', async () => {
    const secure = await memoryApp({ publicUrl: 'https://erp.example.com' });
    const response = await secure.app.inject({ method: 'POST', url: '/api/sign-in', payload: { login: 'ann', password: 'right horse' } });
    expect(String(response.headers['set-cookie'])).toContain('; Secure');
    await secure.app.close();
  });
  it('answers alike for an unknown login and a wrong password, and locks after five', async () => {
    const fresh = await memoryApp();
    for (const login of ['ann', 'nobody']) {
      for (let attempt = 1; attempt <= 6; attempt++) {
        const response = await fresh.app.inject({ method: 'POST', url: '/api/sign-in', payload: { login, password: `guess ${attempt}` } });
        expect([login, attempt, response.json().code]).toEqual([login, attempt, attempt <= 5 ? 'AUT102' : 'AUT103']);
        if (attempt > 5) expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
      }
    }
    const right = await fresh.app.inject({ method: 'POST', url: '/api/sign-in', payload: { login: 'ann', password: 'right horse' } });
    expect(right.statusCode).toBe(429);
    await fresh.app.close();
  });
  it('is limited per address', async () => {
    const fresh = await memoryApp({ signInsPerMinute: 2 });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await fresh.app.inject({ method: 'POST', url: '/api/sign-in', payload: { login: `u${i}`, password: 'x' } })).json().code);
    expect(statuses).toEqual(['AUT102', 'AUT102', 'REQ115']);
    await fresh.app.close();
  });
  it.each([
    ['no session', {}], ['an unsigned cookie', { cookie: 'tenon_session=abc' }], ['a forged signature', { cookie: 'tenon_session=abc.def' }],
    ['an unknown key', { authorization: `Bearer ${'x'.repeat(43)}` }], ['Basic', { authorization: 'Basic YTpi' }], ['an empty key', { authorization: 'Bearer ' }],
  ])('refuses %s', async (_what, headers) => {
    expect((await at.app.inject({ url: '/api/session', headers })).statusCode).toBe(401);
  });
  it('writes no password, cookie or key into the log', async () => {
    const loud = await memoryApp({ logLevel: 'trace' });
    await loud.app.inject({ method: 'POST', url: '/api/sign-in', payload: { login: 'ann', password: 'right horse' } });
    const mine = await loud.signIn();
    await loud.app.inject({ url: '/api/session', headers: { cookie: mine, ...loud.bearer } });
    const text = loud.log.join('');
    expect(text.length).toBeGreaterThan(100);
    for (const secret of ['right horse', mine.split('=')[1]!, loud.bearer.authorization]) expect(text).not.toContain(secret);
    await loud.app.close();
  });
});

describe('another site', () => {
  it.each([
    ['by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }], ['of the same domain', { 'sec-fetch-site': 'same-site' }],
    ['by Origin', { origin: 'https://evil.example' }], ['by an opaque Origin', { origin: 'null' }],
  ])('cannot write with the cookie: %s', async (_what, headers) => {
    const response = await at.app.inject({ method: 'POST', url: '/api/objects/thing', payload: {}, headers: { cookie, ...headers } });
    expect([response.statusCode, response.json().code]).toEqual([403, 'AUT104']);
  });
  it('is no matter for our own pages', async () => {
    const headers = { cookie, host: 'erp.example.com', origin: 'http://erp.example.com', 'sec-fetch-site': 'same-origin' };
    expect((await at.app.inject({ method: 'POST', url: '/api/objects/thing', payload: {}, headers })).statusCode).toBe(201);
  });
});

describe('pages', () => {
  it('run only our own scripts, with a fresh nonce for styles', async () => {
    const [a, b] = [await at.app.inject({ url: '/orders/1' }), await at.app.inject({ url: '/' })];
    const nonce = /'nonce-([\w-]+)'/.exec(String(a.headers['content-security-policy']))?.[1];
    expect(a.body).toContain(`content="${nonce}"`);
    expect(b.headers['content-security-policy']).not.toBe(a.headers['content-security-policy']);
    expect(a.headers['content-security-policy']).toContain("script-src 'self';");
    expect(a.headers['x-content-type-options']).toBe('nosniff');
  });
  it('come from the folder that is built, its assets for good and its index afresh', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenon-web-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<head><meta name="csp-nonce" content="__CSP_NONCE__"></head>');
    writeFileSync(join(folder, 'assets', 'a.js'), '1');
    const built = await memoryApp({}, { webFolder: folder });
    const [page, asset, deep] = await Promise.all(['/', '/assets/a.js', '/objects/x/1?tab=2'].map((url) => built.app.inject({ url })));
    expect(page!.body).toMatch(/content="[\w-]{22}"/);
    expect(deep!.statusCode).toBe(200);
    expect([asset!.statusCode, asset!.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    for (const url of ['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fetc/passwd', '/assets/']) {
      const response = await built.app.inject({ url });
      expect([url, response.statusCode < 500, response.body.includes('"name"') || response.body.includes('root:')]).toEqual([url, true, false]);
    }
    await built.app.close();
    rmSync(folder, { recursive: true });
  });
  it('show the API by our own scripts only', async () => {
    const page = await at.app.inject({ url: '/api/docs' });
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    expect(page.body).not.toMatch(/<script>/);
    expect((await at.app.inject({ url: '/api/docs/standalone.js' })).body.length).toBeGreaterThan(100_000);
  });
  it('are not given in place of a missing file', async () => expect((await at.app.inject({ url: '/assets/gone.js' })).statusCode).toBe(404));
});
