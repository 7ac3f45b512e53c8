/** What a refused write must not say: the names of hidden fields and objects, in every sort of refusal that could name one. */
import type { InjectOptions } from 'fastify';
import { compilePackage } from '@tenon/model/compiler';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPlace, type Place } from './walk/place.ts';

const field = (type: string, more: Readonly<Record<string, unknown>> = {}) => ({ type, label: type, ...more });
const all = { create: true, read: true, update: true, delete: true, actions: '*' };
const files = {
  'package.json': { name: '@unsaid/pack', version: '1.0.0', tenon: { engine: '>=0.1', namespace: 'unsaid', label: 'Unsaid', locales: ['en'], timeZone: 'Asia/Shanghai', currency: 'CNY' } },
  'objects/note.json': {
    label: 'Note', plural: 'Notes', title: 'subject',
    fields: {
      subject: field('text', { required: true }), amount: field('integer'), kanari_limit: field('integer', { default: '10' }), kanari_code: field('text'), kanari_reason: field('text'),
      status: field('select', { options: { open: { label: 'Open' }, closed: { label: 'Closed' } } }), target: field('reference', { to: 'kanari_place' }), targets: field('references', { to: 'kanari_place' }),
    },
    validations: { within: { check: 'amount == null or amount <= kanari_limit', message: 'That is too much.', at: 'kanari_limit' } },
    keys: { once: { fields: ['subject', 'kanari_code'] } },
    lifecycle: { field: 'status', initial: 'open', transitions: { close: { label: 'Close', from: ['open'], to: 'closed', requires: ['kanari_reason'] }, kanari_drop: { label: 'Drop', from: ['open'], to: 'closed' } } },
  },
  'objects/card.json': { label: 'Card', plural: 'Cards', title: 'name', fields: { name: field('text', { required: true }), kanari_owner: field('text', { required: true }) } },
  'objects/kanari_place.json': { label: 'Place', plural: 'Places', title: 'name', fields: { name: field('text', { required: true }), note: field('reference', { to: 'note' }) } },
  'roles/boss.json': { label: 'Boss', admin: true, otherObjects: all },
  'roles/guest.json': {
    label: 'Guest', external: true,
    objects: {
      note: { create: true, read: true, update: true, delete: true, actions: ['close'], fields: { kanari_limit: 'none', kanari_code: 'none', kanari_reason: 'none' }, otherFields: 'write' },
      card: { create: true, read: true, fields: { kanari_owner: 'none' }, otherFields: 'write' },
    },
  },
};

let place: Place;
beforeAll(async () => {
  const { value: model, diagnostics } = compilePackage(Object.entries(files).map(([path, document]) => ({ path, text: JSON.stringify(document) })));
  if (!model) throw new Error(JSON.stringify(diagnostics));
  place = await openPlace([{ slug: 'unsaid', model, users: [{ login: 'boss', name: 'Boss', roles: ['boss'] }, { login: 'guest', name: 'Guest', roles: ['guest'] }] }]);
});
afterAll(() => place?.close());

const post = (who: string, url: string, payload: object) => place.ask(`${who}/unsaid`, { method: 'POST', url: `/api/objects/${url}`, payload });
const made = async (who: string, object: string, values: object): Promise<string> => (await post(who, object, values)).json<{ id: string }>().id;

it('says that a write is refused, and why as far as the caller may know', async () => {
  const note = await made('boss', 'note', { subject: 'used' });
  const used = await made('boss', 'kanari_place', { name: 'here', note });
  await made('boss', 'note', { subject: 'taken', kanari_code: 'x' });
  const other = await made('boss', 'note', { subject: 'free', kanari_code: 'x' });
  const refused: readonly (readonly [string, InjectOptions, number, object])[] = [
    ['a rule at a hidden field', { method: 'POST', url: '/api/objects/note', payload: { subject: 'a', amount: 11 } }, 422, { errors: [{ field: '', code: 'VAL120', message: 'That is too much.' }] }],
    ['an action that needs a hidden field', { method: 'POST', url: `/api/objects/note/${note}/actions/close`, payload: {} }, 422, { errors: [{ field: '', code: 'VAL104' }] }],
    ['a required field that is hidden', { method: 'POST', url: '/api/objects/card', payload: { name: 'a' } }, 422, { errors: [{ field: '', code: 'ACC102' }] }],
    ['a required field that is hidden, given', { method: 'POST', url: '/api/objects/card', payload: { name: 'a', zzzz: 'x' } }, 422, { errors: [{ field: 'zzzz', code: 'VAL102' }, { field: '', code: 'ACC102' }] }],
    ['a key with a hidden field', { method: 'PATCH', url: `/api/objects/note/${other}`, payload: { subject: 'taken' } }, 409, { code: 'VAL122', errors: [{ field: 'subject', code: 'VAL122' }] }],
    ['a record that something hidden uses', { method: 'DELETE', url: `/api/objects/note/${note}` }, 409, { code: 'VAL123' }],
    ['a reference to a hidden object', { method: 'PATCH', url: `/api/objects/note/${note}`, payload: { target: used } }, 422, { errors: [{ field: 'target', code: 'VAL117' }] }],
    ['a set of references to a hidden object', { method: 'PATCH', url: `/api/objects/note/${note}`, payload: { targets: [used] } }, 422, { errors: [{ field: 'targets', code: 'VAL117' }] }],
    ['an action that is nearly a hidden one', { method: 'POST', url: `/api/objects/note/${note}/actions/kanari_dro`, payload: {} }, 404, { code: 'OPR108' }],
    ['a stale version', { method: 'PATCH', url: `/api/objects/note/${note}`, payload: {}, headers: { 'if-match': '"9"' } }, 409, { code: 'STO201' }],
  ];
  const before = await place.digest('unsaid');
  for (const [label, options, status, problem] of refused) {
    const answer = await place.ask('guest/unsaid', options);
    expect([label, answer.statusCode, answer.json()]).toMatchObject([label, status, problem]);
    const asked = JSON.stringify(options);
    expect([label, (answer.body.match(/kanari\w*/g) ?? []).filter((word) => !asked.includes(word))]).toEqual([label, []]);
  }
  expect(await place.digest('unsaid')).toEqual(before);
});

it('a reference that was set by somebody else may stay', async () => {
  const used = await made('boss', 'kanari_place', { name: 'there' });
  const note = await made('boss', 'note', { subject: 'kept', target: used, targets: [used] });
  const answer = await place.ask('guest/unsaid', { method: 'PATCH', url: `/api/objects/note/${note}`, payload: { subject: 'kept still', target: used, targets: [used] } });
  expect([answer.statusCode, answer.json()]).toMatchObject([200, { subject: 'kept still', target: used, targets: [used] }]);
});
