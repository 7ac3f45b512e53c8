/** The second step: which column sets which field, and what the rows are to do. */
import { ArrowRightOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Radio, Select } from 'antd';
import { useState } from 'react';
import { client } from '../app/client.ts';
import { useLanguage } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { usePreference } from '../app/preferences.ts';
import { ProblemAlert } from '../app/problem-view.tsx';
import { fitOf, requestOf, type Mode } from './import-state.ts';
import { mappedAs, type Remembered } from './import-upload.tsx';
import { noteJob } from './jobs.ts';
import type { PreviewedProps } from './step.ts';
import { useTransferSay } from './words.ts';

export function ImportMapping(props: PreviewedProps) {
  const { object, rights, state, change, preview } = props;
  const say = useTransferSay();
  const queries = useQueryClient();
  const [remembered, remember] = usePreference<Remembered>(`import:${object.name}`, {});
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const fit = fitOf(state);
  const work = async (run: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    await run().catch(setProblem);
    setBusy(false);
  };
  const takeSheet = (sheet: string) => work(async () => {
    const next = await client.previewImport(object.name, { file: state.file!.id, sheet });
    change({ preview: next, mapping: mappedAs(next, remembered) });
  });
  const check = () => work(async () => {
    remember({ ...remembered, ...Object.fromEntries(preview.columns.map(({ heading }, i) => [heading, state.mapping[i] ?? null])) });
    const request = requestOf(state)!;
    const job = await client.import(object.name, { ...request, dryRun: true });
    noteJob(queries, job);
    change({ step: 2, check: job, checked: JSON.stringify(request) });
  });
  return (
    <div className="import-map">
      {problem === undefined ? null : <ProblemAlert error={problem} />}
      <div className="import-options">
        {preview.sheets.length > 1 ? <label className="import-option"><span>{say('sheet')}</span><Select value={preview.sheet} options={preview.sheets.map((value) => ({ value, label: value }))} onChange={(sheet) => void takeSheet(sheet)} aria-label={say('sheet')} /></label> : null}
        <Modes {...props} mayCreate={rights.create} mayUpdate={rights.update} />
      </div>
      <Columns {...props} />
      {fit.missing.length > 0 ? <Alert type="warning" showIcon title={say('missing', { fields: fit.missing.join(', ') })} data-missing={fit.missing.length} /> : null}
      {fit.keyMissing.length > 0 ? <Alert type="warning" showIcon title={say('keyMissing', { fields: fit.keyMissing.join(', ') })} /> : null}
      <div className="import-foot">
        <Button onClick={() => change({ step: 0 })}>{say('back')}</Button>
        <span className="muted grow">{fit.count === 0 ? say('nothingMapped') : say('mapped', { count: fit.count, all: preview.columns.length })}{state.mode === 'create' ? '' : ` ${say('emptyClears')}`}</span>
        <Button type="primary" disabled={!fit.fits} loading={busy} data-action="check" onClick={() => void check()}>{say('check')}</Button>
      </div>
    </div>
  );
}

function Modes({ state, change, preview, mayCreate, mayUpdate }: PreviewedProps & { readonly mayCreate: boolean; readonly mayUpdate: boolean }) {
  const say = useTransferSay();
  const { language } = useLanguage();
  const offered = (['create', 'update', 'upsert'] as const).filter((mode) => (mode === 'update' || mayCreate) && (mode === 'create' || (mayUpdate && preview.keys.length > 0)));
  const label = (key: readonly string[]): string => key.map((name) => preview.targets.find(({ path }) => path === name)?.label ?? name).join(language === 'zh-CN' ? '、' : ' + ');
  return (
    <>
      <div className="import-option">
        <span id="import-mode">{say('mode')}</span>
        <Radio.Group aria-labelledby="import-mode" value={state.mode} onChange={(event) => change({ mode: event.target.value as Mode })}>
          {offered.map((mode) => <Radio key={mode} value={mode} data-mode={mode}>{say(`mode_${mode}`)}</Radio>)}
        </Radio.Group>
      </div>
      {state.mode === 'create' ? null : (
        <label className="import-option">
          <span>{say('key')}</span>
          <Select value={state.key?.join()} aria-label={say('key')} data-field="key" options={preview.keys.map((key) => ({ value: key.join(), label: label(key) }))} onChange={(key: string) => change({ key: key.split(',') })} />
        </label>
      )}
    </>
  );
}

function Columns({ state, change, preview }: PreviewedProps) {
  const say = useTransferSay();
  const phone = usePhone();
  const choose = (at: number, path: string | undefined) => change({ mapping: state.mapping.map((old, i) => (i === at ? (path ?? null) : old)) });
  const options = (at: number) => preview.targets.map(({ path, label, required }) => ({ value: path, label: required ? `${label} *` : label, disabled: state.mapping.some((taken, i) => taken === path && i !== at) }));
  const select = (at: number, heading: string) => (
    <Select
      className="import-target" value={state.mapping[at] ?? null} allowClear={state.mapping[at] !== null} placeholder={say('leaveOut')} aria-label={`${say('target')}: ${heading}`} data-column={heading}
      showSearch={{ optionFilterProp: 'label' }} options={[{ value: null, label: say('leaveOut') }, ...options(at)]} onChange={(path: string | null | undefined) => choose(at, path ?? undefined)}
    />
  );
  const rows = preview.columns.map(({ heading, samples }, at) => ({ heading: heading === '' ? say('noHeading', { at: at + 1 }) : heading, samples: samples.join(' · '), at }));
  if (phone) return <ul className="import-cards">{rows.map(({ heading, samples, at }) => <li key={at} data-mapped={state.mapping[at] !== null}><b>{heading}</b><span className="muted">{samples}</span>{select(at, heading)}</li>)}</ul>;
  return (
    <div className="import-scroll">
      <table className="lines import-columns">
        <thead><tr><th>{say('column')}</th><th>{say('examples')}</th><th aria-hidden="true" /><th>{say('target')}</th></tr></thead>
        <tbody>{rows.map(({ heading, samples, at }) => <tr key={at} data-mapped={state.mapping[at] !== null}><td><b>{heading}</b></td><td className="muted import-samples">{samples}</td><td className="muted"><ArrowRightOutlined /></td><td>{select(at, heading)}</td></tr>)}</tbody>
      </table>
    </div>
  );
}
