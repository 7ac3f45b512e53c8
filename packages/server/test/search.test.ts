/** Search over all objects, over HTTP: for each of the demo's people exactly the records that their lists find. */
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { few, readChannel, type Channel } from './walk/channel.ts';
import { openPlace, type Place } from './walk/place.ts';

let place: Place;
let channel: Channel;
const slug = 'demo';
interface Answer { readonly data: readonly { readonly object: string; readonly records: readonly { readonly id: string; readonly title: string }[]; readonly more: boolean }[]; readonly partial: boolean }

beforeAll(async () => {
  channel = await readChannel();
  const users = [...channel.users, { login: 'nobody@demo', name: 'Nobody', roles: [] }];
  place = await openPlace([{ slug, model: channel.model, users, data: few(channel.model) }]);
  const [dealer] = (await place.rows(slug, 'dealer')).filter((row) => row['code'] === 'D001');
  await place.setAttributes(`dealer@demo/${slug}`, { dealer: dealer!.id });
});
afterAll(() => place?.close());

const ask = (login: string, options: InjectOptions) => place.ask(`${login}/${slug}`, options);
const search = async (login: string, q: string, limit = 20): Promise<Answer> => (await ask(login, { url: '/api/search', query: { q, limit: String(limit) } })).json<Answer>();

it.each(['admin@demo', 'sales@demo', 'rep@demo', 'warehouse@demo', 'dealer@demo', 'nobody@demo'])('%s finds what their lists find, and nothing else', async (login) => {
  for (const q of ['a', 'D00', '华', 'so-', '%', "'"]) {
    const answer = await search(login, q);
    const found = new Map(answer.data.map((group) => [group.object, group]));
    for (const object of Object.values(channel.model.objects).filter(({ search: fields, partOf, system }) => fields.length > 0 && !partOf && !system)) {
      const list = await ask(login, { url: `/api/objects/${object.name}`, query: { search: q, limit: '500', select: 'id' } });
      const ids = list.statusCode === 200 ? list.json<{ data: { id: string }[] }>().data.map(({ id }) => id) : [];
      const group = found.get(object.name);
      expect([login, q, object.name, group?.more ?? false, group?.records.length ?? 0]).toEqual([login, q, object.name, ids.length > 20, Math.min(ids.length, 20)]);
      for (const record of group?.records ?? []) expect(ids).toContain(record.id);
    }
    expect([...found.keys()].filter((name) => !channel.model.objects[name])).toEqual([]);
  }
});

it('has what is called so first, and the objects as the navigation has them', async () => {
  const { data } = await search('admin@demo', 'D001', 3);
  const dealers = data.find(({ object }) => object === 'dealer')!;
  expect(JSON.stringify(dealers.records[0])).toContain('D001');
  const order = Object.values(channel.model.apps).flatMap((app) => app.navigation).flatMap((group) => group.items).map(({ object }) => object);
  const wide = (await search('admin@demo', 'a')).data.map(({ object }) => order.indexOf(object)).filter((at) => at >= 0);
  expect(wide).toEqual(wide.toSorted((a, b) => a - b));
  expect(wide.length).toBeGreaterThan(2);
});

it('is asked for with what it knows', async () => {
  const code = async (query: Record<string, string>): Promise<string> => (await ask('admin@demo', { url: '/api/search', query })).json<{ code: string }>().code;
  expect(await code({ q: 'a', limit: '0' })).toBe('OPR106');
  expect(await code({ q: 'a', limit: '21' })).toBe('OPR106');
  expect(await code({ text: 'a' })).toBe('REQ103');
  expect(await code({ q: 'x'.repeat(201) })).toBe('OPR103');
  expect(await search('admin@demo', '')).toEqual({ data: [], partial: false });
  expect((await place.ask('', { url: '/api/search?q=a' })).statusCode).toBe(401);
});
