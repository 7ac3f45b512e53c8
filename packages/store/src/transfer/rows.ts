/**
 * Writes the rows of a chunk, each by itself: one that is refused leaves the others as they are.
 *
 * In:   the writing transaction of a chunk, and rows as changes that may still name records by their words.
 * Out:  per row what became of it, or the Failure that refused it.
 * Every row takes the way of any other write: access, validation, numbering, rules, audit.
 */
import { failure, isFailure, type Failure, type FieldProblem } from '@tenon/diagnostics';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { isRetryable, type Transaction } from '../database.ts';
import { authorizeOperation } from '../operation/authorize.ts';
import { accessFor } from '../operation/compile-cache.ts';
import { writeTraces, type Trace } from '../operation/audit.ts';
import { explainError } from '../operation/database-error.ts';
import { applyChange } from '../operation/execute-write.ts';
import type { OperationInput, Principal, TenantScope, Values } from '../operation/operation.ts';
import { parseOperation, type WriteOperation } from '../operation/parse.ts';
import { planWrite, type WritePlan } from '../operation/plan-write.ts';
import { validateOperation } from '../operation/validate.ts';
import { checkValue } from '../operation/values.ts';
import type { WriteContext } from '../operation/write-rows.ts';
import type { Done } from '../operation/write-change.ts';
import { isUnavailable } from '../unavailable.ts';
import { findByKey, findNamed, type Found } from './lookup.ts';

type WriteInput = Extract<OperationInput, { kind: 'create' | 'update' | 'delete' | 'act' }>;

/** A reference that a cell names in words. */
export interface Named {
  readonly field: string;
  readonly to: string;
  /** The one field that is meant; else any by which records are named. */
  readonly by?: string;
  /** Several, for a set of references. */
  readonly texts: readonly string[];
  readonly many: boolean;
}

/** A row of a table: the values that it gives, and what has to be looked up first. */
export interface TableRow {
  readonly row: number;
  readonly values: Values;
  readonly named: readonly Named[];
  /** What was wrong with its cells; it is not written then. */
  readonly problems: readonly FieldProblem[];
}

export type RowOutcome =
  | { readonly kind: 'created' | 'updated' | 'unchanged' | 'deleted'; readonly id: string }
  | { readonly kind: 'refused'; readonly failure: Failure };

export interface TableWrite {
  readonly object: string;
  readonly mode: 'create' | 'update' | 'upsert';
  readonly key: readonly string[];
  readonly reason: string;
}

const refused = (code: Parameters<typeof failure>[0], params: FieldProblem['params'] = {}, problems: readonly FieldProblem[] = []): RowOutcome =>
  ({ kind: 'refused', failure: failure(code, params, problems) });

function contextOf(tx: Transaction, scope: TenantScope, principal: Principal): WriteContext {
  return { tx, access: accessFor(scope.model, principal), now: new Date().toISOString(), userId: principal.kind === 'user' ? principal.userId : null, onlyChanges: true };
}

/** The changes one after the other; each is undone alone where it is refused. */
export async function writeChanges(tx: Transaction, scope: TenantScope, principal: Principal, inputs: readonly WriteInput[], reason: string | undefined): Promise<readonly RowOutcome[]> {
  const context = contextOf(tx, scope, principal);
  const traces: Trace[] = [];
  const outcomes: RowOutcome[] = [];
  for (const input of inputs) outcomes.push(await writeOne(input, context, traces));
  writeTraces(traces, reason, context);
  return outcomes;
}

/** The rows of a table: looked up together, then written one after the other, so that a row may name one above it. */
export async function writeTable(tx: Transaction, scope: TenantScope, principal: Principal, rows: readonly TableRow[], write: TableWrite): Promise<readonly RowOutcome[]> {
  const context = contextOf(tx, scope, principal);
  const object = context.access.object(write.object);
  if (!object) throw failure('OPR101', { name: write.object });
  const names = await lookUp(rows, context);
  const key = write.mode === 'create' ? [] : write.key.map((name) => object.fields[name]!);
  const ready = rows.map((row) => readyRow(row, object, write, key, names, context));
  const known = await knownRows(ready, object, key, context);
  const traces: Trace[] = [];
  const outcomes: RowOutcome[] = [];
  for (const one of ready) {
    if ('kind' in one) outcomes.push(one);
    else outcomes.push(await writeReady(one, object, { write, key, known, names, traces, context }));
  }
  writeTraces(traces, write.reason, context);
  return outcomes;
}

