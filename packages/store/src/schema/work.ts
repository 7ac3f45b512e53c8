/**
 * How the changes of a plan are done without keeping writers waiting: what is built before the transaction, what is done in it
 * while the tables are locked, and what is left for after it.
 *
 * In:   the changes of a plan, the tables as they are, and the sizes of those tables.
 * Out:  a Work. What a plan shows and is known by is the plain DDL: whether a table is large decides only how that is done.
 */
import { quoteName as q } from '../names.ts';
import { guardName, type Build } from './builds-table.ts';
import { createIndex, fill } from './ddl.ts';
import type { Change } from './judge.ts';
import type { Step } from './steps.ts';
import type { Snapshot } from './table.ts';

export interface Work {
  readonly before: readonly Build[];
  /** Done under the locks, in order. */
  readonly inside: readonly string[];
  readonly after: readonly Build[];
  /** Builds that are recorded and that nobody needs any more, by table and name; without a name, all of the table. */
  readonly obsolete: readonly { readonly table: string; readonly name?: string }[];
  /** Tables that exist, by how they are locked. */
  readonly exclusive: readonly string[];
  readonly shared: readonly string[];
  /** Tables that the tenant's role does not know yet. */
  readonly fresh: readonly string[];
}

/** Up to so many rows a table is worked through in the transaction: that takes a few milliseconds. */
const insideRowsMax = 5_000;

interface Place { readonly schema: string; readonly from: Snapshot; readonly steps: readonly Step[]; readonly large: (table: string) => boolean }

export async function workOf(schema: string, from: Snapshot, changes: readonly Change[], size: (table: string) => Promise<number>): Promise<Work> {
  const sizes = new Map<string, number>();
  for (const { step } of changes) if (!sizes.has(step.table)) sizes.set(step.table, await size(step.table));
  const steps = changes.map(({ step }) => step);
  const place: Place = { schema, from, steps, large: (table) => sizes.get(table)! > insideRowsMax };
  const parts = changes.map((change) => partsOf(place, change));
  return {
    before: parts.flatMap(({ before }) => before ?? []),
    inside: parts.flatMap(({ inside }) => inside ?? []),
    after: parts.flatMap(({ after }) => after ?? []),
    obsolete: steps.flatMap(obsoleteOf),
    ...locksOf(from, steps),
    fresh: steps.filter(({ kind }) => kind === 'createTable' || kind === 'restoreTable').map(({ table }) => table),
  };
}

interface Parts { readonly before?: Build; readonly inside?: string; readonly after?: Build }

function partsOf(place: Place, { step, sql }: Change): Parts {
  if (!place.large(step.table)) return { inside: sql };
  const table = `${q(place.schema)}.${q(step.table)}`;
  const prove = (name: string) => `ALTER TABLE ${table} VALIDATE CONSTRAINT ${q(name)}`;
  switch (step.kind) {
    case 'addIndex': {
      const build: Build = { kind: 'index', table: step.table, name: step.index.name, sql: [createIndex(table, step.index, ' CONCURRENTLY')] };
      if (!step.index.unique) return { after: build };
      return isOnWhatIsThere(place, step) ? { before: build } : { inside: sql };
    }
    case 'addCheck': return { inside: `${sql} NOT VALID`, after: { kind: 'constraint', table: step.table, name: step.check.name, sql: [prove(step.check.name)] } };
    case 'addForeignKey': return { inside: `${sql} NOT VALID`, after: { kind: 'constraint', table: step.table, name: step.foreignKey.name, sql: [prove(step.foreignKey.name)] } };
    case 'prove': return { after: { kind: 'constraint', table: step.table, name: step.name, sql: [sql] } };
    case 'setNotNull': return requiredLater(table, step);
    case 'recompute': return {};
    // Whoever builds an index takes away what is left of an earlier try.
    case 'dropIndex': return place.steps.some((one) => one.kind === 'addIndex' && one.index.name === step.name) ? {} : { inside: sql };
    default: return { inside: sql };
  }
}

/** A check keeps null out at once; that no row has one is found later, and then NOT NULL needs no look at the rows. */
function requiredLater(table: string, { table: name, column }: Step & { kind: 'setNotNull' }): Parts {
  const guard = q(guardName(name, column.name));
  return {
    inside: `${fill(table, column)}ALTER TABLE ${table} ADD CONSTRAINT ${guard} CHECK (${q(column.name)} IS NOT NULL) NOT VALID`,
    after: {
      kind: 'notNull', table: name, name: column.name,
      sql: [`ALTER TABLE ${table} VALIDATE CONSTRAINT ${guard}`, `ALTER TABLE ${table} ALTER COLUMN ${q(column.name)} SET NOT NULL, DROP CONSTRAINT ${guard}`],
    },
  };
}

/** Whether an index can be built before the migration, on columns that it leaves as they are. */
function isOnWhatIsThere({ from, steps }: Place, { table, index }: Step & { kind: 'addIndex' }): boolean {
  const known = from.tables[table];
  if (!known) return false;
  const named = [...index.definition.matchAll(/"([a-z_][a-z0-9_]*)"/g)].map(([, name]) => name!).filter((name) => name !== table || known.columns.some((one) => one.name === name));
  const moved = new Set(steps.filter((step) => step.table === table).flatMap(columnsMoved));
  return named.every((name) => known.columns.some((column) => column.name === name) && !moved.has(name));
}

function columnsMoved(step: Step): readonly string[] {
  switch (step.kind) {
    case 'addColumn': case 'alterColumnType': case 'restoreColumn': case 'setColumnAside': return [step.column.name];
    case 'renameColumn': return [step.from, step.to];
    case 'clearOrphans': return [step.foreignKey.column];
    default: return [];
  }
}

function obsoleteOf(step: Step): Work['obsolete'] {
  switch (step.kind) {
    case 'setTableAside': return [{ table: step.table }];
    case 'setColumnAside': return [{ table: step.table, name: step.column.name }];
    case 'renameColumn': return [{ table: step.table, name: step.from }];
    case 'renameTable': return [{ table: step.from }];
    case 'dropNotNull': return [{ table: step.table, name: step.column.name }];
    case 'dropCheck': case 'dropIndex': case 'dropForeignKey': return [{ table: step.table, name: step.name }];
    default: return [];
  }
}

/** The tables are locked before the first step, in one order, so that a migration waits only while it holds nothing else. */
function locksOf(from: Snapshot, steps: readonly Step[]): Pick<Work, 'exclusive' | 'shared'> {
  const now = (table: string): string => (from.tables[table] || from.aside[table] ? table : nameBefore(steps, table));
  const exclusive = new Set(steps.filter(({ kind }) => kind !== 'createTable' && kind !== 'recompute').map(({ table }) => now(table)));
  for (const step of steps) if (step.kind === 'dropForeignKey') exclusive.add(now(step.target));
  const shared = new Set(steps.flatMap((step) => (step.kind === 'addForeignKey' ? [now(step.foreignKey.target)] : step.kind === 'recompute' ? [now(step.table)] : [])));
  exclusive.delete('');
  shared.delete('');
  return { exclusive: [...exclusive].sort(), shared: [...shared].filter((table) => !exclusive.has(table)).sort() };
}

function nameBefore(steps: readonly Step[], table: string): string {
  return steps.flatMap((step) => ((step.kind === 'restoreTable' || step.kind === 'renameTable') && step.table === table ? [step.from] : []))[0] ?? '';
}
