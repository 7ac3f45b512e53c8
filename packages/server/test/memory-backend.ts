/** A Backend in memory, which echoes the operation that it is asked for: shows what the HTTP layer alone does. */
import { writeFile } from 'node:fs/promises';
import type { Model } from '@tenon/model';
import type { OperationInput } from '@tenon/store';
import { createApp, type AppDeps } from '../src/app.ts';
import type { Backend, SessionRecord } from '../src/backend.ts';
import { readConfig, type ServerConfig } from '../src/config.ts';
import { hashPassword, hashToken } from '../src/password.ts';

export const model = {
  compilerVersion: 2, hash: 'h1', objects: {}, layouts: {}, views: {}, apps: {}, data: [], locales: {}, layers: [], modules: [],
  package: { name: 'test', version: '1.0.0', namespace: 'test', label: 'Test', locales: ['en'], timeZone: 'Asia/Shanghai' },
  roles: { staff: { name: 'staff', label: 'Staff', external: false, admin: false, objects: {}, userAttributes: {} } },
} as Model;

const job = { id: '018f0000-0000-7000-8000-000000000001', kind: 'export', object: 'thing', state: 'waiting', at: '2026-11-23T00:00:00.000Z', finishedAt: null, done: 0, total: null, file: null, result: null, problem: null } as const;

export const apiKey = 'k'.repeat(43);

export interface Memory {
  readonly backend: Backend;
  readonly asked: OperationInput[];
  fail: unknown;
}

const id = '018f0000-0000-7000-8000-000000000000';
const note = { id, text: 'x', mentions: [], by: { id: 'u1', name: 'Ann' }, at: '', editedAt: null, own: true };
const file = { id, name: 'a.txt', type: 'text/plain', size: 1 };
const attachment = { id, file, by: note.by, at: '', removable: true };
const silence = () => () => undefined;
const together: Backend['together'] = {
  upload: async () => file, file: async () => ({ file, content: async function* () { yield Buffer.from('x'); } }),
  attachments: async () => [attachment], attach: async () => attachment, detach: async () => undefined,
  comments: async () => ({ data: [note], next: null }), comment: async () => note, editComment: async () => note, removeComment: async () => undefined,
  notifications: async () => ({ data: [], next: null, unread: 0 }), readNotifications: async () => ({ unread: 0 }), unread: async () => 0,
  preferences: async () => '{}', setPreference: async () => undefined, removePreference: async () => undefined, changeSettings: async () => undefined,
  onSignal: silence, onModel: silence, sessionName: (hash) => hash,
};

export async function memoryBackend(): Promise<Memory> {
  const sessions = new Map<string, SessionRecord>();
  const passwordHash = await hashPassword('right horse');
  const record = (locale: 'en' | 'zh-CN'): SessionRecord => ({
    tenant: 'alpha', login: 'ann', email: null, timeZone: null,
    principal: { kind: 'user', tenant: 'alpha', userId: 'u1', name: 'Ann', roles: ['staff'], attributes: {}, locale },
  });
  const memory: Memory = { backend: undefined as never, asked: [], fail: undefined };
  const backend: Backend = {
    layers: {} as Backend['layers'], // nobody here is an administrator
    together,
    transfer: {
      jobs: async () => [], job: async () => job, stop: async () => job, export: async () => job, import: async () => job, bulk: async () => job,
      preview: async () => ({ sheets: [], sheet: '', rows: 0, columns: [], sample: [], targets: [], keys: [] }),
      template: async (_asking, _object, _format, path) => writeFile(path, 'Name').then(() => 'template.csv'),
    },
    ready: async () => true,
    tenants: async () => [{ slug: 'alpha', name: 'Alpha' }],
    credential: async (tenant, login) => (tenant === 'alpha' && (login === 'ann' || login === 'zoe') ? { userId: login === 'ann' ? 'u1' : 'u2', passwordHash } : undefined),
    startSession: async ({ tokenHash, userId }) => void sessions.set(tokenHash, record(userId === 'u2' ? 'zh-CN' : 'en')),
    signInFailed: async () => undefined,
    session: async (hash) => sessions.get(hash),
    endSession: async (hash) => void sessions.delete(hash),
    apiKey: async (hash) => (hash === hashToken(apiKey) ? record('en') : undefined),
    scope: async (tenant) => ({ tenant, schema: `t_${tenant}`, model }),
    search: async () => ({ data: [], partial: false }),
    run: async (_scope, input) => {
      memory.asked.push(input);
      if (memory.fail) throw memory.fail;
      return { body: JSON.stringify({ id: '018f0000-0000-7000-8000-000000000000', input }), version: 3, timings: { execute: 1.5 } };
    },
  };
  return Object.assign(memory, { backend });
}

export async function memoryApp(change: Partial<ServerConfig> = {}, more: Partial<AppDeps> = {}) {
  const memory = await memoryBackend();
  const routes: string[] = [];
  const log: string[] = [];
  const config = { ...readConfig({}), signInsPerMinute: 10_000, ...change };
  const app = await createApp({
    backend: memory.backend, config, webFolder: '/nonexistent', onRoute: (method, url) => routes.push(`${method} ${url}`), logTo: { write: (line) => void log.push(line) }, ...more,
  });
  await app.ready();
  const signIn = async (login = 'ann'): Promise<string> => {
    const response = await app.inject({ method: 'POST', url: '/api/sign-in', payload: { login, password: 'right horse' } });
    return String(response.headers['set-cookie']).split(';')[0]!;
  };
  return { app, memory, routes, log, signIn, bearer: { authorization: `Bearer ${apiKey}` } };
}
