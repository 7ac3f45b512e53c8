/** The third step: everything is done as it would be, and nothing kept. */
import { useQueryClient } from '@tanstack/react-query';
import type { ImportResult } from '@tenon/sdk';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { client } from '../app/client.ts';
import { ProblemAlert } from '../app/problem-view.tsx';
import { ImportCounts } from './import-counts.tsx';
import { requestOf } from './import-state.ts';
import { JobProgress } from './job-progress.tsx';
import { isOpen, noteJob, useJob } from './jobs.ts';
import { RefusedTable } from './refused-table.tsx';
import type { PreviewedProps } from './step.ts';
import { useTransferSay } from './words.ts';

export function ImportCheck({ object, state, change, preview }: PreviewedProps) {
  const say = useTransferSay();
  const queries = useQueryClient();
  const job = useJob(state.check);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const start = async (dryRun: boolean) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const request = requestOf(state)!;
      const made = await client.import(object.name, { ...request, dryRun });
      noteJob(queries, made);
      change(dryRun ? { check: made, checked: JSON.stringify(request) } : { step: 3, run: made });
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  if (!job) return null;
  const result = job.result as ImportResult | null;
  const whole = job.state === 'done' && result !== null;
  const good = result ? result.created + result.updated + result.unchanged : 0;
  return (
    <div className="import-check">
      {problem === undefined ? null : <ProblemAlert error={problem} />}
      {isOpen(job) ? <JobProgress job={job} label={say('checking')} rows /> : null}
      {job.state === 'failed' ? <Alert type="error" showIcon title={say('checkFailed')} description={job.problem} /> : null}
      {job.state === 'stopped' ? <Alert type="info" showIcon title={say('state_stopped')} /> : null}
      {whole ? (
        <Alert
          type={result.refused === 0 ? 'success' : good === 0 ? 'error' : 'warning'} showIcon data-checked={result.refused}
          title={result.refused === 0 ? say('checkedAll') : good === 0 ? say('checkedNone') : say('checkedSome', { count: result.refused })}
          description={result.refused > 0 ? say('correct') : undefined}
        />
      ) : null}
      {result ? <ImportCounts result={result} file={job.file} /> : null}
      {result && !isOpen(job) ? <RefusedTable result={result} preview={preview} mapping={state.mapping} /> : null}
      <div className="import-foot">
        <Button onClick={() => change({ step: 1 })}>{say('back')}</Button>
        <span className="grow" />
        {isOpen(job) ? null : <Button disabled={busy} onClick={() => void start(true)}>{say('checkAgain')}</Button>}
        <Button type="primary" disabled={!whole || good === 0} loading={busy} data-action="import-now" onClick={() => void start(false)}>{say('importNow', { count: good || preview.rows })}</Button>
      </div>
    </div>
  );
}
