/** Who changed what, when, from what to what: by day, with titles and labels instead of ids and codes. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FieldModel, Model, ObjectModel } from '@tenon/model';
import { Button, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { client, type RecordValues } from '../../app/client.ts';
import { useEngine } from '../../app/engine.tsx';
import { useLanguage } from '../../app/language.tsx';
import { ProblemAlert } from '../../app/problem-view.tsx';
import { literal } from '../../fields/filter-text.ts';
import { formatDate, plainText } from '../../fields/format.ts';
import { titleOf } from '../../fields/paths.ts';
import { OptionTag } from '../../fields/value-view.tsx';
import { useRecordSay } from '../words.ts';
import { byDay, readEntry, referencedIds, type Change, type HistoryEntry, type ReadEntry } from './history-entries.ts';

const entriesAtFirst = 30;
const entriesMax = 500;
const titlesMax = 200;

interface Props {
  readonly object: ObjectModel;
  readonly id: string;
  readonly version: number | undefined;
}
type Titles = ReadonlyMap<string, string>;

export function History({ object, id, version }: Props) {
  const { session } = useEngine();
  const words = useRecordSay();
  const [limit, setLimit] = useState(entriesAtFirst);
  const found = useQuery({
    queryKey: ['history', object.name, id, version, limit],
    placeholderData: keepPreviousData,
    queryFn: () => client.history<HistoryEntry>(object.name, id, { limit }),
  });
  const entries = useMemo(() => (found.data?.data ?? []).map((entry) => readEntry(object, entry)), [object, found.data]);
  const titles = useTitles(entries);
  if (found.error) return <ProblemAlert error={found.error} />;
  if (!found.data) return <Skeleton active />;
  if (entries.length === 0) return <p className="rec-none">{words('historyEmpty')}</p>;
  const more = found.data.data.length === limit && limit < entriesMax;
  return (
    <div className="rec-history">
      {byDay(entries, session.timeZone).map(({ day, entries: ofDay }) => (
        <section key={day}>
          <h3><DayName day={day} /></h3>
          <ol>{ofDay.map((one, i) => <Entry key={`${one.entry.at} ${i}`} object={object} one={one} titles={titles} />)}</ol>
        </section>
      ))}
      {more ? <Button size="small" block loading={found.isFetching} data-action="more-history" onClick={() => setLimit(Math.min(limit * 3, entriesMax))}>{words('loadMore')}</Button> : null}
    </div>
  );
}

/** Today and yesterday by their names. */
function DayName({ day }: { readonly day: string }) {
  const { language } = useLanguage();
  const { session } = useEngine();
  const words = useRecordSay();
  const dayOf = (at: number) => new Intl.DateTimeFormat('en-CA', { timeZone: session.timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  const now = Date.now();
  return <>{day === dayOf(now) ? words('today') : day === dayOf(now - 86_400_000) ? words('yesterday') : formatDate(day, language)}</>;
}

function Entry({ object, one, titles }: { readonly object: ObjectModel; readonly one: ReadEntry; readonly titles: Titles }) {
  const { language } = useLanguage();
  const { session } = useEngine();
  const words = useRecordSay();
  const { entry } = one;
  const transition = object.lifecycle?.transitions[entry.kind];
  const did = { create: words('didCreate'), update: words('didUpdate'), delete: words('didDelete') }[entry.kind] ?? transition?.label ?? entry.kind;
  const state = object.lifecycle && object.fields[object.lifecycle.field];
  const time = new Intl.DateTimeFormat(language, { timeZone: session.timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(entry.at));
  return (
    <li className={`rec-entry${transition ? ' rec-entry-step' : ''}`} data-entry={entry.kind}>
      <div className="rec-entry-head"><b>{entry.user?.name ?? 'Tenon'}</b> <span>{did}</span><time className="muted small" dateTime={entry.at}>{time}</time></div>
      {transition && state && one.to !== undefined ? <div className="rec-entry-states"><OptionTag field={state} value={one.from} /><span className="muted" aria-hidden>→</span><OptionTag field={state} value={one.to} /></div> : null}
      {entry.reason ? <blockquote className="rec-reason">{entry.reason}</blockquote> : null}
      {entry.kind === 'create' ? <Folded label={words('valuesSet', { count: one.changes.length })} changes={one.changes} titles={titles} made /> : <Changes changes={one.changes} titles={titles} />}
      <Children told={one.children} />
      {entry.kind === 'create' ? null : <Folded label={words('valuesComputed', { count: one.computed.length })} changes={one.computed} titles={titles} />}
    </li>
  );
}

function Children({ told }: { readonly told: ReadEntry['children'] }) {
  const words = useRecordSay();
  if (told.length === 0) return null;
  return (
    <ul className="rec-changes">
      {told.map(({ field, counts }) => (
        <li key={field.name} data-change={field.name}><span className="muted">{field.label}</span> <span>{(['create', 'update', 'delete'] as const).filter((kind) => counts[kind]).map((kind) => words(`rows_${kind}`, { count: counts[kind]! })).join(' · ')}</span></li>
      ))}
    </ul>
  );
}

interface ChangesProps {
  readonly changes: readonly Change[];
  readonly titles: Titles;
  /** Of a record just made nothing was there before. */
  readonly made?: boolean;
}

/** What is seldom asked for is behind one line. */
function Folded({ label, ...rest }: ChangesProps & { readonly label: string }) {
  const [open, setOpen] = useState(false);
  if (rest.changes.length === 0) return null;
  return (
    <>
      <button type="button" className="rec-folded" aria-expanded={open} onClick={() => setOpen(!open)}>{label}</button>
      {open ? <Changes {...rest} /> : null}
    </>
  );
}

function Changes({ changes, titles, made = false }: ChangesProps) {
  const { language } = useLanguage();
  if (changes.length === 0) return null;
  const text = (field: FieldModel, value: unknown): string => {
    if (!field.to) return plainText(field, value, language);
    const names = [value].flat().filter((id) => id !== null && id !== undefined).map((id) => titles.get(String(id)) ?? String(id).slice(0, 8));
    return names.length > 0 ? names.join(', ') : '—';
  };
  return (
    <ul className="rec-changes">
      {changes.map(({ field, before, after }) => (
        <li key={field.name} data-change={field.name}>
          <span className="muted">{field.label}</span>{' '}
          {made || nothing(before) ? null : <><span className="rec-old">{text(field, before)}</span><span className="muted" aria-hidden>{' → '}</span></>}
          <span>{text(field, after)}</span>
        </li>
      ))}
    </ul>
  );
}

const nothing = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Titles of the records that changes refer to, one request per object. What the caller may not see keeps the beginning of its id. */
function useTitles(entries: readonly ReadEntry[]): Titles {
  const { model } = useEngine();
  const wanted = useMemo(() => [...referencedIds(entries)].filter(([object]) => model.objects[object]).map(([object, ids]) => ({ object, ids: ids.slice(0, titlesMax) })), [entries, model]);
  const found = useQuery({
    queryKey: ['titles', wanted],
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    queryFn: async () => (await Promise.all(wanted.map((one) => titlesOf(model, one)))).flat(),
  });
  return useMemo(() => new Map(found.data ?? []), [found.data]);
}

async function titlesOf(model: Model, { object, ids }: { readonly object: string; readonly ids: readonly string[] }): Promise<readonly (readonly [string, string])[]> {
  const target = model.objects[object]!;
  const filter = `id in (${ids.map(literal).join(', ')})`;
  const page = await client.list<RecordValues>(object, { filter, select: target.title, limit: titlesMax }).catch(() => ({ data: [] as readonly RecordValues[] }));
  return page.data.map((record) => [record.id!, titleOf(target, record)] as const);
}
