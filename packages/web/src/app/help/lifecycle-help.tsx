/** A lifecycle in words: its states, and who may move a record from where to where, under which conditions. */
import { ArrowRightOutlined } from '@ant-design/icons';
import type { LifecycleModel, ObjectModel, TransitionModel } from '@tenon/model';
import { OptionTag } from '../../fields/value-view.tsx';
import { useEngine } from '../engine.tsx';
import { useHelpSay } from './words.ts';

interface Props {
  readonly object: ObjectModel;
  readonly lifecycle: LifecycleModel;
  readonly text: string;
}

export function LifecycleHelp({ object, lifecycle, text }: Props) {
  const say = useHelpSay();
  const field = object.fields[lifecycle.field];
  const searched = text.trim().toLowerCase();
  const transitions = Object.values(lifecycle.transitions).filter((one) => `${one.label} ${one.guards.map(({ message }) => message).join(' ')}`.toLowerCase().includes(searched));
  if (!field || transitions.length === 0) return null;
  return (
    <section className="panel help-part">
      <h2>{say('lifecycle')}</h2>
      <p className="help-states">{say('startsAs')} <OptionTag field={field} value={lifecycle.initial} /></p>
      <ul className="help-ways">{transitions.map((one) => <li key={one.name}><Way object={object} transition={one} field={field} /></li>)}</ul>
    </section>
  );
}

function Way({ object, transition, field }: { readonly object: ObjectModel; readonly transition: TransitionModel; readonly field: NonNullable<ObjectModel['fields'][string]> }) {
  const { model, access } = useEngine();
  const say = useHelpSay();
  const roles = Object.values(model.roles).filter((role) => {
    const actions = role.objects[object.name]?.actions;
    return actions === '*' || actions?.includes(transition.name);
  });
  const needs = transition.requires.map((name) => object.fields[name]?.label ?? name);
  return (
    <>
      <div className="help-way">
        <b>{transition.label}</b>
        <span>{transition.from.map((state) => <OptionTag key={state} field={field} value={state} />)} <ArrowRightOutlined aria-label={say('becomes')} /> <OptionTag field={field} value={transition.to} /></span>
        {access(object.name).actions.includes(transition.name) ? <span className="muted small">{say('youMay')}</span> : null}
      </div>
      {roles.length > 0 ? <div className="muted small">{say('mayBeDoneBy', { roles: roles.map(({ label }) => label).join(say('comma')) })}</div> : null}
      {needs.length > 0 ? <div className="small">{say('needs', { fields: needs.join(say('comma')) })}</div> : null}
      {transition.guards.length > 0 ? <ul className="small">{transition.guards.map((guard) => <li key={guard.name}>{guard.message}</li>)}</ul> : null}
    </>
  );
}
