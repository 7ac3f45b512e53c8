/** The tray of tasks in the header: there as soon as there is one, with the number of those that run. */
import { CarryOutOutlined, SyncOutlined } from '@ant-design/icons';
import { lazy, Suspense, useState } from 'react';
import { isOpen, useJobs } from './jobs.ts';
import { useTransferSay } from './words.ts';

const JobsSheet = lazy(() => import('./jobs-sheet.tsx'));

export function JobsTray() {
  const say = useTransferSay();
  const jobs = useJobs();
  const [open, setOpen] = useState(false);
  const running = jobs.filter(isOpen).length;
  if (jobs.length === 0) return null;
  return (
    <>
      <button type="button" className="icon-button bell" data-action="jobs" data-running={running} aria-haspopup="dialog" aria-label={say('jobsRunning', { count: running })} title={say('jobsRunning', { count: running })} onClick={() => setOpen(true)}>
        {running > 0 ? <SyncOutlined spin /> : <CarryOutOutlined />}{running > 0 ? <b className="bell-count">{running}</b> : null}
      </button>
      <Suspense>{open ? <JobsSheet jobs={jobs} close={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
