/** The drawer of one field: a new one, or one that is changed. What is wrong stands at the control that it is about. */
import { Button, Drawer, Input, Select, Switch } from 'antd';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { problemOf } from '../app/client.ts';
import { useFeedback } from '../app/feedback.tsx';
import { useLanguage, type Language } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { fieldBelow } from './below.ts';
import { begin, editsOf, hasOptions, hasTarget, isOwn, languagesOf, nameFrom, type FieldInput, type Subject } from './field-input.ts';
import { newMistakes, unfilled, type Mistakes } from './field-mistakes.ts';
import { TypeChoice } from './field-types.tsx';
import { fieldValue, restore, within } from './intents.ts';
import type { LayeredDocument, LayerEdit } from './metadata.ts';
import { OptionsEditor } from './options-editor.tsx';
import { firstPlace, PlaceChoice } from './place-choice.tsx';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay, wordFor } from './words.ts';

interface Props {
  readonly object: ObjectModel;
  /** None: a new field. */
  readonly field: FieldModel | undefined;
  readonly below: LayeredDocument | undefined;
  readonly close: () => void;
}

export function FieldDrawer(props: Props) {
  const { object, field, close } = props;
  const say = useSetupSay();
  const phone = usePhone();
  const form = useFieldForm(props);
  const leave = () => void form.takeBackTries().then(close);
  const title = field ? say('editFieldOf', { label: field.label }) : say('newFieldIn', { object: object.label });
  return (
    <Drawer
      open onClose={leave} title={title} size={phone ? '100%' : 500} className="field-drawer"
      footer={<Foot props={props} form={form} leave={leave} />}
    >
      {form.mistakes['other'] ? <div className="field-error gap-small" role="alert">{form.mistakes['other']}</div> : null}
      <form id="field-form" onSubmit={(event) => { event.preventDefault(); void form.save(); }}><Controls props={props} form={form} /></form>
    </Drawer>
  );
}

type FieldForm = ReturnType<typeof useFieldForm>;

function useFieldForm({ object, field, below, close }: Props) {
  const say = useSetupSay();
  const { message } = useFeedback();
  const { language } = useLanguage();
  const { draft, source, model, intents, edit, busy } = useSetup();
  // The drawer begins with the draft as it was when it was opened, whatever its own tries make of it.
  const [subject] = useState<Subject>(() => ({ object: object.name, source, field: field && source.objects[object.name]?.fields[field.name], value: field ? fieldValue(intents, object.name, field.name, fieldBelow(below, field.name)) : {}, below: field && fieldBelow(below, field.name), intents }));
  const [start] = useState(() => begin(subject, firstPlace({ model, source }, object.name), language));
  const [input, setInput] = useState<FieldInput>(start);
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const known = useRef(draft.diagnostics);
  const tried = useRef<readonly string[]>([]);
  const change = (part: Partial<FieldInput>) => {
    setInput((old) => ({ ...old, ...part }));
    setMistakes((old) => Object.fromEntries(Object.entries(old).filter(([control]) => !(control in part) && control !== 'other')));
  };
  const relabel = (of: Language, text: string) => {
    const { first, other } = languagesOf(source);
    const follows = !field && (input.name === '' || input.name === nameFrom(input.labels.en || input.labels[language], object.fields));
    const labels = { ...input.labels, [of]: text };
    const spoken = labels.en || labels[first] || labels[other];
    change({ labels, ...(follows ? { name: spoken.trim() ? nameFrom(spoken, object.fields) : '' } : {}) });
    setMistakes((old) => Object.fromEntries(Object.entries(old).filter(([control]) => control !== 'label')));
  };
  const takeBackTries = async () => {
    if (tried.current.length > 0) await edit(restore(tried.current, subject.intents)).catch(() => undefined);
  };
  const save = async () => {
    const missing = unfilled({ input, language, taken: field ? {} : object.fields, say });
    setMistakes(missing);
    if (Object.keys(missing).length > 0) return;
    const edits = editsOf(subject, input, start);
    if (edits.length === 0) return close();
    // What an earlier try has left is taken out first.
    const before = restore(tried.current, subject.intents);
    const touched = edits.map(({ at }) => at);
    try {
      const next = await edit([...before, ...edits]);
      const found = newMistakes({ told: next.diagnostics, known: known.current, touched, field: `object/${object.name}#fields/${input.name}` });
      tried.current = Object.keys(found).length > 0 ? [...new Set(touched)] : [];
      setMistakes(found);
      if (Object.keys(found).length > 0) return;
      message.success(say('savedToDraft'));
      close();
    } catch (error) {
      setMistakes({ other: [problemOf(error).detail, problemOf(error).hint].filter(Boolean).join(' ') });
    }
  };
  return { input, start, mistakes, change, relabel, save, takeBackTries, busy };
}

