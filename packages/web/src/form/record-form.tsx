/** A form for a record, new or being changed: rjsf drives it, the layout places it, the server has the last word. */
// The package's root also exports a test registry, which would pull ajv in.
import Form from '@rjsf/core/lib/components/Form.js';
import type { RJSFSchema } from '@rjsf/utils';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { useBlocker } from '@tanstack/react-router';
import { Alert, App, Button, Modal } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { client, problemOf, writeKey, type RecordValues } from '../app/client.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from '../app/problem-view.tsx';
import { rowsOf, toCreate, toUpdate } from './form-data.ts';
import { FormScopeProvider } from './form-scope.tsx';
import { LeafField } from './leaf-field.tsx';
import { formSchema, formUi } from './schema.ts';
import { templates } from './templates.tsx';
import { errorSchemaOf, useFormState } from './use-form-state.ts';
import { createValidator, type FormValues } from './validator.ts';

interface Props {
  readonly object: ObjectModel;
  /** The record being changed; none: a new one. */
  readonly source: RecordValues | undefined;
  readonly preset: FormValues;
  readonly saved: (record: RecordValues) => void;
  readonly cancel: () => void;
  /** Loads the newest version after a conflict. */
  readonly reload: () => void;
  /** Only shown: it is filled in as always, and saves nothing. */
  readonly preview?: boolean;
}

const fields = { leaf: LeafField };
const quiet = { emptyObjectFields: 'skipDefaults', arrayMinItems: { populate: 'never' }, mergeDefaultsIntoFormData: 'useFormDataIfPresent' } as const;

export function RecordForm(props: Props) {
  const { object, source } = props;
  const say = useSay();
  const state = useFormState(object, source, props.preset);
  const { scope, plan } = state;
  const saving = useSaving(props, state);
  const [failed, setFailed] = useState(0);
  const validator = useMemo(() => createValidator(say), [say]);
  const requiredKey = [...scope.required].join(',');
  const schema: RJSFSchema = useMemo(() => formSchema(scope.model, { fields: plan, required: scope.required }), [scope.model, plan, requiredKey]);
  const uiSchema = useMemo(() => formUi({ fields: plan, required: scope.required }), [plan]);
  const extraErrors = useMemo(() => errorSchemaOf(state.serverErrors), [state.serverErrors]);
  return (
    <FormScopeProvider value={scope}>
      {props.preview ? null : <LeaveGuard dirty={state.dirty} left={saving.left} />}
      {saving.error && state.serverErrors.length === 0 && !saving.conflict ? <ProblemAlert error={saving.error} /> : null}
      {saving.conflict ? <Alert type="warning" showIcon className="gap-below" data-conflict title={say('conflictTitle')} description={say('conflictDetail')} action={<Button size="small" onClick={props.reload}>{say('loadNewest')}</Button>} /> : null}
      {failed + state.serverErrors.length > 0 ? <FormErrors count={failed + state.serverErrors.length} state={state} /> : null}
      <Form<FormValues>
        className="record-form"
        schema={schema} uiSchema={uiSchema} formData={scope.data} validator={validator} fields={fields} templates={templates} extraErrors={extraErrors} extraErrorsBlockSubmit={false}
        customValidate={(data, errors) => {
          checkBounds(state.plan.map(({ field }) => field), data ?? {}, (name) => errors[name], say);
          for (const { field, columns } of state.plan) {
            const rows = errors[field.name] as unknown as readonly ErrorsAt[] | undefined;
            rowsOf(data?.[field.name]).forEach((row, index) => checkBounds(columns, row ?? {}, (name) => rows?.[index]?.[name], say));
          }
          return errors;
        }}
        showErrorList={false} noHtml5Validate focusOnFirstError disabled={saving.busy} idPrefix="f" experimental_defaultFormStateBehavior={quiet}
        onChange={(event) => state.change(event.formData ?? {})}
        onError={(errors) => setFailed(errors.length)}
        onSubmit={() => {
          setFailed(0);
          if (!props.preview) void saving.save();
        }}
      >
        {props.preview ? <></> : (
          <div className="form-foot">
            <Button onClick={props.cancel}>{say('cancel')}</Button>
            <Button type="primary" htmlType="submit" loading={saving.busy} data-action="save">{say('save')}</Button>
          </div>
        )}
      </Form>
    </FormScopeProvider>
  );
}

