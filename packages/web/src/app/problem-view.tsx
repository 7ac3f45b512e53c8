/** A problem as a page or an alert: what happened, what to do, and the request id for whoever is asked for help. */
import { Alert, Button, Result, Typography } from 'antd';
import { problemOf } from './client.ts';
import { useSay } from './language.tsx';

export function ProblemView({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const say = useSay();
  const problem = problemOf(error);
  const missing = problem.status === 404;
  const title = missing ? say('notFound') : say('problemTitle');
  const detail = missing ? say('notFoundDetail') : problem.status === 0 ? say('problemNetwork') : problem.detail ?? problem.title;
  return (
    <Result
      status={missing ? '404' : problem.status === 403 ? '403' : 'warning'}
      title={title}
      subTitle={<ProblemText detail={detail} problem={problem} />}
      extra={retry && !missing ? <Button type="primary" onClick={retry}>{say('retry')}</Button> : null}
    />
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
      {problem.requestId ? (
        <Typography.Text type="secondary" copyable={{ text: problem.requestId }} className="small">{say('requestId')}: {problem.requestId}</Typography.Text>
      ) : null}
    </>
  );
}
