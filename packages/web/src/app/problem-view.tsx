/** A problem as a page or an alert: what happened, what to do, and the request id for whoever is asked for help. */
import { StopOutlined, WarningOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { problemOf } from './client.ts';
import { useSay } from './language.tsx';

export function ProblemView({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const say = useSay();
  const problem = problemOf(error);
  const missing = problem.status === 404;
  const title = missing ? say('notFound') : say('problemTitle');
  const detail = missing ? say('notFoundDetail') : problem.status === 0 ? say('problemNetwork') : problem.detail ?? problem.title;
  return (
    <div className="problem" role="alert">
      <div className="problem-icon">{missing || problem.status === 403 ? <StopOutlined /> : <WarningOutlined />}</div>
      <h1>{title}</h1>
      <ProblemText detail={detail} problem={problem} />
      {retry && !missing ? <Button type="primary" onClick={retry}>{say('retry')}</Button> : null}
    </div>
  );
}

export function ProblemAlert({ error }: { readonly error: unknown }) {
  const say = useSay();
  const problem = problemOf(error);
  const detail = problem.status === 0 ? say('problemNetwork') : problem.detail ?? problem.title;
  return <Alert type="error" showIcon title={<ProblemText detail={detail} problem={problem} />} className="gap-below" />;
}

function ProblemText({ detail, problem }: { readonly detail: string | undefined; readonly problem: ReturnType<typeof problemOf> }) {
  const say = useSay();
  return (
    <>
      <div>{detail}</div>
      {problem.hint ? <div>{problem.hint}</div> : null}
      {problem.requestId ? <div className="muted small">{say('requestId')}: <code>{problem.requestId}</code></div> : null}
    </>
  );
}
