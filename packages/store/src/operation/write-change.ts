/** One change of one record inside the writing transaction: create, update, delete. */
import { failure, type FieldProblem } from '@tenon/diagnostics';
import type { ObjectModel } from '@tenon/model';
import { inFlight } from '../database.ts';
import { ident, render, sql } from '../expression/fragment.ts';
import { forgetRecords } from '../together/forget.ts';
import { notify } from '../together/notify.ts';
import { differences, type Trace } from './audit.ts';
import { stepsAfterChange, stepsAfterInsert } from './computed.ts';
import { batchesOf, mergeBatches, type Batch } from './plan-write.ts';
import { keptValue } from './file-values.ts';
import { recompute, refreshSearch } from './recompute.ts';
import { changedOf, checkReferences, givenBy } from './references.ts';
import { childStates, lockRecord, stateAfter, type State } from './record-state.ts';
import { checkRules, type Touched } from './rules.ts';
import { dependentProblem, type Row, type ValidChange } from './validate.ts';
import { isPlain } from './values.ts';
import { deleteRows, insertBatches, numbersFor, replaceLinks, updateRows, type WriteContext } from './write-rows.ts';

export interface Done { readonly id: string; readonly body: string; readonly version?: number; readonly traces: readonly Trace[]; /** Nothing was to be written. */ readonly unchanged?: true }

export async function createRecord(row: Row, prefix: string, context: WriteContext): Promise<Done> {
  const { access, now, tx } = context;
  const { id, batches } = batchesOf(row);
  await checkReferences(givenBy(row), context);
  const numbers = await numbersFor(batches, context);
  const searchesFormula = row.object.search.some((name) => row.object.fields[name]?.formula);
  const [, , , , after] = await inFlight([
    insertBatches(batches, numbers, context),
    recompute(tx, access.model, row.object.name, [id], now, stepsAfterInsert(access.model, row.object.name)),
    refreshSearch(tx, access.model, row.object.name, searchesFormula ? [id] : []),
    checkRules(row.object, id, { paths: pathsOf(batches), fields: fieldsOf(row) }, prefix, context),
    stateAfter(row.object, id, 'create', context),
  ]);
  if (after.allowed !== true) throw failure('ACC104', { action: 'create' });
  await noteOwner(row.object, id, {}, after.state, context);
  const traces = [trace(row.object, id, 'create', {}, after.state), ...batches.slice(1).flatMap((batch) => batch.rows.map((child) => childTrace(batch.object, child.id, 'create', {}, child.values)))];
  return { id, body: after.answer ?? JSON.stringify({ id }), version: after.version, traces };
}

/** Whoever has come to own a record, by somebody else's doing, is told. */
async function noteOwner(object: ObjectModel, id: string, old: State, next: State, { tx, access, userId }: WriteContext): Promise<void> {
  const owner = object.owner ? next['owner'] : undefined;
  if (typeof owner !== 'string' || owner === userId || owner === old['owner']) return;
  await notify(tx, access.principal.tenant, [owner], { kind: 'assigned', by: userId, object: object.name, record: id });
}

const pathsOf = (batches: readonly Batch[]): ReadonlyMap<string, string> => new Map(batches.flatMap((batch) => batch.rows.map((row) => [row.id, row.path] as const)));

/** The fields that a row and its children give. */
export function fieldsOf(row: Row, found = new Set<string>()): ReadonlySet<string> {
  for (const name of Object.keys(row.values)) found.add(`${row.object.name}.${name}`);
  for (const child of Object.values(row.children).flat()) fieldsOf(child, found);
  return found;
}

export function trace(object: ObjectModel, id: string, kind: string, old: State, next: State): Trace {
  const changes = differences(old, next);
  return { object: object.name, id, kind, changes: object.history ? changes : {}, event: { id, kind, version: next['version'] ?? null, changed: Object.keys(changes) } };
}

const childTrace = (object: ObjectModel, id: string, kind: string, old: State, next: State): Trace => ({ object: object.name, id, kind, changes: differences(old, next) });

/** A record's own entry says how many of its child records were made, changed and taken away with it. */
function withChildren(object: ObjectModel, own: Trace, more: readonly Trace[]): Trace {
  if (!object.history || more.length === 0) return own;
  const counted = Object.values(object.fields).flatMap((field) => {
    const rows = field.type === 'children' ? more.filter((one) => one.object === field.of && Object.keys(one.changes).length > 0) : [];
    const count = (kind: string): number => rows.filter((one) => one.kind === kind).length;
    return rows.length > 0 ? [[field.name, { old: null, new: { create: count('create'), update: count('update'), delete: count('delete') } }] as const] : [];
  });
  return { ...own, changes: { ...own.changes, ...Object.fromEntries(counted) } };
}

