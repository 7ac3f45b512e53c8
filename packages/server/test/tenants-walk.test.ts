/**
 * Two tenants with different Models in one process: by no route does one of them see anything of the other.
 *
 * Every name and every text of the tenant “beta” holds a canary. The routes are those that the server itself declares:
 * a route without a case fails. Every answer, body and headers, is searched for canaries.
 */
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Formula, Model, ReportModel } from '@tenon/model';
import { compilePackage, type SourceFile } from '@tenon/model/compiler';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hashPassword } from '../src/password.ts';
import { openPlace, type Place, type Row } from './walk/place.ts';

const password = 'right horse battery';
const canary = 'kanari';

/** A small business; all its words begin with the same one. */
function packageOf(word: string, more: Readonly<Record<string, unknown>>): { readonly model: Model; readonly packages: readonly (readonly SourceFile[])[] } {
  const files: Record<string, unknown> = {
    'package.json': { name: `@${word}/pack`, version: '1.0.0', tenon: { engine: '>=0.1', namespace: word, label: `${word} label`, locales: ['en'], timeZone: 'Asia/Shanghai', currency: 'CNY' } },
    [`objects/${word}_thing.json`]: {
      label: `${word} thing`, plural: `${word} things`, title: `${word}_name`, search: [`${word}_name`],
      fields: {
        [`${word}_name`]: { type: 'text', label: `${word} name`, required: true, unique: true },
        [`${word}_note`]: { type: 'long_text', label: `${word} note`, help: `${word} help` },
        [`${word}_state`]: { type: 'select', label: `${word} state`, options: { [`${word}_open`]: { label: `${word} open` }, [`${word}_done`]: { label: `${word} done` } } },
        [`${word}_up`]: { type: 'reference', label: `${word} up`, to: `${word}_thing`, tree: true },
        [`${word}_rows`]: { type: 'children', label: `${word} rows`, of: `${word}_row`, by: `${word}_of` },
        ...more,
      },
      validations: { [`${word}_rule`]: { check: `${word}_name != 'forbidden'`, message: `${word} message`, at: `${word}_name` } },
      lifecycle: { field: `${word}_state`, initial: `${word}_open`, transitions: { [`${word}_finish`]: { label: `${word} finish`, from: [`${word}_open`], to: `${word}_done` } } },
    },
    [`objects/${word}_row.json`]: {
      label: `${word} row`, plural: `${word} rows`, title: `${word}_text`, partOf: `${word}_thing`,
      fields: { [`${word}_of`]: { type: 'reference', label: `${word} of`, to: `${word}_thing`, required: true, onDelete: 'cascade' }, [`${word}_text`]: { type: 'text', label: `${word} text`, required: true } },
    },
    [`roles/${word}_boss.json`]: { label: `${word} boss`, description: `${word} description`, admin: true, otherObjects: { create: true, read: true, update: true, delete: true, export: true, actions: '*' } },
  };
  const sources = Object.entries(files).map(([path, document]) => ({ path, text: JSON.stringify(document) }));
  const { value, diagnostics } = compilePackage(sources);
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return { model: { ...value, reports: { [`${word}_report`]: reportOver(word, value) } }, packages: [sources] };
}

/** How many things there are of each name. */
function reportOver(word: string, { objects }: Model): ReportModel {
  const object = `${word}_thing`;
  const value: Formula = { source: `${word}_name`, expr: { kind: 'path', root: 'record', steps: [{ object, field: `${word}_name` }], type: { kind: 'text' } } };
  return {
    name: `${word}_report`, label: `${word} report of ${objects[object]!.label}`, object, limit: 100, sort: [], filters: [], chart: { kind: 'table', metrics: ['things'] },
    dimensions: { name: { name: 'name', label: `${word} name`, value, format: 'text' } }, metrics: { things: { name: 'things', label: `${word} things`, format: 'number', aggregate: { fn: 'count' } } },
  };
}

let place: Place;
let words: Readonly<Record<'alpha' | 'beta', string>>;
const ids: Record<string, string> = {};
const cookies: Record<string, string> = {};

