/** The list that a reader came from, so that its records can be gone through one by one: what it loaded is still at hand, and what follows is asked for. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RecordValues } from '../app/client.ts';
import { countQuery, pieceAt, pieceQuery, type RowsQuery } from '../list/list-query.ts';

export interface Neighbours {
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** Counted from one. */
  readonly at: number;
  readonly of: number | undefined;
}

interface Spot {
  readonly query: RowsQuery;
  /** Counted from zero. */
  readonly row: number;
}

const nowhere = (object: string): RowsQuery => ({ object, filter: undefined, search: undefined, sort: undefined, select: 'id' });

export function useNeighbours(object: string, id: string): Neighbours | undefined {
  const queries = useQueryClient();
  const spot = useMemo(() => spotOf(queries, object, id), [queries, object, id]);
  const previous = useRow(object, spot, -1);
  const next = useRow(object, spot, 1);
  const count = useQuery({ ...countQuery(spot?.query ?? nowhere(object)), enabled: spot !== undefined });
  if (!spot || (previous === undefined && next === undefined)) return undefined;
  return { previous, next, at: spot.row + 1, of: count.data };
}

function useRow(object: string, spot: Spot | undefined, step: 1 | -1): string | undefined {
  const row = (spot?.row ?? 0) + step;
  const piece = pieceAt(Math.max(row, 0));
  const found = useQuery({ ...pieceQuery(spot?.query ?? nowhere(object), piece), enabled: spot !== undefined && row >= 0, staleTime: Infinity });
  return row < 0 ? undefined : found.data?.data[row - piece.offset]?.id;
}

/** Where the record stands in the list that was loaded last. */
function spotOf(queries: QueryClient, object: string, id: string): Spot | undefined {
  const pieces = queries.getQueryCache().findAll({ queryKey: ['list', object, 'rows'] }).sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const { queryKey, state } of pieces) {
    const rows = (state.data as { readonly data?: readonly RecordValues[] } | undefined)?.data ?? [];
    const index = rows.findIndex((one) => one.id === id);
    const [, , , query, offset] = queryKey as readonly [string, string, string, Omit<RowsQuery, 'object'>, number];
    if (index >= 0) return { query: { ...query, object }, row: offset + index };
  }
  return undefined;
}
