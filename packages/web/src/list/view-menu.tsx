/** What can be done with a view: saved as one's own, changed, renamed, moved, opened with, shared, deleted. */
import { DeleteOutlined, EditOutlined, LeftOutlined, LinkOutlined, MoreOutlined, PlusOutlined, PushpinOutlined, RightOutlined, RollbackOutlined, SaveOutlined } from '@ant-design/icons';
import { useNavigate, useRouter } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { Button, Dropdown, Input, Modal, type MenuProps } from 'antd';
import { useState } from 'react';
import { writeKey } from '../app/client.ts';
import { viewKey } from '../app/engine.tsx';
import { useFeedback } from '../app/feedback.tsx';
import { usePins } from '../app/visited.ts';
import { keyOf } from './columns.ts';
import type { ListTools } from './list-page.tsx';
import { writeSort, type ListSearch } from './list-search.ts';
import type { ListState } from './list-state.ts';
import { useTabs, type SavedView } from './saved-views.ts';
import { useListSay } from './say.ts';

interface Props {
  readonly object: ObjectModel;
  readonly tools: ListTools;
}

/** The list as it stands, to be kept. */
function savedFrom({ tab, filter, sort, shown, grouping, search }: ListState, id: string, label: string): SavedView {
  const kind = search.kind ?? tab.own?.kind;
  return {
    id, label, base: tab.own?.base ?? (tab.key === 'any' ? 'any' : viewKey(tab.view)), sort: writeSort(sort), columns: shown.map(keyOf).join(','),
    ...(filter ? { filter } : {}), ...(grouping ? { group: grouping.key } : {}), ...(kind ? { kind } : {}),
  };
}

/** What the menu does, each a change of the preference or of the address. */
function useViewActions({ object, tools: { state, change } }: Props) {
  const say = useListSay();
  const navigate = useNavigate();
  const router = useRouter();
  const { message } = useFeedback();
  const { kept, set } = useTabs(object);
  const { own } = state.tab;
  const at = own ? kept.views.findIndex((one) => one.id === own.id) : -1;
  const reset = () => {
    if (!own) state.setLook({ columns: undefined, sort: undefined } as never);
    change({ filter: undefined, sort: undefined, columns: undefined, group: undefined, kind: undefined });
  };
  const open = (key: string, search: ListSearch = {}) => void navigate({ to: '/o/$object/$view', params: { object: object.name, view: key }, search, replace: true });
  const rename = (label: string) => { if (own) set({ ...kept, views: kept.views.with(at, { ...own, label }) }); };
  const save = (label: string) => {
    const id = writeKey().replaceAll('-', '').slice(0, 12).toLowerCase();
    set({ ...kept, views: [...kept.views, savedFrom(state, id, label)] });
    open(`my:${id}`, state.search.q ? { q: state.search.q } : {});
    message.success(say('viewSaved'));
  };
  const update = () => {
    if (!own) return;
    set({ ...kept, views: kept.views.with(at, savedFrom(state, own.id, own.label)) });
    open(state.tab.key, state.search.q ? { q: state.search.q } : {});
    message.success(say('viewSaved'));
  };
  const move = (by: -1 | 1) => set({ ...kept, views: kept.views.toSpliced(at, 1).toSpliced(at + by, 0, own!) });
  const first = kept.first === state.tab.key;
  const share = () => {
    // A view of one's own is known to nobody else: the link says all of it.
    const { filter, sort, columns, group } = savedFrom(state, '', '');
    const search = { ...state.search, at: undefined, ...(filter ? { filter } : {}), sort, columns, ...(group ? { group } : {}) } as ListSearch;
    const { href } = router.buildLocation({ to: '/o/$object/$view', params: { object: object.name, view: own?.base ?? state.tab.key }, search });
    void navigator.clipboard?.writeText(new URL(href, location.href).href).then(() => message.success(say('linkCopied')));
  };
  const remove = () => {
    const { first: opened, ...others } = kept;
    set({ ...others, ...(opened !== undefined && opened !== state.tab.key ? { first: opened } : {}), views: kept.views.filter((one) => one.id !== own?.id) });
    open(own?.base ?? '');
  };
  const openFirst = () => set({ ...kept, first: state.tab.key });
  return { own, at, last: kept.views.length - 1, first, reset, rename, save, update, move, openFirst, share, remove };
}

