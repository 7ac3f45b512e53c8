/**
 * Two people have changed one record: what only one of them changed is merged, and what both did is asked for.
 *
 * In:   the record as it was, as it is now (theirs), and as the form has it (mine), as form data.
 * Out:  the merged data and the choices that are open; `resolve` puts the choices in.
 */
import type { FieldModel } from '@tenon/model';
import type { FieldPlan } from './form-data.ts';
import { keyOf, rowsOf, withNewKey } from './rows.ts';
import { isEmpty, same, type FormValues } from './values.ts';

export interface Choice {
  /** Such as `note`, `lines/<id>/qty`, or `lines/<id>` for a row that one side deleted. */
  readonly at: string;
  readonly field: FieldModel;
  readonly column?: FieldModel;
  /** The row by id, and the number it has in the form or had before. */
  readonly row?: string;
  readonly rowNumber?: number;
  readonly before: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}

export interface Merge {
  readonly data: FormValues;
  readonly choices: readonly Choice[];
  /** Labels of what was taken over from the other side. */
  readonly taken: readonly string[];
}

export type Side = 'mine' | 'theirs';

interface Sides { readonly before: FormValues; readonly theirs: FormValues; readonly mine: FormValues }

export function mergeForms(plan: readonly FieldPlan[], { before, theirs, mine }: Sides): Merge {
  // Everything that is not written here is as the other side has it.
  const data: FormValues = { ...theirs };
  const choices: Choice[] = [];
  const taken: string[] = [];
  for (const { field, columns } of plan) {
    const { name } = field;
    if (field.type === 'children') data[name] = mergeRows(field, columns, { before: rowsOf(before[name]), theirs: rowsOf(theirs[name]), mine: rowsOf(mine[name]) }, choices, taken);
    else {
      const [was, is, own] = [before[name], theirs[name], mine[name]];
      if (!changed(was, is)) data[name] = own;
      else if (!changed(was, own) || !changed(is, own)) note(taken, field.label, changed(is, own));
      else choices.push({ at: name, field, before: was, theirs: is, mine: own });
    }
  }
  return { data, choices, taken };
}

const changed = (a: unknown, b: unknown): boolean => !(isEmpty(a) && isEmpty(b)) && !same(a, b);
const note = (taken: string[], label: string, really: boolean): void => { if (really && !taken.includes(label)) taken.push(label); };

type Rows = { readonly [S in keyof Sides]: readonly FormValues[] };

function mergeRows(field: FieldModel, columns: readonly FieldModel[], { before, theirs, mine }: Rows, choices: Choice[], taken: string[]): readonly FormValues[] {
  const byId = (rows: readonly FormValues[]) => new Map(rows.filter((row) => row['id'] !== undefined).map((row) => [String(row['id']), row] as const));
  const [was, is] = [byId(before), byId(theirs)];
  const own = byId(mine);
  const differs = (a: FormValues, b: FormValues) => columns.some(({ name }) => changed(a[name], b[name]));
  const merged: FormValues[] = [];
  mine.forEach((row, index) => {
    const id = row['id'] === undefined ? undefined : String(row['id']);
    const old = id === undefined ? undefined : was.get(id);
    // A new row, or one whose past nobody knows, is ours alone.
    if (id === undefined || !old) return void merged.push(row);
    const now = is.get(id);
    if (now) return void merged.push(mergeRow({ field, columns, id, index }, old, now, row, choices, taken));
    if (!differs(old, row)) return note(taken, field.label, true);
    choices.push({ at: `${field.name}/${id}`, field, row: id, rowNumber: index + 1, before: old, theirs: undefined, mine: row });
    merged.push(row);
  });
  theirs.forEach((row, index) => {
    const id = String(row['id']);
    if (own.has(id)) return;
    const old = was.get(id);
    if (old === undefined) {
      note(taken, field.label, true);
      merged.push(row);
    } else if (differs(old, row)) choices.push({ at: `${field.name}/${id}`, field, row: id, rowNumber: index + 1, before: old, theirs: row, mine: undefined });
  });
  return merged;
}

interface RowPlace { readonly field: FieldModel; readonly columns: readonly FieldModel[]; readonly id: string; readonly index: number }

function mergeRow({ field, columns, id, index }: RowPlace, old: FormValues, now: FormValues, row: FormValues, choices: Choice[], taken: string[]): FormValues {
  const patch: FormValues = {};
  for (const column of columns) {
    const [was, is, own] = [old[column.name], now[column.name], row[column.name]];
    if (!changed(was, is) || !changed(is, own)) continue;
    if (changed(was, own)) choices.push({ at: `${field.name}/${id}/${column.name}`, field, column, row: id, rowNumber: index + 1, before: was, theirs: is, mine: own });
    else {
      patch[column.name] = is;
      note(taken, field.label, true);
    }
  }
  return Object.keys(patch).length > 0 ? { ...row, ...patch } : row;
}

/** The merged data with the choices put in. */
export function resolve({ data, choices }: Merge, sides: ReadonlyMap<string, Side>): FormValues {
  let now = data;
  for (const choice of choices) {
    const side = sides.get(choice.at) ?? 'mine';
    const { name } = choice.field;
    if (choice.row === undefined) now = { ...now, [name]: choice[side] };
    else now = { ...now, [name]: choice.column ? cellSet(rowsOf(now[name]), choice, side) : rowSet(rowsOf(now[name]), choice, side) };
  }
  return now;
}

const cellSet = (rows: readonly FormValues[], choice: Choice, side: Side): readonly FormValues[] =>
  rows.map((row) => (row['id'] === choice.row ? { ...row, [choice.column!.name]: choice[side] } : row));

function rowSet(rows: readonly FormValues[], choice: Choice, side: Side): readonly FormValues[] {
  const kept = choice[side] as FormValues | undefined;
  const others = rows.filter((row) => row['id'] !== choice.row);
  if (!kept) return others;
  // A row that the other side deleted comes back as a new one.
  const { id: _id, ...values } = kept;
  const back = choice.theirs === undefined ? withNewKey(values) : kept;
  const at = rows.findIndex((row) => row['id'] === choice.row);
  return at < 0 ? [...others, back] : [...rows.slice(0, at), back, ...rows.slice(at + 1)];
}

/** Rows that were just saved keep the keys that they have on the screen: by id, and new ones in their order. */
export function keepKeys(plan: readonly FieldPlan[], shown: FormValues, saved: FormValues): FormValues {
  const tables = plan.filter(({ field }) => field.type === 'children').map(({ field: { name } }) => {
    const own = rowsOf(shown[name]);
    const byId = new Map(own.filter((row) => row['id'] !== undefined).map((row) => [row['id'], row]));
    const fresh = own.filter((row) => row['id'] === undefined);
    return [name, rowsOf(saved[name]).map((row) => withKeyOf(row, byId.get(row['id']) ?? fresh.shift()))] as const;
  });
  return { ...saved, ...Object.fromEntries(tables) };
}

const withKeyOf = (row: FormValues, shown: FormValues | undefined): FormValues => {
  const key = shown && Object.getOwnPropertySymbols(shown)[0];
  return shown && key && keyOf(shown) > 0 ? { ...row, [key]: keyOf(shown) } as FormValues : row;
};
