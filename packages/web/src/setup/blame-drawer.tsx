/** Why a field is as it is: for each of its keys the layers that had a say, lowest first; and how it would be without the tenant's own. */
import { useQueries, useQuery } from '@tanstack/react-query';
import type { ClientModel, FieldModel, ObjectModel } from '@tenon/model';
import { Drawer, Empty, Skeleton, Switch } from 'antd';
import { useState } from 'react';
import { problemOf } from '../app/client.ts';
import { useLanguage, type Language } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { ProblemAlert } from '../app/problem-view.tsx';
import { formatMoment } from '../fields/format.ts';
import { fieldBelow, useBelow } from './below.ts';
import { shownValue } from './describe.ts';
import { fieldValue } from './intents.ts';
import { kindWord } from './layer-tag.tsx';
import { metadata, type Blame, type BlameStep, type Version } from './metadata.ts';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay, wordFor, type SetupSay } from './words.ts';

interface Props {
  readonly object: ObjectModel;
  readonly field: FieldModel;
  readonly close: () => void;
}

/** In the order in which people ask. */
const first = ['label', 'type', 'required', 'hidden', 'help'];

export function BlameDrawer({ object, field, close }: Props) {
  const say = useSetupSay();
  const phone = usePhone();
  const [without, setWithout] = useState(false);
  return (
    <Drawer open onClose={close} title={say('blameOf', { label: field.label })} size={phone ? '100%' : 500} className="blame">
      <label className="blame-switch"><Switch size="small" checked={without} onChange={setWithout} data-action="without" /> {say('withoutMine')}</label>
      {without ? <Without object={object} field={field} /> : <Chains object={object} field={field} />}
    </Drawer>
  );
}

interface Question { readonly key: string; readonly title: string; readonly address: string }

/** What is asked about a field: its label, also in the page's language where that has a text of its own, and every key that it has. */
function questionsOf({ source, language, address }: { readonly source: ClientModel; readonly language: Language; readonly address: string }, named: ReadonlySet<string>, say: SetupSay): readonly Question[] {
  const keys = ['label', ...[...first, ...named].filter((key) => named.has(key))];
  return [...new Set(keys)].flatMap((key): readonly Question[] => {
    const own: Question = { key, title: wordFor(say, 'key', key), address: `${address}/${key}` };
    if (source.locales[language]?.[own.address] === undefined) return [own];
    const title = say('inLanguage', { key: own.title, language: say(language === 'en' ? 'langEn' : 'langZh') });
    return [{ key: `${key} ${language}`, title, address: `locale/${language}#${own.address}` }, own];
  });
}

function Chains({ object, field }: Omit<Props, 'close'>) {
  const say = useSetupSay();
  const { language } = useLanguage();
  const { draft, live, source } = useSetup();
  const below = useBelow(object.name);
  const versions = useQuery({ queryKey: ['setup', 'versions', draft.baseVersion], queryFn: metadata.versions });
  const named = new Set(Object.keys(fieldValue(live, object.name, field.name, fieldBelow(below.data, field.name))));
  const asked = questionsOf({ source, language, address: `object/${object.name}#fields/${field.name}` }, named, say);
  const found = useQueries({
    queries: asked.map(({ address }) => ({
      queryKey: ['setup', 'blame', address, draft.baseVersion],
      queryFn: () => metadata.blame(address).catch((error: unknown): Blame => {
        if (problemOf(error).status === 404) return { steps: [] };
        throw error;
      }),
      enabled: below.data !== undefined,
    })),
  });
  const failed = below.error ?? versions.error ?? found.find(({ error }) => error)?.error;
  if (failed) return <ProblemAlert error={failed} />;
  if (below.data === undefined || !versions.data || found.some(({ data }) => data === undefined)) return <Skeleton active />;
  if (found.every(({ data }) => data!.steps.length === 0)) return <Empty description={say('blameDraftOnly')} />;
  return (
    <>
      <p className="muted small">{say('blameIntro')}</p>
      {asked.map(({ key, title }, index) => <Chain key={key} name={key} title={title} steps={found[index]!.data!.steps} versions={versions.data} />)}
    </>
  );
}

function Chain({ name, title, steps, versions }: { readonly name: string; readonly title: string; readonly steps: readonly BlameStep[]; readonly versions: readonly Version[] }) {
  const say = useSetupSay();
  // A step that only touches something inside says nothing of the value here.
  const spoken = steps.filter((step) => step.value !== undefined || step.op !== 'add');
  return (
    <section className="blame-key" data-blame={name}>
      <h3>{title}</h3>
      {spoken.length === 0 ? <div className="muted small">{say('blameEngine')}</div> : <ol>{spoken.map((step, index) => <Step key={index} step={step} reason={reasonOf(step, versions)} last={index === spoken.length - 1} />)}</ol>}
    </section>
  );
}

/** The reason given for the one change, else for the whole version that it came with. */
const reasonOf = (step: BlameStep, versions: readonly Version[]): string | undefined =>
  step.why ?? (step.kind === 'tenant' ? versions.find(({ version }) => String(version) === step.version)?.reason ?? undefined : undefined);

function Step({ step, reason, last }: { readonly step: BlameStep; readonly reason: string | undefined; readonly last: boolean }) {
  const say = useSetupSay();
  const { language } = useLanguage();
  const { layerLabel } = useSetup();
  const reader = { say, language };
  const value = step.op === 'hide' ? say('did_hide') : step.op === 'move' ? say('did_move') : shownValue(step.value, reader);
  const who = [...new Set([step.author, step.by === 'cli' ? undefined : step.by].flatMap((one) => (one ? [one] : [])))].join(' · ');
  return (
    <li className={last ? 'blame-last' : ''}>
      <div className="blame-value">{value}</div>
      <div className="blame-by"><span className={`layer-dot layer-${step.kind}`} />{step.kind === 'tenant' ? say('yours') : layerLabel(step.namespace)} <span className="muted">{step.kind === 'tenant' ? say('version', { version: step.version }) : `${kindWord(say, step.kind)} ${step.version}`}</span></div>
      <div className="muted small">{[who, step.at ? formatMoment(step.at, language) : ''].filter(Boolean).join(' · ')}</div>
      {reason ? <div className="blame-why">{reason}</div> : null}
    </li>
  );
}

function Without({ object, field }: Omit<Props, 'close'>) {
  const say = useSetupSay();
  const { language } = useLanguage();
  const below = useBelow(object.name);
  if (below.error) return <ProblemAlert error={below.error} />;
  if (below.data === undefined) return <Skeleton active />;
  const values = fieldBelow(below.data, field.name) ?? {};
  if (Object.keys(values).length === 0) return <Empty description={say('blameNotThere')} />;
  return (
    <div data-without>
      <p className="muted small">{say('withoutMineNote')}</p>
      {Object.entries(values).map(([key, value]) => <div key={key} className="shown"><span>{wordFor(say, 'key', key)}</span><div>{shownValue(value, { say, language })}</div></div>)}
    </div>
  );
}
