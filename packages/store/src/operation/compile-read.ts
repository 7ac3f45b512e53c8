/**
 * ReadPlan → one statement. Record access, filter, search and the place of the cursor become conditions of the same query.
 *
 * The text depends only on the shape of the plan, so that it is parsed once per connection; the id and the moment are slots.
 */
import { and, ident, join, render, sql, verbatim, type RenderedSql, type Sql } from '../expression/fragment.ts';
import { typed, type SqlContext } from '../expression/scope.ts';
import { columnSql, sqlTypeOfKind, toSql, uuidSql } from '../expression/to-sql.ts';
import type { Access } from './access.ts';
import { attachmentKey } from './audit.ts';
import { slot } from './compile-cache.ts';
import { aggregateSql, reportSql } from './compile-groups.ts';
import { accessCondition, rowConditions, source, type Source } from './compile-rows.ts';
import type { SortKey } from './parse-query.ts';
import { columnsSql, timestampSql } from './compile-select.ts';
import type { HistoryPlan, PagePlan, ReadPlan, RecordPlan } from './plan-read.ts';

export interface CompiledRead {
  readonly main: RenderedSql;
  readonly count?: RenderedSql;
  /** Of a report: what everything comes to. */
  readonly whole?: RenderedSql;
  /** Needs a connection of its own. */
  readonly slow: boolean;
  /** Planned for its own values each time: whether an index serves a search depends on the very words. */
  readonly anew?: boolean;
}

export function compileRead(plan: ReadPlan): CompiledRead {
  switch (plan.kind) {
    case 'page': return compilePage(plan);
    case 'record': return { main: render(recordSql(plan)), slow: false };
    case 'aggregate': return { main: render(aggregateSql(plan)), slow: true, anew: plan.operation.search.length > 0 };
    case 'report': return { main: render(reportSql(plan, false)), whole: render(reportSql(plan, true)), slow: true };
    case 'history': return { main: render(historySql(plan)), slow: false };
  }
}

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
  const conditions = rowConditions(plan, from, plan.filter ? [plan.filter] : [], plan.search);
  const keys = plan.sort.map((key) => keySql(key, from));
  const after = plan.after ? [afterSql(plan.sort, keys, plan.after)] : [];
  const order = join(keys.map((key, i) => sql`${key}${verbatim(plan.sort[i]!.descending ? ' desc' : '')}`));
  const columns = columnsSql(plan.select, 'r', plan.access, from.context);
  const table = sql`from ${ident(plan.object.name)} ${ident('r')}`;
  // Written out: for an unknown number of rows PostgreSQL would plan anew each time.
  const limit = verbatim(String(Math.trunc(plan.limit + 1)));
  const place = sql`json_build_array(${join(keys.map((key) => sql`(${key})::text`))})::text as ${keysColumn}`;
  // The rows that an offset passes over are counted off by their ids alone: nothing is made of them.
  const within = plan.offset > 0
    ? [sql`${ident('r', 'id')} in (select ${ident('r', 'id')} ${table}${from.joins.clause()} where ${and(conditions)} order by ${order} limit ${limit} offset ${typed(plan.offset, 'bigint')})`]
    : [...conditions, ...after];
  const page = sql`select ${columns}, ${place} ${table}${from.joins.clause()} where ${and(within)} order by ${order} limit ${limit}`;
  // JSON is made of the rows of the page only, not of those that are sorted.
  const names = join(plan.select.fields.map(({ field }) => sql`${ident('p', field.name)} as ${ident(field.name)}`));
  const main = sql`select row_to_json(j)::text as json, p.${keysColumn} as keys from (${page}) p cross join lateral (select ${names}) j`;
  // How long a page takes depends on what it filters and sorts by.
  const anew = plan.search.length > 0;
  if (!plan.count) return { main: render(main), slow: true, anew };
  return { main: render(main), count: render(sql`select count(*)::text as count ${table}${from.joins.clause()} where ${and(conditions)}`), slow: true, anew };
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

/** The audit trail of one record that the role may see, with only the fields that it may read in full. */
function historySql(plan: HistoryPlan): Sql {
  const from = source(plan);
  const { access, object } = plan;
  const readable = Object.values(object.fields).filter((field) => {
    const grant = access.fieldGrant(object.name, field);
    return grant === 'read' || grant === 'write';
  }).map((field) => field.name);
  const changes = sql`(select coalesce(jsonb_object_agg(c.key, c.value), '{}'::jsonb) from jsonb_each(a.changes) c where c.key = any(${typed([...readable, attachmentKey], 'text[]')}))`;
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
