/**
 * What is hidden does not exist: for each role, a second tenant whose Model calls everything hidden by another name.
 *
 * Asked for by its first name, a hidden field or object is hidden in the one tenant and unknown in the other.
 * Every answer must be the same, byte for byte but for the number of the request.
 */
import type { InjectOptions } from 'fastify';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readChannel, type Channel } from './walk/channel.ts';
import { openPlace, type Place } from './walk/place.ts';
import { Truth } from './walk/truth.ts';
import { twinOf, type Names } from './walk/twin.ts';

const roles = ['dealer_portal', 'sales', 'sales_manager', 'finance', 'warehouse_keeper'];
const missing = '018f0000-0000-7000-8000-000000000000';

let channel: Channel;
let place: Place;
const truths: Record<string, Truth> = {};
const names: Record<string, Names> = {};

beforeAll(async () => {
  channel = await readChannel();
  const none = Object.fromEntries(Object.keys(channel.model.objects).map((name) => [name, new Map()]));
  const user = (role: string) => ({ login: role, name: role, roles: [role], locale: 'en' });
  for (const role of roles) {
    truths[role] = new Truth(channel, none, { roles: [role], userId: missing, attributes: {} });
    names[role] = namesFor(truths[role]);
  }
  place = await openPlace([
    { slug: 'first', name: 'Demo', model: channel.model, users: roles.map(user) },
    ...roles.map((role) => ({ slug: `twin_${role}`, name: 'Demo', model: twinOf(channel.model, names[role]!), users: [user(role)] })),
  ]);
});
afterAll(() => place?.close());

function namesFor(truth: Truth): Names {
  const all = Object.values(channel.model.objects);
  const gone = all.filter((object) => !truth.has(object.name) && !object.system);
  const there = all.filter((object) => truth.has(object.name) && !object.system);
  let made = 0;
  const other = (): string => `qq_${String((made += 1)).padStart(4, '0')}`;
  return {
    objects: Object.fromEntries(gone.map((object) => [object.name, other()])),
    fields: Object.fromEntries(there.map((object) => [object.name, Object.fromEntries(truth.hidden(object.name).filter((field) => !field.system).map((field) => [field.name, other()]))])),
  };
}