beforeAll(async () => {
  words = { alpha: 'own', beta: canary };
  const passwordHash = await hashPassword(password);
  place = await openPlace([
    { slug: 'alpha', name: 'Alpha', ...packageOf('own', {}), users: [{ login: 'ann', name: 'Ann of alpha', roles: ['own_boss'], passwordHash }] },
    { slug: 'beta', name: `${canary} company`, ...packageOf(canary, { [`${canary}_more`]: { type: 'money', label: `${canary} more` } }), users: [
      { login: 'ann', name: `${canary} Ann`, roles: [`${canary}_boss`], passwordHash }, { login: `${canary}@beta`, name: `${canary} Bob`, roles: [`${canary}_boss`], passwordHash },
    ] },
  ], { jobs: true });
  for (const slug of ['alpha', 'beta'] as const) {
    const word = words[slug];
    const made = await place.ask(`ann/${slug}`, { method: 'POST', url: `/api/objects/${word}_thing`, payload: { [`${word}_name`]: `${word} one`, [`${word}_note`]: `${word} secret`, [`${word}_rows`]: [{ [`${word}_text`]: `${word} child` }] } });
    expect([made.statusCode, made.body]).toEqual([201, expect.any(String)]);
    const record = made.json<{ id: string } & Record<string, { id: string }[]>>();
    [ids[slug], ids[`${slug} row`]] = [record.id, record[`${word}_rows`]![0]!.id];
    await place.ask(`ann/${slug}`, { method: 'PATCH', url: `/api/objects/${word}_thing/${record.id}`, payload: { [`${word}_note`]: `${word} changed` }, headers: { 'idempotency-key': 'shared-key' } });
    const signed = await place.app.inject({ method: 'POST', url: '/api/sign-in', payload: { tenant: slug, login: 'ann', password } });
    cookies[slug] = String(signed.headers['set-cookie']).split(';')[0]!;
    const edited = await place.ask(`ann/${slug}`, { method: 'POST', url: '/api/metadata/draft/edits', payload: { edits: [{ op: 'add', at: `object/${word}_thing#fields/x_${word}`, value: { type: 'text', label: `${word} field` }, why: `${word} reason` }] } });
    expect([edited.statusCode, edited.body]).toEqual([200, expect.stringContaining(`x_${word}`)]);
    await together(slug, word, record.id);
  }
  // What runs on its own would change beta while it is looked at.
  const busy = async (): Promise<number> => (await Promise.all(['alpha', 'beta'].map((slug) => place.rows(slug, '_job')))).flat().filter(({ state }) => state === 'waiting' || state === 'running').length;
  await vi.waitFor(async () => expect(await busy()).toBe(0), { timeout: 20_000 });
});
afterAll(() => place?.close());

/** Files, comments, notes and preferences of one of them, with its word in each. */
async function together(slug: 'alpha' | 'beta', word: string, id: string): Promise<void> {
  const made = async (who: string, options: InjectOptions): Promise<{ id: string }> => {
    const answer = await place.ask(`${who}/${slug}`, options);
    expect([options.url, answer.statusCode]).toEqual([options.url, expect.toSatisfy((status: number) => status < 300)]);
    return answer.body === '' ? { id: '' } : answer.json();
  };
  const upload = (name: string) => made('ann', { method: 'POST', url: '/api/files', ...formOf(`${word} content`), payload: formOf(`${word} content`).payload.replace('a.txt', `${word} ${name}.txt`) });
  const object = `${word}_thing`;
  ids[`${slug} file`] = (await upload('loose')).id;
  ids[`${slug} attached`] = (await upload('attached')).id;
  ids[`${slug} attachment`] = (await made('ann', { method: 'POST', url: at(object, id, 'attachments'), payload: { file: ids[`${slug} attached`] } })).id;
  ids[`${slug} comment`] = (await made('ann', { method: 'POST', url: at(object, id, 'comments'), payload: { text: `${word} says`, mentions: [place.userIds[`ann/${slug}`]] } })).id;
  await made('ann', { method: 'PUT', url: `/api/preferences/${word}`, payload: { value: `${word} value` } });
  ids[`${slug} job`] = (await made('ann', { method: 'POST', url: at(object, 'export'), payload: { format: 'csv', columns: [{ path: `${word}_name`, label: `${word} heading` }] } })).id;
  if (slug === 'beta') {
    await made(`${canary}@beta`, { method: 'POST', url: at(object, id, 'comments'), payload: { text: `${word} tells`, mentions: [place.userIds['ann/beta']] } });
    ids['beta note'] = (await place.ask('ann/beta', { url: '/api/notifications' })).json<{ data: { id: string }[] }>().data[0]!.id;
  }
}

