/** Asks who is signed in: nobody → the sign-in page in place of the page asked for; somebody → the Model, then the page. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { CatchBoundary } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react';
import { client, loadModel, onSignedOut, problemOf, type Session, type TaggedModel } from './client.ts';
import { EngineProvider } from './engine.tsx';
import { keptLanguage, useLanguage, useSay } from './language.tsx';
import { ProblemView } from './problem-view.tsx';
import { SignInAgain } from './sign-in-again.tsx';
import { Late } from './waiting.tsx';

// Who is signed in has no need of it; the smaller dialog above a page is here, since its session may have ended with an older release.
const SignInPage = lazy(() => import('./sign-in.tsx').then((part) => ({ default: part.SignInPage })));

const sessionKey = ['session'] as const;

const askSession = (): Promise<Session | null> => client.session().catch((error: unknown) => {
  if (problemOf(error).status === 401) return null;
  throw error;
});

/** Both are asked for at once: who has a session needs the Model too. Each answer is used once. */
let early: { session?: Promise<Session | null>; model?: Promise<TaggedModel> } = {};

export function preloadSession(): void {
  early = { session: askSession(), model: loadModel(undefined) };
  // Who is not signed in has none.
  early.model?.catch(() => undefined);
  early.session?.catch(() => undefined);
}

function take<K extends keyof typeof early>(key: K): (typeof early)[K] {
  const promise = early[key];
  delete early[key];
  return promise;
}

/** What one person was shown is not for the next. Who is signed in is watched here all along: that query goes on, with another answer. */
const forget = (queries: QueryClient): void => queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });

export function SessionGate({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const { choose } = useLanguage();
  const session = useQuery({ queryKey: sessionKey, staleTime: Infinity, queryFn: () => take('session') ?? askSession() });
  const modelKey = ['model', session.data?.tenant.slug, session.data?.user.id];
  const fresh = () => loadModel(queries.getQueryData<TaggedModel>(modelKey));
  const model = useQuery({ queryKey: modelKey, staleTime: Infinity, enabled: Boolean(session.data), structuralSharing: false, queryFn: () => take('model')?.catch(fresh) ?? fresh() });
  const [ended, setEnded] = useEnded(session.data);
  const refresh = useCallback(() => {
    forget(queries);
    queries.setQueryData(sessionKey, null);
  }, [queries]);
  const signedIn = (next: Session) => {
    const same = session.data?.user.id === next.user.id;
    if (!same) forget(queries);
    queries.setQueryData(sessionKey, next);
    setEnded(false);
    // What was refused meanwhile is asked for again.
    if (same) void queries.refetchQueries({ predicate: (query) => query.state.status === 'error' });
    // Who has chosen nothing on this device reads what their account says.
    if (keptLanguage() === undefined) choose(next.locale);
  };
  if (session.isPending || (session.data && model.isPending)) return <div className="center-page"><Late /></div>;
  // Who has a Model goes on with it when the next cannot be had just now.
  const failed = session.error ?? (model.data ? null : model.error);
  if (failed && !ended) return <div className="center-page"><ProblemView error={failed} retry={() => void queries.invalidateQueries()} /></div>;
  if (!session.data || !model.data) return <SignInRoom signedIn={signedIn} />;
  return (
    <>
      <EngineProvider key={session.data.user.id} source={model.data.model} session={session.data} refresh={refresh}>{children}</EngineProvider>
      {ended ? <SignInAgain login={session.data.user.login} tenant={session.data.tenant.slug} signedIn={signedIn} leave={refresh} /> : null}
    </>
  );
}

/** The sign-in page once its code is here; where it cannot be had, what to do about it. */
function SignInRoom({ signedIn }: { readonly signedIn: (next: Session) => void }) {
  return (
    <CatchBoundary getResetKey={() => 'sign-in'} errorComponent={NoSignIn}>
      <Suspense fallback={<div className="center-page"><Late /></div>}><SignInPage signedIn={signedIn} /></Suspense>
    </CatchBoundary>
  );
}

function NoSignIn() {
  const say = useSay();
  return <div className="center-page"><ProblemView error={{ status: 0, detail: say('newerCode') }} retry={() => location.reload()} /></div>;
}

/** Whether the server has said, since the sign-in, that there is no session any more. */
function useEnded(session: Session | null | undefined): readonly [boolean, (ended: boolean) => void] {
  const [ended, setEnded] = useState(false);
  const signedIn = Boolean(session);
  useEffect(() => (signedIn ? onSignedOut(() => setEnded(true)) : undefined), [signedIn]);
  return [ended && signedIn, setEnded];
}
