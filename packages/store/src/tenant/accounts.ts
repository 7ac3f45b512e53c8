/**
 * Who may sign in to a tenant. Users are records of the tenant; password hashes, sessions and keys live in the control schema,
 * out of reach of every tenant's role. Tokens and keys are kept as hashes only, which the caller makes.
 *
 * Errors: STO109 the login is taken; STO104 there is no such tenant.
 */
import { failure } from '@tenon/diagnostics';
import { v7 as uuid } from 'uuid';
import { asOwner } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import { digest, quoteName, schemaOf } from '../names.ts';
import { liveChannel, type LiveSignal } from '../together/live.ts';
import { tenantRow } from './rows.ts';

export interface NewUser {
  readonly login: string;
  readonly name: string;
  readonly email?: string;
  readonly locale?: string;
  readonly roles: readonly string[];
  readonly attributes?: Readonly<Record<string, string | null>>;
  /** Absent for a user who cannot sign in with a password. */
  readonly passwordHash?: string;
}

/** What signing in and making a principal need. */
export interface Account {
  readonly tenant: string;
  readonly userId: string;
  readonly login: string;
  readonly name: string;
  readonly locale: string | null;
  /** IANA name; null: that of the tenant. */
  readonly timeZone: string | null;
  readonly active: boolean;
  readonly roles: readonly string[];
  readonly attributes: Readonly<Record<string, string | null>>;
}

export interface Credential extends Account {
  readonly passwordHash: string | null;
  readonly failedCount: number;
  readonly lockedUntil: string | null;
}

export interface Session extends Account {
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastSeenAt: string;
}

interface CredentialRow { tenant: string; user_id: string; login: string; password_hash: string | null; roles: string[]; attributes: Record<string, string | null>; time_zone: string | null; failed_count: number; locked_until: string | null }

/** Makes the user's record and its credential. Returns the user's id. */
export async function createUser(store: StoreHandle, tenant: string, user: NewUser): Promise<string> {
  const id = uuid();
  try {
    await asOwner(store.database, async (client) => {
      const { schema } = await tenantRow(client, tenant);
      await client.query(
        `INSERT INTO ${quoteName(schema)}."user" (id, version, created_at, updated_at, name, login, email, locale, active) VALUES ($1, 1, now(), now(), $2, $3, $4, $5, true)`,
        [id, user.name, user.login, user.email ?? null, user.locale ?? null]);
      await client.query(
        'INSERT INTO tenon.credentials (tenant, user_id, login, password_hash, roles, attributes) VALUES ($1, $2, $3, $4, $5, $6)',
        [tenant, id, user.login, user.passwordHash ?? null, user.roles, JSON.stringify(user.attributes ?? {})]);
    });
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw failure('STO109', { login: user.login });
    throw error;
  }
  return id;
}

/** Changes what is given: roles, attributes, password. Signing in elsewhere is ended when the password changes. */
export async function updateCredential(
  store: StoreHandle, tenant: string, userId: string, change: { readonly roles?: readonly string[]; readonly attributes?: Readonly<Record<string, string | null>>; readonly passwordHash?: string },
): Promise<void> {
  await asOwner(store.database, async (client) => {
    await client.query(
      `UPDATE tenon.credentials SET roles = coalesce($3, roles), attributes = coalesce($4, attributes), password_hash = coalesce($5, password_hash),
         failed_count = CASE WHEN $5::text IS NULL THEN failed_count ELSE 0 END, locked_until = CASE WHEN $5::text IS NULL THEN locked_until END
       WHERE tenant = $1 AND user_id = $2`,
      [tenant, userId, change.roles ?? null, change.attributes ? JSON.stringify(change.attributes) : null, change.passwordHash ?? null]);
    if (change.passwordHash) await client.query('DELETE FROM tenon.sessions WHERE tenant = $1 AND user_id = $2', [tenant, userId]);
  });
}

export interface SettingsChange {
  readonly locale?: 'en' | 'zh-CN';
  readonly timeZone?: string | null;
}

