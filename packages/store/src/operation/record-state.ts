/** Reading records inside a writing transaction: the row locked as it was, as it is now, and as the caller may see it. */
import { failure } from '@tenon/diagnostics';
import type { ObjectModel } from '@tenon/model';
import { ident, render, sql, verbatim, type Sql } from '../expression/fragment.ts';
import { Names, typed } from '../expression/scope.ts';
import { slot, statementOf } from './compile-cache.ts';
import { columnsSql } from './compile-select.ts';
import type { Access, RecordVerb } from './access.ts';
import { selectAll, type SelectField, type SelectNode } from './parse-select.ts';
import type { WriteContext } from './write-rows.ts';

export type State = Readonly<Record<string, unknown>>;

/** Every kept field of the record, whoever looks. */
export function stateNode(object: ObjectModel): SelectNode {
  const kept = Object.values(object.fields).filter((field) => field.type !== 'children' && field.storage !== 'virtual');
  return { object: object.name, fields: kept.map((field): SelectField => ({ field, masked: false })) };
}

interface Locked { readonly state: State; readonly can_read: boolean | null; readonly can_write: boolean | null }

/** Locks the record. One that the caller may not see is not there; one that it may see but not change is refused. */
export async function lockRecord(object: ObjectModel, id: string, verb: RecordVerb, action: string, context: WriteContext): Promise<State> {
  const { access, now, tx } = context;
  const [row] = await tx.query<Locked>(statementOf(access, `lock ${object.name} ${verb}`, { id, now }, () => render(lockSql(object, verb, access))));
  const seen = access.recordGrant(object.name, 'read') === undefined ? row?.can_write : row?.can_read;
  if (!row || seen !== true) throw failure('ACC101');
  if (row.can_write !== true) throw failure('ACC103', { action });
  return row.state;
}

function lockSql(object: ObjectModel, verb: RecordVerb, access: Access): Sql {
  const scope = access.sqlContext(slot.now, {}, new Names());
  const holds = (of: RecordVerb): Sql => access.condition(object.name, of, 'r', scope) ?? verbatim('true');
  const state = sql`(select row_to_json(j) from (select ${columnsSql(stateNode(object), 'r', access, scope)}) j)`;
  return sql`select ${state} as state, (${holds('read')}) as can_read, (${holds(verb)}) as can_write from ${ident(object.name)} ${ident('r')} where ${ident('r', 'id')} = ${typed(slot.id, 'uuid')} for update of ${ident('r')}`;
}

/** States of the children of records, by id of the child. */
export async function childStates(object: ObjectModel, by: string, parents: readonly string[], context: WriteContext): Promise<ReadonlyMap<string, State>> {
  const { access, now, tx } = context;
  const scope = access.sqlContext(now, {}, new Names());
  const rows = await tx.query<{ state: State }>({
    ...render(sql`select (select row_to_json(j) from (select ${columnsSql(stateNode(object), 'r', access, scope)}) j) as state from ${ident(object.name)} ${ident('r')} where ${ident('r', by)} = any(${typed(parents, 'uuid[]')}) order by ${ident('r', 'id')} for update of ${ident('r')}`),
    prepared: true,
  });
  return new Map(rows.map(({ state }) => [state['id'] as string, state]));
}

export interface After { readonly state: State; readonly answer: string | null; readonly version: number; readonly allowed: boolean | null }

/** The record after the change, as it is and as it is answered: with its children, where the caller may read them. */
export async function stateAfter(object: ObjectModel, id: string, verb: RecordVerb | undefined, context: WriteContext): Promise<After> {
  const { access, now, tx } = context;
  const [row] = await tx.query<Omit<After, 'state'> & { state: State | null }>(statementOf(access, `after ${object.name} ${verb ?? ''}`, { id, now }, () => render(afterSql(object, verb, access))));
  const { state, ...rest } = row!;
  return { ...rest, state: state ?? stateFrom(rest.answer!, object) };
}

/** Whether the answer says all that is kept of the record, so that its state need not be asked for again. */
function answersAll(access: Access, object: ObjectModel): boolean {
  const shown = new Set(answerNode(access, object).fields.filter((one) => !one.masked).map((one) => one.field.name));
  return access.recordGrant(object.name, 'read') !== undefined && stateNode(object).fields.every((one) => shown.has(one.field.name));
}

function stateFrom(answer: string, object: ObjectModel): State {
  const all = JSON.parse(answer) as State;
  return Object.fromEntries(stateNode(object).fields.map(({ field }) => [field.name, all[field.name]]));
}

function afterSql(object: ObjectModel, verb: RecordVerb | undefined, access: Access): Sql {
  const scope = access.sqlContext(slot.now, {}, new Names());
  const json = (node: SelectNode): Sql => sql`(select row_to_json(j) from (select ${columnsSql(node, 'r', access, scope)}) j)`;
  const readable = access.recordGrant(object.name, 'read') === undefined ? verbatim('false') : (access.condition(object.name, 'read', 'r', scope) ?? verbatim('true'));
  const allowed = verb ? (access.condition(object.name, verb, 'r', scope) ?? verbatim('true')) : verbatim('true');
  const state = answersAll(access, object) ? sql`case when (${readable}) is not true then ${json(stateNode(object))} end` : json(stateNode(object));
  return sql`select ${state} as state, case when (${readable}) then ${json(answerNode(access, object))}::text end as answer, ${ident('r', 'version')} as version, (${allowed}) as allowed from ${ident(object.name)} ${ident('r')} where ${ident('r', 'id')} = ${typed(slot.id, 'uuid')}`;
}

function answerNode(access: Access, object: ObjectModel): SelectNode {
  const own = selectAll(access, object.name);
  const children = Object.values(object.fields).filter((field) => field.type === 'children' && access.field(object.name, field.name) && access.object(field.of!));
  return { object: own.object, fields: [...own.fields, ...children.map((field): SelectField => ({ field, masked: access.fieldGrant(object.name, field) === 'mask', node: selectAll(access, field.of!) }))] };
}
