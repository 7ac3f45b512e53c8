/** The choice of what a list is parted by. */
import { CheckOutlined, GroupOutlined } from '@ant-design/icons';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { Button, Dropdown, type MenuProps } from 'antd';
import { fitsGroup, groupUnits } from './grouping.ts';
import type { ListState } from './list-state.ts';
import { useListSay } from './say.ts';
import type { Groups } from './use-groups.tsx';

interface Props {
  readonly object: ObjectModel;
  readonly state: ListState;
  readonly groups: Groups;
  readonly onChange: (key: string | undefined) => void;
}

export function GroupChoice({ object, state, groups, onChange }: Props) {
  const say = useListSay();
  const { grouping } = state;
  const items = groupItems(object, grouping?.key, say);
  const extra: MenuProps['items'] = grouping ? [
    { key: ' none', label: say('noGroup') }, { key: ' open', label: say('expandAll') }, { key: ' close', label: say('collapseAll') }, { type: 'divider' },
  ] : [];
  const choose = (key: string) => {
    if (key === ' open' || key === ' close') groups.openAll(key === ' open');
    else onChange(key === ' none' ? undefined : key);
  };
  return (
    <Dropdown trigger={['click']} placement="bottomRight" menu={{ className: 'list-menu', items: [...extra, ...items], onClick: ({ key }) => choose(key) }}>
      <Button icon={<GroupOutlined />} data-action="group" {...(grouping ? { color: 'primary' as const, variant: 'outlined' as const } : {})}>{grouping ? grouping.label : say('group')}</Button>
    </Dropdown>
  );
}

type Items = NonNullable<MenuProps['items']>;

/** Fields of the object that have groups: a day by its month and the like. */
export function groupItems(object: ObjectModel, chosen: string | undefined, say: ReturnType<typeof useListSay>): Items {
  const mark = (key: string) => (key === chosen ? { icon: <CheckOutlined /> } : {});
  const item = (field: FieldModel): Items[number] => {
    if (field.type !== 'date' && field.type !== 'datetime') return { key: field.name, label: field.label, ...mark(field.name) };
    return { key: ` ${field.name}`, label: field.label, children: groupUnits.map((unit) => ({ key: `${field.name}:${unit}`, label: say(unit), ...mark(`${field.name}:${unit}`) })) };
  };
  const fields = Object.values(object.fields).filter(fitsGroup);
  return [...fields.filter((field) => !field.system), ...fields.filter((field) => field.system)].map(item);
}
