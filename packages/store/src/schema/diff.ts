/**
 * What has to change so that a schema becomes the one wanted.
 *
 * In:   two TableSchemas.
 * Out:  changes in the order in which they can be done. Pure: what the rows say about them is added by `plan.ts`.
 */
import type { Check, Column, ForeignKey, Index, Table, TableSchema } from './table.ts';

export type Step =
  | { readonly kind: 'dropForeignKey'; readonly table: string; readonly name: string }
  | { readonly kind: 'dropCheck'; readonly table: string; readonly name: string }
  | { readonly kind: 'dropIndex'; readonly table: string; readonly name: string }
  | { readonly kind: 'renameColumn'; readonly table: string; readonly from: string; readonly to: string }
  | { readonly kind: 'createTable'; readonly table: string; readonly definition: Table }
  | { readonly kind: 'addColumn'; readonly table: string; readonly column: Column }
  | { readonly kind: 'alterColumnType'; readonly table: string; readonly column: Column; readonly from: string }
  | { readonly kind: 'setDefault'; readonly table: string; readonly column: Column }
  | { readonly kind: 'setNotNull'; readonly table: string; readonly column: Column }
  | { readonly kind: 'dropNotNull'; readonly table: string; readonly column: Column }
  | { readonly kind: 'dropColumn'; readonly table: string; readonly name: string }
  | { readonly kind: 'dropTable'; readonly table: string }
  | { readonly kind: 'addCheck'; readonly table: string; readonly check: Check }
  | { readonly kind: 'addIndex'; readonly table: string; readonly index: Index }
  | { readonly kind: 'addForeignKey'; readonly table: string; readonly foreignKey: ForeignKey };

export type StepKind = Step['kind'];

const order: readonly StepKind[] = [
  'dropForeignKey', 'dropCheck', 'dropIndex', 'renameColumn', 'createTable', 'addColumn', 'alterColumnType', 'setDefault', 'setNotNull',
  'dropNotNull', 'dropColumn', 'dropTable', 'addCheck', 'addIndex', 'addForeignKey',
];

/** The steps from one schema to another; none when they are equal. */
export function diffSchemas(from: TableSchema, to: TableSchema): readonly Step[] {
  const steps: Step[] = [];
  for (const table of Object.values(to)) {
    const known = from[table.name];
    steps.push(...(known ? diffTables(known, table) : createSteps(table)));
  }
  for (const table of Object.values(from)) {
    if (to[table.name]) continue;
    steps.push(...table.foreignKeys.map((key): Step => ({ kind: 'dropForeignKey', table: table.name, name: key.name })));
    steps.push({ kind: 'dropTable', table: table.name });
  }
  return steps.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function createSteps(table: Table): Step[] {
  return [
    { kind: 'createTable', table: table.name, definition: table },
    ...table.indexes.map((index): Step => ({ kind: 'addIndex', table: table.name, index })),
    ...table.foreignKeys.map((foreignKey): Step => ({ kind: 'addForeignKey', table: table.name, foreignKey })),
  ];
}

function diffTables(from: Table, to: Table): Step[] {
  const table = to.name;
  return [
    ...diffColumns(from, to),
    ...byName(from.checks, to.checks, (name) => ({ kind: 'dropCheck', table, name }), (check) => ({ kind: 'addCheck', table, check })),
    ...byName(from.indexes, to.indexes, (name) => ({ kind: 'dropIndex', table, name }), (index) => ({ kind: 'addIndex', table, index })),
    ...byName(from.foreignKeys, to.foreignKeys, (name) => ({ kind: 'dropForeignKey', table, name }), (foreignKey) => ({ kind: 'addForeignKey', table, foreignKey })),
  ];
}

function byName<T extends { readonly name: string }>(from: readonly T[], to: readonly T[], drop: (name: string) => Step, add: (one: T) => Step): Step[] {
  const [had, wanted] = [new Set(from.map((one) => one.name)), new Set(to.map((one) => one.name))];
  return [
    ...from.filter((one) => !wanted.has(one.name)).map((one) => drop(one.name)),
    ...to.filter((one) => !had.has(one.name)).map(add),
  ];
}

function diffColumns(from: Table, to: Table): Step[] {
  const table = to.name;
  const steps: Step[] = [];
  const left = new Map(from.columns.map((column) => [column.name, column]));
  for (const column of to.columns) {
    let known = left.get(column.name);
    const renamed = !known && column.was && !to.columns.some((other) => other.name === column.was) ? left.get(column.was) : undefined;
    if (renamed) {
      steps.push({ kind: 'renameColumn', table, from: renamed.name, to: column.name });
      known = renamed;
    }
    if (!known) {
      steps.push({ kind: 'addColumn', table, column });
      continue;
    }
    left.delete(known.name);
    steps.push(...diffColumn(table, known, column));
  }
  for (const name of left.keys()) steps.push({ kind: 'dropColumn', table, name });
  return steps;
}

function diffColumn(table: string, from: Column, to: Column): Step[] {
  const steps: Step[] = [];
  if (from.type !== to.type || from.collation !== to.collation) steps.push({ kind: 'alterColumnType', table, column: to, from: from.type });
  if ((from.default ?? '') !== (to.default ?? '')) steps.push({ kind: 'setDefault', table, column: to });
  if (!from.notNull && to.notNull) steps.push({ kind: 'setNotNull', table, column: to });
  if (from.notNull && !to.notNull) steps.push({ kind: 'dropNotNull', table, column: to });
  return steps;
}
