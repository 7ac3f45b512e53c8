/** The rows of a list as cards, for a phone: name and state first, then what the columns say; more come while one scrolls. */
import { RightOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import type { RecordValues } from '../app/client.ts';
import { useLanguage } from '../app/language.tsx';
import { plainText } from '../fields/format.ts';
import { titleOf, valueAt } from '../fields/paths.ts';
import { OptionTag, ValueView } from '../fields/value-view.tsx';
import type { Column } from './columns.ts';
import type { ListState } from './list-state.ts';
import { useListSay } from './say.ts';
import type { Selection } from './selection.ts';
import type { GroupLine } from './use-groups.tsx';
import type { Rows, Sight } from './use-rows.ts';

interface Props {
  readonly object: ObjectModel;
  readonly state: ListState;
  readonly rows: Rows;
  readonly groups: readonly GroupLine[] | undefined;
  readonly selection: Selection;
  readonly selectable: boolean;
  readonly onSight: (sight: Sight) => void;
  readonly onToggle: (section: number) => void;
}

const step = 30;

export function ListCards({ object, state, rows, groups, selection, selectable, onSight, onToggle }: Props) {
  const say = useListSay();
  const [end, setEnd] = useState(step);
  const foot = useRef<HTMLDivElement>(null);
  const last = Math.min(end, rows.places.count);
  useEffect(() => setEnd(step), [state.rows]);
  useEffect(() => onSight({ from: 0, to: Math.max(0, last - 1) }), [last, onSight]);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => { if (entry?.isIntersecting) setEnd((old) => (old <= last ? old + step : old)); }, { rootMargin: '600px' });
    observer.observe(foot.current!);
    return () => observer.disconnect();
  }, [last]);
  const picking = selection.all || selection.records.size > 0;
  return (
    <div className={`list-cards${rows.busy ? ' list-busy' : ''}`} aria-busy={rows.busy}>
      {Array.from({ length: last }, (_, line) => {
        const place = rows.places.at(line);
        if (place?.kind === 'head') {
          const group = groups?.[place.section];
          return group ? (
            <button key={group.key} type="button" className="card-group" aria-expanded={group.open} onClick={() => onToggle(place.section)}><RightOutlined className={group.open ? 'open' : ''} />{group.view}<span className="grid-group-count">{group.count}</span></button>
          ) : null;
        }
        const record = rows.recordAt(line);
        return record ? <Card key={record.id} object={object} columns={state.columns} record={record} picking={picking} selected={selection.has(record.id)} {...(selectable ? { onPick: () => selection.toggle(line, record, false) } : {})} /> : <div key={line} className="list-card card-waiting" aria-busy="true"><span className="bar bar-0" /><span className="bar bar-1" /></div>;
      })}
      <div ref={foot} className="cards-foot muted small">{last < rows.places.count ? say('loadingMore') : rows.places.count > step ? say('endOfList') : null}</div>
    </div>
  );
}

const holdMs = 450;

/** Held down, a card is selected; while some are, a touch selects more. */
function useHold(onPick: (() => void) | undefined, picking: boolean) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const held = useRef(false);
  const stop = () => clearTimeout(timer.current);
  return {
    onPointerDown: (event: PointerEvent) => {
      held.current = false;
      if (!onPick || event.button !== 0) return;
      timer.current = setTimeout(() => {
        held.current = true;
        onPick();
      }, holdMs);
    },
    onPointerUp: stop, onPointerCancel: stop, onPointerLeave: stop, onPointerMove: (event: PointerEvent) => { if (Math.abs(event.movementY) > 4) stop(); },
    onClickCapture: (event: { preventDefault: () => void; stopPropagation: () => void }) => {
      if (!held.current && !picking) return;
      event.preventDefault();
      event.stopPropagation();
      if (!held.current) onPick?.();
      held.current = false;
    },
  };
}

interface CardProps {
  readonly object: ObjectModel;
  readonly columns: readonly Column[];
  readonly record: RecordValues;
  readonly picking: boolean;
  readonly selected: boolean;
  readonly onPick?: () => void;
}

function Card({ object, columns, record, picking, selected, onPick }: CardProps) {
  const navigate = useNavigate();
  const hold = useHold(onPick, picking);
  const state = object.lifecycle && columns.some((column) => column.key === object.lifecycle?.field) ? object.fields[object.lifecycle.field] : undefined;
  const open = () => void navigate({ to: '/o/$object/r/$id', params: { object: object.name, id: record.id! } });
  return (
    <article className={`list-card${selected ? ' selected' : ''}`} data-id={record.id} onClick={open} onContextMenu={(event) => { if (onPick) event.preventDefault(); }} {...hold}>
      <div className="card-head">
        {picking ? <input type="checkbox" readOnly tabIndex={-1} checked={selected} aria-label={titleOf(object, record)} /> : null}
        <Link className="card-title" to="/o/$object/r/$id" params={{ object: object.name, id: record.id! }} onClick={(event) => event.stopPropagation()}>{titleOf(object, record)}</Link>
        {state ? <OptionTag field={state} value={record[state.name]} /> : null}
      </div>
      <CardFacts columns={columns.filter((column) => ![object.title, state?.name].includes(column.key))} record={record} />
    </article>
  );
}

/** So many letters fit beside each other in half a card; a Chinese character takes the room of two. */
const halfCard = 26;
const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0);

function CardFacts({ columns, record }: { readonly columns: readonly Column[]; readonly record: RecordValues }) {
  const { language } = useLanguage();
  const broad = ({ label, path, field }: Column) => widthOf(`${label} ${plainText(field, valueAt(record, path), language)}`) > halfCard;
  const filled = columns.filter((column) => ![null, undefined, ''].includes(valueAt(record, column.path) as string | null | undefined));
  return (
    <dl className="card-facts">
      {filled.map((column) => (
        <div key={column.key} className={broad(column) ? 'broad' : ''}>
          <dt>{column.label}</dt>
          <dd><ValueView field={column.field} value={valueAt(record, column.path)} record={column.path.length > 1 ? valueAt(record, column.path.slice(0, -1)) : record} link={false} /></dd>
        </div>
      ))}
    </dl>
  );
}
