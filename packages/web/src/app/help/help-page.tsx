/** What an object is for, what its fields mean, how its records move on and which lists there are: everything the Model says, for whoever fills it in. */
import { PrinterOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { Button, Input, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { objectOf, useEngine, viewKey, viewsOf } from '../engine.tsx';
import { ProblemView } from '../problem-view.tsx';
import { Trail } from '../trail.tsx';
import { LifecycleHelp } from './lifecycle-help.tsx';
import { useHelpSay, type HelpSay } from './words.ts';
import './help.css';

export function HelpPage({ object: name }: { readonly object: string }) {
  const { model } = useEngine();
  const object = objectOf(model, name);
  return object ? <ObjectHelp key={name} object={object} /> : <ProblemView error={{ status: 404 }} />;
}

function ObjectHelp({ object }: { readonly object: ObjectModel }) {
  const { model } = useEngine();
  const say = useHelpSay();
  const [text, setText] = useState('');
  const views = viewsOf(model, object.name);
  const children = Object.values(object.fields).flatMap((field) => (field.type === 'children' && model.objects[field.of ?? ''] ? [{ field, child: model.objects[field.of!]! }] : []));
  return (
    <article className="help">
      <Trail to={[{ label: object.plural, object: object.name }]} />
      <div className="page-head"><h1>{say('title', { objects: object.plural })}</h1><span className="grow" /><Button icon={<PrinterOutlined />} className="no-print" onClick={() => window.print()}>{say('print')}</Button></div>
      {object.description ? <p className="help-lead">{object.description}</p> : null}
      {object.help ? <div className="panel help-text">{object.help.split(/\n\s*\n/).map((paragraph) => <p key={paragraph}>{paragraph}</p>)}</div> : null}
      <Input.Search className="help-search no-print" allowClear value={text} placeholder={say('search')} aria-label={say('search')} onChange={(event) => setText(event.target.value)} />
      <Fields title={say('fields')} object={object} text={text} />
      {children.map(({ field, child }) => <Fields key={child.name} title={say('fieldsOf', { label: field.label })} object={child} text={text} without={field.by} />)}
      {object.lifecycle ? <LifecycleHelp object={object} lifecycle={object.lifecycle} text={text} /> : null}
      {views.length > 0 && text.trim() === '' ? (
        <section className="panel help-part">
          <h2>{say('views')}</h2>
          <ul className="help-views">{views.map((view) => <li key={view.name}><Link to="/o/$object/$view" params={{ object: object.name, view: viewKey(view) }}>{view.label}</Link> <span className="muted small">{say(`kind_${view.kind}`)}</span></li>)}</ul>
        </section>
      ) : null}
    </article>
  );
}

interface FieldsProps {
  readonly title: string;
  readonly object: ObjectModel;
  readonly text: string;
  /** The reference of a row to what it is part of. */
  readonly without?: string | undefined;
}

function Fields({ title, object, text, without }: FieldsProps) {
  const { access } = useEngine();
  const say = useHelpSay();
  const fields = useMemo(() => {
    const searched = text.trim().toLowerCase();
    const about = (field: FieldModel) => [field.label, field.name, field.help, ...(field.options ?? []).map(({ label }) => label)].join(' ').toLowerCase();
    return Object.values(object.fields).filter((field) => !field.system && !field.hidden && field.name !== without && about(field).includes(searched));
  }, [object, text, without]);
  if (fields.length === 0) return null;
  const locked = access(object.name).fields;
  return (
    <section className="panel help-part">
      <h2>{title}</h2>
      <dl className="help-fields">
        {fields.map((field) => (
          <div key={field.name} data-help-field={field.name}>
            <dt>{field.label}{field.required ? <span className="help-required" title={say('required')} aria-label={say('required')}>*</span> : null}</dt>
            <dd>
              <span className="muted small">{[say(`type_${field.type}`), ...factsOf(field, say), ...(locked[field.name] === 'read' || field.formula ? [say('readOnly')] : [])].join(' · ')}</span>
              {field.help ? <div>{field.help}</div> : null}
              {field.options && field.options.length > 0 ? <div className="help-options">{field.options.filter((option) => !option.inactive).map((option) => <Tag key={option.value}>{option.label}</Tag>)}</div> : null}
              {field.to && field.to !== 'user' ? <ReferenceHelp to={field.to} /> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function ReferenceHelp({ to }: { readonly to: string }) {
  const { model } = useEngine();
  const say = useHelpSay();
  const target = model.objects[to];
  return target ? <div className="small"><Link to={`/help/${to}` as '/'}>{say('helpOn', { objects: target.plural })}</Link></div> : null;
}

/** Bounds that a value must keep. */
function factsOf(field: FieldModel, say: HelpSay): readonly string[] {
  const facts: string[] = [];
  if (field.unique) facts.push(say('unique'));
  if (field.formula) facts.push(say('computed'));
  if (field.min !== undefined) facts.push(say('atLeast', { limit: field.min }));
  if (field.max !== undefined) facts.push(say('atMost', { limit: field.max }));
  if (field.maxLength !== undefined) facts.push(say('length', { limit: field.maxLength }));
  if (field.patternMessage) facts.push(field.patternMessage);
  return facts;
}
