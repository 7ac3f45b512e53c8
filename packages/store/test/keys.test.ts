/** Keys that hold only under a condition: kept by partial unique indexes, or refused when they cannot be. */
import { isFailure } from '@tenon/diagnostics';
import { compileExpression } from '@tenon/expression';
import { randomCase, sampleObjects } from '@tenon/expression/testing';
import { catalogOf, type Formula, type KeyModel, type Model } from '@tenon/model';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigration, createTenant, openStore, planMigration, printPlan, runOperation, withTransaction, type Principal, type Store } from '../src/index.ts';
import { sqlTypeOfKind } from '../src/expression/to-sql.ts';
import { conditionSql } from '../src/schema/condition.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { modelOf, object } from './sample-model.ts';

let database: FreshDatabase;
let store: Store;

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

/** Addresses of people, of which one each may be the main one. */
function addresses(hash: string, keys: Readonly<Record<string, { fields: readonly string[]; when?: string }>>): Model {
  const person = object('person', { name: { type: 'text', required: true } });
  const address = object('address', {
    person: { type: 'reference', to: 'person', required: true }, main: { type: 'boolean' }, city: { type: 'text' }, floor: { type: 'integer' }, since: { type: 'date' }, valid: { type: 'date_range' },
  }, { title: 'city' });
  const catalog = catalogOf(modelOf([person, address], ''));
  const formula = (source: string): Formula => {
    const { value, diagnostics } = compileExpression(source, { object: 'address', catalog }, 'boolean');
    if (!value) throw new Error(`${source}: ${JSON.stringify(diagnostics)}`);
    return { source, expr: value };
  };
  const made = Object.fromEntries(Object.entries(keys).map(([name, key]): [string, KeyModel] => [name, { name, fields: key.fields, ...(key.when ? { when: formula(key.when) } : {}) }]));
  const full = { create: true, read: true, update: true, delete: true, export: true, actions: '*', fields: {}, otherFields: 'write' } as const;
  const model = modelOf([person, { ...address, keys: made }], hash.repeat(64));
  return { ...model, roles: { all: { name: 'all', label: 'All', external: false, admin: false, userAttributes: {}, objects: { person: full, address: full } } } };
}

const code = (wanted: string) => (error: unknown) => isFailure(error) && error.code === wanted;

test('one main address each, and as many others as there are', async () => {
  await createTenant(store, { slug: 'keys', name: 'Keys', model: addresses('1', { main: { fields: ['person'], when: `main and city != "it's" and floor >= 0` } }) });
  const scope = await store.models.activeModel('keys');
  const userId = '01900000-0000-7000-8000-000000000001';
  await withTransaction(store.database, scope, {}, (tx) => tx.query(`INSERT INTO "user" (id, name, login, active, version, created_at, updated_at) VALUES ($1, 'Ann', 'ann', true, 1, now(), now())`, [userId]));
  const who: Principal = { kind: 'user', tenant: 'keys', userId, name: 'Ann', roles: ['all'], attributes: {}, locale: 'en' };
  const create = async (kind: string, values: object) => JSON.parse((await runOperation(store, scope, { kind: 'create', object: kind, values: values as Record<string, unknown> }, who)).body) as { id: string };
  const person = (await create('person', { name: 'P' })).id;
  const make = (values: object) => create('address', { person, ...values });
  await make({ main: true, city: 'a', floor: 1 });
  for (const other of [{ main: false, city: 'a', floor: 1 }, { main: true, city: "it's", floor: 1 }, { main: true, city: 'a', floor: -1 }, { main: true, city: null, floor: 1 }]) await make(other);
  await expect(make({ main: true, city: 'b', floor: 2 })).rejects.toSatisfy((error) => isFailure(error) && error.problems.some((one) => one.field === 'person' && one.code === 'VAL122'));
  // At once, when each writer would see none of the others.
  const second = (await create('person', { name: 'Q' })).id;
  const settled = await Promise.allSettled(Array.from({ length: 8 }, () => create('address', { person: second, main: true, city: 'c', floor: 0 })));
  expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
});

test('records that share a new key are counted before anything is changed', async () => {
  const plan = await planMigration(store, 'keys', addresses('2', { city: { fields: ['person', 'city'], when: 'floor < 0' } }));
  expect(plan.changes.filter((one) => one.failing).map((one) => [one.step.kind, one.failing])).toEqual([]);
  const tighter = await planMigration(store, 'keys', addresses('3', { city: { fields: ['person', 'city'] } }));
  expect(tighter.changes.filter((one) => one.failing).map((one) => [one.step.kind, one.failing])).toEqual([['addIndex', 3]]);
  await expect(applyMigration(store, tighter)).rejects.toSatisfy(code('STO103'));
});

test('a key that no index can keep is refused', async () => {
  for (const when of ["person.name == 'x'", 'since < today()', "left(city, 2) == 'ab'", "text(since) == '2026-01-01'", 'valid == null']) {
    const plan = await planMigration(store, 'keys', addresses('4', { odd: { fields: ['city'], when } }));
    expect(plan.diagnostics.map((one) => [one.code, one.severity, one.address]), when).toEqual([['STO110', 'error', 'object/address#keys/odd/when']]);
    expect(printPlan(plan)).toContain('STO110');
    await expect(applyMigration(store, plan, { consent: true })).rejects.toSatisfy(code('STO111'));
  }
});

test('PostgreSQL takes every condition that is said to be a predicate', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const own = Object.entries(sampleObjects.sample).filter(([, type]) => type.kind !== 'children' && type.kind !== 'record');
  const types = { text: 'long_text', number: 'decimal', boolean: 'boolean', date: 'date', datetime: 'datetime', set: 'multi_select' } as const;
  const model = modelOf([object('sample', Object.fromEntries(own.map(([name, type]) => [name, { type: types[type.kind as keyof typeof types] }])))], '5'.repeat(64));
  await client.query(`create table "sample" (id uuid primary key, ${own.map(([name, type]) => `"${name}" ${sqlTypeOfKind(type)}`).join(', ')})`);
  const refused: string[] = [];
  let taken = 0;
  for (let seed = 1; taken < 400; seed++) {
    const { expr, source } = randomCase(seed);
    const names = JSON.stringify(expr);
    if (expr.type.kind !== 'boolean' || /"(partner|lines|item)"/.test(names)) continue;
    const predicate = conditionSql(model, 'sample', { source, expr });
    if (predicate === undefined) continue;
    taken += 1;
    await client.query('begin');
    await client.query(`create unique index on "sample" (id) where ${predicate}`).catch((error: Error) => refused.push(`${source}: ${error.message}`));
    await client.query('rollback');
  }
  await client.end();
  expect(refused.slice(0, 10)).toEqual([]);
});
