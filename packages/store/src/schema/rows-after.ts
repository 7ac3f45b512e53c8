/**
 * The rows of a table as they will be when a migration has put them in their new shape, for counting those that break a new rule.
 *
 * In:   the steps of a migration and the table as it is wanted.
 * Out:  a subquery over the table as it is now: renamed and restored columns under their new names, new ones with what fills them.
 */
import { quoteName as q } from '../names.ts';
import { conversion, orphanSql } from './ddl.ts';
import type { Step } from './steps.ts';
import type { Column, ForeignKey, Table } from './table.ts';

type Kind<K extends Step['kind']> = Extract<Step, { kind: K }>;

export class RowsAfter {
  readonly #schema: string;
  readonly #steps: readonly Step[];

  constructor(schema: string, steps: readonly Step[]) {
    this.#schema = schema;
    this.#steps = steps;
  }

  #of<K extends Step['kind']>(kind: K, table: string): readonly Kind<K>[] {
    return this.#steps.filter((step): step is Kind<K> => step.kind === kind && step.table === table);
  }

  /** The name that a table has now; undefined for one that is new. */
  nameNow(table: string): string | undefined {
    if (this.#of('createTable', table).length > 0) return undefined;
    return (this.#of('restoreTable', table)[0] ?? this.#of('renameTable', table)[0])?.from ?? table;
  }

  /** The name that a wanted column has now; undefined for one that is new. */
  columnNow(table: string, column: string): string | undefined {
    if (this.#of('addColumn', table).some((step) => step.column.name === column)) return undefined;
    const restored = this.#of('restoreColumn', table).find((step) => step.column.name === column);
    return restored?.from ?? this.#of('renameColumn', table).find(({ to }) => to === column)?.from ?? column;
  }

  /** Whether a column, or its table, was set aside until now. */
  isRestored(table: string, column: string): boolean {
    return this.columnNow(table, column) !== undefined && (this.#of('restoreTable', table).length > 0 || this.columnNow(table, column)!.startsWith('~'));
  }

  /** Rows that refer to nothing, in terms of the row that is there now. */
  orphans(table: string, key: ForeignKey): string {
    const column = this.columnNow(table, key.column);
    if (column === undefined) return 'false';
    const target = this.nameNow(key.target);
    return target === undefined ? `now.${q(column)} IS NOT NULL` : orphanSql(this.#schema, 'now', { ...key, column }, target);
  }

  /** FROM item of the rows, named as the table. */
  rows(table: Table): string {
    const name = this.nameNow(table.name);
    const columns = table.columns.map((column) => `${this.#value(table.name, column)} AS ${q(column.name)}`);
    const removed = this.#of('clearOrphans', table.name).filter(({ removes }) => removes).map((step) => `NOT (${this.orphans(table.name, step.foreignKey)})`);
    return `(SELECT ${columns.join(', ')} FROM ${this.table(name ?? table.name)} now${removed.length > 0 ? ` WHERE ${removed.join(' AND ')}` : ''}) AS ${q(table.name)}`;
  }

  /** A table by the name that it has now. */
  table(name: string): string {
    return `${q(this.#schema)}.${q(name)}`;
  }

  #value(table: string, column: Column): string {
    const name = this.columnNow(table, column.name);
    if (name === undefined) return `${column.fill ?? column.default ?? 'NULL'}::${column.type}`;
    const altered = this.#of('alterColumnType', table).find((step) => step.column.name === column.name);
    const emptied = this.#of('clearOrphans', table).find((step) => !step.removes && step.foreignKey.column === column.name);
    const value = altered ? conversion(`now.${q(name)}`, altered.from, column.type) : `now.${q(name)}`;
    const left = emptied ? `CASE WHEN NOT (${this.orphans(table, emptied.foreignKey)}) THEN ${value} END` : value;
    const filled = column.fill !== undefined && this.#of('setNotNull', table).some((step) => step.column.name === column.name);
    return filled ? `coalesce(${left}, ${column.fill})` : left;
  }
}
