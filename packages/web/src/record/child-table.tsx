/** Child records of a record as a table with totals, which turns into cards on a phone. */
import type { FieldModel, LayoutFieldModel, ObjectModel } from '@tenon/model';
import { useState } from 'react';
import { Button } from 'antd';
import type { RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useSay } from '../app/language.tsx';
import { rightAligned } from '../fields/format.ts';
import { ValueView } from '../fields/value-view.tsx';
import { cellClass, childColumns } from './layout.ts';
import { summedColumns, totalOf, unitless } from './totals.ts';
import { useRecordSay } from './words.ts';

interface Props {
  readonly object: ObjectModel;
  readonly field: FieldModel;
  readonly place: LayoutFieldModel;
  readonly record: RecordValues;
}

/** More rows than that are shown when asked for. */
const rowsAtFirst = 100;

export function ChildTable({ object, field, place, record }: Props) {
  const { model } = useEngine();
  const say = useSay();
  const words = useRecordSay();
  const [all, setAll] = useState(false);
  const child = model.objects[field.of ?? ''];
  const rows = Array.isArray(record[field.name]) ? (record[field.name] as readonly RecordValues[]) : [];
  if (!child) return null;
  if (rows.length === 0) return <div className="muted">{say('noRows')}</div>;
  const columns = childColumns(child, field.by, place.columns);
  const summed = rows.length > 1 ? summedColumns(object, field, columns) : new Set<string>();
  const first = Math.max(1, columns.findIndex((column) => summed.has(column.name)));
  // Currencies and units may be paths through the parent.
  const around = (row: RecordValues): RecordValues => (field.by ? { ...row, [field.by]: record } : row);
  return (
    <>
      <div className="table-scroll rec-lines" tabIndex={0} role="region" aria-label={field.label}>
        <table className="lines" aria-label={field.label}>
          <thead><tr>{columns.map((column) => <th key={column.name} scope="col" className={rightAligned(column) ? 'num' : ''}>{column.label}</th>)}</tr></thead>
          <tbody>
            {(all ? rows : rows.slice(0, rowsAtFirst)).map((row, index) => (
              <tr key={row.id ?? index}>
                {columns.map((column) => <td key={column.name} data-label={column.label} data-column={column.name} className={cellClass(column)}><div><ValueView field={column} value={row[column.name]} record={around(row)} /></div></td>)}
              </tr>
            ))}
          </tbody>
          {summed.size > 0 ? (
            <tfoot><tr>
              <td colSpan={first} className="rec-total">{words('total', { rows: rows.length })}</td>
              {columns.slice(first).map((column) => (
                <td key={column.name} data-label={column.label} data-total={summed.has(column.name) ? column.name : undefined} className={rightAligned(column) ? 'num' : ''}>
                  {summed.has(column.name) ? <ValueView field={unitless(column)} value={totalOf(child.name, column, rows)} record={around(rows[0]!)} /> : null}
                </td>
              ))}
            </tr></tfoot>
          ) : null}
        </table>
      </div>
      {!all && rows.length > rowsAtFirst ? <div className="rec-more"><Button size="small" onClick={() => setAll(true)}>{words('showAllRows', { rows: rows.length })}</Button></div> : null}
    </>
  );
}
