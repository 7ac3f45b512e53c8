/** One column of a board: its name, what it has, its cards a few at a time, and whether the card in hand may be put here. */
import { useDroppable } from '@dnd-kit/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ObjectModel, ViewModel } from '@tenon/model';
import { Button, Skeleton } from 'antd';
import type { RecordValues } from '../app/client.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from '../app/problem-view.tsx';
import { DraggableCard } from './board-card.tsx';
import { columnKey, columnPage, pageRows, type BoardColumn as Column, type BoardQuery, type ColumnFigures } from './columns.ts';
import { valueOf, type ColumnValue, type Move } from './moves.ts';
import { useBoardSay } from './say.ts';
import type { Moved } from './use-move.ts';

/** The ways of a card, for those who do not drag. */
export interface MoveTo {
  readonly moves: (record: RecordValues) => readonly { readonly column: Column; readonly move: Move }[];
  readonly start: (record: RecordValues, to: ColumnValue) => void;
}

interface Props {
  readonly id: string;
  readonly object: ObjectModel;
  readonly view: ViewModel;
  readonly query: BoardQuery;
  readonly column: Column;
  readonly figures: ColumnFigures | undefined;
  readonly moved: ReadonlyMap<string, Moved>;
  /** Of the card in hand; undefined while there is none. */
  readonly move: Move | undefined;
  readonly moveTo: MoveTo;
  readonly onOpen: (record: RecordValues) => void;
}

export function BoardColumn({ id, object, view, query, column, figures, moved, move, moveTo, onOpen }: Props) {
  const say = useBoardSay();
  const common = useSay();
  const { setNodeRef, isOver } = useDroppable({ id });
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: columnKey(query, column.value), initialPageParam: undefined as string | undefined, enabled: (figures?.count ?? 0) > 0,
    queryFn: ({ pageParam }) => columnPage(query, column.value, pageParam), getNextPageParam: (page) => page.next ?? undefined,
  });
  const empty = figures === undefined || figures.count === 0;
  const loaded = empty ? [] : (data?.pages.flatMap((page) => page.data) ?? []);
  const coming = [...moved.values()].filter(({ record, to }) => to === column.value && !loaded.some((one) => one.id === record.id));
  const cards = [...coming.map(({ record, to }) => ({ ...record, [query.field.name]: to })), ...loaded.filter((one) => (moved.get(one.id!)?.to ?? column.value) === column.value)];
  const leaving = loaded.filter((one) => moved.has(one.id!) && moved.get(one.id!)!.to !== column.value).length;
  const count = (figures?.count ?? 0) + coming.filter(({ record }) => valueOf(query.field, record) !== column.value).length - leaving;
  const left = (figures?.count ?? 0) - loaded.length;
  const shut = move?.kind === 'shut' ? move.reason : undefined;
  const state = move === undefined || move.kind === 'here' ? '' : shut === undefined ? ' board-open' : ' board-shut';
  return (
    <section ref={setNodeRef} className={`board-column${state}${isOver && shut === undefined ? ' board-over' : ''}`} data-column={column.value ?? ''} aria-label={say('column', { label: column.label, count })}>
      <header className="board-head">
        <span className={`choice board-name${column.color ? ` choice-${column.color}` : ''}`}>{column.label}</span>
        <span className="board-count" aria-hidden>{count}</span>
        <span className="grow" />
        {figures?.total ? <span className="num small muted" title={say('total', { total: figures.total })}>{figures.total}</span> : null}
      </header>
      {shut === undefined ? null : <p className="board-reason small">{shut}</p>}
      {/* It scrolls, so the keyboard has to reach it. */}
      <ul className="board-cards" tabIndex={cards.length > 0 ? -1 : undefined}>
        {cards.map((record) => <DraggableCard key={record.id} object={object} view={view} field={query.field} record={record} busy={moved.has(record.id!)} moveTo={moveTo} onOpen={onOpen} />)}
        {!empty && isPending ? <li className="board-card"><Skeleton active title={false} paragraph={{ rows: 2 }} /></li> : null}
        {cards.length === 0 && !(isPending && !empty) && !error ? <li className="board-empty muted small">{say('nothing')}</li> : null}
        {error ? <li><ProblemAlert error={error} /><Button size="small" onClick={() => void refetch()}>{common('retry')}</Button></li> : null}
        {hasNextPage ? <li className="board-more"><Button type="text" block data-action="more" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{say('more', { count: Math.min(left, pageRows) })}</Button></li> : null}
      </ul>
    </section>
  );
}
