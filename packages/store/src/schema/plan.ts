/**
 * Plans a migration: what would change in a tenant's schema for a Model, with the risk of every change and the rows that stand against it.
 *
 * In:   the tenant's real schema and the Model wanted.
 * Out:  a MigrationPlan, a plain value to print, to refuse and to apply.
 */
import { diagnostic, type Diagnostic } from '@tenon/diagnostics';
import { withEarlierNames, type Model } from '@tenon/model';
import type pg from 'pg';
import { asOwner } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import { activeModelOf, tenantRow } from '../tenant/rows.ts';
import { recordedBuilds, type RecordedBuild } from './builds-table.ts';
import { conditionSql } from './condition.ts';
import { asideKey, diffSchemas } from './diff.ts';
import { columnsIn, Judge, type Change } from './judge.ts';
import { nothingToRefill, refillOf, type Refill } from './refill.ts';
import { RowsAfter } from './rows-after.ts';
import { snapshot } from './snapshot.ts';
import type { Step } from './steps.ts';
import { engineTables } from './system-tables.ts';
import { tablesOf } from './tables.ts';
import type { Snapshot, TableSchema } from './table.ts';
import { workOf, type Work } from './work.ts';

export { type Change, type Risk } from './judge.ts';

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
  /** What earlier migrations have left for later and is still going on. */
  readonly pending: readonly RecordedBuild[];
  /** How the changes are done beside the work of others. */
  readonly work: Work;
  /** What is computed anew in the rows, after the tables have changed. */
  readonly refill: Refill;
  /** The whole DDL, for display and to know the plan by. */
  readonly sql: string;
}

/** What a Model would change for a tenant. Reads only. */
export async function planMigration(store: StoreHandle, tenant: string, model: Model): Promise<MigrationPlan> {
  return asOwner(store.database, (client) => planOn(client, store, tenant, model));
}

/** The same in a transaction of the caller. */
export async function planOn(client: pg.ClientBase, store: StoreHandle, tenant: string, model: Model): Promise<MigrationPlan> {
  const row = await tenantRow(client, tenant);
  const builds = await recordedBuilds(client, tenant);
  const actual = await snapshot(client, row.schema, builds);
  const active = row.model_version === 0 ? undefined : row.model_hash === model.hash ? model : await activeModelOf(client, row);
  const wanted = tablesOf(active && active !== model ? withEarlierNames(active, model) : model, { trigrams: store.trigrams });
  const { changes: tables, postponed, judge } = await judged(client, row.schema, actual, wanted);
  const refill = active ? refillOf(active, model, tables.map(({ step }) => step)) : nothingToRefill;
  const changes = [...tables, ...(await recomputed(refill, judge))];
  const later = postponed.map(({ table, column }) => diagnostic('STO107', { object: table, field: column }, { address: `object/${table}#fields/${column}` }));
  return {
    tenant, schema: row.schema, from: row.model_hash, to: model.hash, model, changes, diagnostics: [...unkeptKeys(model), ...later],
    drift: active === model ? tables.map((one) => one.words) : active ? await driftOn(client, store, { schema: row.schema, active }, actual) : [],
    pending: builds.filter(({ state }) => state !== 'before'),
    work: await workOf(row.schema, actual, changes, (table) => judge.size(table)),
    refill,
    sql: changes.map((change) => `${change.sql};`).join('\n'),
  };
}

async function recomputed({ steps, searched }: Refill, judge: Judge): Promise<readonly Change[]> {
  const all = [...steps.map(({ object, fields }): Step => ({ kind: 'recompute', table: object, fields })), ...searched.map((table): Step => ({ kind: 'recompute', table, fields: [] }))];
  const changes: Change[] = [];
  for (const step of all) {
    const { change } = await judge.judge(step);
    if (change) changes.push(change);
  }
  return changes;
}

interface Judgement {
  readonly changes: readonly Change[];
  readonly postponed: readonly { readonly table: string; readonly column: string }[];
  readonly judge: Judge;
}

/** The changes with what the rows say. What was set aside comes back only where its values keep the rules of today. */
async function judged(client: pg.ClientBase, schema: string, actual: Snapshot, wanted: TableSchema, staying: ReadonlySet<string> = new Set()): Promise<Judgement> {
  const steps = diffSchemas(actual, wanted, staying);
  const judge = new Judge(client, schema, actual, wanted, steps);
  const changes: Change[] = [];
  const postponed: { table: string; column: string }[] = [];
  const idle = new Set<string>();
  for (const step of steps) {
    const found = idle.has(requiredKey(step)) ? {} : await judge.judge(step);
    if (found.postponed) postponed.push({ table: step.table, column: found.postponed });
    if (found.change) changes.push(found.change);
    // No row has lost its record: the column stays required, and has not to become so again.
    else if (step.kind === 'clearOrphans' && step.required) idle.add(asideKey(step.table, step.foreignKey.column));
  }
  const unfit = unfitOf(schema, steps, changes).filter((key) => !staying.has(key));
  return unfit.length === 0 ? { changes, postponed, judge } : judged(client, schema, actual, wanted, new Set([...staying, ...unfit]));
}

