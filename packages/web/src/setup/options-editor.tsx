/** The choices of a field: its own, one a row, or a list that several fields share. */
import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Select } from 'antd';
import type { FieldInput, OptionRow } from './field-input.ts';
import { valueFrom } from './field-input.ts';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay } from './words.ts';

const colors = ['gray', 'blue', 'green', 'gold', 'orange', 'red', 'purple', 'cyan'] as const;

interface Props {
  readonly input: FieldInput;
  readonly failed: boolean;
  /** Values that records may have stay as they are. */
  readonly fixed: ReadonlySet<string>;
  readonly onChange: (part: Partial<FieldInput>) => void;
}

export function OptionsEditor({ input, failed, fixed, onChange }: Props) {
  const say = useSetupSay();
  const { model } = useSetup();
  const lists = Object.values(model.options ?? {}).map(({ name, label }) => ({ value: name, label }));
  return (
    <>
      {lists.length > 0 && fixed.size === 0 ? (
        <Segmented block className="gap-small" value={input.shared ? 'shared' : 'own'} onChange={(value) => onChange({ shared: value === 'shared' })} options={[{ value: 'own', label: say('ownOptions') }, { value: 'shared', label: say('sharedOptions') }]} />
      ) : null}
      {input.shared ? (
        <Select
          id="sf-options" showSearch={{ optionFilterProp: 'label' }} options={lists} value={input.list ?? null} disabled={fixed.size > 0} aria-label={say('sharedOptions')}
          {...(failed ? { status: 'error' as const } : {})} onChange={(list: string) => onChange({ list })}
        />
      ) : <OwnOptions input={input} failed={failed} fixed={fixed} onChange={onChange} />}
    </>
  );
}

function OwnOptions({ input: { options }, failed, fixed, onChange }: Props) {
  const say = useSetupSay();
  const put = (rows: readonly OptionRow[]) => onChange({ options: rows });
  const change = (key: number, part: Partial<OptionRow>) => put(options.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const relabel = (row: OptionRow, label: string) => {
    const others = options.filter(({ key }) => key !== row.key).map(({ value }) => value);
    // A value follows its label as long as nobody has typed one.
    const follows = !fixed.has(row.value) && (row.value === '' || row.value === valueFrom(row.label, others));
    change(row.key, { label, ...(follows ? { value: label.trim() ? valueFrom(label, others) : '' } : {}) });
  };
  const up = (index: number) => put(options.flatMap((row, at) => (at === index - 1 ? [options[index]!, row] : at === index ? [] : [row])));
  const add = () => put([...options, { key: 1 + Math.max(-1, ...options.map(({ key }) => key)), label: '', value: '' }]);
  return (
    <div className="options" id="sf-options">
      {options.map((row, index) => (
        <div key={row.key} className="option" data-option={row.value}>
          <Input value={row.label} placeholder={say('optionLabel')} aria-label={`${say('optionLabel')} ${index + 1}`} {...(failed ? { status: 'error' as const } : {})} onChange={(event) => relabel(row, event.target.value)} onPressEnter={add} />
          <Input className="option-value" value={row.value} placeholder={say('optionValue')} aria-label={`${say('optionValue')} ${index + 1}`} disabled={fixed.has(row.value)} onChange={(event) => change(row.key, { value: event.target.value.trim() })} />
          <Select
            className="option-color" value={row.color ?? 'gray'} aria-label={say('optionColor')} popupMatchSelectWidth={false} onChange={(color: string) => change(row.key, { color })}
            options={colors.map((color) => ({ value: color, label: <span className={`choice choice-${color}`} title={color} /> }))}
          />
          <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={index === 0} aria-label={say('moveUp', { label: row.label })} onClick={() => up(index)} />
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={say('removeOption', { label: row.label })} onClick={() => put(options.filter(({ key }) => key !== row.key))} />
        </div>
      ))}
      <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={add} data-action="add-option">{say('addOption')}</Button>
    </div>
  );
}
