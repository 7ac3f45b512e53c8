/**
 * Plans a migration: what would change in a tenant's schema for a Model, with the risk of every change and the rows that stand against it.
 *
 * In:   the tenant's real schema and the Model wanted.
 * Out:  a MigrationPlan, a plain value to print, to refuse and to apply.
 */
import { diagnostic, type Diagnostic } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import type pg from 'pg';
import { asOwner } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import { quoteName } from '../names.ts';
import { activeModelOf, tenantRow, type TenantRow } from '../tenant/rows.ts';
import { conditionSql } from './condition.ts';
import { ddlOf } from './ddl.ts';
import { diffSchemas, type Step } from './diff.ts';
import { snapshot } from './snapshot.ts';
import { tablesOf } from './tables.ts';
import type { TableSchema } from './table.ts';

export type Risk = 'safe' | 'slow' | 'losesData';

export interface Change {
  readonly step: Step;
  readonly risk: Risk;
  readonly words: string;
  /** Rows that break the new rule; the plan cannot be applied before they are put right. */
  readonly failing?: number;
  readonly sql: string;
}

export interface MigrationPlan {
  readonly tenant: string;
  readonly schema: string;
  /** Hash of the Model that the tenant had when the plan was made; empty for a new tenant. */
  readonly from: string;
  readonly to: string;
  readonly model: Model;
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
  /** What somebody else has changed in the tables: how they differ from the Model that the tenant has. The plan puts it right. */
  readonly drift: readonly string[];
  /** The whole DDL, for display. */
  readonly sql: string;
}

/** What a Model would change for a tenant. Reads only. */
export async function planMigration(store: StoreHandle, tenant: string, model: Model): Promise<MigrationPlan> {
  return asOwner(store.database, (client) => planOn(client, store, tenant, model));
}

/** The same on a connection that may hold a lock. */
export async function planOn(client: pg.ClientBase, store: StoreHandle, tenant: string, model: Model): Promise<MigrationPlan> {
  const row = await tenantRow(client, tenant);
  const actual = await snapshot(client, row.schema);
  const steps = diffSchemas(actual, tablesOf(model, { trigrams: store.trigrams }));
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = unkeptKeys(model);
  for (const step of steps) {
    const judged = await judge(client, row.schema, actual, step);
    if (judged.postponed) diagnostics.push(diagnostic('STO107', { object: step.table, field: judged.postponed }, { address: `object/${step.table}#fields/${judged.postponed}` }));
    if (judged.change) changes.push(judged.change);
  }
  return {
    tenant, schema: row.schema, from: row.model_hash, to: model.hash, model, changes, diagnostics,
    drift: row.model_hash === model.hash ? changes.map((one) => one.words) : await driftOn(client, store, row, actual),
    sql: changes.map((change) => `${change.sql};`).join('\n'),
  };
}

/** Keys that no index can keep; nothing else would. */
function unkeptKeys(model: Model): Diagnostic[] {
  return Object.values(model.objects).flatMap((object) => Object.values(object.keys)
    .filter((key) => key.when && conditionSql(model, object.name, key.when) === undefined)
    .map((key) => diagnostic('STO110', { object: object.name, key: key.name }, { address: `object/${object.name}#keys/${key.name}/when` })));
}

/** The tables as they are against the tenant's own Model; of a column that stays optional for its old rows nothing is said. */
async function driftOn(client: pg.ClientBase, store: StoreHandle, row: TenantRow, actual: TableSchema): Promise<readonly string[]> {
  if (row.model_version === 0) return [];
  const active = await activeModelOf(client, row);
  const words: string[] = [];
  for (const step of diffSchemas(actual, tablesOf(active, { trigrams: store.trigrams }))) {
    const { change } = await judge(client, row.schema, actual, step);
    if (change) words.push(change.words);
  }
  return words;
}

interface Judged { readonly change?: Change; readonly postponed?: string }

async function judge(client: pg.ClientBase, schema: string, actual: TableSchema, step: Step): Promise<Judged> {
  const rows = actual[step.table] ? await hasRows(client, schema, step.table) : false;
  if (step.kind === 'addColumn' && rows && step.column.notNull && !step.column.fill && !step.column.default && !step.column.identity) {
    return { change: change(schema, { ...step, column: { ...step.column, notNull: false } }, rows), postponed: step.column.name };
  }
  if (step.kind === 'setNotNull' && rows && !step.column.fill) {
    const failing = await count(client, schema, step.table, `${quoteName(step.column.name)} IS NULL`);
    if (failing) return { postponed: step.column.name };
  }
  const made = change(schema, step, rows);
  if (!rows) return { change: made };
  const failing = await failingRows(client, schema, step);
  return { change: failing ? { ...made, failing } : made };
}

