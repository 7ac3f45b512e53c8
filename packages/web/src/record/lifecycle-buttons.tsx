/** Buttons of the transitions that are open from the record's state; a guard that fails disables its button and says why. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LifecycleModel, ObjectModel, TransitionModel } from '@tenon/model';
import { App, Button, Modal, Tooltip, type ButtonProps } from 'antd';
import { useState } from 'react';
import { client, problemOf, writeKey, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from '../app/problem-view.tsx';
import { holds } from '../fields/evaluate.ts';
import { FieldInput } from '../fields/inputs.tsx';
import { Lookup } from '../fields/lookup.tsx';
import { idOf } from '../fields/paths.ts';

interface Props {
  readonly object: ObjectModel;
  readonly record: RecordValues;
}

export function LifecycleButtons({ object, record }: Props) {
  const { lifecycle } = object;
  return lifecycle ? <Buttons lifecycle={lifecycle} object={object} record={record} /> : null;
}

function Buttons({ lifecycle, object, record }: Props & { readonly lifecycle: LifecycleModel }) {
  const { access, session } = useEngine();
  const [asked, setAsked] = useState<TransitionModel>();
  const state = String(record[lifecycle.field]);
  const allowed = access(object.name).actions;
  const open = Object.values(lifecycle.transitions).filter((one) => one.from.includes(state) && (allowed.includes(one.name) || allowed.includes('*')));
  return (
    <>
      {open.map((one) => {
        const failed = one.guards.find((guard) => !holds(guard.check, record, session.timeZone));
        const button = (
          <Button
            key={one.name} data-action={one.name} disabled={failed !== undefined} onClick={() => setAsked(one)}
            {...(one.tone === 'primary' ? { type: 'primary' as const } : {})} {...(one.tone === 'danger' ? { danger: true } : {})}
          >{one.label}</Button>
        );
        return failed === undefined ? button : <Tooltip key={one.name} title={failed.message}><span tabIndex={0}>{button}</span></Tooltip>;
      })}
      {asked ? <TransitionDialog key={asked.name} transition={asked} object={object} record={record} close={() => setAsked(undefined)} /> : null}
    </>
  );
}

/** Asks to confirm, with the fields that the transition requires. */
function TransitionDialog({ transition, object, record, close }: Props & { readonly transition: TransitionModel; readonly close: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const fields = transition.requires.flatMap((name) => (object.fields[name] ? [object.fields[name]] : []));
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>(() => Object.fromEntries(fields.map((field) => [field.name, field.type === 'reference' ? idOf(record[field.name]) : record[field.name] ?? undefined])));
  const [idempotencyKey] = useState(writeKey);
  const act = useMutation({
    mutationFn: () => client.act(object.name, record.id!, transition.name, { values, version: record.version, idempotencyKey }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      message.success(say('done', { action: transition.label }));
      close();
    },
  });
  const errors = new Map(problemOf(act.error).errors.map((one) => [one.field, one.message]));
  const missing = fields.some((field) => values[field.name] === undefined || values[field.name] === '');
  return (
    <Modal
      open title={transition.confirm ?? say('confirmAction', { action: transition.label })} onCancel={close} onOk={() => act.mutate()} okText={transition.label}
      okButtonProps={{ danger: transition.tone === 'danger', disabled: missing, 'data-action': 'confirm' } as ButtonProps} confirmLoading={act.isPending}
    >
      {act.error ? <ProblemAlert error={act.error} /> : null}
      {[...errors].filter(([field]) => !fields.some((one) => one.name === field)).map(([field, text]) => <div key={field} className="field-error" role="alert">{text}</div>)}
      {fields.map((field) => {
        const set = (value: unknown) => setValues((old) => ({ ...old, [field.name]: value }));
        const id = `require_${field.name}`;
        return (
          <div key={field.name} className="field">
            <label htmlFor={id} className="required">{field.label}</label>
            {field.type === 'reference' ? <Lookup id={id} to={field.to ?? ''} value={values[field.name] as string | undefined} label={field.label} onChange={set} /> : (
              <FieldInput id={id} field={field} value={values[field.name]} disabled={false} failed={errors.has(field.name)} onChange={set} />
            )}
            {errors.has(field.name) ? <div className="field-error" role="alert">{errors.get(field.name)}</div> : null}
          </div>
        );
      })}
    </Modal>
  );
}
