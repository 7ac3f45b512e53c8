/** Every refusal of the store, each brought about for real: what is asked, and the code that answers. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, isFailure, limits, type Failure } from '@tenon/diagnostics';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenant, createUser, openStore, runOperation, type OperationInput, type Principal, type Store, type TenantScope } from '../src/index.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { modelFrom } from './package.ts';

const text = (more: object = {}) => ({ type: 'text', label: 'Text', ...more });
const model = modelFrom('refusals', {
  'objects/kit.json': {
    label: 'Kit', plural: 'Kits', title: 'code', search: ['code'],
    fields: {
      code: text({ required: true, unique: true, minLength: 2, maxLength: 10, pattern: '^[A-Z0-9]+$' }), note: text(), hidden: text(),
      price: { type: 'decimal', label: 'Price', scale: 2, min: 0, max: 1000 }, weight: { type: 'decimal', label: 'Weight', scale: 2 }, count: { type: 'integer', label: 'Count' },
      kind: { type: 'select', label: 'Kind', options: { hard: { label: 'Hard' }, soft: { label: 'Soft' } } },
      colour: { type: 'select', label: 'Colour', options: { red: { label: 'Red', when: ['hard'] }, blue: { label: 'Blue', when: ['soft'] } } },
      valid: { type: 'date_range', label: 'Valid' }, parent: { type: 'reference', label: 'Parent', to: 'kit' }, parts: { type: 'children', label: 'Parts', of: 'part', by: 'kit', min: 1, max: 3 },
      square: { type: 'decimal', label: 'Square', scale: 2, formula: 'weight * weight' },
      state: { type: 'select', label: 'State', options: { raw: { label: 'Raw' }, done: { label: 'Done' } } },
    },
    validations: { cheap: { check: "note != 'dear' or price < 10", message: 'Dear things are cheap.', at: 'price' } },
    lifecycle: { field: 'state', initial: 'raw', transitions: { finish: { label: 'Finish', from: ['raw'], to: 'done', guards: { priced: { check: 'price > 0', message: 'It needs a price.' }, dear: { check: 'price > 5', message: 'Only dear things are finished.' }, known: { check: "note != 'unknown'", message: 'It needs a note.' } } }, reopen: { label: 'Reopen', from: ['done'], to: 'raw' } } },
    states: { done: { frozen: ['note'] } },
  },
  'objects/part.json': { label: 'Part', plural: 'Parts', partOf: 'kit', fields: { kit: { type: 'reference', label: 'Kit', to: 'kit', required: true, onDelete: 'cascade' }, name: text({ required: true }) } },
  'roles/all.json': { label: 'All', objects: { user: { read: true }, kit: { create: true, read: true, update: true, delete: true, actions: '*' }, part: {} } },
  'roles/some.json': { label: 'Some', objects: { kit: { create: "note != 'taboo'", read: "note != 'taboo'", update: "note == 'mine'", fields: { hidden: 'none' }, otherFields: 'write' }, part: {} } },
});

let database: FreshDatabase;
let store: Store;
let scope: TenantScope;
let userId: string;
let kit: { id: string; parts: { id: string }[] };
let other: { id: string; parts: { id: string }[] };

const as = (role: string): Principal => ({ kind: 'user', tenant: 'refusals', userId, name: 'Ann', roles: [role], attributes: {}, locale: 'en' });
const run = async (input: OperationInput, role = 'all') => JSON.parse((await runOperation(store, scope, input, as(role))).body);
const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
  const error = await work.then((found) => new Error(`not refused: ${JSON.stringify(found)}`), (found: unknown) => found);
  if (!isFailure(error)) throw error;
  return error;
};
const codes = (problem: Failure): string[] => [problem.code, ...problem.problems.map((one) => `${one.field} ${one.code}`)];
const create = (values: Record<string, unknown>): OperationInput => ({ kind: 'create', object: 'kit', values: { code: 'NEW', parts: [{ name: 'p' }], ...values } });
const list = (more: object): OperationInput => ({ kind: 'list', object: 'kit', ...more });
const update = (values: Record<string, unknown>, more: object = {}): OperationInput => ({ kind: 'update', object: 'kit', id: kit.id, values, ...more });

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: 'refusals', name: 'Refusals', model });
  scope = await store.models.activeModel('refusals');
  userId = await createUser(store, 'refusals', { login: 'ann', name: 'Ann', roles: [] });
  kit = await run(create({ code: 'K1', note: 'first' }));
  other = await run(create({ code: 'K2', note: 'taboo', parent: kit.id }));
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

const deep = (times: number): string => Array.from({ length: times }, () => 'parent').join('.');
const many = [1, 2, 3, 4].flatMap((depth) => ['created_by', 'updated_by', 'parent', 'parts'].map((field) => [...Array.from({ length: depth - 1 }, () => 'parent'), field].join('.')));
const widest = [...many, ...[1, 2, 3].flatMap((depth) => ['parts.created_by', 'parts.updated_by'].map((path) => [...Array.from({ length: depth - 1 }, () => 'parent'), path].join('.')))].join(',');

test('what a query asks wrongly', async () => {
  const cases: readonly (readonly [string, OperationInput])[] = [
    ['OPR101', { kind: 'list', object: 'kits' }], ['OPR102', list({ select: 'nothing' })], ['OPR103', list({ filter: 'code ==' })], ['OPR104', list({ expand: 'note' })], ['OPR105', list({ sort: 'valid' })],
    ['OPR106', list({ limit: 0 })], ['OPR106', list({ limit: limits.pageRowsMax + 1 })], ['OPR106', list({ limit: 1.5 })], ['OPR107', list({ cursor: 'x' })],
    ['OPR108', { kind: 'act', object: 'kit', id: kit.id, action: 'melt' }], ['OPR109', { kind: 'aggregate', object: 'kit', aggregate: 'median(price)' }],
    ['OPR110', { kind: 'create', object: 'kit', values: [] as never }], ['OPR110', { kind: 'bulk', object: 'kit', items: [{ kind: 'melt' } as never] }],
    ['PLN101', list({ expand: deep(limits.expandDepthMax + 1) })], ['PLN102', list({ expand: widest })],
    ['PLN103', { kind: 'bulk', object: 'kit', items: Array.from({ length: limits.bulkRowsMax + 1 }, () => ({ kind: 'create', values: {} })) }],
    ['ACC101', { kind: 'get', object: 'kit', id: userId }], ['ACC102', { kind: 'create', object: 'part', values: {} }],
    ['STO201', update({ note: 'x' }, { version: 7 })], ['STO205', { ...update({ note: 'x' }), idempotencyKey: 'two words' } as OperationInput], ['STO205', { ...update({ note: 'x' }), idempotencyKey: 'x'.repeat(limits.idempotencyKeyLengthMax + 1) } as OperationInput],
  ];
  for (const [code, input] of cases) expect([(await failureOf(run(input))).code, JSON.stringify(input).slice(0, 200)]).toEqual([code, JSON.stringify(input).slice(0, 200)]);
  for (const one of ['sort=-valid', 'group=valid', 'aggregate=max(valid)']) {
    const [name, value] = one.split('=') as [string, string];
    const input: OperationInput = name === 'sort' ? list({ sort: value }) : { kind: 'aggregate', object: 'kit', aggregate: 'count()', [name]: value };
    expect([one, (await failureOf(run(input))).code]).toEqual([one, 'OPR105']);
  }
  // At the bounds there is an answer.
  for (const input of [list({ limit: limits.pageRowsMax }), list({ expand: deep(limits.expandDepthMax) })]) expect((await run(input)).data).toHaveLength(2);
});

test('a range of dates is compared by its ends, and is no record', async () => {
  for (const filter of ['valid == null', 'valid != null', "valid == 'x'", "valid in ('x', null)", "under(valid, 'x')", "valid.from > '2026-01-01'", 'coalesce(valid, parent) == null', 'isblank(valid)', 'count(parts where valid == null) > 0', 'valid == valid', 'valid == parent', "text(valid) == ''"]) {
    const found = await run(list({ filter })).catch((error: unknown) => error);
    expect(isFailure(found) ? found.code : Object.keys(found as object), filter).toEqual(isFailure(found) ? 'OPR103' : ['data', 'next']);
  }
  expect((await run(list({ filter: 'valid == null' }))).data).toHaveLength(2);
});

test('what is not for the caller', async () => {
  expect(codes(await failureOf(run({ kind: 'get', object: 'kit', id: other.id }, 'some')))).toEqual(['ACC101']);
  expect(codes(await failureOf(run(update({ note: 'x' }), 'some')))).toEqual(['ACC103']);
  const mine = await run(create({ code: 'MINE', note: 'mine' }), 'some');
  expect(codes(await failureOf(run({ kind: 'update', object: 'kit', id: mine.id, values: { note: 'yours' } }, 'some')))).toEqual(['ACC104']);
  expect(codes(await failureOf(run({ kind: 'delete', object: 'kit', id: mine.id }, 'some')))).toEqual(['ACC102']);
  expect(codes(await failureOf(run({ kind: 'update', object: 'kit', id: mine.id, values: { hidden: 'x' } }, 'some')))).toEqual(['VAL101', 'hidden VAL102']);
});

test('what a value has wrong', async () => {
  const cases: readonly (readonly [string, Record<string, unknown>])[] = [
    ['nothing VAL102', { nothing: 1 }], ['version VAL103', { version: 3 }], ['square VAL103', { square: '1' }], ['code VAL104', { code: null }], ['price VAL105', { price: true }], ['code VAL106', { code: 'X'.repeat(11) }],
    ['code VAL107', { code: 'X' }], ['code VAL108', { code: 'lower' }], ['kind VAL109', { kind: 'middling' }], ['price VAL110', { price: '1.001' }], ['price VAL111', { price: '-0.01' }], ['price VAL112', { price: '1000.01' }],
    ['weight VAL113', { weight: '9'.repeat(limits.decimalDigitsMax + 1) }], ['note VAL114', { note: 'a\0b' }], ['parts VAL115', { parts: [] }], ['parts VAL116', { parts: Array.from({ length: 4 }, () => ({ name: 'p' })) }],
    ['parent VAL117', { parent: userId }], ['state VAL119', { state: 'done' }], ['price VAL120', { note: 'dear', price: '10' }], ['colour VAL121', { kind: 'hard', colour: 'blue' }], ['valid VAL124', { valid: { from: '2026-02-01', to: '2026-01-01' } }],
    ['parts/0/id VAL125', { parts: [{ id: kit.parts[0]!.id, name: 'p' }] }],
  ];
  for (const [code, values] of cases) expect(codes(await failureOf(run(create(values))))).toEqual(['VAL101', code]);
  expect(codes(await failureOf(run(update({ parts: [{ id: other.parts[0]!.id, name: 'p' }] }))))).toEqual(['VAL101', 'parts/0/id VAL125']);
  expect(codes(await failureOf(run(create({ code: 'K1' }))))).toEqual(['VAL122', 'code VAL122']);
  expect(codes(await failureOf(run({ kind: 'delete', object: 'kit', id: kit.id })))).toEqual(['VAL123']);
  expect(codes(await failureOf(run(create({ weight: '9'.repeat(19) }))))).toContain('VAL128');
  // One within each bound.
  expect(await run(create({ code: 'X'.repeat(10), price: '1000', weight: '0.01', kind: 'soft', colour: 'blue', parts: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] }))).toMatchObject({ price: '1000.00', square: '0.00' });
});

test('what the state of a record does not allow', async () => {
  const made = await run(create({ code: 'LIFE', price: '6', note: 'known' }));
  const act = (action: string): OperationInput => ({ kind: 'act', object: 'kit', id: made.id, action });
  expect(codes(await failureOf(run(act('reopen'))))).toEqual(['VAL126']);
  await run(act('finish'));
  expect(codes(await failureOf(run({ kind: 'update', object: 'kit', id: made.id, values: { note: 'x' } })))).toEqual(['VAL101', 'note VAL118']);
  const cheap = await run(create({ code: 'CHEAP', price: '5' }));
  const { code, problems } = await failureOf(run({ kind: 'act', object: 'kit', id: cheap.id, action: 'finish' }));
  expect([code, problems]).toEqual(['VAL127', [{ field: '', code: 'VAL127', params: { action: 'finish', address: 'object/kit#lifecycle/transitions/finish/guards/dear/message' }, message: 'Only dear things are finished.' }]]);
  // Unlike a validation, a guard that has no answer does not let anybody through.
  const unsaid = await run(create({ code: 'UNSAID', price: '6', note: null }));
  expect((await failureOf(run({ kind: 'act', object: 'kit', id: unsaid.id, action: 'finish' }))).problems.map(({ message }) => message)).toEqual(['It needs a note.']);
});

test('what a tenant may not be called', async () => {
  for (const slug of ['', 'A', '1a', 'a-b', 'a'.repeat(41), 'a;b']) expect((await failureOf(createTenant(store, { slug, name: 'x', model }))).code).toBe('STO106');
});

test('a record that somebody else keeps, a session that is ended, a change that got in between', async () => {
  const hasty = await openStore({ adminUrl: database.url, statementTimeoutMs: 400 });
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM t_refusals.kit WHERE id = $1 FOR UPDATE', [kit.id]);
  const write = (of: Store) => runOperation(of, scope, update({ note: 'late' }), as('all'));
  expect((await failureOf(write(hasty))).code).toBe('STO203');
  const cut = failureOf(write(store));
  await expect.poll(async () => (await holder.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).rowCount, { timeout: 5_000 }).toBe(1);
  expect(await cut).toMatchObject({ code: 'STO206', status: 503 });
  await holder.query('COMMIT');
  await holder.query(`CREATE FUNCTION t_refusals.clash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'clash' USING ERRCODE = '40001'; END $$`);
  await holder.query(`CREATE TRIGGER clash BEFORE UPDATE ON t_refusals.kit FOR EACH ROW WHEN (new.note = 'clash') EXECUTE FUNCTION t_refusals.clash()`);
  expect((await failureOf(run(update({ note: 'clash' })))).code).toBe('STO204');
  await holder.end();
  await hasty.close();
  expect(await run({ kind: 'get', object: 'kit', id: kit.id })).toMatchObject({ note: 'first', version: 1 });
});

test('OPR111: a sum over more groups than an answer holds is refused, not cut', async () => {
  const grouped = (most: number): OperationInput => ({ kind: 'aggregate', object: 'kit', aggregate: 'count()', group: 'code', filter: `code >= 'Z' and code < 'Z${most}'` });
  await store.database.owner.query(`insert into "${scope.schema}".kit (id, version, created_at, updated_at, code, state, search_text)
    select gen_random_uuid(), 1, now(), now(), 'Z' || (10000 + n), 'raw', '' from generate_series(0, $1::int) n`, [limits.groupsMax]);
  expect((await run(grouped(10_000 + limits.groupsMax))).data).toHaveLength(limits.groupsMax);
  expect((await failureOf(run(grouped(99_999)))).code).toBe('OPR111');
});

test('no refusal of the store is without a test', () => {
  const folders = [join(import.meta.dirname), join(import.meta.dirname, '../src')];
  const tests = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts')).map((name) => readFileSync(join(folder, name), 'utf8'))).join('\n');
  const own = Object.keys(catalogue).filter((code) => /^(STO|OPR|ACC|VAL|PLN)/.test(code));
  expect(own.length).toBeGreaterThan(50);
  expect(own.filter((code) => !tests.includes(code))).toEqual([]);
});
