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
  const columns = parts(source, 'aggregate').map((part): AggregateColumn => {
    const match = aggregatePattern.exec(part);
    if (!match) throw failure('OPR109', { text: part.slice(0, 60) });
    const fn = match[1]!.toLowerCase() as AggregateFunction;
    const inner = match[2]!.trim();
    if (inner === '' && fn === 'count') return { fn };
    if (inner === '') throw failure('OPR109', { text: part.slice(0, 60) });
    const value = compile(access, object, inner, 'aggregate', { expected: fn === 'sum' || fn === 'avg' ? 'number' : undefined });
    if (!sortable(value.type)) throw failure('OPR105', { name: inner, parameter: 'aggregate' });
    return { fn, value };
  });
  if (columns.length === 0) throw failure('OPR109', { text: '' });
  return columns;
}

/** Cuts at commas that are outside of parentheses and quotes. */
function parts(source: string, parameter: string): readonly string[] {
  if (source.length > limits.expressionLengthMax) throw failure('OPR103', { parameter, problem: 'too long' });
  const found: string[] = [];
  let [depth, quote, from] = [0, '', 0];
  for (let i = 0; i < source.length; i += 1) {
    const char = source[i]!;
    if (quote) {
      if (char === '\\') i += 1;
      else if (char === quote) quote = '';
    } else if (char === "'" || char === '"') quote = char;
    else if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if (char === ',' && depth === 0) {
      found.push(source.slice(from, i));
      from = i + 1;
    }
  }
  found.push(source.slice(from));
  const trimmed = found.map((part) => part.trim()).filter((part) => part !== '');
  if (trimmed.length > 20) throw failure('OPR103', { parameter, problem: '> 20' });
  return trimmed;
}
