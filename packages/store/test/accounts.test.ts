/** Users, sessions and keys of a tenant. */
import { isFailure } from '@tenon/diagnostics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createApiKey, createSession, createTenant, createUser, deleteSession, findApiKey, findCredential, findSession, openStore, recordFailedSignIn, recordSignIn,
  revokeApiKey, updateCredential, type Store,
} from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { sample } from './sample-model.ts';

let database: FreshDatabase;
let store: Store;
const tenant = 'people';

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: tenant, name: 'People', model: sample });
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

test('a user signs in, is locked after failures, and their session ends with a new password', async () => {
  const id = await createUser(store, tenant, { login: 'ann', name: 'Ann', locale: 'zh-CN', roles: ['clerk'], attributes: { dealer: null }, passwordHash: 'h1' });
  await expect(createUser(store, tenant, { login: 'ann', name: 'Other', roles: [] })).rejects.toSatisfy((error) => isFailure(error) && error.code === 'STO109');
  expect(await findCredential(store, tenant, 'ann')).toMatchObject({ userId: id, name: 'Ann', roles: ['clerk'], passwordHash: 'h1', failedCount: 0, lockedUntil: null });
  expect(await findCredential(store, tenant, 'bob')).toBeUndefined();
  for (let i = 0; i < 3; i++) await recordFailedSignIn(store, tenant, 'ann', { lockAfter: 3, lockMs: 60_000 });
  expect((await findCredential(store, tenant, 'ann'))?.lockedUntil).toMatch(/^\d{4}-.*Z$/);
  await recordSignIn(store, tenant, 'ann');
  await createSession(store, { tokenHash: 't1', tenant, userId: id, expiresAt: new Date(Date.now() + 60_000) });
  await createSession(store, { tokenHash: 't2', tenant, userId: id, expiresAt: new Date(Date.now() - 1) });
  expect(await findSession(store, 't1')).toMatchObject({ login: 'ann', tenant });
  expect(await findSession(store, 't2')).toBeUndefined();
  await updateCredential(store, tenant, id, { passwordHash: 'h2', roles: ['boss'] });
  expect(await findSession(store, 't1')).toBeUndefined();
  await deleteSession(store, 't1');
  await createApiKey(store, { keyHash: 'k', tenant, userId: id, name: 'ERP' });
  expect(await findApiKey(store, 'k')).toMatchObject({ roles: ['boss'] });
  await revokeApiKey(store, 'k');
  expect(await findApiKey(store, 'k')).toBeUndefined();
});
