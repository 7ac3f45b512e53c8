/**
 * The demo's people over the demo's records: what each of them should see and do, beside the server that they ask.
 */
import type { InjectOptions } from 'fastify';
import type { ObjectModel } from '@tenon/model';
import { readChannel, recent, type Channel } from './channel.ts';
import { openPlace, type Place, type Row } from './place.ts';
import { Truth } from './truth.ts';

/** `dealer` and `sub` are of the portal: D001, and one of the dealers below it. */
export const people = ['admin@demo', 'sales@demo', 'rep@demo', 'finance@demo', 'warehouse@demo', 'dealer@demo', 'sub@demo', 'nobody@demo'];

export interface ChannelPlace {
  readonly channel: Channel;
  readonly place: Place;
  /** Every row of every object, read past the store. */
  readonly rows: Readonly<Record<string, ReadonlyMap<string, Row>>>;
  readonly truths: Readonly<Record<string, Truth>>;
}

export async function openChannel(slug: string): Promise<ChannelPlace> {
  const channel = await readChannel();
  const users = [...channel.users, { login: 'nobody@demo', name: 'Nobody', roles: [] }];
  const place = await openPlace([{ slug, model: channel.model, users, data: recent(channel.model, '2026-11') }]);
  const dealers = await place.rows(slug, 'dealer');
  const dealer = (code: string): string => dealers.find((row) => row['code'] === code)!.id;
  const attributes: Record<string, Record<string, string>> = { 'dealer@demo': { dealer: dealer('D001') }, 'sub@demo': { dealer: dealer('D025') } };
  for (const [login, own] of Object.entries(attributes)) await place.setAttributes(`${login}/${slug}`, own);
  await writeSome(slug, channel, place, attributes);
  const rows: Record<string, ReadonlyMap<string, Row>> = {};
  for (const name of Object.keys(channel.model.objects)) rows[name] = new Map((await place.rows(slug, name)).map((row) => [row.id, row]));
  const truths = Object.fromEntries(users.map(({ login, roles }) => [login, new Truth(channel, rows, { roles, userId: place.userIds[`${login}/${slug}`]!, attributes: attributes[login] ?? {} })]));
  return { channel, place, rows, truths };
}

/** Carts and drafts of two dealers, and an entry in the history of everything: the data set itself has none of these. */
async function writeSome(slug: string, { model }: Channel, place: Place, attributes: Readonly<Record<string, { dealer?: string }>>): Promise<void> {
  const ask = async (options: InjectOptions): Promise<void> => {
    const { statusCode, body } = await place.ask(`admin@demo/${slug}`, options);
    if (statusCode >= 300 && statusCode !== 422) throw new Error(body);
  };
  const [company] = await place.rows(slug, 'company');
  const [other] = (await place.rows(slug, 'dealer')).filter((row) => row['code'] === 'D002');
  const buyers = Object.keys(attributes);
  for (const [i, dealer] of [attributes['dealer@demo']!.dealer, attributes['sub@demo']!.dealer, other!.id].entries()) {
    await ask({ method: 'POST', url: '/api/objects/cart', payload: { dealer, company: company!.id, buyer: place.userIds[`${buyers[i] ?? 'rep@demo'}/${slug}`] } });
  }
  for (const object of Object.values(model.objects).filter(({ partOf, system }) => !partOf && !system)) {
    const all = await place.rows(slug, object.name);
    const own = new Set(Object.values(attributes).map(({ dealer }) => dealer));
    const touched = all.filter((row, i) => i < 2 || own.has(String(row['dealer'])) || own.has(row.id)).slice(0, 12);
    for (const row of touched) await ask({ method: 'PATCH', url: `/api/objects/${object.name}/${row.id}`, payload: { ...noted(object, row) } });
  }
}

/** A change of every plain text and number that can be changed, to be seen in the history by those who may. */
function noted(object: ObjectModel, row: Row): Record<string, unknown> {
  const free = Object.values(object.fields).filter((field) => ['text', 'long_text'].includes(field.type) && !field.system && !field.formula && !field.pattern && !field.unique && !field.required
    && !Object.values(object.keys).some((key) => key.fields.includes(field.name)));
  const frozen = object.lifecycle ? object.states[String(row[object.lifecycle.field])]?.frozen : undefined;
  if (frozen === 'all') return {};
  return Object.fromEntries(free.filter((field) => !frozen?.includes(field.name)).map((field) => [field.name, `noted ${object.name}`.slice(0, field.maxLength ?? 100)]));
}
