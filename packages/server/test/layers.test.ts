/** A tenant's own layer over HTTP, on a real database, compiled in the thread that the server has for it. */
import type { InjectOptions } from 'fastify';
import { compilePackage, type SourceFile } from '@tenon/model/compiler';
import { openStore, type Store } from '@tenon/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { storeBackend } from '../src/store-backend.ts';
import { openPlace, type Place, type TenantOf } from './walk/place.ts';

const documents = {
  'package.json': { name: '@test/base', version: '1.0.0', private: true, tenon: { engine: '>=0.1', namespace: 'base', label: 'Base', locales: ['en', 'zh-CN'], timeZone: 'Asia/Shanghai', currency: 'CNY' } },
  'objects/order.json': { label: 'Order', plural: 'Orders', title: 'no', fields: { no: { type: 'text', label: 'No', required: true }, remark: { type: 'text', label: 'Remark' }, secret: { type: 'text', label: 'Secret' } } },
  'roles/boss.json': { label: 'Boss', admin: true, otherObjects: { create: true, read: true, update: true, delete: true, export: true, actions: '*' } },
  'roles/clerk.json': { label: 'Clerk', objects: { order: { read: true, create: true, fields: { secret: 'none' } } } },
  'locales/zh-CN.json': {
    'package/base#tenon/label': '基础', 'object/order/label': '订单', 'object/order/plural': '订单', 'object/order#fields/no/label': '编号', 'object/order#fields/remark/label': '备注', 'object/order#fields/secret/label': '机密',
    'role/boss/label': '主管', 'role/clerk/label': '文员',
  },
};
const files: readonly SourceFile[] = Object.entries(documents).map(([path, document]) => ({ path, text: JSON.stringify(document) }));

let place: Place;
let other: { readonly store: Store; readonly app: Place['app'] };
beforeAll(async () => {
  const { value: model, diagnostics } = compilePackage(files);
  if (!model) throw new Error(JSON.stringify(diagnostics));
  const users = [{ login: 'ann', name: 'Ann', roles: ['boss'], locale: 'en' }, { login: 'bob', name: 'Bob', roles: ['boss'], locale: 'zh-CN' }, { login: 'cat', name: 'Cat', roles: ['clerk'] }];
  place = await openPlace(['one', 'two', 'three', 'four', 'five'].map((slug): TenantOf => ({ slug, model, packages: [files], users })));
  const store = await openStore({ adminUrl: place.url });
  other = { store, app: await createApp({ backend: storeBackend(store), config: { ...readConfig({}), logLevel: 'silent' }, webFolder: '/nonexistent' }) };
});
afterAll(async () => {
  await other?.app.close();
  await other?.store.close();
  await place?.close();
});

interface Answer { readonly status: number; readonly body: Record<string, unknown>; readonly text: string; readonly etag: string | undefined }
async function ask(who: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', rest: string, payload?: object, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await place.ask(who, { method, url: `/api/metadata/${rest}`, headers, ...(payload === undefined ? {} : { payload }) } as InjectOptions);
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>(), text: answer.body, etag: answer.headers.etag as string | undefined };
}
const field = (name: string) => ({ op: 'add', at: `object/order#fields/${name}`, value: { type: 'text', label: name } });
const edit = (who: string, edits: readonly object[], headers?: Record<string, string>) => ask(who, 'POST', 'draft/edits', { edits }, headers);

async function apply(who: string, more: object = {}): Promise<number> {
  const plan = await ask(who, 'POST', 'plan', {});
  expect([plan.status, plan.body['blocked']]).toEqual([200, []]);
  const done = await ask(who, 'POST', 'apply', { id: plan.body['id'], consent: true, ...more });
  expect([done.status, done.text]).toEqual([200, expect.any(String)]);
  return done.body['version'] as number;
}

