/**
 * AuthorizedOperation of a write → ValidOperation: types, options, required fields, unknown names, rows — all problems at once, by field.
 *
 * What needs the database (uniqueness, references, patterns, the rules of the Model) is checked by the writing transaction.
 */
import { failure, limits, type Code, type FieldProblem } from '@tenon/diagnostics';
import type { FieldModel, ObjectModel } from '@tenon/model';
import type { Access } from './access.ts';
import type { AuthorizedOperation } from './authorize.ts';
import type { Change, WriteOperation } from './parse.ts';
import { checkId, checkValue, isId, isPlain, type ValueProblem } from './values.ts';

/** A record to be written: own columns, sets of references, and children by field. */
export interface Row {
  readonly object: ObjectModel;
  /** Path of the row in the request, such as `lines/2/`; empty for the record itself. */
  readonly path: string;
  /** Only for rows of children that exist already. */
  readonly id?: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Record<string, readonly string[]>>;
  readonly children: Readonly<Record<string, readonly Row[]>>;
}

export type ValidChange =
  | { readonly kind: 'create'; readonly row: Row }
  | { readonly kind: 'update' | 'act'; readonly id: string; readonly row: Row; readonly change: Exclude<Change, { kind: 'create' | 'delete' }>; readonly version?: number }
  | { readonly kind: 'delete'; readonly id: string; readonly object: ObjectModel; readonly version?: number };

declare const valid: unique symbol;
export interface ValidOperation {
  readonly operation: WriteOperation;
  readonly access: Access;
  readonly changes: readonly { readonly prefix: string; readonly change: ValidChange }[];
  readonly [valid]: true;
}

interface Walk { readonly access: Access; readonly problems: FieldProblem[]; readonly act?: readonly string[] }

export function validateOperation({ operation, access }: AuthorizedOperation<WriteOperation>): ValidOperation {
  const problems: FieldProblem[] = [];
  const changes = operation.changes.map(({ prefix, change }) => ({ prefix, change: validateChange(change, prefix, access, problems) }));
  if (problems.length > 0) throw failure('VAL101', {}, problems.slice(0, 500));
  return { operation, access, changes } as unknown as ValidOperation;
}

function validateChange(change: Change, prefix: string, access: Access, problems: FieldProblem[]): ValidChange {
  const version = 'version' in change && change.version !== undefined ? { version: change.version } : {};
  if (change.kind === 'delete') return { kind: 'delete', id: change.id, object: change.object, ...version };
  const walk: Walk = { access, problems, ...(change.kind === 'act' ? { act: change.transition.requires } : {}) };
  const row = readRow(change.object, change.values, prefix, change.kind === 'create', walk);
  if (change.kind === 'create') return { kind: 'create', row };
  return { kind: change.kind, id: change.id, row, change, ...version };
}

function readRow(object: ObjectModel, given: Readonly<Record<string, unknown>>, path: string, isNew: boolean, walk: Walk, by?: string): Row {
  const values: Record<string, unknown> = {};
  const links: Record<string, readonly string[]> = {};
  const children: Record<string, readonly Row[]> = {};
  const id = by !== undefined && Object.hasOwn(given, 'id') && given['id'] !== null ? given['id'] : undefined;
  if (id !== undefined && !isId(id)) add(walk, `${path}id`, 'VAL125');
  const inserts = isNew || (by !== undefined && id === undefined);
  for (const [name, value] of Object.entries(given)) {
    if (by !== undefined && (name === 'id' || name === 'version' || name === by)) continue;
    const field = writableField(object, name, path, walk);
    if (!field) continue;
    if (field.type === 'children') children[name] = readChildren(field, value, `${path}${name}`, inserts, walk);
    else if (field.type === 'references') links[name] = readLinks(value, `${path}${name}`, field, walk);
    else readValue(field, value, path, values, walk);
  }
  if (inserts) checkRequired(object, given, path, walk, by);
  if (inserts && object.lifecycle) checkInitial(object, values, path, walk);
  checkDependent(object, values, path, walk, inserts);
  return { object, path, ...(typeof id === 'string' ? { id: id.toLowerCase() } : {}), values, links, children };
}

function add(walk: Walk, field: string, code: Code, params: ValueProblem['params'] = {}, message?: string): void {
  walk.problems.push({ field, code, params, ...(message === undefined ? {} : { message }) });
}

/** The field, where the caller may write it at all; what may not be read is refused as unknown. */
function writableField(object: ObjectModel, name: string, path: string, walk: Walk): FieldModel | undefined {
  const field = walk.access.field(object.name, name);
  if (!field) {
    const shown = name.isWellFormed() ? name.slice(0, 60).replaceAll('\0', '') : '';
    add(walk, `${path}${shown}`, 'VAL102', { name: shown, suggestion: walk.access.suggestField(object.name, shown) });
    return undefined;
  }
  const asked = walk.act?.includes(name) ?? false;
  if (field.system || field.formula || field.type === 'autonumber' || field.storage === 'virtual' || (!asked && walk.access.fieldGrant(object.name, field) !== 'write')) {
    add(walk, `${path}${name}`, 'VAL103');
    return undefined;
  }
  return field;
}

