/** A problem as a page or an alert: what happened, what to do, and the request id for whoever is asked for help. */
import { CopyOutlined, DisconnectOutlined, LockOutlined, SearchOutlined, WarningOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { problemOf, type ProblemShape } from './client.ts';
import { useSay, type Say } from './language.tsx';

function wordsFor({ status, detail, title }: ProblemShape, say: Say): { readonly title: string; readonly detail: string | undefined } {
  if (status === 404) return { title: say('notFound'), detail: say('notFoundDetail') };
  if (status === 403) return { title: say('notAllowed'), detail: detail ?? say('notAllowedDetail') };
  if (status === 0) return { title: say('problemTitle'), detail: detail !== undefined && !technical.test(detail) ? detail : say('problemNetwork') };
  if (status === -1) return { title: say('pageBroke'), detail: say('pageBrokeDetail') };
  return { title: say('problemTitle'), detail: detail ?? title };
}
/** What browsers say of a request that did not get through helps nobody. */
const technical = /fetch|network|load failed/i;

const icons = { 404: <SearchOutlined />, 403: <LockOutlined />, 0: <DisconnectOutlined /> } as const;

export function ProblemView({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const say = useSay();
  const problem = problemOf(error);
  const { title, detail } = wordsFor(problem, say);
  const lost = problem.status === 404 || problem.status === 403;
  return (
    <div className="problem" role="alert" data-status={problem.status}>
      <div className="problem-icon">{icons[problem.status as keyof typeof icons] ?? <WarningOutlined />}</div>
      <h1>{title}</h1>
      <ProblemText detail={detail} problem={problem} />
      <div className="problem-ways">
        {retry && !lost ? <Button type="primary" onClick={retry}>{say('retry')}</Button> : null}
        {lost ? <Button type="primary" href="/">{say('home')}</Button> : null}
      </div>
    </div>
  );
}

export function ProblemAlert({ error }: { readonly error: unknown }) {
  const say = useSay();
  const problem = problemOf(error);
  return <Alert type="error" showIcon title={<ProblemText detail={wordsFor(problem, say).detail} problem={problem} />} className="gap-below" />;
}

function ProblemText({ detail, problem }: { readonly detail: string | undefined; readonly problem: ProblemShape }) {
  return (
    <>
      <div>{detail}</div>
      {problem.hint ? <div>{problem.hint}</div> : null}
      {problem.status === -1 && problem.detail ? <code className="problem-code">{problem.detail}</code> : null}
      {problem.requestId ? <RequestId id={problem.requestId} /> : null}
    </>
  );
}

function RequestId({ id }: { readonly id: string }) {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(id).then(() => setCopied(true));
  return (
    <div className="muted small">
      {say('requestId')}: <code>{id}</code>{' '}
      {/* A page that is not served over TLS has no clipboard. */}
      {'clipboard' in navigator ? <Button type="text" size="small" icon={<CopyOutlined />} onClick={copy} aria-label={say('copy')}>{copied ? say('copied') : null}</Button> : null}
    </div>
  );
}