describe('an administrator', () => {
  it('edits, previews, plans and applies, and every node serves it', async () => {
    const begun = await ask('ann/one', 'GET', 'draft');
    expect([begun.status, begun.etag, begun.body]).toMatchObject([200, '"0"', { revision: 0, baseVersion: 1, files: {}, changed: false, diagnostics: [], intents: [] }]);
    const edited = await edit('ann/one', [field('x_tax')], { 'if-match': '"0"' });
    expect(edited.body).toMatchObject({ revision: 1, changed: true, diagnostics: [], updatedBy: 'ann' });
    expect(edited.body['intents']).toContainEqual({ address: 'object/order#fields/x_tax', op: 'add', value: { type: 'text', label: 'x_tax' } });
    const preview = await ask('ann/one', 'GET', 'draft/model');
    expect(preview.text).toContain('x_tax');
    const live = async (app: Place['app']) => (await app.inject({ url: '/api/model', headers: { authorization: `Bearer ${place.keys['ann/one']}` } })).body.includes('x_tax');
    expect([await live(place.app), await live(other.app)]).toEqual([false, false]);
    const plan = await ask('ann/one', 'POST', 'plan', {});
    expect(plan.body).toMatchObject({ tenant: 'one', fromVersion: 1, blocked: [], merges: [] });
    expect(plan.body['changes']).toContainEqual(expect.objectContaining({ kind: 'added', address: 'object/order#fields/x_tax', what: { en: expect.any(String), 'zh-CN': expect.any(String) } }));
    const done = await ask('ann/one', 'POST', 'apply', { id: plan.body['id'], reason: 'the tax office' });
    expect([done.status, done.body]).toEqual([200, { version: 2 }]);
    expect(await live(place.app)).toBe(true);
    await expect.poll(() => live(other.app)).toBe(true);
    const made = await place.ask('ann/one', { method: 'POST', url: '/api/objects/order', payload: { no: 'A', x_tax: '13' } });
    expect([made.statusCode, made.json()]).toMatchObject([201, { x_tax: '13' }]);
    // Asked again, as by a client whose connection broke off, it is the same version.
    expect((await ask('ann/one', 'POST', 'apply', { id: plan.body['id'] })).body).toEqual({ version: 2 });
  });

  it('sees history, differences and origins, and goes back', async () => {
    await edit('ann/two', [{ op: 'set', at: 'object/order#fields/remark/label', value: 'Note', why: 'People call it so.' }, { op: 'set', at: 'locale/zh-CN#object/order#fields/remark/label', value: '说明' }]);
    expect(await apply('ann/two', { reason: 'words' })).toBe(2);
    await edit('bob/two', [{ op: 'reset', at: 'object/order#fields/remark/label' }, field('x_more')]);
    expect(await apply('bob/two')).toBe(3);
    const versions = (await ask('ann/two', 'GET', 'versions')).body as unknown as readonly Record<string, unknown>[];
    expect(versions.map(({ version, by, reason }) => [version, by, reason])).toEqual([[3, 'bob', null], [2, 'ann', 'words'], [1, 'system', null]]);
    const diff = await ask('ann/two', 'GET', 'versions/2/diff?to=3');
    expect(diff.body['intents']).toEqual(expect.arrayContaining([expect.objectContaining({ address: 'object/order#fields/x_more', op: 'add' }), expect.objectContaining({ address: 'object/order#fields/remark/label', op: 'set' })]));
    const back = await ask('ann/two', 'POST', 'versions/2/return', {});
    expect([back.status, back.body]).toMatchObject([200, { changed: true, baseVersion: 3 }]);
    expect(await apply('ann/two')).toBe(4);
    const blame = await ask('ann/two', 'GET', `blame?address=${encodeURIComponent('object/order#fields/remark/label')}`);
    expect(blame.body).toMatchObject({ value: 'Note', steps: [{ namespace: 'base', version: '1.0.0', value: 'Remark' }, { namespace: 'x', version: '4', value: 'Note', by: 'ann', why: 'People call it so.' }] });
    const layered = await ask('ann/two', 'GET', 'documents/object/order');
    expect(layered.body).toMatchObject({ address: 'object/order', value: { fields: { remark: { label: 'Note' } } }, layers: { '': 'base', 'fields/remark/label': 'x' } });
    expect((await ask('ann/two', 'GET', 'documents/object/order?without=tenant')).body).toMatchObject({ value: { fields: { remark: { label: 'Remark' } } } });
    for (const [rest, code] of [['versions/99/diff?to=1', 'STO132'], ['versions/x/diff?to=1', 'STO132'], ['documents/object/nothing', 'STO141'], ['documents/object/order?without=@none/none', 'STO138'], ['blame?address=object/nothing', 'STO141']] as const) {
      expect([rest, (await ask('ann/two', 'GET', rest)).body]).toMatchObject([rest, { status: 404, code }]);
    }
  });

  it('carries the layer to another tenant, byte for byte', async () => {
    await edit('ann/three', [field('x_a'), field('x_b'), { op: 'add', at: 'object/x_visit', value: { label: 'Visit', plural: 'Visits', title: 'name', fields: { name: { type: 'text', label: 'Name' } } } }]);
    await apply('ann/three');
    const exported = (await ask('ann/three', 'GET', 'export')).body['files'] as Record<string, string>;
    expect(Object.keys(exported)).toContain('objects/x_visit.json');
    const put = await ask('ann/four', 'PUT', 'draft/files', { files: exported });
    expect([put.status, put.body['files']]).toEqual([200, exported]);
    await apply('ann/four');
    expect((await ask('ann/four', 'GET', 'export')).body['files']).toEqual(exported);
    expect((await ask('ann/four', 'DELETE', 'draft')).body).toMatchObject({ changed: false });
  });

  it('is told of mistakes with their places and in their language, and of what is impossible', async () => {
    const wrong = await edit('bob/five', [{ op: 'add', at: 'object/order#validations/x_rule', value: { check: 'remrk != null', message: 'No.' } }]);
    expect([wrong.status, wrong.body['diagnostics']]).toMatchObject([200, [{ severity: 'error', code: expect.stringMatching(/^EXP/), message: expect.stringMatching(/\p{Script=Han}/u), place: { file: 'overlays/object.order.json', line: expect.any(Number) }, address: expect.stringContaining('object/order') }]]);
    const plan = await ask('bob/five', 'POST', 'plan', {});
    expect(plan.body).toMatchObject({ to: '', blocked: [{ code: 'STO136', message: expect.stringMatching(/\p{Script=Han}/u) }] });
    const refused = await ask('bob/five', 'POST', 'apply', { id: plan.body['id'] });
    expect([refused.status, refused.body]).toMatchObject([422, { code: 'STO136', title: '校验未通过', diagnostics: [{ place: { file: 'overlays/object.order.json' } }] }]);
    expect((await ask('bob/five', 'GET', 'draft/model')).body).toMatchObject({ status: 422, code: 'STO136' });
    const impossible = await edit('ann/five', [{ op: 'add', at: 'nothing#x', value: 1 }]);
    expect([impossible.status, impossible.body]).toMatchObject([422, { code: 'STO134', diagnostics: [{ severity: 'error', message: expect.any(String) }] }]);
    const { revision } = wrong.body as { revision: number };
    expect((await edit('ann/five', [field('x_late')], { 'if-match': `"${revision - 1}"` })).body).toMatchObject({ status: 409, code: 'STO133', hint: expect.any(String) });
    expect((await ask('ann/five', 'DELETE', 'draft', undefined, { 'if-match': `"${revision}"` })).body).toMatchObject({ revision: revision + 1, changed: false });
    expect((await ask('ann/five', 'POST', 'apply', { id: 'f'.repeat(32) })).body).toMatchObject({ status: 409, code: 'STO101' });
  });

  it('may send a large layer, and nothing that is none', async () => {
    const large = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`objects/x_${i}.json`, `${' '.repeat(100_000)}{}`]));
    expect((await ask('ann/five', 'PUT', 'draft/files', { files: large })).status).toBe(200);
    await ask('ann/five', 'DELETE', 'draft');
    const wrong: readonly (readonly ['POST' | 'PUT', string, object, string])[] = [
      ['POST', 'draft/edits', {}, 'REQ113'], ['POST', 'draft/edits', { edits: {} }, 'REQ113'], ['POST', 'draft/edits', { edits: [1] }, 'REQ109'], ['POST', 'draft/edits', { edits: [{ op: 'drop', at: 'x' }] }, 'REQ113'],
      ['POST', 'draft/edits', { edits: [{ op: 'set' }] }, 'REQ113'], ['POST', 'draft/edits', { edits: [{ op: 'set', at: 'x', nope: 1 }] }, 'REQ114'], ['POST', 'draft/edits', { edits: [], revision: 'x' }, 'REQ113'],
      ['POST', 'draft/edits', { edits: Array.from({ length: 1_001 }, () => field('x_a')) }, 'REQ113'], ['PUT', 'draft/files', {}, 'REQ109'], ['PUT', 'draft/files', { files: { a: 1 } }, 'REQ113'], ['PUT', 'draft/files', { files: { '../a': '' } }, 'STO139'],
      ['POST', 'plan', { resolutions: { a: 'both' } }, 'REQ113'], ['POST', 'apply', {}, 'REQ113'], ['POST', 'apply', { id: 'x', consent: 'yes' }, 'REQ113'], ['POST', 'versions/1/return', { version: 1 }, 'REQ114'],
    ];
    for (const [method, rest, payload, code] of wrong) expect([rest, payload, (await ask('ann/five', method, rest, payload)).body]).toMatchObject([rest, payload, { code }]);
    expect((await ask('ann/five', 'GET', 'draft')).body).toMatchObject({ changed: false });
  });
});

