/** The shape of a record's page while its record is on the way. */
import { Skeleton } from 'antd';
import { AfterAMoment } from '../app/waiting.tsx';

export function RecordSkeleton() {
  return (
    <AfterAMoment>
      <div className="rec-skeleton" aria-busy>
        <Skeleton active title={{ width: 140 }} paragraph={false} />
        <Skeleton active avatar={{ shape: 'square', size: 40 }} title={{ width: 260 }} paragraph={false} />
        <div className="panel rec-skeleton-facts">{[0, 1, 2, 3].map((i) => <Skeleton key={i} active title={{ width: 60 }} paragraph={{ rows: 1, width: 110 }} />)}</div>
        <div className="panel rec-skeleton-body"><Skeleton active title={{ width: 120 }} paragraph={{ rows: 6 }} /></div>
      </div>
    </AfterAMoment>
  );
}
