/** The fixed objects that random expressions are about: a record with every kind of field, a reference and children. */
import type { Catalog, Scope, Type } from '../types.ts';

export type SampleFields = Readonly<Record<string, Type>>;
export const sampleOptions = ['normal', 'rush', 'sample'] as const;

/** Fields by object. The names are plain SQL identifiers. */
export const sampleObjects: Readonly<Record<'sample' | 'partner' | 'line', SampleFields>> = {
  sample: {
    name: { kind: 'text' }, note: { kind: 'text' }, category: { kind: 'text', options: sampleOptions },
    amount: { kind: 'number' }, rate: { kind: 'number' }, pieces: { kind: 'number', integer: true },
    active: { kind: 'boolean' }, checked: { kind: 'boolean' },
    day: { kind: 'date' }, due: { kind: 'date' }, sent: { kind: 'datetime' }, seen: { kind: 'datetime' },
    tags: { kind: 'set' }, partner: { kind: 'record', object: 'partner' }, lines: { kind: 'children', object: 'line' },
  },
  partner: {
    title: { kind: 'text' }, score: { kind: 'number' }, vip: { kind: 'boolean' }, since: { kind: 'date' }, met: { kind: 'datetime' }, marks: { kind: 'set' },
  },
  line: {
    label: { kind: 'text' }, qty: { kind: 'number' }, price: { kind: 'number' }, done: { kind: 'boolean' }, shipped: { kind: 'date' }, packed: { kind: 'datetime' },
  },
};

const fieldsOf = (object: string): SampleFields => (sampleObjects as Readonly<Record<string, SampleFields>>)[object] ?? {};

export const sampleCatalog: Catalog = {
  field: (object, name) => (Object.hasOwn(fieldsOf(object), name) ? fieldsOf(object)[name] : undefined),
  fieldNames: (object) => Object.keys(fieldsOf(object)),
};

export const sampleScope: Scope = { object: 'sample', catalog: sampleCatalog };
