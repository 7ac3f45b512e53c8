/** The tasks beside the page: how far they are, what came of them, with a way to stop them and to fetch their files. */
import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled, DownloadOutlined, MinusCircleFilled, SyncOutlined } from '@ant-design/icons';
import type { BulkResult, ImportResult, Job } from '@tenon/sdk';
import { Button } from 'antd';
import { useEngine } from '../app/engine.tsx';
import { inSentence, useLanguage } from '../app/language.tsx';
import { Sheet } from '../app/sheet.tsx';
import { sinceText } from '../app/since.ts';
import { download } from './download.ts';
import { JobProgress } from './job-progress.tsx';
import { isOpen } from './jobs.ts';
import { useTransferSay, type TransferSay } from './words.ts';
import './transfer.css';

export default function JobsSheet({ jobs, close }: { readonly jobs: readonly Job[]; readonly close: () => void }) {
  const say = useTransferSay();
  return (
    <Sheet title={say('jobs')} side="right" close={close}>
      {jobs.length === 0 ? <p className="jobs-none muted">{say('noJobs')}</p> : <ul className="jobs">{jobs.map((job) => <li key={job.id}><One job={job} /></li>)}</ul>}
    </Sheet>
  );
}

const icons = {
  waiting: <ClockCircleOutlined className="muted" />, running: <SyncOutlined className="job-running" />, done: <CheckCircleFilled className="job-done" />,
  failed: <CloseCircleFilled className="job-failed" />, stopped: <MinusCircleFilled className="muted" />,
} as const;

function One({ job }: { readonly job: Job }) {
  const say = useTransferSay();
  const { language } = useLanguage();
  const { model, session } = useEngine();
  const result = job.result;
  const dry = result !== null && 'dryRun' in result && result.dryRun;
  const title = say(dry ? 'kind_check' : `kind_${job.kind}`, { objects: inSentence(model.objects[job.object]?.plural ?? job.object) });
  return (
    <div className="job" data-job-kind={job.kind} data-job-state={job.state}>
      <span className="job-icon" role="img" aria-label={say(`state_${job.state}`)}>{icons[job.state]}</span>
      <div className="job-body">
        {isOpen(job) ? <JobProgress job={job} label={title} /> : <><b className="job-title">{title}</b><span className={job.state === 'failed' ? 'job-failed' : 'muted'}>{job.problem ?? outcomeOf(job, say)}</span></>}
        <time className="muted small" dateTime={job.at}>{sinceText(job.at, language, session.timeZone)}</time>
      </div>
      {job.file ? <Button size="small" icon={<DownloadOutlined />} data-action="download" aria-label={say(job.kind === 'export' ? 'download' : 'downloadRefused')} title={job.file.name} onClick={() => download(job.file!)} /> : null}
    </div>
  );
}

function outcomeOf(job: Job, say: TransferSay): string {
  if (job.kind === 'export') return `${job.state === 'stopped' ? `${say('state_stopped')} · ` : ''}${say('rowsExported', { count: job.done })}`;
  const parts: string[] = job.state === 'stopped' ? [say('state_stopped')] : [];
  if (job.kind === 'bulk') {
    const { changed = 0, refused = 0 } = (job.result ?? {}) as Partial<BulkResult>;
    return [...parts, say('bulkDone', { count: changed }), ...(refused > 0 ? [say('bulkRefused', { count: refused })] : [])].join(' · ');
  }
  const found = (job.result ?? {}) as Partial<ImportResult>;
  const words = found.dryRun ? ({ created: 'willCreate', updated: 'willUpdate', unchanged: 'willStay', refused: 'willRefuse' } as const) : ({ created: 'created', updated: 'updated', unchanged: 'unchanged', refused: 'refused' } as const);
  const counts = (['created', 'updated', 'unchanged', 'refused'] as const).flatMap((name) => (found[name] ? [`${found[name]} ${say(words[name])}`] : []));
  return [...parts, ...counts].join(' · ') || say(`state_${job.state}`);
}
