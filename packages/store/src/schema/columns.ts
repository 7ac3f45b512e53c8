/**
 * The columns and checks of one field. This is the only place that knows how a type of the metadata language is kept.
 *
 * Invariant: everything that PostgreSQL would accept and the language does not (NaN, infinity, too long a text, an unknown option)
 * is refused by a check as well, so that no way of writing can bring it in.
 */
import { assertNever, limits } from '@tenon/diagnostics';
import type { FieldModel } from '@tenon/model';
import { quoteName, quoteText } from '../names.ts';
import type { Column } from './table.ts';

/** The names of the columns that keep a field; none for children, links and formulas computed in the query. */
export function columnNames(field: FieldModel): readonly string[] {
  if (!hasColumn(field)) return [];
  return field.type === 'date_range' ? [`${field.name}_from`, `${field.name}_to`] : [field.name];
}

/** Whether the field is kept in the object's own table. */
export const hasColumn = (field: FieldModel): boolean =>
  field.type !== 'children' && field.type !== 'references' && field.storage !== 'virtual' && field.storage !== 'none';

/** The columns of a field, in order. */
export function columnsOf(field: FieldModel): readonly Column[] {
  if (field.system && field.name === 'version') return [{ name: 'version', type: 'integer', notNull: true, default: '1' }];
  const type = columnType(field);
  const range = field.type === 'date_range';
  return columnNames(field).map((name, at): Column => ({
    name,
    type,
    notNull: field.required && !field.formula && !range && !actorFields.includes(field.name),
    ...(type === 'text' ? { collation: 'C' } : {}),
    ...(field.was ? { was: range ? `${field.was}${at === 0 ? '_from' : '_to'}` : field.was } : {}),
    ...(field.default ? literalOf(field) : {}),
  }));
}

/** Work of the engine itself, such as loading data, has no user. */
const actorFields: readonly string[] = ['created_by', 'updated_by'];

/** The type of a field's columns as PostgreSQL prints it. */
export function columnType(field: FieldModel): string {
  if (field.name === 'id' && field.system) return 'uuid';
  if (field.name === 'version' && field.system) return 'integer';
  switch (field.type) {
    case 'text': case 'long_text': case 'email': case 'phone': case 'url': case 'select': case 'autonumber': return 'text';
    case 'integer': return 'bigint';
    case 'decimal': case 'money': case 'quantity': case 'percent': return `numeric(38,${field.scale ?? (field.type === 'quantity' ? 3 : 2)})`;
    case 'boolean': return 'boolean';
    case 'date': case 'date_range': return 'date';
    case 'datetime': return 'timestamp(3) with time zone';
    case 'time': return 'time(0) without time zone';
    case 'multi_select': return 'text[]';
    case 'reference': case 'file': case 'image': return 'uuid';
    case 'rich_text': case 'json': case 'address': case 'geo': return 'jsonb';
    case 'children': case 'references': return 'uuid';
    default: return assertNever(field.type);
  }
}

/** What must hold for the field's columns beyond their types. */
export function checksOf(field: FieldModel): readonly string[] {
  if (!hasColumn(field) || field.name === 'id' || field.name === 'version') return [];
  const column = quoteName(columnNames(field)[0]!);
  switch (field.type) {
    case 'text': case 'long_text': case 'email': case 'phone': case 'url': case 'autonumber':
      return textChecks(field, column);
    case 'integer': case 'decimal': case 'money': case 'quantity': case 'percent':
      return numberChecks(field, column);
    case 'date': case 'datetime':
      return [`isfinite(${column})`];
    case 'date_range':
      return rangeChecks(field);
    case 'select':
      return field.options && !field.formula ? [`${column} IN (${optionList(field)})`] : [];
    case 'multi_select':
      return field.options ? [`${column} <@ ARRAY[${optionList(field)}]::text[]`, `array_position(${column}, NULL) IS NULL`] : [];
    default:
      return [];
  }
}

function textChecks(field: FieldModel, column: string): readonly string[] {
  const max = field.formula ? limits.textLengthMax : (field.maxLength ?? (field.type === 'text' ? 200 : limits.textLengthMax));
  const least = field.minLength ? [`char_length(${column}) >= ${Number(field.minLength)}`] : [];
  return [`char_length(${column}) <= ${Number(max)}`, ...least];
}

function numberChecks(field: FieldModel, column: string): readonly string[] {
  const nan = field.type === 'integer' ? [] : [`${column} <> 'NaN'::numeric`];
  if (field.formula) return nan;
  const bound = (operator: string, value: string | undefined) => (value === undefined ? [] : [`${column} ${operator} ${numberLiteral(value)}`]);
  return [...nan, ...bound('>=', field.min), ...bound('<=', field.max)];
}

function rangeChecks(field: FieldModel): readonly string[] {
  const [from, to] = columnNames(field).map(quoteName) as [string, string];
  const present = field.required ? [`num_nonnulls(${from}, ${to}) > 0`] : [];
  return [`isfinite(${from}) AND isfinite(${to})`, `${from} <= ${to}`, ...present];
}

function numberLiteral(value: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw new Error(`“${value}” is a bound of a number`);
  return `${value}::numeric`;
}

const optionList = (field: FieldModel): string => (field.options ?? []).map((option) => quoteText(option.value)).join(', ');

/** A default that is a literal can fill the rows that exist. */
function literalOf(field: FieldModel): { readonly fill?: string } {
  const expr = field.default?.expr;
  if (expr?.kind !== 'literal' || expr.value === null) return {};
  if (typeof expr.value === 'boolean') return { fill: String(expr.value) };
  return { fill: `${quoteText(String(expr.value))}::${columnType(field)}` };
}
