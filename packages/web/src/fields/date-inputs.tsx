/** Days, moments and times of day: chosen, or typed in the form of the language. Moments are in the reader's time zone. */
import { DatePicker, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useEngine } from '../app/engine.tsx';
import { useLanguage } from '../app/language.tsx';
import { useFormSay } from '../form/words.ts';
import { dateFormats, momentFormats } from './format.ts';
import { asText, commonProps, type InputProps } from './input-props.ts';
import { valueAt } from './paths.ts';
import { instantOf, wallOf } from './zone.ts';

const iso = 'YYYY-MM-DD';
const dayOf = (text: unknown) => {
  const day = text ? dayjs(asText(text)) : null;
  return day?.isValid() ? day : null;
};

/** What may be typed beside the form in which days are shown. */
const moreForms = ['YYYY-M-D', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD', 'D.M.YYYY'];
const withMore = (forms: readonly string[]): string[] => [...forms, ...moreForms.filter((form) => !forms.includes(form))];

export function DateInput(props: InputProps) {
  const { language } = useLanguage();
  return (
    <DatePicker
      {...commonProps(props)}
      format={withMore(dateFormats(language))}
      value={dayOf(props.value)}
      onChange={(day) => props.onChange(day ? day.format(iso) : undefined)}
      needConfirm={false} preserveInvalidOnBlur={false}
    />
  );
}

export function MomentInput(props: InputProps) {
  const { language } = useLanguage();
  const { session } = useEngine();
  const say = useFormSay();
  const wall = props.value ? wallOf(asText(props.value), session.timeZone) : undefined;
  return (
    <DatePicker
      {...commonProps(props)}
      // The picker counts in clocks of the zone, whatever zone the browser has.
      title={say('zone', { zone: session.timeZone })}
      showTime={{ format: 'HH:mm' }}
      format={[...momentFormats(language), ...moreForms.map((form) => `${form} HH:mm`)]}
      value={wall ? dayjs(wall) : null}
      onChange={(moment) => props.onChange(moment ? instantOf(moment.format('YYYY-MM-DDTHH:mm'), session.timeZone) : undefined)}
      needConfirm={false}
    />
  );
}

export function TimeInput(props: InputProps) {
  const value = props.value ? dayjs(`2000-01-01T${asText(props.value)}`) : null;
  return <TimePicker {...commonProps(props)} format={['HH:mm', 'H:mm', 'HHmm', 'Hmm']} needConfirm={false} value={value?.isValid() ? value : null} onChange={(time) => props.onChange(time ? time.format('HH:mm:00') : undefined)} />;
}

export function RangeInput(props: InputProps) {
  const { language } = useLanguage();
  const say = useFormSay();
  const { id: _id, ...common } = commonProps(props);
  return (
    <DatePicker.RangePicker
      {...common}
      id={{ start: props.id, end: `${props.id}_to` }}
      placeholder={[say('from'), say('to')]}
      allowEmpty={[true, true]}
      format={withMore(dateFormats(language))}
      needConfirm={false}
      value={[dayOf(valueAt(props.value, ['from'])), dayOf(valueAt(props.value, ['to']))]}
      onChange={(ends) => props.onChange(ends && (ends[0] || ends[1]) ? { from: ends[0]?.format(iso) ?? null, to: ends[1]?.format(iso) ?? null } : undefined)}
    />
  );
}
