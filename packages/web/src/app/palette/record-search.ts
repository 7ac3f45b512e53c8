/** Records of all objects by the words typed, asked for when the reader has paused. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SearchGroup } from '@tenon/sdk';
import { useDeferredValue, useEffect, useState } from 'react';
import { client } from '../client.ts';

const pauseMs = 180;

export function useRecordSearch(text: string, limit = 5): { readonly groups: readonly SearchGroup[] | undefined; readonly isFetching: boolean; readonly error: unknown } {
  const typed = useDeferredValue(text.trim());
  const [asked, setAsked] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), pauseMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery({ queryKey: ['search', asked, limit], queryFn: () => client.search(asked, limit), enabled: asked !== '', placeholderData: keepPreviousData, retry: false });
  return { groups: typed === '' ? undefined : found.data?.data, isFetching: typed !== '' && (found.isFetching || asked !== typed), error: found.error };
}
