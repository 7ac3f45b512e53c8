/** The rows of a group: conditions, groups within it, and expressions that have no rows. */
import { CloseOutlined, FolderAddOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useEngine } from '../app/engine.tsx';
import { emptyTree, newRule, type FilterNode, type Group, type Join } from './rule.ts';
import { RuleRow } from './rule-row.tsx';
import { useFilterSay } from './say.ts';

interface Props {
  readonly object: string;
  readonly group: Group;
  readonly depth?: number;
  readonly onChange: (group: Group) => void;
}

const deepest = 3;

export function RuleGroup({ object, group, depth = 0, onChange }: Props) {
  const { model } = useEngine();
  const say = useFilterSay();
  const { items, join } = group;
  const replace = (index: number, node: FilterNode | undefined) => onChange({ ...group, items: node ? items.with(index, node) : items.toSpliced(index, 1) });
  const first = () => newRule(model, object, [model.objects[object]!.lifecycle?.field ?? model.objects[object]!.title]);
  const add = (node: FilterNode) => onChange({ ...group, items: [...items, node] });
  return (
    <div className="filter-group" data-group={join}>
      {items.length === 0 ? <div className="filter-none">{say('nothingYet')}</div> : null}
      {items.map((node, index) => (
        <div key={index} className="filter-row">
          <div className="filter-join">{index === 0 ? say('where') : index === 1 ? <JoinChoice join={join} onChange={(next) => onChange({ ...group, join: next })} /> : say(join)}</div>
          {node.kind === 'group' ? <RuleGroup object={object} group={node} depth={depth + 1} onChange={(next) => replace(index, next)} /> : (
            <div className="filter-rule" data-rule={node.kind === 'rule' ? node.path.join('.') : 'text'}>
              {node.kind === 'rule' ? <RuleRow object={object} rule={node} onChange={(next) => replace(index, next)} /> : <code className="filter-text">{node.source}</code>}
            </div>
          )}
          <Button type="text" icon={<CloseOutlined />} aria-label={say(node.kind === 'group' ? 'removeGroup' : 'removeRule')} data-action="remove-rule" onClick={() => replace(index, undefined)} />
        </div>
      ))}
      <div className="filter-add">
        <Button size="small" type="dashed" icon={<PlusOutlined />} data-action="add-rule" onClick={() => add(first())}>{say('addRule')}</Button>
        {depth < deepest ? <Button size="small" type="text" icon={<FolderAddOutlined />} data-action="add-group" onClick={() => add({ ...emptyTree, join: join === 'and' ? 'or' : 'and', items: [first()] })}>{say('addGroup')}</Button> : null}
      </div>
    </div>
  );
}

function JoinChoice({ join, onChange }: { readonly join: Join; readonly onChange: (join: Join) => void }) {
  const say = useFilterSay();
  return <Select<Join> size="small" value={join} aria-label={say('joinOf')} data-action="join" options={[{ value: 'and', label: say('and') }, { value: 'or', label: say('or') }]} onChange={onChange} />;
}
