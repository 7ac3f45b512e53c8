/** A row of a data file as rows of tables: columns with their values, links, and the rows of its children. */
import { v7 as uuid } from 'uuid';
import type { FieldModel, Model, ObjectModel } from '@tenon/model';
import { linkTable } from '../names.ts';
import { hasColumn } from '../schema/columns.ts';
import { DataProblem, type DataRow, type Lookups } from './lookups.ts';

/** Values by column; a column that is absent was not written. */
export interface TableRow {
  readonly object: string;
  readonly id: string;
  readonly columns: Record<string, unknown>;
  readonly links: readonly { readonly table: string; readonly targets: readonly string[] }[];
  readonly children: readonly TableRow[];
  /** Fields of children that the row writes; replaced as a whole when the record exists. */
  readonly childObjects: readonly string[];
}

/** Reads one row. `parent` is set for a child: the reference back and the id. */
export async function tableRow(model: Model, objectName: string, id: string, row: DataRow, lookups: Lookups, parent?: { by: string; id: string }): Promise<TableRow> {
  const object = model.objects[objectName]!;
  const columns: Record<string, unknown> = { id };
  if (parent) columns[parent.by] = parent.id;
  const links: { table: string; targets: string[] }[] = [];
  const children: TableRow[] = [];
  const childObjects: string[] = [];
  for (const [name, value] of Object.entries(row)) {
    const field = object.fields[name];
    if (!field) throw new DataProblem(`${objectName} has no field “${name}”`);
    if (field.type === 'children') {
      childObjects.push(field.of!);
      for (const child of list(name, value)) children.push(await tableRow(model, field.of!, uuid(), child as DataRow, lookups, { by: byOf(model, field, object), id }));
    } else if (field.type === 'references') {
      const targets = new Set<string>();
      for (const target of list(name, value)) targets.add(await lookups.resolve(field.to!, target));
      links.push({ table: linkTable(objectName, name), targets: [...targets] });
    } else if (hasColumn(field) && !field.formula) {
      Object.assign(columns, await columnValues(field, value, lookups));
    }
  }
  return { object: objectName, id, columns, links, children, childObjects };
}

const byOf = (model: Model, field: FieldModel, owner: ObjectModel): string =>
  field.by ?? model.objects[field.of!]?.partOf?.by ?? owner.name;

function list(name: string, value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new DataProblem(`“${name}” is a list`);
  return value;
}

async function columnValues(field: FieldModel, value: unknown, lookups: Lookups): Promise<Record<string, unknown>> {
  if (field.type === 'date_range') {
    const range = (value ?? {}) as { from?: unknown; to?: unknown };
    return { [`${field.name}_from`]: range.from ?? null, [`${field.name}_to`]: range.to ?? null };
  }
  if (value === null || value === undefined || value === '') return { [field.name]: null };
  if (field.type === 'reference') return { [field.name]: await lookups.resolve(field.to!, value) };
  if (field.scale !== undefined || ['decimal', 'money', 'quantity', 'percent'].includes(field.type)) return { [field.name]: decimal(field, value) };
  if (typeof value === 'string' && (!value.isWellFormed() || value.includes('\0'))) throw new DataProblem(`“${field.name}” holds a character that cannot be kept`);
  return { [field.name]: value };
}

/** PostgreSQL would take `NaN`, `0x10` and round away digits in silence. */
function decimal(field: FieldModel, value: unknown): string {
  const text = String(value);
  const scale = field.scale ?? (field.type === 'quantity' ? 3 : 2);
  const found = /^-?\d{1,28}(?:\.(\d+))?$/.exec(text);
  if (!found) throw new DataProblem(`“${field.name}”: ${JSON.stringify(value)} is not a decimal number`);
  if ((found[1]?.replace(/0+$/, '').length ?? 0) > scale) throw new DataProblem(`“${field.name}”: ${text} has more than ${scale} decimals`);
  return text;
}
