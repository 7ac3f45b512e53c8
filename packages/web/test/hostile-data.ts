/** Records, comments, files, names and habits, all of them hostile: brought in over the API, as anybody could. */
import type { BrowserContext } from 'playwright-core';
import { password } from './product.ts';
import { files, hostile, texts } from './hostile-strings.ts';
import { kinds } from './hostile-package.ts';

type Json = Readonly<Record<string, unknown>>;

export interface Filled {
  /** One record for each string, in their order. */
  readonly ids: readonly string[];
  /** The record that has all of the strings in its long texts, rows, comments and files. */
  readonly whole: string;
  /** As the server calls the files that were given hostile names. */
  readonly fileNames: readonly string[];
  /** Addresses that are web addresses, though hostile ones. */
  readonly links: readonly string[];
}

export interface Answer { readonly status: number; readonly body: Record<string, never> & Json }

export async function call(context: BrowserContext, method: 'get' | 'post' | 'put' | 'patch', path: string, data?: unknown): Promise<Answer> {
  const response = await context.request[method](path, data === undefined ? {} : { data });
  const text = await response.text();
  return { status: response.status(), body: (text.startsWith('{') ? JSON.parse(text) : {}) as Answer['body'] };
}

async function must(context: BrowserContext, method: 'post' | 'put', path: string, data: unknown, wanted: readonly number[]): Promise<Answer['body']> {
  const answer = await call(context, method, path, data);
  if (!wanted.includes(answer.status)) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 400)}`);
  return answer.body;
}

/** A name of a property that the server takes at all: those of every object's prototype it refuses, wherever they stand. */
const keyOf = (text: string): string => (/^(__proto__|constructor|prototype)$/.test(text) ? `${text} ` : text);
const webAddress = /^https?:\/\/[^\s]{1,2000}$/;
const dayOf = (i: number): string => `2026-11-${String((i % 28) + 1).padStart(2, '0')}`;

function valuesOf(text: string, i: number, parent: string | null): Json {
  return {
    name: text, note: text, place: { region: text, detail: text, postcode: text }, extra: { [keyOf(text)]: [text] }, body: { text }, kind: kinds[i], tags: [kinds[40 + (i % (kinds.length - 40))]], unit: text, size: `${i + 1}.5`,
    cur: text, amount: `${i}.25`, day: dayOf(i), span: { from: dayOf(i), to: dayOf(i) }, parent, link: webAddress.test(text) ? text : null, rows: [{ name: text, note: text, kind: kinds[i] }],
  };
}

const wholeValues = (ids: readonly string[]): Json => ({
  ...valuesOf(texts[0]!, 0, ids[1]!), name: texts[1], note: texts.join('\n'), extra: { all: texts, ...Object.fromEntries(texts.map((text) => [keyOf(text), text])) }, body: texts, tags: kinds.slice(40), others: ids,
  rows: texts.map((text, i) => ({ name: text, note: text, kind: kinds[i] })),
});

async function upload(context: BrowserContext, name: string, content: string): Promise<{ readonly id: string; readonly name: string } | undefined> {
  const response = await context.request.post('/api/files', { multipart: { file: { name, mimeType: 'text/html', buffer: Buffer.from(content) } } });
  if (response.status() !== 201) return undefined;
  return (await response.json()) as { id: string; name: string };
}

async function attach(context: BrowserContext, record: string): Promise<readonly string[]> {
  const names: string[] = [];
  const given = [...files, ...hostile.filter((_, i) => i % 3 === 0).map(({ text }, i) => ({ name: `${text}.html`, content: files[i % files.length]!.content }))];
  for (const { name, content } of given) {
    const file = await upload(context, name, content);
    if (!file) continue;
    await must(context, 'post', `/api/objects/thing/${record}/attachments`, { file: file.id }, [201]);
    names.push(file.name);
  }
  return names;
}

/** Views, pins, places and looks of one's own: with hostile words where words belong, and where anything else does. */
export const habits: Readonly<Record<string, unknown>> = {
  'views:thing': { views: texts.slice(0, 60).map((text, i) => ({ id: `v${i}`, label: text, base: i % 2 ? 'all' : text, filter: i % 5 === 0 ? text : '', sort: text, columns: text, group: text })), first: texts[3] },
  'list:thing.all': { columns: texts[5], widths: { name: '1px;background:url(//evil.example)' }, sort: texts[6], density: texts[7], totals: texts[8] },
  pins: texts.slice(0, 50).map((text, i) => ({ kind: i % 2 ? 'record' : 'view', object: 'thing', id: text, view: text, title: text })),
  recent: texts.slice(50).map((text, i) => ({ kind: i % 2 ? 'view' : 'record', object: 'thing', id: `../../${text}`, view: text, title: text })),
  'lookup:thing': texts.slice(0, 8),
  menu: { folded: texts, narrow: texts[0] },
  'import:thing': Object.fromEntries(texts.slice(0, 60).map((text) => [keyOf(text), text])),
  'dashboard:morning': { f: texts },
};

export async function fill(context: BrowserContext, me: string): Promise<Filled> {
  const first = await must(context, 'post', '/api/objects/thing', { name: texts[0] }, [201]) as unknown as { id: string };
  const made = await must(context, 'post', '/api/objects/thing/bulk', { items: texts.map((text, i) => ({ kind: 'create', values: valuesOf(text, i, first.id) })) }, [200, 201]) as unknown as { data: readonly { id: string }[] };
  const ids = made.data.map(({ id }) => id);
  const whole = await must(context, 'post', '/api/objects/thing', wholeValues(ids), [201]) as unknown as { id: string };
  for (const text of texts) await must(context, 'post', `/api/objects/thing/${whole.id}/comments`, { text: `${text} @${me}` }, [201]);
  const fileNames = await attach(context, whole.id);
  for (const [key, value] of Object.entries(habits)) await must(context, 'put', `/api/preferences/${key}`, { value }, [204]);
  return { ids, whole: whole.id, fileNames, links: texts.filter((text) => webAddress.test(text)) };
}

export interface People { readonly id: string; readonly login: string }

interface NewUser { readonly login: string; readonly name: string; readonly locale: string; readonly roles: readonly string[]; readonly passwordHash: string }
interface StoreRoom {
  readonly openStore: (options: { readonly adminUrl: string }) => Promise<{ close: () => Promise<void> }>;
  readonly createUser: (store: unknown, tenant: string, user: NewUser) => Promise<string>;
}

/** People whose names are hostile, made as a tenant's administrator makes them. */
export async function people(database: string, names: readonly string[]): Promise<readonly People[]> {
  const at = (path: string): string => new URL(`../../${path}`, import.meta.url).pathname;
  const { openStore, createUser } = (await import(/* @vite-ignore */ at('store/src/index.ts'))) as StoreRoom;
  const { hashPassword } = (await import(/* @vite-ignore */ at('server/src/index.ts'))) as { hashPassword: (password: string) => Promise<string> };
  const store = await openStore({ adminUrl: database });
  try {
    const passwordHash = await hashPassword(password);
    const made: People[] = [];
    for (const [i, name] of names.entries()) {
      const login = `hostile${i}@demo`;
      made.push({ login, id: await createUser(store, 'demo', { login, name, locale: 'en', roles: ['hq_admin'], passwordHash }) });
    }
    return made;
  } finally {
    await store.close();
  }
}
