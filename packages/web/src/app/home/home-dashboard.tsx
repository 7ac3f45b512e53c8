/** The dashboard that the app calls home, with its charts loaded behind the rest of the page. */
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useEngine } from '../engine.tsx';
import { Waiting } from '../waiting.tsx';
import { useHomeSay } from './words.ts';

const WidgetGrid = lazy(() => import('../../report/widget-grid.tsx').then((part) => ({ default: part.WidgetGrid })));

export function HomeDashboard({ name }: { readonly name: string }) {
  const { model } = useEngine();
  const say = useHomeSay();
  const dashboard = model.dashboards?.[name];
  if (!dashboard) return null;
  return (
    <section className="home-part" data-home-dashboard={name}>
      <h2 className="home-title">{dashboard.label}<Link to={`/d/${name}` as '/'}>{say('showAll')}</Link></h2>
      <Suspense fallback={<Waiting />}><WidgetGrid dashboard={dashboard} /></Suspense>
    </section>
  );
}
