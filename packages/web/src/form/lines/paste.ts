/** Puts a pasted block into a child table, from a cell on; what is not understood is marked with what was pasted. */
import type { FieldModel } from '@tenon/model';
import type { RecordValues } from '../../app/client.ts';
import { newRow } from '../begin.ts';
import type { FormScope } from '../form-scope.tsx';
import { keyOf } from '../rows.ts';
import type { FormError, FormStore } from '../store.ts';
import type { FormValues } from '../values.ts';
import type { FormSay } from '../words.ts';
import type { Column } from './columns.ts';
import { matchReferences, type Match } from './match-references.ts';
import { rowsIn, setRows } from './row-changes.ts';
import { readTable } from './table-text.ts';
import { understand } from './understand.ts';

export interface PasteTarget {
  readonly scope: FormScope;
  readonly store: FormStore;
  readonly table: FieldModel;
  readonly columns: readonly Column[];
  /** The first row, or the number of rows where it begins below the last; and the first column. */
  readonly row: number;
  readonly column: number;
  /** How many cells are selected: one that was copied fills them all. */
  readonly area: { readonly rows: number; readonly columns: number };
  readonly timeZone: string;
  readonly say: FormSay;
}

export interface Pasted {
  readonly rows: number;
  readonly missed: number;
}

interface Cell {
  readonly key: number;
  readonly column: Column;
  readonly text: string;
}

export async function pasteBlock(text: string, target: PasteTarget): Promise<Pasted> {
  const block = blockOf(text, target);
  const { store, table } = target;
  const room = table.maxRows === undefined ? Infinity : Math.max(table.maxRows, rowsIn(store, table).length) - target.row;
  const used = block.slice(0, room);
  const keys = makeRoom(target, used.length);
  const cells = used.flatMap((line, index) => line.flatMap((one, offset): Cell[] => {
    const column = target.columns[target.column + offset];
    return column && !column.locked ? [{ key: keys[index]!, column, text: one }] : [];
  }));
  const matches = await matchesOf(target, cells);
  return put(target, cells, matches, used.length);
}

/** The pasted cells, without a row of headings; one cell as often as cells are selected. */
function blockOf(text: string, { columns, column, area }: PasteTarget): readonly (readonly string[])[] {
  const block = readTable(text);
  const [first] = block;
  if (block.length === 1 && first?.length === 1 && area.rows * area.columns > 1) return Array.from({ length: area.rows }, () => Array.from({ length: area.columns }, () => first[0]!));
  const headings = block.length > 1 && first!.some((cell) => cell.trim() !== '') && first!.every((cell, offset) => cell.trim() === '' || cell.trim() === columns[column + offset]?.field.label);
  return headings ? block.slice(1) : block;
}

/** The keys of the rows that are written to; rows that are missing are added. */
function makeRoom({ store, table, row }: PasteTarget, count: number): readonly number[] {
  for (let missing = row + count - rowsIn(store, table).length; missing > 0; missing -= 1) setRows(store, table, [...rowsIn(store, table), newRow(store, table.name)]);
  return rowsIn(store, table).slice(row, row + count).map(keyOf);
}

/** Records by column and word. */
async function matchesOf({ scope, table }: PasteTarget, cells: readonly Cell[]): Promise<ReadonlyMap<Column, ReadonlyMap<string, Match>>> {
  const columns = [...new Set(cells.map(({ column }) => column))].filter(({ field }) => field.type === 'reference' || field.type === 'references');
  const found = await Promise.all(columns.map(async (column) => {
    const { field } = column;
    const words = cells.filter((cell) => cell.column === column).flatMap((cell) => wordsOf(field, cell.text));
    const filter = field.filter && !/\brecord\./.test(field.filter.source) ? field.filter.source : undefined;
    return [column, await matchReferences({ model: scope.model, to: field.to ?? '', words, filter, needs: scope.needs(table.of ?? '', field.name) })] as const;
  }));
  return new Map(found);
}

const wordsOf = (field: FieldModel, text: string): readonly string[] => (field.type === 'references' ? text.split(/[,;，；、]/) : [text]).map((word) => word.trim()).filter((word) => word !== '');

type Read = { readonly value: unknown; readonly records?: readonly RecordValues[] } | { readonly problem: 'errPasted' | 'errPastedMany' | 'errPastedForm' };

function readCell({ timeZone }: PasteTarget, { column: { field }, text }: Cell, matches: ReadonlyMap<string, Match> | undefined, governing: unknown): Read {
  if (!matches) return understand(field, text, { governing, timeZone }) ?? { problem: field.type === 'select' || field.type === 'multi_select' ? 'errPasted' : 'errPastedForm' };
  const found = wordsOf(field, text).map((word) => matches.get(word) ?? 'none');
  if (found.includes('none')) return { problem: 'errPasted' };
  if (found.includes('many')) return { problem: 'errPastedMany' };
  const records = found as readonly RecordValues[];
  const ids = records.map((record) => record.id);
  return { value: field.type === 'references' ? (ids.length > 0 ? ids : undefined) : ids[0], records };
}

function put(target: PasteTarget, cells: readonly Cell[], matches: ReadonlyMap<Column, ReadonlyMap<string, Match>>, count: number): Pasted {
  const { store, table, say } = target;
  const patches = new Map<number, FormValues>();
  const errors: FormError[] = [];
  const learned = new Map<string, RecordValues>();
  const rows = new Map(rowsIn(store, table).map((row) => [keyOf(row), row]));
  for (const cell of cells) {
    const { field } = cell.column;
    const patch = patches.get(cell.key) ?? {};
    const row = { ...rows.get(cell.key), ...patch };
    const read = readCell(target, cell, matches.get(cell.column), field.optionsBy ? row[field.optionsBy] : undefined);
    if ('problem' in read) errors.push({ field: table.name, row: cell.key, column: field.name, from: 'paste', pasted: cell.text.trim(), message: say(read.problem, { text: cell.text.trim() }) });
    else for (const record of read.records ?? []) learned.set(record.id!, record);
    patches.set(cell.key, { ...patch, [field.name]: 'problem' in read ? undefined : read.value });
  }
  setRows(store, table, rowsIn(store, table).map((row) => (patches.has(keyOf(row)) ? { ...row, ...patches.get(keyOf(row)) } : row)));
  if (learned.size > 0) store.learn([...learned.values()]);
  store.setErrors([...store.get().errors.filter((old) => !errors.some((error) => error.row === old.row && error.column === old.column)), ...errors]);
  return { rows: count, missed: errors.length };
}
