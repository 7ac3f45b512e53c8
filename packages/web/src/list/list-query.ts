/** What the server is asked for: the rows of a list in pieces, how many there are, and their sums. */
import type { Model } from '@tenon/model';
import type { QueryClient } from '@tanstack/react-query';
import { client, type RecordValues } from '../app/client.ts';
import { fieldAt, pathSet, shownPath } from '../fields/paths.ts';
import type { ListColumn } from './columns.ts';

/** The rows of a list, wherever in it. */
export interface RowsQuery {
  readonly object: string;
  readonly filter: string | undefined;
  readonly search: string | undefined;
  readonly sort: string | undefined;
  readonly select: string;
}

/** The paths that the columns show, with what their money and quantities are counted in, and what tells whether a cell may be changed. */
export function selectOf(model: Model, object: string, columns: readonly ListColumn[]): string {
  const { paths, put } = pathSet();
  const own = model.objects[object]!;
  for (const { path } of columns) put(shownPath(model, object, path), path.join('.'));
  for (const { path } of columns) {
    const field = fieldAt(model, object, path);
    for (const source of [field?.currency, field?.unit]) if (source && 'path' in source) putBeside(put, path, source.path);
    if (field?.optionsBy && path.length === 1) put(field.optionsBy, field.optionsBy);
  }
  paths.add(own.title);
  for (const name of ['id', 'version', own.lifecycle?.field]) if (name && own.fields[name]) paths.add(name);
  return [...paths].join(',');
}

const putBeside = (put: (path: string, otherwise: string) => void, path: readonly string[], beside: readonly string[]) => {
  const whole = [...path.slice(0, -1), ...beside];
  put(whole.join('.'), whole.slice(0, -1).join('.') || whole[0]!);
};

/** The first piece is small, so that it is there soon; those after it are bigger. */
export const pieceRows = 100;
const firstRows = 50;

export interface Piece { readonly offset: number; readonly limit: number }

/** The piece that a row is in. */
export function pieceAt(row: number): Piece {
  if (row < pieceRows) return row < firstRows ? { offset: 0, limit: firstRows } : { offset: firstRows, limit: pieceRows - firstRows };
  const offset = Math.floor(row / pieceRows) * pieceRows;
  return { offset, limit: pieceRows };
}

/** The pieces from one row to another, both included. */
export function piecesOf(from: number, to: number): readonly Piece[] {
  const found: Piece[] = [];
  for (let row = from; row <= to;) {
    const piece = pieceAt(row);
    found.push(piece);
    row = piece.offset + piece.limit;
  }
  return found;
}

export const pieceQuery = ({ object, ...query }: RowsQuery, { offset, limit }: Piece) => ({
  queryKey: ['list', object, 'rows', query, offset] as const,
  queryFn: () => client.list<RecordValues>(object, { ...query, limit, ...(offset > 0 ? { offset } : {}) }),
});

export const countQuery = ({ object, filter, search }: Pick<RowsQuery, 'object' | 'filter' | 'search'>) => ({
  queryKey: ['list', object, 'count', { filter, search }] as const,
  queryFn: async ({ client: queries }: { readonly client: QueryClient }) => {
    await rowsOnTheWay(queries, object);
    return Number((await client.aggregate<Aggregated>(object, { aggregate: 'count()', filter, search })).data[0]?.values[0] ?? 0);
  },
});

/** Counting looks at every record, and would take the database from the few that a reader is waiting for. */
async function rowsOnTheWay(queries: QueryClient, object: string): Promise<void> {
  // Who asks for the number asks for the rows in the same breath.
  await Promise.resolve();
  const asked = queries.getQueryCache().findAll({ queryKey: ['list', object, 'rows'], fetchStatus: 'fetching' });
  await Promise.allSettled(asked.map(({ promise }) => promise));
}

export interface Aggregated { readonly group: readonly unknown[]; readonly values: readonly unknown[] }

/** Puts a changed record into every piece that has it, and gives back how it was there. */
export function patchRows(queries: QueryClient, object: string, id: string, change: (record: RecordValues) => RecordValues): void {
  queries.setQueriesData<Awaited<ReturnType<ReturnType<typeof pieceQuery>['queryFn']>>>({ queryKey: ['list', object, 'rows'] }, (page) =>
    page && page.data.some((record) => record.id === id) ? { ...page, data: page.data.map((record) => (record.id === id ? change(record) : record)) } : page);
}
