/**
 * The SQL of everything that is not a function: operators, memberships and aggregates, as templates.
 *
 * The store walks the checked tree, asks `sqlTemplate` for the template of a node and fills in the SQL of its parts.
 */
import { assert, assertNever } from '@tenon/diagnostics';
import { functions } from './functions/index.ts';
import { boundedSql, quotientSql } from './functions/function.ts';
import type { CheckedAggregate, CheckedBinary, CheckedCall, CheckedExpr, CheckedIn, CheckedUnary, Kind } from './types.ts';

/** Templates of operators; the ones with `C` compare text by code point. */
export const operatorSql = {
  or: '({0} or {1})',
  and: '({0} and {1})',
  not: '(not {0})',
  negate: '(- {0})',
  isNull: '({0} is null)',
  isNotNull: '({0} is not null)',
  '==': '({0} = {1})',
  '!=': '({0} <> {1})',
  '<': '({0} < {1})',
  '<=': '({0} <= {1})',
  '>': '({0} > {1})',
  '>=': '({0} >= {1})',
  'C<': '({0} collate "C" < {1})',
  'C<=': '({0} collate "C" <= {1})',
  'C>': '({0} collate "C" > {1})',
  'C>=': '({0} collate "C" >= {1})',
  'set==': '({0} @> {1} and {0} <@ {1})',
  'set!=': '(not ({0} @> {1} and {0} <@ {1}))',
  '&': `(coalesce({0}, '') || coalesce({1}, ''))`,
  '+': '({0} + {1})',
  '-': '({0} - {1})',
  '*': boundedSql('round({0} * {1}, 20)'),
  '/': quotientSql('{0}', '{1}'),
  '%': 'mod({0}, nullif({1}, 0))',
  /** {1...} are the items of the list. */
  in: '({0} in ({1...}))',
  notIn: '({0} not in ({1...}))',
  /** {1} is a set. */
  inSet: '({0} = any({1}))',
  notInSet: '(not ({0} = any({1})))',
} as const satisfies Record<string, string>;

/** What stands between `select` and `from` of the children's subquery; {0} is the value. The `where` filters the rows. */
export const aggregateSql = {
  count: 'count(*)::numeric',
  countValue: 'count({0})::numeric',
  sum: 'coalesce(sum({0}), 0)',
  avg: quotientSql('sum({0})', 'count({0})'),
  min: 'min({0})',
  max: 'max({0})',
  minText: 'min({0} collate "C")',
  maxText: 'max({0} collate "C")',
  any: '(count(*) > 0)',
  /** The `where` selects the exceptions. */
  all: '(count(*) = 0)',
} as const satisfies Record<string, string>;

/** The template of a node and the parts to fill in; literals, paths and lists have none. */
export function sqlTemplate(expr: CheckedCall | CheckedUnary | CheckedBinary | CheckedIn): { readonly template: string; readonly args: readonly CheckedExpr[] } {
  switch (expr.kind) {
    case 'call': {
      const entry = functions.get(expr.name);
      assert(entry, `unknown function ${expr.name}`);
      return { template: entry.sql(expr.args.map((arg) => arg.type)), args: expr.args };
    }
    case 'unary':
      return { template: operatorSql[expr.op === '-' ? 'negate' : expr.op], args: [expr.operand] };
    case 'binary':
      return { template: binarySql(expr.op, expr.left.type.kind), args: [expr.left, expr.right] };
    case 'in': {
      const { operand, list, negated } = expr;
      if (list.kind !== 'list') return { template: operatorSql[negated ? 'notInSet' : 'inSet'], args: [operand, list] };
      return { template: operatorSql[negated ? 'notIn' : 'in'], args: [operand, ...list.items] };
    }
    default:
      return assertNever(expr);
  }
}

function binarySql(op: CheckedBinary['op'], kind: Kind): string {
  if (kind === 'text' && (op === '<' || op === '<=' || op === '>' || op === '>=')) return operatorSql[`C${op}`];
  if (kind === 'set' && (op === '==' || op === '!=')) return operatorSql[`set${op}`];
  return operatorSql[op];
}

/** The template of an aggregate; {0} is its value, if it has one. */
export function aggregateTemplate({ fn, value }: CheckedAggregate): string {
  if (fn === 'count') return aggregateSql[value ? 'countValue' : 'count'];
  if (value?.type.kind === 'text' && fn === 'min') return aggregateSql.minText;
  if (value?.type.kind === 'text' && fn === 'max') return aggregateSql.maxText;
  return aggregateSql[fn];
}

export type TemplatePart = string | { readonly arg: number } | { readonly name: 'tz' | 'now' };

/** A template cut into text, arguments and names; `{1...}` becomes the arguments from 1 on with commas. */
export function templateParts(template: string, count: number): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of template.matchAll(/\{(?:([0-9]+)(\.\.\.)?|(tz|now))\}/g)) {
    parts.push(template.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[3]) parts.push({ name: match[3] as 'tz' | 'now' });
    else if (!match[2]) parts.push({ arg: Number(match[1]) });
    else {
      for (let arg = Number(match[1]); arg < count; arg += 1) {
        if (arg > Number(match[1])) parts.push(', ');
        parts.push({ arg });
      }
    }
  }
  parts.push(template.slice(from));
  return parts.filter((part) => part !== '');
}
