/** A card of a board: the name of a record, and the facts that the view names. */
import { useDraggable } from '@dnd-kit/core';
import { SwapOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import type { FieldModel, ObjectModel, ViewModel } from '@tenon/model';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useState, type MouseEvent, type ReactNode } from 'react';
import type { RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { numeric } from '../fields/format.ts';
import { fieldAt, titleOf, valueAt } from '../fields/paths.ts';
import { ValueView } from '../fields/value-view.tsx';
import type { MoveTo } from './board-column.tsx';
import { useBoardSay } from './say.ts';

interface FaceProps {
  readonly object: ObjectModel;
  readonly view: ViewModel;
  readonly field: FieldModel;
  readonly record: RecordValues;
}

const factsMax = 5;

/** The columns of the view, but for the name and for what the column says. */
function Facts({ object, view, field, record }: FaceProps) {
  const { model } = useEngine();
  const facts = view.columns.filter(({ path }) => path.join('.') !== object.title && path.join('.') !== field.name).flatMap(({ path, label }) => {
    const value = valueAt(record, path);
    return value === null || value === undefined || value === '' ? [] : [{ key: path.join('.'), label, value, of: fieldAt(model, object.name, path) }];
  }).slice(0, factsMax);
  return (
    <dl className="board-facts">
      {facts.map(({ key, label, value, of }) => (
        <div key={key} className={of && numeric.has(of.type) ? 'board-fact board-figure' : 'board-fact'}><dt>{label}</dt><dd><ValueView field={of} value={value} record={record} link={false} /></dd></div>
      ))}
    </dl>
  );
}

interface CardProps extends FaceProps {
  readonly lifted?: boolean;
  readonly children?: ReactNode;
}

export function BoardCard({ children, lifted = false, ...face }: CardProps) {
  return (
    <div className={`board-card${lifted ? ' board-lifted' : ''}`}>
      {children ?? <b className="board-title">{titleOf(face.object, face.record)}</b>}
      <Facts {...face} />
    </div>
  );
}

interface DraggableProps extends FaceProps {
  readonly busy: boolean;
  readonly moveTo: MoveTo;
  readonly onOpen: (record: RecordValues) => void;
}

export function DraggableCard({ busy, moveTo, onOpen, ...face }: DraggableProps) {
  const say = useBoardSay();
  const { object, record } = face;
  const id = record.id!;
  const { attributes, listeners = {}, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({ id, data: { record }, disabled: busy });
  const { onKeyDown, ...pointers } = listeners;
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(record);
  };
  return (
    <li ref={setNodeRef} className={`board-item${isDragging ? ' board-away' : ''}${busy ? ' board-busy' : ''}`} data-id={id} {...pointers}>
      <BoardCard {...face}>
        <div className="board-card-head">
          <Link
            ref={setActivatorNodeRef} to="/o/$object/r/$id" params={{ object: object.name, id }} className="board-title" draggable={false} onClick={open}
            aria-describedby={attributes['aria-describedby']} onKeyDown={onKeyDown as undefined}
          >{titleOf(object, record)}</Link>
          <MoveMenu record={record} moveTo={moveTo} label={say('cardMenu', { title: titleOf(object, record) })} />
        </div>
      </BoardCard>
    </li>
  );
}

/** The same moves without dragging. */
function MoveMenu({ record, moveTo, label }: { readonly record: RecordValues; readonly moveTo: MoveTo; readonly label: string }) {
  const say = useBoardSay();
  const [open, setOpen] = useState(false);
  const items = (): MenuProps['items'] => moveTo.moves(record).filter(({ move }) => move.kind !== 'here').map(({ column, move }) => ({
    key: column.value ?? ' none', disabled: move.kind === 'shut', title: move.kind === 'shut' ? move.reason : '',
    label: <span className="board-way">{say('moveTo', { label: column.label })}{move.kind === 'shut' ? <small>{move.reason}</small> : null}</span>,
  }));
  return (
    <span className="board-menu" onMouseDown={(event) => event.stopPropagation()} onTouchStart={(event) => event.stopPropagation()}>
      <Dropdown trigger={['click']} destroyOnHidden open={open} onOpenChange={setOpen} menu={{ items: open ? (items() ?? []) : [], onClick: ({ key }) => moveTo.start(record, key === ' none' ? null : key) }}>
        <Button type="text" size="small" icon={<SwapOutlined />} aria-label={label} data-action="move" />
      </Dropdown>
    </span>
  );
}
