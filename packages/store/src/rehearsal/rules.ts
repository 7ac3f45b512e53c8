/**
 * The rules of a new Model that records which are there may break: those that are new or stricter than before, and those that read
 * values which will be others.
 *
 * In:   two Models in the same names, the fields that change, the rows of an object in a statement.
 * Out:  conditions that hold for good rows, in SQL. As for writers, false breaks a rule and unknown does not.
 */
import { limits } from '@tenon/diagnostics';
import type { FieldModel, KeyModel, Model, ObjectModel } from '@tenon/model';
import { and, ident, join, sql, verbatim, type Sql } from '../expression/fragment.ts';
import { typed, type RowRoot, type SqlContext } from '../expression/scope.ts';
import { columnSql, toSql } from '../expression/to-sql.ts';
import { linkTable } from '../names.ts';
import { readsOf } from '../operation/computed.ts';
import type { FieldKeys } from '../schema/changed.ts';
import { columnNames, hasColumn } from '../schema/columns.ts';
import { readsUser } from './changed.ts';
import { misfit } from './shape.ts';

/** What sort of rule records break: a validation, a key, or a key of a field. */
export type RuleKind =
  | 'validation' | 'key' | 'unique' | 'type' | 'required' | 'min' | 'max' | 'minLength' | 'maxLength' | 'pattern' | 'options' | 'when' | 'minRows' | 'maxRows';

export interface Rule {
  readonly kind: RuleKind;
  /** Of the validation, key or field. */
  readonly name: string;
  readonly address: string;
}

export interface RowRule extends Rule {
  readonly holds: Sql;
}

/** No two rows, of those for which `where` is true, have all of these alike. */
export interface UniqueRule extends Rule {
  readonly columns: readonly Sql[];
  readonly where?: Sql;
}

export interface Asked {
  readonly before: Model;
  readonly after: Model;
  readonly changed: FieldKeys;
  /** `table.column` with values that may not fit its type. */
  readonly misfits: ReadonlySet<string>;
}

type Rows = readonly [row: RowRoot, context: SqlContext];

export function rowRules(object: ObjectModel, asked: Asked, rows: Rows): readonly RowRule[] {
  const own = Object.values(object.fields).filter((field) => !field.system && !field.formula && field.storage !== 'virtual');
  return [...validations(object, asked, rows), ...own.flatMap((field) => fieldRules(object, field, asked, rows))];
}

function validations(object: ObjectModel, { before, after, changed }: Asked, [, context]: Rows): readonly RowRule[] {
  const old = before.objects[object.name]?.validations ?? {};
  return Object.values(object.validations).filter(({ name, check }) => {
    const isSame = JSON.stringify(old[name]?.check.expr) === JSON.stringify(check.expr);
    // What asks who acts is decided when somebody does.
    return !readsUser(check.expr) && (!isSame || [...readsOf(after, check.expr)].some((read) => changed.has(read)));
  }).map(({ name, check }) => ({ kind: 'validation', name, address: `object/${object.name}#validations/${name}`, holds: toSql(check.expr, context) }));
}

/** What a field demands, each with a text that is the same for the same demand. */
type Demands = Readonly<Partial<Record<RuleKind, string>>>;

const texts: ReadonlySet<FieldModel['type']> = new Set(['text', 'long_text', 'email', 'phone', 'url', 'autonumber']);

function demandsOf(field: FieldModel): Demands {
  const longest = field.maxLength ?? (field.type === 'text' ? 200 : limits.textLengthMax);
  const values = field.options?.map(({ value }) => value).sort();
  const when = field.optionsBy ? field.options?.filter((option) => option.when).map(({ value, when }) => [value, when]) : undefined;
  const demands: Record<string, unknown> = {
    required: field.required || undefined, min: field.min ?? field.minDate?.source, max: field.max ?? field.maxDate?.source, pattern: field.pattern,
    ...(texts.has(field.type) ? { minLength: field.minLength, maxLength: longest } : {}),
    options: values, when: when && [field.optionsBy, when],
    ...(field.type === 'children' ? { minRows: field.minRows, maxRows: field.maxRows } : {}),
  };
  return Object.fromEntries(Object.entries(demands).filter(([, value]) => value !== undefined).map(([kind, value]) => [kind, JSON.stringify(value)]));
}

function fieldRules(object: ObjectModel, field: FieldModel, { before, changed, misfits }: Asked, rows: Rows): readonly RowRule[] {
  const earlier = before.objects[object.name]?.fields[field.name];
  const had = earlier && !earlier.formula ? demandsOf(earlier) : {};
  const demands = demandsOf(field);
  const isRemade = changed.has(`${object.name}.${field.name}`);
  const rule = (kind: RuleKind, holds: Sql | undefined): readonly RowRule[] =>
    (holds === undefined ? [] : [{ kind, name: field.name, address: addressOf(object, field, kind), holds }]);
  const type = columnNames(field).filter((column) => misfits.has(`${object.name}.${column}`)).flatMap((column) => rule('type', sql`not ${ident(rows[0].alias, misfit(column))}`));
  const asked = (Object.keys(demands) as RuleKind[]).filter((kind) => (isRemade || demands[kind] !== had[kind]) && !(kind === 'options' && had.options !== undefined && !isRemade && keepsAll(earlier!, field)));
  return [...type, ...asked.flatMap((kind) => rule(kind, holdsSql(kind, object, field, rows)))];
}

