/** Chooses a period: by its name, or days from and to. */
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useLanguage } from '../app/language.tsx';
import { dateFormats } from '../fields/format.ts';
import { daysOf, daysText, periodNames, readPeriod, type Period } from './periods.ts';
import { useToday } from './use-report.ts';
import { useReportSay } from './words.ts';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly value: Period;
  readonly onChange: (value: Period) => void;
}

const custom = 'custom';
const iso = 'YYYY-MM-DD';

export function PeriodChoice({ name, label, value, onChange }: Props) {
  const say = useReportSay();
  const { language } = useLanguage();
  const today = useToday();
  const named = (periodNames as readonly string[]).includes(value);
  const [asked, setAsked] = useState(false);
  const own = asked || !named;
  const { from, to } = daysOf(value, today);
  const choose = (next: string) => {
    setAsked(next === custom);
    const period = next === custom ? undefined : readPeriod(next);
    if (period) onChange(period);
  };
  return (
    <span className="choice-field" data-field={name}>
      <span className="choice-label">{label}</span>
      <Select<string>
        aria-label={label} value={own ? custom : value} onChange={choose} popupMatchSelectWidth={false} className="choice-period"
        options={[...periodNames.map((period) => ({ value: period as string, label: say(period), title: daysText(daysOf(period, today), language) })), { value: custom, label: say('custom') }]}
      />
      {own ? (
        <DatePicker.RangePicker
          aria-label={label} placeholder={[say('from'), say('to')]} format={dateFormats(language)} allowEmpty={[true, true]} className="choice-range"
          value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
          onChange={(ends) => {
            const [start, end] = [ends?.[0]?.format(iso) ?? '', ends?.[1]?.format(iso) ?? ''];
            setAsked(false);
            onChange(start || end ? `${start}..${end}` : 'all');
          }}
        />
      ) : null}
    </span>
  );
}
