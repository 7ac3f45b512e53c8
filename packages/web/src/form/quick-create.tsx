/** A new record in a drawer, beside what somebody is doing; and the host that lookups ask for one. */
import type { ObjectModel } from '@tenon/model';
import { Drawer } from 'antd';
import { useState, type ReactNode } from 'react';
import type { RecordValues } from '../app/client.ts';
import { useFeedback } from '../app/feedback.tsx';
import { inSentence } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { CreateProvider, type AskForRecord } from './create-context.ts';
import { RecordForm } from './record-form.tsx';
import type { FormValues } from './values.ts';
import { useFormSay } from './words.ts';

interface DrawerProps {
  readonly object: ObjectModel;
  readonly title: string;
  readonly source?: RecordValues | undefined;
  readonly preset: FormValues;
  readonly done: (record: RecordValues) => void;
  readonly cancel: () => void;
}

/** The form of a record in a drawer: a page's own, over the page. */
function FormDrawer({ object, title, source, preset, done, cancel }: DrawerProps) {
  const say = useFormSay();
  const phone = usePhone();
  const { modal } = useFeedback();
  const [changed, setChanged] = useState(false);
  const ask = () => (changed ? modal.confirm({ title: say('unsavedTitle'), content: say('unsavedDetail'), okText: say('leave'), cancelText: say('stay'), okButtonProps: { danger: true }, onOk: cancel }) : cancel());
  return (
    <Drawer open title={title} size={phone ? '100%' : 720} onClose={ask} keyboard={false} destroyOnHidden className="form-drawer" data-drawer={object.name}>
      {/* What is typed here is no news to the form below. */}
      <div onInput={() => setChanged(true)} onSubmit={(event) => event.stopPropagation()}>
        <QuickCreateHost><RecordForm object={object} source={source} preset={preset} drawer saved={done} cancel={ask} /></QuickCreateHost>
      </div>
    </Drawer>
  );
}

interface QuickCreateProps {
  readonly object: ObjectModel;
  readonly preset: FormValues;
  readonly onCreated: (record: RecordValues) => void;
  readonly onCancel: () => void;
}

export function QuickCreate({ object, preset, onCreated, onCancel }: QuickCreateProps) {
  const say = useFormSay();
  return <FormDrawer object={object} title={say('newOf', { object: inSentence(object.label) })} preset={preset} done={onCreated} cancel={onCancel} />;
}

interface QuickEditProps {
  readonly object: ObjectModel;
  /** With everything that the form shows: `recordSelect` says what. */
  readonly record: RecordValues;
  readonly title: string;
  readonly onSaved: (record: RecordValues) => void;
  readonly onCancel: () => void;
}

export function QuickEdit({ object, record, title, onSaved, onCancel }: QuickEditProps) {
  const say = useFormSay();
  return <FormDrawer object={object} title={say('editOf', { title })} source={record} preset={{}} done={onSaved} cancel={onCancel} />;
}

interface Asked {
  readonly object: ObjectModel;
  readonly preset: FormValues;
  readonly answer: (record: RecordValues | undefined) => void;
}

/** Shows the drawer that a lookup inside asks for. */
export function QuickCreateHost({ children }: { readonly children: ReactNode }) {
  const [asked, setAsked] = useState<Asked>();
  const [ask] = useState((): AskForRecord => (object, preset) => new Promise<RecordValues | undefined>((answer) => setAsked({ object, preset, answer })));
  const end = (record: RecordValues | undefined) => {
    asked?.answer(record);
    setAsked(undefined);
  };
  return (
    <CreateProvider value={ask}>
      {children}
      {asked ? <QuickCreate object={asked.object} preset={asked.preset} onCreated={end} onCancel={() => end(undefined)} /> : null}
    </CreateProvider>
  );
}