/** All that beta has: its names, its ids, and the word itself. */
async function secrets(): Promise<readonly string[]> {
  const own = await Promise.all([`${canary}_thing`, `${canary}_row`, 'user', '_file', '_comment', '_attachment', '_notification', '_job'].map((table) => place.rows('beta', table)));
  return [canary, ...own.flat().map((row: Row) => row.id), 't_beta'];
}

/** What of beta is in the answer, that was not in the request: a problem may say again what was asked for. */
async function leaks(answer: LightMyRequestResponse, asked: InjectOptions): Promise<readonly string[]> {
  const said = JSON.stringify(asked);
  // In a JSON Pointer, `~1` stands for a slash.
  const text = `${JSON.stringify(answer.headers)}\n${answer.body}`.replaceAll('~1', '/');
  const unsaid = (await secrets()).filter((secret) => secret !== canary && !said.includes(secret) && text.includes(secret));
  // Words with the canary may come back only as they were sent.
  const words = [...text.matchAll(new RegExp(`[\\w@]*${canary}[\\w@]*(?: \\w+)?`, 'g'))].map(([word]) => word);
  return [...unsaid, ...words.filter((word) => !said.includes(word.split(' ')[0]!))];
}

type Case = (names: { readonly object: string; readonly id: string; readonly word: string }) => readonly InjectOptions[];
const formOf = (text: string, headers: Record<string, string> = {}) => ({
  payload: `--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${text}\r\n--b--\r\n`, headers: { 'content-type': 'multipart/form-data; boundary=b', ...headers },
});
const at = (object: string, ...more: string[]): string => ['/api/objects', object, ...more].join('/');
const meta = (rest: string): string => `/api/metadata/${rest}`;
const both = (write: (object: string, id: string) => InjectOptions): Case => ({ object, id }) => [write(object, id), write('own_thing', id), write(object, ids['alpha']!)];

