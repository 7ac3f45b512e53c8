/** The last line of a grid: exact sums of the columns where a sum says something. */
import type { FieldModel } from '@tenon/model';
import type { CSSProperties } from 'react';
import { sumDecimals } from '../../fields/decimal-text.ts';
import { formatNumber, rightAligned } from '../../fields/format.ts';
import { useFormScope } from '../form-scope.tsx';
import type { FormValues } from '../values.ts';
import { useFormSay } from '../words.ts';
import { totalled, type Column } from './columns.ts';

interface Props {
  readonly table: FieldModel;
  readonly columns: readonly Column[];
  readonly rows: readonly FormValues[];
  readonly frozen: readonly number[];
  /** The record around, where currencies are found. */
  readonly around: object;
  readonly locked: boolean;
}

export function TotalsRow({ table, columns, rows, frozen, around, locked }: Props) {
  const say = useFormSay();
  const scope = useFormScope();
  const sums = columns.map((column) => totalled(scope, table, column));
  if (rows.length < 2 || !sums.some(Boolean)) return null;
  return (
    <tfoot>
      <tr className="lines-totals">
        <th scope="row" className="lines-gutter" aria-label={say('total')}>Σ</th>
        {columns.map(({ field }, index) => (
          <td key={field.name} data-total={sums[index] ? field.name : undefined} className={[rightAligned(field) ? 'num' : '', frozen[index] === undefined ? '' : 'cell-frozen'].filter(Boolean).join(' ') || undefined} style={frozen[index] === undefined ? undefined : { left: frozen[index] } as CSSProperties}>
            {sums[index] ? sumText(table, field, rows, around) : null}
          </td>
        ))}
        {locked ? null : <td className="lines-button" />}
      </tr>
    </tfoot>
  );
}

/** Amounts of one currency have its sign; quantities of several units have none. */
export function sumText(table: FieldModel, field: FieldModel, rows: readonly FormValues[], record: object): string {
  const sum = sumDecimals(rows.map((row) => row[field.name]));
  const { unit: _unit, ...plain } = field;
  return formatNumber(field.type === 'quantity' ? plain : field, sum, table.by ? { [table.by]: record } : record);
}
