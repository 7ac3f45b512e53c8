/** The menu of a heading: order, groups, filter, and out of sight. */
import { EyeInvisibleOutlined, FilterOutlined, GroupOutlined, SortAscendingOutlined, SortDescendingOutlined } from '@ant-design/icons';
import type { ObjectModel } from '@tenon/model';
import { Dropdown, type MenuProps } from 'antd';
import type { Column } from './columns.ts';
import { fitsGroup, groupUnits } from './grouping.ts';
import type { SortKey } from './list-search.ts';
import type { ListState } from './list-state.ts';
import { useListSay } from './say.ts';

interface Props {
  readonly object: ObjectModel;
  readonly column: Column;
  readonly at: DOMRect;
  readonly state: ListState;
  readonly close: () => void;
  readonly onSorted: (keys: readonly SortKey[]) => void;
  readonly onColumns: (keys: readonly string[]) => void;
  readonly onGroup: (key: string | undefined) => void;
  readonly onFilterBy: (column: Column) => void;
}

export function HeadMenu({ column, at, state, close, onSorted, onColumns, onGroup, onFilterBy }: Props) {
  const say = useListSay();
  const { field, key } = column;
  const order = state.sort.find((one) => one.path === key);
  const dated = field?.type === 'date' || field?.type === 'datetime';
  const items: MenuProps['items'] = [
    ...(column.sortable ? [
      { key: 'up', icon: <SortAscendingOutlined />, label: say('sortAscending'), disabled: order?.descending === false },
      { key: 'down', icon: <SortDescendingOutlined />, label: say('sortDescending'), disabled: order?.descending === true },
      ...(order || state.sort.length === 0 ? [] : [{ key: 'more', label: say('addSort') }]),
      { type: 'divider' as const },
    ] : []),
    ...(field && fitsGroup(field) ? [dated ? { key: 'groups', icon: <GroupOutlined />, label: say('groupByThis'), children: groupUnits.map((unit) => ({ key: `group:${unit}`, label: say(unit) })) } : { key: 'group', icon: <GroupOutlined />, label: say('groupByThis') }] : []),
    { key: 'filter', icon: <FilterOutlined />, label: say('filterByThis') },
    ...(state.columns.length > 1 ? [{ key: 'hide', icon: <EyeInvisibleOutlined />, label: say('hideColumn') }] : []),
  ];
  const act = (what: string) => {
    close();
    if (what === 'up' || what === 'down') onSorted([{ path: key, descending: what === 'down' }]);
    if (what === 'more') onSorted([...state.sort, { path: key, descending: false }]);
    if (what === 'group') onGroup(key);
    if (what.startsWith('group:')) onGroup(`${key}:${what.slice(6)}`);
    if (what === 'filter') onFilterBy(column);
    if (what === 'hide') onColumns(state.columns.map((one) => one.key).filter((one) => one !== key));
  };
  return (
    <Dropdown open trigger={['click']} menu={{ className: 'list-menu', autoFocus: true, items, onClick: (chosen) => act(chosen.key) } as MenuProps} onOpenChange={(open) => { if (!open) close(); }}>
      <span className="head-menu-anchor" style={{ left: at.left, top: at.bottom }} />
    </Dropdown>
  );
}