/** For each route, requests that name an object, a record and words; and the same for its own object with the other's id. */
const cases: Readonly<Record<string, Case>> = {
  'POST /api/sign-in': () => [
    { method: 'POST', url: '/api/sign-in', payload: { tenant: 'alpha', login: `${canary}@beta`, password } }, { method: 'POST', url: '/api/sign-in', payload: { tenant: 'beta', login: 'ann', password: 'wrong' } },
    { method: 'POST', url: '/api/sign-in', payload: { login: 'ann', password } }, { method: 'POST', url: '/api/sign-in', payload: { tenant: 'alpha', login: 'ann', password } },
  ],
  'POST /api/sign-out': () => [{ method: 'POST', url: '/api/sign-out' }],
  'PATCH /api/session': () => [{ method: 'PATCH', url: '/api/session', payload: { locale: 'en' } }, { method: 'PATCH', url: '/api/session', payload: { locale: 'en', tenant: 'beta' } }, { method: 'PATCH', url: '/api/session?tenant=beta', payload: { timeZone: 'UTC' } }],
  'POST /api/files': () => [
    { method: 'POST', url: '/api/files', ...formOf('own words') }, { method: 'POST', url: '/api/files?tenant=beta', ...formOf('x') },
    { method: 'POST', url: '/api/files', ...formOf('x', { 'x-tenant': 'beta' }) },
  ],
  'GET /api/files/:id': () => [{ url: `/api/files/${ids['beta file']}` }, { url: `/api/files/${ids['beta attached']}?inline=true` }, { url: `/api/files/${ids['beta file']}`, headers: { 'if-none-match': `"${ids['beta file']}"` } }],
  'GET /api/objects/:object/:id/attachments': both((object, id) => ({ url: at(object, id, 'attachments') })),
  'POST /api/objects/:object/:id/attachments': both((object, id) => ({ method: 'POST', url: at(object, id, 'attachments'), payload: { file: ids['beta file'] } })),
  'DELETE /api/objects/:object/:id/attachments/:attachment': both((object, id) => ({ method: 'DELETE', url: at(object, id, 'attachments', ids['beta attachment']!) })),
  'GET /api/objects/:object/:id/comments': both((object, id) => ({ url: at(object, id, 'comments') })),
  'POST /api/objects/:object/:id/comments': both((object, id) => ({ method: 'POST', url: at(object, id, 'comments'), payload: { text: 'mine', mentions: [place.userIds['ann/beta']] } })),
  'PATCH /api/objects/:object/:id/comments/:comment': both((object, id) => ({ method: 'PATCH', url: at(object, id, 'comments', ids['beta comment']!), payload: { text: 'mine' } })),
  'DELETE /api/objects/:object/:id/comments/:comment': both((object, id) => ({ method: 'DELETE', url: at(object, id, 'comments', ids['beta comment']!) })),
  'GET /api/notifications': () => [{ url: '/api/notifications' }, { url: `/api/notifications?cursor=${ids['beta comment']}` }],
  'POST /api/notifications/read': () => [{ method: 'POST', url: '/api/notifications/read', payload: { all: true } }, { method: 'POST', url: '/api/notifications/read', payload: { ids: [ids['beta note']] } }],
  'GET /api/preferences': () => [{ url: '/api/preferences' }, { url: '/api/preferences', headers: { 'x-tenant': 'beta' } }],
  'PUT /api/preferences/:key': () => [{ method: 'PUT', url: `/api/preferences/${canary}`, payload: { value: 'mine' } }],
  'DELETE /api/preferences/:key': () => [{ method: 'DELETE', url: `/api/preferences/${canary}` }],
  'GET /api/jobs': () => [{ url: '/api/jobs' }, { url: '/api/jobs', headers: { 'x-tenant': 'beta' } }],
  'GET /api/jobs/:id': () => [{ url: `/api/jobs/${ids['beta job']}` }],
  'POST /api/jobs/:id/stop': () => [{ method: 'POST', url: `/api/jobs/${ids['beta job']}/stop` }],
  'POST /api/objects/:object/export': ({ object, id }) => [object, 'own_thing'].map((name) => (
    { method: 'POST', url: at(name, 'export'), payload: { format: 'csv', filter: `id == '${id}'`, columns: [{ path: `${canary}_name`, label: 'Name' }] } })),
  'POST /api/objects/:object/bulk/all': ({ object, id }) => [object, 'own_thing'].map((name) => ({ method: 'POST', url: at(name, 'bulk', 'all'), payload: { ids: [id], change: { kind: 'delete' } } })),
  'GET /api/objects/:object/import/template': ({ object }) => [{ url: `${at(object, 'import', 'template')}?format=csv` }, { url: `${at('own_thing', 'import', 'template')}?format=csv` }],
  'POST /api/objects/:object/import/preview': ({ object }) => [object, 'own_thing'].map((name) => ({ method: 'POST', url: at(name, 'import', 'preview'), payload: { file: ids['beta file'] } })),
  'POST /api/objects/:object/import': ({ object }) => [object, 'own_thing'].map((name) => (
    { method: 'POST', url: at(name, 'import'), payload: { file: ids['beta file'], mapping: [`${canary}_name`], mode: 'create', dryRun: false } })),
  // A stream that opens goes on for ever; who hears what is shown in events.test.ts.
  'GET /api/events': () => [{ url: '/api/events?tenant=beta' }],
  'GET /api/session': () => [{ url: '/api/session' }, { url: '/api/session', headers: { 'x-tenant': 'beta', host: 'beta.example.com' } }],
  'GET /api/model': () => [{ url: '/api/model' }, { url: '/api/model?tenant=beta' }, { url: '/api/model', headers: { 'x-tenant': 'beta', 'x-forwarded-host': 'beta' } }],
  'GET /api/openapi.json': () => [{ url: '/api/openapi.json' }],
  'GET /api/docs': () => [{ url: '/api/docs' }],
  'GET /api/docs/start.js': () => [{ url: '/api/docs/start.js' }],
  'GET /api/docs/standalone.js': () => [{ url: '/api/docs/standalone.js' }],
  'GET /api/objects/:object': ({ object, id }) => [
    { url: at(object) }, { url: `${at(object)}?tenant=beta` }, { url: at('own_thing'), headers: { 'x-tenant': 'beta' } }, { url: `${at('own_thing')}?limit=500&count=true&expand=own_up,own_rows,created_by` },
    { url: `${at('own_thing')}?filter=id == '${id}'` }, { url: `${at('own_thing')}?search=${canary}` }, { url: `${at('own_thing')}?filter=${canary}_note != null` }, { url: `${at('own_thing')}?filter=own_note == t_beta.x` },
    { url: `${at('own_thing')}?select=own_xote` }, { url: `${at('own_thing')}?sort=${canary}_name` }, { url: `${at('user')}?limit=500` }, { url: at(`t_beta.${object}`) }, { url: at(`..%2f${object}`) },
  ],
  'GET /api/objects/:object/aggregate': ({ object }) => [
    { url: at(object, 'aggregate') }, { url: `${at('own_thing', 'aggregate')}?group=own_name&aggregate=count(),max(own_note)` }, { url: `${at('own_thing', 'aggregate')}?group=${canary}_name` }, { url: `${at('user', 'aggregate')}?group=name,login` },
  ],
  'GET /api/search': () => [{ url: `/api/search?q=${canary}` }, { url: '/api/search?q=one&limit=20' }, { url: `/api/search?q=${ids['beta']}`, headers: { 'x-tenant': 'beta' } }],
  'GET /api/reports/:name': ({ word }) => [{ url: `/api/reports/${word}_report` }, { url: '/api/reports/own_report' }, { url: `/api/reports/own_report?filter=${word}_note != null` }, { url: '/api/reports/own_report?tenant=beta' }],
  'GET /api/objects/:object/:id': both((object, id) => ({ url: `${at(object, id)}?expand=created_by` })),
  'GET /api/objects/:object/:id/history': both((object, id) => ({ url: at(object, id, 'history') })),
  'POST /api/objects/:object': ({ object, id, word }) => [
    { method: 'POST', url: at(object), payload: { [`${word}_name`]: 'x' } }, { method: 'POST', url: at('own_thing'), payload: { own_name: 'a thing below another tenant’s', own_up: id } },
    { method: 'POST', url: at('own_thing'), payload: { own_name: `${canary} one`, tenant: 'beta' } }, { method: 'POST', url: at('own_thing'), payload: { own_name: 'x', [`${word}_note`]: 'x' } },
    { method: 'POST', url: at('own_thing'), payload: { own_name: 'with the key of the other', own_note: 'x' }, headers: { 'idempotency-key': 'shared-key' } },
  ],
  'PATCH /api/objects/:object/:id': ({ object, id, word }) => [
    { method: 'PATCH', url: at(object, id), payload: { [`${word}_note`]: 'mine' } }, { method: 'PATCH', url: at('own_thing', id), payload: { own_note: 'mine' } }, { method: 'PATCH', url: at('own_thing', ids['alpha']!), payload: { own_up: id } },
    { method: 'PATCH', url: at('own_thing', ids['alpha']!), payload: { own_rows: [{ id: ids['beta row'], own_text: 'stolen' }] } },
    { method: 'PATCH', url: at('own_thing', ids['alpha']!), payload: { own_note: 'other' }, headers: { 'idempotency-key': 'shared-key' } },
  ],
  'DELETE /api/objects/:object/:id': ({ object, id }) => [{ method: 'DELETE', url: at(object, id) }, { method: 'DELETE', url: at('own_thing', id) }, { method: 'DELETE', url: at('own_row', ids['beta row']!) }, { method: 'DELETE', url: at('user', place.userIds['ann/beta']!) }],
  'POST /api/objects/:object/:id/actions/:action': ({ object, id, word }) => [
    { method: 'POST', url: at(object, id, 'actions', `${word}_finish`), payload: {} }, { method: 'POST', url: at('own_thing', id, 'actions', 'own_finish'), payload: {} }, { method: 'POST', url: at('own_thing', ids['alpha']!, 'actions', `${word}_finish`), payload: {} },
    { method: 'POST', url: at('own_thing', ids['alpha']!, 'actions', 'finish'), payload: {} },
  ],
  'POST /api/objects/:object/bulk': ({ object, id, word }) => [
    { method: 'POST', url: at(object, 'bulk'), payload: { items: [{ kind: 'update', id, values: { [`${word}_note`]: 'mine' } }] } }, { method: 'POST', url: at('own_thing', 'bulk'), payload: { items: [{ kind: 'delete', id }, { kind: 'act', id, action: 'own_finish' }] } },
    { method: 'POST', url: at('own_thing', 'bulk'), payload: { items: [{ kind: 'update', id, values: { own_note: 'mine' } }] } },
  ],
  'GET /api/metadata/draft': () => [{ url: meta('draft') }, { url: meta('draft?tenant=beta') }, { url: meta('draft'), headers: { 'x-tenant': 'beta' } }],
  'POST /api/metadata/draft/edits': ({ object, word }) => [
    { method: 'POST', url: meta('draft/edits'), payload: { edits: [{ op: 'set', at: `object/${object}#fields/${word}_note/label`, value: 'mine' }] } }, { method: 'POST', url: meta('draft/edits'), payload: { edits: [], tenant: 'beta' } },
    { method: 'POST', url: meta('draft/edits'), payload: { edits: [{ op: 'add', at: 'object/own_thing#fields/x_ref', value: { type: 'reference', label: 'x', to: object } }] } },
  ],
  'PUT /api/metadata/draft/files': ({ object }) => [{ method: 'PUT', url: meta('draft/files'), payload: { files: { 'package.json': '{"name":"@t/a","version":"1.0.0","tenon":{"namespace":"x","label":"A"}}', [`overlays/object.${object}.json`]: `{"extends":"object/${object}","unset":["fields"]}` } } }],
  'DELETE /api/metadata/draft': () => [{ method: 'DELETE', url: meta('draft') }],
  'GET /api/metadata/draft/model': () => [{ url: meta('draft/model') }],
  'GET /api/metadata/export': () => [{ url: meta('export') }],
  'POST /api/metadata/plan': () => [{ method: 'POST', url: meta('plan'), payload: {} }],
  'POST /api/metadata/apply': () => [{ method: 'POST', url: meta('apply'), payload: { id: 'x', reason: canary } }],
  'GET /api/metadata/versions': () => [{ url: meta('versions') }],
  'GET /api/metadata/versions/:version/diff': () => [{ url: meta('versions/1/diff?to=1') }],
  'POST /api/metadata/versions/:version/return': () => [{ method: 'POST', url: meta('versions/1/return'), payload: {} }],
  'GET /api/metadata/blame': ({ object, word }) => [{ url: meta(`blame?address=object/${object}%23fields/${word}_note/label`) }, { url: meta('blame?address=object/own_thing%23fields/own_note/label') }],
  'GET /api/metadata/documents/:kind/:name': ({ object }) => [{ url: meta(`documents/object/${object}`) }, { url: meta('documents/object/own_thing') }, { url: meta(`documents/object/own_thing?without=@${canary}/pack`) }],
  'GET /healthz': () => [{ url: '/healthz' }],
  'GET /readyz': () => [{ url: '/readyz' }],
  'GET /': () => [{ url: '/' }],
  'GET /index.html': () => [{ url: '/index.html' }],
};

