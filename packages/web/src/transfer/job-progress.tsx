/** How far a job is, and a way to stop it. */
import type { Job } from '@tenon/sdk';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import { client } from '../app/client.ts';
import { isOpen } from './jobs.ts';
import { useTransferSay } from './words.ts';

export function JobProgress({ job, label, rows = false }: { readonly job: Job; readonly label: string; readonly rows?: boolean }) {
  const say = useTransferSay();
  const [stopping, setStopping] = useState(false);
  const percent = job.total ? Math.min(100, Math.floor((job.done / job.total) * 100)) : 0;
  const stop = () => {
    setStopping(true);
    client.stopJob(job.id).catch(() => undefined); // it may have ended by now
  };
  const count = job.total === null ? say(rows ? 'counting' : 'soFar', { done: job.done }) : say(rows ? 'rowsDone' : 'of', { done: job.done, total: job.total });
  return (
    <div className="job-progress" data-job={job.state} role="status" aria-live="polite">
      <Progress percent={percent} showInfo={false} status={isOpen(job) ? 'active' : 'normal'} aria-label={label} />
      <div className="job-progress-line">
        <span>{label}</span>
        <span className="muted num">{count}</span>
        {isOpen(job) ? <Button size="small" disabled={stopping} data-action="stop-job" onClick={stop}>{say(stopping ? 'stopping' : 'stop')}</Button> : null}
      </div>
    </div>
  );
}
