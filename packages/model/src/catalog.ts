/**
 * The fields of the Model as the expression language sees them.
 *
 * `date_range` is an object of its own here, with the fields `from` and `to`, so that `valid.from` is a path like others.
 */
import type { Catalog, Type } from '@tenon/expression';
import type { FieldModel, Model } from './model.ts';

export type FieldTyping = Pick<FieldModel, 'type' | 'to' | 'of' | 'options' | 'was'>;

/** Stands for the value of a `date_range` field. */
export const rangeObject = 'date_range';
const rangeFields: Readonly<Record<string, Type>> = { from: { kind: 'date' }, to: { kind: 'date' } };

/** The type that the field has in expressions. */
export function typeOfField(field: FieldTyping): Type {
  const options = field.options?.map(({ value }) => value);
  switch (field.type) {
    case 'integer': return { kind: 'number', integer: true };
    case 'decimal': case 'money': case 'quantity': case 'percent': return { kind: 'number' };
    case 'boolean': case 'date': case 'datetime': case 'time': return { kind: field.type };
    case 'date_range': return { kind: 'record', object: rangeObject };
    case 'select': return options ? { kind: 'text', options } : { kind: 'text' };
    case 'multi_select': return options ? { kind: 'set', options } : { kind: 'set' };
    case 'references': return { kind: 'set' };
    case 'reference': return { kind: 'record', object: field.to ?? '' };
    case 'children': return { kind: 'children', object: field.of ?? '' };
    case 'json': case 'rich_text': case 'address': case 'geo': return { kind: 'json' };
    default: return { kind: 'text' };
  }
}

/** A catalog of any objects that have fields. */
export function catalogOfObjects(objects: Readonly<Record<string, { readonly fields: Readonly<Record<string, FieldTyping>> } | undefined>>): Catalog {
  const fieldsOf = (object: string) => (Object.hasOwn(objects, object) ? objects[object]!.fields : undefined);
  return {
    field: (object, name) => {
      if (object === rangeObject) return Object.hasOwn(rangeFields, name) ? rangeFields[name] : undefined;
      const fields = fieldsOf(object);
      return fields && Object.hasOwn(fields, name) ? typeOfField(fields[name]!) : undefined;
    },
    fieldNames: (object) => Object.keys(object === rangeObject ? rangeFields : (fieldsOf(object) ?? {})),
    nameOf: (object, name) => Object.entries(fieldsOf(object) ?? {}).find(([, { was }]) => was === name)?.[0],
  };
}

export const catalogOf = (model: Pick<Model, 'objects'>): Catalog => catalogOfObjects(model.objects);

/** What stands for a record where it is shown or read aloud: the value of its title field, or its id. */
export function titleOf(model: Pick<Model, 'objects'>, object: string, record: Readonly<Record<string, unknown>>): string {
  const value = record[model.objects[object]?.title ?? 'id'];
  return typeof value === 'string' && value !== '' ? value : String(record['id'] ?? '');
}