/** The answer of both tenants to one request, without what differs between any two requests. */
async function both(role: string, options: InjectOptions): Promise<readonly [unknown, unknown]> {
  const told = async (slug: string): Promise<unknown> => {
    const { statusCode, body, headers } = await place.ask(`${role}/${slug}`, options);
    return [options.method ?? 'GET', options.url, statusCode, headers['content-type'], body.replace(/"requestId":"[^"]*"/, '"requestId":""')];
  };
  return [await told('first'), await told(`twin_${role}`)];
}

const query = (object: string, tail: string, parameters: Readonly<Record<string, string>>): InjectOptions =>
  ({ url: `/api/objects/${object}${tail}?${new URLSearchParams(parameters).toString()}` });

/** Every place of a request to read that names a field, by its path from the object. */
const readings = (object: string, path: string): InjectOptions[] => [
  query(object, '', { select: path }), query(object, '', { select: `id,${path}` }), query(object, '', { expand: path }),
  query(object, '', { filter: `${path} == null` }), query(object, '', { filter: `if(true, ${path}, null) != null` }), query(object, '', { sort: path }), query(object, '', { sort: `-${path}` }),
  query(object, '/aggregate', { group: path }), query(object, '/aggregate', { aggregate: `count(${path})` }), query(object, '/aggregate', { aggregate: `max(${path})` }),
  query(object, '/aggregate', { aggregate: `sum(${path})` }), query(object, '/aggregate', { filter: `${path} == ${path}` }),
  query(object, `/${missing}`, { select: path }), query(object, `/${missing}`, { expand: path }),
];

/** Every place of a request to write that names a field. */
function writings(truth: Truth, object: ObjectModel, values: Readonly<Record<string, unknown>>): InjectOptions[] {
  const at = `/api/objects/${object.name}`;
  const actions = Object.keys(object.lifecycle?.transitions ?? {}).filter((action) => truth.mayAct(object.name, action));
  return [
    { method: 'POST', url: at, payload: values }, { method: 'PATCH', url: `${at}/${missing}`, payload: values },
    ...(['create', 'update', 'act'] as const).map((kind): InjectOptions => ({
      method: 'POST', url: `${at}/bulk`, payload: { items: [{ kind, values, ...(kind === 'create' ? {} : { id: missing }), ...(kind === 'act' ? { action: actions[0] ?? 'none' } : {}) }] },
    })),
    ...actions.map((action): InjectOptions => ({ method: 'POST', url: `${at}/${missing}/actions/${action}`, payload: { values } })),
  ];
}

/** The fields through which another object is reached. */
const into = (truth: Truth, target: string): readonly (readonly [ObjectModel, FieldModel])[] =>
  Object.values(channel.model.objects).filter(({ name }) => truth.has(name)).flatMap((object) =>
    truth.fields(object.name).filter((field) => (field.to ?? field.of) === target).map((field) => [object, field] as const));

describe.each(roles)('to %s', (role) => {
  it('a hidden field is as unknown as one that is not there, in every place', async () => {
    const truth = truths[role]!;
    const asked: InjectOptions[] = [];
    for (const [name, fields] of Object.entries(names[role]!.fields)) {
      const object = channel.model.objects[name]!;
      for (const field of Object.keys(fields)) {
        asked.push(...readings(name, field), ...writings(truth, object, { [field]: 1 }), ...writings(truth, object, { [field]: null }));
        for (const [from, step] of into(truth, name)) {
          asked.push(...readings(from.name, `${step.name}.${field}`).filter((_, i) => [0, 2, 3, 5, 7, 9].includes(i)));
          if (step.type === 'children') {
            asked.push(query(from.name, '', { filter: `count(${step.name} where ${field} != null) > 0` }), ...writings(truth, from, { [step.name]: [{ [field]: 1 }] }));
          }
        }
      }
    }
    for (const options of asked) {
      const [first, twin] = await both(role, options);
      expect(first).toEqual(twin);
      expect(first).not.toContain(200);
    }
    if (['dealer_portal', 'sales', 'warehouse_keeper'].includes(role)) expect(asked.length).toBeGreaterThan(100);
  });

  it('a hidden object is as unknown as one that is not there, by every route', async () => {
    const truth = truths[role]!;
    for (const name of Object.keys(names[role]!.objects)) {
      const at = `/api/objects/${name}`;
      const action = Object.keys(channel.model.objects[name]!.lifecycle?.transitions ?? {})[0] ?? 'none';
      const asked: InjectOptions[] = [
        { url: at }, { url: `${at}/aggregate` }, { url: `${at}/${missing}` }, { url: `${at}/${missing}/history` }, { url: `${at}?select=id&filter=id == null` },
        { method: 'POST', url: at, payload: {} }, { method: 'PATCH', url: `${at}/${missing}`, payload: {} }, { method: 'DELETE', url: `${at}/${missing}` },
        { method: 'POST', url: `${at}/bulk`, payload: { items: [{ kind: 'create', values: {} }] } }, { method: 'POST', url: `${at}/${missing}/actions/${action}`, payload: {} },
      ];
      for (const [from, step] of into(truth, name)) {
        asked.push(...Object.keys(channel.model.objects[name]!.fields).flatMap((field) => readings(from.name, `${step.name}.${field}`).slice(0, 8)));
        asked.push(...writings(truth, from, { [step.name]: missing }), ...writings(truth, from, { [step.name]: 'x' }), ...writings(truth, from, { [step.name]: [{}] }));
      }
      for (const options of asked) {
        const [first, twin] = await both(role, options);
        expect(first).toEqual(twin);
      }
    }
  });

  it('what is wrong with a record names no hidden field', async () => {
    const truth = truths[role]!;
    for (const object of Object.values(channel.model.objects).filter(({ name }) => truth.has(name))) {
      const children = truth.fields(object.name).filter((field) => field.type === 'children');
      for (const values of [{}, Object.fromEntries(children.map((field) => [field.name, [{}]])), { zzzz: 1 }]) {
        for (const options of writings(truth, object, values)) {
          const [first, twin] = await both(role, options);
          expect(first).toEqual(twin);
        }
      }
    }
  });

  it('the model document and OpenAPI say nothing of what is hidden', async () => {
    for (const url of ['/api/model', '/api/openapi.json']) {
      const texts = await Promise.all(['first', `twin_${role}`].map(async (slug) => (await place.ask(`${role}/${slug}`, { url })).body));
      const [first, twin] = texts.map((text) => JSON.parse(text.replace(/"hash":"[0-9a-f]{64}"/, '"hash":""')) as unknown);
      expect(first).toEqual(twin);
      const shown = new Set(Object.values(channel.model.objects).flatMap((object) => (truths[role]!.has(object.name) ? truths[role]!.fields(object.name).map((field) => field.name) : [])));
      const own = Object.entries(names[role]!.fields).flatMap(([, fields]) => Object.keys(fields)).filter((name) => name.includes('_') && !shown.has(name));
      expect(own.filter((name) => new RegExp(`\\b${name}\\b`).test(texts[0]!))).toEqual([]);
      expect(Object.keys(names[role]!.objects).filter((name) => name.includes('_') && !shown.has(name) && new RegExp(`\\b${name}\\b`).test(texts[0]!))).toEqual([]);
    }
  });
});
