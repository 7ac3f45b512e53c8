/** A record in a calendar: its time, its name, its state by colour. A click opens it; it is dragged to another day where that may be. */
import { useDraggable } from '@dnd-kit/core';
import type { FieldModel, ObjectModel } from '@tenon/model';
import type { RecordValues } from '../app/client.ts';
import { optionOf } from '../fields/format.ts';
import { titleOf } from '../fields/paths.ts';

export interface ChipProps {
  readonly object: ObjectModel;
  readonly record: RecordValues;
  /** Whose colour the chip has. */
  readonly state: FieldModel | undefined;
  readonly time: string | undefined;
  /** What else the view says of it. */
  readonly facts: readonly string[];
  /** It goes on before, or after. */
  readonly before?: boolean;
  readonly after?: boolean;
  readonly onOpen: (record: RecordValues) => void;
}

export const colorOf = (state: FieldModel | undefined, record: RecordValues): string => (state && optionOf(state, record[state.name])?.color) || 'gray';

export function ChipFace({ object, record, state, time, facts }: Pick<ChipProps, 'object' | 'record' | 'state' | 'time' | 'facts'>) {
  const label = state && optionOf(state, record[state.name])?.label;
  return <>{time ? <span className="cal-time">{time}</span> : null}<span className="cal-name">{titleOf(object, record)}</span>{facts[0] ? <span className="cal-fact" aria-hidden>{facts[0]}</span> : null}{label ? <span className="cal-state">{label}</span> : null}</>;
}

export function Chip({ dragId, shut, ...props }: ChipProps & { readonly dragId: string; /** It cannot be dragged. */ readonly shut: boolean }) {
  const { object, record, state, time, facts, before = false, after = false, onOpen } = props;
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({ id: dragId, data: { record }, disabled: shut });
  const label = state && optionOf(state, record[state.name])?.label;
  return (
    <button
      ref={setNodeRef} type="button" data-id={record.id} title={[time, titleOf(object, record), label, ...facts].filter(Boolean).join(' · ')} onClick={() => onOpen(record)}
      className={`cal-chip choice-${colorOf(state, record)}${before ? ' cal-before' : ''}${after ? ' cal-after' : ''}${isDragging ? ' cal-away' : ''}${shut ? ' cal-fixed' : ''}`}
      {...(shut ? {} : { ...listeners, 'aria-describedby': attributes['aria-describedby'] })}
    >
      <ChipFace object={object} record={record} state={state} time={time} facts={facts} />
    </button>
  );
}
