/** An action of a lifecycle: the row is locked, the state and the guards are checked, then values and effects are written. */
import { failure, type FieldProblem } from '@tenon/diagnostics';
import type { ObjectModel, TransitionModel } from '@tenon/model';
import { ident, join, render, sql, verbatim } from '../expression/fragment.ts';
import { Joins, Names, sqlTypeOf, typed, type RowRoot } from '../expression/scope.ts';
import { toSql } from '../expression/to-sql.ts';
import { hasColumn } from '../schema/columns.ts';
import { recompute } from './recompute.ts';
import { changedOf, checkReferences } from './references.ts';
import { lockRecord, type State } from './record-state.ts';
import type { ValidChange } from './validate.ts';
import { checkVersion, fieldsOf, finishUpdate, type Done } from './write-change.ts';
import { replaceLinks, updateRows, type WriteContext } from './write-rows.ts';

export async function actOnRecord(change: Extract<ValidChange, { kind: 'update' | 'act' }>, prefix: string, context: WriteContext): Promise<Done> {
  if (change.change.kind !== 'act') throw new Error('Assertion failed: not an action');
  const { transition } = change.change;
  const { object, values, links } = change.row;
  const { id } = change;
  const verb = context.access.recordGrant(object.name, 'update') === undefined ? 'read' : 'update';
  const old = await lockRecord(object, id, verb, transition.name, context);
  await checkVersion(object, id, old, change.version, context);
  checkState(object, transition, old);
  if (Object.keys(change.row.children).length > 0) throw failure('VAL101', {}, Object.keys(change.row.children).map((name) => ({ field: `${prefix}${name}`, code: 'VAL103', params: {} })));
  await checkReferences([changedOf(change.row, old)], context);
  await updateRows(object, [{ id, values }], context);
  await replaceLinks(object, { id, links }, context);
  if (Object.keys(values).length > 0) await recompute(context.tx, context.access.model, object.name, [id], context.now);
  await checkGuards(object, transition, id, prefix, context);
  await applyEffects(object, transition, id, context);
  return finishUpdate({ object, id, old, kind: transition.name, prefix, touched: { paths: new Map([[id, prefix]]), fields: fieldsOf(change.row) }, more: [] }, context);
}

function checkState(object: ObjectModel, transition: TransitionModel, old: State): void {
  const state = String(old[object.lifecycle!.field]);
  if (!transition.from.includes(state)) throw failure('VAL126', { state });
}

/** Every guard must be true; unlike a validation, null is not enough. */
async function checkGuards(object: ObjectModel, transition: TransitionModel, id: string, prefix: string, { tx, access, now }: WriteContext): Promise<void> {
  const names = new Names();
  const joins = new Joins(names);
  const row: RowRoot = { kind: 'row', object: object.name, alias: 'r', joins };
  const context = access.sqlContext(now, { record: row }, names);
  const needed = transition.requires.map((name) => object.fields[name]!).filter((field) => hasColumn(field) || field.type === 'children');
  const guards = transition.guards.map(({ check }, i) => sql`(${toSql(check.expr, context)}) as ${ident(`g${i}`)}`);
  const present = needed.map((field, i) => {
    if (field.type === 'children') return sql`exists (select 1 from ${ident(field.of!)} c where c.${ident(field.by!)} = ${ident('r', 'id')}) as ${ident(`p${i}`)}`;
    if (field.type === 'date_range') return sql`(${ident('r', `${field.name}_from`)} is not null or ${ident('r', `${field.name}_to`)} is not null) as ${ident(`p${i}`)}`;
    return sql`(${ident('r', field.name)} is not null and ${ident('r', field.name)}::text <> '') as ${ident(`p${i}`)}`;
  });
  const [found] = await tx.query<Record<string, unknown>>({
    ...render(sql`select ${join([verbatim('true as found'), ...guards, ...present])} from ${ident(object.name)} ${ident('r')}${joins.clause()} where ${ident('r', 'id')} = ${typed(id, 'uuid')}`), prepared: true,
  });
  const missing = needed.flatMap((field, i): FieldProblem[] => (found![`p${i}`] === true ? [] : [{ field: `${prefix}${access.field(object.name, field.name) ? field.name : ''}`, code: 'VAL104', params: {} }]));
  if (missing.length > 0) throw failure('VAL101', {}, missing);
  const failed = transition.guards.find((_, i) => found![`g${i}`] !== true);
  if (!failed) return;
  const address = `object/${object.name}#lifecycle/transitions/${transition.name}/guards/${failed.name}/message`;
  throw failure('VAL127', { action: transition.name }, [{ field: prefix, code: 'VAL127', params: { action: transition.name, address }, message: failed.message }]);
}

async function applyEffects(object: ObjectModel, transition: TransitionModel, id: string, { tx, access, now }: WriteContext): Promise<void> {
  const names = new Names();
  const joins = new Joins(names);
  const row: RowRoot = { kind: 'row', object: object.name, alias: 'r', joins };
  const context = access.sqlContext(now, { record: row }, names);
  const effects = Object.entries(transition.set).map(([name, formula]) => ({ name, value: sql`(${toSql(formula.expr, context)})::${verbatim(sqlTypeOf(object.fields[name]!))}` }));
  const set = [sql`${ident(object.lifecycle!.field)} = ${typed(transition.to, 'text')}`, ...effects.map(({ name }) => sql`${ident(name)} = ${ident('n', name)}`)];
  const source = sql`select ${ident('r', 'id')}${join(effects.map(({ name, value }) => sql`, ${value} as ${ident(name)}`), '')} from ${ident(object.name)} ${ident('r')}${joins.clause()} where ${ident('r', 'id')} = ${typed(id, 'uuid')}`;
  await tx.query({ ...render(sql`update ${ident(object.name)} o set ${join(set)} from (${source}) n where ${ident('o', 'id')} = ${ident('n', 'id')}`), prepared: true });
}
