/** The first page: where the app says that home is, else its first item. */
import { Navigate } from '@tanstack/react-router';
import { Empty } from 'antd';
import { findView, useEngine, viewKey, viewsOf } from './engine.tsx';
import { useSay } from './language.tsx';
import { navigationOf } from './navigation.ts';

export function HomePage() {
  const engine = useEngine();
  const say = useSay();
  const apps = navigationOf(engine);
  const target = apps.find((app) => app.home)?.home ?? apps[0]?.groups[0]?.items[0];
  if (!target) return <Empty description={say('noApps')} />;
  const view = findView(engine.model, target.object, target.view) ?? viewsOf(engine.model, target.object)[0];
  return <Navigate to="/o/$object/$view" params={{ object: target.object, view: view ? viewKey(view) : 'all' }} replace />;
}
