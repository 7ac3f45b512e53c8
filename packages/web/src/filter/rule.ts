/**
 * A filter as people build it: groups joined by `and` or `or`, of rules about one field each.
 *
 * It is never kept: the text of the expression is the filter, and a tree is what the builder makes of the text.
 */
import { rangeObject } from '@tenon/model';
import type { FieldModel, FieldType, Model } from '@tenon/model';

export type Join = 'and' | 'or';

export type Operator =
  | 'is' | 'isNot' | 'oneOf' | 'noneOf' | 'contains' | 'notContains' | 'startsWith' | 'endsWith'
  | 'lt' | 'lte' | 'gt' | 'gte' | 'between' | 'within' | 'empty' | 'notEmpty' | 'isMe' | 'isNotMe' | 'under'
  | 'hasAny' | 'hasAll' | 'hasNone';

/** A day counted from today. */
export interface DayFromToday { readonly days: number }
export type Day = string | DayFromToday;

/** A span of days that moves with the calendar. */
export type Period =
  | { readonly unit: 'week' | 'month' | 'quarter' | 'year'; readonly shift: -1 | 0 | 1 }
  | { readonly last: number }
  | { readonly next: number };

/** Text, decimal text or `true`; a list for `oneOf` and its like; two ends for `between`; nothing for `empty`. */
export type RuleValue = Day | boolean | readonly Day[] | Period | null;

export interface Rule {
  readonly kind: 'rule';
  readonly path: readonly string[];
  readonly op: Operator;
  readonly value: RuleValue;
}
/** What the builder has no rows for stays an expression. */
export interface Chip {
  readonly kind: 'text';
  readonly source: string;
}
export interface Group {
  readonly kind: 'group';
  readonly join: Join;
  readonly items: readonly FilterNode[];
}
export type FilterNode = Group | Rule | Chip;

export const emptyTree: Group = { kind: 'group', join: 'and', items: [] };

/** Fields that are asked in the same way. */
export type Family = 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'time' | 'choice' | 'set' | 'record' | 'records' | 'other';

const families: Readonly<Record<FieldType, Family | undefined>> = {
  text: 'text', long_text: 'text', email: 'text', phone: 'text', url: 'text', autonumber: 'text',
  integer: 'number', decimal: 'number', money: 'number', quantity: 'number', percent: 'number',
  boolean: 'boolean', date: 'date', datetime: 'datetime', time: 'time', select: 'choice', multi_select: 'set',
  reference: 'record', references: 'records', rich_text: 'other', json: 'other', address: 'other', geo: 'other', file: 'other', image: 'other',
  date_range: undefined, children: undefined,
};

export const familyOf = (field: FieldModel): Family | undefined => families[field.type];

const days: readonly Operator[] = ['is', 'lt', 'lte', 'gt', 'gte', 'between', 'within', 'empty', 'notEmpty'];
const numbers: readonly Operator[] = ['is', 'isNot', 'gt', 'gte', 'lt', 'lte', 'between', 'empty', 'notEmpty'];

const byFamily: Readonly<Record<Family, readonly Operator[]>> = {
  text: ['contains', 'notContains', 'is', 'isNot', 'startsWith', 'endsWith', 'oneOf', 'empty', 'notEmpty'],
  number: numbers,
  boolean: ['is', 'empty', 'notEmpty'],
  date: days, datetime: days,
  time: ['is', 'lt', 'lte', 'gt', 'gte', 'between', 'empty', 'notEmpty'],
  choice: ['oneOf', 'noneOf', 'is', 'isNot', 'empty', 'notEmpty'],
  set: ['hasAny', 'hasAll', 'hasNone', 'empty', 'notEmpty'],
  record: ['is', 'isNot', 'oneOf', 'noneOf', 'empty', 'notEmpty'],
  records: ['hasAny', 'hasAll', 'hasNone', 'empty', 'notEmpty'],
  other: ['empty', 'notEmpty'],
};

/** What can be asked of a field, the usual first. */
export function operatorsOf(model: Model, field: FieldModel): readonly Operator[] {
  const family = familyOf(field);
  if (family === undefined) return [];
  const own = byFamily[family];
  if (family !== 'record') return own;
  const people: readonly Operator[] = field.to === 'user' ? ['isMe', 'isNotMe'] : [];
  return [...own.slice(0, 2), ...people, ...own.slice(2, 4), ...(treeOf(model, field.to) ? (['under'] as const) : []), ...own.slice(4)];
}

/** Whether records of the object stand below each other. */
const treeOf = (model: Model, object: string | undefined): boolean =>
  Object.values(model.objects[object ?? '']?.fields ?? {}).some((field) => field.tree === true && field.to === object);

/** The field at the end of a path as the language sees it: the two ends of a range of dates are dates. */
export function filterField(model: Model, object: string, path: readonly string[]): FieldModel | undefined {
  let here: string | undefined = object;
  let field: FieldModel | undefined;
  for (const name of path) {
    if (field?.type === 'date_range' && here === rangeObject) {
      field = name === 'from' || name === 'to' ? { name, label: `${field.label} · ${name}`, type: 'date', required: false, storage: 'none' } : undefined;
      here = undefined;
    } else {
      field = here === undefined ? undefined : model.objects[here]?.fields[name];
      here = field?.type === 'date_range' ? rangeObject : field?.type === 'reference' ? field.to : undefined;
    }
    if (!field) return undefined;
  }
  return field;
}

/** The rule that a field begins with: its usual question, still without an answer. */
export const blankValue = (op: Operator): RuleValue => {
  switch (op) {
    case 'oneOf': case 'noneOf': case 'hasAny': case 'hasAll': case 'hasNone': return [];
    case 'between': return ['', ''];
    case 'within': return { unit: 'month', shift: 0 };
    case 'empty': case 'notEmpty': case 'isMe': case 'isNotMe': return null;
    default: return '';
  }
};

/** A condition about a field, still to be finished. */
export function newRule(model: Model, object: string, path: readonly string[]): Rule {
  const field = filterField(model, object, path);
  const op = (field && operatorsOf(model, field)[0]) ?? 'is';
  return { kind: 'rule', path, op, value: field?.type === 'boolean' ? true : blankValue(op) };
}

/** Whether the rule says something already; one that does not filters nothing. */
export function complete({ value, op }: Rule): boolean {
  if (value === null) return ['empty', 'notEmpty', 'isMe', 'isNotMe'].includes(op);
  if (Array.isArray(value)) return value.length > 0 && value.every((one) => one !== '');
  return value !== '';
}

export const isGroup = (node: FilterNode): node is Group => node.kind === 'group';
