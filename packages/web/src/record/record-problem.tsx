/** In the place of a record that cannot be shown: what is the matter, and where to go on. */
import { Link } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { Button } from 'antd';
import { problemOf } from '../app/client.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { useRecordSay } from './words.ts';

export function RecordProblem({ object, error, retry }: { readonly object: ObjectModel; readonly error: unknown; readonly retry: () => void }) {
  const words = useRecordSay();
  const { status } = problemOf(error);
  return (
    <>
      <ProblemView error={error} retry={retry} />
      {status === 404 || status === 403 ? <div className="rec-problem-ways"><Link to="/o/$object" params={{ object: object.name }}><Button type="primary">{words('toList', { objects: object.plural })}</Button></Link></div> : null}
    </>
  );
}
