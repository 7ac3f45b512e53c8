/** Chooses values to narrow by: options, records, yes or no, or a piece of text, as the field has it. */
import type { FieldModel } from '@tenon/model';
import { Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { Lookup } from '../fields/lookup.tsx';
import { isDay } from './choices.ts';
import type { Chosen } from './chosen.ts';
import { PeriodChoice } from './period-choice.tsx';
import { readPeriod } from './periods.ts';
import { useReportSay } from './words.ts';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly field: FieldModel;
  readonly value: Chosen[string] | undefined;
  readonly onChange: (value: string | readonly string[] | undefined) => void;
}

export function ValueChoice({ name, label, field, value, onChange }: Props) {
  if (isDay(field)) return <PeriodChoice name={name} label={label} value={readPeriod(value) ?? 'all'} onChange={(period) => onChange(period === 'all' ? undefined : period)} />;
  return <span className="choice-field" data-field={name}><span className="choice-label">{label}</span><Values label={label} field={field} value={value} onChange={onChange} /></span>;
}

function Values({ label, field, value, onChange }: Omit<Props, 'name'>) {
  const say = useReportSay();
  const many = value === undefined ? [] : typeof value === 'string' ? [value] : [...value];
  if (field.type === 'reference' && field.to) {
    return <span className="choice-values"><Lookup to={field.to} many value={many} label={label} placeholder={say('any')} onChange={(next) => onChange(typeof next === 'string' ? [next] : next)} /></span>;
  }
  const options = field.type === 'boolean' ? [{ value: 'true', label: say('yes') }, { value: 'false', label: say('no') }] : (field.options ?? []).map((option) => ({ value: option.value, label: option.label }));
  if (options.length === 0) return <TextValue label={label} value={many[0] ?? ''} onChange={onChange} />;
  return (
    <Select<string[]>
      className="choice-values" mode="multiple" aria-label={label} placeholder={say('any')} allowClear maxTagCount="responsive" popupMatchSelectWidth={false}
      {...(field.type === 'boolean' ? { maxCount: 1 } : {})}
      value={many} options={options} optionFilterProp="label" onChange={onChange}
    />
  );
}

/** Counts once it is left or Enter is pressed. */
function TextValue({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (value: string | undefined) => void }) {
  const say = useReportSay();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const done = () => { if (typed.trim() !== value) onChange(typed.trim() || undefined); };
  return <Input className="choice-values" aria-label={label} placeholder={say('any')} allowClear value={typed} onChange={(event) => setTyped(event.target.value)} onBlur={done} onPressEnter={done} />;
}
