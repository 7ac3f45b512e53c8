/** Weeks of a calendar: a cell for each day, and the records that lie across them in lanes. */
import { useDroppable } from '@dnd-kit/core';
import { Popover } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { RecordValues } from '../app/client.ts';
import { useLanguage } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { Chip, type ChipProps } from './chip.tsx';
import { lay, type Day, type Entry, type Piece } from './days.ts';
import { useBoardSay } from './say.ts';

export interface GridProps {
  readonly days: readonly Day[];
  readonly today: Day;
  /** `2026-11`: days of other months are paler; undefined where there are no others. */
  readonly month: string | undefined;
  readonly entries: readonly Entry<RecordValues>[];
  readonly lanesMax: number;
  readonly chip: (record: RecordValues) => Omit<ChipProps, 'record' | 'before' | 'after'> & { readonly shut: boolean };
}

export function CalendarGrid(props: GridProps) {
  const { days, today } = props;
  const grid = useRef<HTMLDivElement>(null);
  // The week of today is in sight, however low the window is.
  useEffect(() => {
    const [box, week] = [grid.current, grid.current?.querySelector('[aria-current]')?.parentElement];
    if (box && week && days.length > 7) box.scrollTop = Math.max(0, week.offsetTop + week.offsetHeight - box.clientHeight);
  }, [days[0], days.length]);
  const weeks = Array.from({ length: days.length / 7 }, (_, i) => days.slice(i * 7, i * 7 + 7));
  return (
    <div className={`cal-grid${weeks.length === 1 ? ' cal-one-week' : ''}`} ref={grid}>
      <div className="cal-names" aria-hidden>
        {weeks[0]!.map((day) => <div key={day} className="cal-weekday">{dayjs(day).format('ddd')}{weeks.length === 1 ? <b className={day === today ? 'cal-today' : ''}> {Number(day.slice(8))}</b> : null}</div>)}
      </div>
      {weeks.map((week) => <Week key={week[0]} week={week} {...props} />)}
    </div>
  );
}

function Week({ week, today, month, entries, lanesMax, chip, days }: GridProps & { readonly week: readonly Day[] }) {
  const pieces = lay(week, entries);
  const over = (column: number) => pieces.filter(({ first, last }) => first <= column && last >= column);
  // The last lane says how many more there are, where there are more.
  const shownLanes = (column: number) => (over(column).some(({ lane }) => lane >= lanesMax) ? lanesMax - 1 : lanesMax);
  const fits = ({ first, last, lane }: Piece<RecordValues>) => Array.from({ length: last - first + 1 }, (_, i) => shownLanes(first + i)).every((lanes) => lane < lanes);
  const shown = pieces.filter(fits);
  return (
    <div className="cal-week">
      {week.map((day, column) => {
        const all = over(column);
        return (
          <DayCell key={day} day={day} column={column} today={day === today} pale={month !== undefined && !day.startsWith(month)} named={days.length > 7}>
            <More day={day} column={column} hidden={all.filter((piece) => !shown.includes(piece)).length} all={all} chip={chip} lane={lanesMax} />
          </DayCell>
        );
      })}
      {shown.map(({ entry: { item }, first, last, lane, before, after }) => (
        <div key={item.id} className="cal-piece" style={{ gridColumn: `${first + 1} / ${last + 2}`, gridRow: lane + 2 }}>
          <Chip {...chip(item)} record={item} dragId={`${item.id} ${week[0]}`} before={before} after={after} />
        </div>
      ))}
    </div>
  );
}

interface CellProps {
  readonly day: Day;
  readonly column: number;
  readonly today: boolean;
  readonly pale: boolean;
  readonly named: boolean;
  readonly children: ReactNode;
}

function DayCell({ day, column, today, pale, named, children }: CellProps) {
  const { setNodeRef, isOver } = useDroppable({ id: day });
  const short = Number(day.slice(8)) === 1 ? dayjs(day).format(dayFormat()) : String(Number(day.slice(8)));
  return (
    <>
      <div
        ref={setNodeRef} data-day={day} style={{ gridColumn: `${column + 1} / ${column + 2}` }} className={`cal-cell${isOver ? ' cal-over' : ''}${pale ? ' cal-pale' : ''}`} {...(today ? { 'aria-current': 'date' as const } : {})}
      />
      {named ? <div className={`cal-number${today ? ' cal-today' : ''}${pale ? ' cal-pale' : ''}`} style={{ gridColumn: `${column + 1} / ${column + 2}` }}><time dateTime={day}>{short}</time></div> : null}
      {children}
    </>
  );
}

const dayFormat = (): string => (dayjs.locale() === 'en' ? 'MMM D' : 'M月D日');

interface MoreProps {
  readonly day: Day;
  readonly column: number;
  readonly hidden: number;
  readonly lane: number;
  readonly all: readonly Piece<RecordValues>[];
  readonly chip: GridProps['chip'];
}

/** All records of a day in a small window. */
function More({ day, column, hidden, lane, all, chip }: MoreProps) {
  const say = useBoardSay();
  const { language } = useLanguage();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  if (hidden === 0) return null;
  const title = dayjs(day).format(language === 'zh-CN' ? 'M月D日 dddd' : 'dddd, D MMMM');
  const content = <div className="cal-day">{all.map(({ entry: { item } }) => <Chip key={item.id} {...chip(item)} shut record={item} dragId={`${item.id} ${day} list`} />)}</div>;
  return (
    <div className="cal-piece cal-more" style={{ gridColumn: column + 1, gridRow: lane + 1 }}>
      <Popover trigger="click" open={open} onOpenChange={setOpen} title={title} content={open ? content : null}>
        <button type="button" data-action="more" aria-label={say('moreOnDayLong', { count: hidden, day: title })}>{phone ? `+${hidden}` : say('moreOnDay', { count: hidden })}</button>
      </Popover>
    </div>
  );
}
