/** The tables that a PostgreSQL schema really has, read from the catalogue into the shape that a Model wants. */
import type pg from 'pg';
import type { Check, Column, ForeignKey, Index, Table, TableSchema } from './table.ts';

interface Found {
  readonly name: string;
  readonly columns: readonly (Omit<Column, 'default' | 'collation' | 'identity'> & { default: string | null; collation: string | null; identity: boolean })[];
  readonly key: readonly string[] | null;
  readonly checks: readonly Check[] | null;
  readonly indexes: readonly Index[] | null;
  readonly references: readonly { name: string; column: string; target: string; action: 'a' | 'n' | 'c' | 'r' }[] | null;
}

const sql = `
SELECT c.relname AS name,
  (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
      'default', pg_get_expr(d.adbin, d.adrelid), 'identity', a.attidentity <> '',
      'collation', CASE WHEN a.attcollation <> t.typcollation THEN l.collname END) ORDER BY a.attnum)
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
  (SELECT json_agg(a.attname ORDER BY k.at) FROM pg_constraint p, unnest(p.conkey) WITH ORDINALITY AS k (num, at), pg_attribute a
    WHERE p.conrelid = c.oid AND p.contype = 'p' AND a.attrelid = c.oid AND a.attnum = k.num) AS key,
  (SELECT json_agg(json_build_object('name', k.conname, 'expression', pg_get_constraintdef(k.oid)) ORDER BY k.conname)
    FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c') AS checks,
  (SELECT json_agg(json_build_object('name', i.relname, 'unique', x.indisunique, 'definition', pg_get_indexdef(x.indexrelid)) ORDER BY i.relname)
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = c.oid AND NOT x.indisprimary AND x.indisvalid) AS indexes,
  (SELECT json_agg(json_build_object('name', k.conname, 'column', a.attname, 'target', f.relname, 'action', k.confdeltype) ORDER BY k.conname)
    FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE k.conrelid = c.oid AND k.contype = 'f') AS references
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relkind = 'r' ORDER BY c.relname`;

const actions = { a: 'NO ACTION', r: 'NO ACTION', n: 'SET NULL', c: 'CASCADE' } as const;

/** Reads a schema; an absent one has no tables. */
export async function snapshot(client: pg.ClientBase | pg.Pool, schema: string): Promise<TableSchema> {
  const result = await client.query<Found>(sql.replaceAll('AS references', 'AS "references"'), [schema]);
  return Object.fromEntries(result.rows.map((row) => [row.name, tableOf(row)]));
}

function tableOf(found: Found): Table {
  return {
    name: found.name,
    columns: (found.columns ?? []).map((column): Column => ({
      name: column.name, type: column.type, notNull: column.notNull,
      ...(column.default === null ? {} : { default: column.default }),
      ...(column.collation === 'C' ? { collation: 'C' } : {}),
      ...(column.identity ? { identity: true } : {}),
    })),
    primaryKey: found.key ?? [],
    checks: found.checks ?? [],
    indexes: found.indexes ?? [],
    foreignKeys: (found.references ?? []).map((one): ForeignKey => ({ name: one.name, column: one.column, target: one.target, onDelete: actions[one.action] })),
  };
}
