/** The filters of a view by the type of their field: choices, lookup, range of days, yes or no. */
import type { FieldModel, ViewModel } from '@tenon/model';
import { DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import { useEngine } from '../app/engine.tsx';
import { useSay } from '../app/language.tsx';
import { Lookup, useDebounced } from '../fields/lookup.tsx';
import { fieldAt, valueAt } from '../fields/paths.ts';
import type { FilterValue } from './list-search.ts';

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
          <div key={path} className="filter">
            <label htmlFor={`filter_${path}`}>{field.label}</label>
            <FilterInput id={`filter_${path}`} field={field} value={values[path]} onChange={(value) => set(path, value)} />
          </div>
        );
      })}
    </>
  );
}

interface InputProps {
  readonly id: string;
  readonly field: FieldModel;
  readonly value: FilterValue | undefined;
  readonly onChange: (value: FilterValue | undefined) => void;
}

function FilterInput({ id, field, value, onChange }: InputProps) {
  const say = useSay();
  switch (field.type) {
    case 'select': case 'multi_select': return (
      <Select<readonly string[]>
        id={id} mode="multiple" maxTagCount="responsive" allowClear placeholder={say('any')} aria-label={field.label} popupMatchSelectWidth={false}
        style={{ width: 170 }} showSearch={{ optionFilterProp: 'label' }}
        options={(field.options ?? []).map((option) => ({ value: option.value, label: option.label }))}
        value={Array.isArray(value) ? (value as readonly string[]) : []}
        onChange={(next) => onChange(next.length > 0 ? next : undefined)}
      />
    );
    case 'boolean': return (
      <Select<string>
        id={id} allowClear placeholder={say('any')} aria-label={field.label} {...(typeof value === 'boolean' ? { value: String(value) } : {})}
        options={[{ value: 'true', label: say('yes') }, { value: 'false', label: say('no') }]}
        onChange={(next) => onChange(next ? next === 'true' : undefined)}
      />
    );
    case 'reference': return (
      <span className="filter-lookup">
        <Lookup id={id} placeholder={say('any')} to={field.to ?? ''} label={field.label} value={typeof value === 'string' ? value : undefined} onChange={(next) => onChange(typeof next === 'string' ? next : undefined)} />
      </span>
    );
    case 'date': case 'datetime': return <RangeFilter id={id} field={field} value={value} onChange={onChange} />;
    default: return <TextFilter id={id} field={field} value={value} onChange={onChange} />;
  }
}

function RangeFilter({ id, value, onChange }: InputProps) {
  const say = useSay();
  const end = (name: string) => {
    const text = valueAt(value, [name]);
    return text ? dayjs(String(text)) : null;
  };
  return (
    <DatePicker.RangePicker
      id={{ start: id, end: `${id}_to` }} allowEmpty={[true, true]} placeholder={[say('from'), say('to')]} value={[end('from'), end('to')]} style={{ maxWidth: 250 }}
      onChange={(ends) => {
        const [from, to] = [ends?.[0]?.format('YYYY-MM-DD'), ends?.[1]?.format('YYYY-MM-DD')];
        onChange(from || to ? { ...(from ? { from } : {}), ...(to ? { to } : {}) } : undefined);
      }}
    />
  );
}

function TextFilter({ id, field, value, onChange }: InputProps) {
  const given = typeof value === 'string' ? value : '';
  const [text, setText] = useState(given);
  const settled = useDebounced(text, 300);
  useEffect(() => setText(given), [given]);
  useEffect(() => {
    if (settled !== given && settled === text) onChange(settled || undefined);
    // Only what was typed counts; a change of the address comes in above.
  }, [settled]);
  return <Input id={id} aria-label={field.label} allowClear value={text} onChange={(event) => setText(event.target.value)} />;
}