function Control({ name, label, required, mistake, help, children }: { readonly name: string; readonly label: string; readonly required?: boolean; readonly mistake?: string | undefined; readonly help?: string | undefined; readonly children: ReactNode }) {
  return (
    <div className="field" data-control={name}>
      <label htmlFor={`sf-${name}`} className={required ? 'required' : ''}>{label}</label>
      {children}
      {help ? <div className="field-help">{help}</div> : null}
      {mistake ? <div className="field-error" role="alert">{mistake}</div> : null}
    </div>
  );
}

const failing = (mistake: string | undefined) => (mistake ? { status: 'error' as const } : {});

function Controls({ props, form }: { readonly props: Props; readonly form: FieldForm }) {
  const say = useSetupSay();
  const { live } = useSetup();
  const { object, field } = props;
  const { input, start, mistakes, change } = form;
  const own = !field || isOwn(field.name);
  const applied = useMemo(() => field !== undefined && (!own || within(live, `object/${object.name}#fields/${field.name}`).length > 0), [live, field, own, object.name]);
  const fixed = useMemo(() => new Set(applied ? start.options.map(({ value }) => value) : []), [applied, start]);
  return (
    <>
      <Labels form={form} />
      <Control name="name" label={say('name')} required mistake={mistakes['name']} help={say(field ? 'nameFixed' : 'nameHelp')}>
        <Input id="sf-name" className="mono" value={input.name} disabled={field !== undefined} {...failing(mistakes['name'])} onChange={(event) => change({ name: event.target.value.trim() })} />
      </Control>
      <Control name="type" label={say('type')} mistake={mistakes['type']} help={applied ? say('typeFixed') : undefined}>
        {applied ? <div className="field-computed">{wordFor(say, 'type', input.type)}</div> : <TypeChoice value={input.type} onChange={(type) => change({ type })} />}
      </Control>
      {own && hasOptions(input.type) ? <Control name="options" label={say('options')} required mistake={mistakes['options']}><OptionsEditor input={input} failed={Boolean(mistakes['options'])} fixed={fixed} onChange={change} /></Control> : null}
      {own && hasTarget(input.type) ? <Control name="to" label={say('refersTo')} required mistake={mistakes['to']}><TargetChoice input={input} disabled={applied} failed={Boolean(mistakes['to'])} onChange={change} /></Control> : null}
      <Rules props={props} form={form} own={own} />
      <Control name="why" label={say('reason')}><Input id="sf-why" value={input.why} placeholder={say('reasonPlaceholder')} onChange={(event) => change({ why: event.target.value })} /></Control>
    </>
  );
}

function Labels({ form: { input, mistakes, relabel } }: { readonly form: FieldForm }) {
  const say = useSetupSay();
  const { language } = useLanguage();
  const { source } = useSetup();
  const { first, other } = languagesOf(source);
  const second = language === first ? other : first;
  return (
    <>
      <Control name="label" label={say('label')} required mistake={mistakes['label']}>
        <Input id="sf-label" autoFocus value={input.labels[language]} {...failing(mistakes['label'])} onChange={(event) => relabel(language, event.target.value)} />
      </Control>
      {source.package.locales.length > 1 ? (
        <Control name="label-other" label={say('labelIn', { language: say(second === 'en' ? 'langEn' : 'langZh') })} help={say('labelEverywhere')}>
          <Input id="sf-label-other" value={input.labels[second]} onChange={(event) => relabel(second, event.target.value)} />
        </Control>
      ) : null}
    </>
  );
}