interface Ready { readonly row: TableRow; readonly values: Record<string, unknown>; readonly key: readonly unknown[] | undefined; readonly later: readonly Named[] }

const wordsOf = ({ to, by }: Named): string => `${to} ${by ?? ''}`;
type Names = ReadonlyMap<string, ReadonlyMap<string, Found>>;

/** One statement per object and field that references are named by. */
async function lookUp(rows: readonly TableRow[], context: WriteContext): Promise<Names> {
  const all = rows.flatMap((row) => row.named);
  const names = new Map<string, ReadonlyMap<string, Found>>();
  for (const [words, some] of Map.groupBy(all, wordsOf)) names.set(words, await findNamed(some[0]!.to, some[0]!.by, some.flatMap((one) => one.texts), context));
  return names;
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** What else would be refused, so that a row is corrected once. */
function furtherProblems(object: ObjectModel, values: Record<string, unknown>, mode: TableWrite['mode'], known: readonly FieldProblem[], { access }: WriteContext): readonly FieldProblem[] {
  const input: WriteInput = mode === 'create' ? { kind: 'create', object: object.name, values: withoutNulls(values) } : { kind: 'update', object: object.name, id: nobody, values };
  const has = new Set(known.map(({ field }) => field.split('.')[0]));
  try {
    validateOperation(authorizeOperation(parseOperation(input, access) as WriteOperation, access));
    return [];
  } catch (error) {
    if (!isFailure(error)) throw error;
    return error.problems.filter(({ field }) => !has.has(field));
  }
}

function readyRow(row: TableRow, object: ObjectModel, { mode }: TableWrite, key: readonly FieldModel[], names: Names, context: WriteContext): Ready | RowOutcome {
  const values: Record<string, unknown> = { ...row.values };
  const problems = [...row.problems];
  const later: Named[] = [];
  for (const named of row.named) {
    const found = named.texts.map((text) => ({ text, found: names.get(wordsOf(named))?.get(text) }));
    // A row further up may make the record that this one names.
    if (named.to === object.name && found.some((one) => one.found === undefined)) later.push(named);
    else problems.push(...settle(named, found, values, context));
  }
  if (problems.length > 0) return refused('VAL101', {}, [...problems, ...furtherProblems(object, values, mode, problems, context)]);
  if (key.length === 0) return { row, values, key: undefined, later };
  const given = key.map((field) => values[field.name] ?? null);
  if (given.every((value) => value === null || value === '')) return { row, values, key: undefined, later };
  const checked = key.map((field, i) => ({ field, value: given[i] === null ? undefined : checkValue(field, given[i]) }));
  for (const { field, value } of checked) {
    if (value === undefined) problems.push({ field: field.name, code: 'TRN127', params: {} });
    else if ('problem' in value) problems.push({ field: field.name, ...value.problem });
  }
  if (problems.length > 0) return refused('VAL101', {}, problems);
  return { row, values, key: checked.map(({ value }) => (value as { value: unknown }).value), later };
}

/** Puts the ids in the place of the words. */
function settle(named: Named, found: readonly { readonly text: string; readonly found: Found | undefined }[], values: Record<string, unknown>, { access }: WriteContext): readonly FieldProblem[] {
  const label = access.object(named.to)?.name ?? named.field;
  const wrong = found.find((one) => one.found === undefined || one.found === 'several');
  if (wrong) return [{ field: named.field, code: wrong.found === 'several' ? 'TRN124' : 'TRN123', params: { object: label, value: wrong.text } }];
  const ids = found.map((one) => (one.found as { id: string }).id);
  values[named.field] = named.many ? ids : ids[0];
  return [];
}

type Known = Map<string, Found>;
const keyOf = (key: readonly unknown[]): string => JSON.stringify(key);

/** Records that the keys of the chunk lead to. */
async function knownRows(ready: readonly (Ready | RowOutcome)[], object: ObjectModel, key: readonly FieldModel[], context: WriteContext): Promise<Known> {
  const asked = ready.flatMap((one, at) => (!('kind' in one) && one.key ? [{ at, values: one.key }] : []));
  const found = await findByKey(object, key, asked, context);
  return new Map(asked.flatMap(({ at, values }) => (found.has(at) ? [[keyOf(values), found.get(at)!] as const] : [])));
}

interface Writing { readonly write: TableWrite; readonly key: readonly FieldModel[]; readonly known: Known; readonly names: Names; readonly traces: Trace[]; readonly context: WriteContext }

async function writeReady(ready: Ready, object: ObjectModel, writing: Writing): Promise<RowOutcome> {
  const { known, context } = writing;
  const values = { ...ready.values };
  for (const named of ready.later) {
    const found = await findNamed(named.to, named.by, named.texts, context);
    const problems = settle(named, named.texts.map((text) => ({ text, found: found.get(text) })), values, context);
    if (problems.length > 0) return refused('VAL101', {}, problems);
  }
  const input = inputFor(ready, values, object, writing);
  if ('failure' in input) return input;
  const outcome = await writeOne(input, context, writing.traces);
  if (outcome.kind === 'created' && ready.key) known.set(keyOf(ready.key), { id: outcome.id });
  return outcome;
}

/** Making a record or changing the one that the key finds. */
function inputFor(ready: Ready, values: Record<string, unknown>, object: ObjectModel, { write, key, known, context }: Writing): WriteInput | Extract<RowOutcome, { kind: 'refused' }> {
  const found = ready.key && known.get(keyOf(ready.key));
  const shown = key.map((field) => String(values[field.name] ?? '')).join(', ');
  const refuse = (code: 'TRN124' | 'TRN126'): Extract<RowOutcome, { kind: 'refused' }> =>
    ({ kind: 'refused', failure: failure('VAL101', {}, key.map((field) => ({ field: field.name, code, params: { object: object.name, value: shown } }))) });
  if (found === 'several') return refuse('TRN124');
  const given = key.filter((field) => !writes(field, object, context));
  if (found) return { kind: 'update', object: object.name, id: found.id, values: without(values, given) };
  // A number that the engine gives cannot be chosen: a row with one means a record that is there.
  if (write.mode === 'update' || (ready.key && given.length > 0)) return refuse('TRN126');
  return { kind: 'create', object: object.name, values: without(withoutNulls(values), given) };
}

const writes = (field: FieldModel, object: ObjectModel, { access }: WriteContext): boolean =>
  !field.system && !field.formula && field.type !== 'autonumber' && access.fieldGrant(object.name, field) === 'write';

const without = (values: Record<string, unknown>, fields: readonly FieldModel[]): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !fields.some((field) => field.name === name)));

