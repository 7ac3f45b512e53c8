/** What the browser can say of values before the server does: form and bounds of a value, what is missing, validations over values at hand. */
import { dependenciesOf } from '@tenon/expression';
import type { FieldModel, Formula, ObjectModel, ValidationModel } from '@tenon/model';
import { compareDecimals, fractionDigits, readDecimal } from '../fields/decimal-text.ts';
import { evaluate } from '../fields/evaluate.ts';
import type { FieldPlan } from './form-data.ts';
import { asRow, type LiveContext } from './live.ts';
import { keyOf, rowsOf } from './rows.ts';
import type { FormError, FormStore } from './store.ts';
import { isEmpty, type FormValues } from './values.ts';
import type { FormSay } from './words.ts';

const forms: Readonly<Record<string, RegExp>> = { email: /^[^\s@]{1,64}@[^\s@]{1,255}$/, url: /^https?:\/\/\S{1,2000}$/, phone: /^[0-9+()\-. ]{1,40}$/ };
const lengthOf = (text: string): number => [...text].length;

/** What is wrong with a value that is given, as far as the Model says it without looking elsewhere. */
export function problemOfValue(field: FieldModel, value: unknown, say: FormSay): string | undefined {
  if (isEmpty(value) || field.formula) return undefined;
  switch (field.type) {
    case 'text': case 'long_text': case 'email': case 'phone': case 'url': return problemOfText(field, String(value), say);
    case 'integer': return /^-?\d{1,15}$/.test(String(value)) ? problemOfBounds(field, String(value), say) : say('errWhole');
    case 'decimal': case 'money': case 'quantity': case 'percent': return problemOfDecimal(field, String(value), say);
    default: return undefined;
  }
}

function problemOfText(field: FieldModel, text: string, say: FormSay): string | undefined {
  const max = field.maxLength ?? (field.type === 'text' ? 200 : undefined);
  if (max !== undefined && lengthOf(text) > max) return say('errMaxLength', { limit: max, over: lengthOf(text) - max });
  if (field.minLength !== undefined && lengthOf(text) < field.minLength) return say('errMinLength', { limit: field.minLength });
  if (forms[field.type]?.test(text) === false) return say(field.type === 'email' ? 'errEmail' : field.type === 'url' ? 'errUrl' : 'errPhone');
  return field.pattern !== undefined && patternOf(field.pattern)?.test(text) === false ? field.patternMessage ?? say('errPattern') : undefined;
}

export const scaleOf = (field: FieldModel): number => (field.type === 'integer' ? 0 : field.scale ?? (field.type === 'quantity' ? 3 : 2));

function problemOfDecimal(field: FieldModel, text: string, say: FormSay): string | undefined {
  const value = readDecimal(text);
  if (value === undefined) return say('errNumber');
  if (fractionDigits(value) > scaleOf(field)) return say('errScale', { limit: scaleOf(field) });
  return problemOfBounds(field, value, say);
}

function problemOfBounds(field: FieldModel, value: string, say: FormSay): string | undefined {
  const [min, max] = [bound(field.min), bound(field.max)];
  if (min !== undefined && compareDecimals(value, min) < 0) return say('errMinimum', { limit: min });
  return max !== undefined && compareDecimals(value, max) > 0 ? say('errMaximum', { limit: max }) : undefined;
}
const bound = (text: string | undefined): string | undefined => (text === undefined ? undefined : readDecimal(text));

/** A POSIX pattern that JavaScript cannot read is left to the server. */
function patternOf(pattern: string): RegExp | undefined {
  if (/\[\[:/.test(pattern)) return undefined;
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}

/** What the caller must give: a formula and a number drawn by the engine are never asked for. */
export const isRequired = (field: FieldModel): boolean => field.required && !field.formula && !field.system && field.type !== 'autonumber' && field.type !== 'boolean';

/** Whether a condition reads nothing but the record's own values and those of its rows: what lies behind a reference may not be at hand. */
function isAtHand({ expr }: Formula, object: ObjectModel): boolean {
  return dependenciesOf(expr).every(({ root, steps, aggregate }) => root === 'record'
    && (steps.length === 1 || (aggregate?.steps.length === 1 && steps.length === 2) || (object.partOf?.by === steps[0]?.field && steps.length === 2)));
}

/** Validations that do not hold, of an object over one record or row. One that reads what is not given yet says nothing. */
function broken(object: ObjectModel, record: Readonly<Record<string, unknown>>, timeZone: string): readonly ValidationModel[] {
  return Object.values(object.validations).filter(({ check }) => isAtHand(check, object) && evaluate(check, record, timeZone) === false);
}

/** The validation that speaks of a field and does not hold, for when the field is left. */
export const brokenAt = (object: ObjectModel, field: string, record: Readonly<Record<string, unknown>>, timeZone: string): string | undefined =>
  broken(object, record, timeZone).find(({ at }) => at === field)?.message;

export interface CheckScope {
  readonly store: FormStore;
  /** What is sent. */
  readonly writable: readonly FieldPlan[];
  readonly required: ReadonlySet<string>;
  readonly visible: ReadonlySet<string>;
  readonly say: FormSay;
}

/** Everything that is wrong with a form before it is sent. What was pasted and not understood stays wrong. */
export function checkForm({ store, writable, required, visible, say }: CheckScope): readonly FormError[] {
  const { data, errors } = store.get();
  const context = store.context();
  const found: FormError[] = errors.filter((error) => error.from === 'paste');
  const add = (error: Omit<FormError, 'from'>) => {
    if (!found.some((one) => one.field === error.field && one.row === error.row && one.column === error.column)) found.push({ ...error, from: 'check' });
  };
  for (const { field, columns } of writable) {
    if (!visible.has(field.name)) continue;
    const value = data[field.name];
    if (required.has(field.name) && isEmpty(value)) add({ field: field.name, message: say(field.type === 'children' ? 'errNoRows' : 'errRequired') });
    const message = field.type === 'children' ? rowsProblem(field, value, say) : problemOfValue(field, value, say);
    if (message) add({ field: field.name, message });
    if (field.type === 'children') checkRows(context, field, columns, rowsOf(value), store, say, add);
  }
  for (const { at, message } of broken(context.object, store.record(), context.timeZone)) add({ field: at ?? '', message });
  return found;
}

function rowsProblem(field: FieldModel, value: unknown, say: FormSay): string | undefined {
  const count = rowsOf(value).length;
  if (field.minRows !== undefined && count < field.minRows) return say('errMinItems', { limit: field.minRows });
  return field.maxRows !== undefined && count > field.maxRows ? say('errMaxItems', { limit: field.maxRows }) : undefined;
}

function checkRows(context: LiveContext, table: FieldModel, columns: readonly FieldModel[], rows: readonly FormValues[], store: FormStore, say: FormSay, add: (error: Omit<FormError, 'from'>) => void): void {
  const child = context.model.objects[table.of ?? ''];
  if (!child) return;
  for (const row of rows) {
    const at = { field: table.name, row: keyOf(row) };
    for (const column of columns) {
      const message = isRequired(column) && isEmpty(row[column.name]) ? say('errRequired') : problemOfValue(column, row[column.name], say);
      if (message) add({ ...at, column: column.name, message });
    }
    for (const validation of broken(child, asRow(context, table, child, row, store.record()), context.timeZone)) add({ ...at, column: validation.at, message: validation.message });
  }
}
