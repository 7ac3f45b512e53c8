/** One condition: field, comparison, value. */
import { DownOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Popover, Select } from 'antd';
import { useState } from 'react';
import { useEngine } from '../app/engine.tsx';
import { fieldAt } from '../fields/paths.ts';
import { labelOf } from '../list/columns.ts';
import { operatorWord } from './describe.ts';
import { FieldChoices } from './field-picker.tsx';
import { blankValue, familyOf, filterField, newRule, operatorsOf, type Operator, type Rule, type RuleValue } from './rule.ts';
import { RuleValueInput } from './rule-value.tsx';
import { useFilterSay } from './say.ts';

interface Props {
  readonly object: string;
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
}

export function RuleRow({ object, rule, onChange }: Props) {
  const { model } = useEngine();
  const say = useFilterSay();
  const field = filterField(model, object, rule.path);
  return (
    <>
      <FieldButton object={object} path={rule.path} onChange={(path) => onChange(newRule(model, object, path))} />
      {field ? (
        <>
          <Select<Operator> value={rule.op} aria-label={say('operator')} data-part="operator" popupMatchSelectWidth={false} options={operatorsOf(model, field).map((op) => ({ value: op, label: say(operatorWord(field, op)) }))} onChange={(op) => onChange({ ...rule, op, value: carried(rule, op) })} />
          <div className="filter-value" data-part="value"><RuleValueInput field={field} rule={rule} onChange={(value) => onChange({ ...rule, value })} /></div>
        </>
      ) : null}
    </>
  );
}

/** The value goes with another comparison where it can. */
function carried({ value, op: old }: Rule, op: Operator): RuleValue {
  const blank = blankValue(op);
  if (blank === null || op === 'within' || op === 'between' || old === 'within' || value === null || typeof value === 'boolean') return typeof value === 'boolean' && op === 'is' ? value : blank;
  if (Array.isArray(blank)) return Array.isArray(value) ? value : value === '' ? [] : [value as string];
  return Array.isArray(value) ? ((value[0] as string | undefined) ?? '') : value;
}

interface FieldProps {
  readonly object: string;
  readonly path: readonly string[];
  readonly onChange: (path: readonly string[]) => void;
}

function FieldButton({ object, path, onChange }: FieldProps) {
  const { model } = useEngine();
  const say = useFilterSay();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const choose = (next: readonly string[]) => {
    setOpen(false);
    setText('');
    onChange(next);
  };
  // A range of dates is asked by its ends.
  const ends = (at: readonly string[]) => (fieldAt(model, object, at)?.type === 'date_range' ? [[...at, 'from'], [...at, 'to']] : [at]);
  const content = (
    <div className="columns field-picker">
      <Input className="columns-search" variant="borderless" prefix={<SearchOutlined className="muted" />} autoFocus allowClear value={text} placeholder={say('searchFields')} aria-label={say('searchFields')} onChange={(event) => setText(event.target.value)} />
      <div className="columns-list">
        <FieldChoices
          object={object} text={text.trim().toLowerCase()} fits={(field) => familyOf(field) !== undefined || field.type === 'date_range'}
          render={(at) => ends(at).map((end) => <button key={end.join('.')} type="button" className="field-pick" data-field-choice={end.join('.')} onClick={() => choose(end)}>{text ? labelOf(model, object, end) : filterField(model, object, end)?.label}</button>)}
        />
      </div>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomLeft" arrow={false} open={open} onOpenChange={setOpen} destroyOnHidden styles={{ container: { padding: 0 } }} content={content}>
      <Button className="filter-field" icon={<DownOutlined />} iconPlacement="end" aria-label={`${say('field')}: ${labelOf(model, object, path)}`} data-part="field" title={labelOf(model, object, path)}>{labelOf(model, object, path)}</Button>
    </Popover>
  );
}
