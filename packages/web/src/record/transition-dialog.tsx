/** Asks before a transition: what it is, the fields that it requires, a reason. The same from a record's page and from a board. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FieldModel, ObjectModel, TransitionModel } from '@tenon/model';
import { Alert, Modal, Skeleton, type ButtonProps } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { client, problemOf, writeKey, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useFeedback } from '../app/feedback.tsx';
import { useSay } from '../app/language.tsx';
import { ProblemAlert, ProblemView } from '../app/problem-view.tsx';
import { titleOf } from '../fields/paths.ts';
import { OptionTag } from '../fields/value-view.tsx';
import { blockedBy } from './transitions.ts';
import { useRecord } from './use-record.ts';
import { inputValue, isBlank, sentValue, ValueInput } from './values-input.tsx';
import { useRecordSay } from './words.ts';
import { TextArea } from '../fields/text-box.ts';

interface Asked {
  readonly id: string;
  readonly name: string;
  readonly settled: ((done: boolean) => void) | undefined;
}

/** Transitions of an object for any page: `start` asks, and `dialog` is put somewhere into that page. */
export function useTransition(object: ObjectModel): { readonly start: (id: string, transition: string, settled?: (done: boolean) => void) => void; readonly dialog: ReactNode } {
  const [asked, setAsked] = useState<Asked>();
  const transition = asked && object.lifecycle?.transitions[asked.name];
  const close = (done: boolean) => {
    setAsked(undefined);
    asked?.settled?.(done);
  };
  return {
    start: (id, name, settled) => setAsked({ id, name, settled }),
    dialog: asked && transition ? <TransitionDialog key={`${asked.id} ${asked.name}`} object={object} id={asked.id} transition={transition} close={close} /> : null,
  };
}

interface Props {
  readonly object: ObjectModel;
  readonly id: string;
  readonly transition: TransitionModel;
  /** Told whether the record has gone on. */
  readonly close: (done: boolean) => void;
}

export function TransitionDialog({ object, id, transition, close }: Props) {
  const found = useRecord(object, id);
  if (found.data) return <Ask object={object} record={found.data} transition={transition} close={close} />;
  return <Modal open title={transition.label} footer={null} onCancel={() => close(false)}>{found.error ? <ProblemView error={found.error} /> : <Skeleton active />}</Modal>;
}

const asksFor = (field: FieldModel | undefined): field is FieldModel => field !== undefined && field.type !== 'children' && !field.formula;

function Ask({ object, record, transition, close }: Omit<Props, 'id'> & { readonly record: RecordValues }) {
  const { session } = useEngine();
  const say = useSay();
  const words = useRecordSay();
  const fields = transition.requires.map((name) => object.fields[name]).filter(asksFor);
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>(() => Object.fromEntries(fields.map((field) => [field.name, inputValue(field, record[field.name])])));
  const [reason, setReason] = useState('');
  const act = useAct({ object, record, transition, done: () => close(true) });
  const refused = problemOf(act.error).errors;
  const errors = new Map(refused.map((one) => [one.field, one.message]));
  const elsewhere = refused.filter((one) => !fields.some(({ name }) => name === one.field));
  // What is typed here may be what a guard asks for.
  const blocked = blockedBy(transition, { ...record, ...Object.fromEntries(fields.map((field) => [field.name, values[field.name] ?? null])) }, session.tenantTimeZone);
  const shut = blocked !== undefined || fields.some((field) => isBlank(values[field.name]));
  const send = () => act.mutate({ values: Object.fromEntries(fields.map((field) => [field.name, sentValue(field, values[field.name])])), reason: reason.trim() || undefined });
  return (
    <Modal
      open title={transition.confirm ?? say('confirmAction', { action: transition.label })} onCancel={() => close(false)} onOk={send} okText={transition.label} cancelText={words('notNow')}
      okButtonProps={{ danger: transition.tone === 'danger', disabled: shut, 'data-action': 'confirm' } as ButtonProps} confirmLoading={act.isPending} className="rec-ask"
    >
      <Way object={object} record={record} transition={transition} />
      {act.error ? <ProblemAlert error={act.error} /> : null}
      {elsewhere.map((one) => <div key={`${one.field} ${one.message}`} className="field-error" role="alert">{one.message}</div>)}
      {blocked && !act.error ? <Alert type="warning" showIcon title={blocked} className="gap-below" /> : null}
      {fields.map((field) => (
        <div key={field.name} className="field" data-field={field.name}>
          <label htmlFor={`require_${field.name}`} className="required">{field.label}</label>
          <ValueInput
            id={`require_${field.name}`} field={field} value={values[field.name]} record={{ ...record, ...values }} failed={errors.has(field.name)}
            onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
          />
          {field.help ? <div className="field-help">{field.help}</div> : null}
          {errors.has(field.name) ? <div className="field-error" role="alert">{errors.get(field.name)}</div> : null}
        </div>
      ))}
      <div className="field" data-field=" reason">
        <label htmlFor="transition_reason">{words('reason')}</label>
        <TextArea id="transition_reason" value={reason} maxLength={reasonLengthMax} autoSize={{ minRows: 2, maxRows: 6 }} placeholder={words('reasonHint')} onChange={(event) => setReason(event.target.value)} />
      </div>
    </Modal>
  );
}

const reasonLengthMax = 2_000;

/** Which record, and from which state to which. */
function Way({ object, record, transition }: Pick<Props, 'object' | 'transition'> & { readonly record: RecordValues }) {
  const state = object.lifecycle && object.fields[object.lifecycle.field];
  return (
    <div className="rec-ask-way">
      <b>{titleOf(object, record)}</b>
      {state ? <span className="rec-ask-states"><OptionTag field={state} value={record[state.name]} /><span className="muted" aria-hidden>→</span><OptionTag field={state} value={transition.to} /></span> : null}
    </div>
  );
}

interface Act extends Omit<Props, 'id' | 'close'> {
  readonly record: RecordValues;
  readonly done: () => void;
}
interface Sent { readonly values: Readonly<Record<string, unknown>>; readonly reason: string | undefined }

function useAct({ object, record, transition, done }: Act) {
  const say = useSay();
  const queries = useQueryClient();
  const { message } = useFeedback();
  // The same try, sent again after a lost answer, has the same key; another one has its own.
  const tried = useRef({ body: '', key: '' });
  return useMutation({
    mutationFn: (sent: Sent) => {
      const body = JSON.stringify([sent, record.version]);
      if (tried.current.body !== body) tried.current = { body, key: writeKey() };
      return client.act(object.name, record.id!, transition.name, { ...sent, version: record.version, idempotencyKey: tried.current.key });
    },
    onSuccess: async () => {
      await queries.invalidateQueries();
      message.success(say('done', { action: transition.label }));
      done();
    },
    onError: (error) => {
      // Somebody was faster: what is shown behind the dialog is brought up to date, and the next try is about that.
      if (problemOf(error).code === 'STO201') void queries.invalidateQueries({ queryKey: ['record', object.name, record.id] });
    },
  });
}
