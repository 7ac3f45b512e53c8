/** The flat JSON Schema of a form, from the Model. Conditions are not in it: who is required is worked out anew and passed in. */
import type { FieldModel, Model, ObjectModel } from '@tenon/model';
import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import { childColumns } from '../record/layout.ts';
import type { FormValues } from './validator.ts';

export interface FormShape {
  /** Fields of the form, with the columns of each child table. */
  readonly fields: readonly { readonly field: FieldModel; readonly columns: readonly FieldModel[] }[];
  readonly required: ReadonlySet<string>;
}

export function formSchema(model: Model, shape: FormShape): RJSFSchema {
  const properties = Object.fromEntries(shape.fields.map(({ field, columns }) => [field.name, field.type === 'children' ? childrenSchema(model, field, columns) : leafSchema(field)]));
  return { type: 'object', properties, required: shape.fields.map(({ field }) => field.name).filter((name) => shape.required.has(name)) };
}

/** Every leaf has our own field component; a child table has rjsf's array with our own templates. */
export function formUi(shape: FormShape): UiSchema<FormValues> {
  const leaf = { 'ui:field': 'leaf' };
  const ui = shape.fields.map(({ field, columns }) => [field.name, field.type === 'children'
    ? { 'ui:options': { orderable: false }, items: Object.fromEntries(columns.map((column) => [column.name, leaf])) }
    : leaf]);
  return Object.fromEntries(ui) as UiSchema<FormValues>;
}

function childrenSchema(model: Model, field: FieldModel, columns: readonly FieldModel[]): RJSFSchema {
  const properties = Object.fromEntries(columns.map((column) => [column.name, leafSchema(column)]));
  const required = columns.filter(isRequired).map((column) => column.name);
  return {
    type: 'array', title: field.label, items: { type: 'object', title: model.objects[field.of ?? '']?.label ?? '', properties, required },
    ...(field.minRows === undefined ? {} : { minItems: field.minRows }), ...(field.maxRows === undefined ? {} : { maxItems: field.maxRows }),
  };
}

/** What the caller must give: a formula and a number drawn by the engine are never asked for. */
export const isRequired = (field: FieldModel): boolean => field.required && !field.formula && !field.system && field.type !== 'autonumber' && field.type !== 'boolean';

function leafSchema(field: FieldModel): RJSFSchema {
  const title = field.label;
  if (field.formula || field.type === 'autonumber' || field.system) return { title };
  switch (field.type) {
    case 'text': case 'long_text': case 'email': case 'phone': case 'url': return { type: 'string', title, ...textBounds(field) };
    case 'integer': return { type: 'integer', title, ...bound('minimum', field.min), ...bound('maximum', field.max) };
    case 'decimal': case 'money': case 'quantity': case 'percent': return { type: 'string', title, pattern: '^-?[0-9]+([.][0-9]+)?$' };
    case 'boolean': return { type: 'boolean', title };
    default: return { title };
  }
}

function textBounds(field: FieldModel): RJSFSchema {
  return {
    ...(field.minLength === undefined ? {} : { minLength: field.minLength }),
    ...(field.maxLength === undefined ? {} : { maxLength: field.maxLength }),
    ...(field.pattern !== undefined && compiles(field.pattern) ? { pattern: field.pattern, 'x-pattern-message': field.patternMessage } : {}),
    ...(field.type === 'email' ? { format: 'email' } : {}),
  } as RJSFSchema;
}

const bound = (name: 'minimum' | 'maximum', text: string | undefined) => (text === undefined ? {} : { [name]: Number(text) });

/** A POSIX pattern that JavaScript cannot read is left to the server. */
function compiles(pattern: string): boolean {
  if (/\[\[:/.test(pattern)) return false;
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

export function columnsOf(model: Model, object: ObjectModel, field: FieldModel, columns: readonly string[] | undefined): readonly FieldModel[] {
  const child = field.type === 'children' ? model.objects[field.of ?? ''] : undefined;
  if (!child) return [];
  const shown = childColumns(child, field.by, columns);
  const missing = Object.values(child.fields).filter((one) => isRequired(one) && !one.default && one.name !== field.by && one.to !== object.name && !shown.includes(one));
  return [...shown, ...missing];
}
