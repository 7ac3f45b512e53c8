/**
 * JSON Schema of records (draft 2020-12), for forms, for callers and for OpenAPI.
 *
 * In:   a Model or a ClientModel, an object, and what the record is for.
 * Out:  a schema that says what the API takes or gives. With a ClientModel only what its caller may write is in it.
 */
import type { ClientModel } from './narrow.ts';
import type { FieldModel, Model, ObjectModel } from './model.ts';

export type Purpose = 'create' | 'update' | 'read';
export type JsonSchema = { readonly [key: string]: unknown };

/** Where the schema of another object is found. */
export type RefOf = (object: string, purpose: Purpose) => string;

/** Where other schemas are found; without a place for shared lists, their values stand at each field. */
export interface Places {
  readonly refOf: RefOf;
  readonly listRefOf?: (list: string) => string;
}

/** A schema that stands alone: those of rows are in its `$defs`. */
export function jsonSchemaFor(model: Model | ClientModel, object: string, purpose: Purpose): JsonSchema {
  const definitions = new Map<string, JsonSchema | undefined>();
  const open: [string, Purpose][] = [];
  const refOf: RefOf = (name, rowPurpose) => {
    const key = schemaName(name, rowPurpose);
    if (!definitions.has(key)) {
      definitions.set(key, undefined);
      open.push([name, rowPurpose]);
    }
    return `#/$defs/${key}`;
  };
  const main = recordSchema(model, object, purpose, { refOf });
  for (let next = open.pop(); next; next = open.pop()) definitions.set(schemaName(...next), recordSchema(model, next[0], next[1], { refOf }, true));
  const $defs = Object.fromEntries(definitions);
  const $id = `urn:tenon:${model.package.namespace}:${schemaName(object, purpose)}`;
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id, ...main, ...(definitions.size > 0 ? { $defs } : {}) };
}

export const schemaName = (object: string, purpose: Purpose): string => (purpose === 'read' ? object : `${object}.${purpose}`);

/** The schema of one record; `row` for one that is written with its parent. */
export function recordSchema(model: Model | ClientModel, object: string, purpose: Purpose, places: Places, row = false): JsonSchema {
  const target = model.objects[object];
  if (!target) return { type: 'object' };
  const fields = Object.values(target.fields).filter((field) => purpose === 'read' || isWritten(model, target, field, purpose, row));
  const required = fields.filter((field) => purpose === 'read' ? ['id', 'version'].includes(field.name) : purpose === 'create' && isDemanded(field));
  const properties = Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, purpose, places)]));
  const identity = row && purpose === 'update' ? { id: { type: 'string', format: 'uuid', description: 'Of a row that is there; a row without is new.' } } : {};
  return {
    type: 'object', title: target.label, ...(target.description === undefined ? {} : { description: target.description }),
    properties: { ...identity, ...properties }, ...(required.length > 0 ? { required: required.map(({ name }) => name) } : {}),
    ...(purpose === 'read' ? {} : { additionalProperties: false }),
  };
}

function isWritten(model: Model | ClientModel, object: ObjectModel, field: FieldModel, purpose: Purpose, row: boolean): boolean {
  if (field.system || field.formula || field.storage === 'virtual' || field.storage === 'stored' || field.type === 'autonumber') return false;
  if (field.name === object.lifecycle?.field || (row && field.name === object.partOf?.by)) return false;
  if (field.name === 'record_type' && purpose === 'update') return false;
  return !('access' in model) || model.access[object.name]?.fields[field.name] === 'write';
}

const isDemanded = (field: FieldModel): boolean => field.required && field.default === undefined;

function fieldSchema(field: FieldModel, purpose: Purpose, places: Places): JsonSchema {
  const words = { title: field.label, ...(field.help === undefined ? {} : { description: field.help }) };
  const value = valueSchema(field, purpose, places);
  if (field.required && purpose !== 'read') return { ...words, ...value };
  const { type, enum: choices } = value;
  if (typeof type !== 'string') return { ...words, anyOf: [value, { type: 'null' }] };
  return { ...words, ...value, type: [type, 'null'], ...(Array.isArray(choices) ? { enum: [...choices, null] } : {}) };
}

const text = (more: JsonSchema = {}): JsonSchema => ({ type: 'string', ...more });
const id = text({ format: 'uuid' });
const keep = (more: { readonly [key: string]: unknown }): JsonSchema => Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));

function valueSchema(field: FieldModel, purpose: Purpose, places: Places): JsonSchema {
  const { refOf } = places;
  switch (field.type) {
    case 'text': return text(keep({ minLength: field.minLength, maxLength: field.maxLength, pattern: field.pattern, ...(field.name === 'id' ? { format: 'uuid' } : {}) }));
    case 'long_text': return text(keep({ maxLength: field.maxLength }));
    case 'email': return text({ format: 'email' });
    case 'url': return text({ format: 'uri' });
    case 'integer': return keep({ type: 'integer', minimum: numberOf(field.min), maximum: numberOf(field.max) });
    case 'decimal': case 'money': case 'quantity': case 'percent': return text({ format: 'decimal', pattern: decimalPattern(field.scale ?? 0) });
    case 'boolean': return { type: 'boolean' };
    case 'date': return text({ format: 'date' });
    case 'datetime': return text({ format: 'date-time' });
    case 'time': return text({ format: 'time' });
    case 'date_range': return record({ from: { type: ['string', 'null'], format: 'date' }, to: { type: ['string', 'null'], format: 'date' } });
    case 'address': return record({ region: { type: ['string', 'null'] }, detail: { type: ['string', 'null'] }, postcode: { type: ['string', 'null'] } });
    case 'geo': return { ...record({ lat: { type: 'number', minimum: -90, maximum: 90 }, lng: { type: 'number', minimum: -180, maximum: 180 } }), required: ['lat', 'lng'] };
    case 'select': return choiceSchema(field, purpose, places);
    case 'multi_select': return { type: 'array', uniqueItems: true, items: choiceSchema(field, purpose, places) };
    case 'reference': return purpose === 'read' ? behind(field, refOf) : id;
    case 'references': return { type: 'array', uniqueItems: true, items: purpose === 'read' ? behind(field, refOf) : id };
    case 'children': return keep({ type: 'array', items: { $ref: refOf(field.of!, purpose) }, minItems: purpose === 'read' ? undefined : field.minRows, maxItems: purpose === 'read' ? undefined : field.maxRows });
    case 'json': case 'rich_text': return {};
    default: return text();
  }
}

/** An id, or the record where the caller may see such records. */
const behind = (field: FieldModel, refOf: RefOf): JsonSchema => (field.to === undefined ? id : { anyOf: [id, { $ref: refOf(field.to, 'read') }] });
/** A value of a shared list is described once; what is offered to writers leaves out what is kept for old records. */
function choiceSchema(field: FieldModel, purpose: Purpose, { listRefOf }: Places): JsonSchema {
  if (purpose === 'read' && field.optionsFrom !== undefined && listRefOf) return { $ref: listRefOf(field.optionsFrom) };
  return text(field.options ? { enum: offered(field, purpose) } : {});
}

const record = (properties: JsonSchema): JsonSchema => ({ type: 'object', properties, additionalProperties: false });
const offered = (field: FieldModel, purpose: Purpose): readonly string[] =>
  field.options!.filter(({ inactive }) => purpose === 'read' || !inactive).map(({ value }) => value);
const numberOf = (value: string | undefined): number | undefined => (value === undefined ? undefined : Number(value));
const decimalPattern = (scale: number): string => (scale === 0 ? '^-?[0-9]+$' : `^-?[0-9]+(\\.[0-9]{1,${scale}})?$`);
