/** The row of choices above figures. On a phone only the first stands there until the others are asked for. */
import { FilterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Children, useState, type ReactNode } from 'react';
import { usePhone } from '../app/phone.ts';
import { useReportSay } from './words.ts';

interface Props {
  /** How many have been made. */
  readonly count: number;
  readonly clear: () => void;
  readonly children: ReactNode;
}

export function Choices({ count, clear, children }: Props) {
  const say = useReportSay();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  const all = Children.toArray(children);
  const folded = phone && !open && all.length > 1;
  return (
    <div className={folded ? 'choices choices-folded' : 'choices'} role="group" aria-label={say('filters')}>
      {folded ? all.slice(0, 1) : all}
      {phone && all.length > 1 ? <Button icon={<FilterOutlined />} aria-expanded={open} data-action="filters" onClick={() => setOpen(!open)}>{count > 0 ? `${say('filters')} (${count})` : say('filters')}</Button> : null}
      {count > 0 ? <Button type="link" data-action="clear-filters" onClick={clear}>{say('clearFilters')}</Button> : null}
    </div>
  );
}
