/** The head of a record's page: title, state, and what the caller may do with it. */
import { DeleteOutlined, EditOutlined, MoreOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { App, Breadcrumb, Button, Dropdown } from 'antd';
import { client, problemOf, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useSay } from '../app/language.tsx';
import { titleOf } from '../fields/paths.ts';
import { OptionTag } from '../fields/value-view.tsx';
import { LifecycleButtons } from './lifecycle-buttons.tsx';

export function RecordHeader({ object, record }: { readonly object: ObjectModel; readonly record: RecordValues }) {
  const { access, model } = useEngine();
  const say = useSay();
  const may = access(object.name);
  const state = object.lifecycle ? object.fields[object.lifecycle.field] : undefined;
  const frozen = state ? object.states[String(record[state.name])]?.frozen === 'all' : false;
  const parent = object.partOf && model.objects[object.partOf.object];
  return (
    <>
      <Breadcrumb className="trail" items={[{ title: <Link to="/o/$object" params={{ object: parent ? parent.name : object.name }}>{parent ? parent.plural : object.plural}</Link> }]} />
      <div className="page-head">
        <h1>{titleOf(object, record)}</h1>
        {state ? <OptionTag field={state} value={record[state.name]} /> : null}
        <div className="page-actions">
          <LifecycleButtons object={object} record={record} />
          {may.update && !frozen && !object.partOf ? (
            <Link to="/o/$object/r/$id/edit" params={{ object: object.name, id: record.id! }}><Button icon={<EditOutlined />} data-action="edit">{say('edit')}</Button></Link>
          ) : null}
          {may.delete && !object.partOf ? <DeleteMenu object={object} record={record} /> : null}
        </div>
      </div>
    </>
  );
}

function DeleteMenu({ object, record }: { readonly object: ObjectModel; readonly record: RecordValues }) {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { modal, message } = App.useApp();
  const remove = async () => {
    try {
      await client.remove(object.name, record.id!, { version: record.version });
    } catch (error) {
      const problem = problemOf(error);
      modal.error({ title: say('problemTitle'), content: [problem.detail, problem.hint].filter(Boolean).join(' ') });
      return;
    }
    await queries.invalidateQueries({ queryKey: ['list', object.name] });
    message.success(say('deleted'));
    void navigate({ to: '/o/$object', params: { object: object.name } });
  };
  const ask = () => modal.confirm({
    title: say('deleteConfirm', { title: titleOf(object, record) }), content: say('deleteDetail'), okText: say('delete'), okButtonProps: { danger: true }, onOk: remove,
  });
  const items = [{ key: 'delete', label: say('delete'), danger: true, icon: <DeleteOutlined />, onClick: ask }];
  return <Dropdown menu={{ items }} trigger={['click']}><Button icon={<MoreOutlined />} aria-label={say('more')} data-action="more" /></Dropdown>;
}
