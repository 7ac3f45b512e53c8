/**
 * Gives a node the type that its place needs, where that is possible without changing its value:
 * null takes any type, and a text literal becomes a date, a date-time, a time or the id of a record.
 */
import { nearest } from '@tenon/diagnostics';
import { readDate, readDateTime, readTime } from './calendar.ts';
import type { Context } from './names.ts';
import { problemAt } from './problem.ts';
import type { Span } from './syntax.ts';
import type { CheckedExpr, Type } from './types.ts';

const examples = { date: '2024-02-09', datetime: '2024-02-09T08:00:00Z', time: '08:30' } as const;
const readers = { date: readDate, datetime: readDateTime, time: readTime } as const;

export type Coerced = { readonly node: CheckedExpr } | 'mismatch' | 'reported';

/** The node with the type, `mismatch` where it cannot have it, or `reported` when a problem was recorded. */
export function coerce(node: CheckedExpr, type: Type, span: Span, context: Context): Coerced {
  if (node.type.kind === type.kind) {
    if (type.kind === 'record' && node.type.kind === 'record' && node.type.object !== type.object) return 'mismatch';
    return { node };
  }
  if (node.type.kind === 'null' && type.kind !== 'children' && type.kind !== 'list') return { node: retype(node, type) };
  if (node.kind === 'literal' && node.type.kind === 'text' && typeof node.value === 'string') {
    if (type.kind === 'record') return { node: { ...node, type } };
    if (type.kind === 'date' || type.kind === 'datetime' || type.kind === 'time') {
      const value = readers[type.kind](node.value);
      if (value !== null) return { node: { kind: 'literal', type: { kind: type.kind }, value } };
      context.problems.push(problemAt('EXP215', span, { value: `'${node.value}'`, expected: type.kind, example: examples[type.kind] }));
      return 'reported';
    }
  }
  return 'mismatch';
}

/** Gives a node that is always null a type, down to its literals, for SQL needs one for each. */
export function retype(node: CheckedExpr, type: Type): CheckedExpr {
  if (node.type.kind !== 'null') return node;
  const bare = plainType(type);
  return node.kind === 'call' ? { ...node, type: bare, args: node.args.map((arg) => retype(arg, bare)) } : { ...node, type: bare };
}

/** Without options and integer, which belong to one field only. */
export function plainType(type: Type): Type {
  switch (type.kind) {
    case 'record':
    case 'children':
    case 'list':
      return type;
    default:
      return { kind: type.kind };
  }
}

/** Records a problem where a text literal is none of the options of what it is compared with. */
export function checkOption(type: Type, literal: CheckedExpr, span: Span, context: Context): void {
  if ((type.kind !== 'text' && type.kind !== 'set') || !type.options || literal.kind !== 'literal') return;
  const { value } = literal;
  if (typeof value !== 'string' || type.options.includes(value)) return;
  context.problems.push(problemAt('EXP207', span, { value: `'${value}'`, suggestion: nearest(value, type.options) }));
}

/** The type in words of the language, for messages. */
export function typeName(type: Type): string {
  if (type.kind === 'record') return `record of ${type.object}`;
  return type.kind === 'children' ? `records of ${type.object}` : type.kind;
}
