/** The input of each field type. Values are as the API carries them: decimals and dates as text. */
import type { FieldModel } from '@tenon/model';
import { DatePicker, Input, InputNumber, Select, Switch, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useLanguage, useSay } from '../app/language.tsx';
import { dateFormats, momentFormats } from './format.ts';
import { valueAt } from './paths.ts';

export interface InputProps {
  readonly id: string;
  readonly field: FieldModel;
  readonly value: unknown;
  readonly disabled: boolean;
  readonly failed: boolean;
  /** Value of the field that governs the choices. */
  readonly governing?: unknown;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  readonly onChange: (value: unknown) => void;
}

const common = ({ id, field, disabled, failed }: InputProps) => ({
  id, disabled, 'aria-label': field.label, 'aria-required': field.required, ...(failed ? { status: 'error' as const, 'aria-invalid': true } : {}),
});
const asText = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** Every type but references and children, which have their own components. */
export function FieldInput(props: InputProps) {
  switch (props.field.type) {
    case 'integer': case 'decimal': case 'money': case 'quantity': case 'percent': return <NumberInput {...props} />;
    case 'boolean': return <Switch id={props.id} checked={props.value === true} disabled={props.disabled} aria-label={props.field.label} onChange={props.onChange} />;
    case 'date': case 'datetime': return <DateInput {...props} />;
    case 'time': return <TimeInput {...props} />;
    case 'date_range': return <RangeInput {...props} />;
    case 'select': case 'multi_select': return <ChoiceInput {...props} />;
    case 'long_text': case 'rich_text': return <LongText {...props} />;
    case 'json': return <JsonInput {...props} />;
    case 'address': return <AddressInput {...props} />;
    case 'geo': return <GeoInput {...props} />;
    case 'file': case 'image': return <FileNote {...props} />;
    default: return <TextInput {...props} />;
  }
}

function TextInput(props: InputProps) {
  const types: Readonly<Record<string, string>> = { email: 'email', phone: 'tel', url: 'url' };
  return <Input {...common(props)} type={types[props.field.type] ?? 'text'} value={asText(props.value)} onChange={(event) => props.onChange(event.target.value || undefined)} />;
}

function LongText(props: InputProps) {
  const value = typeof props.value === 'object' && props.value !== null ? JSON.stringify(props.value) : asText(props.value);
  return <Input.TextArea {...common(props)} autoSize={{ minRows: 2, maxRows: 10 }} value={value} onChange={(event) => props.onChange(event.target.value || undefined)} />;
}

function NumberInput(props: InputProps) {
  const whole = props.field.type === 'integer';
  const change = (value: string | number | null) => props.onChange(value === null || value === '' ? undefined : whole ? wholeOf(value) : String(value));
  return (
    <InputNumber<string | number>
      {...common(props)}
      stringMode
      value={asText(props.value) === '' ? null : asText(props.value)}
      {...(props.prefix ? { prefix: props.prefix } : {})}
      {...(props.suffix ? { suffix: props.suffix } : props.field.type === 'percent' ? { suffix: '%' } : {})}
      controls={false}
      inputMode={whole ? 'numeric' : 'decimal'}
      onChange={change}
    />
  );
}

/** A whole number goes to the server as a number; what is not one stays as typed, for the check to say so. */
const wholeOf = (value: string | number): string | number => (/^-?\d{1,15}$/.test(String(value)) ? Number(value) : String(value));

function DateInput(props: InputProps) {
  const { language } = useLanguage();
  const timed = props.field.type === 'datetime';
  const value = props.value ? dayjs(asText(props.value)) : null;
  return (
    <DatePicker
      {...common(props)}
      showTime={timed ? { format: 'HH:mm' } : false}
      format={timed ? momentFormats(language) : dateFormats(language)}
      value={value?.isValid() ? value : null}
      onChange={(day) => props.onChange(day ? (timed ? day.toISOString() : day.format('YYYY-MM-DD')) : undefined)}
    />
  );
}

function TimeInput(props: InputProps) {
  const value = props.value ? dayjs(`2000-01-01T${asText(props.value)}`) : null;
  return <TimePicker {...common(props)} format="HH:mm" value={value?.isValid() ? value : null} onChange={(time) => props.onChange(time ? time.format('HH:mm:00') : undefined)} />;
}

