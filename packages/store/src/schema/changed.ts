/**
 * Which fields have other values by a new Model, in the rows that are there.
 *
 * In:   two Models in the same names, and the columns that a migration makes anew.
 * Out:  the keys of the fields that differ, formulas that read such a field included, however far.
 */
import type { FieldModel, Model } from '@tenon/model';
import { readsOf } from '../operation/computed.ts';
import { columnNames } from './columns.ts';
import type { Step } from './steps.ts';

/** Keys of fields, as `object.field`. */
export type FieldKeys = ReadonlySet<string>;

const formulasOf = (model: Model): readonly (readonly [string, FieldModel])[] =>
  Object.values(model.objects).flatMap((object) => Object.values(object.fields).filter((field) => field.formula).map((field) => [`${object.name}.${field.name}`, field] as const));

/** Fields that are new or mean something else, whose columns (`table.column`) are remade, or that are computed from such. The Models have the same names. */
export function changedFields(before: Model, after: Model, remade: ReadonlySet<string>): FieldKeys {
  const found = new Set<string>();
  for (const object of Object.values(after.objects)) {
    for (const field of Object.values(object.fields)) {
      const isRemade = columnNames(field).some((column) => remade.has(`${object.name}.${column}`));
      if (isRemade || meaningOf(before.objects[object.name]?.fields[field.name]) !== meaningOf(field)) found.add(`${object.name}.${field.name}`);
    }
  }
  return closed(after, found);
}

function closed(model: Model, found: Set<string>): FieldKeys {
  const open = formulasOf(model).filter(([key]) => !found.has(key)).map(([key, field]) => [key, readsOf(model, field.formula!.expr)] as const);
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const [key, reads] of open) if ([...reads].some((read) => found.has(read))) found.add(key);
  }
  return found;
}

/** What decides the value of a field; the same text for the same values. */
const meaningOf = (field: FieldModel | undefined): string | undefined =>
  field && JSON.stringify([field.type, field.scale, field.formula?.expr, field.to, field.of, field.by]);

/** Columns whose values are not those of the column of their name: new, converted, filled, emptied or brought back. */
export function remadeColumns(steps: readonly Step[]): ReadonlySet<string> {
  return new Set(steps.flatMap((step) => {
    switch (step.kind) {
      case 'addColumn': case 'restoreColumn': case 'alterColumnType': return [`${step.table}.${step.column.name}`];
      case 'setNotNull': return step.column.fill === undefined ? [] : [`${step.table}.${step.column.name}`];
      case 'clearOrphans': return step.removes ? [] : [`${step.table}.${step.foreignKey.column}`];
      default: return [];
    }
  }));
}

/** The stored formulas among the fields. */
export function storedAmong(model: Model, keys: FieldKeys): readonly string[] {
  return formulasOf(model).filter(([key, { storage }]) => storage === 'stored' && keys.has(key)).map(([key]) => key);
}
