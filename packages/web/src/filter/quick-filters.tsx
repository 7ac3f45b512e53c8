/** Quick filters: one input per field that the view names, each a condition of the one text. */
import type { FieldModel, Model } from '@tenon/model';
import { Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useEngine } from '../app/engine.tsx';
import { Lookup } from '../fields/lookup.tsx';
import { ruleAt } from './conjuncts.ts';
import { DayFilter } from './day-filter.tsx';
import { familyOf, filterField, type Family, type FilterNode, type Operator, type Rule } from './rule.ts';
import { useFilterSay } from './say.ts';

/** The conditions that an input can show; others about the same field are chips. */
const shown: Partial<Record<Family, readonly Operator[]>> = {
  choice: ['oneOf', 'is'], set: ['hasAny'], boolean: ['is'], record: ['is'], date: ['within', 'between', 'is', 'gte', 'lte'], datetime: ['within', 'between', 'is', 'gte', 'lte'], text: ['contains'],
};

const opsOf = (model: Model, object: string, path: string): readonly Operator[] | undefined => {
  const field = filterField(model, object, path.split('.'));
  const family = field && familyOf(field);
  return family && shown[family];
};

export function shownQuickly(model: Model, object: string, filter: string | undefined, quick: readonly string[], node: FilterNode): boolean {
  if (node.kind !== 'rule') return false;
  const path = node.path.join('.');
  return quick.includes(path) && (opsOf(model, object, path)?.includes(node.op) ?? false) && ruleAt(model, object, filter, path, opsOf(model, object, path)) !== undefined;
}

interface Props {
  readonly object: string;
  readonly quick: readonly string[];
  readonly filter: string | undefined;
  readonly onChange: (path: string, rule: Rule | undefined, ops: readonly Operator[]) => void;
}

export function QuickFilters({ object, quick, filter, onChange }: Props) {
  const { model } = useEngine();
  return (
    <>
      {quick.map((path) => {
        const field = filterField(model, object, path.split('.'));
        const ops = opsOf(model, object, path);
        if (!field || !ops) return null;
        return (
          <div key={path} className={`filter filter-${field.type}`} data-filter={path}>
            <QuickFilter id={`filter_${path}`} path={path} field={field} rule={ruleAt(model, object, filter, path, ops)} onChange={(rule) => onChange(path, rule, ops)} />
          </div>
        );
      })}
    </>
  );
}

export interface QuickProps {
  readonly id: string;
  readonly path: string;
  readonly field: FieldModel;
  readonly rule: Rule | undefined;
  readonly onChange: (rule: Rule | undefined) => void;
}

function QuickFilter(props: QuickProps) {
  const { id, path, field, rule, onChange } = props;
  const say = useFilterSay();
  const make = (op: Operator, value: Rule['value']): Rule => ({ kind: 'rule', path: path.split('.'), op, value });
  switch (familyOf(field)) {
    case 'choice': case 'set': return (
      <Select<readonly string[]>
        id={id} mode="multiple" maxTagCount="responsive" allowClear prefix={field.label} placeholder={say('any')} aria-label={field.label} popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'label' }} options={(field.options ?? []).map((option) => ({ value: option.value, label: option.label }))}
        value={rule ? ([rule.value].flat() as readonly string[]) : []}
        onChange={(next) => onChange(next.length > 0 ? make(field.type === 'multi_select' ? 'hasAny' : 'oneOf', next) : undefined)}
      />
    );
    case 'boolean': return (
      <Select<string>
        id={id} allowClear prefix={field.label} placeholder={say('any')} aria-label={field.label} {...(rule ? { value: String(rule.value) } : {})}
        options={[{ value: 'true', label: say('yes') }, { value: 'false', label: say('no') }]} onChange={(next) => onChange(next ? make('is', next === 'true') : undefined)}
      />
    );
    case 'record': return <Lookup id={id} prefix={field.label} placeholder={say('any')} to={field.to ?? ''} label={field.label} value={typeof rule?.value === 'string' ? rule.value : undefined} onChange={(next) => onChange(typeof next === 'string' ? make('is', next) : undefined)} />;
    case 'date': case 'datetime': return <DayFilter {...props} />;
    default: return <TextFilter {...props} />;
  }
}

const restMs = 300;

function TextFilter({ id, path, field, rule, onChange }: QuickProps) {
  const given = typeof rule?.value === 'string' ? rule.value : '';
  const [text, setText] = useState(given);
  useEffect(() => setText(given), [given]);
  useEffect(() => {
    if (text === given) return;
    const timer = setTimeout(() => onChange(text === '' ? undefined : { kind: 'rule', path: path.split('.'), op: 'contains', value: text }), restMs);
    return () => clearTimeout(timer);
    // Only what was typed counts; a change of the address comes in above.
  }, [text]);
  return <Input id={id} prefix={field.label} aria-label={field.label} allowClear value={text} onChange={(event) => setText(event.target.value)} />;
}
