/** Below the table: how many rows there are and which are in sight, their height, their sums. */
import { useSyncExternalStore } from 'react';
import { useLanguage } from '../app/language.tsx';
import { summable } from './grouping.ts';
import type { Density, ListState } from './list-state.ts';
import { useListSay } from './say.ts';
import type { Rows } from './use-rows.ts';

interface Props {
  readonly total: number | undefined;
  readonly rows: Rows;
  readonly state: ListState;
}

const densities: readonly Density[] = ['compact', 'middle', 'wide'];

function subscribe(changed: () => void): () => void {
  for (const event of ['online', 'offline']) window.addEventListener(event, changed);
  return () => { for (const event of ['online', 'offline']) window.removeEventListener(event, changed); };
}
const useOnline = (): boolean => useSyncExternalStore(subscribe, () => navigator.onLine);

export function ListFoot({ total, state }: Props) {
  const say = useListSay();
  const { language } = useLanguage();
  const online = useOnline();
  const { look, setLook } = state;
  const count = (value: number) => say('records', { count: value }).replace(String(value), value.toLocaleString(language));
  return (
    <div className="list-foot">
      <span className="muted" aria-live="polite">{total === undefined ? say('counting') : count(total)}</span>
      {online ? null : <span className="list-offline" role="status">{say('offline')}</span>}
      <span className="grow" />
      {state.columns.some(summable) ? <button type="button" className="list-foot-button" aria-pressed={look.totals === true} data-action="totals" onClick={() => setLook({ totals: (look.totals ? undefined : true) as true })}>{say('showTotals')}</button> : null}
      <div className="list-density" role="group" aria-label={say('density')}>
        {densities.map((one) => (
          <button key={one} type="button" aria-pressed={(look.density ?? 'middle') === one} aria-label={say(one)} title={say(one)} data-density={one} onClick={() => setLook({ density: (one === 'middle' ? undefined : one) as Density })}>
            <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d={{ compact: 'M1 2h14M1 5h14M1 8h14M1 11h14M1 14h14', middle: 'M1 2.5h14M1 6.2h14M1 9.8h14M1 13.5h14', wide: 'M1 3h14M1 8h14M1 13h14' }[one]} stroke="currentColor" strokeWidth="1.4" fill="none" /></svg>
          </button>
        ))}
      </div>
    </div>
  );
}
