/**
 * Model → TableSchema: one table per object, named as the object; link tables; the tables that the engine keeps for itself.
 *
 * In:   a Model.
 * Out:  the schema that a tenant with this Model has, and what its constraints mean, so that a violation can be told in words.
 */
import type { FieldModel, Model, ObjectModel } from '@tenon/model';
import { digest, joinName, linkTable, quoteName } from '../names.ts';
import { checksOf, columnNames, columnsOf, hasColumn } from './columns.ts';
import { conditionSql } from './condition.ts';
import { systemTables } from './system-tables.ts';
import type { Check, Column, ForeignKey, Index, Table, TableSchema } from './table.ts';

/** What a constraint or unique index is about. */
export interface ConstraintMeaning {
  readonly kind: 'check' | 'unique' | 'reference';
  readonly object: string;
  readonly fields: readonly string[];
  /** Name of the key of the object, when it is one. */
  readonly key?: string;
}

export interface SchemaOptions {
  /** Whether pg_trgm is there, for the index behind `search`. */
  readonly trigrams: boolean;
}

interface Built { readonly tables: Table[]; readonly meanings: Map<string, ConstraintMeaning> }

/** The tables that a tenant with this Model has. */
export function tablesOf(model: Model, options: SchemaOptions): TableSchema {
  return Object.fromEntries(build(model, options).tables.map((table) => [table.name, table]));
}

const meanings = new WeakMap<Model, ReadonlyMap<string, ConstraintMeaning>>();

/** What a constraint named in an error of PostgreSQL means for this Model. */
export function constraintMeaning(model: Model, constraint: string): ConstraintMeaning | undefined {
  let known = meanings.get(model);
  if (!known) meanings.set(model, (known = build(model, { trigrams: true }).meanings));
  return known.get(constraint);
}

function build(model: Model, options: SchemaOptions): Built {
  const built: Built = { tables: [...systemTables(model)], meanings: new Map() };
  for (const object of Object.values(model.objects)) {
    built.tables.push(objectTable(model, object, options, built.meanings));
    for (const field of Object.values(object.fields)) if (field.type === 'references') built.tables.push(linkTableOf(object, field));
  }
  return built;
}

function objectTable(model: Model, object: ObjectModel, options: SchemaOptions, known: Built['meanings']): Table {
  const fields = Object.values(object.fields);
  const columns: Column[] = fields.flatMap((field) => columnsOf(field));
  if (object.search.length > 0) columns.push({ name: 'search_text', type: 'text', notNull: true, default: `''::text`, collation: 'C' });
  const checks = fields.flatMap((field) => checksOf(field).map((expression) => {
    const check = named(object.name, field.name, expression);
    known.set(check.name, { kind: 'check', object: object.name, fields: [field.name] });
    return check;
  }));
  const references = fields.filter((field) => field.type === 'reference' && field.to && hasColumn(field) && !field.formula);
  const foreignKeys = references.map((field): ForeignKey => {
    const key = foreignKey(object.name, field.name, field.to!, actions[field.onDelete ?? 'restrict']);
    known.set(key.name, { kind: 'reference', object: object.name, fields: [field.name] });
    return key;
  });
  return { name: object.name, columns, primaryKey: ['id'], checks, foreignKeys, indexes: indexesOf(model, object, references, options, known) };
}

const actions = { restrict: 'NO ACTION', clear: 'SET NULL', cascade: 'CASCADE' } as const;

function named(table: string, part: string, expression: string): Check {
  return { name: joinName(table, part, `ck_${digest(expression)}`), expression };
}

function foreignKey(table: string, column: string, target: string, onDelete: ForeignKey['onDelete']): ForeignKey {
  return { name: joinName(table, column, `fk_${digest(`${target} ${onDelete}`)}`), column, target, onDelete };
}

function index(table: string, part: string, unique: boolean, definition: string): Index {
  return { name: joinName(table, part, `${unique ? 'uq' : 'ix'}_${digest(definition)}`), unique, definition };
}

function indexesOf(model: Model, object: ObjectModel, references: readonly FieldModel[], options: SchemaOptions, known: Built['meanings']): Index[] {
  const found = new Map<string, Index>();
  const add = (one: Index) => { if (!found.has(one.definition)) found.set(one.definition, one); };
  const unique = (part: string, fields: readonly string[], where: string, key?: string) => {
    const one = index(object.name, part, true, `${columnList(object, fields)}${where}`);
    known.set(one.name, { kind: 'unique', object: object.name, fields, ...(key ? { key } : {}) });
    add(one);
  };
  for (const key of Object.values(object.keys)) {
    const where = key.when ? conditionSql(model, object.name, key.when) : undefined;
    if (!key.when || where) unique(key.name, key.fields, where ? ` WHERE ${where}` : '', key.name);
  }
  for (const field of Object.values(object.fields)) if (field.unique && hasColumn(field) && field.name !== 'id') unique(field.name, [field.name], '');
  const plain = (part: string, columns: string) => add(index(object.name, part, false, columns));
  if (object.fields['created_at']) plain('created_at', '(created_at, id)');
  for (const field of references) if (field.name !== 'updated_by') plain(field.name, columnList(object, [field.name]));
  if (object.lifecycle) plain(object.lifecycle.field, `(${quoteName(object.lifecycle.field)}, id)`);
  for (const field of Object.values(object.fields)) if (field.index && hasColumn(field)) plain(field.name, columnList(object, [field.name]));
  for (const one of Object.values(object.indexes)) plain(one.name, columnList(object, one.fields));
  if (object.search.length > 0 && options.trigrams) add(index(object.name, 'search', false, 'USING gin (search_text public.gin_trgm_ops)'));
  return [...found.values()];
}

/** `USING btree` may be left out; expressions are never indexed, columns only. */
function columnList(object: ObjectModel, fields: readonly string[]): string {
  const columns = fields.flatMap((name) => {
    const field = object.fields[name];
    if (!field) throw new Error(`“${object.name}” has a field “${name}” to index`);
    return columnNames(field);
  });
  return `(${columns.map(quoteName).join(', ')})`;
}

function linkTableOf(object: ObjectModel, field: FieldModel): Table {
  const name = linkTable(object.name, field.name);
  const column = (column: string): Column => ({ name: column, type: 'uuid', notNull: true });
  return {
    name, columns: [column('record'), column('target')], primaryKey: ['record', 'target'], checks: [],
    ...(field.was ? { was: linkTable(object.name, field.was) } : {}),
    indexes: [index(name, 'target', false, '(target, record)')],
    foreignKeys: [
      foreignKey(name, 'record', object.name, 'CASCADE'),
      foreignKey(name, 'target', field.to ?? object.name, field.onDelete && field.onDelete !== 'restrict' ? 'CASCADE' : 'NO ACTION'),
    ],
  };
}
