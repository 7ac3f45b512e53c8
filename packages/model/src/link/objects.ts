/**
 * What an object says beside its fields: title, search, keys, rules, lifecycle, states.
 *
 * In:   one object document. Out: MET4xx and EXP problems at their places.
 */
import { readsClock } from '@tenon/expression';
import { typeOfField } from '../catalog.ts';
import type { Document } from '../document.ts';
import type { ObjectDocument } from '../generated/documents.ts';
import { expressionAt, fieldAt, objectAt, report, type DeclaredObject, type LinkContext } from './context.ts';
import { anyField } from './declare.ts';
import { linkFields, linkState, readsOwnColumns } from './fields.ts';

type ObjectAt = Document<ObjectDocument>;
const textLike = new Set(['text', 'long_text', 'email', 'phone', 'url', 'autonumber']);

export function linkObjects(context: LinkContext): void {
  for (const document of Object.values(context.layered.objects)) {
    const object = context.objects[document.name]!;
    if (document.name === 'user' || document.name === 'date_range') {
      report(context, document, [], 'MET405', { name: document.name });
      continue;
    }
    linkFields(context, document, object);
    linkTitle(context, document, object);
    linkParent(context, document, object);
    linkRules(context, document, object);
    if (document.value.lifecycle) linkLifecycle(context, document, object, document.value.lifecycle);
    linkStates(context, document, object);
  }
}

function linkTitle(context: LinkContext, document: ObjectAt, object: DeclaredObject): void {
  const { title, search = [] } = document.value;
  if (title !== undefined) {
    const field = fieldAt(context, object, title, { document, path: ['title'] });
    if (field && !['text', 'autonumber'].includes(field.type)) report(context, document, ['title'], 'MET418', { name: title, type: field.type });
  }
  for (const [index, name] of search.entries()) {
    const field = fieldAt(context, object, name, { document, path: ['search', index] });
    if (field && !textLike.has(field.type)) report(context, document, ['search', index], 'MET419', { name, type: field.type });
  }
}

function linkParent(context: LinkContext, document: ObjectAt, object: DeclaredObject): void {
  const { partOf } = document.value;
  if (partOf === undefined) return;
  const parent = objectAt(context, partOf, { document, path: ['partOf'] });
  if (!parent) return;
  const rows = Object.values(parent.fields).filter((field) => field.type === 'children' && field.of === object.name);
  if (rows.length !== 1) report(context, document, ['partOf'], 'MET422', { object: object.name, parent: partOf, found: rows.length });
}

function linkRules(context: LinkContext, document: ObjectAt, object: DeclaredObject): void {
  const { validations = {}, keys = {}, indexes = {} } = document.value;
  for (const [name, rule] of Object.entries(validations)) {
    const path = ['validations', name];
    expressionAt(context, document, [...path, 'check'], rule.check, { object: object.name }, 'boolean');
    if (rule.at !== undefined) fieldAt(context, object, rule.at, { document, path: [...path, 'at'] });
  }
  for (const [group, entries] of [['keys', keys], ['indexes', indexes]] as const) {
    for (const [name, { fields }] of Object.entries(entries)) {
      for (const [index, each] of fields.entries()) linkColumn(context, document, object, each, [group, name, 'fields', index]);
    }
  }
  for (const [name, { when }] of Object.entries(keys)) {
    if (when === undefined) continue;
    const path = ['keys', name, 'when'];
    const condition = expressionAt(context, document, path, when, { object: object.name }, 'boolean');
    if (condition && (readsClock(condition.expr) || !readsOwnColumns(object, document, condition.expr))) report(context, document, path, 'MET423', { name });
  }
}

/** A field that has a column by which it can be found. */
function linkColumn(context: LinkContext, document: ObjectAt, object: DeclaredObject, name: string, path: readonly (string | number)[]): void {
  const field = fieldAt(context, object, name, { document, path });
  if (field && ['children', 'references', 'json', 'rich_text', 'address', 'geo', 'multi_select', 'long_text', 'date_range'].includes(field.type)) {
    report(context, document, path, 'MET424', { name, type: field.type });
  }
}

