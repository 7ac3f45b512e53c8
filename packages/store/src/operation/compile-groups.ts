/** Groups of records and what they come to, as one statement: the aggregate of a caller, and the groups of a report. */
import { limits } from '@tenon/diagnostics';
import type { CheckedExpr, Type } from '@tenon/expression';
import { and, ident, join, sql, verbatim, type Sql } from '../expression/fragment.ts';
import { columnSql, toSql, uuidSql } from '../expression/to-sql.ts';
import { sqlTypeOf, type SqlContext } from '../expression/scope.ts';
import type { Access } from './access.ts';
import type { AggregateColumn, GroupSort } from './parse-query.ts';
import { rowConditions, source, type Source } from './compile-rows.ts';
import { timestampSql } from './compile-select.ts';
import type { AggregatePlan, ReportPlan } from './plan-read.ts';

interface Groups {
  readonly group: readonly CheckedExpr[];
  readonly columns: readonly AggregateColumn[];
  readonly sort: readonly GroupSort[];
  readonly limit: number;
}
interface Shown {
  /** The value of a group, from the name that it has in the rows. */
  readonly key: (expr: CheckedExpr, context: SqlContext) => Sql;
  /** A group in the answer, and what it is ordered by. */
  readonly value: (name: Sql, type: Type) => Sql;
  readonly order: (name: Sql, type: Type) => Sql;
  /** A column over the rows of a group, and as it stands in the answer. */
  readonly fold: (column: AggregateColumn, at: number) => Sql;
  readonly folded: (fold: Sql, column: AggregateColumn) => Sql;
  readonly answer: (groups: readonly Sql[], values: readonly Sql[]) => Sql;
}

export function aggregateSql(plan: AggregatePlan): Sql {
  const from = source(plan);
  const { filter, search, limit, ...groups } = plan.operation;
  return groupsSql(plan.object.name, from, rowConditions(plan, from, filter ? [filter] : [], search), { ...groups, limit: limit ?? limits.groupsMax }, {
    key: (expr, context) => toSql(expr, context),
    value: (name, type) => jsonSql(name, type),
    order: (name) => name,
    // As in expressions: a sum of nothing is nought.
    fold: (column, at) => (column.fn === 'sum' ? sql`coalesce(${foldSql(column, at)}, 0)` : foldSql(column, at)),
    folded: foldJson,
    answer: (keys, values) => sql`json_build_object('group', json_build_array(${join(keys)}), 'values', json_build_array(${join(values)}))`,
  });
}

/** The groups of a report; without dimensions, what everything comes to. */
export function reportSql(plan: ReportPlan, whole: boolean): Sql {
  const from = source(plan);
  const { dimensions, columns, sort, rows, filters } = plan.operation;
  const group = whole ? [] : dimensions.map(({ value }) => value.expr);
  return groupsSql(plan.object.name, from, rowConditions(plan, from, filters, []), { group, columns, sort: whole ? [] : sort, limit: rows }, {
    key: (expr, context) => keySql(expr, context, plan.access),
    value: (name, type) => (type.kind === 'record' ? referenceSql(name, type.object, plan.access, from.context) : textSql(name, type)),
    order: (name, type) => (type.kind === 'record' ? titleSql(name, type.object, plan.access, from.context) : name),
    // Before there was anything to add up there is no sum: a chart has a gap there, and does not begin at nought.
    fold: foldSql,
    folded: (fold, column) => textSql(fold, foldType(column)),
    answer: (keys, values) => sql`json_build_array(${join([...keys, ...values])})`,
  });
}

function groupsSql(object: string, { context, joins }: Source, conditions: readonly Sql[], { group, columns, sort, limit }: Groups, shown: Shown): Sql {
  const names = group.map((_, i) => ident(`g${i}`));
  const inner = [
    ...group.map((expr, i) => sql`${shown.key(expr, context)} as ${names[i]!}`),
    ...columns.flatMap(({ value }, i) => (value ? [sql`${toSql(value, context)} as ${ident(`v${i}`)}`] : [])),
    ...columns.flatMap(({ where }, i) => (where ? [sql`${toSql(where, { ...context, onlyTrue: true })} as ${ident(`w${i}`)}`] : [])),
  ];
  const rows = sql`select ${inner.length > 0 ? join(inner) : verbatim('1 as one')} from ${ident(object)} ${ident('r')}${joins.clause()} where ${and(conditions)}`;
  const answer = shown.answer(group.map((expr, i) => shown.value(names[i]!, expr.type)), columns.map((column, i) => shown.folded(shown.fold(column, i), column)));
  if (group.length === 0) return sql`select ${answer}::text as json from (${rows}) x`;
  const keys = sort.map((key) => {
    const by = key.of === 'column' ? shown.fold(columns[key.at]!, key.at) : shown.order(names[key.at]!, group[key.at]!.type);
    return sql`${by}${verbatim(key.descending ? ' desc nulls last' : ' nulls last')}`;
  });
  return sql`select ${answer}::text as json from (${rows}) x group by ${join(names)} order by ${join([...keys, ...names])} limit ${verbatim(String(Math.trunc(limit + 1)))}`;
}

