/** What a tenant's PostgreSQL schema consists of, as plain data: the same shape wanted by a Model and read from the catalogue. */
export interface Column {
  readonly name: string;
  /** As `format_type` of PostgreSQL prints it. */
  readonly type: string;
  readonly notNull: boolean;
  /** SQL of the default; only system columns have one, since the writer knows the defaults of the Model. */
  readonly default?: string;
  readonly collation?: 'C';
  readonly identity?: boolean;
  /** Earlier name: declared rename. Not part of the comparison. */
  readonly was?: string;
  /** SQL literal for rows that exist when a required column comes. Not part of the comparison. */
  readonly fill?: string;
  /** A check that keeps null out stands in for NOT NULL, and nothing is recorded that would finish it. Only read, never wanted. */
  readonly guarded?: boolean;
  /** The same, and it is recorded that NOT NULL will come. Only read, never wanted. */
  readonly promised?: boolean;
  /** The table that it referred to when it, or its table, was set aside. Only read, never wanted. */
  readonly refersTo?: string;
}

/** Checks, indexes and foreign keys are compared by name, and the name holds a digest of what they say. */
export interface Check {
  readonly name: string;
  readonly expression: string;
  /** Holds for what is written from now on, was never asked of the rows that were there, and nothing is recorded that would. Only read, never wanted. */
  readonly unproven?: boolean;
}
export interface Index {
  readonly name: string;
  readonly unique: boolean;
  readonly definition: string;
  /** Left behind by a build that was broken off, and nothing is recorded that would finish it. Only read, never wanted. */
  readonly broken?: boolean;
}
export interface ForeignKey {
  readonly name: string;
  readonly column: string;
  readonly target: string;
  readonly onDelete: 'NO ACTION' | 'SET NULL' | 'CASCADE';
  /** As for checks. */
  readonly unproven?: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
  readonly checks: readonly Check[];
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
  /** Earlier name: declared rename. Not part of the comparison. */
  readonly was?: string;
  /** Columns set aside. Not part of the comparison; absent in what a Model wants. */
  readonly aside?: readonly Column[];
}

/** Tables by name. */
export type TableSchema = Readonly<Record<string, Table>>;

/** A schema as it is: its tables, and those set aside, by the names that they have now. */
export interface Snapshot {
  readonly tables: TableSchema;
  readonly aside: TableSchema;
}
