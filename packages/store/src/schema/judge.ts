/**
 * What a step means for the rows that exist: its risk, the rows concerned, how long it takes, and the rows that stand against it.
 *
 * In:   a step among the others of its migration, on a connection that sees the rows.
 * Out:  a Change; nothing where there is nothing to do; the name of a column that cannot be required yet.
 */
import type pg from 'pg';
import { quoteName as q } from '../names.ts';
import { ddlOf } from './ddl.ts';
import { inputFits } from './input-fits.ts';
import { estimateMs, isSlow } from './estimate.ts';
import { RowsAfter } from './rows-after.ts';
import type { Step } from './steps.ts';
import type { ForeignKey, Snapshot, TableSchema } from './table.ts';
import { wordsOf } from './words.ts';

export type Risk = 'safe' | 'slow' | 'aside' | 'losesData';

export interface Change {
  readonly step: Step;
  /** `aside`: taken out of use and kept until it is purged. */
  readonly risk: Risk;
  readonly words: string;
  /** Rows that the step works through; for what is set aside or lost, the rows that hold a value there. */
  readonly rows?: number;
  /** Of a slow step, from the number of rows. */
  readonly estimateMs?: number;
  /** Rows that break the new rule; the plan cannot be applied before they are put right. */
  readonly failing?: number;
  /** Done as a Model was applied, and going on beside the work: told by `driftOf` alone. */
  readonly pending?: true;
  readonly sql: string;
}

export interface Judged {
  readonly change?: Change;
  /** The column that stays optional until its rows have values. */
  readonly postponed?: string;
}

/** Up to so many rows a table is counted; beyond, PostgreSQL's own estimate is good enough. */
const countedRowsMax = 10_000;

export class Judge {
  readonly #client: pg.ClientBase;
  readonly #schema: string;
  readonly #from: Snapshot;
  readonly #to: TableSchema;
  readonly #after: RowsAfter;
  readonly #sizes = new Map<string, Promise<number>>();

  constructor(client: pg.ClientBase, schema: string, from: Snapshot, to: TableSchema, steps: readonly Step[]) {
    this.#client = client;
    this.#schema = schema;
    this.#from = from;
    this.#to = to;
    this.#after = new RowsAfter(schema, steps);
  }

  /** Rows of a table by the name that it will have; none when it is new. */
  size(table: string): Promise<number> {
    const name = this.#after.nameNow(table);
    if (name === undefined) return Promise.resolve(0);
    let size = this.#sizes.get(name);
    if (!size) this.#sizes.set(name, (size = this.#rowsOf(name)));
    return size;
  }

