/** A server with tables to move: parts of a shop in both languages, people of three roles, real files and jobs. */
import { compilePackage } from '@tenon/model/compiler';
import type { Model } from '@tenon/model';
import { createClient, type Client, type FileRef, type Job } from '@tenon/sdk';
import { createApiKey, createTenant, createUser, openFile, openStore, writeFile, type Store } from '@tenon/store';
import { expect } from 'vitest';
import { readConfig } from '../src/config.ts';
import { hashToken, newToken } from '../src/password.ts';
import { startServer, type RunningServer } from '../src/server.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

const all = { create: true, read: true, update: true, delete: true };

export const documents: Readonly<Record<string, object>> = {
  'package.json': { name: 'shop', version: '1.0.0', private: true, tenon: { engine: '>=0.1', namespace: 'shop', label: 'Shop', locales: ['en', 'zh-CN'], timeZone: 'Asia/Shanghai', currency: 'CNY' } },
  'objects/kind.json': {
    label: 'Kind', plural: 'Kinds', title: 'name',
    fields: { code: { type: 'text', label: 'Code', required: true, unique: true }, name: { type: 'text', label: 'Name', required: true }, above: { type: 'reference', label: 'Above', to: 'kind' } },
  },
  'objects/article.json': {
    label: 'Article', plural: 'Articles', title: 'name', search: ['code', 'name'], history: true,
    fields: {
      code: { type: 'text', label: 'Code', required: true, unique: true, maxLength: 20 },
      name: { type: 'text', label: 'Name', required: true },
      kind: { type: 'reference', label: 'Kind', to: 'kind' },
      price: { type: 'money', label: 'Price', min: 0 },
      weight: { type: 'decimal', label: 'Weight', scale: 4 },
      stock: { type: 'integer', label: 'Stock', default: '0' },
      active: { type: 'boolean', label: 'Active', default: 'true' },
      since: { type: 'date', label: 'Since' },
      seen: { type: 'datetime', label: 'Last seen' },
      opens: { type: 'time', label: 'Opens' },
      colour: { type: 'select', label: 'Colour', options: { red: { label: 'Red' }, green: { label: 'Green' } } },
      marks: { type: 'multi_select', label: 'Marks', options: { new: { label: 'New' }, hot: { label: 'Hot, very' } } },
      valid: { type: 'date_range', label: 'Valid' },
      also: { type: 'references', label: 'Also in', to: 'kind' },
      place: { type: 'address', label: 'Place' },
      note: { type: 'long_text', label: 'Note' },
      cost: { type: 'money', label: 'Cost' },
      taxed: { type: 'money', label: 'With tax', formula: 'price * 1.13' },
    },
    validations: { cheap: { check: 'price < 1000000', message: 'Too dear', at: 'price' } },
  },
  'objects/ticket.json': {
    label: 'Ticket', plural: 'Tickets', title: 'no',
    fields: {
      no: { type: 'autonumber', label: 'No', pattern: 'T-{seq:5}' },
      subject: { type: 'text', label: 'Subject', required: true },
      status: { type: 'select', label: 'Status', options: { open: { label: 'Open' }, closed: { label: 'Closed' } } },
    },
    lifecycle: { field: 'status', initial: 'open', transitions: { close: { label: 'Close', from: ['open'], to: 'closed', guards: { named: { check: "subject != 'never'", message: 'Never closes' } } } } },
  },
  'roles/boss.json': { label: 'Boss', admin: true, otherObjects: { ...all, export: true, actions: '*' } },
  'roles/clerk.json': {
    label: 'Clerk',
    objects: {
      article: { read: "colour != 'red'", create: true, update: "colour != 'red'", export: true, fields: { cost: 'none', price: 'read' }, otherFields: 'write' },
      kind: { read: "code != 'secret'", otherFields: 'read' }, ticket: { read: true, otherFields: 'read' },
    },
  },
  'roles/guest.json': { label: 'Guest', objects: { article: { read: true, otherFields: 'read' }, kind: { read: true, otherFields: 'read' } } },
  'locales/zh-CN.json': {
    'object/kind/label': '类别', 'object/kind/plural': '类别', 'object/kind#fields/code/label': '编码', 'object/kind#fields/name/label': '名称',
    'object/article/label': '商品', 'object/article/plural': '商品', 'object/article#fields/code/label': '编码', 'object/article#fields/name/label': '名称',
    'object/article#fields/kind/label': '类别', 'object/article#fields/price/label': '价格', 'object/article#fields/stock/label': '库存', 'object/article#fields/colour/label': '颜色',
    'object/article#fields/active/label': '在售', 'object/article#fields/colour/options/red/label': '红', 'object/article#fields/colour/options/green/label': '绿',
    'object/article#validations/cheap/message': '太贵了',
  },
};