type LifecycleDocument = NonNullable<ObjectDocument['lifecycle']>;

function linkLifecycle(context: LinkContext, document: ObjectAt, object: DeclaredObject, lifecycle: LifecycleDocument): void {
  const field = fieldAt(context, object, lifecycle.field, { document, path: ['lifecycle', 'field'] });
  if (!field) return;
  if (field.type !== 'select') return report(context, document, ['lifecycle', 'field'], 'MET425', { name: field.name, type: field.type });
  linkState(context, document, object, lifecycle.initial, ['lifecycle', 'initial']);
  for (const [name, transition] of Object.entries(lifecycle.transitions)) {
    const path = ['lifecycle', 'transitions', name];
    for (const [index, state] of transition.from.entries()) linkState(context, document, object, state, [...path, 'from', index]);
    linkState(context, document, object, transition.to, [...path, 'to']);
    for (const [guard, { check }] of Object.entries(transition.guards ?? {})) expressionAt(context, document, [...path, 'guards', guard, 'check'], check, { object: object.name }, 'boolean');
    for (const [index, required] of (transition.requires ?? []).entries()) fieldAt(context, object, required, { document, path: [...path, 'requires', index] });
    linkSet(context, document, object, transition.set ?? {}, [...path, 'set']);
  }
  // A state with a slip in its name is reported as that, and is not reached or left for no other reason.
  const states = field.options?.map(({ value }) => value) ?? [];
  const named = [lifecycle.initial, ...Object.values(lifecycle.transitions).flatMap(({ from, to }) => [...from, to])];
  if (named.every((state) => states.includes(state))) linkWays(context, document, states, lifecycle);
}

function linkSet(context: LinkContext, document: ObjectAt, object: DeclaredObject, set: Readonly<Record<string, string>>, path: readonly string[]): void {
  for (const [name, source] of Object.entries(set)) {
    const field = fieldAt(context, object, name, { document, path: [...path, name], at: { key: true } });
    if (!field) continue;
    const raw = document.value.fields[name];
    const computed = raw !== undefined && anyField(raw).formula !== undefined;
    if (field.system || computed || field.type === 'autonumber' || field.type === 'children' || name === document.value.lifecycle?.field) {
      report(context, document, [...path, name], 'MET427', { name }, { key: true });
    } else expressionAt(context, document, [...path, name], source, { object: object.name }, typeOfField(field));
  }
}

/** A state that no transition leads to is perhaps forgotten; one without a way out is where a life ends, and says so. */
function linkWays(context: LinkContext, document: ObjectAt, states: readonly string[], lifecycle: LifecycleDocument): void {
  const reached = new Set([lifecycle.initial]);
  const ways = Object.values(lifecycle.transitions);
  for (let before = 0; before !== reached.size;) {
    before = reached.size;
    for (const { from, to } of ways) if (from.some((state) => reached.has(state))) reached.add(to);
  }
  const left = new Set(ways.flatMap(({ from }) => from));
  for (const state of states) {
    const path = ['lifecycle', 'transitions'];
    if (!reached.has(state)) report(context, document, path, 'MET428', { state, initial: lifecycle.initial }, { key: true });
    else if (!left.has(state) && !document.value.states?.[state]?.final) report(context, document, path, 'MET439', { state }, { key: true });
  }
}

function linkStates(context: LinkContext, document: ObjectAt, object: DeclaredObject): void {
  const final = new Set(Object.entries(document.value.states ?? {}).filter(([, state]) => state.final).map(([name]) => name));
  for (const [name, state] of Object.entries(document.value.states ?? {})) {
    linkState(context, document, object, name, ['states', name], true);
    if (Array.isArray(state.frozen)) {
      for (const [index, field] of state.frozen.entries()) fieldAt(context, object, field, { document, path: ['states', name, 'frozen', index] });
    }
  }
  for (const [name, { from }] of Object.entries(document.value.lifecycle?.transitions ?? {})) {
    for (const [index, state] of from.entries()) {
      if (final.has(state)) report(context, document, ['lifecycle', 'transitions', name, 'from', index], 'MET429', { state });
    }
  }
}