function readValue(field: FieldModel, value: unknown, path: string, values: Record<string, unknown>, walk: Walk): void {
  if (value === null || value === undefined) {
    if (field.required) add(walk, `${path}${field.name}`, 'VAL104');
    values[field.name] = null;
    return;
  }
  const checked = checkValue(field, value);
  if ('problem' in checked) add(walk, `${path}${field.name}`, checked.problem.code, checked.problem.params);
  else {
    values[field.name] = checked.value;
    if (field.required && (checked.value === null || checked.value === '')) add(walk, `${path}${field.name}`, 'VAL104');
  }
}

function readLinks(value: unknown, path: string, field: FieldModel, walk: Walk): readonly string[] {
  if (value === null && !field.required) return [];
  if (!Array.isArray(value) || value.length > limits.childRowsMax) {
    add(walk, path, 'VAL105', { expected: 'a list of ids' });
    return [];
  }
  const ids = value.map((one, i) => {
    const checked = checkId(one);
    if ('problem' in checked) add(walk, `${path}/${i}`, checked.problem.code, checked.problem.params);
    return 'value' in checked ? (checked.value as string) : '';
  });
  if (field.required && ids.length === 0) add(walk, path, 'VAL104');
  return [...new Set(ids)];
}

function readChildren(field: FieldModel, value: unknown, path: string, parentIsNew: boolean, walk: Walk): readonly Row[] {
  const child = walk.access.object(field.of!);
  if (!Array.isArray(value) || !child) {
    add(walk, path, 'VAL105', { expected: 'a list of records' });
    return [];
  }
  const max = Math.min(field.maxRows ?? limits.childRowsMax, limits.childRowsMax);
  if (value.length > max) {
    add(walk, path, 'VAL116', { max });
    return [];
  }
  if (field.minRows && value.length < field.minRows) add(walk, path, 'VAL115', { min: field.minRows });
  const seen = new Set<unknown>();
  return value.flatMap((row, i): Row[] => {
    if (!isPlain(row)) {
      add(walk, `${path}/${i}`, 'VAL105', { expected: 'a record' });
      return [];
    }
    const id = Object.hasOwn(row, 'id') ? row['id'] : undefined;
    if (id !== undefined && id !== null && (parentIsNew || seen.has(id))) add(walk, `${path}/${i}/id`, 'VAL125');
    seen.add(id);
    return [readRow(child, row, `${path}/${i}/`, parentIsNew, walk, field.by!)];
  });
}

function checkRequired(object: ObjectModel, given: Readonly<Record<string, unknown>>, path: string, walk: Walk, by: string | undefined): void {
  for (const field of Object.values(object.fields)) {
    if ((Object.hasOwn(given, field.name) && walk.access.field(object.name, field.name)) || field.name === by || field.system || field.default || field.formula || field.type === 'autonumber') continue;
    if (field.name === object.lifecycle?.field) continue;
    if (field.type === 'children') {
      if (field.minRows && walk.access.field(object.name, field.name)) add(walk, `${path}${field.name}`, 'VAL115', { min: field.minRows });
    } else if (field.required) demand(object, field, path, walk);
  }
}

/** What the caller cannot give, since the field is not there for it, makes the whole record one that it cannot make. */
function demand(object: ObjectModel, field: FieldModel, path: string, walk: Walk): void {
  if (walk.access.field(object.name, field.name)) return add(walk, `${path}${field.name}`, 'VAL104');
  if (!walk.problems.some((problem) => problem.field === path && problem.code === 'ACC102')) add(walk, path, 'ACC102', { action: 'create', object: object.name });
}

/** A new record begins in the first state. */
function checkInitial(object: ObjectModel, values: Record<string, unknown>, path: string, walk: Walk): void {
  const { field, initial } = object.lifecycle!;
  if (Object.hasOwn(values, field) && values[field] !== initial) add(walk, `${path}${field}`, 'VAL119');
  values[field] = initial;
}

/** Options that are offered only under some values of another field of the record. */
export function dependentProblem(field: FieldModel, value: unknown, governing: unknown): ValueProblem | undefined {
  if (!field.optionsBy || value === null || value === undefined) return undefined;
  const chosen = Array.isArray(value) ? value : [value];
  for (const one of chosen) {
    const option = field.options?.find((known) => known.value === one);
    if (option?.when && !option.when.includes(String(governing))) return { code: 'VAL121', params: { value: String(one), by: field.optionsBy } };
  }
  return undefined;
}

function checkDependent(object: ObjectModel, values: Readonly<Record<string, unknown>>, path: string, walk: Walk, inserts: boolean): void {
  for (const field of Object.values(object.fields)) {
    const value = values[field.name];
    if (!field.options || value === undefined || value === null) continue;
    const inactive = inserts && !Array.isArray(value) && field.options.some((option) => option.value === value && option.inactive);
    if (inactive) add(walk, `${path}${field.name}`, 'VAL109', { value: String(value) });
    if (!field.optionsBy || (!inserts && values[field.optionsBy] === undefined)) continue;
    const problem = dependentProblem(field, value, values[field.optionsBy]);
    if (problem) add(walk, `${path}${field.name}`, problem.code, problem.params);
  }
}
