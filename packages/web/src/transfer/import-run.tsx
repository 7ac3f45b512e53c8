/** The last step: the import runs, and what came of it. */
import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import type { ImportResult } from '@tenon/sdk';
import { Alert, Button } from 'antd';
import { useCallback } from 'react';
import { inSentence } from '../app/language.tsx';
import { ImportCounts } from './import-counts.tsx';
import { JobProgress } from './job-progress.tsx';
import { isOpen, useJob } from './jobs.ts';
import { RefusedTable } from './refused-table.tsx';
import type { PreviewedProps } from './step.ts';
import { useTransferSay } from './words.ts';

export function ImportRun({ object, state, reset, preview }: PreviewedProps) {
  const say = useTransferSay();
  const queries = useQueryClient();
  const navigate = useNavigate();
  // What lists and forms have kept is not what is there any more.
  const job = useJob(state.run, useCallback(() => void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'jobs' && queryKey[0] !== 'job' && queryKey[0] !== 'model' }), [queries]));
  if (!job) return null;
  const result = job.result as ImportResult | null;
  const refused = result?.refused ?? 0;
  return (
    <div className="import-run" data-import={job.state}>
      {isOpen(job) ? <JobProgress job={job} label={say('importing')} rows /> : null}
      {job.state === 'failed' ? <Alert type="error" showIcon title={say('importFailed')} description={job.problem} /> : null}
      {job.state === 'stopped' ? <Alert type="info" showIcon title={say('importStopped')} /> : null}
      {job.state === 'done' ? (
        <Alert type={refused === 0 ? 'success' : 'warning'} showIcon title={refused === 0 ? say('importedAll') : say('importedSome', { count: refused })} />
      ) : null}
      {result ? <ImportCounts result={result} file={job.file} /> : null}
      {result && !isOpen(job) ? <RefusedTable result={result} preview={preview} mapping={state.mapping} /> : null}
      {isOpen(job) ? null : (
        <div className="import-foot">
          <Button onClick={reset} data-action="start-over">{say('startOver')}</Button>
          <span className="grow" />
          <Button type="primary" onClick={() => { reset(); void navigate({ to: '/o/$object', params: { object: object.name } }); }} data-action="to-list">{say('toList', { objects: inSentence(object.plural) })}</Button>
        </div>
      )}
    </div>
  );
}
