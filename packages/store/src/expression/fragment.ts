/**
 * SQL text with its values, put together piece by piece; Kysely's `sql` does it.
 *
 * Text comes only from this package's templates, names only through `ident`, everything else becomes a parameter.
 */
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql as template, type RawBuilder } from 'kysely';

export type Sql = RawBuilder<unknown>;

export interface RenderedSql {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Renders only: statements are run by `pg`, in the transactions of `database.ts`. */
const renderer = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Template tag: fragments are spliced in, any other value becomes a parameter. */
export const sql = (strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql => template(strings, ...parts);

/** Trusted text of this package; never text of a document or of a caller. */
export const verbatim = (text: string): Sql => template.raw(text);

export const empty: Sql = verbatim('');

/** A name, quoted. Names come from the Model, which knows only `[a-z][a-z0-9_]*`. */
export const ident = (...names: readonly string[]): Sql => template.id(...names);

export const join = (parts: readonly Sql[], separator = ', '): Sql => (parts.length === 0 ? empty : template.join(parts, verbatim(separator)));

/** All of the conditions; true when there are none. */
export function and(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? verbatim('true') : join(conditions.map((c) => sql`(${c})`), ' and ');
}

/** Puts fragments in place of `{0}`, `{1...}` (from the second on, with commas) and `{tz}` or `{now}` of a template of the function register. */
export function fill(text: string, args: readonly Sql[], named: Readonly<Record<string, Sql>>): Sql {
  const parts: Sql[] = [];
  let at = 0;
  for (const match of text.matchAll(/\{(\d+)(\.\.\.)?\}|\{(tz|now)\}/g)) {
    const index = Number(match[1]);
    const part = match[3] ? named[match[3]] : match[2] ? join(args.slice(index)) : args[index];
    if (!part) throw new Error(`Assertion failed: nothing for ${match[0]} in ${text}`);
    parts.push(verbatim(text.slice(at, match.index)), part);
    at = match.index + match[0].length;
  }
  return join([...parts, verbatim(text.slice(at))], '');
}

export function render(part: Sql): RenderedSql {
  const { sql: text, parameters } = part.compile(renderer);
  return { text, values: parameters };
}
