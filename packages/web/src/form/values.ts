/** The data of a form by field name: references as ids, children as lists of rows, decimals as text. */
import type { RecordValues } from '../app/client.ts';

export type FormValues = Record<string, unknown>;
/** Records behind references, by id. */
export type Known = ReadonlyMap<string, RecordValues>;

export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
export const same = (a: unknown, b: unknown): boolean => (a ?? undefined) === (b ?? undefined) || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