describe('two tenants', () => {
  it('have a case for every route that the server declares', () => {
    expect(place.routes.filter((route) => !route.startsWith('HEAD ') && !(route in cases)).toSorted()).toEqual([]);
    expect(Object.keys(cases).filter((route) => !place.routes.includes(route))).toEqual([]);
  });

  it('have canaries where they are looked for: beta itself is shown all of them', async () => {
    const texts = await Promise.all(['/api/model', '/api/openapi.json', '/api/session', meta('draft'), meta('draft/model'), meta('versions'), meta(`documents/object/${canary}_thing`), `${at(`${canary}_thing`)}?expand=${canary}_rows`, at(`${canary}_thing`, ids['beta']!, 'history'), at('user'), at(`${canary}_thing`, ids['beta']!, 'comments'), at(`${canary}_thing`, ids['beta']!, 'attachments'), `/api/files/${ids['beta file']}`, '/api/notifications', '/api/preferences'].map(async (url) => [url, (await place.ask('ann/beta', { url })).body] as const));
    for (const [url, text] of texts) expect([url, text.includes(canary)]).toEqual([url, true]);
  });

  it.each(Object.keys(cases))('%s tells alpha nothing of beta, whoever of alpha asks and however', async (route) => {
    const before = await place.digest('beta');
    const names = { object: `${canary}_thing`, id: ids['beta']!, word: canary };
    for (const options of cases[route]!(names)) {
      const asked: InjectOptions[] = [
        { ...options, headers: { authorization: `Bearer ${place.keys['ann/alpha']}`, ...options.headers } }, { ...options, headers: { cookie: cookies['alpha']!, ...options.headers } },
        { ...options, headers: { authorization: `Bearer ${place.keys['ann/alpha']}`, cookie: cookies['beta']!, ...options.headers } }, options,
      ];
      for (const [i, one] of asked.entries()) {
        // Whoever signs in or out with a session ends it: these two go without.
        if ((i === 1 || i === 2) && route.startsWith('POST /api/sign-')) continue;
        // A draft says again what was written into it before.
        if (route.includes('/draft')) await place.ask('ann/alpha', { method: 'DELETE', url: meta('draft') });
        const answer = await place.app.inject(one);
        expect([route, one.url, i, answer.statusCode < 500, await leaks(answer, options)]).toEqual([route, one.url, i, true, []]);
      }
    }
    expect(await place.digest('beta')).toEqual(before);
  });

  it('answer for what the other has as for what nobody has', async () => {
    const missing = '018f0000-0000-7000-8000-000000000000';
    const same = async (make: (object: string, id: string) => InjectOptions, [[object, id], [other, none]]: readonly [readonly [string, string], readonly [string, string]]): Promise<void> => {
      const told = async (options: InjectOptions, plain: readonly string[]): Promise<unknown> => {
        const { statusCode, body } = await place.ask('ann/alpha', options);
        return [statusCode, plain.reduce((text, word) => text.replaceAll(word, '…'), body.replace(/"requestId":"[^"]*"/, ''))];
      };
      expect(await told(make(object, id), [object, id])).toEqual(await told(make(other, none), [other, none]));
    };
    const nobodys: readonly [string, string] = ['zzzzzz_thing', missing];
    for (const pair of [[[`${canary}_thing`, ids['beta']!], nobodys], [['own_thing', ids['beta']!], ['own_thing', missing]]] as const) {
      await same((object, id) => ({ url: at(object, id) }), pair);
      await same((object, id) => ({ url: at(object, id, 'history') }), pair);
      await same((object, id) => ({ method: 'PATCH', url: at(object, id), payload: {} }), pair);
      await same((object, id) => ({ method: 'DELETE', url: at(object, id) }), pair);
      await same((object, id) => ({ method: 'POST', url: at(object, id, 'actions', 'own_finish'), payload: {} }), pair);
      await same((object, id) => ({ method: 'POST', url: at(object, 'bulk'), payload: { items: [{ kind: 'delete', id }] } }), pair);
      await same((_object, id) => ({ method: 'POST', url: at('own_thing'), payload: { own_name: 'below', own_up: id } }), pair);
    }
    await same((_object, slug) => ({ method: 'POST', url: '/api/sign-in', payload: { tenant: slug, login: 'ann', password: 'wrong' } }), [['', 'beta'], ['', 'gamma']]);
  });

  it('keep to themselves when their requests are mixed', async () => {
    const ask = async (slug: 'alpha' | 'beta', i: number): Promise<void> => {
      const word = words[slug];
      const object = `${word}_thing`;
      const answers = [
        await place.ask(`ann/${slug}`, { method: 'POST', url: at(object), payload: { [`${word}_name`]: `${word} mixed ${i}`, [`${word}_note`]: `${word} note` }, headers: { 'idempotency-key': `mixed-${i}` } }),
        await place.ask(`ann/${slug}`, { url: `${at(object)}?limit=500&sort=-${word}_name&expand=created_by,${word}_rows&count=true` }), await place.ask(`ann/${slug}`, { url: `${at(object, 'aggregate')}?group=${word}_note&aggregate=count()` }),
        await place.app.inject({ url: '/api/session', headers: { cookie: cookies[slug]! } }), await place.ask(`ann/${slug}`, { url: '/api/model' }), await place.ask(`ann/${slug}`, { url: `${at('user')}?select=id,name,login` }),
      ];
      const strange = slug === 'alpha' ? canary : 'own_';
      for (const answer of answers) expect([slug, answer.statusCode < 300, answer.body.includes(strange), JSON.stringify(answer.headers).includes(strange)]).toEqual([slug, true, false, false]);
    };
    await Promise.all(Array.from({ length: 40 }, (_, i) => ask(i % 2 === 0 ? 'alpha' : 'beta', i)));
    for (const slug of ['alpha', 'beta'] as const) {
      const texts = (await place.rows(slug, `${words[slug]}_thing`)).map((row) => String(row[`${words[slug]}_name`]));
      expect([slug, texts.filter((text) => text.includes('mixed')).length, texts.some((text) => text.startsWith(slug === 'alpha' ? canary : 'own'))]).toEqual([slug, 20, slug === 'alpha' && texts.includes(`${canary} one`)]);
    }
  });

  it('have database roles that cannot reach into each other', async () => {
    const client = await place.store.database.app.connect();
    try {
      for (const text of [`select * from t_beta."${canary}_thing"`, `insert into t_beta."${canary}_row" default values`, 'select * from tenon.sessions', 'select * from tenon.credentials']) {
        await client.query('begin');
        await client.query('set local role t_alpha');
        await expect(client.query(text)).rejects.toMatchObject({ code: '42501' });
        await client.query('rollback');
      }
    } finally {
      client.release();
    }
  });

  it('and neither can a key or a session of one that has ended', async () => {
    const token = cookies['alpha']!;
    expect((await place.app.inject({ url: '/api/session', headers: { cookie: token } })).json()).toMatchObject({ tenant: { slug: 'alpha', name: 'Alpha' } });
    await place.app.inject({ method: 'POST', url: '/api/sign-out', headers: { cookie: token } });
    expect((await place.app.inject({ url: '/api/session', headers: { cookie: token } })).statusCode).toBe(401);
    expect((await place.app.inject({ url: '/api/session', headers: { cookie: cookies['beta']! } })).json()).toMatchObject({ tenant: { slug: 'beta' } });
    const forged = `${token.slice(0, token.indexOf('.'))}${cookies['beta']!.slice(cookies['beta']!.indexOf('.'))}`;
    expect((await place.app.inject({ url: '/api/session', headers: { cookie: forged } })).statusCode).toBe(401);
  });
});

