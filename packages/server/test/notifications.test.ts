/** What people are told, over HTTP: each sees their own, of records that they may read, and marks them as read. */
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChannel, type ChannelPlace } from './walk/people.ts';

const slug = 'demo';
let place: ChannelPlace['place'];
let rows: ChannelPlace['rows'];
let truths: ChannelPlace['truths'];
beforeAll(async () => {
  ({ place, rows, truths } = await openChannel(slug));
});
afterAll(() => place?.close());

interface Note { readonly id: string; readonly kind: string; readonly read: boolean; readonly text: string | null; readonly object: string | null; readonly record: { readonly id: string; readonly title: string } | null; readonly by: { readonly name: string } }
const ask = (login: string, options: InjectOptions) => place.ask(`${login}/${slug}`, options);
const notes = async (login: string, query = ''): Promise<{ data: Note[]; next: string | null; unread: number }> => (await ask(login, { url: `/api/notifications${query}` })).json();
const idOf = (login: string): string => place.userIds[`${login}/${slug}`]!;
const say = async (login: string, object: string, id: string, text: string, mentions: readonly string[]): Promise<void> => {
  expect((await ask(login, { method: 'POST', url: `/api/objects/${object}/${id}/comments`, payload: { text, mentions: mentions.map(idOf) } })).statusCode).toBe(201);
};

describe('notifications', () => {
  it('come of mentions, for those alone who may read the record', async () => {
    const everybody = Object.keys(truths);
    const orders = [...rows['sales_order']!.keys()];
    const seen = (login: string, id: string): boolean => truths[login]!.records('read', 'sales_order').has(id);
    const order = orders.find((id) => seen('dealer@demo', id) && !seen('sub@demo', id))!;
    await say('admin@demo', 'sales_order', order, 'hello all', everybody);
    for (const login of everybody) {
      const { data, unread } = await notes(login);
      const told = login !== 'admin@demo' && seen(login, order);
      expect([login, data.filter(({ text }) => text === 'hello all').map(({ kind, record, object }) => [kind, record?.id, object])]).toEqual([login, told ? [['mention', order, 'sales_order']] : []]);
      expect([login, unread]).toEqual([login, data.filter(({ read }) => !read).length]);
    }
    expect([seen('dealer@demo', order), seen('nobody@demo', order)]).toEqual([true, false]);
  });

  it('are each one’s own: paged, unread alone, and marked', async () => {
    const [dealer] = [...truths['dealer@demo']!.records('read', 'dealer')];
    for (let i = 0; i < 5; i++) await say('sales@demo', 'dealer', dealer!, `note ${i}`, ['dealer@demo']);
    const first = await notes('dealer@demo', '?limit=2');
    const second = await notes('dealer@demo', `?limit=2&cursor=${first.next}`);
    expect([...first.data, ...second.data].map(({ text }) => text)).toEqual(['note 4', 'note 3', 'note 2', 'note 1']);
    const mark = (login: string, payload: object) => ask(login, { method: 'POST', url: '/api/notifications/read', payload });
    const before = (await notes('dealer@demo')).unread;
    expect((await mark('rep@demo', { ids: [first.data[0]!.id] })).statusCode).toBe(200);
    expect((await notes('dealer@demo')).unread).toBe(before);
    expect((await mark('dealer@demo', { ids: first.data.map(({ id }) => id) })).json()).toEqual({ unread: before - 2 });
    expect((await notes('dealer@demo', '?unread=true&limit=1')).data[0]!.text).toBe('note 2');
    expect((await mark('dealer@demo', { all: true })).json()).toEqual({ unread: 0 });
    for (const payload of [{}, { ids: 'x' }, { ids: ['x'] }, { all: false }, { ids: [], all: true }, { all: 1 }]) expect([payload, (await mark('dealer@demo', payload)).json<{ code: string }>().code]).toEqual([payload, 'REQ113']);
    for (const query of ['?cursor=x', '?unread=1', '?limit=x', '?user=x']) expect([query, (await ask('dealer@demo', { url: `/api/notifications${query}` })).statusCode]).toEqual([query, 400]);
  });
});