function TargetChoice({ input, disabled, failed, onChange }: { readonly input: FieldInput; readonly disabled: boolean; readonly failed: boolean; readonly onChange: FieldForm['change'] }) {
  const { model } = useSetup();
  const options = Object.values(model.objects).filter((object) => !object.partOf).map(({ name, label }) => ({ value: name, label })).sort((a, b) => a.label.localeCompare(b.label));
  return <Select id="sf-to" showSearch={{ optionFilterProp: 'label' }} options={options} value={input.to ?? null} disabled={disabled} {...failing(failed ? 'failed' : undefined)} onChange={(to: string) => onChange({ to })} />;
}

function Rules({ props: { object, field, below }, form: { input, mistakes, change }, own }: { readonly props: Props; readonly form: FieldForm; readonly own: boolean }) {
  const say = useSetupSay();
  const strict = !own && field !== undefined && fieldBelow(below, field.name)?.['required'] === true;
  const computed = field?.formula !== undefined || input.type === 'children' || input.type === 'autonumber';
  return (
    <>
      {computed ? null : (
        <Control name="required" label={say('required')} mistake={mistakes['required']} help={say(strict ? 'requiredBelow' : input.type === 'boolean' && own ? 'requiredBoolean' : 'requiredHelp')}>
          <Switch id="sf-required" checked={input.required} disabled={strict} onChange={(required) => change({ required })} />
        </Control>
      )}
      <Control name="help" label={say('help')} mistake={mistakes['help']} help={say('helpHelp')}>
        <Input.TextArea id="sf-help" autoSize={{ minRows: 1, maxRows: 4 }} value={input.help} onChange={(event) => change({ help: event.target.value })} />
      </Control>
      {field ? <Control name="hidden" label={say('showOnScreens')} mistake={mistakes['hidden']} help={say('hiddenHelp')}><Switch id="sf-hidden" checked={!input.hidden} onChange={(shown) => change({ hidden: !shown })} /></Control> : null}
      {own ? <Control name="section" label={say('placement')} mistake={mistakes['section']}><PlaceChoice object={object.name} input={input} onChange={change} /></Control> : null}
    </>
  );
}

function Foot({ props: { object, field, close }, form, leave }: { readonly props: Props; readonly form: FieldForm; readonly leave: () => void }) {
  const say = useSetupSay();
  const { say: sayProduct } = useLanguage();
  const { modal, message } = useFeedback();
  const { intents, live, edit } = useSetup();
  const address = field && `object/${object.name}#fields/${field.name}`;
  const mine = address === undefined ? [] : [...new Set([address, ...layerAddresses(address, field!.name, intents)])].filter((at) => within(intents, at).length > 0);
  const published = address !== undefined && within(live, address).length > 0;
  const [word, question] = field && isOwn(field.name) ? (published ? ['removeOwn', 'removeOwnConfirm'] as const : ['takeBack', 'takeBackConfirm'] as const) : ['undoMine', 'undoMineConfirm'] as const;
  const takeBack = () => modal.confirm({
    title: say(question, { label: field!.label }), okText: say(word), okButtonProps: { danger: true },
    onOk: async () => {
      const steps = mine.map((at): LayerEdit => ({ op: 'reset', at }));
      await edit(steps).then(close, (error: unknown) => message.error(problemOf(error).detail));
    },
  });
  return (
    <div className="drawer-foot">
      {mine.length > 0 ? <Button danger type="text" onClick={takeBack} disabled={form.busy} data-action="take-back">{say(word)}</Button> : null}
      <span className="grow" />
      <Button onClick={leave} disabled={form.busy}>{sayProduct('cancel')}</Button>
      <Button type="primary" htmlType="submit" form="field-form" loading={form.busy} data-action="save-field">{say(field ? 'saveToDraft' : 'addToDraft')}</Button>
    </div>
  );
}

/** Where else the layer speaks of a field: its place on layouts, its texts in other languages. */
function layerAddresses(address: string, name: string, intents: readonly { readonly address: string }[]): readonly string[] {
  const own = isOwn(name);
  return intents.map((intent) => intent.address).filter((at) => (/^locale\/[^#]+#/.test(at) && at.slice(at.indexOf('#') + 1).startsWith(`${address}/`)) || (own && at.startsWith('layout/') && at.endsWith(`/fields/${name}`)));
}
