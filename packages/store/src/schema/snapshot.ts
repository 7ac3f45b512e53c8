/**
 * The tables that a PostgreSQL schema really has, read from the catalogue into the shape that a Model wants.
 *
 * In:   a schema, and the builds recorded for its tenant.
 * Out:  a Snapshot. A build that is recorded counts as done: it will be. What was set aside is told apart.
 */
import type pg from 'pg';
import { isAside } from '../names.ts';
import { guardName, type RecordedBuild } from './builds-table.ts';
import type { Check, Column, ForeignKey, Index, Snapshot, Table } from './table.ts';

interface FoundColumn extends Omit<Column, 'default' | 'collation' | 'identity'> {
  readonly default: string | null;
  readonly collation: string | null;
  readonly identity: boolean;
  readonly note: string | null;
}

interface Found {
  readonly name: string;
  readonly columns: readonly FoundColumn[] | null;
  readonly key: readonly string[] | null;
  readonly checks: readonly { name: string; expression: string; proven: boolean }[] | null;
  readonly indexes: readonly { name: string; unique: boolean; definition: string; valid: boolean }[] | null;
  readonly references: readonly { name: string; column: string; target: string; action: 'a' | 'n' | 'c' | 'r'; proven: boolean }[] | null;
}

const sql = `
SELECT c.relname AS name,
  (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
      'default', pg_get_expr(d.adbin, d.adrelid), 'identity', a.attidentity <> '', 'note', CASE WHEN a.attname LIKE '~%' OR c.relname LIKE '~%' THEN col_description(c.oid, a.attnum) END,
      'collation', CASE WHEN a.attcollation <> t.typcollation THEN l.collname END) ORDER BY a.attnum)
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
  (SELECT json_agg(a.attname ORDER BY k.at) FROM pg_constraint p, unnest(p.conkey) WITH ORDINALITY AS k (num, at), pg_attribute a
    WHERE p.conrelid = c.oid AND p.contype = 'p' AND a.attrelid = c.oid AND a.attnum = k.num) AS key,
  (SELECT json_agg(json_build_object('name', k.conname, 'expression', pg_get_constraintdef(k.oid), 'proven', k.convalidated) ORDER BY k.conname)
    FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c') AS checks,
  (SELECT json_agg(json_build_object('name', i.relname, 'unique', x.indisunique, 'definition', pg_get_indexdef(x.indexrelid), 'valid', x.indisvalid) ORDER BY i.relname)
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = c.oid AND NOT x.indisprimary) AS indexes,
  (SELECT json_agg(json_build_object('name', k.conname, 'column', a.attname, 'target', f.relname, 'action', k.confdeltype, 'proven', k.convalidated) ORDER BY k.conname)
    FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE k.conrelid = c.oid AND k.contype = 'f') AS "references"
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relkind = 'r' ORDER BY c.relname`;

const actions = { a: 'NO ACTION', r: 'NO ACTION', n: 'SET NULL', c: 'CASCADE' } as const;

/** Reads a schema; an absent one has no tables. */
export async function snapshot(client: pg.ClientBase | pg.Pool, schema: string, builds: readonly RecordedBuild[] = []): Promise<Snapshot> {
  const { rows } = await client.query<Found>(sql, [schema]);
  const tables = rows.map((row) => tableOf(row, builds.filter(({ table }) => table === row.name)));
  const named = (aside: boolean) => Object.fromEntries(tables.filter(({ name }) => isAside(name) === aside).map((table) => [table.name, table]));
  return { tables: named(false), aside: named(true) };
}

function tableOf(found: Found, builds: readonly RecordedBuild[]): Table {
  const coming = (kind: RecordedBuild['kind'], name: string) => builds.some((one) => one.kind === kind && one.name === name && one.state !== 'before');
  const guards = new Map((found.columns ?? []).map(({ name }) => [guardName(found.name, name), name]));
  const guarded = new Set((found.checks ?? []).flatMap(({ name }) => guards.get(name) ?? []));
  const columns = (found.columns ?? []).map((column) => columnOf(column, guarded.has(column.name), coming('notNull', column.name)));
  const proof = (name: string, proven: boolean) => (proven || coming('constraint', name) ? {} : { unproven: true });
  return {
    name: found.name,
    columns: columns.filter(({ name }) => !isAside(name)),
    aside: columns.filter(({ name }) => isAside(name)),
    primaryKey: found.key ?? [],
    checks: (found.checks ?? []).filter(({ name }) => !guards.has(name)).map(({ name, expression, proven }): Check => ({ name, expression, ...proof(name, proven) })),
    indexes: indexesOf(found, builds),
    foreignKeys: (found.references ?? []).map(({ name, column, target, action, proven }): ForeignKey => ({ name, column, target, onDelete: actions[action], ...proof(name, proven) })),
  };
}

function columnOf(column: FoundColumn, guarded: boolean, coming: boolean): Column {
  return {
    name: column.name, type: column.type, notNull: column.notNull || (guarded && coming),
    ...(column.default === null ? {} : { default: column.default }),
    ...(column.collation === 'C' ? { collation: 'C' } : {}),
    ...(column.identity ? { identity: true } : {}),
    ...(guarded ? (coming ? { promised: true } : { guarded }) : {}),
    ...(column.note === null ? {} : { refersTo: column.note }),
  };
}

/** Those that are there and those that are coming; one that was built ahead of a migration is nobody's until that is done. */
function indexesOf(found: Found, builds: readonly RecordedBuild[]): readonly Index[] {
  const recorded = new Map(builds.filter(({ kind }) => kind === 'index').map((build) => [build.name, build.state]));
  const there = (found.indexes ?? []).filter(({ name }) => recorded.get(name) !== 'before').map(({ valid, ...index }): Index =>
    ({ ...index, ...(valid || recorded.has(index.name) ? {} : { broken: true }) }));
  const coming = [...recorded].filter(([name, state]) => state !== 'before' && !there.some((one) => one.name === name));
  return [...there, ...coming.map(([name]): Index => ({ name, unique: false, definition: '' }))];
}
