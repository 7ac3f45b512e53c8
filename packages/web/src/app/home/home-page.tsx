/** Home: what waits for the reader, where they were of late, what they have pinned, and the first records of the app's own first page. */
import { Navigate } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useEngine } from '../engine.tsx';
import { useLanguage } from '../language.tsx';
import { navigationOf, type NavApp } from '../navigation.ts';
import { usePreference, usePreferencesReady } from '../preferences.ts';
import { EmptyHome } from './empty-home.tsx';
import { FirstRecords } from './first-records.tsx';
import { HomeDashboard } from './home-dashboard.tsx';
import { Places } from './places.tsx';
import { WaitingForMe } from './waiting-for-me.tsx';
import { useHomeSay } from './words.ts';
import './home.css';

/** A new window begins where its reader wants; who then goes home means home. */
let begun = false;

export function HomePage() {
  const [kept] = usePreference('start', '/');
  // An address of ours, and of nobody else's.
  const start = /^\/(?![/\\])/.test(kept) ? kept : '/';
  const ready = usePreferencesReady();
  const first = !begun;
  useEffect(() => {
    if (ready) begun = true;
  }, [ready]);
  if (first && !ready) return null;
  return first && start !== '/' ? <Navigate to={start as '/'} replace /> : <Home />;
}

function Home() {
  const engine = useEngine();
  const say = useHomeSay();
  const greeting = useGreeting();
  const apps = useMemo(() => navigationOf(engine), [engine]);
  const home = apps.find((app: NavApp) => app.home)?.home;
  return (
    <div className="home">
      <div className="page-head home-head"><h1>{greeting}</h1><span className="muted">{useToday()}</span></div>
      {apps.length === 0 ? <p className="panel home-empty">{say('noApps')}</p> : (
        <>
          <EmptyHome apps={apps} />
          <WaitingForMe apps={apps} />
          {home?.kind === 'dashboard' ? <HomeDashboard name={home.name} /> : null}
          <div className="home-columns">
            {home?.kind === 'view' ? <FirstRecords object={home.object} view={home.view} /> : null}
            <Places />
          </div>
        </>
      )}
    </div>
  );
}

const useToday = (): string => {
  const { language } = useLanguage();
  const { session } = useEngine();
  return new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', timeZone: session.timeZone }).format(new Date());
};

/** Hours at which the greeting changes. */
const parts = [[5, 'night'], [12, 'morning'], [18, 'afternoon'], [23, 'evening'], [24, 'night']] as const;

function useGreeting(): string {
  const { session } = useEngine();
  const say = useHomeSay();
  const hour = Number(new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: session.timeZone }).format(new Date()));
  const part = parts.find(([until]) => hour < until)![1];
  return say(`good_${part}`, { name: session.user.name });
}
