/**
 * OperationInput → Operation: every name is resolved, against the Model as the role sees it.
 *
 * May refuse with OPR1xx. A field that the role may not read is refused exactly as one that does not exist.
 */
import { failure, limits, nearest } from '@tenon/diagnostics';
import type { CheckedExpr } from '@tenon/expression';
import type { ObjectModel, TransitionModel } from '@tenon/model';
import type { Access } from './access.ts';
import type { Found, OperationInput, Values } from './operation.ts';
import { parseAggregates, parseFilter, parseGroup, parseGroupSort, parseSort, type AggregateColumn, type GroupSort, type SortKey } from './parse-query.ts';
import { parseReport, type ReportOperation } from './parse-report.ts';
import { parseSelect, type SelectNode } from './parse-select.ts';

/** Of each, one pattern at least must fit. */
export type SearchPatterns = readonly (readonly string[])[];

export interface ListOperation {
  readonly kind: 'list';
  readonly object: ObjectModel;
  readonly select: SelectNode;
  readonly filter?: CheckedExpr;
  readonly sort: readonly SortKey[];
  readonly search: SearchPatterns;
  readonly offset: number;
  readonly limit: number;
  readonly cursor?: string;
  readonly count: boolean;
  /** What a cursor is bound to: filter, sort and search as written. */
  readonly shape: string;
}
export interface GetOperation { readonly kind: 'get'; readonly object: ObjectModel; readonly id: string; readonly select: SelectNode }
export interface AggregateOperation {
  readonly kind: 'aggregate';
  readonly object: ObjectModel;
  readonly filter?: CheckedExpr;
  readonly search: SearchPatterns;
  readonly group: readonly CheckedExpr[];
  readonly columns: readonly AggregateColumn[];
  readonly sort: readonly GroupSort[];
  /** Of the groups; without one there may be no more than `groupsMax`. */
  readonly limit?: number;
}
export interface HistoryOperation { readonly kind: 'history'; readonly object: ObjectModel; readonly id: string; readonly limit: number }
export type ReadOperation = ListOperation | GetOperation | AggregateOperation | HistoryOperation | ReportOperation;

export type Change =
  | { readonly kind: 'create'; readonly object: ObjectModel; readonly values: Values }
  | { readonly kind: 'update'; readonly object: ObjectModel; readonly id: string; readonly values: Values; readonly version?: number }
  | { readonly kind: 'delete'; readonly object: ObjectModel; readonly id: string; readonly version?: number }
  | { readonly kind: 'act'; readonly object: ObjectModel; readonly id: string; readonly transition: TransitionModel; readonly values: Values; readonly version?: number };

/** One change or many; many are all done or none. `prefix` leads to the item in field paths. */
export interface WriteOperation {
  readonly kind: 'write';
  readonly object: ObjectModel;
  readonly bulk: boolean;
  readonly changes: readonly { readonly prefix: string; readonly change: Change }[];
  readonly idempotencyKey?: string;
  readonly reason?: string;
  /** What was asked for, to tell a repeated request from another one with the same key. */
  readonly body: string;
  readonly route: string;
}
export type Operation = ReadOperation | WriteOperation;

export function parseOperation(input: OperationInput, access: Access): Operation {
  if (input.kind === 'report') return parseReport(input, access);
  const object = resolveObject(access, input.object);
  switch (input.kind) {
    case 'list': return parseList(input, object, access);
    case 'get': return { kind: 'get', object, id: recordId(input.id), select: parseSelect(access, object.name, input.select, input.expand) };
    case 'aggregate': return parseAggregate(input, object, access);
    case 'history': return { kind: 'history', object, id: recordId(input.id), limit: pageLimit(input.limit) };
    default: return parseWrite(input, object, access);
  }
}

export function resolveObject(access: Access, name: string): ObjectModel {
  const object = typeof name === 'string' ? access.object(name) : undefined;
  if (object) return object;
  throw failure('OPR101', { name: String(name).slice(0, 60), suggestion: nearest(String(name).slice(0, 60), access.objectNames()) });
}

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What is no id is the id of no record. */
export function recordId(id: string): string {
  if (typeof id !== 'string' || !idPattern.test(id)) throw failure('ACC101');
  return id.toLowerCase();
}

function pageLimit(limit: number | undefined): number {
  if (limit === undefined) return limits.pageRowsDefault;
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.pageRowsMax) throw failure('OPR106', { max: limits.pageRowsMax });
  return limit;
}

/** Patterns over the text that is searched, which has each of its values on a line of its own. */
const patternsOf: Readonly<Record<Exclude<Found, 'anywhere'>, (text: string) => readonly string[]>> = {
  beginning: (text) => [`${text}%`, `%\n${text}%`],
  whole: (text) => [text, `${text}\n%`, `%\n${text}\n%`, `%\n${text}`],
};
const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function pageOffset({ offset, cursor }: Extract<OperationInput, { kind: 'list' }>): number {
  if (offset === undefined) return 0;
  if (!Number.isInteger(offset) || offset < 0 || offset > limits.offsetMax) throw failure('OPR112', { max: limits.offsetMax });
  if (cursor !== undefined && cursor !== '') throw failure('OPR113');
  return offset;
}

