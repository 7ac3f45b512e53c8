/** The filters of a view by the type of their field: choices, lookup, range of days, yes or no. */
import type { FieldModel, ViewModel } from '@tenon/model';
import { Input, Select } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useEngine } from '../app/engine.tsx';
import { useSay } from '../app/language.tsx';
import { Lookup, useDebounced } from '../fields/lookup.tsx';
import { fieldAt } from '../fields/paths.ts';
import type { FilterValue } from './list-search.ts';

// A calendar is much code, and a list is of use before it is there.
const RangeFilter = lazy(() => import('./range-filter.tsx').then((part) => ({ default: part.RangeFilter })));

interface Props {
  readonly view: ViewModel;
  readonly values: Readonly<Record<string, FilterValue>>;
  readonly onChange: (values: Readonly<Record<string, FilterValue>>) => void;
}

export function QuickFilters({ view, values, onChange }: Props) {
  const { model } = useEngine();
  const set = (path: string, value: FilterValue | undefined) => {
    const { [path]: _old, ...others } = values;
    onChange(value === undefined ? others : { ...others, [path]: value });
  };
  return (
    <>
      {view.quickFilters.map((path) => {
        const field = fieldAt(model, view.object, path.split('.'));
        if (!field) return null;
        return (
          <div key={path} className={`filter filter-${field.type}`} data-filter={path}>
            <FilterInput id={`filter_${path}`} field={field} value={values[path]} onChange={(value) => set(path, value)} />
          </div>
        );
      })}
    </>
  );
}

export interface FilterProps {
  readonly id: string;
  readonly field: FieldModel;
  readonly value: FilterValue | undefined;
  readonly onChange: (value: FilterValue | undefined) => void;
}

function FilterInput({ id, field, value, onChange }: FilterProps) {
  const say = useSay();
  switch (field.type) {
    case 'select': case 'multi_select': return (
      <Select<readonly string[]>
        id={id} mode="multiple" maxTagCount="responsive" allowClear prefix={field.label} placeholder={say('any')} aria-label={field.label} popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'label' }}
        options={(field.options ?? []).map((option) => ({ value: option.value, label: option.label }))}
        value={Array.isArray(value) ? (value as readonly string[]) : []}
        onChange={(next) => onChange(next.length > 0 ? next : undefined)}
      />
    );
    case 'boolean': return (
      <Select<string>
        id={id} allowClear prefix={field.label} placeholder={say('any')} aria-label={field.label} {...(typeof value === 'boolean' ? { value: String(value) } : {})}
        options={[{ value: 'true', label: say('yes') }, { value: 'false', label: say('no') }]}
        onChange={(next) => onChange(next ? next === 'true' : undefined)}
      />
    );
    case 'reference': return (
      <Lookup id={id} prefix={field.label} placeholder={say('any')} to={field.to ?? ''} label={field.label} value={typeof value === 'string' ? value : undefined} onChange={(next) => onChange(typeof next === 'string' ? next : undefined)} />
    );
    case 'date': case 'datetime': return <Suspense fallback={<Input prefix={field.label} disabled />}><RangeFilter id={id} field={field} value={value} onChange={onChange} /></Suspense>;
    default: return <TextFilter id={id} field={field} value={value} onChange={onChange} />;
  }
}

function TextFilter({ id, field, value, onChange }: FilterProps) {
  const given = typeof value === 'string' ? value : '';
  const [text, setText] = useState(given);
  const settled = useDebounced(text, 300);
  useEffect(() => setText(given), [given]);
  useEffect(() => {
    if (settled !== given && settled === text) onChange(settled || undefined);
    // Only what was typed counts; a change of the address comes in above.
  }, [settled]);
  return <Input id={id} prefix={field.label} aria-label={field.label} allowClear value={text} onChange={(event) => setText(event.target.value)} />;
}
