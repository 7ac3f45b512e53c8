/** A filter for a span of days. */
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useLanguage } from '../app/language.tsx';
import { dateFormats } from '../fields/format.ts';
import { valueAt } from '../fields/paths.ts';
import type { FilterProps } from './quick-filters.tsx';

export function RangeFilter({ id, field, value, onChange }: FilterProps) {
  const { language, say } = useLanguage();
  const end = (name: string) => {
    const text = valueAt(value, [name]);
    return text ? dayjs(String(text)) : null;
  };
  return (
    <DatePicker.RangePicker
      id={{ start: id, end: `${id}_to` }} allowEmpty={[true, true]} prefix={field.label} aria-label={field.label} placeholder={[say('from'), say('to')]}
      format={dateFormats(language)} value={[end('from'), end('to')]}
      onChange={(ends) => {
        const [from, to] = [ends?.[0]?.format('YYYY-MM-DD'), ends?.[1]?.format('YYYY-MM-DD')];
        onChange(from || to ? { ...(from ? { from } : {}), ...(to ? { to } : {}) } : undefined);
      }}
    />
  );
}
