/** The input of each field type. */
import { LinkOutlined, MailOutlined, PhoneOutlined } from '@ant-design/icons';
import { Checkbox, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useFormSay } from '../form/words.ts';
import { DateInput, MomentInput, RangeInput, TimeInput } from './date-inputs.tsx';
import { FileInput } from './file-input.tsx';
import { asText, commonProps, type InputProps } from './input-props.ts';
import { NumberInput } from './number-input.tsx';
import { AddressInput, GeoInput, JsonInput, RichTextInput } from './structured-inputs.tsx';
import { Input, TextArea } from './text-box.ts';

export type { InputProps } from './input-props.ts';

/** Every type but references and children, which have their own components. */
export function FieldInput(props: InputProps) {
  switch (props.field.type) {
    case 'integer': case 'decimal': case 'money': case 'quantity': case 'percent': return <NumberInput {...props} />;
    case 'boolean': return <BooleanInput {...props} />;
    case 'date': return <DateInput {...props} />;
    case 'datetime': return <MomentInput {...props} />;
    case 'time': return <TimeInput {...props} />;
    case 'date_range': return <RangeInput {...props} />;
    case 'select': case 'multi_select': return <ChoiceInput {...props} />;
    case 'long_text': return <LongText {...props} />;
    case 'rich_text': return <RichTextInput {...props} />;
    case 'json': return <JsonInput {...props} />;
    case 'address': return <AddressInput {...props} />;
    case 'geo': return <GeoInput {...props} />;
    case 'file': case 'image': return <FileInput {...props} />;
    default: return <TextInput {...props} />;
  }
}

const inputTypes: Readonly<Record<string, string>> = { email: 'email', phone: 'tel', url: 'url' };

function TextInput(props: InputProps) {
  const suffix = useOpener(props);
  return (
    <Input
      {...commonProps(props)} type={inputTypes[props.field.type] ?? 'text'} value={asText(props.value)} {...(suffix ? { suffix } : {})}
      onChange={(event) => props.onChange(event.target.value || undefined)}
    />
  );
}

/** Calls, writes to or opens what stands in the field. */
function useOpener({ field, value, cell }: InputProps): ReactNode {
  const say = useFormSay();
  const text = asText(value);
  if (cell || text === '') return undefined;
  const link = (href: string, label: string, icon: ReactNode) => <a href={href} tabIndex={-1} aria-label={label} title={label} {...(field.type === 'url' ? { target: '_blank', rel: 'noreferrer' } : {})}>{icon}</a>;
  if (field.type === 'email' && text.includes('@')) return link(`mailto:${text}`, say('sendMail'), <MailOutlined />);
  if (field.type === 'phone') return link(`tel:${text.replace(/[^\d+]/g, '')}`, say('callNumber'), <PhoneOutlined />);
  return field.type === 'url' && /^https?:\/\//.test(text) ? link(text, say('openLink'), <LinkOutlined />) : undefined;
}

function LongText(props: InputProps) {
  if (props.cell) return <TextInput {...props} />;
  return <TextArea {...commonProps(props)} autoSize={{ minRows: 2, maxRows: 10 }} value={asText(props.value)} onChange={(event) => props.onChange(event.target.value || undefined)} />;
}

function BooleanInput({ id, field, value, disabled, cell, describedBy, onChange }: InputProps) {
  const common = { id, checked: value === true, disabled, 'aria-label': field.label, ...(describedBy ? { 'aria-describedby': describedBy } : {}) };
  return cell ? <Checkbox {...common} onChange={(event) => onChange(event.target.checked)} /> : <Switch {...common} onChange={onChange} />;
}

/** The choices that are offered under the value of the governing field; what is chosen already stays offered. */
export function offeredOptions(field: InputProps['field'], value: unknown, governing: unknown) {
  const chosen = Array.isArray(value) ? value : [value];
  return (field.options ?? []).filter((option) => {
    if (chosen.includes(option.value)) return true;
    return !option.inactive && (!option.when || (typeof governing === 'string' && option.when.includes(governing)));
  });
}

function ChoiceInput(props: InputProps) {
  const say = useFormSay();
  const many = props.field.type === 'multi_select';
  const options = offeredOptions(props.field, props.value, props.governing).map((option) => ({ value: option.value, label: option.label, color: option.color }));
  const dotted = (label: ReactNode, color: unknown) => <span className={`choice${typeof color === 'string' ? ` choice-${color}` : ' choice-plain'}`}>{label}</span>;
  return (
    <Select
      {...commonProps(props)}
      {...(many ? { mode: 'multiple' as const, maxTagCount: 'responsive' as const } : {})}
      allowClear={!props.field.required && !props.cell}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={props.cell ? undefined : say('choose')}
      notFoundContent={<span className="muted">{say('noMatches')}</span>}
      options={options}
      optionRender={(option) => dotted(option.label, option.data.color)}
      {...(many ? {} : { labelRender: ({ label, value }) => dotted(label, options.find((option) => option.value === value)?.color) })}
      popupMatchSelectWidth={props.cell ? 180 : true}
      value={props.value === undefined || props.value === null ? (many ? [] : undefined) : props.value}
      onChange={(value: unknown) => props.onChange(Array.isArray(value) && value.length === 0 ? undefined : value ?? undefined)}
    />
  );
}
