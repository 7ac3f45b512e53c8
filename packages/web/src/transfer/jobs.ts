/** Long work as the page knows it: pushed by the server, and asked for now and then where nothing comes. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Job } from '@tenon/sdk';
import { useEffect, useRef } from 'react';
import { client } from '../app/client.ts';
import { useLive } from '../app/live.tsx';

const listKey = ['jobs'] as const;
const jobKey = (id: string) => ['job', id] as const;
const askMs = 1_500;

export const isOpen = (job: Job): boolean => job.state === 'waiting' || job.state === 'running';

/** The jobs of the reader, the newest first. */
export function useJobs(): readonly Job[] {
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: listKey, queryFn: async () => (await client.jobs()).data, retry: false, staleTime: 30_000,
    refetchInterval: ({ state }) => (state.data?.some(isOpen) ? askMs * 2 : false),
  });
  useLive((event) => { if (event.kind === 'job') noteJob(queries, event.job); });
  return found.data ?? [];
}

/** One that has just been asked for, or of which there is news. News may come in any order: nothing goes backwards. */
export function noteJob(queries: QueryClient, job: Job): void {
  const newer = (old: Job | undefined): boolean => old === undefined || (isOpen(old) && (!isOpen(job) || job.done >= old.done));
  if (newer(queries.getQueryData<Job>(jobKey(job.id)))) queries.setQueryData<Job>(jobKey(job.id), job);
  queries.setQueryData<readonly Job[]>(listKey, (all) => {
    if (!all) return all;
    const old = all.find(({ id }) => id === job.id);
    if (!old) return [job, ...all];
    return newer(old) ? all.map((one) => (one === old ? job : one)) : all;
  });
}

/** How far one job is, until it has ended; `ended` is called once, when it has while somebody looks. */
export function useJob(begun: Job | undefined, ended?: (job: Job) => void): Job | undefined {
  const queries = useQueryClient();
  const id = begun?.id ?? '';
  const found = useQuery({
    queryKey: jobKey(id), queryFn: () => client.job(id), enabled: begun !== undefined, initialData: begun, initialDataUpdatedAt: 0, retry: 2,
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? askMs : false),
  });
  useLive((event) => { if (event.kind === 'job' && event.job.id === id) noteJob(queries, event.job); });
  const job = begun === undefined ? undefined : found.data;
  const told = useRef('');
  useEffect(() => {
    if (!job || isOpen(job) || told.current === job.id) return;
    told.current = job.id;
    noteJob(queries, job);
    ended?.(job);
  }, [job, ended, queries]);
  return job;
}
