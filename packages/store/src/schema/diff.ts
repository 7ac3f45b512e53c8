/**
 * What has to change so that a schema becomes the one wanted.
 *
 * In:   the Snapshot of a schema and the tables wanted; names of things set aside that are to stay where they are.
 * Out:  steps in the order in which they can be done. Pure: what the rows say about them is added by `plan.ts`.
 * Nothing that a person entered is dropped: it is set aside, and comes back with the name and type that it had.
 */
import { asidesOf, freeAsideName } from '../names.ts';
import { guardName } from './builds-table.ts';
import { inOrder, type Step } from './steps.ts';
import type { Column, ForeignKey, Snapshot, Table, TableSchema } from './table.ts';

/** Computed from other columns whenever it is needed, so it is not kept. */
const derivedColumns: readonly string[] = ['search_text'];

/** How a thing set aside is named in `staying`. */
export const asideKey = (table: string, column?: string): string => (column === undefined ? table : `${table}.${column}`);

/** The steps from one schema to another; none when they are equal. */
export function diffSchemas(from: Snapshot, to: TableSchema, staying: ReadonlySet<string> = new Set()): readonly Step[] {
  const steps: Step[] = [];
  const left = new Map(Object.values(from.tables).map((table) => [table.name, table]));
  for (const table of Object.values(to)) {
    const known = [table.name, ...(table.was === undefined || to[table.was] || from.tables[table.name] ? [] : [table.was])].flatMap((name) => left.get(name) ?? []).find((one) => keysFit(one, table));
    if (known) left.delete(known.name);
    const restored = known ? undefined : asideTable(from.aside, table, staying);
    if (known && known.name !== table.name) steps.push({ kind: 'renameTable', table: table.name, from: known.name });
    if (known) steps.push(...diffTables({ ...known, name: table.name }, table, staying, false));
    else if (restored) steps.push(...restoreSteps(from, restored, table, staying));
    else steps.push(...createSteps(from, table));
  }
  const taken = Object.keys(from.aside);
  const leaving: Step[] = [];
  for (const table of left.values()) {
    // Another table of its name comes instead, and needs the names.
    const replaced = to[table.name] !== undefined;
    const going = replaced ? leaving : steps;
    if (replaced) going.push(...table.indexes.map(({ name }): Step => ({ kind: 'dropIndex', table: table.name, name })));
    going.push(...table.foreignKeys.map((key): Step => ({ kind: 'dropForeignKey', table: table.name, name: key.name, target: key.target })));
    going.push({ kind: 'setTableAside', table: table.name, to: freeAsideName(table.name, taken), references: table.foreignKeys });
  }
  return [...inOrder(leaving), ...inOrder(steps)];
}

function asideTable(aside: TableSchema, wanted: Table, staying: ReadonlySet<string>): Table | undefined {
  return asidesOf(wanted.name, Object.keys(aside)).map((name) => aside[name]!)
    .find((table) => !staying.has(asideKey(table.name)) && keysFit(table, wanted));
}

/** Links to one object mean nothing as links to another. */
function keysFit(table: Table, wanted: Table): boolean {
  const target = (name: string): string | undefined => targetOf(table.foreignKeys, name) ?? table.columns.find((column) => column.name === name)?.refersTo;
  return table.primaryKey.join() === wanted.primaryKey.join() && wanted.primaryKey.every((name) => (target(name) ?? targetOf(wanted.foreignKeys, name)) === targetOf(wanted.foreignKeys, name));
}

function restoreSteps(from: Snapshot, aside: Table, wanted: Table, staying: ReadonlySet<string>): Step[] {
  const noted = aside.columns.filter(({ refersTo }) => refersTo !== undefined).map(({ name }) => name);
  return [...freeIndexNames(from, wanted, aside), { kind: 'restoreTable', table: wanted.name, from: aside.name, noted }, ...diffTables({ ...aside, name: wanted.name }, wanted, staying, true)];
}

/** Names of indexes are taken across tables: a table set aside that stays so gives up those that another one needs. */
function freeIndexNames(from: Snapshot, table: Table, except?: Table): Step[] {
  const taken = Object.values(from.aside).filter((aside) => aside !== except).flatMap((aside) => aside.indexes.map(({ name }) => ({ table: aside.name, name })));
  return taken.filter(({ name }) => table.indexes.some((one) => one.name === name)).map((one): Step => ({ kind: 'dropIndex', ...one }));
}

function createSteps(from: Snapshot, table: Table): Step[] {
  return [
    ...freeIndexNames(from, table),
    { kind: 'createTable', table: table.name, definition: table },
    ...table.indexes.map((index): Step => ({ kind: 'addIndex', table: table.name, index })),
    ...table.foreignKeys.map((foreignKey): Step => ({ kind: 'addForeignKey', table: table.name, foreignKey })),
  ];
}

function diffTables(from: Table, to: Table, staying: ReadonlySet<string>, restored: boolean): Step[] {
  const table = to.name;
  const columns = diffColumns(from, to, staying, restored);
  const unproven = [...from.checks, ...from.foreignKeys].filter((one) => one.unproven && [...to.checks, ...to.foreignKeys].some(({ name }) => name === one.name));
  return [
    ...columns,
    ...byName(from.checks, to.checks, ({ name }) => ({ kind: 'dropCheck', table, name }), (check) => ({ kind: 'addCheck', table, check })),
    ...from.indexes.filter(({ broken }) => broken).map(({ name }): Step => ({ kind: 'dropIndex', table, name })),
    ...byName(from.indexes.filter(({ broken }) => !broken), to.indexes, ({ name }) => ({ kind: 'dropIndex', table, name }), (index) => ({ kind: 'addIndex', table, index })),
    ...byName(from.foreignKeys, to.foreignKeys, ({ name, target }) => ({ kind: 'dropForeignKey', table, name, target }), (foreignKey) => ({ kind: 'addForeignKey', table, foreignKey })),
    ...unproven.map(({ name }): Step => ({ kind: 'prove', table, name })),
  ];
}

