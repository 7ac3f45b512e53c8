/**
 * ReadPlan → one statement. Record access, filter, search and the place of the cursor become conditions of the same query.
 *
 * The text depends only on the shape of the plan, so that it is parsed once per connection; the id and the moment are slots.
 */
import { limits } from '@tenon/diagnostics';
import type { CheckedExpr, Type } from '@tenon/expression';
import { and, ident, join, render, sql, verbatim, type RenderedSql, type Sql } from '../expression/fragment.ts';
import { Joins, Names, typed, type RowRoot, type SqlContext } from '../expression/scope.ts';
import { columnSql, sqlTypeOfKind, toSql, uuidSql } from '../expression/to-sql.ts';
import type { Access } from './access.ts';
import { slot } from './compile-cache.ts';
import type { AggregateColumn, SortKey } from './parse-query.ts';
import { columnsSql, timestampSql } from './compile-select.ts';
import type { AggregatePlan, HistoryPlan, PagePlan, ReadPlan, RecordPlan } from './plan-read.ts';

export interface CompiledRead {
  readonly main: RenderedSql;
  readonly count?: RenderedSql;
  /** Needs a connection of its own. */
  readonly slow: boolean;
}

export function compileRead(plan: ReadPlan): CompiledRead {
  switch (plan.kind) {
    case 'page': return compilePage(plan);
    case 'record': return { main: render(recordSql(plan)), slow: false };
    case 'aggregate': return { main: render(aggregatePlanSql(plan)), slow: true };
    case 'history': return { main: render(historySql(plan)), slow: false };
  }
}

interface Source { readonly context: SqlContext; readonly row: RowRoot; readonly joins: Joins }

/** The rows of the plan's object under the alias `r`, for expressions of the caller. */
function source(plan: ReadPlan): Source {
  const names = new Names();
  const joins = new Joins(names);
  const bare = plan.access.sqlContext(plan.now, {}, names);
  const guard = plan.access.guard(bare);
  const row: RowRoot = { kind: 'row', object: plan.object.name, alias: 'r', joins, guard };
  return { context: plan.access.sqlContext(plan.now, { record: row, user: { ...plan.access.userRoot(), guard } }, names), row, joins };
}

function accessCondition(plan: ReadPlan, { context, joins }: Source): readonly Sql[] {
  const condition = plan.access.condition(plan.object.name, 'read', 'r', context, joins);
  return condition ? [condition] : [];
}

const searchConditions = (terms: readonly string[]): readonly Sql[] =>
  terms.map((term) => sql`${ident('r', 'search_text')} like ${typed(`%${term.replace(/[\\%_]/g, '\\$&')}%`, 'text')}`);

/**
 * What the caller asks for comes first: it lets through less than the access does, as a rule, and PostgreSQL tries conditions of the
 * same cost in their order. An expression never fails on a row, so the order tells nobody of a row that is hidden.
 */
const rowConditions = (plan: ReadPlan, from: Source, filter: CheckedExpr | undefined, search: readonly string[]): readonly Sql[] =>
  [...(filter ? [toSql(filter, { ...from.context, onlyTrue: true })] : []), ...searchConditions(search), ...accessCondition(plan, from)];

function recordSql(plan: RecordPlan): Sql {
  const from = source(plan);
  const conditions = [sql`${ident('r', 'id')} = ${typed(slot.id, 'uuid')}`, ...accessCondition(plan, from)];
  const version = plan.object.fields['version'] ? sql`, ${ident('r', 'version')}::int as version` : verbatim('');
  const columns = columnsSql(plan.select, 'r', plan.access, from.context);
  return sql`select row_to_json(j)::text as json${version} from ${ident(plan.object.name)} ${ident('r')}${from.joins.clause()} cross join lateral (select ${columns}) j where ${and(conditions)}`;
}

/** No field can have this name. */
const keysColumn = ident('$keys');

function compilePage(plan: PagePlan): CompiledRead {
  const from = source(plan);
  const conditions = rowConditions(plan, from, plan.filter, plan.search);
  const keys = plan.sort.map((key) => keySql(key, from));
  const after = plan.after ? [afterSql(plan.sort, keys, plan.after)] : [];
  const order = join(keys.map((key, i) => sql`${key}${verbatim(plan.sort[i]!.descending ? ' desc' : '')}`));
  const columns = columnsSql(plan.select, 'r', plan.access, from.context);
  const table = sql`from ${ident(plan.object.name)} ${ident('r')}`;
  // Written out: for an unknown number of rows PostgreSQL would plan anew each time.
  const limit = verbatim(String(Math.trunc(plan.limit + 1)));
  const place = sql`json_build_array(${join(keys.map((key) => sql`(${key})::text`))})::text as ${keysColumn}`;
  const page = sql`select ${columns}, ${place} ${table}${from.joins.clause()} where ${and([...conditions, ...after])} order by ${order} limit ${limit}`;
  // JSON is made of the rows of the page only, not of those that are sorted.
  const names = join(plan.select.fields.map(({ field }) => sql`${ident('p', field.name)} as ${ident(field.name)}`));
  const main = sql`select row_to_json(j)::text as json, p.${keysColumn} as keys from (${page}) p cross join lateral (select ${names}) j`;
  // How long a page takes depends on what it filters and sorts by.
  if (!plan.count) return { main: render(main), slow: true };
  return { main: render(main), count: render(sql`select count(*)::text as count ${table}${from.joins.clause()} where ${and(conditions)}`), slow: true };
}

/** A column as it is, so that its index serves; other expressions as they are computed. */
function keySql(key: SortKey, { context, row }: Source): Sql {
  const { expr } = key;
  if (expr.kind === 'path' && expr.root === 'record' && expr.steps.length === 1) {
    const field = context.model.objects[row.object]!.fields[expr.steps[0]!.field];
    if (field) return columnSql(row, field, context);
  }
  return uuidSql(expr, context) ?? toSql(expr, context);
}

