/** The line of a group: its value, how many records it has, and their sums under the columns. */
import { RightOutlined } from '@ant-design/icons';
import { useLanguage } from '../app/language.tsx';
import { formatNumber } from '../fields/format.ts';
import type { Column } from './columns.ts';
import { useListSay } from './say.ts';
import type { GroupLine } from './use-groups.tsx';
import { cellId } from './grid-row.tsx';

interface Props {
  readonly group: GroupLine;
  readonly line: number;
  readonly height: number;
  readonly columns: readonly Column[];
  readonly selectable: boolean;
  readonly active: boolean;
  readonly onToggle: () => void;
  readonly onPoint: () => void;
}

export function GridGroup({ group, line, height, columns, selectable, active, onToggle, onPoint }: Props) {
  const say = useListSay();
  const { language } = useLanguage();
  // The label takes the columns before the first sum.
  const summed = columns.findIndex((column) => group.sums.has(column.key));
  const wide = summed < 1 ? (summed === 0 ? 1 : columns.length) : summed;
  return (
    <tr className="grid-group" aria-rowindex={line + 2} data-group={group.key} style={{ height }}>
      <td id={cellId(line, 0)} colSpan={wide + (selectable ? 1 : 0)} className={active ? 'active' : ''} onClick={() => { onPoint(); onToggle(); }}>
        <span className="grid-group-label">
          <button type="button" tabIndex={-1} aria-expanded={group.open} aria-label={say(group.open ? 'closeGroup' : 'openGroup', { label: group.label })} className={group.open ? 'open' : ''}><RightOutlined /></button>
          {group.view}<span className="grid-group-count">{group.count.toLocaleString(language)}</span>
        </span>
      </td>
      {columns.slice(wide).map((column) => {
        const sum = group.sums.get(column.key);
        return <td key={column.key} className={column.number ? 'num' : ''} data-sum={column.key}>{sum && column.field ? sum.value === null ? <span className="muted small" title={say('severalCurrenciesHint')}>{say('severalCurrencies')}</span> : formatNumber(column.field, sum.value, sum.record) : null}</td>;
      })}
    </tr>
  );
}
