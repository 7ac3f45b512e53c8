/** A form for a record, new or being changed: rjsf lays it out from its schema, the store holds its values, the server has the last word. */
// The package's root also exports a test registry, which would pull ajv in.
import Form from '@rjsf/core/lib/components/Form.js';
import type { ObjectModel } from '@tenon/model';
import { Alert, Button } from 'antd';
import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { problemOf, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useLanguage } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { ProblemAlert } from '../app/problem-view.tsx';
import { useShortcut } from '../app/shortcuts.ts';
import { formatMoment } from '../fields/format.ts';
import { formulasOf, needsOf } from '../fields/paths.ts';
import { layoutFor } from '../record/layout.ts';
import { beginForm, formulaZone } from './begin.ts';
import { ConflictPanel } from './conflict-panel.tsx';
import { useDraft } from './draft.ts';
import { ErrorSummary } from './error-summary.tsx';
import { FormScopeProvider, type FormScope } from './form-scope.tsx';
import { LeafField } from './leaf-field.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { LinesField } from './lines/lines-field.tsx';
import { completeLayout, locksOf, planOf, writablePlan } from './plan.ts';
import { formSchema, formUi } from './schema.ts';
import { FormStoreProvider, useForm, type FormStore } from './store.ts';
import { templates } from './templates.tsx';
import { useSaving, type After } from './use-saving.ts';
import { validator } from './validator.ts';
import type { FormValues } from './values.ts';
import { useFormSay } from './words.ts';
import './form.css';
import './lines/lines.css';

export interface RecordFormProps {
  readonly object: ObjectModel;
  /** The record being changed; none: a new one. */
  readonly source: RecordValues | undefined;
  /** The record that a new one begins as a copy of. */
  readonly from?: RecordValues | undefined;
  readonly preset: FormValues;
  readonly saved: (record: RecordValues, after: After) => void;
  readonly cancel: () => void;
  /** Only shown: it is filled in as always, and saves nothing. */
  readonly preview?: boolean;
  /** In a drawer beside a page: it keeps no draft, and offers to be closed and nothing else. */
  readonly drawer?: boolean;
}

const fields = { leaf: LeafField, rows: LinesField };
const nothing: FormValues = {};
const quiet = { emptyObjectFields: 'skipDefaults', mergeDefaultsIntoFormData: 'useFormDataIfPresent' } as const;

export function RecordForm(props: RecordFormProps) {
  const engine = useEngine();
  const [store] = useState(() => beginForm(engine, props));
  return <FormStoreProvider value={store}><FormBody {...props} store={store} /></FormStoreProvider>;
}

type BodyProps = RecordFormProps & { readonly store: FormStore };

function FormBody(props: BodyProps) {
  const { object, store, preview = false, drawer = false } = props;
  const say = useFormSay();
  const idPrefix = `f${useId().replace(/[^a-z0-9]/gi, '')}`;
  const { scope, writable } = useScope(props);
  const { session } = useEngine();
  const [forget, setForget] = useState<() => void>(() => () => undefined);
  const saving = useSaving({ ...props, scope, writable, forgetDraft: () => forget() });
  const schema = useMemo(() => formSchema(scope.plan), [scope.plan]);
  const uiSchema = useMemo(() => formUi(scope.plan), [scope.plan]);
  const shown = useMemo<FormScope>(() => ({ ...scope, busy: saving.busy }), [scope, saving.busy]);
  const save = (after: After) => { if (!preview) void saving.save(after); };
  const told = saving.error !== undefined && problemOf(saving.error).errors.length > 0;
  const draftKey = preview || drawer ? undefined : `tenon.draft:${session.user.id}:${object.name}:${props.source?.id ?? 'new'}`;
  return (
    <FormScopeProvider value={shown}>
      {preview ? null : <FormKeys save={save} fresh={!props.source && !drawer} />}
      {preview || drawer ? null : <LeaveGuard dirty={saving.dirty} left={saving.left} leave={() => { saving.left.current = true; forget(); }} />}
      {draftKey ? <DraftOffer draftKey={draftKey} store={store} version={props.source?.version} dirty={saving.dirty} tell={setForget} /> : null}
      {saving.error !== undefined && !told && !saving.conflict ? <ProblemAlert error={saving.error} /> : null}
      {saving.conflict ? <ConflictPanel conflict={saving.conflict} settled={saving.settleConflict} save={() => save('close')} discard={() => { forget(); saving.left.current = true; props.cancel(); }} /> : null}
      <ErrorSummary idPrefix={idPrefix} />
      <div onKeyDown={(event) => { if (!preview) escape(event, props.cancel); }}>
        <Form<FormValues>
          className="record-form"
          schema={schema} uiSchema={uiSchema} formData={nothing} validator={validator} fields={fields} templates={templates}
          showErrorList={false} noHtml5Validate noValidate idPrefix={idPrefix} experimental_defaultFormStateBehavior={quiet}
          onSubmit={() => save('close')}
        >
          {preview ? <></> : (
            <div className="form-foot">
              <Button onClick={props.cancel} data-action="cancel">{say('cancel')}</Button>
              {!props.source && !drawer ? <Button onClick={() => save('new')} disabled={saving.busy} data-action="save-new">{say('saveNew')}</Button> : null}
              <Button type="primary" htmlType="submit" loading={saving.busy} data-action="save">{say('save')}</Button>
            </div>
          )}
        </Form>
      </div>
    </FormScopeProvider>
  );
}

