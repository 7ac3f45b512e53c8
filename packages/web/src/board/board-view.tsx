/** The records of a view as a board: a column for each choice of its field, a card for each record. */
import { DndContext, DragOverlay, closestCenter, pointerWithin, type CollisionDetection, type DragEndEvent, type DragStartEvent } from '@dnd-kit/core';
import type { FieldModel, ObjectModel, ViewModel } from '@tenon/model';
import { Empty, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import type { RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { ProblemView } from '../app/problem-view.tsx';
import { titleOf } from '../fields/paths.ts';
import { useTransition } from '../record/transition-dialog.tsx';
import { BoardCard } from './board-card.tsx';
import { BoardColumn, type MoveTo } from './board-column.tsx';
import { boardQuery, columnsOf, useFigures } from './columns.ts';
import { announcementsOf, arrows, useDragSensors } from './drag.ts';
import { moveOf, type ColumnValue, type Move } from './moves.ts';
import { useBoardSay } from './say.ts';
import { useMove } from './use-move.ts';
import './board.css';

interface Props {
  readonly object: ObjectModel;
  readonly view: ViewModel;
  readonly filter: string | undefined;
  readonly search: string | undefined;
  readonly onOpen: (record: RecordValues) => void;
}

export function BoardView(props: Props) {
  const say = useBoardSay();
  const field = props.view.group === undefined ? undefined : props.object.fields[props.view.group];
  if (!field?.options) return <Empty description={say('noGroup')} image={Empty.PRESENTED_IMAGE_SIMPLE} />;
  return <Board {...props} field={field} />;
}

/** The pointer says where; without one, the nearest column. */
const nearest: CollisionDetection = (args) => (args.pointerCoordinates ? pointerWithin(args) : closestCenter(args));

const idOf = (value: ColumnValue): string => (value === null ? 'none' : `value ${value}`);

const alongColumns = arrows((code, over, ids) => {
  const step = code === 'ArrowRight' || code === 'ArrowDown' ? 1 : -1;
  return ids[Math.min(ids.length - 1, Math.max(0, (over === undefined ? 0 : ids.indexOf(over)) + step))];
});

function Board({ object, view, field, filter, search, onOpen }: Props & { readonly field: FieldModel }) {
  const engine = useEngine();
  const say = useBoardSay();
  const steps = useTransition(object);
  const { moved, start } = useMove(object, field, steps.start);
  const [dragged, setDragged] = useState<RecordValues>();
  const query = useMemo(() => boardQuery(engine.model, object, field, view, { filter, search }), [engine.model, object, field, view, filter, search]);
  const { figures, error, again } = useFigures(engine.model, object, view, query, say('severalCurrencies'));
  const columns = columnsOf(field, view, say('noValue'), figures, engine.session.tenantTimeZone);
  const sensors = useDragSensors(alongColumns);
  if (error) return <ProblemView error={error} retry={() => void again()} />;
  if (!figures) return <div className="board-waiting"><Skeleton active paragraph={{ rows: 6 }} /></div>;

  const moveFor = (record: RecordValues, to: ColumnValue): Move => moveOf({ engine, object, field, say }, record, to);
  const columnAt = (id: string | undefined) => columns.find(({ value }) => idOf(value) === id);
  const moveTo: MoveTo = { moves: (record) => columns.map((column) => ({ column, move: moveFor(record, column.value) })), start: (record, to) => void start(record, to, moveFor(record, to)) };
  const onDragEnd = ({ over }: DragEndEvent) => {
    const column = columnAt(over ? String(over.id) : undefined);
    if (dragged && column) void start(dragged, column.value, moveFor(dragged, column.value));
    setDragged(undefined);
  };
  const announcements = announcementsOf({
    title: () => (dragged ? titleOf(object, dragged) : ''),
    picked: (title) => say('picked', { title }),
    over: (title, id) => {
      const column = columnAt(id);
      const move = dragged && column && moveFor(dragged, column.value);
      if (!column) return say('overNothing', { title });
      return move?.kind === 'shut' ? say('overShut', { title, label: column.label, reason: move.reason }) : say('over', { title, label: column.label });
    },
    dropped: (title, id) => {
      const column = columnAt(id);
      const move = dragged && column && moveFor(dragged, column.value);
      return column && move?.kind !== 'shut' && move?.kind !== 'here' ? say('dropped', { title, label: column.label }) : say('cancelled', { title });
    },
    cancelled: (title) => say('cancelled', { title }),
  });
  return (
    <DndContext
      sensors={sensors} collisionDetection={nearest} accessibility={{ announcements, screenReaderInstructions: { draggable: say('howCard') } }}
      onDragStart={({ active }: DragStartEvent) => setDragged((active.data.current as { record: RecordValues }).record)} onDragEnd={onDragEnd} onDragCancel={() => setDragged(undefined)}
    >
      <div className={`board${dragged ? ' board-dragging' : ''}`} data-view={view.name} role="group" aria-label={view.label} tabIndex={-1}>
        {columns.map((column) => (
          <BoardColumn
            key={idOf(column.value)} id={idOf(column.value)} object={object} view={view} query={query} column={column} figures={figures.get(column.value)} moved={moved}
            move={dragged && moveFor(dragged, column.value)} moveTo={moveTo} onOpen={onOpen}
          />
        ))}
      </div>
      <DragOverlay dropAnimation={null}>{dragged ? <BoardCard object={object} view={view} field={field} record={dragged} lifted /> : null}</DragOverlay>
      {steps.dialog}
    </DndContext>
  );
}
