/** The first page: where the app says that home is, else its first item; and the first of an object, its default view. */
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
  return <FirstView object={target.object} view={target.view} />;
}

export function FirstView({ object, view: asked }: { readonly object: string; readonly view?: string | undefined }) {
  const { model } = useEngine();
  const view = findView(model, object, asked) ?? viewsOf(model, object)[0];
  return <Navigate to="/o/$object/$view" params={{ object, view: view ? viewKey(view) : 'all' }} replace />;
}