/** An empty cell of a new record leaves the field to its default. */
const withoutNulls = (values: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

async function writeOne(input: WriteInput, context: WriteContext, traces: Trace[]): Promise<RowOutcome> {
  let plan: WritePlan;
  try {
    const operation = parseOperation(input, context.access) as WriteOperation;
    plan = planWrite(validateOperation(authorizeOperation(operation, context.access)), context.now);
  } catch (error) {
    if (isFailure(error)) return { kind: 'refused', failure: error };
    throw error;
  }
  const begun = context.tx.query('savepoint one');
  begun.catch(() => undefined);
  try {
    const { prefix, change } = plan.changes[0]!;
    const done = await applyChange(change, prefix, context);
    // References are checked at the end of a transaction; here they are asked now, while the row can still be refused alone.
    await context.tx.query('set constraints all immediate');
    for (const statement of ['set constraints all deferred', 'release savepoint one']) context.tx.query(statement).catch(() => undefined); // what follows fails with it
    traces.push(...done.traces);
    return { kind: kindOf(input, done), id: done.id };
  } catch (error) {
    const told = explainError(error, context.access, 'write');
    if (!isFailure(told) || isRetryable(error) || isUnavailable(error)) throw error;
    await context.tx.query('rollback to savepoint one');
    return { kind: 'refused', failure: told };
  }
}

function kindOf(input: WriteInput, done: Done): 'created' | 'updated' | 'unchanged' | 'deleted' {
  if (input.kind === 'create') return 'created';
  if (input.kind === 'delete') return 'deleted';
  return done.unchanged ? 'unchanged' : 'updated';
}