/** The rows after the last one of the page before. Nulls are the greatest: last ascending, first descending. */
function afterSql(sort: readonly SortKey[], keys: readonly Sql[], after: readonly (string | null)[]): Sql {
  const value = (i: number): Sql => typed(after[i], keyType(sort[i]!));
  const same = (i: number): Sql => (after[i] === null ? sql`${keys[i]!} is null` : sql`${keys[i]!} = ${value(i)}`);
  const beyond = (i: number): Sql => {
    if (sort[i]!.descending) return after[i] === null ? sql`${keys[i]!} is not null` : sql`${keys[i]!} < ${value(i)}`;
    if (after[i] === null) return verbatim('false');
    return sort[i]!.nullable ? sql`(${keys[i]!} > ${value(i)} or ${keys[i]!} is null)` : sql`${keys[i]!} > ${value(i)}`;
  };
  const branches = sort.map((_, i) => and([...sort.slice(0, i).map((_, k) => same(k)), beyond(i)]));
  const first = sort[0]!;
  // Said once more for the first key alone, so that an index on it can begin there.
  const bound = sort.length > 1 && after[0] !== null && (first.descending || !first.nullable)
    ? [sql`${keys[0]!} ${verbatim(first.descending ? '<=' : '>=')} ${value(0)}`] : [];
  return and([...bound, sql`(${join(branches.map((branch) => sql`(${branch})`), ' or ')})`]);
}

const keyType = ({ expr }: SortKey): string => (expr.type.kind === 'record' ? 'uuid' : sqlTypeOfKind(expr.type));

function aggregatePlanSql(plan: AggregatePlan): Sql {
  const from = source(plan);
  const { filter, search, group, columns } = plan.operation;
  const conditions = rowConditions(plan, from, filter, search);
  const inner = [
    ...group.map((expr, i) => sql`${toSql(expr, from.context)} as ${ident(`g${i}`)}`),
    ...columns.flatMap((column, i) => (column.value ? [sql`${toSql(column.value, from.context)} as ${ident(`v${i}`)}`] : [])),
  ];
  const rows = sql`select ${inner.length > 0 ? join(inner) : verbatim('1 as one')} from ${ident(plan.object.name)} ${ident('r')}${from.joins.clause()} where ${and(conditions)}`;
  const names = group.map((_, i) => ident(`g${i}`));
  const groups = group.map((expr, i) => jsonSql(names[i]!, expr.type));
  const values = columns.map((column, i) => foldSql(column, ident(`v${i}`)));
  const json = sql`json_build_object('group', json_build_array(${join(groups)}), 'values', json_build_array(${join(values)}))::text as json`;
  if (group.length === 0) return sql`select ${json} from (${rows}) x`;
  return sql`select ${json} from (${rows}) x group by ${join(names)} order by ${join(names)} limit ${verbatim(String(limits.groupsMax + 1))}`;
}

function foldSql({ fn, value }: AggregateColumn, name: Sql): Sql {
  if (!value) return verbatim('count(*)');
  const text = value.type.kind === 'text' ? verbatim(' collate "C"') : verbatim('');
  switch (fn) {
    case 'count': return sql`count(${name})`;
    case 'sum': return jsonSql(sql`coalesce(sum(${name}), 0)`, value.type);
    case 'avg': return sql`trim_scale(round(avg(${name}), 10))::text`;
    case 'min': return jsonSql(sql`min(${name}${text})`, value.type);
    case 'max': return jsonSql(sql`max(${name}${text})`, value.type);
  }
}

/** Numbers as decimal text, whole ones as numbers; moments in UTC. */
function jsonSql(value: Sql, type: Type): Sql {
  if (type.kind === 'number') return 'integer' in type && type.integer ? sql`trim_scale(${value})` : sql`${value}::text`;
  return type.kind === 'datetime' ? timestampSql(value) : value;
}

/** The audit trail of one record that the role may see, with only the fields that it may read in full. */
function historySql(plan: HistoryPlan): Sql {
  const from = source(plan);
  const { access, object } = plan;
  const readable = Object.values(object.fields).filter((field) => {
    const grant = access.fieldGrant(object.name, field);
    return grant === 'read' || grant === 'write';
  }).map((field) => field.name);
  const changes = sql`(select coalesce(jsonb_object_agg(c.key, c.value), '{}'::jsonb) from jsonb_each(a.changes) c where c.key = any(${typed(readable, 'text[]')}))`;
  const entry = sql`select ${timestampSql(verbatim('a.at'))} as at, a.kind, ${whoSql(access, from.context)} as "user", ${changes} as changes, a.reason
    from "_audit" a where a.object = ${typed(object.name, 'text')} and a.record_id = ${ident('r', 'id')} order by a.seq desc limit ${typed(plan.operation.limit, 'int')}`;
  const conditions = [sql`${ident('r', 'id')} = ${typed(slot.id, 'uuid')}`, ...accessCondition(plan, from)];
  return sql`select json_build_object('data', (select coalesce(json_agg(j), '[]'::json) from (${entry}) j))::text as json from ${ident(object.name)} ${ident('r')}${from.joins.clause()} where ${and(conditions)}`;
}

/** Who made the entry, where the role may see that user. */
function whoSql(access: Access, context: SqlContext): Sql {
  if (!access.field('user', 'name') || access.recordGrant('user', 'read') === undefined) return verbatim('null::json');
  const seen = access.condition('user', 'read', 'u', context) ?? verbatim('true');
  return sql`(select json_build_object('id', u.id, 'name', u.name) from "user" u where u.id = a.user_id and (${seen}))`;
}
