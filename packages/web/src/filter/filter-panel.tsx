/** All conditions of a list: rows and groups to build them, or the expression to write them. Both are the same filter. */
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useEngine } from '../app/engine.tsx';
import { readFilter } from './read-filter.ts';
import { emptyTree, newRule, type Group } from './rule.ts';
import { RuleGroup } from './rule-group.tsx';
import { useFilterSay } from './say.ts';
import { writeFilter } from './write-filter.ts';

const ExpressionEditor = lazy(() => import('./expression-editor.tsx').then((part) => ({ default: part.ExpressionEditor })));

interface Props {
  readonly object: string;
  readonly filter: string | undefined;
  readonly about: string | undefined;
  readonly asked: () => void;
  readonly onChange: (filter: string | undefined) => void;
  readonly close: () => void;
}

const restMs = 350;

export function FilterPanel({ object, filter, about, asked, onChange, close }: Props) {
  const { model } = useEngine();
  const say = useFilterSay();
  const [tab, setTab] = useState<'rules' | 'expression'>('rules');
  const { tree, setTree } = useTree(object, filter, onChange);
  useEffect(() => {
    if (about === undefined) return;
    const rule = newRule(model, object, about.split('.'));
    setTab('rules');
    setTree(tree.join === 'and' ? { ...tree, items: [...tree.items, rule] } : { ...emptyTree, items: [tree, rule] });
    asked();
  }, [about]);
  const tabButton = (key: typeof tab, label: string) => <button type="button" role="tab" className="filter-tab" aria-selected={tab === key} data-tab={key} onClick={() => setTab(key)}>{label}</button>;
  return (
    <div className="filter-panel" data-filter-panel role="dialog" aria-label={say('filters')}>
      <div className="filter-panel-head">
        <div role="tablist">{tabButton('rules', say('rules'))}{tabButton('expression', say('expression'))}</div>
        <span className="grow" />
        <Button type="link" size="small" disabled={tree.items.length === 0} data-action="clear-filter" onClick={() => { setTree(emptyTree); onChange(undefined); }}>{say('clearAll')}</Button>
        <Button type="primary" size="small" data-action="close-filter" onClick={close}>{say('done')}</Button>
      </div>
      <div className="filter-panel-body" role="tabpanel">
        {tab === 'rules' ? <RuleGroup object={object} group={tree} onChange={setTree} /> : (
          <Suspense fallback={null}><ExpressionEditor object={object} value={filter ?? ''} onChange={(text) => onChange(text.trim() === '' ? undefined : text)} /></Suspense>
        )}
      </div>
    </div>
  );
}

/** What is being built, unfinished rules too; the text is written behind, and read again where somebody else has changed it. */
function useTree(object: string, filter: string | undefined, onChange: (filter: string | undefined) => void) {
  const { model } = useEngine();
  const [tree, setTree] = useState<Group>(() => readFilter(model, object, filter));
  const written = useRef(filter);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (filter === written.current) return;
    written.current = filter;
    setTree(readFilter(model, object, filter));
  }, [filter]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next: Group) => {
    setTree(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const text = writeFilter(model, object, next);
      if (text === written.current) return;
      written.current = text;
      onChange(text);
    }, restMs);
  };
  return { tree, setTree: change };
}
