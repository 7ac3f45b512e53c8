/** The top of a list: what it is of, how many there are, and what can be done with all of them. */
import { AppstoreOutlined, BarsOutlined, CalendarOutlined, ExportOutlined, ImportOutlined, PlusOutlined, ReloadOutlined } from '@ant-design/icons';
import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ObjectModel, ViewModel } from '@tenon/model';
import { Button } from 'antd';
import { useEngine } from '../app/engine.tsx';
import { HelpButton } from '../app/help-button.tsx';
import { useLanguage, useSay } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import type { ListTools } from './list-page.tsx';
import { Deferred } from './deferred.tsx';
import { kindsOf } from './other-kind.tsx';
import { useListSay } from './say.ts';

const loadExport = () => import('../transfer/export-button.tsx').then((part) => part.ExportButton);

interface Props {
  readonly object: ObjectModel;
  readonly tools: ListTools;
  readonly total: number | undefined;
  readonly kind: ViewModel['kind'];
}

export function ListHead({ object, tools, total, kind }: Props) {
  const { access } = useEngine();
  const { language } = useLanguage();
  const sayAll = useSay();
  const say = useListSay();
  const phone = usePhone();
  const queries = useQueryClient();
  const loading = useIsFetching({ queryKey: ['list', object.name] }) > 0;
  const rights = access(object.name);
  const { state } = tools;
  const creates = rights.create && !object.partOf;
  const request = { filter: state.rows.filter, sort: state.rows.sort, search: state.rows.search, columns: state.columns.map(({ key, label }) => ({ path: key, label })) };
  return (
    <div className="page-head">
      <div className="list-name">
        <h1>{object.plural}</h1>
        {total === undefined ? null : <span className="list-count muted" data-count={total} title={say('records', { count: total })}>{total.toLocaleString(language)}</span>}
      </div>
      <HelpButton object={object.name} />
      <span className="grow" />
      <KindSwitch object={object} tools={tools} kind={kind} />
      {phone ? null : <Button type="text" icon={<ReloadOutlined spin={loading} />} aria-label={say('refresh')} title={say('refresh')} data-action="refresh" onClick={() => void queries.invalidateQueries({ queryKey: ['list', object.name] })} />}
      {rights.export && !phone ? <Deferred load={loadExport} props={{ object, request }} press="[data-action=export]" button={{ icon: <ExportOutlined />, 'data-action': 'export' }}>{say('export')}</Deferred> : null}
      {creates && !phone ? <Link to={'/o/$object/import' as '/o/$object'} params={{ object: object.name }}><Button icon={<ImportOutlined />} data-action="import">{say('import')}</Button></Link> : null}
      {creates ? <Link to="/o/$object/new" params={{ object: object.name }}><Button type="primary" icon={<PlusOutlined />} aria-label={sayAll('new')} data-action="new">{phone ? null : sayAll('new')}</Button></Link> : null}
    </div>
  );
}

const icons = { list: <BarsOutlined />, board: <AppstoreOutlined />, calendar: <CalendarOutlined /> } as const;
const words = { list: 'asList', board: 'asBoard', calendar: 'asCalendar' } as const;

/** The same records as a list, a board or a calendar, as far as their fields allow it. */
function KindSwitch({ object, tools: { state, change }, kind }: Omit<Props, 'total'>) {
  const say = useListSay();
  const kinds = kindsOf(object, state.tab.view);
  if (kinds.length < 2) return null;
  const usual = state.tab.own?.kind ?? state.tab.view.kind;
  return (
    <div className="list-kinds" role="group" aria-label={say('shownAs')}>
      {kinds.map((one) => <button key={one} type="button" aria-pressed={one === kind} aria-label={say(words[one])} title={say(words[one])} data-kind={one} onClick={() => change({ kind: one === usual ? undefined : one })}>{icons[one]}</button>)}
    </div>
  );
}
