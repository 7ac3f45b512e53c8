/** Filter expressions as text for the server: values of this page are put in as literals, never as names. */
import { valueAt } from './paths.ts';

/** Text as a literal of the expression language. */
export const literal = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

const places = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\brecord\.([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*)/gi;

/** The filter of a lookup with `record.…` replaced by the values of the record being edited, which the server does not know. */
export const withValues = (source: string, record: unknown): string =>
  source.replace(places, (whole, path: string | undefined) => (path === undefined ? whole : literalOf(valueAt(record, path.split('.')))));

function literalOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  const text = typeof value === 'object' ? String(valueAt(value, ['id']) ?? '') : String(value);
  return /^-?\d+\.\d+$/.test(text) ? text : literal(text);
}
