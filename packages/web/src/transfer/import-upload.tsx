/** The first step: a table is dropped or chosen, or a template is fetched. */
import { DownloadOutlined, FileExcelOutlined, InboxOutlined } from '@ant-design/icons';
import { limits } from '@tenon/diagnostics';
import type { ImportPreview } from '@tenon/sdk';
import { Button, Upload } from 'antd';
import { useState } from 'react';
import { client } from '../app/client.ts';
import { usePreference } from '../app/preferences.ts';
import { ProblemAlert } from '../app/problem-view.tsx';
import { Late } from '../app/waiting.tsx';
import type { Mode } from './import-state.ts';
import type { StepProps } from './step.ts';
import { useTransferSay } from './words.ts';

/** Heading → path of the target, as it was mapped last time; null where the column was left out. */
export type Remembered = Readonly<Record<string, string | null>>;

export function ImportUpload({ object, rights, state, change }: StepProps) {
  const say = useTransferSay();
  const [doing, setDoing] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const [remembered] = usePreference<Remembered>(`import:${object.name}`, {});
  const take = async (file: File) => {
    setProblem(undefined);
    try {
      setDoing(say('uploading', { name: file.name }));
      const kept = await client.upload(file, file.name);
      setDoing(say('reading', { name: file.name }));
      const preview = await client.previewImport(object.name, { file: kept.id });
      const mode: Mode = rights.create ? 'create' : 'update';
      change({ step: 1, file: kept, preview, mapping: mappedAs(preview, remembered), mode, ...firstKey(preview), check: undefined, run: undefined } as Parameters<typeof change>[0]);
    } catch (error) {
      setProblem(error);
    } finally {
      setDoing(undefined);
    }
  };
  return (
    <div className="import-upload">
      {problem === undefined ? null : <ProblemAlert error={problem} />}
      <Upload.Dragger accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" showUploadList={false} disabled={doing !== undefined} beforeUpload={(file) => { void take(file); return false; }}>
        <div className="import-drop" data-drop={doing === undefined ? 'ready' : 'busy'}>
          {doing === undefined ? <InboxOutlined className="import-drop-icon" /> : <Late />}
          <b>{doing ?? say('dropHere')}</b>
          {doing === undefined ? <span className="muted">{say('dropHint', { rows: limits.importRowsMax })}</span> : null}
        </div>
      </Upload.Dragger>
      {state.preview && state.file ? (
        <div className="import-kept"><FileExcelOutlined /><span>{say('fileChosen', { name: state.file.name, rows: state.preview.rows })}</span><Button type="link" onClick={() => change({ step: 1 })}>{say('stepMap')}</Button></div>
      ) : null}
      <div className="import-template">
        <div><b>{say('templateTitle')}</b><p className="muted">{say('templateText')}</p></div>
        <Button icon={<DownloadOutlined />} href={client.importTemplateUrl(object.name, 'xlsx')} data-action="template-xlsx">{say('templateXlsx')}</Button>
        <Button icon={<DownloadOutlined />} href={client.importTemplateUrl(object.name, 'csv')} data-action="template-csv">{say('templateCsv')}</Button>
      </div>
    </div>
  );
}

/** What was chosen for a heading last time goes before what the heading suggests. */
export function mappedAs({ columns, targets }: ImportPreview, remembered: Remembered): readonly (string | null)[] {
  const known = (path: string): boolean => targets.some((target) => target.path === path);
  const taken = new Set<string>();
  const last = columns.map(({ heading }) => {
    const path = Object.hasOwn(remembered, heading) ? remembered[heading]! : undefined;
    if (path === undefined || path === null) return path;
    if (!known(path) || taken.has(path)) return undefined;
    taken.add(path);
    return path;
  });
  return columns.map(({ suggested }, i) => {
    const path = last[i];
    if (path !== undefined) return path;
    if (suggested === null || taken.has(suggested)) return null;
    taken.add(suggested);
    return suggested;
  });
}

const firstKey = ({ keys, columns }: ImportPreview): { readonly key?: readonly string[] } => {
  const key = keys.find((one) => one.every((name) => columns.some(({ suggested }) => suggested?.split('.')[0] === name))) ?? keys[0];
  return key ? { key } : {};
};