export async function checkVersion(object: ObjectModel, id: string, state: State, wanted: number | undefined, context: WriteContext): Promise<void> {
  const current = state['version'] as number;
  if (wanted === undefined || wanted === current) return;
  const behind = Math.max(0, Math.min(current - wanted, 1_000));
  const rows = await context.tx.query<{ name: string }>({
    text: `select distinct k as name from (select changes from "_audit" where object = $1 and record_id = $2::uuid order by seq desc limit $3::int) a, jsonb_object_keys(a.changes) k order by k`,
    values: [object.name, id, behind], prepared: true,
  });
  const visible = rows.map((row) => row.name).filter((name) => context.access.field(object.name, name));
  throw failure('STO201', { version: current, fields: visible.join(', ') });
}

type Update = Extract<ValidChange, { kind: 'update' | 'act' }>;

export async function updateRecord(change: Update, prefix: string, context: WriteContext): Promise<Done> {
  const { row, id } = change;
  const { object } = row;
  const old = await lockRecord(object, id, 'update', 'update', context);
  await checkVersion(object, id, old, change.version, context);
  const written = unfrozen(row, old);
  if (context.onlyChanges && changesNothing(written)) return { id, body: JSON.stringify({ id }), traces: [], unchanged: true };
  await checkReferences([changedOf(written, old)], context);
  const paths = new Map([[id, row.path]]);
  const own = (): Promise<unknown> => inFlight([updateRows(object, [{ id, values: written.values }], context), replaceLinks(object, { id, links: written.links }, context)]);
  const touched = { paths, fields: fieldsOf(written) };
  if (Object.keys(written.children).length === 0) return finishUpdate({ object, id, old, kind: 'update', prefix, touched, sent: own(), more: [] }, context);
  const [, more] = await inFlight([own(), replaceChildren(written, id, paths, context)]);
  return finishUpdate({ object, id, old, kind: 'update', prefix, touched, more }, context);
}

const changesNothing = ({ values, links, children }: Row): boolean => [values, links, children].every((part) => Object.keys(part).length === 0);

interface Updated {
  readonly object: ObjectModel;
  readonly id: string;
  readonly old: State;
  readonly kind: string;
  readonly prefix: string;
  readonly touched: Touched;
  /** Statements that are under way: the rest goes out behind them without waiting, and they are the first to fail. */
  readonly sent?: Promise<unknown>;
  readonly more: readonly Trace[];
}

/** Formulas, rules, access on the new row, answer and traces: the same for updates and actions. */
export async function finishUpdate({ object, id, old, kind, prefix, touched, sent, more }: Updated, context: WriteContext): Promise<Done> {
  const { access, now, tx } = context;
  const [, , , , after] = await inFlight([
    sent ?? Promise.resolve(),
    recompute(tx, access.model, object.name, [id], now, kind === 'update' ? stepsAfterChange(access.model, object.name, touched.fields) : undefined),
    refreshSearch(tx, access.model, object.name, [id]),
    checkRules(object, id, touched, prefix, context),
    stateAfter(object, id, kind === 'update' ? 'update' : undefined, context),
  ]);
  if (after.allowed !== true) throw failure('ACC104', { action: 'update' });
  await noteOwner(object, id, old, after.state, context);
  return { id, body: after.answer ?? JSON.stringify({ id }), version: after.version, traces: [withChildren(object, trace(object, id, kind, old, after.state), more), ...more] };
}

