/** The steps of a migration, as data, in the order in which they can be done. */
import type { Check, Column, ForeignKey, Index, Table } from './table.ts';

export type Step =
  | { readonly kind: 'restoreTable'; readonly table: string; readonly from: string; readonly noted: readonly string[] }
  | { readonly kind: 'renameTable'; readonly table: string; readonly from: string }
  | { readonly kind: 'dropForeignKey'; readonly table: string; readonly name: string; readonly target: string }
  | { readonly kind: 'dropCheck'; readonly table: string; readonly name: string }
  | { readonly kind: 'dropIndex'; readonly table: string; readonly name: string }
  | { readonly kind: 'dropColumn'; readonly table: string; readonly name: string }
  | { readonly kind: 'setColumnAside'; readonly table: string; readonly column: Column; readonly to: string; readonly refersTo?: string }
  | { readonly kind: 'setTableAside'; readonly table: string; readonly to: string; readonly references: readonly ForeignKey[] }
  | { readonly kind: 'renameColumn'; readonly table: string; readonly from: string; readonly to: string }
  | { readonly kind: 'restoreColumn'; readonly table: string; readonly from: string; readonly column: Column }
  | { readonly kind: 'createTable'; readonly table: string; readonly definition: Table }
  | { readonly kind: 'addColumn'; readonly table: string; readonly column: Column }
  | { readonly kind: 'alterColumnType'; readonly table: string; readonly column: Column; readonly from: string }
  | { readonly kind: 'setDefault'; readonly table: string; readonly column: Column }
  | { readonly kind: 'clearOrphans'; readonly table: string; readonly foreignKey: ForeignKey; readonly removes: boolean; readonly required: boolean }
  | { readonly kind: 'setNotNull'; readonly table: string; readonly column: Column }
  | { readonly kind: 'dropNotNull'; readonly table: string; readonly column: Column }
  | { readonly kind: 'addCheck'; readonly table: string; readonly check: Check }
  | { readonly kind: 'addIndex'; readonly table: string; readonly index: Index }
  | { readonly kind: 'addForeignKey'; readonly table: string; readonly foreignKey: ForeignKey }
  | { readonly kind: 'prove'; readonly table: string; readonly name: string }
  /** Values that the new Model computes otherwise, in every row; no DDL. Without fields, what search looks through. */
  | { readonly kind: 'recompute'; readonly table: string; readonly fields: readonly string[] };

export type StepKind = Step['kind'];

/** Names are free before they are taken, and rows are as they will be before anything is asked of them. */
const order: readonly StepKind[] = [
  'restoreTable', 'renameTable', 'dropForeignKey', 'dropCheck', 'dropIndex', 'dropColumn', 'setColumnAside', 'setTableAside', 'renameColumn', 'restoreColumn',
  'createTable', 'addColumn', 'alterColumnType', 'setDefault', 'clearOrphans', 'setNotNull', 'dropNotNull', 'addCheck', 'addIndex', 'addForeignKey', 'prove', 'recompute',
];

export const inOrder = (steps: readonly Step[]): readonly Step[] => steps.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
