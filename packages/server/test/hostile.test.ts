/**
 * Wrong input of every sort on every route: a problem document with a 4xx, and nothing changed.
 *
 * The routes are those that the server declares; the whole of the tenant is compared before and after.
 */
import { connect } from 'node:net';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { few, readChannel } from './walk/channel.ts';
import { openPlace, type Place, type Row } from './walk/place.ts';

const slug = 'demo';
const missing = '018f0000-0000-7000-8000-000000000000';
const json = { 'content-type': 'application/json' };

let place: Place;
let order: Row;
let before: Readonly<Record<string, string>>;
beforeAll(async () => {
  const { model, packages, users } = await readChannel();
  place = await openPlace([{ slug, model, packages, users, data: few(model) }]);
  [order] = await place.rows(slug, 'sales_order') as [Row];
  before = await place.digest(slug);
});
afterEach(async () => {
  const was = before;
  before = await place.digest(slug);
  expect(before).toEqual(was);
});
afterAll(() => place?.close());

const ask = (options: InjectOptions): Promise<LightMyRequestResponse> => place.ask(`admin@demo/${slug}`, options);

/** A refusal that says what is wrong in our own words, and nothing of how the server is made. */
function expectRefused(label: unknown, { statusCode, headers, body }: Pick<LightMyRequestResponse, 'statusCode' | 'headers' | 'body'>): void {
  expect([label, statusCode, body]).toEqual([label, expect.toSatisfy((status: number) => status >= 400 && status < 500), expect.any(String)]);
  expect([label, headers['content-type']]).toEqual([label, 'application/problem+json; charset=utf-8']);
  const problem = JSON.parse(body) as { code: string; status: number };
  expect([label, problem]).toEqual([label, expect.objectContaining({ status: statusCode, code: expect.stringMatching(/^[A-Z]{3}\d{3}$/), detail: expect.any(String), requestId: expect.any(String) })]);
  expect([label, /node_modules|\.ts:\d|at async|select .* from|syntax error at/i.test(body)]).toEqual([label, false]);
}

/** Pages and signs of life take no input: whatever comes with them is not read. */
const deaf = /^GET (\/|\/index\.html|\/healthz|\/readyz|\/api\/docs.*)$/;
const routes = (): readonly { readonly method: 'GET'; readonly url: string; readonly name: string; readonly writes: boolean }[] =>
  place.routes.filter((route) => !route.startsWith('HEAD ') && !deaf.test(route)).map((name) => {
    const [method, url] = name.split(' ') as ['GET', string];
    return { method, name, writes: method !== 'GET', url: url.replace(':object', 'sales_order').replace(':id', order.id).replace(':action', 'cancel').replace(':kind', 'object').replace(':name', 'sales_order').replace(':version', '1').replace(':attachment', missing).replace(':comment', missing).replace(':key', 'list') };
  });

/** A body that each route would read. */
const sample = (name: string): object => (name.endsWith('/bulk') ? { items: [] } : name.endsWith('sign-in') ? { tenant: slug, login: 'nobody', password: 'x' } : {});

