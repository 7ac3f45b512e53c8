/**
 * The tables of a tenant in the shape that a migration would give them, without touching them.
 *
 * In:   the steps of the migration, the tables as they are and as they are wanted.
 * Out:  the head of a statement, `with <table> as …`, that stands in for every table whose rows would look otherwise. A name in
 *       it hides the real table, so the SQL of the new Model runs as it is, and nothing is created, locked or left behind.
 */
import { quoteName as q } from '../names.ts';
import { conversion } from '../schema/ddl.ts';
import { inputFits } from '../schema/input-fits.ts';
import { RowsAfter } from '../schema/rows-after.ts';
import type { Step } from '../schema/steps.ts';
import type { Column, Table, TableSchema } from '../schema/table.ts';

export interface Shapes {
  /** Text to set before a statement; empty when every table keeps its shape. */
  readonly head: string;
  /** Columns whose values may not fit their new type: `table.column`. The shape has a column `misfit(column)` that says which do not. */
  readonly misfits: ReadonlySet<string>;
  /** Columns whose values are not those of the column of their name: new, converted, filled or brought back. */
  readonly remade: ReadonlySet<string>;
  /** Tables that are new, and so without rows. */
  readonly created: ReadonlySet<string>;
}

/** No field can have this name. */
export const misfit = (column: string): string => `${column}$misfit`;

type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

const reshaping: ReadonlySet<Step['kind']> = new Set(['restoreTable', 'renameTable', 'createTable', 'addColumn', 'renameColumn', 'restoreColumn', 'alterColumnType', 'clearOrphans']);

export function shapesOf(schema: string, steps: readonly Step[], wanted: TableSchema): Shapes {
  const byTable = Map.groupBy(steps.filter((step) => reshaping.has(step.kind) || fills(step)), (step) => step.table);
  const after = new RowsAfter(schema, steps);
  const created = new Set(steps.filter(({ kind }) => kind === 'createTable').map(({ table }) => table));
  const misfits = new Set<string>();
  const remade = new Set<string>();
  const parts = [...byTable].filter(([table]) => wanted[table]).map(([table, own]) => {
    const columns = wanted[table]!.columns.map((column): string => {
      const { value, bad, same } = columnIn(table, column, { steps: own, after });
      if (!same) remade.add(`${table}.${column.name}`);
      if (bad) misfits.add(`${table}.${column.name}`);
      return `${value} AS ${q(column.name)}${bad ? `, ${bad} AS "${misfit(column.name)}"` : ''}`;
    });
    return `${q(table)} AS NOT MATERIALIZED (SELECT ${columns.join(', ')} ${rowsOf(wanted[table]!, own, after)})`;
  });
  return { head: parts.length === 0 ? '' : `WITH ${parts.join(', ')} `, misfits, remade, created };
}

const of = <K extends Step['kind']>(steps: readonly Step[], kind: K): readonly StepOf<K>[] => steps.filter((step): step is StepOf<K> => step.kind === kind);
const fills = (step: Step): boolean => step.kind === 'setNotNull' && step.column.fill !== undefined;

/** Rows whose owner is gone do not come back with it. */
function rowsOf(table: Table, steps: readonly Step[], after: RowsAfter): string {
  const name = after.nameNow(table.name);
  if (name === undefined) return 'WHERE false';
  const gone = of(steps, 'clearOrphans').filter(({ removes }) => removes).map(({ foreignKey }) => `NOT (${after.orphans(table.name, foreignKey)})`);
  return `FROM ${after.table(name)} AS now${gone.length > 0 ? ` WHERE ${gone.join(' AND ')}` : ''}`;
}

interface ColumnIn { readonly value: string; readonly bad?: string; readonly same: boolean }
interface Way { readonly steps: readonly Step[]; readonly after: RowsAfter }

function columnIn(table: string, column: Column, { steps, after }: Way): ColumnIn {
  const collate = column.collation ? ` COLLATE pg_catalog."${column.collation}"` : '';
  const name = after.nameNow(table) === undefined ? undefined : after.columnNow(table, column.name);
  if (name === undefined) return { value: `(${column.fill ?? column.default ?? 'NULL'})::${column.type}${collate}`, same: false };
  const altered = of(steps, 'alterColumnType').find((step) => step.column.name === column.name);
  const orphans = of(steps, 'clearOrphans').find(({ foreignKey, removes }) => foreignKey.column === column.name && !removes);
  const filled = of(steps, 'setNotNull').find((step) => step.column.name === column.name)?.column.fill;
  let value = `now.${q(name)}`;
  let bad: string | undefined;
  if (orphans) value = `CASE WHEN NOT (${after.orphans(table, orphans.foreignKey)}) THEN ${value} END`;
  if (altered) {
    const text = inputOf(value, altered.from, column.type);
    if (text) bad = `(${value} IS NOT NULL AND NOT ${inputFits(text, column.type)})`;
    const made = conversion(value, altered.from, column.type);
    value = `${bad ? `CASE WHEN NOT ${bad} THEN ${made} END` : `(${made})`}${collate}`;
  }
  if (filled) value = `coalesce(${value}, ${filled})${collate}`;
  return { value, ...(bad ? { bad } : {}), same: name === column.name && !altered && !filled && !orphans };
}

/** The text that the conversion reads as a value of the new type; nothing where every value has one. */
function inputOf(value: string, from: string, to: string): string | undefined {
  if (to === 'text' || to === 'text[]' || to === 'jsonb' || (from === 'timestamp(3) with time zone' && to === 'date')) return undefined;
  if (from.startsWith('numeric') && to === 'bigint') return `round(${value})::text`;
  return from === 'text' ? `nullif(${value}, '')` : `${value}::text`;
}
