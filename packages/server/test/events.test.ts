/** What open pages hear of: on any node, their own alone, until their session or the server ends. */
import { limits } from '@tenon/diagnostics';
import { compilePackage } from '@tenon/model/compiler';
import { applyMigration, createApiKey, createTenant, createUser, openStore, planMigration, type Store } from '@tenon/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { hashPassword, hashToken, newToken } from '../src/password.ts';
import { startServer, type RunningServer } from '../src/server.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

const documents = (label: string) => ({
  'package.json': { name: '@live/pack', version: '1.0.0', tenon: { engine: '>=0.1', namespace: 'live', label: 'Live', locales: ['en'], timeZone: 'Asia/Shanghai', currency: 'CNY' } },
  'objects/thing.json': { label, plural: 'Things', title: 'name', fields: { name: { type: 'text', label: 'Name', required: true } } },
  'roles/boss.json': { label: 'Boss', admin: true, otherObjects: { create: true, read: true, update: true, delete: true } },
});
const modelOf = (label: string) => {
  const { value, diagnostics } = compilePackage(Object.entries(documents(label)).map(([path, document]) => ({ path, text: JSON.stringify(document) })));
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return value;
};

let database: FreshDatabase;
const nodes: { store: Store; server: RunningServer }[] = [];
const keys: Record<string, string> = {};
const ids: Record<string, string> = {};

beforeAll(async () => {
  database = await freshDatabase();
  const passwordHash = await hashPassword('right horse battery');
  for (let i = 0; i < 2; i++) {
    const store = await openStore({ adminUrl: database.url });
    if (i === 0) {
      for (const slug of ['alpha', 'beta']) {
        await createTenant(store, { slug, name: slug, model: modelOf('Thing') });
        for (const login of ['ann', 'bob']) {
          ids[`${login}/${slug}`] = await createUser(store, slug, { login, name: login, roles: ['boss'], passwordHash });
          keys[`${login}/${slug}`] = newToken();
          await createApiKey(store, { keyHash: hashToken(keys[`${login}/${slug}`]!), tenant: slug, userId: ids[`${login}/${slug}`]!, name: 'test' });
        }
      }
    }
    nodes.push({ store, server: await startServer({ store, config: { ...readConfig({ PORT: '0' }), logLevel: 'fatal', signInsPerMinute: 1_000 } }) });
  }
});
afterAll(async () => {
  for (const { store, server } of nodes) {
    await server.close().catch(() => undefined);
    await store.close();
  }
  await database?.drop();
});

interface Heard { readonly events: { kind: string; unread?: number }[]; readonly ended: Promise<void>; readonly status: number; readonly type: string | null; close(): void }

/** Opens a stream and notes what comes. */
async function listen(node: number, headers: Record<string, string>): Promise<Heard> {
  const abort = new AbortController();
  const response = await fetch(`${nodes[node]!.server.url}/api/events`, { headers, signal: abort.signal });
  const events: Heard['events'] = [];
  const read = async (): Promise<void> => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const bytes of response.body!) {
      text += decoder.decode(bytes as Uint8Array, { stream: true });
      const whole = text.split('\n\n');
      text = whole.pop()!;
      for (const line of whole) if (line.startsWith('data: ')) events.push(JSON.parse(line.slice(6)) as { kind: string });
    }
  };
  return { events, ended: read().catch(() => undefined), status: response.status, type: response.headers.get('content-type'), close: () => abort.abort() };
}

