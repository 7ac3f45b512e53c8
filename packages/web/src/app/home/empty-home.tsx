/** For who begins in a tenant that nothing is in yet: what to do first. */
import { PlusOutlined, ToolOutlined } from '@ant-design/icons';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { client } from '../client.ts';
import { useEngine } from '../engine.tsx';
import { inSentence } from '../language.tsx';
import { mayAdminister, type NavApp } from '../navigation.ts';
import { useRecent } from '../visited.ts';
import { useHomeSay } from './words.ts';

/** Objects that are looked into: what a tenant begins with stands first in its navigation. */
const looked = 4;

export function EmptyHome({ apps }: { readonly apps: readonly NavApp[] }) {
  const engine = useEngine();
  const { model, access } = engine;
  const say = useHomeSay();
  const fresh = useRecent().length === 0;
  const objects = useMemo(() => {
    const names = apps.flatMap((app) => app.groups.flatMap((group) => group.items.flatMap(({ target }) => (target.kind === 'view' ? [target.object] : []))));
    return [...new Set(names)].filter((name) => access(name).create).slice(0, looked).map((name) => model.objects[name]!);
  }, [apps, access, model]);
  const found = useQueries({ queries: objects.map(({ name }) => ({ queryKey: ['home', 'any', name], enabled: fresh, retry: false, queryFn: () => client.list(name, { limit: 1, select: 'id' }) })) });
  if (!fresh || objects.length === 0 || found.some(({ data }) => !data || data.data.length > 0)) return null;
  return (
    <section className="panel home-first" data-home="fresh">
      <h2>{say('firstTitle')}</h2>
      <p className="muted">{say('firstDetail')}</p>
      <div className="home-steps">
        {objects.map((object) => <Link key={object.name} to="/o/$object/new" params={{ object: object.name }} className="home-step"><PlusOutlined /> {say('createFirst', { object: inSentence(object.label) })}</Link>)}
        {mayAdminister(engine) ? <Link to="/setup" className="home-step"><ToolOutlined /> {say('fitFields')}</Link> : null}
      </div>
    </section>
  );
}