/** A column over the rows of a group. */
function foldSql({ fn, value, where }: AggregateColumn, at: number): Sql {
  const name = ident(`v${at}`);
  const only = where ? sql` filter (where ${ident(`w${at}`)})` : verbatim('');
  if (!value) return sql`count(*)${only}`;
  const text = value.type.kind === 'text' ? verbatim(' collate "C"') : verbatim('');
  switch (fn) {
    case 'count': return sql`count(${name})${only}`;
    case 'sum': return sql`sum(${name})${only}`;
    case 'avg': return sql`trim_scale(round(avg(${name})${only}, 10))`;
    case 'min': return sql`min(${name}${text})${only}`;
    case 'max': return sql`max(${name}${text})${only}`;
  }
}

const number: Type = { kind: 'number' };

function foldType({ fn, value }: AggregateColumn): Type {
  return fn === 'count' || fn === 'avg' || !value ? number : value.type;
}

function foldJson(fold: Sql, column: AggregateColumn): Sql {
  if (column.fn === 'count' || !column.value) return fold;
  return column.fn === 'avg' ? sql`${fold}::text` : jsonSql(fold, column.value.type);
}

/** Numbers as decimal text, whole ones as numbers; moments in UTC. */
function jsonSql(value: Sql, type: Type): Sql {
  if (type.kind === 'number') return 'integer' in type && type.integer ? sql`trim_scale(${value})` : sql`${value}::text`;
  return type.kind === 'datetime' ? timestampSql(value) : value;
}

/** As above, but with every number as text, without noughts at its end: as the evaluator writes it. */
const textSql = (value: Sql, type: Type): Sql => (type.kind === 'number' ? sql`trim_scale((${value})::numeric)::text` : jsonSql(value, type));

/** Stands for all records that the role may not read; a record has no such id. */
const unseen = '00000000-0000-0000-0000-000000000000';

/** What a group is made by. Records that the role may not read are one group: how many they are, and which, is told to nobody. */
function keySql(expr: CheckedExpr, context: SqlContext, access: Access): Sql {
  const key = uuidSql(expr, context) ?? toSql(expr, context);
  if (expr.type.kind !== 'record') return key;
  const alias = context.names.next('k');
  const seen = access.condition(expr.type.object, 'read', alias, context);
  if (!seen) return key;
  return sql`case when ${key} is null or exists (select 1 from ${ident(expr.type.object)} ${ident(alias)} where ${ident(alias, 'id')} = ${key}::uuid and (${seen})) then ${key} else ${verbatim(`'${unseen}'`)} end`;
}

/** What a record is called, where the role may see it and its title; else null. */
function titleSql(id: Sql, object: string, access: Access, context: SqlContext): Sql {
  const { title } = access.model.objects[object]!;
  const field = access.field(object, title);
  if (!field || access.fieldGrant(object, field) === 'mask') return verbatim('null::text');
  const alias = context.names.next('t');
  const text = columnSql({ kind: 'row', object, alias }, field, context);
  const named = sqlTypeOf(field) === 'text' ? text : sql`${text}::text`;
  return sql`(select nullif(${named}, '') from ${ident(object)} ${ident(alias)} where ${ident(alias, 'id')} = ${id}::uuid)`;
}

/** A record without a title is called by its id; one that is not seen has neither. */
const referenceSql = (id: Sql, object: string, access: Access, context: SqlContext): Sql =>
  sql`(case when ${id}::text = ${verbatim(`'${unseen}'`)} then json_build_object('id', null, 'title', null) when ${id} is not null then json_build_object('id', ${id}, 'title', coalesce(${titleSql(id, object, access, context)}, ${id}::text)) end)`;
