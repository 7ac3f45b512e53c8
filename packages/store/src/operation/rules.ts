/**
 * The rules of the Model on the records as written: validations, patterns and bounds of dates.
 *
 * PostgreSQL evaluates them inside the transaction, so that they see the whole new record with its children and references.
 */
import { failure, type Code, type FieldProblem } from '@tenon/diagnostics';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { inFlight } from '../database.ts';
import { ident, join, render, sql, type RenderedSql, type Sql } from '../expression/fragment.ts';
import { Joins, Names, typed, type RowRoot, type SqlContext } from '../expression/scope.ts';
import { toSql } from '../expression/to-sql.ts';
import { hasColumn } from '../schema/columns.ts';
import type { Access } from './access.ts';
import { filled, remembered, slot } from './compile-cache.ts';
import { familyOf } from './computed.ts';
import { familySql } from './recompute.ts';
import type { WriteContext } from './write-rows.ts';

interface Rule { readonly holds: Sql; readonly at: string; readonly code: Code; readonly params: FieldProblem['params']; readonly message?: string }

/** What was written: where each row stands in the request, by id, and which fields were given, as `object.field`. */
export interface Touched { readonly paths: ReadonlyMap<string, string>; readonly fields: ReadonlySet<string> }

/** Throws all the rules that do not hold, by field. Rules of a single field count where it was given. */
export async function checkRules(root: ObjectModel, id: string, touched: Touched, prefix: string, context: WriteContext): Promise<void> {
  const problems = (await inFlight(familyOf(context.access.model, root.name).map((object) => problemsOf(object, root, id, touched, prefix, context)))).flat();
  if (problems.length > 0) throw failure('VAL101', {}, problems.slice(0, 500));
}

async function problemsOf(object: ObjectModel, root: ObjectModel, id: string, touched: Touched, prefix: string, { tx, access, now }: WriteContext): Promise<readonly FieldProblem[]> {
  const given = Object.keys(object.fields).filter((name) => touched.fields.has(`${object.name}.${name}`));
  const { rules, statement } = remembered(access, `rules ${root.name} ${object.name} ${given.join()}`, () => rulesOf(object, root, given, access));
  if (rules.length === 0) return [];
  const rows = await tx.query<Record<string, unknown>>(filled(statement, { ids: [id], now }));
  return rows.flatMap((found) => rules.flatMap((rule, i): FieldProblem[] => {
    if (found[`h${i}`] !== false) return [];
    const path = touched.paths.get(found['id'] as string) ?? (object === root ? prefix : `${prefix}${object.partOf?.field ?? ''}/`);
    return [{ field: `${path}${rule.at}`, code: rule.code, params: rule.params, ...(rule.message === undefined ? {} : { message: rule.message }) }];
  }));
}

/** The rules of an object that count when these of its fields are given, and the statement that asks them all. */
function rulesOf(object: ObjectModel, root: ObjectModel, given: readonly string[], access: Access): { readonly rules: readonly Rule[]; readonly statement: RenderedSql } {
  const names = new Names();
  const joins = new Joins(names);
  const row: RowRoot = { kind: 'row', object: object.name, alias: 'r', joins };
  const context = access.sqlContext(slot.now, { record: row }, names);
  const rules = [...validations(object, context, access), ...given.flatMap((name) => fieldRules(object.fields[name]!, row, context))];
  const holds = join(rules.map((rule, i) => sql`(${rule.holds}) as ${ident(`h${i}`)}`));
  const statement = sql`select ${ident('r', 'id')} as id, ${holds} from ${ident(object.name)} ${ident('r')}${joins.clause()} where ${familySql(access.model, object.name, root.name, slot.ids, 'r')}`;
  return { rules, statement: render(statement) };
}

/** A check must be true or null. */
function validations(object: ObjectModel, context: SqlContext, access: Access): readonly Rule[] {
  // A rule at a field that the caller does not see is one of the record.
  const placeOf = (name: string | undefined): string => (name !== undefined && access.field(object.name, name) ? name : '');

  return Object.values(object.validations).map((one): Rule => ({
    holds: toSql(one.check.expr, context), at: placeOf(one.at), code: 'VAL120', params: { rule: one.name, address: `object/${object.name}#validations/${one.name}/message` }, message: one.message,
  }));
}

function fieldRules(field: FieldModel, row: RowRoot, context: SqlContext): readonly Rule[] {
  if (!hasColumn(field) || field.formula || field.system) return [];
  const column = ident(row.alias, field.name);
  const rules: Rule[] = [];
  if (field.pattern) {
    rules.push({ holds: sql`${column} ~ ${typed(field.pattern, 'text')}`, at: field.name, code: 'VAL108', params: {}, ...(field.patternMessage ? { message: field.patternMessage } : {}) });
  }
  if (field.minDate) rules.push({ holds: sql`${column} >= ${toSql(field.minDate.expr, context)}`, at: field.name, code: 'VAL111', params: { min: field.minDate.source } });
  if (field.maxDate) rules.push({ holds: sql`${column} <= ${toSql(field.maxDate.expr, context)}`, at: field.name, code: 'VAL112', params: { max: field.maxDate.source } });
  return rules;
}