describe('anybody else', () => {
  it('is refused by every route of the metadata with the same words, whatever is there', async () => {
    const routes = place.routes.filter((route) => route.includes('/api/metadata/') && !route.startsWith('HEAD '));
    expect(routes.length).toBeGreaterThan(10);
    const said = new Set<string>();
    for (const route of routes) {
      const [method, url] = route.split(' ') as ['GET', string];
      for (const [kind, name, version] of [['object', 'order', '1'], ['object', 'nothing', '99'], ['nothing', 'x', 'x']] as const) {
        const filled = url.replace(':kind', kind).replace(':name', name).replace(':version', version);
        for (const query of ['', '?without=tenant', '?address=object/order', '?nope=1']) {
          for (const payload of method === 'GET' || (method as string) === 'DELETE' ? [undefined] : [{}, { edits: [field('x_a')] }, { nope: 1 }, { files: { '../x': '' } }]) {
            const answer = await place.ask('cat/one', { method, url: `${filled}${query}`, ...(payload ? { payload } : {}) });
            expect([route, answer.statusCode]).toEqual([route, 403]);
            said.add(answer.body.replace(/"requestId":"[^"]*"/, ''));
          }
        }
      }
      expect([route, (await place.app.inject({ method, url, ...(method === 'GET' ? {} : { payload: {} }) })).statusCode]).toEqual([route, 401]);
    }
    expect([...said].map((body) => (JSON.parse(body.replace(',}', '}')) as { code: string }).code)).toEqual(['AUT106']);
    expect((await ask('ann/one', 'GET', 'draft')).body).toMatchObject({ changed: false });
  });
});
