/**
 * The references and expressions of fields.
 *
 * In:   the fields of an object. Out: MET4xx for names that are nothing, EXP for expressions that do not hold.
 */
import { nearest } from '@tenon/diagnostics';
import { dependenciesOf } from '@tenon/expression';
import { typeOfField } from '../catalog.ts';
import type { Document } from '../document.ts';
import type { ObjectDocument } from '../generated/documents.ts';
import type { FieldModel } from '../model.ts';
import { systemFields } from '../system.ts';
import { definitionAt, expressionAt, fieldAt, objectAt, pathAt, report, type DeclaredObject, type LinkContext } from './context.ts';
import { anyField, type AnyField } from './declare.ts';
import { userScope } from './user.ts';

type ObjectAt = Document<ObjectDocument>;

export function linkFields(context: LinkContext, document: ObjectAt, object: DeclaredObject): void {
  for (const [name, raw] of Object.entries(document.value.fields)) {
    const path = ['fields', name];
    const taken = Object.hasOwn(systemFields, name) || (name === 'owner' && document.value.owner) || (name === 'record_type' && document.value.recordTypes);
    const reserved = name === 'record' || name === 'user';
    if (taken || reserved) report(context, document, path, 'MET405', { name }, { key: true });
    if (taken) continue;
    const field = object.fields[name]!;
    linkType(context, document, object, name, anyField(raw));
    linkValue(context, document, object, field, anyField(raw));
    linkNumber(context, document, object, name, anyField(raw));
  }
  linkRenames(context, document, object);
}

function linkType(context: LinkContext, document: ObjectAt, object: DeclaredObject, name: string, field: AnyField): void {
  const path = ['fields', name];
  if (field.to !== undefined) {
    const target = objectAt(context, field.to, { document, path: [...path, 'to'] });
    if (field.tree && target && target !== object) report(context, document, [...path, 'tree'], 'MET406', { name, object: object.name });
    if (target && field.filter !== undefined) {
      const record = { record: { kind: 'record', object: object.name } as const };
      expressionAt(context, document, [...path, 'filter'], field.filter, { object: target.name, roots: record }, 'boolean');
    }
  }
  if (field.onDelete === 'clear' && field.required) report(context, document, [...path, 'onDelete'], 'MET407', { name });
  if (typeof field.options === 'string') definitionAt(context, 'options', field.options.slice('options/'.length), { document, path: [...path, 'options'] });
  linkDependentOptions(context, document, object, name);
  if (field.of !== undefined && field.by !== undefined) linkChildren(context, document, object, name, { of: field.of, by: field.by });
}

function linkChildren(context: LinkContext, document: ObjectAt, object: DeclaredObject, name: string, { of, by }: { of: string; by: string }): void {
  const path = ['fields', name];
  const child = objectAt(context, of, { document, path: [...path, 'of'] });
  if (!child) return;
  const back = fieldAt(context, child, by, { document, path: [...path, 'by'] });
  if (back && (back.type !== 'reference' || back.to !== object.name)) report(context, document, [...path, 'by'], 'MET408', { name: by, child: of, object: object.name });
  const parent = context.layered.objects[of]?.value.partOf;
  if (parent !== object.name) report(context, document, [...path, 'of'], 'MET409', { child: of, object: object.name });
}

function linkDependentOptions(context: LinkContext, document: ObjectAt, object: DeclaredObject, name: string): void {
  const { options, optionsBy } = object.fields[name]!;
  if (!options?.some(({ when }) => when) || optionsBy !== undefined) return;
  report(context, document, ['fields', name, 'options'], 'MET410', { name, values: [...new Set(options.flatMap(({ when }) => when ?? []))].join(', ') });
}

function linkValue(context: LinkContext, document: ObjectAt, object: DeclaredObject, field: FieldModel, raw: AnyField): void {
  const path = ['fields', field.name];
  if (raw.default !== undefined) {
    // A default is computed before there is a record; the user who creates it is known.
    expressionAt(context, document, [...path, 'default'], raw.default, userScope(context, undefined, {}), typeOfField(field));
  }
  if (raw.formula !== undefined) {
    expressionAt(context, document, [...path, 'formula'], raw.formula, { object: object.name }, typeOfField(field));
    for (const key of ['required', 'default', 'frozenAfter'] as const) {
      if (raw[key] !== undefined && raw[key] !== false) report(context, document, [...path, key], 'MET411', { name: field.name, key }, { key: true });
    }
  } else if (raw.stored !== undefined) {
    report(context, document, [...path, 'stored'], 'MET412', { name: field.name }, { key: true });
  }
  for (const key of ['min', 'max'] as const) {
    const bound = raw[key];
    if (raw.type === 'date' && typeof bound === 'string') expressionAt(context, document, [...path, key], bound, { object: object.name }, 'date');
  }
  if (raw.frozenAfter !== undefined && raw.formula === undefined) linkState(context, document, object, raw.frozenAfter, [...path, 'frozenAfter']);
}