function RangeInput(props: InputProps) {
  const { language } = useLanguage();
  const end = (name: 'from' | 'to') => {
    const text = valueAt(props.value, [name]);
    return text ? dayjs(String(text)) : null;
  };
  return (
    <DatePicker.RangePicker
      id={{ start: props.id, end: `${props.id}_to` }}
      disabled={props.disabled}
      {...(props.failed ? { status: 'error' as const } : {})}
      allowEmpty={[true, true]}
      format={dateFormats(language)}
      value={[end('from'), end('to')]}
      onChange={(ends) => props.onChange(ends && (ends[0] || ends[1]) ? { from: ends[0]?.format('YYYY-MM-DD') ?? null, to: ends[1]?.format('YYYY-MM-DD') ?? null } : undefined)}
    />
  );
}

function ChoiceInput(props: InputProps) {
  const say = useSay();
  const many = props.field.type === 'multi_select';
  const offered = (props.field.options ?? []).filter((option) => {
    if (option.value === props.value) return true;
    if (option.inactive) return false;
    return !option.when || (typeof props.governing === 'string' && option.when.includes(props.governing));
  });
  return (
    <Select
      {...common(props)}
      {...(many ? { mode: 'multiple' as const } : {})}
      allowClear={!props.field.required}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={say('choose')}
      options={offered.map((option) => ({ value: option.value, label: option.label }))}
      value={props.value === undefined || props.value === null ? (many ? [] : undefined) : props.value}
      onChange={(value: unknown) => props.onChange(Array.isArray(value) && value.length === 0 ? undefined : value ?? undefined)}
    />
  );
}

function JsonInput(props: InputProps) {
  const say = useSay();
  const [text, setText] = useState(() => (props.value === undefined || props.value === null ? '' : JSON.stringify(props.value, null, 2)));
  const [wrong, setWrong] = useState(false);
  const change = (next: string) => {
    setText(next);
    try {
      props.onChange(next.trim() === '' ? undefined : JSON.parse(next));
      setWrong(false);
    } catch {
      setWrong(true);
    }
  };
  return (
    <>
      <Input.TextArea {...common(props)} autoSize={{ minRows: 2, maxRows: 12 }} value={text} onChange={(event) => change(event.target.value)} />
      {wrong ? <div className="field-error" role="alert">{say('invalidJson')}</div> : null}
    </>
  );
}

/** One part of a value that is an object; an object without any part is no value. */
function partSetter(value: unknown, onChange: (value: unknown) => void) {
  return (name: string, part: unknown) => {
    const next = Object.fromEntries(Object.entries({ ...(value as object | undefined), [name]: part }).filter(([, one]) => one !== undefined && one !== null && one !== ''));
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
}

function AddressInput(props: InputProps) {
  const say = useSay();
  const set = partSetter(props.value, props.onChange);
  const part = (name: string) => {
    const value = valueAt(props.value, [name]);
    return Array.isArray(value) ? value.join(' / ') : asText(value);
  };
  return (
    <div className="pair">
      <Input {...common(props)} placeholder={say('region')} value={part('region')} onChange={(event) => set('region', event.target.value)} />
      <Input aria-label={say('postcode')} disabled={props.disabled} placeholder={say('postcode')} value={part('postcode')} onChange={(event) => set('postcode', event.target.value)} />
      <Input aria-label={say('addressDetail')} disabled={props.disabled} placeholder={say('addressDetail')} value={part('detail')} onChange={(event) => set('detail', event.target.value)} style={{ gridColumn: '1 / -1' }} />
    </div>
  );
}

function GeoInput(props: InputProps) {
  const say = useSay();
  const set = partSetter(props.value, props.onChange);
  const input = (name: 'lat' | 'lng', label: string, id: string) => (
    <InputNumber<number> id={id} aria-label={label} placeholder={label} disabled={props.disabled} controls={false} value={(valueAt(props.value, [name]) as number | undefined) ?? null} onChange={(value) => set(name, value)} />
  );
  return <div className="pair">{input('lat', say('latitude'), props.id)}{input('lng', say('longitude'), `${props.id}_lng`)}</div>;
}

function FileNote(props: InputProps) {
  const say = useSay();
  return <div className="field-computed muted" id={props.id}>{asText(props.value) || say('fileLater')}</div>;
}
