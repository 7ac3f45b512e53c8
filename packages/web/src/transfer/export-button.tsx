/** Takes what a list shows as a file: the format is chosen, progress shown, and the file saved when it is there. */
import { CloseOutlined, ExportOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import type { ObjectModel } from '@tenon/model';
import type { ExportRequest, Job } from '@tenon/sdk';
import { Button, Dropdown, Progress } from 'antd';
import { useCallback, useState } from 'react';
import { client, problemOf } from '../app/client.ts';
import { useFeedback } from '../app/feedback.tsx';
import { inSentence } from '../app/language.tsx';
import { download } from './download.ts';
import { noteJob, useJob } from './jobs.ts';
import { useTransferSay } from './words.ts';
import './transfer.css';

interface Props {
  readonly object: ObjectModel;
  readonly request: Omit<ExportRequest, 'format'>;
}

export function ExportButton({ object, request }: Props) {
  const say = useTransferSay();
  const { message } = useFeedback();
  const queries = useQueryClient();
  const [begun, setBegun] = useState<Job>();
  const [asking, setAsking] = useState(false);
  const ended = useCallback((job: Job) => {
    setBegun(undefined);
    if (job.state === 'done' && job.file) {
      download(job.file);
      message.success(say('exportDone', { count: job.done }));
    } else if (job.state === 'stopped') message.info(say('exportStopped'));
    else message.error(job.problem ?? '');
  }, [message, say]);
  const job = useJob(begun, ended);
  const start = async (format: ExportRequest['format']) => {
    setAsking(true);
    try {
      const made = await client.export(object.name, { ...request, format });
      noteJob(queries, made);
      setBegun(made);
    } catch (error) {
      const { detail, hint } = problemOf(error);
      message.error([detail, hint].filter(Boolean).join(' '));
    } finally {
      setAsking(false);
    }
  };
  if (job) return <Running job={job} />;
  const items = [{ key: 'xlsx', label: say('asXlsx') }, { key: 'csv', label: say('asCsv') }].map((item) => ({ ...item, 'data-format': item.key }));
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => void start(key as ExportRequest['format']) }}>
      <Button icon={<ExportOutlined />} loading={asking} data-action="export" aria-label={say('exportAs', { objects: inSentence(object.plural) })}>{say('export')}</Button>
    </Dropdown>
  );
}

function Running({ job }: { readonly job: Job }) {
  const say = useTransferSay();
  const [stopping, setStopping] = useState(false);
  const stop = () => {
    setStopping(true);
    client.stopJob(job.id).catch(() => undefined); // it may have ended by now
  };
  const percent = job.total ? Math.floor((job.done / job.total) * 100) : 0;
  return (
    <span className="export-running" role="status" aria-live="polite" data-exporting={job.id}>
      <Progress type="circle" size={18} percent={percent} showInfo={false} strokeWidth={14} />
      <span>{job.total ? say('exportProgress', { done: job.done, total: job.total }) : say('exporting')}</span>
      <Button type="text" size="small" icon={<CloseOutlined />} disabled={stopping} aria-label={say('cancelExport')} title={say('cancelExport')} data-action="cancel-export" onClick={stop} />
    </span>
  );
}
