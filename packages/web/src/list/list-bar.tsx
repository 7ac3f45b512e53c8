/** Search, filters, groups and columns of a list. The search box is there at once; the rest is loaded when somebody goes for it. */
import { GroupOutlined, SwapOutlined, TableOutlined } from '@ant-design/icons';
import type { ObjectModel, ViewModel } from '@tenon/model';
import { usePhone } from '../app/phone.ts';
import { FilterBarLight } from '../filter/filter-bar-light.tsx';
import { Deferred } from './deferred.tsx';
import type { ListTools } from './list-page.tsx';
import type { SortKey } from './list-search.ts';
import { useListSay } from './say.ts';
import { SearchBox } from './search-box.tsx';
import type { Selection } from './selection.ts';
import type { Groups } from './use-groups.tsx';

const loadColumns = () => import('./column-chooser.tsx').then((part) => part.ColumnChooser);
const loadGroups = () => import('./group-choice.tsx').then((part) => part.GroupChoice);
const loadPhone = () => import('./phone-tools.tsx').then((part) => part.PhoneTools);

export interface ListBarProps {
  readonly object: ObjectModel;
  readonly tools: ListTools;
  readonly groups: Groups;
  readonly selection: Selection;
  readonly kind: ViewModel['kind'];
  /** A field that a condition is wanted about. */
  readonly about: string | undefined;
  readonly asked: () => void;
  readonly onSort: (keys: readonly SortKey[]) => void;
}

export function ListBar(props: ListBarProps) {
  const { object, tools: { state, change, chooseColumns }, groups, kind, about, asked } = props;
  const say = useListSay();
  const phone = usePhone();
  const { grouping } = state;
  const group = { object, state, groups, onChange: (key: string | undefined) => change({ group: key ?? '' }) };
  return (
    <div className="list-bar">
      <div className="list-filters">
        {object.search.length > 0 ? <SearchBox object={object} value={state.search.q ?? ''} onChange={(q) => change({ q })} /> : null}
        <FilterBarLight object={object} quick={state.tab.view.quickFilters} filter={state.filter} about={about} asked={asked} onChange={(filter) => change({ filter: filter ?? (state.tab.own?.filter ? '' : undefined) })} />
      </div>
      {kind !== 'list' ? null : phone ? (
        <div className="list-tools"><Deferred key="phone" load={loadPhone} props={props} press="[data-action=sort-columns]" button={{ icon: <SwapOutlined rotate={90} />, 'aria-label': say('sortAndColumns'), 'data-action': 'sort-columns' }} /></div>
      ) : (
        <div className="list-tools">
          <Deferred key="groups" load={loadGroups} props={group} press="[data-action=group]" button={{ icon: <GroupOutlined />, title: say('group'), 'aria-label': grouping ? grouping.label : say('group'), 'data-action': 'group', ...(grouping ? { color: 'primary' as const, variant: 'outlined' as const } : {}) }}>{grouping ? grouping.label : say('group')}</Deferred>
          <Deferred key="columns" load={loadColumns} props={{ object, state, choose: chooseColumns }} press="[data-action=columns]" button={{ icon: <TableOutlined />, title: say('columns'), 'aria-label': say('columns'), 'data-action': 'columns' }}>{say('columns')}</Deferred>
        </div>
      )}
    </div>
  );
}
