/** The types that a field may have, with an icon each; the drawer offers the ones that need no formula and no second object. */
import {
  AlignLeftOutlined, CalendarOutlined, CheckSquareOutlined, ClockCircleOutlined, DollarOutlined, FieldBinaryOutlined, FieldNumberOutlined, FontSizeOutlined, LinkOutlined,
  MailOutlined, NodeIndexOutlined, PercentageOutlined, PhoneOutlined, UnorderedListOutlined, DownCircleOutlined,
} from '@ant-design/icons';
import type { FieldType } from '@tenon/model';
import { Radio } from 'antd';
import type { ComponentType } from 'react';
import { useSetupSay, wordFor } from './words.ts';

const offered: readonly (readonly [FieldType, ComponentType])[] = [
  ['text', FontSizeOutlined], ['long_text', AlignLeftOutlined], ['integer', FieldNumberOutlined], ['decimal', FieldBinaryOutlined], ['money', DollarOutlined], ['percent', PercentageOutlined],
  ['boolean', CheckSquareOutlined], ['date', CalendarOutlined], ['datetime', ClockCircleOutlined], ['select', DownCircleOutlined], ['multi_select', UnorderedListOutlined],
  ['reference', NodeIndexOutlined], ['email', MailOutlined], ['phone', PhoneOutlined], ['url', LinkOutlined],
];

export function TypeChoice({ value, onChange }: { readonly value: FieldType; readonly onChange: (type: FieldType) => void }) {
  const say = useSetupSay();
  return (
    <Radio.Group className="type-grid" value={value} aria-label={say('type')} onChange={(event) => onChange(event.target.value as FieldType)}>
      {offered.map(([type, TypeIcon]) => <Radio.Button key={type} value={type}><span data-type={type}><TypeIcon /> {wordFor(say, 'type', type)}</span></Radio.Button>)}
    </Radio.Group>
  );
}
