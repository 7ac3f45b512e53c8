/** Who changed what, when, from what to what. */
import { useQuery } from '@tanstack/react-query';
import type { ObjectModel } from '@tenon/model';
import { Skeleton, Timeline } from 'antd';
import { client } from '../app/client.ts';
import { useLanguage } from '../app/language.tsx';
import { ProblemAlert } from '../app/problem-view.tsx';
import { formatMoment, plainText } from '../fields/format.ts';

interface Entry {
  readonly at: string;
  readonly kind: string;
  readonly user: { readonly name?: string } | null;
  readonly action?: string;
  readonly reason?: string | null;
  readonly changes?: Readonly<Record<string, unknown>>;
}

const quiet = new Set(['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by']);

export function HistoryTab({ object, id, version }: { readonly object: ObjectModel; readonly id: string; readonly version: number | undefined }) {
  const { language, say } = useLanguage();
  const found = useQuery({ queryKey: ['history', object.name, id, version], queryFn: () => client.history<Entry>(object.name, id, { limit: 100 }) });
  if (found.error) return <ProblemAlert error={found.error} />;
  if (!found.data) return <Skeleton active />;
  const kinds: Readonly<Record<string, string>> = { create: say('historyCreate'), update: say('historyUpdate'), delete: say('historyDelete') };
  const verb = (entry: Entry) => {
    const name = entry.action ?? entry.kind.replace(/^act(ion)?[:/ ]/, '');
    return kinds[entry.kind] ?? object.lifecycle?.transitions[name]?.label ?? kinds['update'];
  };
  const items = found.data.data.map((entry, index) => ({
    key: String(index),
    content: (
      <div>
        <div><b>{entry.user?.name ?? 'Tenon'}</b> {verb(entry)} <span className="muted small">{formatMoment(entry.at, language)}</span></div>
        {entry.reason ? <div className="muted">{entry.reason}</div> : null}
        <Changes object={object} entry={entry} />
      </div>
    ),
  }));
  return <div className="panel" style={{ padding: '16px 16px 0' }}>{items.length > 0 ? <Timeline items={items} /> : <p className="muted" style={{ marginTop: 0 }}>{say('historyEmpty')}</p>}</div>;
}

function Changes({ object, entry }: { readonly object: ObjectModel; readonly entry: Entry }) {
  const { language } = useLanguage();
  const changes = Object.entries(entry.changes ?? {}).filter(([name]) => !quiet.has(name) && object.fields[name] && !object.fields[name].hidden);
  if (changes.length === 0) return null;
  return (
    <ul className="history-changes">
      {changes.slice(0, 30).map(([name, change]) => {
        const field = object.fields[name];
        const [before, after] = sides(change);
        return (
          <li key={name}>
            <span className="muted">{field?.label}: </span>
            {entry.kind === 'create' || before === undefined ? null : <><span className="history-old">{plainText(field, before, language)}</span>{' → '}</>}
            {plainText(field, after, language)}
          </li>
        );
      })}
    </ul>
  );
}

/** A change as `[before, after]` or as `{ old, new }` or `{ from, to }`. */
function sides(change: unknown): readonly [unknown, unknown] {
  if (Array.isArray(change)) return [change[0], change[1]];
  if (typeof change !== 'object' || change === null) return [undefined, change];
  const pair = change as Record<string, unknown>;
  if ('old' in pair || 'new' in pair) return [pair['old'], pair['new']];
  if ('from' in pair || 'to' in pair) return [pair['from'], pair['to']];
  return [undefined, change];
}