describe('on every route', () => {
  it('there is something to attack', () => expect(routes().length).toBeGreaterThan(12));

  it('a body that cannot be read', async () => {
    const deep = (levels: number, open: string, close: string): string => `${open.repeat(levels)}1${close.repeat(levels)}`;
    const bodies: readonly (readonly [string, string | Buffer, Record<string, string>])[] = [
      ['cut off', '{"a":', json], ['two', '{}{}', json], ['NaN', '{"a":NaN}', json], ['Infinity', '{"a":-Infinity}', json], ['hex', '{"a":0x10}', json], ['single quotes', "{'a':1}", json], ['comma', '{"a":1,}', json],
      ['comment', '{"a":1/**/}', json], ['BOM twice', '\ufeff\ufeff{}', json], ['bare NUL', '{"a":"\0"}', json], ['empty', '', json], ['blank', '  ', json], ['a list', '[]', json], ['a text', '"x"', json], ['a number', '1', json], ['true', 'true', json],
      ['__proto__', '{"__proto__":{"admin":true}}', json], ['__proto__ within', '{"a":{"__proto__":{"x":1}}}', json], ['constructor', '{"constructor":{"prototype":{"x":1}}}', json], ['escaped __proto__', '{"\\u005f_proto__":{"x":1}}', json],
      ['10,000 lists', `{"a":${deep(10_000, '[', ']')}}`, json], ['10,000 objects', deep(10_000, '{"a":', '}'), json], ['100,000 open lists', '['.repeat(100_000), json], ['10 MB', JSON.stringify({ a: 'x'.repeat(10_000_000) }), json],
      ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0x61, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), json],
      ['form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }], ['text', '{}', { 'content-type': 'text/plain' }], ['xml', '<a/>', { 'content-type': 'application/xml' }], ['multipart', '--x', { 'content-type': 'multipart/form-data; boundary=x' }],
      ['no type', 'x', { 'content-type': '' }], ['a strange type', '{}', { 'content-type': 'application/json/../x' }], ['another charset', '{', { 'content-type': 'application/json; charset=utf-16' }], ['gzip', '{}', { ...json, 'content-encoding': 'gzip' }],
    ];
    for (const { name, method, url } of routes().filter(({ writes }) => writes)) {
      for (const [label, payload, headers] of bodies) {
        // Signing out and deleting read no body; what is JSON is let be.
        if (/sign-out|^DELETE/.test(name) && isJson(payload)) continue;
        const answer = await ask({ method, url, payload, headers });
        if (name.endsWith('sign-out') && answer.statusCode === 204) continue;
        expectRefused([name, label], answer);
      }
    }
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  function isJson(payload: string | Buffer): boolean {
    try {
      JSON.parse(String(payload), (key, value: unknown) => { if (key === '__proto__') throw new Error(key); return value; });
      return true;
    } catch {
      return String(payload).trim() === '' || String(payload).startsWith('<') || String(payload).startsWith('a=');
    }
  }

  it('properties that are not known', async () => {
    for (const { name, method, url } of routes().filter((route) => route.writes && !/sign-out|^DELETE/.test(route.name))) {
      for (const key of ['nope', '__defineGetter__', 'toString', 'hasOwnProperty', 'x\0', '\ud800', 'a'.repeat(10_000), '', 'items.0', 'id', 'version', 'search_text']) {
        if (name.startsWith('POST /api/objects/:object/:id/actions') && key === 'version') continue;
        expectRefused([name, key.slice(0, 20)], await ask({ method, url, payload: { ...sample(name), [key]: 1 } }));
      }
    }
  });

  it('parameters that are unknown, repeated, nested or broken', async () => {
    const queries = ['nope=1', '__proto__=1', '__proto__[x]=1', 'constructor=1', 'limit=1&limit=2', 'filter[]=1', 'filter[a]=1', 'filter=a&filter=b', 'select=a&select=b', '%00=1', '%ff=1', '=1', 'tenant=other', 'a'.repeat(5_000), ...Array.from({ length: 3 }, (_, i) => `p${i}=`.repeat(500))];
    for (const { name, method, url, writes } of routes().filter((route) => !route.name.endsWith('sign-out'))) {
      for (const query of queries) expectRefused([name, query.slice(0, 40)], await ask({ method, url: `${url}?${query}`, ...(writes ? { payload: sample(name) } : {}) }));
    }
  });

  it('parts of the path that are none', async () => {
    const parts = ['%00', '%ff', '%zz', '%E0%A4%A', '%ED%A0%80', '..%2f..%2fetc', '%2e%2e', '__proto__', 'constructor', 'toString', "'", '%22', 'a'.repeat(90), 'a'.repeat(5_000), '%F0%9F%98%80', '-1', '0', 'null', 'undefined', '1e308', 'sales_order%00', 'SALES_ORDER', '_audit', 'pg_class', 'user;drop', '%0d%0aset-cookie:x=1', missing];
    for (const route of place.routes.filter((one) => one.includes(':') && !one.startsWith('HEAD '))) {
      const [method, url] = route.split(' ') as ['GET', string];
      for (const part of parts) {
        for (const target of [':object', ':id', ':action', ':kind', ':name', ':version', ':attachment', ':comment', ':key'].filter((one) => url.includes(one))) {
          // Whatever begins like a name may be the key of a preference.
          if (target === ':key' && /^[a-z][a-z0-9_.:/-]{0,119}$/.test(part)) continue;
          const filled = url.replace(target, part).replace(':object', 'sales_order').replace(':id', order.id).replace(':action', 'cancel').replace(':kind', 'object').replace(':name', 'sales_order').replace(':version', '1').replace(':attachment', missing).replace(':comment', missing).replace(':key', 'list');
          const answer = await ask({ method, url: filled, ...(method === 'GET' ? {} : { payload: sample(route) }) });
          expectRefused([route, target, part.slice(0, 30)], answer);
          expect([part, answer.headers['set-cookie']]).toEqual([part, undefined]);
        }
      }
    }
  });

  it('headers that are wrong', async () => {
    const writes = routes().filter((route) => route.writes && route.name.includes('/objects/'));
    for (const { name, method, url } of writes) {
      for (const key of ['', ' ', 'a b', 'ключ', 'a'.repeat(201), '\u007f', 'a\tb']) expectRefused([name, 'idempotency-key', key.slice(0, 10)], await ask({ method, url, payload: sample(name), headers: { 'idempotency-key': Buffer.from(key).toString('latin1') } }));
    }
    for (const { name, method, url } of writes.filter((route) => route.name.includes('/:id'))) {
      for (const tag of ['abc', '"x"', '"1", "2"', '-1', '1.5', '"99999999999999999999"', 'W/1', '""', ' ']) expectRefused([name, 'if-match', tag], await ask({ method, url, payload: sample(name), headers: { 'if-match': tag } }));
    }
    for (const { name, method, url } of routes().filter((route) => !route.name.includes('sign-'))) {
      for (const authorization of ['Bearer', 'Bearer ', `Bearer ${'x'.repeat(43)}`, `Bearer ${'x'.repeat(10_000)}`, 'Basic YTpi', 'Bearer a b c', "Bearer ' or 1=1 --xxxxxxxxxxxxxxxxxxx", 'Negotiate x']) {
        expectRefused([name, authorization.slice(0, 20)], await place.app.inject({ method, url, headers: { authorization } }));
      }
      for (const cookie of ['tenon_session=', 'tenon_session=a.b', `tenon_session=${'x'.repeat(5_000)}`, 'tenon_session=%ff%fe', 'tenon_session=__proto__', '=;=;=', 'tenon_session=s%3Aabc.def']) expectRefused([name, cookie.slice(0, 20)], await place.app.inject({ method, url, headers: { cookie } }));
    }
    for (const language of ['\u00ff'.repeat(20), 'zh;q=x', ','.repeat(10_000), ';;;;', 'en-'.repeat(1_000)]) expectRefused(language.slice(0, 20), await place.app.inject({ url: '/api/session', headers: { 'accept-language': language } }));
    for (const origin of ['https://evil.example', 'null', 'http://localhost:80@evil', 'x'.repeat(1_000)]) {
      expectRefused(origin, await place.app.inject({ method: 'POST', url: '/api/sign-out', headers: { origin } }));
      expectRefused(origin, await place.app.inject({ method: 'POST', url: '/api/sign-in', payload: sample('sign-in'), headers: { origin } }));
    }
  });

  it('methods that it has not', async () => {
    for (const url of new Set(routes().map((route) => route.url))) {
      const own = routes().filter((route) => route.url === url).map((route) => route.method as string);
      for (const method of ['PUT', 'OPTIONS', 'PATCH', 'DELETE', 'POST', 'GET'].filter((one) => !own.includes(one))) expectRefused([method, url], await ask({ method: method as 'GET', url }));
    }
  });
});

describe('a list', () => {
  const wrong: Readonly<Record<string, readonly string[]>> = {
    filter: [
      'no ==', '== no', 'total > ', '1', 'no', "no == 'x", 'no = 1', 'no == 1', 'total == "x"', 'nope == 1', 'dealer.nope == 1', 'no.x == 1', 'x()', 'pg_sleep(10)', 'no; drop table x', 'no == 1 --', "' or 1=1 --", '((((', '))))', '\0', 'total > 1e', 'total > 0x10', 'total > NaN', 'total > Infinity',
      `total > ${'9'.repeat(5_000)}`, `total > 0.${'0'.repeat(5_000)}1`, `${'('.repeat(1_000)}true${')'.repeat(1_000)}`, `${'('.repeat(1_000)}`, `${'not '.repeat(2_000)}true`, `${'-'.repeat(3_000)}1 > 0`, Array.from({ length: 2_000 }, () => 'total > 1').join(' or '), `no == '${'x'.repeat(20_000)}'`,
      `no in (${Array.from({ length: 3_000 }, (_, i) => `'${i}'`).join()})`, `${'dealer.parent.'.repeat(50)}code == 'x'`, `${'if(true, '.repeat(200)}true${', false)'.repeat(200)}`, 'count(lines where count(lines) > 1) > 1', 'sum(lines.no) == "x"', "no == '\\ud800'", "no == '\\u0000'", "no == '\\x'", 'order_date == "2026-02-30x" + 1',
      '__proto__ == null', 'constructor == null', 'toString() == null', 'dealer.__proto__ == null', 'user.__proto__ == null', 'record.record.no == null', '$user.x == null', 'lines == null and 1', 'under(no, no)', 'under(dealer)', '\ufffe', '😀 == 1', 'no == `x`', 'no\u2028== 1',
    ],
    sort: ['nope', '-nope', '--no', 'no desc', 'no;', 'no,,nope', 'lines', 'ship_to', 'dealer.nope', 'count(lines)', '1', "'no'", '__proto__', 'no\0', `${'dealer.parent.'.repeat(20)}code`, Array.from({ length: 200 }, () => 'no').join(), 'x'.repeat(20_000)],
    select: ['nope', '*', 'no no', 'no.x', 'dealer.nope', 'dealer..no', '.no', '__proto__', 'constructor', 'lines.order.lines.order.lines.order.no', `${'dealer.parent.'.repeat(20)}code`, Array.from({ length: 30 }, (_, i) => ['dealer', 'settle_dealer', 'company', 'warehouse'][i % 4]).map((one, i) => `${one}.${['region', 'parent', 'level', 'company'][i % 4]}.${i}`).join(), 'x'.repeat(20_000), 'no\0'],
    expand: ['nope', 'no', 'lines.no', 'dealer.parent.parent.parent.parent.parent.parent', 'lines.order.lines.order.lines.order', '*', '__proto__', 'dealer.', 'x'.repeat(20_000), ['dealer', 'company', 'settle_dealer', 'warehouse'].flatMap((one) => [one, `${one}.created_by`, `${one}.updated_by`]).concat(['parent', 'settle_dealer', 'region', 'level', 'manager', 'owner', 'company', 'default_warehouse', 'payment_term'].map((one) => `dealer.${one}`), ['sku', 'uom'].map((one) => `lines.${one}`)).join()],
    limit: ['0', '-1', '501', '1.5', '1e2', '0x10', 'ten', '', ' ', '99999999999999999999', '１', 'NaN', '1;', '%00'],
    count: ['1', 'yes', 'TRUE', '', 'null'],
    cursor: ['x', '!', 'AAAA', 'bnVsbA', 'W10', Buffer.from('["x"]').toString('base64url'), Buffer.from('{"__proto__":1}').toString('base64url'), Buffer.from('[]').toString('base64url'), 'a'.repeat(30_000), 'é', '../..', '\0', Buffer.from(`${'['.repeat(5_000)}`).toString('base64url')],
    search: ['\0', 'a\0b', Array.from({ length: 30 }, () => 'x').join(' ')],
  };
  it.each(Object.keys(wrong))('refuses a wrong %s', async (parameter) => {
    for (const value of wrong[parameter]!) expectRefused([parameter, value.slice(0, 60)], await ask({ url: `/api/objects/sales_order?${new URLSearchParams({ [parameter]: value }).toString()}` }));
  });
  it('refuses a wrong aggregate or group', async () => {
    for (const aggregate of ['', 'nope()', 'count', 'count(', 'sum()', 'sum(no)', 'sum(nope)', 'count(*)', 'max(lines)', 'max(ship_to)', 'sum(total); x', 'sum(sum(total))', '__proto__()', Array.from({ length: 100 }, () => 'count()').join(), `sum(${'('.repeat(1_000)}total${')'.repeat(1_000)})`, 'x'.repeat(20_000), 'sum(total)\0']) {
      expectRefused(aggregate.slice(0, 40), await ask({ url: `/api/objects/sales_order/aggregate?${new URLSearchParams({ aggregate }).toString()}` }));
    }
    for (const group of ['nope', 'lines', 'ship_to', '1 +', 'no)', 'no, (select 1)', 'pg_sleep(1)', '__proto__', Array.from({ length: 100 }, () => 'no').join(), '\0']) expectRefused(group.slice(0, 40), await ask({ url: `/api/objects/sales_order/aggregate?${new URLSearchParams({ group }).toString()}` }));
  });
  it('refuses a cursor of another query, and one that was changed', async () => {
    const sorted = '/api/objects/sales_order?limit=1&sort=order_date,-total';
    const { next } = (await ask({ url: sorted })).json<{ next: string }>();
    expect((await ask({ url: `${sorted}&cursor=${next}` })).statusCode).toBe(200);
    for (const other of ['/api/objects/dealer?limit=1&sort=code', '/api/objects/sales_order?limit=1&sort=-order_date,-total', '/api/objects/sales_order?limit=1', `${sorted}&filter=total > 1`]) expectRefused(other, await ask({ url: `${other}&cursor=${next}` }));
    const content = JSON.parse(Buffer.from(next, 'base64url').toString()) as unknown[];
    const forged = [
      [...content, 'x'], content.slice(1), content.slice(0, -1), [null, ...content.slice(1)], [content[0], 'not a date', ...content.slice(2)], [content[0], '2026-02-30', ...content.slice(2)], [content[0], 'infinity', ...content.slice(2)], [content[0], '2026-01-01', 'NaN', content[3]], [content[0], '2026-01-01', '1e308', content[3]],
      [content[0], '2026-01-01', '9'.repeat(500), content[3]], [content[0], '2026-01-01', "1'; drop table x", content[3]], [content[0], '2026-01-01', '1', 'not an id'], [content[0], { a: 1 }, '1', content[3]], [content[0], [['x']], '1', content[3]], [content[0], 5, 5, 5], [content[0], '2026-01-01', '1', null], [content[0], true, '1', content[3]], [content[0], '2026-01-01\0', '1', content[3]],
    ];
    for (const keys of forged) expectRefused(keys, await ask({ url: `${sorted}&cursor=${Buffer.from(JSON.stringify(keys)).toString('base64url')}` }));
  });
  it('answers what only looks strange', async () => {
    for (const query of [`search=${encodeURIComponent("%_\\' or 1=1 --")}`, `filter=${encodeURIComponent("no == '%' or no == '\\'; drop'")}`, 'search=%F0%9F%98%80', 'search=', 'filter=', 'cursor=', `filter=${encodeURIComponent(`total > ${'9'.repeat(25)}`)}`]) {
      expect([query, (await ask({ url: `/api/objects/sales_order?${query}` })).statusCode]).toEqual([query, 200]);
    }
  });
  it('survives numbers that no number can hold', async () => {
    for (const filter of ['total * 10000000000000000000000000000 * 10000000000000000000000000000 * 10000000000000000000000000000 > 1', 'total / 0 > 1', 'total % 0 > 1', 'power(10, 100000) > 1', 'power(0 - 1, 0.5) > 1', 'sqrt(0 - 1) > 1', 'round(total, 99999999) > 1', 'adddays(order_date, 999999999999) != null', 'addmonths(order_date, 0 - 999999999) != null', 'date(99999, 99, 99) != null', 'left(no, 0 - 99999999999) == no', 'repeat(no, 999999999) == no', 'mid(no, 99999999999999, 1) == no']) {
      const answer = await ask({ url: `/api/objects/sales_order?filter=${encodeURIComponent(filter)}` });
      if (answer.statusCode !== 200) expectRefused(filter, answer);
    }
  });
});

describe('over a bare connection', () => {
  let port: number;
  beforeAll(async () => {
    const address = new URL(await place.app.listen({ host: '127.0.0.1', port: 0 }));
    port = Number(address.port);
  });

  /** Sends bytes as they are; gives what comes back until the server closes, or its first answer is whole. */
  const raw = (bytes: string | Buffer): Promise<string> => new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Number.NaN);
      if (head > 0 && text.length >= head + 4 + length) socket.destroy();
    }).on('close', () => resolve(text)).on('error', (error: NodeJS.ErrnoException) => (['ECONNRESET', 'EPIPE'].includes(error.code ?? '') ? resolve(text) : reject(error)));
    socket.on('connect', () => socket.write(bytes));
  });
  const key = (): string => `Authorization: Bearer ${place.keys[`admin@demo/${slug}`]}\r\n`;
  const post = (headers: string, body: string | Buffer): Buffer => Buffer.concat([Buffer.from(`POST /api/objects/dealer HTTP/1.1\r\nHost: x\r\n${key()}${headers}\r\n`), Buffer.from(body)]);

  it('what is no HTTP, or no UTF-8, is refused', async () => {
    const wrong: readonly (readonly [string, string | Buffer])[] = [
      ['no HTTP', 'hello\r\n\r\n'], ['another version', 'GET / HTTP/9.9\r\n\r\n'], ['no method', ' / HTTP/1.1\r\nHost: x\r\n\r\n'], ['an unknown method', 'BREW /api/session HTTP/1.1\r\nHost: x\r\n\r\n'],
      ['a header broken in two', `GET /api/session HTTP/1.1\r\nHost: x\r\n${key()}X-A: a\r\n b\rSet-Cookie: evil=1\r\n\r\n`], ['a header with NUL', `GET /api/session HTTP/1.1\r\nHost: x\r\n${key()}X-A: a\0b\r\n\r\n`], ['a space in a name', `GET /api/session HTTP/1.1\r\nHost : x\r\n\r\n`],
      ['64 KB of headers', `GET /api/session HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(64_000)}\r\n\r\n`], ['two lengths', post('Content-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n', '{}x')], ['length and chunks', post('Content-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')],
      ['a length that is none', post('Content-Type: application/json\r\nContent-Length: -1\r\n', '{}')], ['a chunk that is none', post('Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n')],
      ['invalid UTF-8 in a text', post('Content-Type: application/json\r\nContent-Length: 14\r\n', Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from('"}')]))],
      ['a length of 10 MB', post('Content-Type: application/json\r\nContent-Length: 10000000\r\n', '{')], ['a path with control characters', `GET /api/objects/a\u0001b HTTP/1.1\r\nHost: x\r\n\r\n`],
    ];
    for (const [label, bytes] of wrong) {
      const answer = await raw(bytes);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expectRefused(label, { statusCode: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), headers: { 'content-type': /content-type: (.*)/i.exec(head)?.[1]?.trim() }, body });
      expect([label, /set-cookie|evil/i.test(head)]).toEqual([label, false]);
    }
  });
  it('10 MB in chunks are not read to their end', async () => {
    const chunk = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`;
    const answer = await raw(post('Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n', chunk.repeat(160)));
    expect(answer).toMatch(/^HTTP\/1\.1 413 |^$/);
  });
  it('and after all of that it serves as before', async () => {
    expect((await raw(`GET /api/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${key()}\r\n`)).slice(0, 15)).toBe('HTTP/1.1 200 OK');
  });
});
