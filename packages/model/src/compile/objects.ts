/**
 * Objects of the Model, from the declared ones, their documents and the plan of formulas.
 *
 * In:   the linked package. Out: ObjectModels in the order of their names, the system's last.
 */
import type { Document } from '../document.ts';
import type { ObjectDocument } from '../generated/documents.ts';
import { anyField, type AnyField } from '../link/declare.ts';
import { isUnitPath } from '../link/fields.ts';
import { formulaAt, type LinkedPackage } from '../link/index.ts';
import type { FieldModel, Formula, KeyModel, LifecycleModel, ObjectModel, StateModel, TransitionModel, ValidationModel } from '../model.ts';
import { systemFields, systemObjects } from '../system.ts';
import { compact, labelFrom, mapValues } from '../words.ts';
import { keyOf, type FormulaPlan } from './formulas.ts';

type ObjectAt = Document<ObjectDocument>;

export function compileObjects(linked: LinkedPackage, plan: FormulaPlan): Readonly<Record<string, ObjectModel>> {
  const own = Object.values(linked.layered.objects).filter(({ name }) => !Object.hasOwn(systemObjects, name));
  return { ...Object.fromEntries(own.map((document) => [document.name, compileObject(linked, document, plan)])), ...systemObjects };
}

function compileObject(linked: LinkedPackage, document: ObjectAt, plan: FormulaPlan): ObjectModel {
  const { value, name } = document;
  const { title, fields } = linked.objects[name]!;
  return compact<ObjectModel>({
    name, label: value.label, plural: value.plural ?? value.label, description: value.description, icon: value.icon, title, search: value.search ?? [],
    fields: Object.fromEntries(Object.values(fields).map((field) => [field.name, compileField(linked, document, field, plan)])),
    recordTypes: mapValues(value.recordTypes, (type, key) => compact({ label: type.label ?? labelFrom(key), description: type.description })),
    validations: mapValues(value.validations, (rule, key) => validation(linked, document, key, rule)),
    keys: mapValues(value.keys, ({ fields: of }, key): KeyModel => compact({ name: key, fields: of, when: formulaAt(linked, document, ['keys', key, 'when']) })),
    indexes: mapValues(value.indexes, ({ fields: of }, key) => ({ name: key, fields: of })),
    lifecycle: value.lifecycle && lifecycle(linked, document, value.lifecycle),
    states: mapValues(value.states, ({ frozen = [] }): StateModel => ({ frozen })),
    owner: value.owner ?? false, history: value.history ?? true, comments: value.comments ?? !value.partOf, attachments: value.attachments ?? !value.partOf, help: value.help,
    partOf: parentOf(linked, document), computed: plan.computed[name] ?? [],
  });
}

/** In place of an expression that has a problem of its own. */
export const missing: Formula = { source: 'true', expr: { kind: 'literal', type: { kind: 'boolean' }, value: true } };

function validation(linked: LinkedPackage, document: ObjectAt, name: string, rule: { readonly message: string; readonly at?: string }): ValidationModel {
  return compact({ name, check: formulaAt(linked, document, ['validations', name, 'check']) ?? missing, message: rule.message, at: rule.at });
}

function compileField(linked: LinkedPackage, document: ObjectAt, field: FieldModel, plan: FormulaPlan): FieldModel {
  const raw = Object.hasOwn(document.value.fields, field.name) && !Object.hasOwn(systemFields, field.name) ? anyField(document.value.fields[field.name]!) : undefined;
  if (!raw) return field;
  const at = (key: string): Formula | undefined => formulaAt(linked, document, ['fields', field.name, key]);
  return compact<FieldModel>({
    ...field, default: at('default'), formula: at('formula'), filter: at('filter'), minDate: at('min'), maxDate: at('max'),
    storage: raw.formula === undefined ? field.storage : (plan.storage.get(keyOf(document.name, field.name)) ?? 'virtual'),
    ...measures(linked, document, raw),
  });
}

function measures(linked: LinkedPackage, document: ObjectAt, { type, currency, unit }: AnyField): Pick<FieldModel, 'currency' | 'unit'> {
  const code = currency ?? linked.layered.package.value.tenon.currency ?? defaults.currency;
  return {
    ...(type !== 'money' ? {} : { currency: /^[A-Z]{3}$/.test(code) ? { code } : { path: code.split('.') } }),
    ...(unit === undefined ? {} : { unit: isUnitPath(linked.objects[document.name]!, unit) ? { path: unit.split('.') } : { text: unit } }),
  };
}

/** Of a package that does not say. */
export const defaults = { currency: 'USD', timeZone: 'UTC', locales: ['en'] } as const;

function lifecycle(linked: LinkedPackage, document: ObjectAt, value: NonNullable<ObjectDocument['lifecycle']>): LifecycleModel {
  const transitions = mapValues(value.transitions, (transition, name): TransitionModel => {
    const path = ['lifecycle', 'transitions', name];
    const set = Object.keys(transition.set ?? {}).map((field) => [field, formulaAt(linked, document, [...path, 'set', field])] as const);
    return compact({
      name, label: transition.label ?? labelFrom(name), from: transition.from, to: transition.to,
      guards: Object.entries(transition.guards ?? {}).map(([guard, { message }]) => ({ name: guard, check: formulaAt(linked, document, [...path, 'guards', guard, 'check']) ?? missing, message })),
      requires: transition.requires ?? [], confirm: transition.confirm, tone: transition.tone ?? 'default',
      set: Object.fromEntries(set.filter((entry): entry is readonly [string, Formula] => entry[1] !== undefined)),
    });
  });
  return { field: value.field, initial: value.initial, transitions };
}

function parentOf(linked: LinkedPackage, document: ObjectAt): ObjectModel['partOf'] {
  const parent = document.value.partOf;
  const rows = Object.values(linked.objects[parent ?? '']?.fields ?? {}).find((field) => field.type === 'children' && field.of === document.name);
  return parent !== undefined && rows?.by !== undefined ? { object: parent, field: rows.name, by: rows.by } : undefined;
}
