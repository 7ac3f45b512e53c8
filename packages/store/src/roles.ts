/**
 * PostgreSQL's roles: `tenon_app` signs in and owns nothing; each tenant has a role with rights on its own schema only,
 * which `tenon_app` enters for the length of a transaction. Roles belong to the whole server, so two databases may share one.
 */
import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { digest, quoteName, quoteText } from './names.ts';

export const appRole = 'tenon_app';

/** The same on every node that knows the owner's connection, and written nowhere. */
export function appPassword(adminUrl: string): string {
  return createHmac('sha256', decodeURIComponent(new URL(adminUrl).password) || 'tenon').update(appRole).digest('hex');
}

export function appUrl(adminUrl: string): string {
  const url = new URL(adminUrl);
  url.username = appRole;
  url.password = appPassword(adminUrl);
  return url.href;
}

/** Makes `tenon_app`, or sets it right. */
export async function ensureAppRole(owner: pg.Pool, adminUrl: string): Promise<void> {
  const password = appPassword(adminUrl);
  const comment = `tenon ${digest(password, 16)}`;
  const found = await owner.query(
    `SELECT rolsuper OR rolbypassrls OR rolinherit OR NOT rolcanlogin AS wrong, shobj_description(oid, 'pg_authid') AS comment FROM pg_roles WHERE rolname = $1`, [appRole]);
  const role = found.rows[0] as { wrong: boolean; comment: string | null } | undefined;
  if (role && !role.wrong && role.comment === comment) return;
  const attributes = `LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${quoteText(password)}`;
  await tolerant(owner, `CREATE ROLE ${appRole} ${attributes}`);
  if (role) await tolerant(owner, `ALTER ROLE ${appRole} ${attributes}`);
  await tolerant(owner, `COMMENT ON ROLE ${appRole} IS ${quoteText(comment)}`);
}

/** Makes the role of a tenant and lets `tenon_app` enter it. */
export async function ensureTenantRole(owner: pg.Pool, role: string): Promise<void> {
  await tolerant(owner, `CREATE ROLE ${quoteName(role)} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT`);
  const member = await owner.query(
    `SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member WHERE r.rolname = $1 AND u.rolname = $2`, [role, appRole]);
  if (member.rowCount === 0) await tolerant(owner, `GRANT ${quoteName(role)} TO ${appRole}`);
}

/** The role stays when another database of the server still uses it. */
export async function dropTenantRole(owner: pg.Pool, role: string): Promise<void> {
  await owner.query(`DROP ROLE IF EXISTS ${quoteName(role)}`).catch((error: { code?: string }) => {
    if (error.code !== '2BP01') throw error;
  });
}

/** Another process may do the same at the same moment: what exists is well, and a lost race is run again. */
async function tolerant(owner: pg.Pool, sql: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await owner.query(sql);
      return;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === '42710' || code === '23505') return;
      if (attempt >= 10 || !message.includes('tuple concurrently')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * (attempt + 1)));
    }
  }
}

/** What a tenant's role may do in its schema: work with rows, and only add to the audit trail. */
export function grantsSql(schema: string, appendOnly: readonly string[]): string {
  const name = quoteName(schema);
  const kept = appendOnly.map((table) => `REVOKE UPDATE, DELETE, TRUNCATE ON ${name}.${quoteName(table)} FROM ${name}`);
  return [
    `GRANT USAGE ON SCHEMA ${name} TO ${name}`,
    `GRANT ${rowRights} ON ALL TABLES IN SCHEMA ${name} TO ${name}`,
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${name} TO ${name}`,
    ...kept,
  ].join(';\n');
}

/** The same for tables that have come to a schema that is in use. */
export function tableGrantsSql(schema: string, tables: readonly string[], appendOnly: readonly string[]): string {
  const name = quoteName(schema);
  return tables.map((table) => `GRANT ${appendOnly.includes(table) ? 'SELECT, INSERT' : rowRights} ON ${name}.${quoteName(table)} TO ${name}`).join(';\n');
}

const rowRights = 'SELECT, INSERT, UPDATE, DELETE';
