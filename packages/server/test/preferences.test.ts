/** What people set for themselves, over HTTP: values by key, language and time zone. */
import type { InjectOptions } from 'fastify';
import { limits } from '@tenon/diagnostics';
import { compilePackage } from '@tenon/model/compiler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../src/password.ts';
import { openPlace, type Place } from './walk/place.ts';

const documents = {
  'package.json': { name: '@own/pack', version: '1.0.0', tenon: { engine: '>=0.1', namespace: 'own', label: 'Own', locales: ['en'], timeZone: 'Asia/Shanghai', currency: 'CNY' } },
  'roles/boss.json': { label: 'Boss', admin: true, otherObjects: { read: true } }, 'roles/guest.json': { label: 'Guest', external: true },
};
let place: Place;
beforeAll(async () => {
  const { value: model, diagnostics } = compilePackage(Object.entries(documents).map(([path, document]) => ({ path, text: JSON.stringify(document) })));
  if (!model) throw new Error(JSON.stringify(diagnostics));
  const passwordHash = await hashPassword('right horse battery');
  const users = [{ login: 'boss', name: 'Boss', roles: ['boss'] }, { login: 'guest', name: 'Guest', roles: ['guest'], locale: 'en', passwordHash }];
  place = await openPlace(['one', 'two'].map((slug) => ({ slug, model, users })));
});
afterAll(() => place?.close());

const ask = (who: string, options: InjectOptions) => place.ask(who, options);
const put = (who: string, key: string, value: unknown) => ask(who, { method: 'PUT', url: `/api/preferences/${encodeURIComponent(key)}`, payload: { value } as object });
const all = async (who: string): Promise<unknown> => (await ask(who, { url: '/api/preferences' })).json();

describe('preferences', () => {
  it('are kept by person and tenant, whatever JSON they are', async () => {
    const values = { 'list:order.all': { columns: ['a', 'b.c'], text: '<b>\u0000\u2028' }, pins: [], look: null, 'views:order': 'x', n: 1e21, 'recent/a-b': false };
    for (const [key, value] of Object.entries(values)) expect([key, (await put('guest/one', key, value)).statusCode]).toEqual([key, 204]);
    expect(await all('guest/one')).toEqual(values);
    expect([await all('boss/one'), await all('guest/two')]).toEqual([{}, {}]);
    await put('guest/one', 'n', 2);
    expect((await ask('guest/one', { method: 'DELETE', url: '/api/preferences/pins' })).statusCode).toBe(204);
    expect((await ask('guest/one', { method: 'DELETE', url: '/api/preferences/pins' })).statusCode).toBe(204);
    const { pins: _, ...left } = { ...values, n: 2 };
    expect(await all('guest/one')).toEqual(left);
  });

  it('are refused with a key or a value that does not fit', async () => {
    for (const key of ['A', '1', '__proto__', 'a b', 'ä', 'x'.repeat(121), 'a\\b']) expect([key, (await put('guest/one', key, 1)).json<{ code: string }>().code]).toEqual([key, expect.stringMatching(/^REQ/)]);
    const fits = 'x'.repeat(limits.preferenceBytesMax - 2);
    expect([(await put('guest/one', 'x'.repeat(90), fits)).statusCode, (await put('guest/one', 'long', `${fits}x`)).json()]).toEqual([204, expect.objectContaining({ code: 'REQ113' })]);
    expect((await ask('guest/one', { method: 'PUT', url: '/api/preferences/a', payload: {} })).json()).toMatchObject({ code: 'REQ113' });
    expect((await ask('guest/one', { method: 'PUT', url: '/api/preferences/a', payload: { value: 1, user: 'boss' } })).json()).toMatchObject({ code: 'REQ114' });
    expect((await ask('', { url: '/api/preferences' })).statusCode).toBe(401);
  });
});

describe('settings', () => {
  it('are the account’s: language and time zone, at once, in every session', async () => {
    const signed = await place.app.inject({ method: 'POST', url: '/api/sign-in', payload: { tenant: 'one', login: 'guest', password: 'right horse battery' } });
    const cookie = String(signed.headers['set-cookie']).split(';')[0]!;
    expect(signed.json()).toMatchObject({ locale: 'en', timeZone: 'Asia/Shanghai', tenantTimeZone: 'Asia/Shanghai' });
    const change = (payload: object) => place.app.inject({ method: 'PATCH', url: '/api/session', payload, headers: { cookie } });
    expect((await change({ locale: 'zh-CN', timeZone: 'America/New_York' })).json()).toMatchObject({ locale: 'zh-CN', timeZone: 'America/New_York', tenantTimeZone: 'Asia/Shanghai', user: { login: 'guest' } });
    expect((await ask('guest/one', { url: '/api/session' })).json()).toMatchObject({ locale: 'zh-CN', timeZone: 'America/New_York' });
    expect((await ask('guest/two', { url: '/api/session' })).json()).toMatchObject({ locale: 'en', timeZone: 'Asia/Shanghai' });
    expect((await change({})).json()).toMatchObject({ locale: 'zh-CN', timeZone: 'America/New_York' });
    expect((await ask('guest/one', { method: 'PATCH', url: '/api/session', payload: { timeZone: null } })).json()).toMatchObject({ locale: 'zh-CN', timeZone: 'Asia/Shanghai' });
    for (const wrong of [{ locale: 'fr' }, { locale: null }, { timeZone: 'Mars/Olympus' }, { timeZone: '+08:00' }, { timeZone: 8 }, { timeZone: '' }, { roles: ['boss'] }]) expect([wrong, (await change(wrong)).statusCode]).toEqual([wrong, 400]);
    const crossSite = await place.app.inject({ method: 'PATCH', url: '/api/session', payload: { locale: 'en' }, headers: { cookie, origin: 'https://evil.example' } });
    expect(crossSite.json()).toMatchObject({ code: 'AUT104' });
  });
});
