/** Rows of child tables know who they are: a key that stays with a row however often it is changed, moved or computed anew. */
import type { FormValues } from './values.ts';

/** Never sent, since JSON leaves symbols out; kept, since a copy of a row has it. */
const rowKey = Symbol('row');
let last = 0;

export const withKey = (row: FormValues): FormValues => (rowKey in row ? row : { ...row, [rowKey]: (last += 1) });
export const withNewKey = (row: FormValues): FormValues => ({ ...row, [rowKey]: (last += 1) });
export const keyOf = (row: FormValues): number => (row as { readonly [rowKey]?: number })[rowKey] ?? 0;

export const rowsOf = (value: unknown): readonly FormValues[] => (Array.isArray(value) ? (value as readonly FormValues[]) : []);
