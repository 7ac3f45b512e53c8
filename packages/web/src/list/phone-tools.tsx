/** On a phone: order, groups and columns in a sheet from below, and the button that begins to select. */
import { CheckSquareOutlined, SwapOutlined } from '@ant-design/icons';
import { Button, Drawer, Select } from 'antd';
import { useState } from 'react';
import { ColumnChoices } from './column-chooser.tsx';
import { fitsGroup, groupUnits } from './grouping.ts';
import type { ListBarProps } from './list-bar.tsx';
import { writeSort } from './list-search.ts';
import { useListSay } from './say.ts';

export function PhoneTools({ object, tools, selection, onSort }: ListBarProps) {
  const say = useListSay();
  const [open, setOpen] = useState(false);
  const { state, change, chooseColumns } = tools;
  const orders = state.columns.filter((column) => column.sortable).flatMap((column) => [
    { value: column.key, label: `${column.label} ↑` }, { value: `-${column.key}`, label: `${column.label} ↓` },
  ]);
  const groups = Object.values(object.fields).filter((field) => fitsGroup(field) && !field.system).flatMap((field) => (field.type === 'date' || field.type === 'datetime'
    ? groupUnits.map((unit) => ({ value: `${field.name}:${unit}`, label: `${field.label} ${say(unit)}` })) : [{ value: field.name, label: field.label }]));
  const picking = selection.all || selection.records.size > 0;
  return (
    <>
      {picking ? <Button icon={<CheckSquareOutlined />} type="primary" aria-label={say('clearSelection')} data-action="select" onClick={() => selection.clear()} /> : null}
      <Button icon={<SwapOutlined rotate={90} />} aria-label={say('sortAndColumns')} data-action="sort-columns" onClick={() => setOpen(true)} />
      <Drawer open={open} onClose={() => setOpen(false)} placement="bottom" size="80vh" title={say('sortAndColumns')} className="list-sheet">
        <label className="list-sheet-row"><span>{say('sortBy')}</span><Select<string> data-action="sort" allowClear options={orders} {...(state.sort[0] ? { value: writeSort(state.sort.slice(0, 1)) } : {})} onChange={(value) => onSort(value ? [{ path: value.replace('-', ''), descending: value.startsWith('-') }] : [])} /></label>
        <label className="list-sheet-row"><span>{say('groupBy')}</span><Select<string> allowClear options={groups} placeholder={say('noGroup')} {...(state.grouping ? { value: state.grouping.key } : {})} onChange={(value) => change({ group: value ?? '' })} /></label>
        <ColumnChoices object={object} state={state} choose={chooseColumns} typing={false} />
      </Drawer>
    </>
  );
}
