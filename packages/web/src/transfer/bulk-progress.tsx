/** A change of many records while it runs, and what came of it. */
import type { BulkResult, Job } from '@tenon/sdk';
import { Alert, Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useEngine } from '../app/engine.tsx';
import { inSentence } from '../app/language.tsx';
import { JobProgress } from './job-progress.tsx';
import { isOpen, useJob } from './jobs.ts';
import { useTransferSay } from './words.ts';
import './transfer.css';

export function BulkProgress({ job: begun, done }: { readonly job: Job; readonly done: () => void }) {
  const say = useTransferSay();
  const { model } = useEngine();
  const [whole, setWhole] = useState<Job>();
  const job = useJob(begun, useCallback((end: Job) => setWhole(end), [])) ?? begun;
  const object = model.objects[job.object];
  if (isOpen(job)) return <JobProgress job={job} label={say('bulkRunning', { objects: inSentence(object?.plural ?? job.object) })} />;
  const result = (whole ?? job).result as BulkResult | null;
  return (
    <div className="bulk-end" data-bulk={job.state}>
      <Alert
        type={job.state === 'failed' ? 'error' : result && result.refused > 0 ? 'warning' : 'success'} showIcon
        title={job.problem ?? say('bulkDone', { count: result?.changed ?? 0 })}
        description={result && result.refused > 0 ? <Refused job={job} result={result} /> : undefined}
      />
      <Button onClick={done} data-action="bulk-close">{say('close')}</Button>
    </div>
  );
}

function Refused({ job, result }: { readonly job: Job; readonly result: BulkResult }) {
  const say = useTransferSay();
  return (
    <>
      <p>{say('bulkRefused', { count: result.refused })}</p>
      <ul className="bulk-errors">
        {result.errors.map((one) => <li key={one.id}><Link to="/o/$object/r/$id" params={{ object: job.object, id: one.id }}>{one.title}</Link> <span className="muted">{one.message}</span></li>)}
      </ul>
    </>
  );
}
