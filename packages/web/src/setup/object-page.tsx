/** An object: its fields with the layer that each comes from, and beside them its form as the draft makes it. */
import { PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { Alert, Breadcrumb, Button, Empty, Input, Segmented } from 'antd';
import { useState } from 'react';
import type { SetupSearch } from '../app/router.tsx';
import { ProblemAlert, ProblemView } from '../app/problem-view.tsx';
import { Waiting } from '../app/waiting.tsx';
import { BlameDrawer } from './blame-drawer.tsx';
import { ToldList } from './changes-bar.tsx';
import { objectOf } from './describe.ts';
import { FieldDrawer } from './field-drawer.tsx';
import { FieldTable } from './field-table.tsx';
import { LayerTag, namespaceOf } from './layer-tag.tsx';
import { useBelow } from './below.ts';
import type { LayeredDocument } from './metadata.ts';
import { FormPreview } from './preview.tsx';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay } from './words.ts';

interface Props {
  readonly object: string;
  readonly search: SetupSearch;
}

export function ObjectPage({ object: name, search }: Props) {
  const { model } = useSetup();
  const object = model.objects[name];
  return object ? <Found object={object} search={search} /> : <ProblemView error={{ status: 404 }} />;
}

function Found({ object, search }: { readonly object: ObjectModel; readonly search: SetupSearch }) {
  const say = useSetupSay();
  const navigate = useNavigate();
  const { draft } = useSetup();
  const below = useBelow(object.name);
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<'fields' | 'preview'>('fields');
  const go = (to: SetupSearch) => void navigate({ to: '/setup/o/$object', params: { object: object.name }, search: to });
  const close = () => {
    setAdding(false);
    go({});
  };
  const edited = useOpened(object, search.field);
  const asked = useOpened(object, search.why);
  const mine = draft.diagnostics.filter((one) => one.address !== undefined && objectOf(one.address) === object.name);
  const ready = below.data !== undefined;
  return (
    <>
      <Breadcrumb items={[{ title: <Link to="/setup">{say('setup')}</Link> }, { title: <Link to="/setup">{say('objects')}</Link> }]} />
      <div className="page-head">
        <h1>{object.label}</h1><code className="muted">{object.name}</code><LayerTag namespace={namespaceOf(object.name, draft.layers)} />
        <div className="page-actions">
          <Segmented className="setup-switch" value={shown} onChange={setShown} options={[{ value: 'fields' as const, label: say('fields') }, { value: 'preview' as const, label: say('preview') }]} />
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)} disabled={!ready} data-action="add-field">{say('addField')}</Button>
        </div>
      </div>
      {below.error ? <ProblemAlert error={below.error} /> : null}
      {mine.length > 0 ? <Alert className="gap-below" showIcon type={mine.some(({ severity }) => severity === 'error') ? 'error' : 'warning'} title={<ToldList told={mine} />} /> : null}
      <div className={`setup-split show-${shown}`}>
        <Fields object={object} below={below.data} edit={(field) => go({ field })} ask={(why) => go({ why })} />
        <FormPreview object={object} />
      </div>
      {ready && (adding || edited) ? <FieldDrawer key={adding ? '' : edited!.name} object={object} field={adding ? undefined : edited} below={below.data ?? undefined} close={close} /> : null}
      {asked ? <BlameDrawer key={asked.name} object={object} field={asked} close={close} /> : null}
    </>
  );
}

/** The field of a drawer that is open, also while a mistake has taken it out of the Model. */
function useOpened(object: ObjectModel, name: string | undefined): FieldModel | undefined {
  const now = name === undefined ? undefined : object.fields[name];
  const [kept, keep] = useState(now);
  if (now && kept?.name !== now.name) keep(now);
  return name === undefined ? undefined : now ?? (kept?.name === name ? kept : undefined);
}

interface FieldsProps {
  readonly object: ObjectModel;
  /** Not known yet, or nothing. */
  readonly below: LayeredDocument | null | undefined;
  readonly edit: (field: string) => void;
  readonly ask: (field: string) => void;
}

function Fields({ object, below, edit, ask }: FieldsProps) {
  const say = useSetupSay();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const all = Object.values(object.fields).filter((field) => !field.system);
  const found = all.filter((field) => `${field.label} ${field.name}`.toLowerCase().includes(wanted));
  return (
    <section className="setup-fields" aria-label={say('fields')}>
      <Input className="setup-search" prefix={<SearchOutlined />} allowClear value={text} placeholder={say('searchFields')} aria-label={say('searchFields')} onChange={(event) => setText(event.target.value)} />
      {below === undefined ? <Waiting /> : found.length > 0 ? <FieldTable object={object} fields={found} below={below} edit={edit} ask={ask} /> : (
        <div className="panel setup-empty"><Empty description={all.length === 0 ? say('noFields') : say('nothingFound', { text: text.trim() })} /></div>
      )}
    </section>
  );
}