/** A name of a state of the object's lifecycle. */
export function linkState(context: LinkContext, document: ObjectAt, object: DeclaredObject, state: string, path: readonly (string | number)[], key = false): void {
  const lifecycle = document.value.lifecycle;
  if (!lifecycle) return report(context, document, path, 'MET420', { object: object.name, state }, { key });
  const states = object.fields[lifecycle.field]?.options?.map(({ value }) => value);
  if (states && !states.includes(state)) report(context, document, path, 'MET421', { state, field: lifecycle.field, suggestion: nearest(state, states) }, { key });
}

const isCode = (text: string): boolean => /^[A-Z]{3}$/.test(text);
const isPath = (text: string): boolean => /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/.test(text);

/** Whether the unit is the path of a field rather than a word such as kg. */
export const isUnitPath = (object: DeclaredObject, unit: string): boolean => isPath(unit) && (unit.includes('.') || Object.hasOwn(object.fields, unit));

function linkNumber(context: LinkContext, document: ObjectAt, object: DeclaredObject, name: string, field: AnyField): void {
  const path = ['fields', name];
  if (field.currency !== undefined && !isCode(field.currency)) {
    const found = pathAt(context, object, field.currency, { document, path: [...path, 'currency'] });
    if (found && !['text', 'select', 'reference'].includes(found.type)) report(context, document, [...path, 'currency'], 'MET413', { name: field.currency, type: found.type });
  }
  if (field.unit !== undefined && isUnitPath(object, field.unit)) pathAt(context, object, field.unit, { document, path: [...path, 'unit'] });
  if (field.type !== 'children' && field.type !== 'date' && field.min !== undefined && field.max !== undefined && Number(field.min) > Number(field.max)) {
    report(context, document, [...path, 'min'], 'MET414', { least: field.min, greatest: field.max });
  }
  if (field.minLength !== undefined && field.minLength > (field.maxLength ?? 200)) {
    report(context, document, [...path, 'minLength'], 'MET414', { least: field.minLength, greatest: field.maxLength ?? 200 });
  }
  if (field.pattern === undefined) return;
  if (field.type === 'autonumber') {
    const sequences = [...field.pattern.matchAll(/\{seq:([1-9])\}/g)];
    const rest = field.pattern.replace(/\{(seq:[1-9]|yyyy|yy|MM|dd|yyyyMM|yyMM|yyyyMMdd|yyMMdd)\}/g, '');
    if (sequences.length !== 1 || /[{}]/.test(rest)) report(context, document, [...path, 'pattern'], 'MET415', { pattern: field.pattern });
  } else if (!isRegularExpression(field.pattern)) {
    report(context, document, [...path, 'pattern'], 'MET416', { pattern: field.pattern });
  }
}

function isRegularExpression(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, 'u'));
  } catch {
    return false;
  }
}

function linkRenames(context: LinkContext, document: ObjectAt, object: DeclaredObject): void {
  const taken = new Map<string, string>();
  for (const [name, raw] of Object.entries(document.value.fields)) {
    const { was } = anyField(raw);
    if (was === undefined) continue;
    const other = taken.get(was);
    if (Object.hasOwn(object.fields, was)) report(context, document, ['fields', name, 'was'], 'MET417', { was });
    else if (other !== undefined) report(context, document, ['fields', name, 'was'], 'MET438', { was, other });
    taken.set(was, name);
  }
}

/** Whether a condition reads the record's own columns alone, as an index must. */
export function readsOwnColumns(object: DeclaredObject, document: ObjectAt, expr: Parameters<typeof dependenciesOf>[0]): boolean {
  return dependenciesOf(expr).every(({ aggregate, steps }) => {
    const [first, second] = steps;
    const own = steps.length === 1 || (first !== undefined && object.fields[first.field]?.type === 'date_range' && second !== undefined);
    const formula = first !== undefined && Object.hasOwn(document.value.fields, first.field) && anyField(document.value.fields[first.field]!).formula !== undefined;
    return aggregate === undefined && own && !formula;
  });
}
