/** What waits for the reader: views that are about them, and their own records in states from which they may move them on. */
import { BellOutlined } from '@ant-design/icons';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { useMemo, type ReactNode } from 'react';
import { literal } from '../../fields/filter-text.ts';
import { client } from '../client.ts';
import { useEngine, viewKey, type Engine } from '../engine.tsx';
import { Icon } from '../icon.tsx';
import type { NavApp } from '../navigation.ts';
import { useUnread } from '../notifications/unread.ts';
import { useHomeSay } from './words.ts';

/** Objects and views asked about at most: each is one question to the server. */
const asked = 12;
const freshMs = 60_000;

interface Pile {
  readonly key: string;
  readonly object: string;
  /** What the server counts. */
  readonly filter: string;
  /** Counted apart by the values of this field. */
  readonly group?: string;
}

export function WaitingForMe({ apps }: { readonly apps: readonly NavApp[] }) {
  const engine = useEngine();
  const say = useHomeSay();
  const unread = useUnread();
  const piles = useMemo(() => [...viewsForMe(engine), ...ownOnTheWay(engine, apps)].slice(0, asked), [engine, apps]);
  const counts = useQueries({
    queries: piles.map((pile) => ({
      queryKey: ['home', pile.key], staleTime: freshMs, retry: false,
      queryFn: () => client.aggregate<Counted>(pile.object, { aggregate: 'count()', filter: pile.filter, ...(pile.group ? { group: pile.group } : {}) }),
    })),
  });
  const cards = piles.flatMap((pile, index) => cardsOf(engine, pile, counts[index]?.data?.data ?? []));
  if (cards.length === 0 && unread === 0) return null;
  return (
    <section className="home-part">
      <h2>{say('waiting')}</h2>
      <div className="piles">
        {unread > 0 ? <Link to="/notifications" className="pile" data-pile="notifications"><PileBody icon={<BellOutlined />} count={unread} label={say('unread', { count: unread })} note={say('news')} /></Link> : null}
        {cards.map((card) => (
          <Link key={card.key} to="/o/$object/$view" params={{ object: card.object, view: card.view }} search={card.filter ? { filter: card.filter } : {}} className="pile" data-pile={card.key}>
            <PileBody icon={<Icon name={engine.model.objects[card.object]?.icon ?? card.object} />} count={card.count} label={card.label} note={card.note} />
          </Link>
        ))}
      </div>
    </section>
  );
}

const PileBody = ({ icon, count, label, note }: { readonly icon: ReactNode; readonly count: number; readonly label: string; readonly note: string }) => (
  <><span className="pile-icon">{icon}</span><b className="pile-count">{count.toLocaleString()}</b><span className="pile-label">{label}</span><span className="pile-note muted small">{note}</span></>
);

interface Counted { readonly group: readonly unknown[]; readonly values: readonly unknown[] }

interface Card {
  readonly key: string;
  readonly object: string;
  readonly view: string;
  readonly filter?: string;
  readonly label: string;
  readonly note: string;
  readonly count: number;
}

/** Lists whose filter asks who is looking, and those of records that the reader may move on from every state in them. */
function viewsForMe(engine: Engine): readonly Pile[] {
  const { model } = engine;
  return Object.values(model.views).flatMap((view) => {
    const source = view.filter?.source;
    const object = model.objects[view.object];
    if (source === undefined || !object || view.kind !== 'list') return [];
    const states = statesIn(object, source);
    const mine = movable(engine, view.object);
    const waits = /\buser\b/.test(source) || (states.length > 0 && states.every((state) => mine.includes(state)));
    return waits ? [{ key: `view ${view.name}`, object: view.object, filter: source }] : [];
  });
}

/** The states that a filter is over: values of the lifecycle's field that stand in it beside the name of the field. */
function statesIn({ lifecycle, fields }: ObjectModel, source: string): readonly string[] {
  if (!lifecycle || !new RegExp(`\\b${lifecycle.field}\\s*(==|in)`).test(source)) return [];
  const values = [...source.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? '');
  return values.filter((value) => fields[lifecycle.field]?.options?.some((option) => option.value === value));
}

/** Of each object with a lifecycle and an owner: the reader's own in states that they may change. */
function ownOnTheWay(engine: Engine, apps: readonly NavApp[]): readonly Pile[] {
  const order = apps.flatMap((app) => app.groups.flatMap((group) => group.items.flatMap(({ target }) => (target.kind === 'view' ? [target.object] : []))));
  return [...new Set(order)].flatMap((name): readonly Pile[] => {
    const object = engine.model.objects[name]!;
    const states = movable(engine, name);
    const field = object.lifecycle?.field;
    if (!object.owner || !field || states.length === 0 || !object.fields['owner']) return [];
    return [{ key: `own ${name}`, object: name, group: field, filter: `owner == user.id and ${field} in (${states.map(literal).join(', ')})` }];
  });
}

function movable({ model, access }: Engine, name: string): readonly string[] {
  const { actions } = access(name);
  const may = Object.values(model.objects[name]?.lifecycle?.transitions ?? {}).filter((one) => actions.includes(one.name) && one.tone === 'primary');
  return [...new Set(may.flatMap((one) => one.from))];
}

const countOf = (row: Counted | undefined): number => Number(row?.values[0] ?? 0);

function cardsOf({ model }: Engine, pile: Pile, rows: readonly Counted[]): readonly Card[] {
  const object = model.objects[pile.object]!;
  if (pile.group === undefined) {
    const view = model.views[pile.key.slice('view '.length)]!;
    const count = countOf(rows[0]);
    return count > 0 ? [{ key: pile.key, object: object.name, view: viewKey(view), label: view.label, note: object.plural, count }] : [];
  }
  const field = object.fields[pile.group]!;
  return (field.options ?? []).flatMap((option) => {
    const count = countOf(rows.find((row) => row.group[0] === option.value));
    return count > 0 ? [{ key: `${pile.key} ${option.value}`, object: object.name, view: 'any', filter: `owner == user.id and ${field.name} == ${literal(option.value)}`, label: option.label, note: object.plural, count }] : [];
  });
}
