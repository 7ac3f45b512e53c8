/** Child records of a record as a table, which turns into cards on a phone. */
import type { FieldModel, LayoutFieldModel } from '@tenon/model';
import type { RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useSay } from '../app/language.tsx';
import { rightAligned } from '../fields/format.ts';
import { ValueView } from '../fields/value-view.tsx';
import { cellClass, childColumns } from './layout.ts';

interface Props {
  readonly field: FieldModel;
  readonly place: LayoutFieldModel;
  readonly record: RecordValues;
}

export function ChildTable({ field, place, record }: Props) {
  const { model } = useEngine();
  const say = useSay();
  const child = model.objects[field.of ?? ''];
  const rows = Array.isArray(record[field.name]) ? (record[field.name] as readonly RecordValues[]) : [];
  if (!child) return null;
  const columns = childColumns(child, field.by, place.columns);
  if (rows.length === 0) return <div className="muted">{say('noRows')}</div>;
  return (
    <div className="table-scroll">
      <table className="lines" aria-label={field.label}>
        <thead><tr>{columns.map((column) => <th key={column.name} className={rightAligned(column) ? 'num' : ''}>{column.label}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, index) => {
            // Currencies and units may be paths through the parent.
            const around = field.by ? { ...row, [field.by]: record } : row;
            return (
              <tr key={row.id ?? index}>
                {columns.map((column) => <td key={column.name} data-label={column.label} className={cellClass(column)}><div><ValueView field={column} value={row[column.name]} record={around} /></div></td>)}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
