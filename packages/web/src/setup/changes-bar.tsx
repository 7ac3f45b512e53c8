/** What the draft changes and is not applied: how many, which ones in words, away with them, or on to the plan. */
import { ExclamationCircleOutlined, UndoOutlined } from '@ant-design/icons';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { Button, Drawer, Tag } from 'antd';
import { useState } from 'react';
import { problemOf } from '../app/client.ts';
import { useFeedback } from '../app/feedback.tsx';
import { useLanguage } from '../app/language.tsx';
import { formatMoment } from '../fields/format.ts';
import { describe, objectOf, targetOf, type ChangeGroup } from './describe.ts';
import { restore } from './intents.ts';
import type { Told } from './metadata.ts';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay } from './words.ts';

export function ChangesBar() {
  const say = useSetupSay();
  const { groups, draft, discard, busy } = useSetup();
  const { modal, message } = useFeedback();
  const navigate = useNavigate();
  const planning = useRouterState({ select: (state) => state.location.pathname === '/setup/plan' });
  const [open, setOpen] = useState(false);
  const mistakes = draft.diagnostics.filter(({ severity }) => severity === 'error').length;
  if (groups.length === 0 && mistakes === 0) return null;
  const drop = () => modal.confirm({
    title: say('discardConfirm'), content: say('discardDetail'), okText: say('discard'), okButtonProps: { danger: true },
    onOk: async () => {
      await discard();
      message.success(say('discarded'));
      if (planning) void navigate({ to: '/setup' });
    },
  });
  return (
    <section className="changes-bar" aria-label={say('yourChanges')}>
      <span className="changes-count">{say(groups.length === 1 ? 'changesOne' : 'changesMany', { count: groups.length })}</span>
      {mistakes > 0 ? <Tag color="error" icon={<ExclamationCircleOutlined />}>{say(mistakes === 1 ? 'mistakesOne' : 'mistakesMany', { count: mistakes })}</Tag> : null}
      <span className="grow" />
      <Button size="small" onClick={() => setOpen(true)} data-action="changes">{say('showChanges')}</Button>
      <Button size="small" onClick={drop} disabled={busy} data-action="discard">{say('discard')}</Button>
      {planning ? null : <Button size="small" type="primary" onClick={() => void navigate({ to: '/setup/plan' })} data-action="plan">{say('seePlan')}</Button>}
      <Drawer open={open} onClose={() => setOpen(false)} title={say('yourChanges')} size={460}><ChangeList done={() => setOpen(false)} /></Drawer>
    </section>
  );
}

function ChangeList({ done }: { readonly done: () => void }) {
  const say = useSetupSay();
  const { language } = useLanguage();
  const { groups, draft } = useSetup();
  const errors = draft.diagnostics.filter(({ severity }) => severity === 'error');
  const hints = draft.diagnostics.filter(({ severity }) => severity !== 'error');
  return (
    <>
      {errors.length > 0 ? <><h3 className="drawer-heading">{say('mistakes')}</h3><ToldList told={errors} done={done} /></> : null}
      {errors.length + hints.length > 0 ? <h3 className="drawer-heading">{say('yourChanges')}</h3> : null}
      <ul className="change-list">{groups.map((group) => <ChangeRow key={group.key} group={group} done={done} />)}</ul>
      {hints.length > 0 ? <><h3 className="drawer-heading">{say('hints')}</h3><ToldList told={hints} done={done} /></> : null}
      {draft.updatedBy && draft.updatedAt ? <p className="muted small">{say('lastEdited', { by: draft.updatedBy, at: formatMoment(draft.updatedAt, language) })}</p> : null}
    </>
  );
}

function ChangeRow({ group, done }: { readonly group: ChangeGroup; readonly done: () => void }) {
  const say = useSetupSay();
  const { language } = useLanguage();
  const { model, live, edit, busy } = useSetup();
  const { message } = useFeedback();
  const { object, field, changes } = group;
  const { about, what } = describe(group, { model, language, say });
  const owner = object === undefined ? undefined : model.objects[object];
  const whys = [...new Set(changes.flatMap(({ after }) => (after?.why ? [after.why] : [])))];
  const undo = () => void edit(restore(changes.map(({ address }) => address), live)).catch((error: unknown) => message.error(problemOf(error).detail));
  return (
    <li data-change={group.key}>
      <div className="change-text">
        {owner ? <Link to="/setup/o/$object" params={{ object: owner.name }} search={field && owner.fields[field] ? { field } : {}} onClick={done}>{about}</Link> : <b>{about}</b>}
        {what.map((words) => <div key={words}>{words}</div>)}
        {whys.map((why) => <div key={why} className="muted small">{why}</div>)}
      </div>
      <Button size="small" type="text" icon={<UndoOutlined />} disabled={busy} aria-label={`${say('undo')} ${about}`} title={say('undo')} onClick={undo} />
    </li>
  );
}

/** Mistakes and hints, each with the way to where it belongs. */
export function ToldList({ told, done }: { readonly told: readonly Told[]; readonly done?: () => void }) {
  const say = useSetupSay();
  const { model } = useSetup();
  return (
    <ul className="told-list">
      {told.map((one, index) => {
        const object = one.address === undefined ? undefined : objectOf(one.address);
        const field = one.address === undefined ? undefined : targetOf(one.address).path[1];
        return (
          <li key={index} className={`told-${one.severity}`}>
            <div>{one.message}</div>
            {one.hint ? <div className="muted">{one.hint}</div> : null}
            {object !== undefined && model.objects[object] ? <Link to="/setup/o/$object" params={{ object }} search={field && model.objects[object]!.fields[field] ? { field } : {}} onClick={() => done?.()}>{say('goThere')}</Link> : null}
          </li>
        );
      })}
    </ul>
  );
}
