/** The choice of columns: those that are shown in their order, to be moved by drag or keyboard; every other field, also through references. */
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { arrayMove, SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { HolderOutlined, SearchOutlined, TableOutlined } from '@ant-design/icons';
import type { ObjectModel } from '@tenon/model';
import { Button, Checkbox, Input, Popover } from 'antd';
import { useState } from 'react';
import { useEngine } from '../app/engine.tsx';
import { FieldChoices } from '../filter/field-picker.tsx';
import { fieldAt, shownPath } from '../fields/paths.ts';
import { fitsColumn, keyOf, labelOf, type ListColumn } from './columns.ts';
import type { ListState } from './list-state.ts';
import { useListSay } from './say.ts';

interface Props {
  readonly object: ObjectModel;
  readonly state: ListState;
  readonly choose: (keys: readonly string[] | undefined) => void;
}

export function ColumnChooser(props: Props) {
  const say = useListSay();
  const [open, setOpen] = useState(false);
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} open={open} onOpenChange={setOpen} destroyOnHidden styles={{ container: { padding: 0 } }} content={<ColumnChoices {...props} typing />}>
      <Button icon={<TableOutlined />} aria-label={say('columns')} aria-expanded={open} data-action="columns">{say('columns')}</Button>
    </Popover>
  );
}

export function ColumnChoices({ object, state, choose, typing }: Props & { readonly typing: boolean }) {
  const { model } = useEngine();
  const say = useListSay();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = state.shown;
  const keys = shown.map(keyOf);
  // A reference and the title of what it refers to are one and the same to a reader.
  const taken = new Set(shown.flatMap((column) => [keyOf(column), shownPath(model, object.name, column.path)]));
  const usual = state.tab.view.columns.filter((column) => !keys.includes(keyOf(column)));
  const fits = (label: string) => label.toLowerCase().includes(wanted);
  return (
    <div className="columns" data-columns>
      <Input className="columns-search" variant="borderless" prefix={<SearchOutlined className="muted" />} allowClear autoFocus={typing} value={text} placeholder={say('searchFields')} aria-label={say('searchFields')} onChange={(event) => setText(event.target.value)} />
      <div className="columns-list">
        <ShownColumns columns={shown.filter((column) => fits(column.label))} last={keys.length === 1} movable={wanted === ''} move={(from, to) => choose(arrayMove([...keys], from, to))} drop={(key) => choose(keys.filter((one) => one !== key))} />
        <div role="group" aria-label={say('otherFields')}>
          {usual.filter((column) => fits(column.label)).map((column) => <Checkbox key={keyOf(column)} data-column={keyOf(column)} checked={false} onChange={() => choose([...keys, keyOf(column)])}>{column.label}</Checkbox>)}
          <FieldChoices
            object={object.name} text={wanted} fits={(field, path) => fitsColumn(field) && !taken.has(path.join('.')) && !taken.has(shownPath(model, object.name, path)) && !usual.some((column) => shownPath(model, object.name, column.path) === shownPath(model, object.name, path))}
            render={(path) => <Checkbox key={path.join('.')} data-column={path.join('.')} checked={false} onChange={() => choose([...keys, path.join('.')])}>{path.length > 1 ? labelOf(model, object.name, path) : fieldAt(model, object.name, path)?.label}</Checkbox>}
          />
        </div>
      </div>
      <div className="columns-foot">
        <span className="muted small">{say('columnsShown', { count: keys.length })}</span>
        <Button type="link" size="small" data-action="reset-columns" onClick={() => choose(undefined)}>{say('reset')}</Button>
      </div>
    </div>
  );
}

interface ShownProps {
  readonly columns: readonly ListColumn[];
  /** One has to stay. */
  readonly last: boolean;
  readonly movable: boolean;
  readonly move: (from: number, to: number) => void;
  readonly drop: (key: string) => void;
}

function ShownColumns({ columns, last, movable, move, drop }: ShownProps) {
  const say = useListSay();
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const keys = columns.map(keyOf);
  const end = ({ active, over }: DragEndEvent) => { if (over && active.id !== over.id) move(keys.indexOf(String(active.id)), keys.indexOf(String(over.id))); };
  if (columns.length === 0) return null;
  return (
    <div role="group" aria-label={say('shownColumns')}>
      <div className="columns-group">{say('shownColumns')}</div>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={end}>
        <SortableContext items={keys} strategy={verticalListSortingStrategy}>
          {columns.map((column) => <ShownColumn key={keyOf(column)} column={column} last={last} movable={movable} drop={drop} />)}
        </SortableContext>
      </DndContext>
      <div className="columns-group">{say('otherFields')}</div>
    </div>
  );
}

function ShownColumn({ column, last, movable, drop }: { readonly column: ListColumn } & Pick<ShownProps, 'last' | 'movable' | 'drop'>) {
  const say = useListSay();
  const key = keyOf(column);
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({ id: key, disabled: !movable });
  return (
    <div ref={setNodeRef} className={`columns-shown${isDragging ? ' dragging' : ''}`} style={{ transform: CSS.Translate.toString(transform), ...(transition ? { transition } : {}) }}>
      <Checkbox data-column={key} checked disabled={last} onChange={() => drop(key)}>{column.label}</Checkbox>
      {movable ? <button type="button" className="columns-drag" {...attributes} {...listeners} aria-label={say('dragColumn', { label: column.label })} data-drag={key}><HolderOutlined /></button> : null}
    </div>
  );
}
