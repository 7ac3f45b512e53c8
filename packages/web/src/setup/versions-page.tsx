/** The versions of the tenant, the latest first: what each was for, what differs between two, and the way back to one. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select, Tag } from 'antd';
import { useState } from 'react';
import { problemOf } from '../app/client.ts';
import { useFeedback } from '../app/feedback.tsx';
import { useLanguage } from '../app/language.tsx';
import { ProblemAlert, ProblemView } from '../app/problem-view.tsx';
import { Waiting } from '../app/waiting.tsx';
import { formatMoment } from '../fields/format.ts';
import { metadata, type Version } from './metadata.ts';
import { ModelChanges } from './model-changes.tsx';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay } from './words.ts';

interface Pair { readonly from: number; readonly to: number }

export function VersionsPage() {
  const { draft } = useSetup();
  const found = useQuery({ queryKey: ['setup', 'versions', draft.baseVersion], queryFn: metadata.versions });
  const [pair, setPair] = useState<Pair>();
  if (found.error) return <ProblemView error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  const versions = found.data;
  return (
    <>
      {versions.length > 1 ? <Compare versions={versions} pair={pair ?? { from: versions[1]!.version, to: versions[0]!.version }} open={pair !== undefined} choose={setPair} /> : null}
      <ol className="versions panel">{versions.map((version, index) => <VersionRow key={version.version} version={version} latest={index === 0} compare={versions[index + 1] && (() => setPair({ from: versions[index + 1]!.version, to: version.version }))} />)}</ol>
    </>
  );
}

interface CompareProps {
  readonly versions: readonly Version[];
  readonly pair: Pair;
  readonly open: boolean;
  readonly choose: (pair: Pair | undefined) => void;
}

function Compare({ versions, pair, open, choose }: CompareProps) {
  const say = useSetupSay();
  const options = versions.map(({ version }) => ({ value: version, label: say('version', { version }) }));
  return (
    <section className="panel compare">
      <div className="compare-bar">
        <span>{say('compare')}</span>
        <Select size="small" aria-label={say('version', { version: pair.from })} value={pair.from} options={options} popupMatchSelectWidth={false} onChange={(from: number) => choose({ ...pair, from })} />
        <span className="muted">→</span>
        <Select size="small" aria-label={say('version', { version: pair.to })} value={pair.to} options={options} popupMatchSelectWidth={false} onChange={(to: number) => choose({ ...pair, to })} />
        <Button size="small" onClick={() => choose(open ? undefined : pair)} data-action="compare">{say(open ? 'close' : 'compare')}</Button>
      </div>
      {open ? <Difference pair={pair} /> : null}
    </section>
  );
}

function Difference({ pair: { from, to } }: { readonly pair: Pair }) {
  const say = useSetupSay();
  const found = useQuery({ queryKey: ['setup', 'diff', from, to], queryFn: () => metadata.diff(from, to), staleTime: Infinity });
  if (found.error) return <ProblemAlert error={found.error} />;
  if (!found.data) return <Waiting />;
  return (
    <div className="compare-body" data-diff={`${from}-${to}`}>
      <div className="muted small">{say('whatChangedBetween', { from, to })}</div>
      {found.data.changes.length === 0 ? <div className="muted">{say('noDifference')}</div> : <ModelChanges changes={found.data.changes} />}
    </div>
  );
}

const wordsMax = 4;
/** That a layer begins is no news to whoever writes it. */
const aboutLayer = /^Package “[^”]*”, layer “/;

function VersionRow({ version, latest, compare }: { readonly version: Version; readonly latest: boolean; readonly compare: (() => void) | undefined }) {
  const say = useSetupSay();
  const { language } = useLanguage();
  const words = (version.summary?.words ?? []).filter(({ en }) => !aboutLayer.test(en));
  const count = Object.values(version.summary?.changes ?? {}).reduce((sum, each) => sum + each, 0);
  return (
    <li data-version={version.version}>
      <div className="version-head">
        <b>{say('version', { version: version.version })}</b>{latest ? <Tag color="green">{say('inEffect')}</Tag> : null}
        <span className="muted">{formatMoment(version.at, language)} · {version.by === 'cli' ? say('system') : version.by}</span>
        <span className="grow" />
        {compare ? <Button size="small" type="text" onClick={compare}>{say('compare')}</Button> : null}
        {latest ? null : <Return version={version.version} />}
      </div>
      <div className={version.reason ? '' : 'muted'}>{version.reason ?? (version.summary ? say('noReason') : say('firstVersion'))}</div>
      {words.length > 0 ? <ul className="version-words">{words.slice(0, wordsMax).map((one, index) => <li key={index}>{one[language]}</li>)}{count > wordsMax ? <li className="muted">{say('moreWords', { count: count - wordsMax })}</li> : null}</ul> : null}
      {version.layers ? <div className="muted small">{version.layers.map((layer) => `${layer.name} ${layer.version}`).join(' · ')}</div> : null}
    </li>
  );
}

function Return({ version }: { readonly version: number }) {
  const say = useSetupSay();
  const { modal, message } = useFeedback();
  const { renew } = useSetup();
  const navigate = useNavigate();
  const ask = () => modal.confirm({
    title: say('returnConfirm', { version }), content: say('returnDetail'), okText: say('returnTo'),
    onOk: async () => {
      try {
        await metadata.returnTo(version);
        await renew();
        void navigate({ to: '/setup/plan' });
      } catch (error) {
        message.error(problemOf(error).detail);
      }
    },
  });
  return <Button size="small" type="text" onClick={ask} data-action="return">{say('returnTo')}</Button>;
}