/** The row without what is as it was; a change of what is frozen, or of the state, is refused. */
function unfrozen(row: Row, old: State): Row {
  const { object } = row;
  const problems: FieldProblem[] = [];
  const lifecycle = object.lifecycle?.field;
  const state = lifecycle ? String(old[lifecycle]) : undefined;
  const frozen = state === undefined ? [] : (object.states[state]?.frozen ?? []);
  const isFrozen = (name: string): boolean => {
    const after = object.fields[name]?.frozenAfter;
    // A record is made as what it is: other types may have other fields and rules.
    if (name === 'record_type' && Object.keys(object.recordTypes).length > 0) return true;
    return frozen === 'all' || frozen.includes(name) || (after !== undefined && state !== undefined && state !== after);
  };
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row.values)) {
    if (same(value, keptValue(object.fields[name], old[name]))) continue;
    if (name === lifecycle) problems.push({ field: `${row.path}${name}`, code: 'VAL119', params: {} });
    else if (isFrozen(name)) problems.push({ field: `${row.path}${name}`, code: 'VAL118', params: {} });
    const dependent = dependentProblem(object.fields[name]!, value, { ...old, ...row.values }[object.fields[name]!.optionsBy ?? '']);
    if (dependent) problems.push({ field: `${row.path}${name}`, ...dependent });
    values[name] = value;
  }
  const links = Object.fromEntries(Object.entries(row.links).filter(([name, ids]) => !same(ids.toSorted(), [old[name] ?? []].flat().toSorted())));
  for (const name of [...Object.keys(row.children), ...Object.keys(links)]) if (isFrozen(name)) problems.push({ field: `${row.path}${name}`, code: 'VAL118', params: {} });
  if (problems.length > 0) throw failure('VAL101', {}, problems);
  return { ...row, values, links };
}

/** PostgreSQL keeps the keys of an object in an order of its own. */
const ordered = (_key: string, value: unknown): unknown => (isPlain(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null, ordered) === JSON.stringify(b ?? null, ordered);

/** Children are replaced as a whole: known ids are updated, rows without one inserted, what is missing deleted. */
async function replaceChildren(row: Row, id: string, paths: Map<string, string>, context: WriteContext): Promise<readonly Trace[]> {
  const traces: Trace[] = [];
  for (const [name, rows] of Object.entries(row.children)) {
    const field = row.object.fields[name]!;
    const object = context.access.model.objects[field.of!]!;
    const known = await childStates(object, field.by!, [id], context);
    const strangers = rows.filter((one) => one.id !== undefined && !known.has(one.id));
    if (strangers.length > 0) throw failure('VAL101', {}, strangers.map((one) => ({ field: `${one.path}id`, code: 'VAL125', params: {} })));
    const kept = rows.filter((one) => one.id !== undefined).map((one) => ({ row: one, old: known.get(one.id!)! }));
    const added = rows.filter((one) => one.id === undefined);
    await checkReferences([...kept.map(({ row: one, old }) => changedOf(one, old)), ...added.flatMap(givenBy)], context);
    const gone = [...known.keys()].filter((one) => !kept.some(({ row: other }) => other.id === one));
    await forgetRecords(context.tx, context.access.model, object.name, gone);
    await deleteRows(object, gone, context);
    const changed = kept.map(({ row: one, old }) => ({ id: one.id!, old, values: Object.fromEntries(Object.entries(one.values).filter(([key, value]) => !same(value, keptValue(object.fields[key], old[key])))) })).filter((one) => Object.keys(one.values).length > 0);
    await updateRows(object, changed, context);
    const batches = mergeBatches(added.flatMap((one) => batchesOf(one, { by: field.by!, id }).batches));
    await insertBatches(batches, await numbersFor(batches, context), context);
    for (const batch of batches) for (const made of batch.rows) {
      paths.set(made.id, made.path);
      traces.push(childTrace(batch.object, made.id, 'create', {}, made.values));
    }
    for (const one of gone) traces.push(childTrace(object, one, 'delete', known.get(one)!, {}));
    for (const one of changed) traces.push(childTrace(object, one.id, 'update', pick(object, one.old, Object.keys(one.values)), one.values));
    for (const { row: one } of kept) {
      paths.set(one.id!, one.path);
      await replaceLinks(object, { id: one.id!, links: one.links }, context);
      traces.push(...await replaceChildren(one, one.id!, paths, context));
    }
  }
  return traces;
}

const pick = (object: ObjectModel, state: State, names: readonly string[]): State =>
  Object.fromEntries(names.map((name) => [name, keptValue(object.fields[name], state[name])]));

export async function deleteRecord(change: Extract<ValidChange, { kind: 'delete' }>, context: WriteContext): Promise<Done> {
  const { object, id } = change;
  const old = await lockRecord(object, id, 'delete', 'delete', context);
  await checkVersion(object, id, old, change.version, context);
  await forgetRecords(context.tx, context.access.model, object.name, [id]);
  for (const field of Object.values(object.fields)) {
    if (field.type !== 'children') continue;
    await context.tx.query({ ...render(sql`delete from ${ident(field.of!)} where ${ident(field.by!)} = ${id}::uuid`), prepared: true });
  }
  await deleteRows(object, [id], context);
  return { id, body: JSON.stringify({ id }), traces: [trace(object, id, 'delete', old, {})] };
}