/** Rows that break a new check, or that are not the only ones with their key. */
async function failingRows(client: pg.ClientBase, schema: string, step: Step): Promise<number> {
  if (step.kind === 'addCheck') return count(client, schema, step.table, `NOT (${step.check.expression})`);
  const [, columns, where] = step.kind === 'addIndex' && step.index.unique ? (/^\(([^)]+)\)(?: WHERE ([\s\S]+))?$/.exec(step.index.definition) ?? []) : [];
  if (!columns) return 0;
  const table = `${quoteName(schema)}.${quoteName(step.table)}`;
  return count(client, schema, step.table, `(${columns}) IS NOT NULL AND (${where ?? 'true'}) AND (${columns}) IN (SELECT ${columns} FROM ${table} WHERE ${where ?? 'true'} GROUP BY ${columns} HAVING count(*) > 1)`);
}

function change(schema: string, step: Step, rows: boolean): Change {
  return { step, risk: riskOf(step, rows), words: wordsOf(step), sql: ddlOf(schema, step) };
}

function riskOf(step: Step, rows: boolean): Risk {
  if (!rows) return 'safe';
  switch (step.kind) {
    case 'dropTable': case 'dropColumn': return 'losesData';
    case 'alterColumnType': return isWidening(step.from, step.column.type) ? 'slow' : 'losesData';
    case 'setNotNull': case 'addCheck': case 'addIndex': case 'addForeignKey': return 'slow';
    default: return 'safe';
  }
}

function isWidening(from: string, to: string): boolean {
  if (from === to || to === 'text' || to === 'jsonb' || (from === 'text' && to === 'text[]')) return true;
  const scale = (type: string) => (type === 'bigint' || type === 'integer' ? 0 : Number(/^numeric\(38,(\d+)\)$/.exec(type)?.[1] ?? Number.NaN));
  return to !== 'integer' && scale(to) >= scale(from) && !(to === 'bigint' && from !== 'integer');
}

function wordsOf(step: Step): string {
  switch (step.kind) {
    case 'createTable': return `new table ${step.table} with ${step.definition.columns.length} columns`;
    case 'dropTable': return `table ${step.table} goes away`;
    case 'addColumn': return `new column ${step.table}.${step.column.name} ${step.column.type}${step.column.notNull ? ', required' : ''}`;
    case 'dropColumn': return `column ${step.table}.${step.name} goes away`;
    case 'renameColumn': return `column ${step.table}.${step.from} is renamed to ${step.to}`;
    case 'alterColumnType': return `${step.table}.${step.column.name}: ${step.from} → ${step.column.type}`;
    case 'setDefault': return `${step.table}.${step.column.name}: default ${step.column.default ?? 'none'}`;
    case 'setNotNull': return `${step.table}.${step.column.name} becomes required`;
    case 'dropNotNull': return `${step.table}.${step.column.name} is no longer required`;
    case 'addCheck': return `${step.table}: new check ${step.check.expression}`;
    case 'dropCheck': return `${step.table}: check ${step.name} goes away`;
    case 'addIndex': return `${step.table}: new ${step.index.unique ? 'unique ' : ''}index ${step.index.definition}`;
    case 'dropIndex': return `${step.table}: index ${step.name} goes away`;
    case 'addForeignKey': return `${step.table}.${step.foreignKey.column} refers to ${step.foreignKey.target}`;
    case 'dropForeignKey': return `${step.table}: reference ${step.name} goes away`;
  }
}

async function hasRows(client: pg.ClientBase, schema: string, table: string): Promise<boolean> {
  const result = await client.query(`SELECT EXISTS (SELECT FROM ${quoteName(schema)}.${quoteName(table)}) AS some`);
  return (result.rows[0] as { some: boolean }).some;
}

/** Zero as well where the condition names columns that are not there yet: those have no values to break it. */
async function count(client: pg.ClientBase, schema: string, table: string, condition: string): Promise<number> {
  try {
    await client.query('SAVEPOINT counting').catch(() => undefined);
    const result = await client.query(`SELECT count(*)::int AS n FROM ${quoteName(schema)}.${quoteName(table)} WHERE ${condition}`);
    return (result.rows[0] as { n: number }).n;
  } catch (error) {
    if (!['42703', '42883'].includes((error as { code?: string }).code ?? '')) throw error;
    await client.query('ROLLBACK TO SAVEPOINT counting').catch(() => undefined);
    return 0;
  }
}

/** How the tables of a tenant differ from the Model that it has; none is as it should be. */
export async function tablesDrift(store: StoreHandle, tenant: string): Promise<readonly string[]> {
  return asOwner(store.database, async (client) => {
    const row = await tenantRow(client, tenant);
    return driftOn(client, store, row, await snapshot(client, row.schema));
  });
}

/** What differs between a tenant's real schema and the one its Model asks for. Empty is as it should be. */
export async function driftOf(store: StoreHandle, tenant: string, model: Model): Promise<readonly Change[]> {
  return (await planMigration(store, tenant, model)).changes;
}
