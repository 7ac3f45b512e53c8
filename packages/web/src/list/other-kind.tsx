/** The records of a list as a board or a calendar, which load their own. */
import type { ObjectModel, ViewModel } from '@tenon/model';
import { Skeleton } from 'antd';
import { Suspense } from 'react';
import type { RecordValues } from '../app/client.ts';
import { BoardView, CalendarView } from './rooms.ts';
import type { ListState } from './list-state.ts';

type Kind = ViewModel['kind'];

const boardField = (object: ObjectModel, view: ViewModel): string | undefined =>
  view.group !== undefined && object.fields[view.group]?.type === 'select' ? view.group : object.lifecycle?.field;

/** Where a calendar begins: what the view says, else the first date that people fill in. */
function calendarOf(object: ObjectModel, view: ViewModel): ViewModel['calendar'] {
  const day = Object.values(object.fields).find((field) => (field.type === 'date' || field.type === 'datetime') && !field.system && !field.hidden);
  return view.calendar ?? (day && { start: day.name });
}

export function kindsOf(object: ObjectModel, view: ViewModel): readonly Kind[] {
  return ['list', ...(boardField(object, view) ? (['board'] as const) : []), ...(calendarOf(object, view) ? (['calendar'] as const) : [])];
}

interface Props {
  readonly kind: Kind;
  readonly object: ObjectModel;
  readonly state: ListState;
  readonly onOpen: (record: RecordValues) => void;
}

export function OtherKind({ kind, object, state, onOpen }: Props) {
  const { view } = state.tab;
  const [group, calendar] = [boardField(object, view), calendarOf(object, view)];
  const shown: ViewModel = { ...view, kind, ...(kind === 'board' && group ? { group } : {}), ...(calendar ? { calendar } : {}) };
  const Room = kind === 'board' ? BoardView : CalendarView;
  return <Suspense fallback={<Skeleton active />}><Room object={object} view={shown} filter={state.filter} search={state.search.q} onOpen={onOpen} /></Suspense>;
}