  async judge(step: Step): Promise<Judged> {
    // Its name may be that of a new table already.
    if (step.kind === 'setTableAside') return { change: await this.#leaving(step) };
    const rows = await this.size(step.table);
    if (rows === 0) return step.kind === 'clearOrphans' || step.kind === 'recompute' ? {} : { change: this.#change(step, 'safe') };
    switch (step.kind) {
      case 'restoreTable': return { change: this.#change(step, 'safe', await this.#count(step.table, 'true')) };
      case 'setColumnAside': return { change: await this.#kept(step, step.column.name, 'aside') };
      case 'restoreColumn': return { change: await this.#kept(step, step.from, 'safe') };
      case 'addColumn': return this.#added(step);
      case 'alterColumnType': return { change: await this.#altered(step, rows) };
      case 'clearOrphans': return this.#cleared(step);
      case 'setNotNull': return this.#required(step, rows);
      case 'addCheck': return { change: this.#worked(step, rows, await this.#breaking(step, rows)) };
      case 'addIndex': return { change: this.#worked(step, rows, step.index.unique ? await this.#doubled(step) : 0) };
      case 'addForeignKey': return { change: this.#worked(step, rows, await this.#lost(step.table, step.foreignKey)) };
      case 'prove': case 'recompute': return { change: this.#worked(step, rows, 0) };
      default: return { change: this.#change(step, 'safe') };
    }
  }

  #change(step: Step, risk: Risk, rows?: number): Change {
    return { step, risk, words: wordsOf(step), ...(rows === undefined ? {} : { rows }), sql: ddlOf(this.#schema, step) };
  }

  /** A step that works through all rows. */
  #worked(step: Step, rows: number, failing: number): Change {
    const ms = estimateMs(step.kind, rows, { trigrams: step.kind === 'addIndex' && step.index.definition.startsWith('USING gin') });
    return { ...this.#change(step, isSlow(ms) ? 'slow' : 'safe', rows), ...(isSlow(ms) ? { estimateMs: ms } : {}), ...(failing > 0 ? { failing } : {}) };
  }

  async #leaving(step: Step & { kind: 'setTableAside' }): Promise<Change> {
    const { rows } = await this.#client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${this.#after.table(step.table)}`);
    return rows[0]!.n === 0 ? this.#change(step, 'safe') : this.#change(step, 'aside', rows[0]!.n);
  }

  async #kept(step: Step, column: string, risk: Risk): Promise<Change> {
    const held = await this.#count(step.table, `${q(column)} IS NOT NULL`);
    return this.#change(step, held > 0 ? risk : 'safe', held);
  }

  #added(step: Step & { kind: 'addColumn' }): Judged {
    const { column } = step;
    if (!column.notNull || column.fill || column.default || column.identity) return { change: this.#change(step, 'safe') };
    return { change: this.#change({ ...step, column: { ...column, notNull: false } }, 'safe'), postponed: column.name };
  }

  async #altered(step: Step & { kind: 'alterColumnType' }, rows: number): Promise<Change> {
    const failing = await this.#unconvertible(step);
    if (isWidening(step.from, step.column.type)) return this.#worked(step, rows, failing);
    const held = await this.#count(step.table, `${q(this.#after.columnNow(step.table, step.column.name)!)} IS NOT NULL`);
    return { ...this.#change(step, held > 0 ? 'losesData' : 'safe', held), ...(failing > 0 ? { failing } : {}) };
  }

  /** Rows whose value cannot be of the new type at all; all that hold one, where PostgreSQL does not tell them apart. */
  async #unconvertible({ table, column, from }: Step & { kind: 'alterColumnType' }): Promise<number> {
    const name = q(this.#after.columnNow(table, column.name)!);
    if (await this.#converts(table, column.name)) return 0;
    if (from === 'text') {
      const one = await this.#count(table, `NOT ${inputFits(`nullif(${name}, '')`, column.type)}`);
      if (one > 0) return one;
    }
    return this.#count(table, `${name} IS NOT NULL`);
  }

  async #converts(table: string, column: string): Promise<boolean> {
    await this.#client.query('SAVEPOINT converting');
    try {
      await this.#client.query(`SELECT count(${q(column)}) FROM ${this.#after.rows(this.#to[table]!)}`);
      await this.#client.query('RELEASE SAVEPOINT converting');
      return true;
    } catch (error) {
      if (!/^(22|42846)/.test((error as { code?: string }).code ?? '')) throw error;
      await this.#client.query('ROLLBACK TO SAVEPOINT converting');
      return false;
    }
  }

  async #cleared(step: Step & { kind: 'clearOrphans' }): Promise<Judged> {
    const { rows } = await this.#client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${this.#after.table(this.#after.nameNow(step.table)!)} now WHERE ${this.#after.orphans(step.table, step.foreignKey)}`);
    return rows[0]!.n === 0 ? {} : { change: this.#change(step, 'losesData', rows[0]!.n) };
  }

  async #required(step: Step & { kind: 'setNotNull' }, rows: number): Promise<Judged> {
    const empty = await this.#countAfter(step.table, `${q(step.column.name)} IS NULL`);
    return empty > 0 ? { postponed: step.column.name } : { change: this.#worked(step, rows, 0) };
  }

  /** Rows that break a check. Columns that are new hold the same in every row, so there one row stands for all. */
  async #breaking({ table, check }: Step & { kind: 'addCheck' }, rows: number): Promise<number> {
    const broken = `NOT (${check.expression})`;
    const isNew = columnsIn(check.expression).every((column) => this.#after.columnNow(table, column) === undefined);
    if (!isNew) return this.#countAfter(table, broken);
    const { rows: some } = await this.#client.query<{ n: number }>(`SELECT count(*)::int AS n FROM (SELECT * FROM ${this.#after.rows(this.#to[table]!)} LIMIT 1) AS one WHERE ${broken}`);
    return some[0]!.n * rows;
  }

  /** Rows that are not the only ones with their key. */
  async #doubled({ table, index }: Step & { kind: 'addIndex' }): Promise<number> {
    const [, columns, where] = /^\(([^)]+)\)(?: WHERE ([\s\S]+))?$/.exec(index.definition) ?? [];
    if (!columns) return 0;
    const condition = `(${columns}) IS NOT NULL AND (${where ?? 'true'})`;
    const rows = this.#after.rows(this.#to[table]!);
    const { rows: found } = await this.#client.query<{ n: number }>(
      `SELECT coalesce(sum(n), 0)::int AS n FROM (SELECT count(*) AS n FROM ${rows} WHERE ${condition} GROUP BY ${columns} HAVING count(*) > 1) AS doubled`);
    return found[0]!.n;
  }

  /** Rows that refer to nothing; none are looked for where the same reference was kept until now. */
  async #lost(table: string, key: ForeignKey): Promise<number> {
    const known = this.#from.tables[table]?.foreignKeys.some((one) => one.column === key.column && one.target === key.target && !one.unproven);
    if (known) return 0;
    const target = this.#after.nameNow(key.target);
    const gone = target === undefined ? 'true' : `NOT EXISTS (SELECT FROM ${this.#after.table(target)} gone WHERE gone.id = ${q(table)}.${q(key.column)})`;
    return this.#countAfter(table, `${q(table)}.${q(key.column)} IS NOT NULL AND ${gone}`);
  }

  async #countAfter(table: string, condition: string): Promise<number> {
    const { rows } = await this.#client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${this.#after.rows(this.#to[table]!)} WHERE ${condition}`);
    return rows[0]!.n;
  }

  async #count(table: string, condition: string): Promise<number> {
    const { rows } = await this.#client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${this.#after.table(this.#after.nameNow(table)!)} WHERE ${condition}`);
    return rows[0]!.n;
  }

  async #rowsOf(name: string): Promise<number> {
    const table = this.#after.table(name);
    const { rows } = await this.#client.query<{ n: number }>(`SELECT reltuples::float8 AS n FROM pg_class WHERE oid = $1::regclass`, [table]);
    const estimated = rows[0]!.n;
    const { rows: some } = await this.#client.query<{ n: number }>(
      estimated > countedRowsMax ? `SELECT count(*)::int AS n FROM (SELECT FROM ${table} LIMIT 1) AS first` : `SELECT count(*)::int AS n FROM ${table}`);
    return estimated > countedRowsMax && some[0]!.n > 0 ? Math.round(estimated) : some[0]!.n;
  }
}

/** The columns that a check or an index names; perhaps more, where a text in it looks like a name. */
export const columnsIn = (expression: string): readonly string[] => [...expression.matchAll(/"([a-z_][a-z0-9_]*)"/g)].map(([, name]) => name!);

function isWidening(from: string, to: string): boolean {
  if (from === to || to === 'text' || to === 'jsonb' || (from === 'text' && to === 'text[]')) return true;
  const scale = (type: string) => (type === 'bigint' || type === 'integer' ? 0 : Number(/^numeric\(38,(\d+)\)$/.exec(type)?.[1] ?? Number.NaN));
  return to !== 'integer' && scale(to) >= scale(from) && !(to === 'bigint' && from !== 'integer');
}
