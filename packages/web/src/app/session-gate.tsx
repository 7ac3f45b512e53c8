/** Asks who is signed in: nobody → the sign-in page in place of the page asked for; somebody → the Model, then the page. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Spin } from 'antd';
import type { ReactNode } from 'react';
import { loadModel, problemOf, type client as apiClient, type Session, type TaggedModel } from './client.ts';
import { EngineProvider } from './engine.tsx';
import { useLanguage } from './language.tsx';
import { ProblemView } from './problem-view.tsx';
import { SignInPage } from './sign-in.tsx';

interface Props {
  readonly client: typeof apiClient;
  readonly children: ReactNode;
}

export function SessionGate({ client, children }: Props) {
  const queries = useQueryClient();
  const { language } = useLanguage();
  const session = useQuery({
    queryKey: ['session'],
    staleTime: Infinity,
    queryFn: () => client.session().catch((error: unknown) => {
      if (problemOf(error).status === 401) return null;
      throw error;
    }) as Promise<Session | null>,
  });
  const modelKey = ['model', session.data?.tenant.slug, session.data?.user.id];
  const model = useQuery({
    queryKey: modelKey,
    staleTime: Infinity,
    enabled: Boolean(session.data),
    structuralSharing: false,
    queryFn: () => loadModel(queries.getQueryData<TaggedModel>(modelKey)),
  });
  const signedIn = (next: Session) => queries.setQueryData(['session'], next);
  const refresh = () => {
    queries.clear();
    void queries.invalidateQueries();
    queries.setQueryData(['session'], null);
  };
  if (session.isPending || (session.data && model.isPending)) return <div className="center-page"><Spin size="large" /></div>;
  // Who has a Model goes on with it when the next cannot be had just now.
  const failed = session.error ?? (model.data ? null : model.error);
  if (failed) return <div className="center-page"><ProblemView error={failed} retry={() => void queries.invalidateQueries()} /></div>;
  if (!session.data || !model.data) return <SignInPage key={language} signedIn={signedIn} />;
  return <EngineProvider source={model.data.model} session={session.data} refresh={refresh}>{children}</EngineProvider>;
}
