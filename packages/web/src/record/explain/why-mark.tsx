/** The small mark at a computed value. What it opens is loaded when somebody asks. */
import { FunctionOutlined } from '@ant-design/icons';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { Drawer, Popover, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { RecordValues } from '../../app/client.ts';
import { usePhone } from '../../app/phone.ts';
import { useRecordSay } from '../words.ts';

const Why = lazy(() => import('./why.tsx').then((room) => ({ default: room.Why })));

interface Props {
  readonly object: ObjectModel;
  readonly field: FieldModel;
  readonly record: RecordValues;
}

export function WhyMark({ object, field, record }: Props) {
  const words = useRecordSay();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  const mark = <button type="button" className="rec-mark rec-why" aria-label={words('whyField', { label: field.label })} aria-expanded={open} data-action="why" onClick={() => setOpen(!open)}><FunctionOutlined /></button>;
  const content = open ? <Suspense fallback={<Skeleton active />}><Why object={object} field={field} record={record} /></Suspense> : null;
  if (phone) return <>{mark}<Drawer open={open} onClose={() => setOpen(false)} placement="bottom" size="75%" title={words('whyTitle', { label: field.label })}>{content}</Drawer></>;
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomLeft" title={words('whyTitle', { label: field.label })} content={content} destroyOnHidden classNames={{ root: 'rec-why-popover' }}>
      {mark}
    </Popover>
  );
}
