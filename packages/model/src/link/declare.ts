/**
 * The objects and fields that exist, before any name or expression in them is looked at.
 *
 * In:   the layered package. Out: every object with its fields, the system's among them, and their choices.
 */
import type { Document } from '../document.ts';
import type { FieldDocument, ObjectDocument, OptionsDocument } from '../generated/documents.ts';
import type { LayeredPackage } from '../layer.ts';
import type { FieldModel, Formula, OptionModel } from '../model.ts';
import { ownerField, systemFields, systemObjects } from '../system.ts';
import { compact, labelFrom } from '../words.ts';
import type { DeclaredObject } from './context.ts';

type Keys<T> = T extends unknown ? keyof T : never;
type Values<T, K extends PropertyKey> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;
/** A field with the keys of every type, each optional, for code that reads many types alike. */
export type AnyField = { readonly type: FieldDocument['type'] } & { readonly [K in Exclude<Keys<FieldDocument>, 'type'>]?: Values<FieldDocument, K> };

export const anyField = (field: FieldDocument): AnyField => field as AnyField;

const defaultScales: Readonly<Record<string, number>> = { decimal: 2, money: 2, percent: 2, quantity: 3 };
const defaultLengths: Readonly<Record<string, number>> = { text: 200 };

export function declareObjects(layered: LayeredPackage): Readonly<Record<string, DeclaredObject>> {
  const own = Object.values(layered.objects).map((document) => [document.name, declareObject(document, layered)] as const);
  return { ...Object.fromEntries(own), ...systemObjects };
}

function declareObject(document: Document<ObjectDocument>, layered: LayeredPackage): DeclaredObject {
  const { value, name } = document;
  const fields: Record<string, FieldModel> = { ...systemFields };
  if (value.owner) fields['owner'] = ownerField;
  if (value.recordTypes) fields['record_type'] = recordTypeField(value);
  for (const [key, field] of Object.entries(value.fields)) {
    if (!Object.hasOwn(systemFields, key)) fields[key] = declareField(key, anyField(field), layered);
  }
  return { name, title: value.title ?? titleFrom(fields), fields: withGoverning(fields, layered) };
}

/** The field that names a record where the document names none. */
function titleFrom(fields: Readonly<Record<string, FieldModel>>): string {
  const named = ['name', 'title', 'label', 'no', 'code'].find((name) => fields[name] && ['text', 'autonumber'].includes(fields[name].type));
  return named ?? Object.values(fields).find((field) => !field.system && ['text', 'autonumber'].includes(field.type))?.name ?? 'id';
}

function recordTypeField(value: ObjectDocument): FieldModel {
  const options = Object.entries(value.recordTypes ?? {}).map(([name, type]) => ({ value: name, label: type.label ?? labelFrom(name) }));
  const first = options[0]!.value;
  // Records that were there before an object had types, and rows that name none, are of the first.
  const byDefault: Formula = { source: `'${first}'`, expr: { kind: 'literal', type: { kind: 'text' }, value: first } };
  return { name: 'record_type', type: 'select', label: 'Type', required: true, storage: 'column', options, default: byDefault };
}

function declareField(name: string, field: AnyField, layered: LayeredPackage): FieldModel {
  const rows = field.type === 'children';
  const number = ['integer', 'decimal', 'money', 'quantity', 'percent'].includes(field.type);
  return compact<FieldModel>({
    name, type: field.type, label: field.label ?? labelFrom(name), help: field.help, required: field.required ?? (field.type === 'autonumber'),
    unique: (field.unique ?? (field.type === 'autonumber' || undefined)) || undefined, index: field.index || undefined, masked: field.masked || undefined, hidden: field.hidden || undefined,
    storage: field.type === 'children' || field.type === 'references' ? 'none' : 'column',
    frozenAfter: field.frozenAfter, was: field.was,
    minLength: field.minLength, maxLength: field.maxLength ?? defaultLengths[field.type],
    pattern: field.type === 'text' ? field.pattern : undefined, patternMessage: field.patternMessage,
    scale: field.scale ?? defaultScales[field.type],
    min: number && field.min !== undefined ? String(field.min) : undefined, max: number && field.max !== undefined ? String(field.max) : undefined,
    ...choices(field, layered),
    to: field.to, onDelete: field.type === 'reference' ? (field.onDelete ?? 'restrict') : undefined, tree: field.tree || undefined,
    of: field.of, by: field.by, minRows: rows ? (field.min as number | undefined) : undefined, maxRows: rows ? (field.max as number | undefined) : undefined,
    accept: field.accept, maxBytes: field.maxBytes,
    numbering: field.type === 'autonumber' ? field.pattern : undefined,
  });
}

const optionsName = (reference: string): string => reference.slice('options/'.length);

function choices(field: AnyField, layered: LayeredPackage): Pick<FieldModel, 'options' | 'optionsFrom'> {
  if (field.options === undefined) return {};
  if (typeof field.options !== 'string') return { options: optionModels(field.options) };
  const name = optionsName(field.options);
  const shared = Object.hasOwn(layered.options, name) ? layered.options[name]!.value : undefined;
  // Without its list the field takes any text, so that one missing list is one problem.
  return { options: shared && optionModels(shared.values), optionsFrom: name };
}

function optionModels(values: OptionsDocument['values']): readonly OptionModel[] {
  return Object.entries(values).map(([value, option]) =>
    compact<OptionModel>({ value, label: option.label ?? labelFrom(value), color: option.color, inactive: option.inactive || undefined, when: option.when }));
}

/** The choices of a list are governed by the field with the list it depends on; inline ones by the field whose values their `when` names. */
function withGoverning(fields: Readonly<Record<string, FieldModel>>, layered: LayeredPackage): Readonly<Record<string, FieldModel>> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => {
    const wanted = new Set(field.options?.flatMap(({ when }) => when ?? []));
    if (wanted.size === 0) return [name, field];
    const governs = layered.options[field.optionsFrom ?? '']?.value.dependsOn;
    const governing = Object.values(fields).find((other) => other !== field && other.type === 'select' && (governs === undefined
      ? [...wanted].every((value) => other.options?.some((option) => option.value === value))
      : other.optionsFrom === optionsName(governs)));
    return [name, governing ? { ...field, optionsBy: governing.name } : field];
  }));
}
