/** The records of a calendar day after day, as a list: what fits a phone, and what is read aloud. */
import type { ObjectModel, ViewModel } from '@tenon/model';
import dayjs from 'dayjs';
import { Button } from 'antd';
import { useState } from 'react';
import type { RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useLanguage } from '../app/language.tsx';
import { fieldAt, titleOf, valueAt } from '../fields/paths.ts';
import { ValueView } from '../fields/value-view.tsx';
import { colorOf, type ChipProps } from './chip.tsx';
import { useBoardSay } from './say.ts';
import { daysBetween, plusDays, type Day, type Entry } from './days.ts';

interface Props {
  readonly object: ObjectModel;
  readonly view: ViewModel;
  readonly days: readonly Day[];
  readonly today: Day;
  readonly entries: readonly Entry<RecordValues>[];
  readonly chip: (record: RecordValues) => Pick<ChipProps, 'state' | 'time' | 'onOpen'>;
}

const factsMax = 3;

export function Agenda({ object, view, days, today, entries, chip }: Props) {
  const { language } = useLanguage();
  const say = useBoardSay();
  // The days that are over are a click away.
  const [past, setPast] = useState<Day>();
  const [first, last] = [days[0]!, days.at(-1)!];
  const byDay = new Map<Day, Entry<RecordValues>[]>();
  for (const entry of entries) {
    const from = entry.from < first ? first : entry.from;
    const to = entry.to > last ? last : entry.to;
    for (let i = 0; i <= daysBetween(from, to); i++) byDay.set(plusDays(from, i), [...(byDay.get(plusDays(from, i)) ?? []), entry]);
  }
  const all = days.filter((day) => byDay.has(day));
  const over = past === first || today < first || today > last ? [] : all.filter((day) => day < today);
  const shown = all.slice(over.length);
  const hidden = new Set(over.flatMap((day) => byDay.get(day)!.map(({ item }) => item.id))).size;
  return (
    <ol className="cal-agenda">
      {over.length > 0 ? <li><Button type="link" block className="cal-past" data-action="past" onClick={() => setPast(first)}>{say('earlier', { count: hidden })}</Button></li> : null}
      {shown.map((day) => (
        <li key={day} data-day={day} className={day === today ? 'cal-agenda-today' : ''}>
          <h3><time dateTime={day}>{dayjs(day).format(language === 'zh-CN' ? 'M月D日 dddd' : 'dddd, D MMMM')}</time></h3>
          <ul>{byDay.get(day)!.map(({ item }) => <Line key={item.id} object={object} view={view} record={item} {...chip(item)} />)}</ul>
        </li>
      ))}
    </ol>
  );
}

function Line({ object, view, record, state, time, onOpen }: Pick<Props, 'object' | 'view'> & Pick<ChipProps, 'record' | 'state' | 'time' | 'onOpen'>) {
  const { model } = useEngine();
  const shown = view.columns.filter(({ path }) => path.join('.') !== object.title && path.join('.') !== state?.name && valueAt(record, path)).slice(0, factsMax);
  return (
    <li>
      <button type="button" className={`cal-line choice-${colorOf(state, record)}`} data-id={record.id} onClick={() => onOpen(record)}>
        <span className="cal-line-time">{time ?? ''}</span>
        <span className="cal-line-body">
          <b>{titleOf(object, record)}</b>
          <span className="muted small cal-line-facts">{shown.map(({ path }) => <ValueView key={path.join('.')} field={fieldAt(model, object.name, path)} value={valueAt(record, path)} record={record} link={false} />)}</span>
        </span>
        {state ? <ValueView field={state} value={record[state.name]} link={false} /> : null}
      </button>
    </li>
  );
}
