/** In the place of rows where there are none: why, and what to do about it. */
import { FilterOutlined, ImportOutlined, InboxOutlined, PlusOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { Button } from 'antd';
import { useEngine } from '../app/engine.tsx';
import { inSentence, useSay } from '../app/language.tsx';
import type { ListState } from './list-state.ts';
import { useListSay } from './say.ts';

export function NoRows({ object, state, clear }: { readonly object: ObjectModel; readonly state: ListState; readonly clear: () => void }) {
  const say = useListSay();
  const sayAll = useSay();
  const { access } = useEngine();
  const objects = inSentence(object.plural);
  const asked = Boolean(state.search.q ?? state.filter);
  const creates = !asked && access(object.name).create && !object.partOf;
  const viewed = !asked && state.tab.view.filter !== undefined;
  return (
    <div className="no-rows" data-empty={asked ? 'match' : viewed ? 'view' : 'yet'}>
      <div className="no-rows-icon" aria-hidden="true">{asked ? <FilterOutlined /> : <InboxOutlined />}</div>
      <h2>{asked ? say('emptyMatch') : say(viewed ? 'emptyView' : 'emptyYet', { objects })}</h2>
      <p className="muted">{asked ? say('emptyMatchHint', { objects }) : creates && !viewed ? say('emptyYetHint') : null}</p>
      <div className="no-rows-actions">
        {asked ? <Button data-action="clear-filters" onClick={clear}>{say('clearAll')}</Button> : null}
        {creates ? <Link to="/o/$object/new" params={{ object: object.name }}><Button type="primary" icon={<PlusOutlined />}>{sayAll('newOf', { object: inSentence(object.label) })}</Button></Link> : null}
        {creates && !viewed ? <Link to={'/o/$object/import' as '/o/$object'} params={{ object: object.name }}><Button icon={<ImportOutlined />}>{say('import')}</Button></Link> : null}
      </div>
    </div>
  );
}
