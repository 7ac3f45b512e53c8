/** What can be done with a record: its transitions, then edit, and the rest in a menu. On a phone a bar at the bottom of the screen. */
import { CopyOutlined, DeleteOutlined, EditOutlined, EllipsisOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { Button, Dropdown, Tooltip, type MenuProps } from 'antd';
import { useHotkeys } from 'react-hotkeys-hook';
import { client, problemOf, writeKey, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useFeedback } from '../app/feedback.tsx';
import { useSay } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { titleOf } from '../fields/paths.ts';
import { isFrozen } from './editable.ts';
import type { Choice } from './transitions.ts';
import { useRecordSay } from './words.ts';

type Items = NonNullable<MenuProps['items']>;

interface Props {
  readonly object: ObjectModel;
  readonly record: RecordValues;
  readonly choices: readonly Choice[];
  readonly start: (transition: string) => void;
}

/** Transitions that stand side by side; with more of them only the first does. */
const buttonsMax = 3;

export function RecordActions({ object, record, choices, start }: Props) {
  const say = useSay();
  const words = useRecordSay();
  const phone = usePhone();
  const edit = useEdit(object, record);
  const others = useOthers(object, record);
  const shown = phone ? choices.slice(0, 1) : choices.length > buttonsMax ? choices.slice(0, 1) : choices;
  const hidden = choices.slice(shown.length);
  const items: Items = [
    ...hidden.map((choice): Items[number] => transitionItem(choice, () => start(choice.transition.name))),
    ...(phone && edit && shown.length > 0 ? [{ key: ' edit', icon: <EditOutlined />, label: <span data-action="edit">{say('edit')}</span>, onClick: edit }] : []),
    ...(hidden.length > 0 ? [{ type: 'divider' as const }] : []),
    ...others,
  ];
  const editShown = edit && !(phone && shown.length > 0);
  if (phone && !editShown && shown.length === 0 && items.length === 0) return null;
  return (
    <div className={phone ? 'rec-bar' : 'page-actions'} role="toolbar" aria-label={say('actions')}>
      {phone && shown[0]?.blocked ? <div className="rec-bar-why">{shown[0].blocked}</div> : null}
      {shown.map((choice) => <TransitionButton key={choice.transition.name} choice={choice} start={start} />)}
      {editShown ? <Button icon={<EditOutlined />} data-action="edit" onClick={edit}>{say('edit')}</Button> : null}
      {items.length > 0 ? <Dropdown menu={{ items }} trigger={['click']} placement={phone ? 'topRight' : 'bottomRight'}><Button icon={<EllipsisOutlined />} aria-label={words('moreActions')} data-action="more" /></Dropdown> : null}
    </div>
  );
}

function TransitionButton({ choice: { transition, blocked }, start }: { readonly choice: Choice; readonly start: (name: string) => void }) {
  const button = (
    <Button
      data-action={transition.name} disabled={blocked !== undefined} onClick={() => start(transition.name)}
      {...(transition.tone === 'primary' ? { type: 'primary' as const } : {})} {...(transition.tone === 'danger' ? { danger: true } : {})}
    >{transition.label}</Button>
  );
  return blocked === undefined ? button : <Tooltip title={blocked}><span className="rec-blocked" tabIndex={0}>{button}</span></Tooltip>;
}

/** In a menu there is no hovering over what is shut: the reason stands below the name. */
function transitionItem({ transition, blocked }: Choice, start: () => void): Items[number] {
  return {
    key: transition.name, danger: transition.tone === 'danger' && !blocked, disabled: blocked !== undefined, onClick: start,
    label: <span className="rec-menu-item" data-action={transition.name}><span>{transition.label}</span>{blocked ? <small>{blocked}</small> : null}</span>,
  };
}

/** Opens the form; undefined where there is nothing that the caller could change. */
function useEdit(object: ObjectModel, record: RecordValues): (() => void) | undefined {
  const { access } = useEngine();
  const navigate = useNavigate();
  const may = access(object.name).update && !isFrozen(object, record) && !object.partOf;
  const edit = () => void navigate({ to: '/o/$object/r/$id/edit', params: { object: object.name, id: record.id! } });
  useHotkeys('e', edit, { enabled: may, preventDefault: true });
  return may ? edit : undefined;
}

function useOthers(object: ObjectModel, record: RecordValues): Items {
  const { access } = useEngine();
  const say = useSay();
  const words = useRecordSay();
  const navigate = useNavigate();
  const remove = useRemove(object, record);
  const may = access(object.name);
  const print = () => void navigate({ to: '/o/$object/r/$id/print', params: { object: object.name, id: record.id! } });
  const duplicate = () => void navigate({ to: '/o/$object/new', params: { object: object.name }, search: { from: record.id! } });
  return [
    ...(may.create && !object.partOf ? [{ key: ' duplicate', icon: <CopyOutlined />, label: <span data-action="duplicate">{words('duplicate')}</span>, onClick: duplicate }] : []),
    { key: ' print', icon: <PrinterOutlined />, label: <span data-action="print">{words('print')}</span>, onClick: print },
    ...(may.delete && !object.partOf ? [{ key: ' delete', danger: true, icon: <DeleteOutlined />, label: <span data-action="delete">{say('delete')}</span>, onClick: remove }] : []),
  ];
}

function useRemove(object: ObjectModel, record: RecordValues): () => void {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { modal, message } = useFeedback();
  const remove = async () => {
    try {
      await client.remove(object.name, record.id!, { version: record.version, idempotencyKey: writeKey() });
    } catch (error) {
      const problem = problemOf(error);
      message.error([problem.detail ?? problem.title, problem.hint].filter(Boolean).join(' '), 8);
      return;
    }
    message.success(say('deleted'));
    await navigate({ to: '/o/$object', params: { object: object.name } });
    await queries.invalidateQueries({ queryKey: ['list', object.name] });
  };
  return () => modal.confirm({
    title: say('deleteConfirm', { title: titleOf(object, record) }), content: say('deleteDetail'), okText: say('delete'), okButtonProps: { danger: true }, onOk: remove,
  });
}