const bearer = (who: string): Record<string, string> => ({ authorization: `Bearer ${keys[who]}` });
const post = async (node: number, who: string, path: string, body: object): Promise<{ id: string }> => {
  const response = await fetch(`${nodes[node]!.server.url}${path}`, { method: 'POST', headers: { ...bearer(who), 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as { id: string };
};

describe('an open page', () => {
  it('hears what it is told on whichever node, and nothing of others', async () => {
    const open = await Promise.all(([[0, 'bob/alpha'], [1, 'bob/alpha'], [0, 'ann/alpha'], [1, 'bob/beta']] as const).map(([node, who]) => listen(node, bearer(who))));
    expect(open.map(({ status, type }) => [status, type])).toEqual(open.map(() => [200, 'text/event-stream; charset=utf-8']));
    for (const one of open) await expect.poll(() => one.events).toEqual([{ kind: 'notification', unread: 0 }]);
    const { id } = await post(1, 'ann/alpha', '/api/objects/thing', { name: 'one' });
    await post(0, 'ann/alpha', `/api/objects/thing/${id}/comments`, { text: 'look', mentions: [ids['bob/alpha']] });
    for (const one of open.slice(0, 2)) await expect.poll(() => one.events.at(-1)).toEqual({ kind: 'notification', unread: 1 });
    await applyMigration(nodes[1]!.store, await planMigration(nodes[1]!.store, 'alpha', modelOf('Other')));
    for (const one of open.slice(0, 3)) await expect.poll(() => one.events.map(({ kind }) => kind)).toContain('model');
    expect([open[2]!.events.filter(({ kind }) => kind === 'notification'), open[3]!.events]).toEqual([[{ kind: 'notification', unread: 0 }], [{ kind: 'notification', unread: 0 }]]);
    for (const one of open) one.close();
  });

  it('is refused to strangers, and beyond so many of one person', async () => {
    expect((await fetch(`${nodes[0]!.server.url}/api/events`)).status).toBe(401);
    expect((await fetch(`${nodes[0]!.server.url}/api/events?x=1`, { headers: bearer('ann/alpha') })).status).toBe(400);
    const open = await Promise.all(Array.from({ length: limits.eventStreamsPerUserMax }, () => listen(0, bearer('ann/beta'))));
    const more = await fetch(`${nodes[0]!.server.url}/api/events`, { headers: bearer('ann/beta') });
    expect([open.every(({ status }) => status === 200), more.status, ((await more.json()) as { code: string }).code]).toEqual([true, 429, 'REQ121']);
    for (const one of open) one.close();
    // A page that is closed makes room.
    await expect.poll(async () => {
      const again = await listen(0, bearer('ann/beta'));
      again.close();
      return again.status;
    }, { timeout: 10_000 }).toBe(200);
  });

  it('ends with its session, signed out on another node, and the others of the person go on', async () => {
    const signIn = async (): Promise<string> => {
      const response = await fetch(`${nodes[0]!.server.url}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ tenant: 'beta', login: 'bob', password: 'right horse battery' }) });
      return response.headers.get('set-cookie')!.split(';')[0]!;
    };
    const [one, two] = [await signIn(), await signIn()];
    const [first, second] = [await listen(0, { cookie: one }), await listen(0, { cookie: two })];
    await expect.poll(() => second.events.length).toBe(1);
    await fetch(`${nodes[1]!.server.url}/api/sign-out`, { method: 'POST', headers: { cookie: one } });
    await first.ended;
    await post(1, 'ann/beta', '/api/objects/thing', { name: 'x' }).then(({ id }) => post(1, 'ann/beta', `/api/objects/thing/${id}/comments`, { text: 'x', mentions: [ids['bob/beta']] }));
    await expect.poll(() => second.events.at(-1)).toEqual({ kind: 'notification', unread: 1 });
    second.close();
  });

  it('ends when the server stops, and does not hold up the stop', async () => {
    const open = await Promise.all(Array.from({ length: 5 }, () => listen(1, bearer('ann/alpha'))));
    const stopped = nodes[1]!.server.close().then(() => 'stopped');
    await Promise.all(open.map(({ ended }) => ended));
    expect(await Promise.race([stopped, new Promise((resolve) => { setTimeout(resolve, limits.stopMsMax - 500, 'held up'); })])).toBe('stopped');
  });
});

describe('writing', () => {
  it('is bounded per person and minute', async () => {
    const server = await startServer({ store: nodes[0]!.store, config: { ...readConfig({ PORT: '0' }), logLevel: 'fatal', commentsPerMinute: 2, uploadsPerMinute: 1 } });
    const { id } = await post(0, 'ann/beta', '/api/objects/thing', { name: 'bounded' });
    const say = (who: string) => fetch(`${server.url}/api/objects/thing/${id}/comments`, { method: 'POST', headers: { ...bearer(who), 'content-type': 'application/json' }, body: '{"text":"x"}' });
    const upload = (who: string) => {
      const form = new FormData();
      form.append('file', new Blob(['x']), 'x.txt');
      return fetch(`${server.url}/api/files`, { method: 'POST', headers: bearer(who), body: form });
    };
    const codes: number[] = [];
    for (const work of [() => say('ann/beta'), () => say('ann/beta'), () => say('ann/beta'), () => say('bob/beta'), () => upload('ann/beta'), () => upload('ann/beta'), () => upload('bob/beta')]) codes.push((await work()).status);
    expect(codes).toEqual([201, 201, 429, 201, 201, 429, 201]);
    await server.close();
  });
});
