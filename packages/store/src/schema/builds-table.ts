/**
 * Work on a tenant's tables that a migration leaves for after its transaction, because it takes long and need not keep writers waiting:
 * indexes built concurrently, and constraints that hold for new rows already and are still to be proven for the old ones.
 *
 * Invariant: a row here is written in the transaction that makes the Model active, and goes when the work is done, so that
 * `finishBuilds` can take it up wherever a process was killed. Only unique indexes are recorded before that transaction and built
 * before it, in the state `before`: if the transaction never came, they belong to nobody.
 */
import type pg from 'pg';
import { joinName } from '../names.ts';

/** Part of the control schema. */
export const buildsTableSql = `
CREATE TABLE IF NOT EXISTS tenon.index_builds (
  tenant text NOT NULL REFERENCES tenon.tenants ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('index', 'constraint', 'notNull')),
  "table" text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  sql text[] NOT NULL,
  state text NOT NULL CHECK (state IN ('before', 'waiting', 'failed')),
  problem text,
  recorded_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, kind, "table", name)
);
`;

export interface Build {
  readonly kind: 'index' | 'constraint' | 'notNull';
  readonly table: string;
  /** Of the index or constraint; of the column where it is to be NOT NULL. */
  readonly name: string;
  /** Statements in order; the last one finishes the work. */
  readonly sql: readonly string[];
}

export interface RecordedBuild extends Build {
  readonly state: 'before' | 'waiting' | 'failed';
  readonly problem: string | null;
}

/** What is recorded for a tenant, in the order in which it came. */
export async function recordedBuilds(client: pg.ClientBase | pg.Pool, tenant: string): Promise<readonly RecordedBuild[]> {
  const found = await client.query<RecordedBuild>(
    'SELECT kind, "table", name, sql, state, problem FROM tenon.index_builds WHERE tenant = $1 ORDER BY recorded_at, "table", name', [tenant]);
  return found.rows;
}

export async function recordBuilds(client: pg.ClientBase, tenant: string, state: RecordedBuild['state'], builds: readonly Build[]): Promise<void> {
  for (const { kind, table, name, sql } of builds) {
    await client.query(
      `INSERT INTO tenon.index_builds (tenant, kind, "table", name, sql, state) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (tenant, kind, "table", name) DO UPDATE SET sql = excluded.sql, state = excluded.state, problem = NULL`, [tenant, kind, table, name, sql, state]);
  }
}

export async function forgetBuild(client: pg.ClientBase, tenant: string, { kind, table, name }: Pick<Build, 'kind' | 'table' | 'name'>): Promise<void> {
  await client.query('DELETE FROM tenon.index_builds WHERE tenant = $1 AND kind = $2 AND "table" = $3 AND name = $4', [tenant, kind, table, name]);
}

/** Name of the check that stands in for NOT NULL until all rows are known to have a value. */
export const guardName = (table: string, column: string): string => joinName(table, column, 'nn');