export function ViewMenu({ object, tools }: Props) {
  const { state } = tools;
  const say = useListSay();
  const { modal } = useFeedback();
  const pins = usePins();
  const [naming, setNaming] = useState<'new' | 'rename' | undefined>(undefined);
  const { own, at, last, first, reset, rename, save, update, move, openFirst, share, remove } = useViewActions({ object, tools });
  const place = { kind: 'view' as const, object: object.name, view: state.tab.key, title: state.tab.label || object.plural };
  const items: MenuProps['items'] = [
    { key: 'new', icon: <PlusOutlined />, label: say('saveAs'), onClick: () => setNaming('new') },
    ...(state.modified && own ? [{ key: 'save', icon: <SaveOutlined />, label: say('saveView'), onClick: update }] : []),
    ...(state.modified ? [{ key: 'reset', icon: <RollbackOutlined />, label: say('resetView'), onClick: reset }] : []),
    { type: 'divider' },
    { key: 'first', icon: <PushpinOutlined />, label: say(first ? 'isDefault' : 'makeDefault'), disabled: first || state.tab.key === 'any', onClick: openFirst },
    { key: 'link', icon: <LinkOutlined />, label: say('copyLink'), onClick: share },
    ...(own ? [
      { type: 'divider' as const },
      { key: 'rename', icon: <EditOutlined />, label: say('renameView'), onClick: () => setNaming('rename') },
      { key: 'left', icon: <LeftOutlined />, label: say('moveLeft'), disabled: at <= 0, onClick: () => move(-1) },
      { key: 'right', icon: <RightOutlined />, label: say('moveRight'), disabled: at === last, onClick: () => move(1) },
      {
        key: 'delete', icon: <DeleteOutlined />, danger: true, label: say('deleteView'),
        onClick: () => modal.confirm({
          title: say('deleteViewSure', { label: own.label }), okText: say('delete'), okButtonProps: { danger: true },
          onOk: () => {
            remove();
            if (pins.pinned(place)) pins.toggle(place);
          },
        }),
      },
    ] : []),
  ];
  return (
    <div className="view-tools">
      {state.modified ? (
        <>
          {own ? <Button size="small" type="primary" ghost data-action="save-view" onClick={update}>{say('saveView')}</Button> : <Button size="small" data-action="save-view-as" onClick={() => setNaming('new')}>{say('saveAs')}</Button>}
          <Button size="small" type="text" data-action="reset-view" onClick={reset}>{say('resetView')}</Button>
        </>
      ) : null}
      <Dropdown trigger={['click']} placement="bottomRight" menu={{ items }}><Button size="small" type="text" icon={<MoreOutlined />} aria-label={say('views')} data-action="view-menu" /></Dropdown>
      {naming ? <NameView label={naming === 'rename' ? (own?.label ?? '') : ''} title={say(naming === 'rename' ? 'renameView' : 'saveAs')} close={() => setNaming(undefined)} save={naming === 'rename' ? rename : save} /> : null}
    </div>
  );
}

const labelMax = 60;

function NameView({ label, title, close, save }: { readonly label: string; readonly title: string; readonly close: () => void; readonly save: (label: string) => void }) {
  const say = useListSay();
  const [text, setText] = useState(label);
  const done = () => {
    if (text.trim() === '') return;
    save(text.trim());
    close();
  };
  return (
    <Modal open title={title} onCancel={close} onOk={done} okText={say('save')} cancelText={say('cancel')} okButtonProps={{ disabled: text.trim() === '' }} width={400}>
      <Input autoFocus maxLength={labelMax} value={text} aria-label={say('viewName')} placeholder={say('viewName')} data-part="view-name" onChange={(event) => setText(event.target.value)} onPressEnter={done} />
    </Modal>
  );
}