export function shop(change: Readonly<Record<string, object>> = {}): Model {
  const files = Object.entries({ ...documents, ...change }).map(([path, document]) => ({ path, text: JSON.stringify(document) }));
  const { value, diagnostics } = compilePackage(files);
  if (!value) throw new Error(JSON.stringify(diagnostics, null, 1));
  return value;
}

export interface Place {
  readonly database: FreshDatabase;
  readonly store: Store;
  readonly server: RunningServer;
  readonly users: Readonly<Record<string, string>>;
  readonly keys: Readonly<Record<string, string>>;
  as(who: string, locale?: 'en' | 'zh-CN'): Client;
  close(): Promise<void>;
}

const config = { ...readConfig({ PORT: '0' }), logLevel: 'error', signInsPerMinute: 1_000 };

export async function openPlace(model = shop(), people: Readonly<Record<string, readonly string[]>> = { ann: ['boss'], ben: ['clerk'], gus: ['guest'], eve: ['boss'] }, { works = true } = {}): Promise<Place> {
  const database = await freshDatabase();
  const store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: 'shop', name: 'Shop', model });
  const [users, keys]: [Record<string, string>, Record<string, string>] = [{}, {}];
  for (const [login, roles] of Object.entries(people)) {
    users[login] = await createUser(store, 'shop', { login, name: login, roles, locale: 'en' });
    keys[login] = newToken();
    await createApiKey(store, { keyHash: hashToken(keys[login]), tenant: 'shop', userId: users[login], name: 'test' });
  }
  // A server that does no work itself leaves it to the nodes that a test starts.
  const asks: Store = works ? store : { ...store, openQueue: ({ onError }) => store.openQueue({ onError }) };
  const server = await startServer({ store: asks, config });
  return {
    database, store, server, users, keys,
    as: (who, locale = 'en') => createClient({
      baseUrl: server.url, apiKey: keys[who]!,
      fetch: (url, init) => fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), 'tenon-language': locale } }),
    }),
    close: async () => {
      await server.close();
      await store.close();
      await database.drop();
    },
  };
}

/** Until it has ended. */
export async function ended(client: Client, job: Job): Promise<Job> {
  let now = job;
  await expect.poll(async () => ['waiting', 'running'].includes((now = await client.job(job.id)).state), { timeout: 120_000, interval: 50 }).toBe(false);
  return now;
}

export const csv = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;

const ofAll = async (place: Place) => place.store.models.activeModel('shop');

const principalOf = (place: Place, who: string) => ({ kind: 'user', tenant: 'shop', userId: place.users[who]!, name: who, roles: [], attributes: {}, locale: 'en' }) as const;

/** As if it had been uploaded. */
export async function upload(place: Place, who: string, name: string, content: Uint8Array | string): Promise<string> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  async function* pieces() { for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536); }
  return (await writeFile(place.store, await ofAll(place), { name, type: 'text/csv', userId: place.users[who]!, bytesMax: 200_000_000, made: true }, pieces())).id;
}

export async function bytesOf(place: Place, who: string, file: FileRef): Promise<Buffer> {
  const { content } = await openFile(place.store, await ofAll(place), principalOf(place, who), file.id);
  const parts: Buffer[] = [];
  for await (const part of content()) parts.push(part);
  return Buffer.concat(parts);
}

export const textOf = async (place: Place, who: string, file: FileRef): Promise<string> => (await bytesOf(place, who, file)).toString('utf8');