/** What a person sets of their own account. */
export async function changeSettings(store: StoreHandle, tenant: string, userId: string, { locale, timeZone }: SettingsChange): Promise<void> {
  await asOwner(store.database, async (client) => {
    const { schema } = await tenantRow(client, tenant);
    if (timeZone !== undefined) await client.query('UPDATE tenon.credentials SET time_zone = $3 WHERE tenant = $1 AND user_id = $2', [tenant, userId, timeZone]);
    if (locale !== undefined) {
      await client.query(
        `UPDATE ${quoteName(schema)}."user" SET locale = $2, version = version + 1, updated_at = now(), updated_by = id WHERE id = $1 AND locale IS DISTINCT FROM $2`, [userId, locale]);
    }
  });
}

/** The credential of a login, or undefined. */
export async function findCredential(store: StoreHandle, tenant: string, login: string): Promise<Credential | undefined> {
  const found = await store.database.owner.query<CredentialRow>('SELECT * FROM tenon.credentials WHERE tenant = $1 AND login = $2', [tenant, login]);
  const row = found.rows[0];
  if (!row) return undefined;
  const account = await accountOf(store, row);
  return account && { ...account, passwordHash: row.password_hash, failedCount: row.failed_count, lockedUntil: row.locked_until };
}

/** Every credential of a tenant with its user, by login. */
export async function listAccounts(store: StoreHandle, tenant: string): Promise<readonly Account[]> {
  const found = await store.database.owner.query<CredentialRow>('SELECT * FROM tenon.credentials WHERE tenant = $1 ORDER BY login', [tenant]);
  const accounts = await Promise.all(found.rows.map((row) => accountOf(store, row)));
  return accounts.filter((account) => account !== undefined);
}

/** The account of a user as it is now, or undefined. */
export async function findAccount(store: StoreHandle, tenant: string, userId: string): Promise<Account | undefined> {
  const found = await store.database.owner.query<CredentialRow>('SELECT * FROM tenon.credentials WHERE tenant = $1 AND user_id = $2', [tenant, userId]);
  return found.rows[0] && accountOf(store, found.rows[0]);
}

/** The accounts of these users, as far as there are any. */
export async function findAccounts(store: StoreHandle, tenant: string, userIds: readonly string[]): Promise<readonly Account[]> {
  const found = await store.database.owner.query<CredentialRow & UserRow>(
    `SELECT c.*, u.name, u.locale, u.active FROM tenon.credentials c JOIN ${quoteName(schemaOf(tenant))}."user" u ON u.id = c.user_id WHERE c.tenant = $1 AND c.user_id = ANY($2::uuid[])`, [tenant, userIds]);
  return found.rows.map((row) => accountFrom(row, row));
}

async function accountOf(store: StoreHandle, row: CredentialRow): Promise<Account | undefined> {
  const found = await store.database.owner.query<UserRow>(
    `SELECT name, locale, active FROM ${quoteName(schemaOf(row.tenant))}."user" WHERE id = $1`, [row.user_id]);
  const user = found.rows[0];
  return user && accountFrom(row, user);
}

interface UserRow { readonly name: string; readonly locale: string | null; readonly active: boolean }

function accountFrom(row: CredentialRow, { name, locale, active }: UserRow): Account {
  return { tenant: row.tenant, userId: row.user_id, login: row.login, name, locale, timeZone: row.time_zone, active, roles: row.roles, attributes: row.attributes };
}

/** Counts a wrong password; from `lockAfter` on in a row, the account is locked for a while. A right one is told with `succeeded`. */
export async function recordFailedSignIn(store: StoreHandle, tenant: string, login: string, lock: { lockAfter: number; lockMs: number } = { lockAfter: 10, lockMs: 15 * 60_000 }): Promise<void> {
  await store.database.owner.query(
    `UPDATE tenon.credentials SET failed_count = failed_count + 1,
       locked_until = CASE WHEN failed_count + 1 >= $3 THEN now() + $4 * interval '1 millisecond' ELSE locked_until END
     WHERE tenant = $1 AND login = $2`, [tenant, login, lock.lockAfter, lock.lockMs]);
}

