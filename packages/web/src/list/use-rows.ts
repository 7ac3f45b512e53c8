/**
 * The rows of a list, wherever its reader is in it: only the pieces in sight are asked for, and kept for a while.
 *
 * The number of rows is asked for apart, so that it never delays the rows themselves.
 */
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { RecordValues } from '../app/client.ts';
import { countQuery, pieceAt, pieceQuery, pieceRows, piecesOf, type RowsQuery } from './list-query.ts';
import { placesOf, type Places, type Section } from './row-places.ts';
import { bothFilters } from './both-filters.ts';

export interface Rows {
  readonly places: Places;
  readonly sections: readonly Section[];
  /** Undefined while it is not known. */
  readonly count: number | undefined;
  /** The record of a line; undefined while it is on its way. */
  readonly recordAt: (line: number) => RecordValues | undefined;
  /** What is shown is of the question before. */
  readonly busy: boolean;
  /** Nothing has come yet. */
  readonly waiting: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

export interface Sight { readonly from: number; readonly to: number }

interface Wanted { readonly section: number; readonly query: RowsQuery; readonly offset: number; readonly limit: number }

const restMs = 60;

/** What is in sight, once it has rested: who drags the scroll bar through a hundred thousand rows does not ask for all of them. */
function useRested(sight: Sight): Sight {
  const [rested, setRested] = useState(sight);
  const near = Math.abs(sight.from - rested.from) < pieceRows;
  useEffect(() => {
    if (near) return setRested(sight);
    const timer = setTimeout(() => setRested(sight), restMs);
    return () => clearTimeout(timer);
  }, [sight.from, sight.to]);
  return near ? sight : rested;
}

/** `groups`: the sections of a list that is parted; undefined: one, as long as the list. */
export function useRows(query: RowsQuery, groups: readonly Section[] | undefined, sight: Sight): Rows {
  const counted = useQuery({ ...countQuery(query), placeholderData: keepPreviousData, enabled: groups === undefined });
  const rested = useRested(sight);
  const known = counted.isPlaceholderData ? undefined : counted.data;
  const guess = useGuess(query);
  const whole = known ?? guess.count;
  const sections = useMemo<readonly Section[]>(() => groups ?? [{ key: '', count: whole, headed: false, open: true }], [groups, whole]);
  const places = useMemo(() => placesOf(sections), [sections]);
  const wanted = wantedOf(query, sections, places, rested, groups === undefined && known === undefined);
  const asked = useQueries({ queries: wanted.map((piece) => pieceQuery(piece.query, piece)) });
  const first = asked[0];
  const last = asked.at(-1);
  guess.note(wanted.at(-1), last?.data);

  const pages = new Map(wanted.map((piece, index) => [`${piece.section}/${piece.offset}`, asked[index]?.data?.data]));
  const now: Shown = { places, sections, pages };
  const kept = useRef<{ readonly query: RowsQuery; readonly shown: Shown } | undefined>(undefined);
  const fresh = first === undefined || first.data !== undefined;
  // Until the first rows of another question are here, those of the one before stay in sight.
  const busy = !fresh && first.error === null && kept.current !== undefined && kept.current.query !== query;
  if (fresh) kept.current = { query, shown: now };
  const shown = busy ? kept.current!.shown : now;
  return {
    places: shown.places, sections: shown.sections, busy,
    count: counted.isPlaceholderData || groups ? undefined : (counted.data ?? undefined),
    recordAt: (line) => recordAt(shown, line),
    waiting: !busy && !fresh && first.error === null && places.count <= 1,
    error: first?.data === undefined ? (first?.error ?? null) : null,
    retry: () => void asked.forEach((one) => one.error && one.refetch()),
  };
}

interface Shown { readonly places: Places; readonly sections: readonly Section[]; readonly pages: ReadonlyMap<string, readonly RecordValues[] | undefined> }

function recordAt({ places, pages }: Shown, line: number): RecordValues | undefined {
  const place = places.at(line);
  if (place?.kind !== 'row') return undefined;
  const piece = pieceAt(place.row);
  return pages.get(`${place.section}/${piece.offset}`)?.[place.row - piece.offset];
}

function wantedOf(query: RowsQuery, sections: readonly Section[], places: Places, sight: Sight, unknown: boolean): readonly Wanted[] {
  // Before the number is known, the piece in sight is asked for all the same: the two come side by side.
  const spans = places.count === 0 && unknown ? [{ section: 0, from: sight.from, to: sight.from }] : places.span(sight.from, sight.to);
  return spans.flatMap(({ section, from, to }) => {
    const { filter } = sections[section]!;
    const narrowed = filter === undefined ? query : { ...query, filter: bothFilters(query.filter, filter) };
    return piecesOf(from, to).map((piece) => ({ section, query: narrowed, ...piece }));
  });
}

/** As long as nobody has counted: the rows that are here, and one piece more where there is more. */
function useGuess(query: RowsQuery) {
  const [guess, setGuess] = useState<{ readonly query: RowsQuery; readonly count: number }>({ query, count: 0 });
  const count = guess.query === query ? guess.count : 0;
  return {
    count,
    note: (piece: Wanted | undefined, page: { readonly data: readonly unknown[]; readonly next: string | null } | undefined) => {
      if (!piece || !page) return;
      const least = piece.offset + page.data.length + (page.next === null ? 0 : 1);
      if (guess.query !== query || least > guess.count) setGuess({ query, count: least });
    },
  };
}
