/** How many notifications wait to be read. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../client.ts';
import { useLive } from '../live.tsx';

const queryKey = ['unread'] as const;

export function useUnread(): number {
  const queries = useQueryClient();
  useLive((event) => {
    if (event.kind !== 'notification') return;
    queries.setQueryData(queryKey, event.unread);
    void queries.invalidateQueries({ queryKey: ['notifications'] });
  });
  const unread = useQuery({ queryKey, queryFn: async () => (await client.notifications({ limit: 1 })).unread, staleTime: 60_000, retry: false });
  return unread.data ?? 0;
}

/** Puts a number that an answer has brought. */
export function useSetUnread(): (unread: number) => void {
  const queries = useQueryClient();
  return (unread) => void queries.setQueryData(queryKey, unread);
}
