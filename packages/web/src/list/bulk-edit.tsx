/** One or more fields with their new values, for all of the selected records. */
import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { Button, Checkbox, Drawer, Select } from 'antd';
import { useState } from 'react';
import { useEngine } from '../app/engine.tsx';
import { usePhone } from '../app/phone.ts';
import { isBlank, sentValue, ValueInput } from '../record/values-input.tsx';
import { useListSay } from './say.ts';

interface Props {
  readonly object: ObjectModel;
  readonly count: number;
  readonly close: () => void;
  readonly apply: (values: Readonly<Record<string, unknown>>) => void;
}

interface Change { readonly name: string | undefined; readonly value: unknown; readonly clear: boolean }

const unfit = new Set(['children', 'json', 'rich_text', 'file', 'image', 'autonumber']);

/** Fields that may be written at all; whether a record lets them be is said record by record. */
function useFields(object: ObjectModel): readonly FieldModel[] {
  const { access } = useEngine();
  const grants = access(object.name).fields;
  return Object.values(object.fields).filter((field) => !field.system && !field.hidden && !field.formula && !unfit.has(field.type) && field.name !== object.lifecycle?.field && field.name !== 'record_type' && !field.unique && (grants[field.name] ?? 'write') === 'write');
}

export function BulkEdit({ object, count, close, apply }: Props) {
  const say = useListSay();
  const phone = usePhone();
  const fields = useFields(object);
  const [changes, setChanges] = useState<readonly Change[]>([{ name: undefined, value: undefined, clear: false }]);
  const set = (index: number, change: Partial<Change>) => setChanges(changes.with(index, { ...changes[index]!, ...change }));
  const said = changes.filter((change) => change.name !== undefined && (change.clear || !isBlank(change.value)));
  const record = Object.fromEntries(said.map(({ name, value }) => [name!, value]));
  const send = () => apply(Object.fromEntries(said.map(({ name, value, clear }) => [name!, clear ? sentValue(object.fields[name!]!, undefined) : sentValue(object.fields[name!]!, value)])));
  return (
    <Drawer
      open onClose={close} title={say('editFields')} placement={phone ? 'bottom' : 'right'} size={phone ? '80vh' : 420} className="bulk-edit"
      footer={<div className="bulk-edit-foot"><Button onClick={close}>{say('cancel')}</Button><Button type="primary" disabled={said.length === 0} data-action="apply-bulk" onClick={send}>{say('apply', { count })}</Button></div>}
    >
      {changes.map((change, index) => {
        const field = change.name === undefined ? undefined : object.fields[change.name];
        const others = new Set(changes.map((one) => one.name).filter((name) => name !== change.name));
        return (
          <div key={index} className="bulk-change" data-change={change.name}>
            <div className="bulk-change-row">
              <Select<string>
                aria-label={say('chooseField')} placeholder={say('chooseField')} showSearch={{ optionFilterProp: 'label' }} data-part="field" {...(change.name === undefined ? {} : { value: change.name })}
                options={fields.filter((one) => !others.has(one.name)).map((one) => ({ value: one.name, label: one.label }))} onChange={(name) => set(index, { name, value: object.fields[name]?.type === 'boolean' ? false : undefined, clear: false })}
              />
              {changes.length > 1 ? <Button type="text" icon={<CloseOutlined />} aria-label={say('close')} onClick={() => setChanges(changes.toSpliced(index, 1))} /> : null}
            </div>
            {field && !change.clear ? <ValueInput key={field.name} id={`bulk_${field.name}`} field={field} value={change.value} record={record} failed={false} onChange={(value) => set(index, { value })} /> : null}
            {field && !field.required && field.type !== 'boolean' ? <Checkbox checked={change.clear} onChange={(event) => set(index, { clear: event.target.checked })}>{say('clearValue')}</Checkbox> : null}
          </div>
        );
      })}
      <Button type="dashed" icon={<PlusOutlined />} onClick={() => setChanges([...changes, { name: undefined, value: undefined, clear: false }])}>{say('addField')}</Button>
    </Drawer>
  );
}
