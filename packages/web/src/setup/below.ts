/** A document of the layers below the tenant's own: nothing for what the tenant brought itself. */
import { useQuery } from '@tanstack/react-query';
import { problemOf } from '../app/client.ts';
import { metadata, type LayeredDocument } from './metadata.ts';
import { useSetup } from './setup-scope.tsx';

export function useBelow(object: string) {
  const { draft } = useSetup();
  const address = `object/${object}`;
  return useQuery({
    queryKey: ['setup', 'below', address, draft.baseVersion],
    staleTime: Infinity,
    queryFn: () => metadata.document(address, 'tenant').catch((error: unknown): LayeredDocument | null => {
      if (problemOf(error).status === 404) return null;
      throw error;
    }),
  });
}

type Fields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const fieldBelow = (document: LayeredDocument | null | undefined, name: string): Readonly<Record<string, unknown>> | undefined => (document?.value['fields'] as Fields | undefined)?.[name];
