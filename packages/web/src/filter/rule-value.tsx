/** The value of a condition: an input by the type of the field and the comparison. */
import type { FieldModel } from '@tenon/model';
import { DatePicker, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { useLanguage } from '../app/language.tsx';
import { currencySign, dateFormats } from '../fields/format.ts';
import { Lookup } from '../fields/lookup.tsx';
import { dayWord, periodWord } from './describe.ts';
import { familyOf, type Day, type Period, type Rule, type RuleValue } from './rule.ts';
import { useFilterSay } from './say.ts';

interface Props {
  readonly field: FieldModel;
  readonly rule: Rule;
  readonly onChange: (value: RuleValue) => void;
}

export function RuleValueInput({ field, rule: { op, value }, onChange }: Props) {
  const say = useFilterSay();
  if (value === null) return null;
  if (op === 'within') return <PeriodInput value={value as Period} onChange={onChange} />;
  if (op === 'between') {
    const [from, to] = value as readonly [Day, Day];
    return (
      <>
        <OneInput field={field} label={say('from')} value={from} onChange={(next) => onChange([next, to])} />
        <OneInput field={field} label={say('to')} value={to} onChange={(next) => onChange([from, next])} />
      </>
    );
  }
  if (field.type === 'boolean') return <Select<string> value={String(value)} aria-label={say('value')} options={[{ value: 'true', label: say('yes') }, { value: 'false', label: say('no') }]} onChange={(next) => onChange(next === 'true')} />;
  if (Array.isArray(value)) return <ManyInput field={field} value={value as readonly string[]} onChange={onChange} />;
  return <OneInput field={field} label={say('value')} value={value as Day} onChange={onChange} />;
}

function ManyInput({ field, value, onChange }: { readonly field: FieldModel; readonly value: readonly string[]; readonly onChange: (value: readonly string[]) => void }) {
  const say = useFilterSay();
  const family = familyOf(field);
  if (family === 'record' || family === 'records') return <Lookup many to={field.to ?? ''} label={say('value')} value={value} onChange={(next) => onChange(Array.isArray(next) ? (next as readonly string[]) : [])} />;
  const options = (field.options ?? []).map((option) => ({ value: option.value, label: option.label }));
  return <Select<readonly string[]> mode={field.options ? 'multiple' : 'tags'} maxTagCount="responsive" value={value} aria-label={say('value')} showSearch={{ optionFilterProp: 'label' }} options={options} onChange={(next) => onChange(next.filter((one) => one !== ''))} />;
}

interface OneProps {
  readonly field: FieldModel;
  readonly label: string;
  readonly value: Day;
  readonly onChange: (value: Day) => void;
}

function OneInput(props: OneProps) {
  const { field, label, value, onChange } = props;
  const text = typeof value === 'string' ? value : '';
  switch (familyOf(field)) {
    case 'number': return <InputNumber<string> stringMode controls={false} aria-label={label} value={text === '' ? null : text} {...numberFrame(field)} onChange={(next) => onChange(next === null ? '' : plainNumber(String(next)))} />;
    case 'date': case 'datetime': return <DayInput {...props} />;
    case 'time': return <Input type="time" step={1} aria-label={label} value={text} onChange={(event) => onChange(event.target.value.length === 5 ? `${event.target.value}:00` : event.target.value)} />;
    case 'choice': return <Select<string> aria-label={label} popupMatchSelectWidth={false} showSearch={{ optionFilterProp: 'label' }} {...(text ? { value: text } : {})} options={(field.options ?? []).map((option) => ({ value: option.value, label: option.label }))} onChange={onChange} />;
    case 'record': return <Lookup to={field.to ?? ''} label={label} value={text || undefined} onChange={(next) => onChange(typeof next === 'string' ? next : '')} />;
    default: return <Input aria-label={label} value={text} onChange={(event) => onChange(event.target.value)} />;
  }
}

/** What the language takes for a number: no exponent, no point without digits. */
const plainNumber = (text: string): string => (/^-?\d+(?:\.\d+)?$/.test(text) ? text : '');

function numberFrame(field: FieldModel) {
  const sign = field.currency && 'code' in field.currency ? currencySign(field.currency.code) : undefined;
  return { ...(sign ? { prefix: sign } : {}), ...(field.type === 'percent' ? { suffix: '%' } : {}) };
}

const nearDays: readonly Day[] = [{ days: 0 }, { days: -1 }, { days: 1 }];

/** A day of the calendar, or one counted from today. */
function DayInput({ label, value, onChange }: OneProps) {
  const say = useFilterSay();
  const { language } = useLanguage();
  const days = typeof value === 'object' ? value.days : undefined;
  const kind = days === undefined ? 'exact' : Math.abs(days) < 2 ? String(days) : days < 0 ? 'ago' : 'ahead';
  const options = [{ value: 'exact', label: say('exactDay') }, ...nearDays.map((day) => ({ value: String((day as { days: number }).days), label: dayWord(day, language, say) })), { value: 'ago', label: say('daysAgo', { count: 2 }).replace('2', 'N') }, { value: 'ahead', label: say('daysAhead', { count: 2 }).replace('2', 'N') }];
  const choose = (next: string) => onChange(next === 'exact' ? '' : next === 'ago' ? { days: -7 } : next === 'ahead' ? { days: 7 } : { days: Number(next) });
  return (
    <>
      <Select<string> value={kind} aria-label={say('dayKind')} popupMatchSelectWidth={false} options={options} onChange={choose} />
      {kind === 'exact' ? <DatePicker aria-label={label} format={dateFormats(language)} value={typeof value === 'string' && value !== '' ? dayjs(value) : null} onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : '')} /> : null}
      {kind === 'ago' || kind === 'ahead' ? <DaysInput value={Math.abs(days!)} least={2} onChange={(count) => onChange({ days: kind === 'ago' ? -count : count })} /> : null}
    </>
  );
}

const daysMax = 9_999;

function DaysInput({ value, least, onChange }: { readonly value: number; readonly least: number; readonly onChange: (days: number) => void }) {
  const say = useFilterSay();
  return <InputNumber<number> className="filter-days" aria-label={say('days')} min={least} max={daysMax} precision={0} value={value} onChange={(next) => { if (next !== null) onChange(next); }} />;
}

const units = ['week', 'month', 'quarter', 'year'] as const;
const spans: readonly Period[] = units.flatMap((unit) => ([0, -1, 1] as const).map((shift) => ({ unit, shift })));

function PeriodInput({ value, onChange }: { readonly value: Period; readonly onChange: (period: Period) => void }) {
  const say = useFilterSay();
  const key = 'last' in value ? 'last' : 'next' in value ? 'next' : JSON.stringify(value);
  const options = [...spans.map((period) => ({ value: JSON.stringify(period), label: periodWord(period, say) })), { value: 'last', label: say('lastN') }, { value: 'next', label: say('nextN') }];
  return (
    <>
      <Select<string> value={key} aria-label={say('value')} popupMatchSelectWidth={false} options={options} onChange={(next) => onChange(next === 'last' ? { last: 30 } : next === 'next' ? { next: 30 } : (JSON.parse(next) as Period))} />
      {'last' in value ? <DaysInput value={value.last} least={1} onChange={(last) => onChange({ last })} /> : null}
      {'next' in value ? <DaysInput value={value.next} least={1} onChange={(next) => onChange({ next })} /> : null}
    </>
  );
}
