/** Files over HTTP: what goes in comes out, for whom it may, as something that can do nothing; and what breaks off leaves nothing. */
import { connect, type Socket } from 'node:net';
import { limits } from '@tenon/diagnostics';
import { compilePackage } from '@tenon/model/compiler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './walk/place.ts';

const all = { create: true, read: true, update: true, delete: true, actions: '*' };
const documents = {
  'package.json': { name: '@files/pack', version: '1.0.0', tenon: { engine: '>=0.1', namespace: 'files', label: 'Files', locales: ['en'], timeZone: 'Asia/Shanghai', currency: 'CNY' } },
  'objects/thing.json': { label: 'Thing', plural: 'Things', title: 'name', fields: { name: { type: 'text', label: 'Name', required: true }, picture: { type: 'image', label: 'Picture' }, paper: { type: 'file', label: 'Paper' } } },
  'roles/boss.json': { label: 'Boss', admin: true, otherObjects: all },
  'roles/reader.json': { label: 'Reader', objects: { thing: { read: true, fields: { paper: 'none' }, otherFields: 'read' } } },
};

let place: Place;
let base: string;
beforeAll(async () => {
  const { value: model, diagnostics } = compilePackage(Object.entries(documents).map(([path, document]) => ({ path, text: JSON.stringify(document) })));
  if (!model) throw new Error(JSON.stringify(diagnostics));
  const users = [['boss', ['boss']], ['bea', ['boss']], ['rea', ['reader']], ['nil', []]] as const;
  place = await openPlace([{ slug: 'files', model, users: users.map(([login, roles]) => ({ login, name: login, roles })) }]);
  base = await place.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => place?.close());

interface FileAnswer { readonly id: string; readonly name: string; readonly type: string; readonly size: number }
const headersOf = (who: string): Record<string, string> => (who ? { authorization: `Bearer ${place.keys[`${who}/files`]}` } : {});
const formOf = (bytes: Uint8Array<ArrayBuffer> | string, name: string): FormData => {
  const form = new FormData();
  form.append('file', new Blob([bytes]), name);
  return form;
};
const send = (who: string, body: FormData): Promise<Response> => fetch(`${base}/api/files`, { method: 'POST', headers: headersOf(who), body });
const upload = async (who: string, bytes: Uint8Array<ArrayBuffer> | string, name = 'a.txt'): Promise<FileAnswer> => {
  const response = await send(who, formOf(bytes, name));
  expect([response.status, response.headers.get('location')]).toEqual([201, expect.stringContaining('/api/files/')]);
  return (await response.json()) as FileAnswer;
};
const load = (who: string, id: string, more = '', headers: Record<string, string> = {}): Promise<Response> => fetch(`${base}/api/files/${id}${more}`, { headers: { ...headersOf(who), ...headers } });
const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;
const kept = async (): Promise<readonly [number, number]> => [(await place.rows('files', '_file')).length, (await place.rows('files', '_file_chunk')).length];
/** The transaction of an upload that broke off ends a moment after its connection. */
const settled = async (wanted: readonly [number, number]): Promise<void> => { await expect.poll(kept, { timeout: 10_000 }).toEqual(wanted); };

const png = Uint8Array.from(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));

