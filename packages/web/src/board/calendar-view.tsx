/** The records of a view on the days of a month or a week, or one day after the other. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { DndContext, DragOverlay, closestCenter, pointerWithin, type CollisionDetection, type DragEndEvent, type DragStartEvent } from '@dnd-kit/core';
import type { ObjectModel, ViewModel } from '@tenon/model';
import { Alert, Button, Empty, Segmented, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useRef, useState, type ReactNode } from 'react';
import type { RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useLanguage } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { formatDate, plainText } from '../fields/format.ts';
import { fieldAt, titleOf, valueAt } from '../fields/paths.ts';
import { wallOf } from '../fields/zone.ts';
import { Agenda } from './agenda.tsx';
import { endsOf, entryOf, recordsMax, timeOf, useEntries, type Ends } from './calendar-data.ts';
import { CalendarGrid, type GridProps } from './calendar-grid.tsx';
import { ChipFace, colorOf } from './chip.tsx';
import { daysShown, plusDays, plusMonths, type Day } from './days.ts';
import { announcementsOf, arrows, useDragSensors } from './drag.ts';
import { shutFor } from './moves.ts';
import { useBoardSay } from './say.ts';
import { useReschedule } from './use-reschedule.ts';
import './board.css';

interface Props {
  readonly object: ObjectModel;
  readonly view: ViewModel;
  readonly filter: string | undefined;
  readonly search: string | undefined;
  readonly onOpen: (record: RecordValues) => void;
}

export function CalendarView(props: Props) {
  const { model } = useEngine();
  const say = useBoardSay();
  const ends = endsOf(model, props.object, props.view);
  return ends ? <Calendar {...props} ends={ends} /> : <Empty description={say('noDate')} image={Empty.PRESENTED_IMAGE_SIMPLE} />;
}

type Span = 'month' | 'week' | 'agenda';

const nearest: CollisionDetection = (args) => (args.pointerCoordinates ? pointerWithin(args) : closestCenter(args));
const stepOf: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const alongDays = arrows((code, over, ids) => {
  if (over === undefined) return ids[0];
  const day = plusDays(over, stepOf[code]!);
  return ids.includes(day) ? day : over;
});

const lanesOf = { month: 4, week: 16 } as const;

function Calendar({ object, view, ends, filter, search, onOpen }: Props & { readonly ends: Ends }) {
  const engine = useEngine();
  const { model, session } = engine;
  const { language } = useLanguage();
  const phone = usePhone();
  const zone = session.timeZone;
  const today = wallOf(new Date().toISOString(), zone)!.slice(0, 10);
  const [day, setDay] = useState<Day>(today);
  const [chosen, setSpan] = useState<Span>();
  const span = chosen ?? (phone ? 'agenda' : 'month');
  const firstDay = language === 'zh-CN' ? 1 : 0;
  const shown = daysShown(day, span === 'week' ? 'week' : 'month', firstDay);
  const days = span === 'agenda' ? shown.filter((one) => one.startsWith(day.slice(0, 7))) : shown;
  const { data, error, isFetching, refetch } = useEntries(model, { object, view, ends, filter, search, from: days[0]!, to: days.at(-1)!, zone });
  const { moved, reschedule } = useReschedule(object, ends);
  const records = (data?.data ?? []).map((record) => moved.get(record.id!) ?? record);
  const entries = records.flatMap((record) => entryOf(ends, record, zone) ?? []).filter(({ from, to }) => from <= days.at(-1)! && to >= days[0]!);
  const state = object.lifecycle && object.fields[object.lifecycle.field];
  const say = useBoardSay();
  const mayMove = (record: RecordValues) => [ends.field, ends.endField].every((field) => field === undefined || shutFor(engine, object, field, record, say) === undefined);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  const factsOf = (record: RecordValues) => view.columns.filter(({ path }) => path.join('.') !== object.title && path.join('.') !== state?.name)
    .flatMap(({ path }) => (valueAt(record, path) ? [plainText(fieldAt(model, object.name, path), valueAt(record, path), language)] : []));
  const chip: GridProps['chip'] = (record) => ({ object, state, facts: factsOf(record), time: timeOf(ends, record, zone), onOpen, shut: moved.has(record.id!) || !mayMove(record) });
  return (
    <div className="cal" data-view={view.name} data-span={span} aria-busy={isFetching}>
      <CalendarBar day={day} today={today} span={span} setDay={setDay} setSpan={setSpan} />
      {data?.next ? <Alert type="info" showIcon banner title={say('onlyFirst', { count: recordsMax })} /> : null}
      {!data ? <div className="board-waiting"><Skeleton active paragraph={{ rows: 8 }} /></div> : null}
      {data && entries.length === 0 && span !== 'month' ? <Empty className="cal-empty" description={say(span === 'week' ? 'emptyWeek' : 'emptyMonth')} image={Empty.PRESENTED_IMAGE_SIMPLE} /> : null}
      {data && span === 'agenda' ? <Agenda object={object} view={view} days={days} today={today} entries={entries} chip={chip} /> : null}
      {data && span !== 'agenda' ? (
        <DaysToDrop object={object} chip={chip} begins={(record) => entryOf(ends, record, zone)?.from} drop={(record, from, to) => void reschedule(record, from, to)}>
          <CalendarGrid days={days} today={today} month={span === 'month' ? day.slice(0, 7) : undefined} entries={entries} lanesMax={phone ? 3 : lanesOf[span]} chip={chip} />
        </DaysToDrop>
      ) : null}
    </div>
  );
}

interface BarProps {
  readonly day: Day;
  readonly today: Day;
  readonly span: Span;
  readonly setDay: (day: Day) => void;
  readonly setSpan: (span: Span) => void;
}

function CalendarBar({ day, today, span, setDay, setSpan }: BarProps) {
  const { language } = useLanguage();
  const phone = usePhone();
  const say = useBoardSay();
  const by = (step: number) => setDay(span === 'week' ? plusDays(day, 7 * step) : `${plusMonths(`${day.slice(0, 7)}-01`, step).slice(0, 7)}-01`);
  const size = phone ? 'large' : 'middle';
  return (
    <div className="cal-bar">
      <Button size={size} data-action="today" disabled={span === 'week' ? false : day.slice(0, 7) === today.slice(0, 7) && day === today} onClick={() => setDay(today)}>{say('today')}</Button>
      <Button size={size} type="text" icon={<LeftOutlined />} data-action="previous" aria-label={say(span === 'week' ? 'previousWeek' : 'previousMonth')} onClick={() => by(-1)} />
      <Button size={size} type="text" icon={<RightOutlined />} data-action="next" aria-label={say(span === 'week' ? 'nextWeek' : 'nextMonth')} onClick={() => by(1)} />
      <h2 className="cal-title" aria-live="polite">{dayjs(day).format(language === 'zh-CN' ? 'YYYY年M月' : 'MMMM YYYY')}</h2>
      <span className="grow" />
      <Segmented<Span> size={size} value={span} onChange={setSpan} aria-label={say('shownAs')} options={(phone ? ['month', 'agenda'] as const : ['month', 'week', 'agenda'] as const).map((value) => ({ value, label: say(value) }))} />
    </div>
  );
}

interface DropProps {
  readonly object: ObjectModel;
  readonly chip: GridProps['chip'];
  readonly begins: (record: RecordValues) => Day | undefined;
  readonly drop: (record: RecordValues, from: Day, to: Day) => void;
  readonly children: ReactNode;
}

/** What is dragged goes as many days on as the pointer does, wherever on it somebody has taken hold. */
function DaysToDrop({ object, chip, begins, drop, children }: DropProps) {
  const { language } = useLanguage();
  const say = useBoardSay();
  const [dragged, setDragged] = useState<RecordValues>();
  const held = useRef<Day | undefined>(undefined);
  const sensors = useDragSensors(alongDays);
  const dayText = (id: string) => formatDate(id, language);
  const announcements = announcementsOf({
    title: () => (dragged ? titleOf(object, dragged) : ''),
    picked: (title) => say('picked', { title }),
    over: (title, id) => (id === undefined ? say('overNothing', { title }) : say('overDay', { title, day: dayText(id) })),
    dropped: (title, id) => say('droppedDay', { title, day: dayText(id) }),
    cancelled: (title) => say('cancelled', { title }),
  });
  const onDragEnd = ({ over }: DragEndEvent) => {
    const to = over ? String(over.id) : undefined;
    const from = held.current ?? (dragged && begins(dragged));
    if (dragged && to !== undefined && from !== undefined && to !== from) drop(dragged, from, to);
    setDragged(undefined);
  };
  const onDragStart = ({ active }: DragStartEvent) => {
    held.current = undefined;
    setDragged((active.data.current as { record: RecordValues }).record);
  };
  const face = dragged && chip(dragged);
  return (
    <DndContext
      sensors={sensors} collisionDetection={nearest} accessibility={{ announcements, screenReaderInstructions: { draggable: say('howChip') } }}
      onDragStart={onDragStart} onDragOver={({ over }) => { held.current ??= over ? String(over.id) : undefined; }} onDragEnd={onDragEnd} onDragCancel={() => setDragged(undefined)}
    >
      {children}
      <DragOverlay dropAnimation={null}>{dragged && face ? <div className={`cal-chip cal-lifted choice-${colorOf(face.state, dragged)}`}><ChipFace object={object} record={dragged} state={face.state} time={face.time} facts={face.facts} /></div> : null}</DragOverlay>
    </DndContext>
  );
}
