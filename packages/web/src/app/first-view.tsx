/** Of an object without a view in the address: the one that the reader has chosen to open first, else the default. */
import { Navigate } from '@tanstack/react-router';
import { findView, useEngine, viewKey, viewsOf } from './engine.tsx';
import { usePreference } from './preferences.ts';

export function FirstView({ object, view: asked }: { readonly object: string; readonly view?: string | undefined }) {
  const { model } = useEngine();
  const [{ first }] = usePreference<{ readonly first?: string }>(`views:${object}`, {});
  const view = findView(model, object, asked) ?? viewsOf(model, object)[0];
  const key = asked === undefined && typeof first === 'string' ? first : undefined;
  return <Navigate to="/o/$object/$view" params={{ object, view: key ?? (view ? viewKey(view) : 'all') }} replace />;
}