function groupLimit(limit: number | undefined): { readonly limit?: number } {
  if (limit === undefined) return {};
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.groupsMax) throw failure('OPR106', { max: limits.groupsMax });
  return { limit };
}

function searchPatterns(object: ObjectModel, search: string | undefined, access: Access, found: Found = 'anywhere'): SearchPatterns {
  const terms = (search ?? '').trim().toLowerCase().split(/\s+/).filter((term) => term !== '');
  if (terms.length === 0) return [];
  // The text that is searched holds all of the fields: a role that may not read one of them may not search at all.
  const readable = object.search.length > 0 && object.search.every((name) => {
    const field = access.field(object.name, name);
    return field && access.fieldGrant(object.name, field) !== 'mask';
  });
  if (!readable) throw failure('OPR105', { name: object.name, parameter: 'search' });
  if (terms.length > 20 || !terms.every((term) => term.isWellFormed() && !term.includes('\0'))) throw failure('OPR103', { parameter: 'search', problem: '' });
  return found === 'anywhere' ? terms.map((term) => [`%${escaped(term)}%`]) : [patternsOf[found](escaped(terms.join(' ')))];
}

function parseList(input: Extract<OperationInput, { kind: 'list' }>, object: ObjectModel, access: Access): ListOperation {
  const filter = parseFilter(access, object.name, input.filter);
  return {
    kind: 'list', object,
    select: parseSelect(access, object.name, input.select, input.expand),
    ...(filter ? { filter } : {}),
    sort: parseSort(access, object.name, input.sort),
    search: searchPatterns(object, input.search, access, input.found),
    offset: pageOffset(input),
    limit: pageLimit(input.limit),
    ...(input.cursor !== undefined && input.cursor !== '' ? { cursor: input.cursor } : {}),
    count: input.count ?? false,
    shape: JSON.stringify([object.name, input.filter ?? '', input.sort ?? '', input.search ?? '']),
  };
}

function parseAggregate(input: Extract<OperationInput, { kind: 'aggregate' }>, object: ObjectModel, access: Access): AggregateOperation {
  const filter = parseFilter(access, object.name, input.filter);
  return {
    kind: 'aggregate', object,
    ...(filter ? { filter } : {}),
    search: searchPatterns(object, input.search, access),
    group: parseGroup(access, object.name, input.group),
    columns: parseAggregates(access, object.name, input.aggregate),
    sort: parseGroupSort(input.sort, input.group, input.aggregate),
    ...groupLimit(input.limit),
  };
}

type WriteInput = Extract<OperationInput, { kind: 'create' | 'update' | 'delete' | 'act' | 'bulk' }>;

function parseWrite(input: WriteInput, object: ObjectModel, access: Access): WriteOperation {
  const items = input.kind === 'bulk' ? input.items : [input];
  if (!Array.isArray(items)) throw failure('OPR110');
  if (items.length > limits.bulkRowsMax) throw failure('PLN103', { max: limits.bulkRowsMax });
  const { idempotencyKey: key, reason } = input;
  if (key !== undefined && (key.length < 1 || key.length > limits.idempotencyKeyLengthMax || !/^[\x21-\x7e]+$/.test(key))) {
    throw failure('STO205', { max: limits.idempotencyKeyLengthMax });
  }
  const { idempotencyKey: _, ...body } = input;
  const bulk = input.kind === 'bulk';
  return {
    kind: 'write', object, bulk,
    changes: items.map((item, i) => ({ prefix: bulk ? `items/${i}/` : '', change: parseChange(item, object, access) })),
    ...(key === undefined ? {} : { idempotencyKey: key }),
    ...(reason === undefined ? {} : { reason: reason.slice(0, 2_000).toWellFormed().replaceAll('\0', '') }),
    body: JSON.stringify(body),
    route: `${input.kind} ${object.name}`,
  };
}

function parseChange(item: Exclude<WriteInput, { kind: 'bulk' }> | Extract<WriteInput, { kind: 'bulk' }>['items'][number], object: ObjectModel, access: Access): Change {
  const version = 'version' in item && item.version !== undefined ? { version: item.version } : {};
  switch (item?.kind) {
    case 'create': return { kind: 'create', object, values: valuesOf(item.values) };
    case 'update': return { kind: 'update', object, id: recordId(item.id), values: valuesOf(item.values), ...version };
    case 'delete': return { kind: 'delete', object, id: recordId(item.id), ...version };
    case 'act': return { kind: 'act', object, id: recordId(item.id), transition: transitionOf(object, item.action, access), values: valuesOf(item.values ?? {}), ...version };
    default: throw failure('OPR110');
  }
}

function valuesOf(values: unknown): Values {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) throw failure('OPR110');
  return values as Values;
}

function transitionOf(object: ObjectModel, action: string, access: Access): TransitionModel {
  const known = object.lifecycle?.transitions ?? {};
  const found = typeof action === 'string' && Object.hasOwn(known, action) ? known[action] : undefined;
  if (found) return found;
  const granted = access.grant(object.name)?.actions ?? [];
  const offered = Object.keys(known).filter((name) => granted === '*' || granted.includes(name));
  throw failure('OPR108', { object: object.name, name: String(action).slice(0, 60), suggestion: nearest(String(action).slice(0, 60), offered) });
}
