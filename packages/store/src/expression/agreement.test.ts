/**
 * The SQL of an expression and its evaluation in memory give the same: random cases, in batches, on a real PostgreSQL.
 *
 * `EXPRESSION_CASES` cases (5,000) from `EXPRESSION_SEED` (drawn, and printed when something differs).
 */
import { evaluateExpression, printExpression, type Json, type Type } from '@tenon/expression';
import { randomCase, sampleObjects, type RandomCase } from '@tenon/expression/testing';
import type { FieldType, Model } from '@tenon/model';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../test/database.ts';
import { modelOf, object } from '../../test/sample-model.ts';
import { ident, join, render, sql, verbatim, type Sql } from './fragment.ts';
import { Joins, Names } from './scope.ts';
import { sqlTypeOfKind, toSql } from './to-sql.ts';

const cases = Number(process.env['EXPRESSION_CASES'] ?? 5_000);
const seed = Number(process.env['EXPRESSION_SEED'] ?? Math.floor(Math.random() * 1_000_000_000));
const batchSize = 50;
const fieldTypes: Partial<Record<Type['kind'], FieldType>> = { text: 'long_text', number: 'decimal', boolean: 'boolean', date: 'date', datetime: 'datetime', set: 'multi_select' };

const fieldsOf = (name: keyof typeof sampleObjects) => Object.fromEntries(Object.entries(sampleObjects[name]).map(([field, type]) => [field,
  type.kind === 'record' ? { type: 'reference' as const, to: type.object }
    : type.kind === 'children' ? { type: 'children' as const, of: type.object, by: 'sample' }
      : { type: fieldTypes[type.kind]! }]));
const model: Model = modelOf([object('sample', fieldsOf('sample')), object('partner', fieldsOf('partner')), object('line', { sample: { type: 'reference', to: 'sample' }, ...fieldsOf('line') })], 'd'.repeat(64));

let database: FreshDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.url, options: '-c timezone=UTC -c jit=off' });
  await client.connect();
  for (const name of ['sample', 'partner', 'line'] as const) {
    const columns = Object.entries(sampleObjects[name]).filter(([, type]) => type.kind !== 'children').map(([field, type]) => `"${field}" ${sqlTypeOfKind(type)}${type.kind === 'text' ? ' collate "C"' : ''}`);
    await client.query(`create temp table "${name}" (id text primary key, ${name === 'line' ? 'sample text, ' : ''}${columns.join(', ')})`);
  }
});

afterAll(async () => {
  await client?.end();
  await database?.drop();
});

type Row = Readonly<Record<string, Json>>;

/** The case with ids of its own, so that a batch shares the tables. */
function placed(one: RandomCase, i: number): RandomCase {
  const row = { ...one.row, id: `s${i}`, partner: one.row['partner'] ? { ...(one.row['partner'] as Row), id: `p${i}` } : null };
  return { ...one, row, env: { ...one.env, roots: { record: row } } };
}

async function fill(batch: readonly RandomCase[]): Promise<void> {
  const rows: Record<'sample' | 'partner' | 'line', Row[]> = { sample: [], partner: [], line: [] };
  batch.forEach(({ row }, i) => {
    const { partner, lines, ...own } = row;
    rows.sample.push({ ...own, id: `s${i}`, partner: partner ? `p${i}` : null });
    if (partner) rows.partner.push({ ...(partner as Row), id: `p${i}` });
    (lines as readonly Row[]).forEach((line, k) => rows.line.push({ ...line, id: `l${i}_${k}`, sample: `s${i}` }));
  });
  for (const name of ['sample', 'partner', 'line'] as const) {
    await client.query(`truncate "${name}"`);
    await client.query(`insert into "${name}" select * from json_populate_recordset(null::"${name}", $1)`, [JSON.stringify(rows[name])]);
  }
}

function caseSql({ expr, env }: RandomCase, i: number): Sql {
  const names = new Names();
  const joins = new Joins(names);
  const value = toSql(expr, { model, timeZone: env.timeZone, now: env.now, names, roots: { record: { kind: 'row', object: 'sample', alias: 'r', ...(i % 2 ? { joins } : {}) } } });
  const text = expr.type.kind === 'number' ? sql`trim_scale(${value})::text` : expr.type.kind === 'datetime' ? sql`to_char(${value}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : sql`(${value})::text`;
  return sql`(select ${text} from sample r${joins.clause()} where ${ident('r', 'id')} = ${`s${i}`}) as ${verbatim(`c${i}`)}`;
}

async function run(parts: readonly Sql[]): Promise<Record<string, string | null>> {
  const { text, values } = render(sql`select ${join(parts)}`);
  return (await client.query({ text, values: [...values] })).rows[0] as Record<string, string | null>;
}

test(`the back ends agree on ${cases} cases`, async () => {
  const differences: unknown[] = [];
  for (let at = 0; at < cases && differences.length < 10; at += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, cases - at) }, (_, i) => placed(randomCase(seed + at + i), i));
    await fill(batch);
    const parts = batch.map(caseSql);
    const answers = await run(parts).catch(() => undefined);
    for (let i = 0; i < batch.length; i += 1) {
      const one = batch[i]!;
      const wanted = evaluateExpression(one.expr, one.env);
      const found = answers ? answers[`c${i}`] : (await run([parts[i]!]).catch((error: Error) => ({ [`c${i}`]: `error: ${error.message}` })))[`c${i}`];
      if ((wanted === null ? null : String(wanted)) !== found) differences.push({ seed: one.seed, source: printExpression(one.expr), evaluated: wanted, postgres: found, env: one.env });
    }
  }
  if (differences.length > 0) console.error(`EXPRESSION_SEED=${seed}`, JSON.stringify(differences.slice(0, 5), null, 1));
  expect(differences).toEqual([]);
}, 3_600_000);