const requiredKey = (step: Step): string => (step.kind === 'setNotNull' ? asideKey(step.table, step.column.name) : '');

/** Columns that would come back and whose values break a rule. */
function unfitOf(schema: string, steps: readonly Step[], changes: readonly Change[]): readonly string[] {
  const after = new RowsAfter(schema, steps);
  return changes.filter(({ failing }) => failing).flatMap(({ step }) =>
    columnsAsked(step).filter((column) => after.isRestored(step.table, column)).map((column) => asideKey(step.table, after.columnNow(step.table, column))));
}

function columnsAsked(step: Step): readonly string[] {
  return columnsIn(step.kind === 'addCheck' ? step.check.expression : step.kind === 'addIndex' ? step.index.definition : '');
}

/** Keys that no index can keep; nothing else would. */
function unkeptKeys(model: Model): Diagnostic[] {
  return Object.values(model.objects).flatMap((object) => Object.values(object.keys)
    .filter((key) => key.when && conditionSql(model, object.name, key.when) === undefined)
    .map((key) => diagnostic('STO110', { object: object.name, key: key.name }, { address: `object/${object.name}#keys/${key.name}/when` })));
}

/** The tables as they are against the tenant's own Model; of a column that stays optional for its old rows nothing is said. */
async function driftOn(client: pg.ClientBase, store: StoreHandle, { schema, active }: { readonly schema: string; readonly active: Model }, actual: Snapshot): Promise<readonly string[]> {
  const { changes } = await judged(client, schema, actual, tablesOf(active, { trigrams: store.trigrams }));
  return changes.map((change) => change.words);
}

/**
 * What the engine's own tables lack in a tenant that an earlier version has made. Only what is to be added: a node of an earlier version
 * beside this one still works, and takes nothing away.
 */
export async function planEngineTables(client: pg.ClientBase, schema: string): Promise<{ readonly changes: readonly Change[]; readonly work: Work }> {
  const { tables, aside } = await snapshot(client, schema);
  const ours = new Set(engineTables.map(({ name }) => name));
  const actual: Snapshot = { tables: Object.fromEntries(Object.entries(tables).filter(([name]) => ours.has(name))), aside };
  const wanted = Object.fromEntries(engineTables.map((table) => [table.name, table]));
  const { changes, judge } = await judged(client, schema, actual, wanted);
  const adding = changes.filter(({ step: { kind } }) => ['createTable', 'addColumn', 'addIndex', 'addForeignKey', 'addCheck'].includes(kind));
  return { changes: adding, work: await workOf(schema, actual, adding, (table) => judge.size(table)) };
}

/** How the tables of a tenant differ from the Model that it has; none is as it should be. What is still being built is no difference. */
export async function tablesDrift(store: StoreHandle, tenant: string): Promise<readonly string[]> {
  return asOwner(store.database, async (client) => {
    const row = await tenantRow(client, tenant);
    const builds = await recordedBuilds(client, tenant);
    const failed = builds.filter(({ state }) => state === 'failed').map(({ table, name, problem }) => `${table}: ${name} could not be finished: ${problem ?? ''}`);
    if (row.model_version === 0) return failed;
    return [...failed, ...(await driftOn(client, store, { schema: row.schema, active: await activeModelOf(client, row) }, await snapshot(client, row.schema, builds)))];
  });
}

/** What differs between a tenant's real schema and the one its Model asks for, and what is still pending. Empty is as it should be. */
export async function driftOf(store: StoreHandle, tenant: string, model: Model): Promise<readonly Change[]> {
  const { changes, pending } = await planMigration(store, tenant, model);
  return [...changes, ...pending.map(pendingChange)];
}

function pendingChange({ kind, table, name, sql }: RecordedBuild): Change {
  const words = { index: `index ${name} is being built`, constraint: `${name} is asked of the rows that were there before it`, notNull: `${name} becomes required` }[kind];
  return { step: { kind: 'prove', table, name }, risk: 'safe', words: `${table}: ${words}`, pending: true, sql: sql.join(';\n') };
}