describe('a file', () => {
  it('comes out as it went in, streamed, with its name and its type', async () => {
    const bytes = Uint8Array.from({ length: 5_000_003 }, (_, i) => (i * 7 + (i >> 9)) % 256);
    const file = await upload('boss', bytes, '报价 (终版) 2026.bin');
    expect(file).toEqual({ id: expect.any(String), name: '报价 (终版) 2026.bin', type: 'application/octet-stream', size: bytes.length });
    const response = await load('boss', file.id);
    expect(Object.fromEntries(['content-type', 'content-length', 'content-disposition', 'x-content-type-options', 'content-security-policy', 'cache-control'].map((name) => [name, response.headers.get(name)]))).toEqual({
      'content-type': 'application/octet-stream', 'content-length': String(bytes.length), 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'private, no-cache',
      'content-disposition': `attachment; filename="__ (__) 2026.bin"; filename*=UTF-8''${encodeURIComponent('报价 ')}%28${encodeURIComponent('终版')}%29%202026.bin`,
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    expect((await load('boss', file.id, '', { 'if-none-match': `"${file.id}"` })).status).toBe(304);
    expect((await upload('boss', '', 'empty.txt')).size).toBe(0);
  });

  it('is what its content says, and only pictures made of dots are ever shown', async () => {
    const cases: readonly (readonly [string, Uint8Array<ArrayBuffer> | string, string, boolean])[] = [
      ['a.png', png, 'image/png', true], ['html.png', '<!doctype html><script>alert(1)</script>', 'text/plain', false], ['a.html', '<script>alert(1)</script>', 'text/html', false],
      ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml', false], ['b.svg', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml', false],
      ['png.exe', png, 'image/png', true], ['a.js', 'alert(1)', 'text/plain', false], ['a.css', 'body{}', 'text/plain', false], ['a.csv', '名称,数量\r\n甲,1\r\n', 'text/csv', false],
      ['gbk.csv', Uint8Array.from([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0x31]), 'text/csv', false], ['a.pdf', '%PDF-1.7\n%âãÏÓ\n', 'application/pdf', false], ['noise.txt', Uint8Array.from([0, 1, 2, 3, 255, 254]), 'application/octet-stream', false],
      ['gif.html', Uint8Array.from(Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00<script>alert(1)</script>', 'latin1')), 'image/gif', true],
    ];
    for (const [name, bytes, type, shown] of cases) {
      const file = await upload('boss', bytes, name);
      const response = await load('boss', file.id, '?inline=true');
      const served = response.headers.get('content-type')!;
      expect([name, file.type, response.headers.get('content-disposition')!.split(';')[0], response.headers.get('x-content-type-options')]).toEqual([name, type, shown ? 'inline' : 'attachment', 'nosniff']);
      expect([name, /html|svg|xml|script|css/.test(served), response.headers.get('content-security-policy')]).toEqual([name, false, "default-src 'none'; sandbox"]);
      expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
      expect((await load('boss', file.id)).headers.get('content-disposition')).toMatch(/^attachment;/);
    }
  });

  it('loses what could deceive from its name', async () => {
    const names: readonly (readonly [string, string])[] = [
      ['../../etc/passwd', 'passwd'], ['..\\..\\windows\\win.ini', 'win.ini'], ['..', 'file'], ['.', 'file'], ['...', 'file'], ['  ', 'file'], ['a\u202egnp.exe', 'agnp.exe'], ['\u200b\ufeffinvoice\u2066.pdf', 'invoice.pdf'], ['.htaccess', 'htaccess'],
      ['<img src=x onerror=alert(1)>.png', '_img src=x onerror=alert(1)_.png'], ['a"; filename=evil.exe', 'a_; filename=evil.exe'], ['line\r\nSet-Cookie: x=1.txt', expect.stringMatching(/^line.*Set-Cookie_ x=1\.txt$/) as unknown as string],
      ['nul\0byte.png', 'nulbyte.png'], [`${'长'.repeat(300)}.xlsx`, `${'长'.repeat(195)}.xlsx`], ['e\u0301.txt', 'é.txt'], ['🧾 2026.pdf', '🧾 2026.pdf'], ['a%00.png', 'a%00.png'],
    ];
    for (const [given, name] of names) {
      // Sent as bytes, as a browser would not.
      const boundary = 'xxboundaryxx';
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${given.replaceAll('"', '\\"').replace(/\r\n/g, '\n')}"\r\ncontent-type: text/html\r\n\r\n`;
      const response = await fetch(`${base}/api/files`, { method: 'POST', headers: { ...headersOf('boss'), 'content-type': `multipart/form-data; boundary=${boundary}` }, body: `${head}x\r\n--${boundary}--\r\n` });
      // What cannot be a header at all is refused; whatever is kept is clean.
      if (response.status !== 201) {
        expect([given, response.status]).toEqual([given, expect.toSatisfy((status: number) => status >= 400 && status < 500)]);
        continue;
      }
      const file = (await response.json()) as FileAnswer;
      expect([given, file.name]).toEqual([given, name]);
      const { headers } = await load('boss', file.id);
      expect([given, headers.get('set-cookie'), /[\u202a-\u202e\u2066-\u2069\r\n]/.test(decodeURIComponent(headers.get('content-disposition')!.split("''")[1]!))]).toEqual([given, null, false]);
    }
  });

  it('is refused when it is too large, not a form, not alone, not named, or from a stranger or another site', async () => {
    const before = await kept();
    const codes: Record<string, string> = {};
    codes['too large'] = await codeOf(await send('boss', formOf(new Uint8Array(limits.fileBytesMax + 1), 'a')));
    codes['json'] = await codeOf(await fetch(`${base}/api/files`, { method: 'POST', headers: { ...headersOf('boss'), 'content-type': 'application/json' }, body: '{}' }));
    const two = formOf('x', 'a');
    two.append('file', new Blob(['y']), 'b');
    codes['two'] = await codeOf(await send('boss', two));
    const field = new FormData();
    field.append('file', 'text');
    codes['a field'] = await codeOf(await send('boss', field));
    const before2 = new FormData();
    before2.append('note', 'x');
    before2.append('file', new Blob(['y']), 'b');
    codes['a field before'] = await codeOf(await send('boss', before2));
    const after = formOf('x', 'a');
    after.append('note', 'x');
    codes['a field after'] = await codeOf(await send('boss', after));
    const other = new FormData();
    other.append('other', new Blob(['x']), 'a');
    codes['another name'] = await codeOf(await send('boss', other));
    codes['nothing'] = await codeOf(await send('boss', new FormData()));
    codes['stranger'] = await codeOf(await send('', formOf('x', 'a')));
    codes['parameter'] = await codeOf(await fetch(`${base}/api/files?x=1`, { method: 'POST', headers: headersOf('boss'), body: formOf('x', 'a') }));
    const cookie = { cookie: 'tenon_session=x.y' };
    codes['another site'] = await codeOf(await fetch(`${base}/api/files`, { method: 'POST', headers: { ...cookie, origin: 'https://evil.example' }, body: formOf('x', 'a') }));
    codes['cross-site'] = await codeOf(await fetch(`${base}/api/files`, { method: 'POST', headers: { ...cookie, 'sec-fetch-site': 'cross-site' }, body: formOf('x', 'a') }));
    codes['packed'] = await codeOf(await fetch(`${base}/api/files`, { method: 'POST', headers: { ...headersOf('boss'), 'content-encoding': 'gzip', 'content-type': 'multipart/form-data; boundary=x' }, body: 'x' }));
    codes['a form elsewhere'] = await codeOf(await fetch(`${base}/api/objects/thing`, { method: 'POST', headers: headersOf('boss'), body: formOf('x', 'a') }));
    expect(codes).toEqual({
      'too large': 'REQ119', json: 'REQ118', two: 'REQ118', 'a field': 'REQ118', 'a field before': 'REQ118', 'a field after': 'REQ118', 'another name': 'REQ118', nothing: 'REQ118', stranger: 'AUT101', parameter: 'REQ103',
      'another site': 'AUT104', 'cross-site': 'AUT104', packed: 'REQ108', 'a form elsewhere': 'REQ108',
    });
    await settled(before);
    expect((await upload('boss', new Uint8Array(limits.fileBytesMax), 'largest')).size).toBe(limits.fileBytesMax);
  });

  it('that breaks off leaves nothing, however it breaks off', async () => {
    const before = await kept();
    const key = place.keys['boss/files']!;
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n';
    const request = (length: number, type = 'multipart/form-data; boundary=b'): string => `POST /api/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n`;
    const cut = (text: string): Promise<void> => new Promise((resolve, reject) => {
      const socket: Socket = connect(Number(new URL(base).port), '127.0.0.1', () => socket.write(text, () => setTimeout(() => socket.destroy(), 100)));
      socket.on('close', () => resolve()).on('error', reject);
    });
    const whole = (text: string): Promise<string> => new Promise((resolve, reject) => {
      let answer = '';
      const socket: Socket = connect(Number(new URL(base).port), '127.0.0.1', () => socket.write(text));
      socket.on('data', (bytes) => { answer += String(bytes); }).on('close', () => resolve(answer)).on('error', reject);
    });
    await cut(`${request(10_000_000)}${head}${'x'.repeat(700_000)}`);
    await cut(`${request(10_000_000)}${head}`);
    await cut(`${request(10_000_000)}--b\r\ncontent-dis`);
    const broken = async (body: string, type?: string): Promise<string> => /"code":"(\w+)"/.exec(await whole(request(Buffer.byteLength(body), type) + body))?.[1] ?? 'none';
    expect(await broken(`${head}${'x'.repeat(700_000)}`)).toBe('REQ120');
    expect(await broken('nothing of a form')).toMatch(/^REQ(118|120)$/);
    expect(await broken('x', 'multipart/form-data')).toMatch(/^REQ(101|118|120)$/);
    await settled(before);
  });
});

describe('who may have a file', () => {
  it('is its uploader, then whoever may read the record and the field; a missing one and a hidden one answer alike', async () => {
    const [picture, paper] = [await upload('boss', png, 'p.png'), await upload('boss', 'secret', 's.txt')];
    const status = async (id: string) => Object.fromEntries(await Promise.all(['boss', 'bea', 'rea', 'nil', ''].map(async (who) => [who, (await load(who, id)).status])));
    expect(await status(picture.id)).toEqual({ boss: 200, bea: 404, rea: 404, nil: 404, '': 401 });
    const made = await place.ask('boss/files', { method: 'POST', url: '/api/objects/thing', payload: { name: 'one', picture: picture.id, paper } });
    expect([made.statusCode, made.json()]).toEqual([201, expect.objectContaining({ picture, paper })]);
    expect(await status(picture.id)).toEqual({ boss: 200, bea: 200, rea: 200, nil: 404, '': 401 });
    expect(await status(paper.id)).toEqual({ boss: 200, bea: 200, rea: 404, nil: 404, '': 401 });
    const told = async (id: string) => JSON.stringify(await (await load('rea', id)).json()).replace(/"requestId":"[^"]*"/, '');
    expect(new Set(await Promise.all([paper.id, '018f0000-0000-7000-8000-000000000000', 'nothing', '..%2f..'].map(told))).size).toBe(1);
    const html = await upload('boss', '<script>', 'p.png');
    const refused = await place.ask('boss/files', { method: 'POST', url: '/api/objects/thing', payload: { name: 'two', picture: html.id } });
    expect([refused.statusCode, refused.json()]).toEqual([422, expect.objectContaining({ errors: [expect.objectContaining({ field: 'picture', code: 'VAL130' })] })]);
  });

  it('many uploads at once are each whole, and a bounded number is written at a time', async () => {
    const sizes = Array.from({ length: 12 }, (_, i) => 300_000 + i);
    const files = await Promise.all(sizes.map((size, i) => upload('bea', new Uint8Array(size).fill(i), `n${i}`)));
    for (const [i, file] of files.entries()) expect(Buffer.from(await (await load('bea', file.id)).arrayBuffer()).equals(Buffer.alloc(sizes[i]!, i))).toBe(true);
  });
});
