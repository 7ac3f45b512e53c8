/** `filter`, `sort`, `group` and `aggregate`: expressions of a caller, checked against what the role may read. */
import { failure, limits, messageOf, hintOf } from '@tenon/diagnostics';
import { compileExpression, type CheckedExpr, type Kind, type Type } from '@tenon/expression';
import { rangeObject } from '@tenon/model';
import { sqlTypeOf } from '../expression/scope.ts';
import type { Access } from './access.ts';

export interface SortKey {
  readonly expr: CheckedExpr;
  readonly descending: boolean;
  /** A required field of the record itself is never null. */
  readonly nullable: boolean;
}

export type AggregateFunction = 'count' | 'sum' | 'avg' | 'min' | 'max';
export interface AggregateColumn {
  readonly fn: AggregateFunction;
  readonly value?: CheckedExpr;
  /** Only the records for which it is true are counted in. */
  readonly where?: CheckedExpr;
}

/** The order of groups: by a value that they are grouped by, or by a total, at its place among its kind. */
export interface GroupSort {
  readonly of: 'group' | 'column';
  readonly at: number;
  readonly descending: boolean;
}

const ordered = new Set<Type['kind']>(['text', 'number', 'boolean', 'date', 'datetime', 'time', 'record']);
/** A range of dates has no order of its own; its ends have. */
const sortable = (type: Type): boolean => ordered.has(type.kind) && !(type.kind === 'record' && type.object === rangeObject);

export function parseFilter(access: Access, object: string, source: string | undefined): CheckedExpr | undefined {
  if (source === undefined || source.trim() === '') return undefined;
  return compile(access, object, source, 'filter', { expected: 'boolean', roots: access.userRoots() });
}

function compile(access: Access, object: string, source: string, parameter: string, { expected, roots = {} }: { expected?: Kind | undefined; roots?: Readonly<Record<string, Type>> } = {}): CheckedExpr {
  const { value, diagnostics } = compileExpression(source, { object, roots, catalog: access.catalog() }, expected);
  const problem = diagnostics.find((one) => one.severity === 'error');
  if (!problem && value) return value;
  const hint = problem && hintOf(problem);
  throw failure('OPR103', { parameter, problem: problem ? `${messageOf(problem)}${hint ? ` ${hint}` : ''}` : '' });
}

/** `-order_date,no`: paths, a minus for descending. */
export function parseSort(access: Access, object: string, source: string | undefined): readonly SortKey[] {
  return parts(source ?? '', 'sort').map((part) => {
    const descending = part.startsWith('-');
    const path = descending ? part.slice(1) : part;
    if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/.test(path)) throw failure('OPR103', { parameter: 'sort', problem: `“${part.slice(0, 60)}”` });
    const expr = compile(access, object, path, 'sort');
    if (!sortable(expr.type)) throw failure('OPR105', { name: path, parameter: 'sort' });
    const own = access.model.objects[object]!.fields[path];
    // An id is compared as what its column is, also where it is no more than text to this caller.
    const key = own && sqlTypeOf(own) === 'uuid' ? { ...expr, type: { kind: 'record' as const, object: own.to ?? object } } : expr;
    return { expr: key, descending, nullable: !(own?.required && own.storage === 'column') && path !== 'id' };
  });
}

export function parseGroup(access: Access, object: string, source: string | undefined): readonly CheckedExpr[] {
  return parts(source ?? '', 'group').map((part) => {
    const expr = compile(access, object, part, 'group');
    if (!sortable(expr.type)) throw failure('OPR105', { name: part, parameter: 'group' });
    return expr;
  });
}

const aggregatePattern = /^(count|sum|avg|min|max)\s*\(([\s\S]*)\)$/i;

export function parseAggregates(access: Access, object: string, source: string): readonly AggregateColumn[] {
  const columns = parts(source, 'aggregate').map((part) => parseAggregate(access, object, part));
  if (columns.length === 0) throw failure('OPR109', { text: '' });
  return columns;
}

/** `sum(total where status == 'open')`: a value, but for counting records, and perhaps a condition. */
function parseAggregate(access: Access, object: string, part: string): AggregateColumn {
  const match = aggregatePattern.exec(part);
  if (!match) throw failure('OPR109', { text: part.slice(0, 60) });
  const fn = match[1]!.toLowerCase() as AggregateFunction;
  const [inner, condition] = cutAtWhere(match[2]!);
  if ((inner === '' && fn !== 'count') || condition === '') throw failure('OPR109', { text: part.slice(0, 60) });
  const where = condition === undefined ? {} : { where: compile(access, object, condition, 'aggregate', { expected: 'boolean', roots: access.userRoots() }) };
  if (inner === '') return { fn, ...where };
  const value = compile(access, object, inner, 'aggregate', { expected: fn === 'sum' || fn === 'avg' ? 'number' : undefined });
  if (!sortable(value.type)) throw failure('OPR105', { name: inner, parameter: 'aggregate' });
  return { fn, value, ...where };
}

/** `-sum(total),status`: what is grouped by and totalled, as it is written there; a minus for descending. */
export function parseGroupSort(source: string | undefined, group: string | undefined, aggregate: string): readonly GroupSort[] {
  const squeezed = (text: string): string => text.replace(/\s+/g, '');
  const [groups, columns] = [parts(group ?? '', 'group').map(squeezed), parts(aggregate, 'aggregate').map(squeezed)];
  return parts(source ?? '', 'sort').map((part): GroupSort => {
    const descending = part.startsWith('-');
    const name = squeezed(descending ? part.slice(1) : part);
    const [inGroup, inColumns] = [groups.indexOf(name), columns.indexOf(name)];
    if (inGroup < 0 && inColumns < 0) throw failure('OPR105', { name: part.slice(0, 60), parameter: 'sort' });
    return inGroup < 0 ? { of: 'column', at: inColumns, descending } : { of: 'group', at: inGroup, descending };
  });
}

/** Where each character of a source stands outside of parentheses and quotes. */
function* outside(source: string): Generator<number> {
  let [depth, quote] = [0, ''];
  for (let i = 0; i < source.length; i += 1) {
    const char = source[i]!;
    if (quote) {
      if (char === '\\') i += 1;
      else if (char === quote) quote = '';
    } else if (char === "'" || char === '"') quote = char;
    else if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if (depth === 0) yield i;
  }
}

/** The text before the word `where`, and after it where it stands there. */
function cutAtWhere(source: string): readonly [string, string?] {
  for (const i of outside(source)) {
    if (/^where(?![a-z0-9_])/i.test(source.slice(i, i + 6)) && !/[a-z0-9_.]/i.test(source[i - 1] ?? '')) return [source.slice(0, i).trim(), source.slice(i + 5).trim()];
  }
  return [source.trim()];
}

/** Cuts at commas that are outside of parentheses and quotes. */
function parts(source: string, parameter: string): readonly string[] {
  if (source.length > limits.expressionLengthMax) throw failure('OPR103', { parameter, problem: 'too long' });
  const found: string[] = [];
  let from = 0;
  for (const i of outside(source)) {
    if (source[i] !== ',') continue;
    found.push(source.slice(from, i));
    from = i + 1;
  }
  found.push(source.slice(from));
  const trimmed = found.map((part) => part.trim()).filter((part) => part !== '');
  if (trimmed.length > 20) throw failure('OPR103', { parameter, problem: '> 20' });
  return trimmed;
}
