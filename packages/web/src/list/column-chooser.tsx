/** A button that opens the list of columns: those of the view first, then every other field, to be found by its label. */
import { SearchOutlined, TableOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Popover } from 'antd';
import { useState } from 'react';
import { useSay } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { keyOf, type ColumnChoice, type ListColumn } from './columns.ts';

export function ColumnChooser({ choice }: { readonly choice: ColumnChoice }) {
  const say = useSay();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} open={open} onOpenChange={setOpen} destroyOnHidden styles={{ container: { padding: 0 } }} content={<Choices choice={choice} typing={!phone} />}>
      <Button
        icon={<TableOutlined />} aria-label={say('columns')} aria-expanded={open} data-action="columns"
        {...(choice.chosen ? { color: 'primary' as const, variant: 'outlined' as const } : {})}
      >{phone ? null : say('columns')}</Button>
    </Popover>
  );
}

function Choices({ choice, typing }: { readonly choice: ColumnChoice; readonly typing: boolean }) {
  const say = useSay();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const fits = (column: ListColumn) => column.label.toLowerCase().includes(wanted) || keyOf(column).includes(wanted);
  const groups = [{ label: say('columnsOfView'), columns: choice.own.filter(fits) }, { label: say('otherFields'), columns: choice.others.filter(fits) }].filter(({ columns }) => columns.length > 0);
  const shown = new Set(choice.shown.map(keyOf));
  const turn = (key: string) => choice.choose([...choice.own, ...choice.others].map(keyOf).filter((one) => shown.has(one) !== (one === key)));
  return (
    <div className="columns" data-columns>
      <Input className="columns-search" variant="borderless" prefix={<SearchOutlined className="muted" />} allowClear autoFocus={typing} value={text} placeholder={say('searchFields')} aria-label={say('searchFields')} onChange={(event) => setText(event.target.value)} />
      <div className="columns-list">
        {groups.map(({ label, columns }) => (
          <div key={label} role="group" aria-label={label}>
            <div className="columns-group">{label}</div>
            {columns.map((column) => {
              const key = keyOf(column);
              const last = shown.has(key) && shown.size === 1;
              return <Checkbox key={key} data-column={key} checked={shown.has(key)} disabled={last} onChange={() => turn(key)}>{column.label}</Checkbox>;
            })}
          </div>
        ))}
        {groups.length === 0 ? <div className="columns-none muted">{say('noMatches')}</div> : null}
      </div>
      <div className="columns-foot">
        <span className="muted small">{say('columnsShown', { count: shown.size })}</span>
        <Button type="link" size="small" disabled={!choice.chosen} data-action="reset-columns" onClick={() => choice.choose(undefined)}>{say('resetColumns')}</Button>
      </div>
    </div>
  );
}
