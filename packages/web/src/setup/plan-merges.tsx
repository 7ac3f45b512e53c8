/** Where a layer below says something else by now: what it was, what it says, what the tenant says; and the decision between them. */
import { Radio, Tag } from 'antd';
import { useLanguage } from '../app/language.tsx';
import { describe, shownValue } from './describe.ts';
import type { MergeEntry, Resolutions } from './metadata.ts';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay } from './words.ts';

const colors: Readonly<Record<MergeEntry['outcome'], string>> = { conflict: 'red', parked: 'gold', taken: 'blue', satisfied: 'default', kept: 'default' };

interface Props {
  readonly merges: readonly MergeEntry[];
  readonly resolutions: Resolutions;
  readonly decide: (address: string, choice: 'mine' | 'theirs') => void;
}

/** What is to be decided comes first. */
const order: readonly MergeEntry['outcome'][] = ['conflict', 'parked', 'taken', 'satisfied', 'kept'];

export function PlanMerges({ merges, resolutions, decide }: Props) {
  const sorted = merges.toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  return <ul className="plan-merges">{sorted.map((entry) => <Entry key={`${entry.layer} ${entry.address} ${entry.op}`} entry={entry} resolutions={resolutions} decide={decide} />)}</ul>;
}

function Entry({ entry, resolutions, decide }: { readonly entry: MergeEntry } & Omit<Props, 'merges'>) {
  const say = useSetupSay();
  const { language } = useLanguage();
  const { model, draft } = useSetup();
  const { about } = describe({ changes: [{ address: entry.address, op: entry.op }] }, { model, language, say });
  const own = draft.layers.find(({ kind }) => kind === 'tenant')?.name === entry.layer;
  // A conflict of another layer's is decided under its name.
  const key = own ? entry.address : `${entry.layer} ${entry.address}`;
  const sides = entry.outcome === 'parked' ? [] : (['base', 'theirs', 'mine'] as const).filter((side) => side !== 'mine' || entry.op === 'set' || entry.op === 'add');
  const open = entry.outcome === 'conflict' || resolutions[key] !== undefined;
  return (
    <li data-merge={entry.address}>
      <div><Tag color={colors[entry.outcome]}>{say(`outcome_${entry.outcome}`)}</Tag> <b>{about}</b> <code className="muted small">{entry.address.slice(entry.address.indexOf('#') + 1)}</code></div>
      {entry.because ? <div className="muted">{say('parkedBecause', { what: entry.because })}</div> : null}
      <div className="merge-sides">{sides.map((side) => <div key={side}><span className="muted small">{say(side)}</span><div>{shownValue(entry[side], { say, language })}</div></div>)}</div>
      {entry.why ? <div className="muted small">{entry.why}</div> : null}
      {open ? (
        <Radio.Group size="small" optionType="button" value={resolutions[key]} onChange={(event) => decide(key, event.target.value as 'mine' | 'theirs')} options={[{ value: 'mine', label: say('keepMine') }, { value: 'theirs', label: say('takeTheirs') }]} />
      ) : null}
    </li>
  );
}
