/** Asks all rows of an object the rules that are new to them: one pass counts for all, another finds examples for those that are broken. */
import type { Model, ObjectModel } from '@tenon/model';
import type pg from 'pg';
import { and, ident, join, render, sql, type Sql } from '../expression/fragment.ts';
import { Joins, Names, type RowRoot, type SqlContext } from '../expression/scope.ts';
import { columnSql } from '../expression/to-sql.ts';
import { hasColumn } from '../schema/columns.ts';
import { rowRules, uniqueRules, type Asked, type Rule, type RowRule, type RuleKind, type UniqueRule } from './rules.ts';

/** Records that would break a rule of the new Model. */
export interface Failing {
  readonly object: string;
  readonly kind: RuleKind;
  /** Of the validation, key or field. */
  readonly name: string;
  readonly address: string;
  /** How many records break it. */
  readonly failing: number;
  /** Of a rule about being unique: in how many groups of the same values they are. */
  readonly groups?: number;
  readonly examples: readonly Example[];
}

export interface Example { readonly id: string; readonly title: string }

/** One moment of a tenant's data in the shape of a new Model. */
export interface Scene {
  readonly client: pg.ClientBase;
  /** Set before every statement over the new shape. */
  readonly head: string;
  /** The new Model, with what a migration would compute computed in the query. */
  readonly model: Model;
  readonly now: string;
}

const examplesMax = 5;

export async function failingOf(scene: Scene, object: ObjectModel, asked: Asked): Promise<readonly Failing[]> {
  const probe = rowsOf(scene, object.name);
  const [single, unique] = [rowRules(object, asked, probe), uniqueRules(object, asked, probe)];
  const found: Failing[] = [];
  if (single.length > 0) {
    const counts = single.map((rule, i) => sql`count(*) filter (where (${rule.holds}) is false)::int as ${ident(`n${i}`)}`);
    const [row] = await run<Record<string, number>>(scene, sql`select ${join(counts)} from ${ident(object.name)} ${ident('r')}${probe[0].joins!.clause()}`);
    for (const [i, rule] of single.entries()) if (row![`n${i}`]! > 0) found.push(told(object, rule, row![`n${i}`]!, await examplesOf(scene, object, rule, asked)));
  }
  for (const rule of unique) {
    const { rows, groups } = await duplicates(scene, object, rule, probe[0]);
    if (groups > 0) found.push({ ...told(object, rule, rows, await twins(scene, object, rule, asked)), groups });
  }
  return found;
}

const told = (object: ObjectModel, { kind, name, address }: Rule, failing: number, examples: readonly Example[]): Failing => ({ object: object.name, kind, name, address, failing, examples });

type Rows = readonly [RowRoot & { readonly joins: Joins }, SqlContext];

/** All rows of an object, as expressions over them have to be told. */
function rowsOf({ model, now }: Scene, object: string): Rows {
  const names = new Names();
  const row = { kind: 'row' as const, object, alias: 'r', joins: new Joins(names) };
  return [row, { model, timeZone: model.package.timeZone, now, names, roots: { record: row } }];
}

/** What a record is called, as text. */
function titleSql(object: ObjectModel, [row, context]: Rows): Sql {
  const field = object.fields[object.title];
  const shown = field && field.type !== 'date_range' && (hasColumn(field) || field.storage === 'virtual') ? columnSql(row, field, context) : ident(row.alias, 'id');
  return sql`coalesce(nullif((${shown})::text, ''), ${ident(row.alias, 'id')}::text)`;
}

/** The same rule again in a statement of its own, whose joins are only those that it needs. */
async function examplesOf(scene: Scene, object: ObjectModel, { kind, name }: RowRule, asked: Asked): Promise<readonly Example[]> {
  const rows = rowsOf(scene, object.name);
  const rule = rowRules(object, asked, rows).find((one) => one.kind === kind && one.name === name)!;
  return run<Example>(scene, sql`select ${ident('r', 'id')} as id, ${titleSql(object, rows)} as title from ${ident(object.name)} ${ident('r')}${rows[0].joins.clause()} where (${rule.holds}) is false order by ${ident('r', 'id')} limit ${examplesMax}::int`);
}

const counted = ({ columns, where }: UniqueRule): Sql => and([...columns.map((column) => sql`${column} is not null`), ...(where ? [where] : [])]);

async function duplicates(scene: Scene, object: ObjectModel, rule: UniqueRule, row: Rows[0]): Promise<{ readonly rows: number; readonly groups: number }> {
  const groups = sql`select count(*) as n from ${ident(object.name)} ${ident('r')}${row.joins.clause()} where ${counted(rule)} group by ${join(rule.columns)} having count(*) > 1`;
  const [found] = await run<{ rows: number; groups: number }>(scene, sql`select coalesce(sum(n), 0)::int as rows, count(*)::int as groups from (${groups}) g`);
  return found!;
}

/** Records of the same values, side by side. */
async function twins(scene: Scene, object: ObjectModel, { kind, name }: UniqueRule, asked: Asked): Promise<readonly Example[]> {
  const rows = rowsOf(scene, object.name);
  const rule = uniqueRules(object, asked, rows).find((one) => one.kind === kind && one.name === name)!;
  const keys = rule.columns.map((column, i) => sql`${column} as ${ident(`k${i}`)}`);
  const names = join(rule.columns.map((_, i) => ident(`k${i}`)));
  const all = sql`select ${ident('r', 'id')} as id, ${titleSql(object, rows)} as title, ${join(keys)} from ${ident(object.name)} ${ident('r')}${rows[0].joins.clause()} where ${counted(rule)}`;
  const grouped = sql`select *, count(*) over (partition by ${names}) as n from (${all}) a`;
  return run<Example>(scene, sql`select id, title from (${grouped}) g where n > 1 order by ${names}, id limit ${examplesMax}::int`);
}

export async function run<R>({ client, head }: Pick<Scene, 'client' | 'head'>, statement: Sql): Promise<readonly R[]> {
  const { text, values } = render(statement);
  return (await client.query(`${head}${text}`, [...values])).rows as R[];
}