/** Forgets wrong passwords after a right one. */
export async function recordSignIn(store: StoreHandle, tenant: string, login: string): Promise<void> {
  await store.database.owner.query(
    'UPDATE tenon.credentials SET failed_count = 0, locked_until = NULL WHERE tenant = $1 AND login = $2 AND (failed_count > 0 OR locked_until IS NOT NULL)', [tenant, login]);
}

/** Keeps a session under the hash of its token. */
export async function createSession(store: StoreHandle, session: { tokenHash: string; tenant: string; userId: string; expiresAt: Date }): Promise<void> {
  await store.database.owner.query(
    'INSERT INTO tenon.sessions (token_hash, tenant, user_id, expires_at) VALUES ($1, $2, $3, $4)', [session.tokenHash, session.tenant, session.userId, session.expiresAt.toISOString()]);
}

/** The living session of a token with its user, or undefined. */
export async function findSession(store: StoreHandle, tokenHash: string): Promise<Session | undefined> {
  const found = await store.database.owner.query<CredentialRow & { created_at: string; expires_at: string; last_seen_at: string }>(
    `SELECT c.*, s.created_at, s.expires_at, s.last_seen_at FROM tenon.sessions s JOIN tenon.credentials c USING (tenant, user_id)
     WHERE s.token_hash = $1 AND s.expires_at > now()`, [tokenHash]);
  const row = found.rows[0];
  const account = row && (await accountOf(store, row));
  return account && { ...account, createdAt: row.created_at, expiresAt: row.expires_at, lastSeenAt: row.last_seen_at };
}

/** Notes that a session is in use, at most once a minute; `expiresAt` prolongs it. */
export async function touchSession(store: StoreHandle, tokenHash: string, expiresAt?: Date): Promise<void> {
  await store.database.owner.query(
    `UPDATE tenon.sessions SET last_seen_at = now(), expires_at = coalesce($2, expires_at) WHERE token_hash = $1 AND last_seen_at < now() - interval '1 minute'`,
    [tokenHash, expiresAt?.toISOString() ?? null]);
}

/** Ends a session, also on the other nodes: what it has open there is told. */
export async function deleteSession(store: StoreHandle, tokenHash: string): Promise<void> {
  const ended: LiveSignal = { kind: 'ended', session: sessionDigest(tokenHash) };
  await store.database.owner.query(
    'WITH gone AS (DELETE FROM tenon.sessions WHERE token_hash = $1 RETURNING 1) SELECT pg_notify($2, $3) FROM gone', [tokenHash, liveChannel, JSON.stringify(ended)]);
}

/** What a session is called where others may hear it. */
export const sessionDigest = (tokenHash: string): string => digest(tokenHash, 32);

/** Removes sessions that are over. For a job that runs now and then. */
export async function deleteExpiredSessions(store: StoreHandle): Promise<number> {
  return (await store.database.owner.query('DELETE FROM tenon.sessions WHERE expires_at <= now()')).rowCount ?? 0;
}

/** Keeps an API key under its hash. */
export async function createApiKey(store: StoreHandle, key: { keyHash: string; tenant: string; userId: string; name: string }): Promise<void> {
  await store.database.owner.query('INSERT INTO tenon.api_keys (key_hash, tenant, user_id, name) VALUES ($1, $2, $3, $4)', [key.keyHash, key.tenant, key.userId, key.name]);
}

/** The user of an API key that was not revoked, or undefined. */
export async function findApiKey(store: StoreHandle, keyHash: string): Promise<Account | undefined> {
  const found = await store.database.owner.query<CredentialRow>(
    'SELECT c.* FROM tenon.api_keys k JOIN tenon.credentials c USING (tenant, user_id) WHERE k.key_hash = $1 AND k.revoked_at IS NULL', [keyHash]);
  return found.rows[0] && accountOf(store, found.rows[0]);
}

export async function revokeApiKey(store: StoreHandle, keyHash: string): Promise<void> {
  await store.database.owner.query('UPDATE tenon.api_keys SET revoked_at = now() WHERE key_hash = $1 AND revoked_at IS NULL', [keyHash]);
}