function byName<T extends { readonly name: string }>(from: readonly T[], to: readonly T[], drop: (one: T) => Step, add: (one: T) => Step): Step[] {
  const [had, wanted] = [new Set(from.map((one) => one.name)), new Set(to.map((one) => one.name))];
  return [...from.filter((one) => !wanted.has(one.name)).map(drop), ...to.filter((one) => !had.has(one.name)).map(add)];
}

interface Source { readonly column: Column; readonly step?: Step; readonly restored: boolean }

function diffColumns(from: Table, to: Table, staying: ReadonlySet<string>, tableRestored: boolean): Step[] {
  const table = to.name;
  const steps: Step[] = [];
  const left = new Map(from.columns.map((column) => [column.name, column]));
  for (const column of to.columns) {
    const source = sourceOf(from, to, column, left, staying, tableRestored);
    if (!source) {
      steps.push({ kind: 'addColumn', table, column });
      continue;
    }
    left.delete(source.column.name);
    if (source.step) steps.push(source.step);
    steps.push(...diffColumn(from, to, source, column));
  }
  const taken = [...(from.aside ?? [])].map(({ name }) => name);
  for (const column of left.values()) steps.push(goingStep(from, table, column, taken));
  return steps;
}

function goingStep(from: Table, table: string, column: Column, taken: readonly string[]): Step {
  if (derivedColumns.includes(column.name)) return { kind: 'dropColumn', table, name: column.name };
  const refersTo = targetOf(from.foreignKeys, column.name) ?? column.refersTo;
  return { kind: 'setColumnAside', table, column, to: freeAsideName(column.name, taken), ...(refersTo === undefined ? {} : { refersTo }) };
}

/** Where a wanted column comes from: from the one of its name, from the one that it was, or from one that was set aside. */
function sourceOf(from: Table, to: Table, column: Column, left: ReadonlyMap<string, Column>, staying: ReadonlySet<string>, tableRestored: boolean): Source | undefined {
  const table = to.name;
  const target = targetOf(to.foreignKeys, column.name);
  // Ids of one object mean nothing as ids of another: a reference that goes elsewhere is another column.
  const elsewhere = (one: Column): boolean => target !== undefined && (targetOf(from.foreignKeys, one.name) ?? target) !== target;
  const usable = (one: Column): boolean => (tableRestored ? fits(one, column, target) && !staying.has(asideKey(table, one.name)) : !elsewhere(one));
  const known = left.get(column.name);
  if (known && usable(known)) return { column: known, restored: tableRestored };
  const earlier = column.was && !to.columns.some(({ name }) => name === column.was) ? left.get(column.was) : undefined;
  if (earlier && usable(earlier)) {
    return { column: earlier, restored: tableRestored, step: { kind: 'renameColumn', table, from: earlier.name, to: column.name } };
  }
  const aside = from.aside ?? [];
  const names = aside.map(({ name }) => name);
  const candidates = [column.name, ...(column.was ? [column.was] : [])].flatMap((name) => asidesOf(name, names));
  const found = candidates.map((name) => aside.find((one) => one.name === name)!)
    .find((one) => !staying.has(asideKey(table, one.name)) && fits(one, column, target));
  return found && { column: { ...found, notNull: false }, restored: true, step: { kind: 'restoreColumn', table, from: found.name, column } };
}

const targetOf = (keys: readonly ForeignKey[], column: string): string | undefined => keys.find((key) => key.column === column)?.target;

/** Whether what was set aside can be the column that is wanted. */
const fits = (aside: Column, wanted: Column, target: string | undefined): boolean =>
  aside.type === wanted.type && aside.collation === wanted.collation && aside.refersTo === target;

function diffColumn(from: Table, to: Table, { column: known, restored, step }: Source, wanted: Column): Step[] {
  const table = to.name;
  const steps: Step[] = [];
  if (known.type !== wanted.type || known.collation !== wanted.collation) steps.push({ kind: 'alterColumnType', table, column: wanted, from: known.type });
  if ((known.default ?? '') !== (wanted.default ?? '')) steps.push({ kind: 'setDefault', table, column: wanted });
  const key = restored ? to.foreignKeys.find((one) => one.column === wanted.name && !from.foreignKeys.some(({ name }) => name === one.name)) : undefined;
  const inKey = to.primaryKey.includes(wanted.name);
  const removes = key !== undefined && (key.onDelete === 'CASCADE' || inKey);
  const loosened = key !== undefined && !removes && known.notNull;
  if (key) steps.push({ kind: 'clearOrphans', table, foreignKey: key, removes, required: loosened });
  // What stands in for NOT NULL bears the name of its column, so it does not go along with a rename.
  const guarded = known.guarded || (step?.kind === 'renameColumn' && known.promised);
  if (guarded) steps.push({ kind: 'dropCheck', table, name: guardName(from.name, known.name) });
  const notNull = known.notNull && !loosened && !guarded;
  if (!notNull && wanted.notNull) steps.push({ kind: 'setNotNull', table, column: wanted });
  if (notNull && !wanted.notNull) steps.push({ kind: 'dropNotNull', table, column: wanted });
  return steps;
}
