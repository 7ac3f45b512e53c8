/** The rows that a read is about: record access, filter and search as conditions of one FROM clause. */
import type { CheckedExpr } from '@tenon/expression';
import { ident, join, sql, type Sql } from '../expression/fragment.ts';
import { Joins, Names, typed, type RowRoot, type SqlContext } from '../expression/scope.ts';
import { toSql } from '../expression/to-sql.ts';
import type { SearchPatterns } from './parse.ts';
import type { ReadPlan } from './plan-read.ts';

export interface Source { readonly context: SqlContext; readonly row: RowRoot; readonly joins: Joins }

/** The rows of the plan's object under the alias `r`, for expressions of the caller. */
export function source(plan: ReadPlan): Source {
  const names = new Names();
  const joins = new Joins(names);
  const bare = plan.access.sqlContext(plan.now, {}, names);
  const guard = plan.access.guard(bare);
  const row: RowRoot = { kind: 'row', object: plan.object.name, alias: 'r', joins, guard };
  return { context: plan.access.sqlContext(plan.now, { record: row, user: { ...plan.access.userRoot(), guard } }, names), row, joins };
}

export function accessCondition(plan: ReadPlan, { context, joins }: Source): readonly Sql[] {
  const condition = plan.access.condition(plan.object.name, 'read', 'r', context, joins);
  return condition ? [condition] : [];
}

const searchConditions = (search: SearchPatterns): readonly Sql[] =>
  search.map((patterns) => join(patterns.map((pattern) => sql`${ident('r', 'search_text')} like ${typed(pattern, 'text')}`), ' or '));

/**
 * What the caller asks for comes first: it lets through less than the access does, as a rule, and PostgreSQL tries conditions of the
 * same cost in their order. An expression never fails on a row, so the order tells nobody of a row that is hidden.
 */
export const rowConditions = (plan: ReadPlan, from: Source, filters: readonly CheckedExpr[], search: SearchPatterns): readonly Sql[] =>
  [...filters.map((filter) => toSql(filter, { ...from.context, onlyTrue: true })), ...searchConditions(search), ...accessCondition(plan, from)];
