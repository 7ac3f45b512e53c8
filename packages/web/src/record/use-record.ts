/** One record with everything that its page or form shows and computes with. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ObjectModel } from '@tenon/model';
import { useMemo } from 'react';
import { client, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { recordSelect } from '../fields/paths.ts';

interface Asking {
  /** Asks again by itself, so that a page that stays open learns of changes. */
  readonly everyMs?: number;
}

export function useRecord(object: ObjectModel | undefined, id: string, { everyMs }: Asking = {}) {
  const { model } = useEngine();
  const select = useMemo(() => (object ? recordSelect(model, object) : ''), [model, object]);
  return useQuery({
    queryKey: ['record', object?.name, id, select],
    enabled: Boolean(object),
    placeholderData: keepPreviousData,
    queryFn: () => client.get<RecordValues>(object!.name, id, { select }),
    ...(everyMs ? { refetchInterval: everyMs, refetchOnWindowFocus: 'always' as const } : {}),
  });
}
