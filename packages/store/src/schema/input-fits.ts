/**
 * Whether a text is a value of a type, asked of many rows at once: `tenon.input_fits(text, type)`.
 *
 * PostgreSQL 16 and later can say so. For 15 it is tried, value by value, which is slower and says the same.
 */
const signature = `FUNCTION tenon.input_fits(value text, type text) RETURNS boolean STABLE`;

const asked = `CREATE OR REPLACE ${signature} LANGUAGE sql AS 'SELECT pg_catalog.pg_input_is_valid($1, $2)'`;

/** A text of the wrong form, or out of the range of the type. Null fits any. */
const tried = `CREATE OR REPLACE ${signature} LANGUAGE plpgsql AS '
BEGIN
  IF $1 IS NULL THEN RETURN NULL; END IF;
  EXECUTE format(''SELECT %L::%s'', $1, $2);
  RETURN true;
EXCEPTION WHEN data_exception THEN RETURN false;
END'`;

/** Part of the control schema. */
export const inputFitsSql = (native: boolean | 'as the server can' = 'as the server can'): string => (typeof native === 'boolean' ? (native ? asked : tried) : `
DO $do$ BEGIN
  IF current_setting('server_version_num')::int >= 160000 THEN EXECUTE $asked$${asked}$asked$; ELSE EXECUTE $tried$${tried}$tried$; END IF;
END $do$;
REVOKE ALL ON FUNCTION tenon.input_fits FROM PUBLIC;
`);

/** The question about an expression of type text. */
export const inputFits = (text: string, type: string): string => `tenon.input_fits(${text}, '${type}')`;
