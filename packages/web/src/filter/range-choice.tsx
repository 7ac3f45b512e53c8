/** Two days from a calendar, in place of the choice that asked for them. */
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useLanguage } from '../app/language.tsx';
import { dateFormats } from '../fields/format.ts';
import type { Ends } from './day-filter.tsx';
import { useFilterSay } from './say.ts';

interface Props {
  readonly label: string;
  readonly value: Ends;
  /** Undefined where nothing was chosen. */
  readonly done: (ends: Ends | undefined) => void;
}

const dayOf = (text: string | undefined) => (text ? dayjs(text) : null);

export function RangeChoice({ label, value, done }: Props) {
  const { language } = useLanguage();
  const say = useFilterSay();
  const [ends, setEnds] = useState<Ends | undefined>(undefined);
  const shown = ends ?? value;
  return (
    <DatePicker.RangePicker
      className="filter-range" open autoFocus allowEmpty={[true, true]} prefix={label} aria-label={label} placeholder={[say('from'), say('to')]} format={dateFormats(language)} value={[dayOf(shown[0]), dayOf(shown[1])]}
      onChange={(next) => setEnds([next?.[0]?.format('YYYY-MM-DD'), next?.[1]?.format('YYYY-MM-DD')])}
      onOpenChange={(open) => { if (!open) done(ends); }}
    />
  );
}
