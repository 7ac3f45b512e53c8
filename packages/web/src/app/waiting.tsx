/** In the place of what is not there yet. Nothing moves in the first moment: what comes at once would only flicker. */
import { Skeleton } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useSay } from './language.tsx';

export const patienceMs = 200;

/** Its children once it has been waited for a moment. */
export function AfterAMoment({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return shown ? children : null;
}

export const Waiting = () => <AfterAMoment><Skeleton active paragraph={{ rows: 10 }} /></AfterAMoment>;

/** For a whole page of which nothing is known yet. */
export function Late() {
  const say = useSay();
  return <AfterAMoment><div className="late" role="status" aria-label={say('loading')} /></AfterAMoment>;
}
