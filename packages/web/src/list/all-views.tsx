/** All views of a list in a menu, for where there are more than fit beside each other. */
import { CheckOutlined, DownOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { Button, Dropdown, type MenuProps } from 'antd';
import type { ViewTab } from './saved-views.ts';
import { useListSay } from './say.ts';

export function AllViews({ object, tabs, here }: { readonly object: ObjectModel; readonly tabs: readonly ViewTab[]; readonly here: string }) {
  const say = useListSay();
  const navigate = useNavigate();
  const item = (tab: ViewTab) => ({ key: tab.key, label: tab.label, icon: tab.key === here ? <CheckOutlined /> : <span className="list-view-blank" /> });
  const own = tabs.filter((tab) => tab.own);
  const items: MenuProps['items'] = [
    { key: ' model', type: 'group', label: say('modelViews'), children: tabs.filter((tab) => !tab.own).map(item) },
    ...(own.length > 0 ? [{ key: ' own', type: 'group' as const, label: say('myViews'), children: own.map(item) }] : []),
  ];
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => void navigate({ to: '/o/$object/$view', params: { object: object.name, view: key } }) }}>
      <Button type="text" size="small" className="list-views-all" data-action="all-views">{say('allViews')} <DownOutlined /></Button>
    </Dropdown>
  );
}
