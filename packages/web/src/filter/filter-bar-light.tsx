/** The filters of a list as they look while none is set: their names. The first touch loads what they do. */
import { DownOutlined, FilterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState, type ComponentProps } from 'react';
import { useEngine } from '../app/engine.tsx';
import { usePhone } from '../app/phone.ts';
import { fieldAt } from '../fields/paths.ts';
import { Pressed } from '../list/deferred.tsx';
import type { FilterBar as Bar } from './filter-bar.tsx';
import './filter.css';
import { useFilterSay } from './say.ts';

const load = () => import('./filter-bar.tsx');
const FilterBar = lazy(() => load().then((part) => ({ default: part.FilterBar })));

export function FilterBarLight(props: ComponentProps<typeof Bar>) {
  const { object, quick, filter, about } = props;
  const { model } = useEngine();
  const say = useFilterSay();
  const phone = usePhone();
  const [wanted, setWanted] = useState<string | undefined>(undefined);
  const near = () => void load().catch(() => undefined);
  const shown = phone ? [] : quick.map((path) => ({ path, field: fieldAt(model, object.name, path.split('.')) })).filter(({ field }) => field !== undefined);
  const light = (
    <>
      {shown.map(({ path, field }) => (
        <div key={path} className={`filter filter-${field!.type}`} data-filter={path}>
          <button type="button" className="filter-light" aria-haspopup="listbox" onPointerEnter={near} onFocus={near} onClick={() => setWanted(`[data-filter="${path}"] [role=combobox], [data-filter="${path}"] input`)}><span>{field!.label}</span><i>{say('any')}</i><DownOutlined /></button>
        </div>
      ))}
      <Button icon={<FilterOutlined />} aria-label={say('filter')} title={say('filter')} data-action="filter" onPointerEnter={near} onFocus={near} onClick={() => setWanted('[data-action=filter]')}>{phone ? null : say('filter')}</Button>
    </>
  );
  if (filter === undefined && about === undefined && wanted === undefined) return light;
  const bar = <FilterBar {...props} />;
  return <Suspense fallback={light}>{wanted === undefined ? bar : <Pressed selector={wanted}>{bar}</Pressed>}</Suspense>;
}
