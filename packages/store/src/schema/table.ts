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
}

/** Checks, indexes and foreign keys are compared by name, and the name holds a digest of what they say. */
export interface Check { readonly name: string; readonly expression: string }
export interface Index { readonly name: string; readonly unique: boolean; readonly definition: string }
export interface ForeignKey {
  readonly name: string;
  readonly column: string;
  readonly target: string;
  readonly onDelete: 'NO ACTION' | 'SET NULL' | 'CASCADE';
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
  readonly checks: readonly Check[];
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
}

/** Tables by name. */
export type TableSchema = Readonly<Record<string, Table>>;