function useScope({ object, source, store, drawer = false }: BodyProps): { readonly scope: FormScope; readonly writable: FormScope['plan'] } {
  const engine = useEngine();
  const { model, session } = engine;
  const phone = usePhone();
  const recordType = useForm(({ data }) => data['record_type']);
  return useMemo(() => {
    const roles = session.roles.map((role) => role.name);
    const layout = completeLayout(object, layoutFor(model, object, { use: 'form', roles, recordType, phone }));
    const locks = locksOf(engine, object, source);
    const plan = planOf(engine, object, layout, locks, source === undefined);
    const needs = needsOf(model, formulasOf(model, object));
    const scope: FormScope = { model, object, layout, timeZone: formulaZone(engine), creating: source === undefined, plan, locks, needs, busy: false, compact: drawer };
    return { scope, writable: writablePlan(plan, locks) };
  }, [engine, model, session, object, source, store, recordType, phone, drawer]);
}

function FormKeys({ save, fresh }: { readonly save: (after: After) => void; readonly fresh: boolean }) {
  const say = useFormSay();
  useShortcut('mod+s', say('keySave'), () => save('stay'), { inFields: true });
  useShortcut('mod+enter', say('keySaveClose'), () => save('close'), { inFields: true });
  useShortcut('mod+shift+enter', say('saveNew'), () => save('new'), { inFields: true, enabled: fresh });
  return null;
}

/** Escape leaves the form, and asks where something was typed; first it closes what is open in a field. */
function escape(event: KeyboardEvent<HTMLElement>, cancel: () => void): void {
  if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
  const target = event.target as HTMLElement;
  if (target.getAttribute('aria-expanded') === 'true' || document.querySelector('.ant-picker-dropdown:not(.ant-picker-dropdown-hidden), .ant-select-dropdown:not(.ant-select-dropdown-hidden)')) return;
  event.stopPropagation();
  cancel();
}

interface OfferProps {
  readonly draftKey: string;
  readonly store: FormStore;
  readonly version: number | undefined;
  readonly dirty: () => boolean;
  readonly tell: (forget: () => () => void) => void;
}

/** Input of an earlier time that was never saved, offered before anything else. */
function DraftOffer({ draftKey, store, version, dirty, tell }: OfferProps) {
  const say = useFormSay();
  const { language } = useLanguage();
  const [stable] = useState(() => ({ dirty }));
  stable.dirty = dirty;
  const [isDirty] = useState(() => () => stable.dirty());
  const draft = useDraft({ key: draftKey, store, version, dirty: isDirty });
  const [told, setTold] = useState(false);
  if (!told) {
    setTold(true);
    tell(() => draft.forget);
  }
  if (!draft.found) return null;
  return (
    <Alert
      type="info" showIcon className="gap-below" data-draft title={say('draftFound', { when: formatMoment(draft.found.at, language) })}
      {...(draft.found.version !== version ? { description: say('draftOlder') } : {})}
      action={<span className="draft-actions"><Button size="small" type="primary" onClick={draft.take} data-action="take-draft">{say('draftTake')}</Button><Button size="small" type="text" onClick={draft.forget} data-action="drop-draft">{say('draftDrop')}</Button></span>}
    />
  );
}
