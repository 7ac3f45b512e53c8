/** Asks before a transition of many records: what it requires can be given once, for all of them. */
import type { FieldModel, ObjectModel, TransitionModel } from '@tenon/model';
import { Modal, type ButtonProps } from 'antd';
import { useState } from 'react';
import { isBlank, sentValue, ValueInput } from '../record/values-input.tsx';
import { useListSay } from './say.ts';

/** The fields that it requires; undefined where one of them can only be given on a record's own page. */
export function sharedFields(object: ObjectModel, { requires }: TransitionModel): readonly FieldModel[] | undefined {
  const fields = requires.flatMap((name) => object.fields[name] ?? []).filter((field) => !field.formula);
  return fields.some(({ type }) => own.has(type)) ? undefined : fields;
}
const own = new Set(['children', 'file', 'image', 'json', 'rich_text']);

interface Props {
  readonly object: ObjectModel;
  readonly transition: TransitionModel;
  /** Of so many records. */
  readonly applies: number;
  readonly close: () => void;
  readonly apply: (values: Readonly<Record<string, unknown>>) => void;
}

export function BulkAct({ object, transition, applies, close, apply }: Props) {
  const say = useListSay();
  const fields = sharedFields(object, transition) ?? [];
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>({});
  const given = fields.filter(({ name }) => !isBlank(values[name]));
  return (
    <Modal
      open title={say('actSure', { action: transition.label, count: applies })} okText={transition.label} cancelText={say('cancel')} onCancel={close} className="bulk-act"
      okButtonProps={{ danger: transition.tone === 'danger', 'data-action': 'confirm' } as ButtonProps} onOk={() => apply(Object.fromEntries(given.map((field) => [field.name, sentValue(field, values[field.name])])))}
    >
      {transition.confirm ? <p>{transition.confirm}</p> : null}
      {fields.map((field) => (
        <div key={field.name} className="field" data-field={field.name}>
          <label htmlFor={`bulk_${field.name}`}>{field.label}</label>
          <ValueInput id={`bulk_${field.name}`} field={field} value={values[field.name]} record={values} failed={false} onChange={(value) => setValues({ ...values, [field.name]: value })} />
        </div>
      ))}
      {fields.length > 0 ? <div className="field-help">{say('actKeeps')}</div> : null}
    </Modal>
  );
}
