/** The tables of a tenant as lists of what is in them, to compare what a plan says of them with what is found. */
import type { Change } from '../../src/index.ts';
import type { Snapshot, Table } from '../../src/schema/table.ts';

const columnLine = (table: string, { name, type, notNull }: Table['columns'][number]): string => `${table}.${name} ${type}${notNull ? ' not null' : ''}`;

function linesOf(table: Table, name = table.name): string[] {
  return [
    `table ${name}`, ...table.columns.map((column) => columnLine(name, column)), ...(table.aside ?? []).map((column) => `${name}.${column.name} aside`),
    ...table.checks.map((one) => `${name} check ${one.name}`), ...table.indexes.map((one) => `${name} index ${one.name}`), ...table.foreignKeys.map((one) => `${name} reference ${one.name}`),
  ];
}

/** Everything that is in the tables, a line each. */
export const contentsOf = ({ tables, aside }: Snapshot): ReadonlySet<string> =>
  new Set([...Object.values(tables).flatMap((table) => linesOf(table)), ...Object.keys(aside).map((name) => `table ${name}`)]);

export const difference = (before: ReadonlySet<string>, after: ReadonlySet<string>): readonly string[] =>
  [...[...before.difference(after)].map((line) => `- ${line}`), ...[...after.difference(before)].map((line) => `+ ${line}`)].sort();

/** What the tables will have when every step of a plan has been done, worked out from what the steps say. */
export function contentsAfter(before: Snapshot, steps: readonly Change['step'][]): ReadonlySet<string> {
  const lines = new Set(contentsOf(before));
  const swap = (from: string | undefined, to: string): void => {
    const gone = from === undefined ? undefined : [...lines].find((line) => line === from || line.startsWith(`${from} `));
    if (gone) lines.delete(gone);
    lines.add(to);
  };
  for (const step of steps) {
    const { table } = step;
    switch (step.kind) {
      case 'createTable': for (const line of linesOf({ ...step.definition, indexes: [], foreignKeys: [] })) lines.add(line); break;
      case 'setTableAside': for (const line of lines) if (line === `table ${table}` || line.startsWith(`${table} `) || line.startsWith(`${table}.`)) lines.delete(line); lines.add(`table ${step.to}`); break;
      case 'restoreTable': lines.delete(`table ${step.from}`); for (const line of linesOf(before.aside[step.from]!, table)) lines.add(line); break;
      case 'addColumn': lines.add(columnLine(table, step.column)); break;
      case 'dropColumn': swap(`${table}.${step.name}`, `table ${table}`); break;
      case 'setColumnAside': swap(`${table}.${step.column.name}`, `${table}.${step.to} aside`); break;
      case 'renameColumn': {
        const was = [...lines].find((line) => line.startsWith(`${table}.${step.from} `))!;
        swap(was, was.replace(`.${step.from} `, `.${step.to} `));
        break;
      }
      case 'restoreColumn': swap(`${table}.${step.from}`, columnLine(table, { ...step.column, notNull: false })); break;
      case 'setNotNull': swap(`${table}.${step.column.name}`, columnLine(table, { ...step.column, notNull: true })); break;
      case 'dropNotNull': swap(`${table}.${step.column.name}`, columnLine(table, { ...step.column, notNull: false })); break;
      case 'alterColumnType': swap(`${table}.${step.column.name}`, columnLine(table, step.column)); break;
      case 'addCheck': lines.add(`${table} check ${step.check.name}`); break;
      case 'dropCheck': lines.delete(`${table} check ${step.name}`); break;
      case 'addIndex': lines.add(`${table} index ${step.index.name}`); break;
      case 'dropIndex': lines.delete(`${table} index ${step.name}`); break;
      case 'addForeignKey': lines.add(`${table} reference ${step.foreignKey.name}`); break;
      case 'dropForeignKey': lines.delete(`${table} reference ${step.name}`); break;
      default: break;
    }
  }
  return lines;
}

/** Where each column of the tables is after the steps: `table.column` → `table.column`, kept aside or renamed. */
export function placesAfter(steps: readonly Change['step'][]): { readonly table: (name: string) => string; readonly column: (table: string, name: string) => string } {
  const tables = new Map<string, string>();
  const columns = new Map<string, string>();
  for (const step of steps) {
    if (step.kind === 'setTableAside') tables.set(step.table, step.to);
    if (step.kind === 'restoreTable') tables.set(step.from, step.table);
    if (step.kind === 'setColumnAside') columns.set(`${step.table}.${step.column.name}`, step.to);
    if (step.kind === 'renameColumn') columns.set(`${step.table}.${step.from}`, step.to);
    if (step.kind === 'restoreColumn') columns.set(`${step.table}.${step.from}`, step.column.name);
  }
  return { table: (name) => tables.get(name) ?? name, column: (table, name) => columns.get(`${table}.${name}`) ?? name };
}