/** Where the documents have the rule. */
function addressOf(object: ObjectModel, field: FieldModel, kind: RuleKind): string {
  if (kind === 'options' && field.name === 'record_type') return `object/${object.name}#recordTypes`;
  const key = { when: 'options', minRows: 'min', maxRows: 'max' }[kind as 'when'] ?? kind;
  return `object/${object.name}#fields/${field.name}/${key}`;
}

const keepsAll = (before: FieldModel, after: FieldModel): boolean => (before.options ?? []).every(({ value }) => after.options?.some((option) => option.value === value));

function holdsSql(kind: RuleKind, object: ObjectModel, field: FieldModel, [row, context]: Rows): Sql | undefined {
  if (field.type === 'children') return rowsHold(kind, field, row);
  if (field.type === 'references') return kind === 'required' ? sql`exists (select 1 from ${ident(linkTable(object.name, field.name))} l where l.record = ${ident(row.alias, 'id')})` : undefined;
  if (!hasColumn(field)) return undefined;
  const columns = columnNames(field).map((name) => ident(row.alias, name));
  const column = columns[0]!;
  const bound = (text: string | undefined, expr: FieldModel['minDate']): Sql => (expr ? toSql(expr.expr, context) : typed(text, 'numeric'));
  switch (kind) {
    case 'required': return sql`num_nonnulls(${join(columns)}) > 0${texts.has(field.type) ? sql` and ${column} <> ''` : verbatim('')}`;
    case 'min': return sql`${column} >= ${bound(field.min, field.minDate)}`;
    case 'max': return sql`${column} <= ${bound(field.max, field.maxDate)}`;
    case 'minLength': return sql`char_length(${column}) >= ${typed(field.minLength, 'int')}`;
    case 'maxLength': return sql`char_length(${column}) <= ${typed(field.maxLength ?? (field.type === 'text' ? 200 : limits.textLengthMax), 'int')}`;
    case 'pattern': return sql`${column} ~ ${typed(field.pattern, 'text')}`;
    case 'options': return sql`${field.type === 'multi_select' ? column : sql`array[${column}]`} <@ ${typed(field.options!.map(({ value }) => value), 'text[]')} or ${column} is null`;
    case 'when': return whenSql(object, field, [row, context]);
    default: return undefined;
  }
}

function rowsHold(kind: RuleKind, field: FieldModel, row: RowRoot): Sql | undefined {
  const count = sql`(select count(*) from ${ident(field.of!)} c where ${ident('c', field.by!)} = ${ident(row.alias, 'id')})`;
  if (kind === 'minRows') return sql`${count} >= ${typed(field.minRows, 'int')}`;
  return kind === 'maxRows' ? sql`${count} <= ${typed(field.maxRows, 'int')}` : undefined;
}

/** A choice that is offered only under some values of another field stands beside one of these. */
function whenSql(object: ObjectModel, field: FieldModel, [row, context]: Rows): Sql | undefined {
  const governing = object.fields[field.optionsBy!];
  if (!governing) return undefined;
  const by = sql`${columnSql(row, governing, context)}::text`;
  const chosen = (value: string): Sql => (field.type === 'multi_select' ? sql`${typed(value, 'text')} = any(${ident(row.alias, field.name)})` : sql`${ident(row.alias, field.name)} = ${typed(value, 'text')}`);
  const parts = field.options!.flatMap(({ value, when }) => (when ? [sql`not coalesce(${chosen(value)}, false) or coalesce(${by} = any(${typed(when, 'text[]')}), false)`] : []));
  return parts.length === 0 ? undefined : and(parts);
}

/** Keys and unique fields that are new or over values that change. */
export function uniqueRules(object: ObjectModel, { before, changed }: Asked, [row, context]: Rows): readonly UniqueRule[] {
  const old = before.objects[object.name];
  const columns = (names: readonly string[]): readonly Sql[] => names.flatMap((name) => columnsSql(object.fields[name]!, [row, context]));
  const isNew = (names: readonly string[], known: boolean): boolean => !known || names.some((name) => changed.has(`${object.name}.${name}`));
  const isKnown = (key: KeyModel): boolean => Object.values(old?.keys ?? {}).some((one) => one.fields.join() === key.fields.join() && JSON.stringify(one.when?.expr) === JSON.stringify(key.when?.expr));
  const keys = Object.values(object.keys).filter((key) => isNew(key.fields, isKnown(key))).map((key): UniqueRule => ({
    kind: 'key', name: key.name, address: `object/${object.name}#keys/${key.name}`, columns: columns(key.fields), ...(key.when ? { where: toSql(key.when.expr, context) } : {}),
  }));
  const fields = Object.values(object.fields).filter((field) => field.unique && !field.system && isNew([field.name], old?.fields[field.name]?.unique === true));
  return [...keys, ...fields.map((field): UniqueRule => ({ kind: 'unique', name: field.name, address: `object/${object.name}#fields/${field.name}/unique`, columns: columns([field.name]) }))];
}

const columnsSql = (field: FieldModel, [row, context]: Rows): readonly Sql[] =>
  (field.type === 'date_range' ? columnNames(field).map((name) => ident(row.alias, name)) : [columnSql(row, field, context)]);