type FormState = ReturnType<typeof useFormState>;

/** How many fields are wrong, and the words for those that are not on the form. */
function FormErrors({ count, state }: { readonly count: number; readonly state: FormState }) {
  const say = useSay();
  const placed = new Set(state.plan.map(({ field }) => field.name));
  const others = state.serverErrors.filter((error) => !placed.has(error.field.split('/')[0]!));
  return (
    <Alert
      type="error" showIcon className="gap-below" title={say('formErrors', { count })}
      {...(others.length > 0 ? { description: others.map((error) => <div key={`${error.field}${error.message}`}>{[state.scope.object.fields[error.field]?.label, error.message, error.hint].filter(Boolean).join(' ')}</div>) } : {})}
    />
  );
}

type ErrorsAt = Readonly<Record<string, { addError: (text: string) => void } | undefined>>;

/** Bounds of decimals, which JSON Schema cannot compare as text. */
function checkBounds(fields: readonly FieldModel[], data: FormValues, at: (name: string) => ErrorsAt[string], say: ReturnType<typeof useSay>): void {
  for (const field of fields) {
    const value = data[field.name];
    if (typeof value !== 'string' || field.formula || (field.min === undefined && field.max === undefined) || Number.isNaN(Number(value))) continue;
    if (field.min !== undefined && Number(value) < Number(field.min)) at(field.name)?.addError(say('errMinimum', { limit: field.min }));
    if (field.max !== undefined && Number(value) > Number(field.max)) at(field.name)?.addError(say('errMaximum', { limit: field.max }));
  }
}

const isConflict = (problem: ReturnType<typeof problemOf>): boolean => problem.status === 412 || problem.code === 'STO201';

function useSaving({ object, source, saved, cancel }: Props, state: FormState) {
  const say = useSay();
  const { message } = App.useApp();
  const left = useRef(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  // One key per form: pressing save twice creates one record. A refused try gets a new one, since its values may change.
  const key = useRef(writeKey());
  const send = async (): Promise<RecordValues | undefined> => {
    const { data } = state.scope;
    if (!source) return client.create<RecordValues>(object.name, toCreate(state.writable, data), { idempotencyKey: key.current });
    const values = toUpdate(state.writable, data, state.start.data);
    if (Object.keys(values).length === 0) return undefined;
    return client.update<RecordValues>(object.name, source.id!, values, { version: source.version, idempotencyKey: key.current });
  };
  const save = async () => {
    setBusy(true);
    setError(undefined);
    state.setServerErrors([]);
    try {
      const record = await send();
      left.current = true;
      if (record) {
        message.success(source ? say('saved') : say('created'));
        saved(record);
      } else {
        message.info(say('noChanges'));
        cancel();
      }
    } catch (thrown) {
      key.current = writeKey();
      setError(thrown);
      const problem = problemOf(thrown);
      state.setServerErrors(isConflict(problem) ? [] : problem.errors);
      window.scrollTo({ top: 0, behavior: 'smooth' });
    } finally {
      setBusy(false);
    }
  };
  return { save, busy, error, left, conflict: error !== undefined && isConflict(problemOf(error)) };
}

function LeaveGuard({ dirty, left }: { readonly dirty: boolean; readonly left: { readonly current: boolean } }) {
  const say = useSay();
  const blocker = useBlocker({ shouldBlockFn: () => dirty && !left.current, enableBeforeUnload: () => dirty && !left.current, withResolver: true });
  return (
    <Modal open={blocker.status === 'blocked'} title={say('unsavedTitle')} okText={say('leave')} cancelText={say('stay')} okButtonProps={{ danger: true }} onOk={() => blocker.proceed?.()} onCancel={() => blocker.reset?.()}>
      {say('unsavedDetail')}
    </Modal>
  );
}
