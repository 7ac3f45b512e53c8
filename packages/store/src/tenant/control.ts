/**
 * The control schema `tenon`: tenants, their packages, drafts and versions, and who may sign in.
 * Made on start, and brought up to date there, safely by many nodes at once.
 */
import type pg from 'pg';
import { buildsTableSql } from '../schema/builds-table.ts';
import { inputFitsSql } from '../schema/input-fits.ts';

const lockKey = 7_366_001;

const sql = `
CREATE SCHEMA IF NOT EXISTS tenon;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$;
CREATE TABLE IF NOT EXISTS tenon.tenants (
  slug text COLLATE "C" PRIMARY KEY CHECK (slug ~ '^[a-z][a-z0-9_]{0,39}$'),
  name text NOT NULL,
  schema text NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  model_hash text NOT NULL DEFAULT '',
  model_version integer NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS tenon.model_versions (
  tenant text NOT NULL REFERENCES tenon.tenants ON DELETE CASCADE,
  version integer NOT NULL,
  hash text NOT NULL,
  model text NOT NULL,
  package text NOT NULL,
  applied_at timestamptz(3) NOT NULL DEFAULT now(),
  applied_by text NOT NULL,
  PRIMARY KEY (tenant, version)
);
CREATE TABLE IF NOT EXISTS tenon.credentials (
  tenant text NOT NULL REFERENCES tenon.tenants ON DELETE CASCADE,
  user_id uuid NOT NULL,
  login text COLLATE "C" NOT NULL,
  password_hash text,
  roles text[] NOT NULL,
  attributes jsonb NOT NULL DEFAULT '{}',
  failed_count integer NOT NULL DEFAULT 0,
  locked_until timestamptz(3),
  PRIMARY KEY (tenant, user_id),
  UNIQUE (tenant, login)
);
ALTER TABLE tenon.credentials ADD COLUMN IF NOT EXISTS time_zone text;
CREATE TABLE IF NOT EXISTS tenon.sessions (
  token_hash text COLLATE "C" PRIMARY KEY,
  tenant text NOT NULL,
  user_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  last_seen_at timestamptz(3) NOT NULL DEFAULT now(),
  FOREIGN KEY (tenant, user_id) REFERENCES tenon.credentials ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS sessions_user ON tenon.sessions (tenant, user_id);
CREATE INDEX IF NOT EXISTS sessions_expiry ON tenon.sessions (expires_at);
CREATE TABLE IF NOT EXISTS tenon.api_keys (
  key_hash text COLLATE "C" PRIMARY KEY,
  tenant text NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  revoked_at timestamptz(3),
  FOREIGN KEY (tenant, user_id) REFERENCES tenon.credentials ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS api_keys_user ON tenon.api_keys (tenant, user_id);
CREATE TABLE IF NOT EXISTS tenon.packages (
  name text COLLATE "C" NOT NULL,
  version text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  files jsonb NOT NULL,
  added_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (name, hash)
);
CREATE INDEX IF NOT EXISTS packages_hash ON tenon.packages (hash);
ALTER TABLE tenon.model_versions
  ADD COLUMN IF NOT EXISTS layers jsonb,
  ADD COLUMN IF NOT EXISTS files jsonb,
  ADD COLUMN IF NOT EXISTS reason text,
  ADD COLUMN IF NOT EXISTS summary jsonb,
  ADD COLUMN IF NOT EXISTS plan text;
CREATE TABLE IF NOT EXISTS tenon.drafts (
  tenant text PRIMARY KEY REFERENCES tenon.tenants ON DELETE CASCADE,
  base_version integer NOT NULL,
  files jsonb,
  revision integer NOT NULL,
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_by text NOT NULL
);
CREATE TABLE IF NOT EXISTS tenon.layer_changes (
  tenant text NOT NULL REFERENCES tenon.tenants ON DELETE CASCADE,
  version integer NOT NULL,
  address text COLLATE "C" NOT NULL,
  op text NOT NULL,
  by text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  why text,
  PRIMARY KEY (tenant, address, op, version)
);
${buildsTableSql}
${inputFitsSql()}`;

/** Makes the control schema where it is missing. Says whether trigram search is available. */
export async function ensureControl(owner: pg.Pool): Promise<{ trigrams: boolean }> {
  const client = await owner.connect();
  client.on('error', () => undefined); // a connection that breaks fails the statement; it must not end the process
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    await client.query(sql);
    await client.query('COMMIT');
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public').catch(() => undefined);
    const found = await client.query(`SELECT 1 FROM pg_opclass c JOIN pg_namespace n ON n.oid = c.opcnamespace WHERE c.opcname = 'gin_trgm_ops' AND n.nspname = 'public'`);
    return { trigrams: found.rowCount === 1 };
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
