/** Says when the server cannot be reached, and tries again until it can. */
import { DisconnectOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { client } from './client.ts';
import { useSay } from './language.tsx';
import { useReached } from './reached.ts';

const tryEveryMs = 5_000;

export function Connection() {
  const reached = useReached();
  const queries = useQueryClient();
  const say = useSay();
  const before = useRef(reached);
  useEffect(() => {
    // What failed meanwhile is asked for again.
    if (reached && !before.current) void queries.refetchQueries({ predicate: (query) => query.state.status === 'error' });
    before.current = reached;
    if (reached) return undefined;
    const timer = setInterval(() => void client.session().catch(() => undefined), tryEveryMs);
    return () => clearInterval(timer);
  }, [reached, queries]);
  return reached ? null : <div className="banner banner-warning" role="status"><DisconnectOutlined /> {say('offline')}</div>;
}
