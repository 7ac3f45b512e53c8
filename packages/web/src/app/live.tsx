/**
 * What the server pushes while a page is open: news, progress of long work, another Model.
 *
 * One stream per page. Where it cannot be had, nothing is said: everything shown can be loaded without it.
 */
import { useQueryClient } from '@tanstack/react-query';
import type { LiveEvent } from '@tenon/sdk';
import { createContext, use, useEffect, useRef, type ReactNode } from 'react';

type Listener = (event: LiveEvent) => void;
const LiveContext = createContext<Set<Listener> | undefined>(undefined);

const tryAgainMs = 60_000;

export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const listeners = useRef(new Set<Listener>()).current;
  const queries = useQueryClient();
  useEffect(() => listen((event) => {
    if (event.kind === 'model') void queries.refetchQueries({ queryKey: ['model'] }, { cancelRefetch: false });
    for (const listener of listeners) listener(event);
  }), [queries, listeners]);
  return <LiveContext value={listeners}>{children}</LiveContext>;
}

function listen(heard: Listener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource('/api/events');
    source.onmessage = ({ data }) => heard(JSON.parse(String(data)) as LiveEvent);
    source.onerror = () => {
      // The browser itself opens a stream anew that broke off; one that was refused it gives up.
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, tryAgainMs);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

/** Calls back with each event as long as the component is there. */
export function useLive(heard: Listener): void {
  const listeners = use(LiveContext);
  const latest = useRef(heard);
  useEffect(() => {
    latest.current = heard;
  });
  useEffect(() => {
    const listener: Listener = (event) => latest.current(event);
    listeners?.add(listener);
    return () => void listeners?.delete(listener);
  }, [listeners]);
}
