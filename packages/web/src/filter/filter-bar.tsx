/** The filters of a list: quick ones as inputs, the others as chips, and the button that opens all of them to be built or written. */
import { CloseOutlined, FilterOutlined } from '@ant-design/icons';
import type { ObjectModel } from '@tenon/model';
import { Badge, Button, ConfigProvider, Drawer, Popover, Skeleton } from 'antd';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useEngine } from '../app/engine.tsx';
import { useLanguage } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { withRule } from './conjuncts.ts';
import { describeRule } from './describe.ts';
import './filter.css';
import { QuickFilters, shownQuickly } from './quick-filters.tsx';
import { readFilter } from './read-filter.ts';
import type { FilterNode, Group } from './rule.ts';
import { useFilterSay } from './say.ts';
import { useTitles } from './titles.ts';
import { writeFilter } from './write-filter.ts';

const FilterPanel = lazy(() => import('./filter-panel.tsx').then((part) => ({ default: part.FilterPanel })));

interface Props {
  readonly object: ObjectModel;
  /** Paths of the quick filters. */
  readonly quick: readonly string[];
  readonly filter: string | undefined;
  /** A field that a condition is wanted about; told back with `asked` once it is there. */
  readonly about: string | undefined;
  readonly asked: () => void;
  readonly onChange: (filter: string | undefined) => void;
}

export function FilterBar({ object, quick, filter, about, asked, onChange }: Props) {
  const { model } = useEngine();
  const say = useFilterSay();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  const tree = useMemo(() => readFilter(model, object.name, filter), [model, object.name, filter]);
  useEffect(() => { if (about !== undefined) setOpen(true); }, [about]);
  const panel = <Suspense fallback={<div className="filter-panel"><Skeleton active /></div>}><FilterPanel object={object.name} filter={filter} about={about} asked={asked} onChange={onChange} close={() => setOpen(false)} /></Suspense>;
  const quickly = <QuickFilters object={object.name} quick={quick} filter={filter} onChange={(path, rule, ops) => onChange(withRule(model, object.name, filter, path, rule, ops))} />;
  const button = (
    <Badge count={tree.items.length} size="small" color="var(--ant-color-primary)" offset={[-2, 2]}>
      <Button icon={<FilterOutlined />} aria-label={tree.items.length > 0 ? `${say('filter')}: ${say('filterCount', { count: tree.items.length })}` : say('filter')} aria-expanded={open} title={say('filter')} data-action="filter" {...(phone ? { onClick: () => setOpen(true) } : {})}>{phone ? null : say('filter')}</Button>
    </Badge>
  );
  if (phone) {
    return (
      <>
        {button}
        <Drawer open={open} onClose={() => setOpen(false)} placement="bottom" size="85vh" title={say('filters')} className="filter-sheet">
          <ConfigProvider componentSize="large" theme={forFingers}>
            <div className="filter-quick">{quickly}</div>
            {panel}
          </ConfigProvider>
        </Drawer>
      </>
    );
  }
  return (
    <>
      {quickly}
      <Popover trigger="click" placement="bottomLeft" arrow={false} open={open} onOpenChange={setOpen} styles={{ container: { padding: 0 } }} content={panel}>{button}</Popover>
      <Chips object={object.name} tree={tree} hidden={(node) => shownQuickly(model, object.name, filter, quick, node)} open={() => setOpen(true)} onChange={onChange} />
    </>
  );
}

const forFingers = { token: { controlHeightLG: 44 } };

interface ChipsProps {
  readonly object: string;
  readonly tree: Group;
  readonly hidden: (node: FilterNode) => boolean;
  readonly open: () => void;
  readonly onChange: (filter: string | undefined) => void;
}

function Chips({ object, tree, hidden, open, onChange }: ChipsProps) {
  const { model } = useEngine();
  const say = useFilterSay();
  const whole = tree.join === 'or' && tree.items.length > 1;
  const nodes = whole ? [tree] : tree.items.filter((node) => !hidden(node));
  const words = useNodeWords(object, nodes);
  if (nodes.length === 0) return null;
  const without = (gone: FilterNode) => onChange(whole ? undefined : writeFilter(model, object, { ...tree, items: tree.items.filter((node) => node !== gone) }));
  return (
    <div className="filter-chips">
      {nodes.map((node, index) => {
        const said = words(node);
        return (
          <span key={index} className={`filter-chip${node.kind === 'text' ? ' filter-chip-text' : ''}`} data-chip={node.kind}>
            <button type="button" onClick={open}>{said}</button>
            <button type="button" aria-label={say('removeFilter', { label: said })} onClick={() => without(node)}><CloseOutlined /></button>
          </span>
        );
      })}
    </div>
  );
}

/** Conditions in words, groups with their join. */
function useNodeWords(object: string, nodes: readonly FilterNode[]): (node: FilterNode) => string {
  const { model } = useEngine();
  const { language } = useLanguage();
  const say = useFilterSay();
  const titleOf = useTitles(object, nodes);
  const words = (node: FilterNode, inner = false): string => {
    if (node.kind === 'text') return node.source;
    if (node.kind === 'rule') {
      const { label, said } = describeRule(model, object, node, language, say, titleOf);
      return `${label}: ${said}`;
    }
    const text = node.items.map((item) => words(item, true)).join(` ${say(node.join)} `);
    return inner ? `(${text})` : text;
  };
  return words;
}
