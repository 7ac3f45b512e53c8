/** A record on paper: black on white, A4, its long tables over as many pages as they need. On the screen a sheet with a button. */
import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import type { FieldModel, LayoutFieldModel, LayoutModel, Model, ObjectModel, SectionModel } from '@tenon/model';
import { Button } from 'antd';
import type { CSSProperties } from 'react';
import type { RecordValues } from '../app/client.ts';
import { objectOf, useEngine } from '../app/engine.tsx';
import { useLanguage, useSay } from '../app/language.tsx';
import { ProblemView } from '../app/problem-view.tsx';
import { holds } from '../fields/evaluate.ts';
import { formatMoment, rightAligned } from '../fields/format.ts';
import { titleOf } from '../fields/paths.ts';
import { cellClass, childColumns, layoutFields, layoutFor } from './layout.ts';
import './print.css';
import { usePrinted } from './print-text.ts';
import { RecordProblem } from './record-problem.tsx';
import { RecordSkeleton } from './record-skeleton.tsx';
import { sectionLabel } from './section-frame.tsx';
import { summedColumns, totalOf, unitless } from './totals.ts';
import { useRecord } from './use-record.ts';
import { useRecordSay } from './words.ts';

export function PrintPage({ object: name, id }: { readonly object: string; readonly id: string }) {
  const { model, session } = useEngine();
  const words = useRecordSay();
  const object = objectOf(model, name);
  const found = useRecord(object, id);
  if (!object) return <ProblemView error={{ status: 404 }} />;
  if (!found.data) return found.error ? <RecordProblem object={object} error={found.error} retry={() => void found.refetch()} /> : <RecordSkeleton />;
  const record = found.data;
  const layout = layoutFor(model, object, { use: 'print', roles: session.roles.map((role) => role.name), recordType: record['record_type'], phone: false });
  return (
    <div className="print-room">
      <div className="print-bar">
        <Link to="/o/$object/r/$id" params={{ object: name, id }}><Button icon={<ArrowLeftOutlined />}>{words('backToRecord')}</Button></Link>
        <Button type="primary" icon={<PrinterOutlined />} data-action="print-now" onClick={() => window.print()}>{words('printNow')}</Button>
      </div>
      <Sheet object={object} layout={layout} record={record} />
    </div>
  );
}

interface SheetProps {
  readonly object: ObjectModel;
  readonly layout: LayoutModel;
  readonly record: RecordValues;
}

function Sheet({ object, layout, record }: SheetProps) {
  const { model, session } = useEngine();
  const { language } = useLanguage();
  const words = useRecordSay();
  const text = usePrinted();
  const state = object.lifecycle && object.fields[object.lifecycle.field];
  const facts = layout.header.flatMap((name) => (object.fields[name] && name !== object.title ? [object.fields[name]] : []));
  // One wide table lays all of the paper across: a page that turns in the middle is held wrongly half of the time.
  const wide = layoutFields(layout.tabs).some((place) => {
    const field = object.fields[place.field];
    return field?.type === 'children' && columnsOf(model, field, place, record).length > columnsUpright;
  });
  const sections = layout.tabs.filter((tab) => holds(tab.visibleWhen, record, session.tenantTimeZone)).flatMap((tab) => tab.sections.filter((section) => holds(section.visibleWhen, record, session.tenantTimeZone)));
  return (
    <article className={`paper${wide ? ' paper-wide' : ''}`}>
      <header className="paper-head">
        <div><div className="paper-tenant">{session.tenant.name}</div><h1>{titleOf(object, record)}</h1></div>
        <div className="paper-kind">{object.label}{state ? <div>{text(state, record[state.name], record)}</div> : null}</div>
      </header>
      {facts.length > 0 ? <dl className="paper-facts">{facts.map((field) => <div key={field.name}><dt>{field.label}</dt><dd>{text(field, record[field.name], record)}</dd></div>)}</dl> : null}
      {sections.map((section) => <SheetSection key={section.name} object={object} section={section} record={record} />)}
      <footer className="paper-foot">{words('printedAt', { at: formatMoment(new Date().toISOString(), language), name: session.user.name })}</footer>
    </article>
  );
}

const told = (value: unknown): boolean => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** What says nothing takes no paper. */
function SheetSection({ object, section, record }: { readonly object: ObjectModel; readonly section: SectionModel; readonly record: RecordValues }) {
  const { session } = useEngine();
  const say = useSay();
  const text = usePrinted();
  const fields = section.fields.flatMap((place) => {
    const field = object.fields[place.field];
    return field && holds(place.visibleWhen, record, session.tenantTimeZone) && told(record[field.name]) ? [{ place, field }] : [];
  });
  if (fields.length === 0) return null;
  const plain = fields.filter(({ field }) => field.type !== 'children');
  return (
    <section className="paper-section">
      {section.label || section.rest ? <h2>{sectionLabel(section, say)}</h2> : null}
      {plain.length > 0 ? <dl className="paper-grid" style={{ '--columns': section.columns } as CSSProperties}>{plain.map(({ field }) => <div key={field.name}><dt>{field.label}</dt><dd>{text(field, record[field.name], record)}</dd></div>)}</dl> : null}
      {fields.filter(({ field }) => field.type === 'children').map(({ field, place }) => <Rows key={field.name} object={object} field={field} place={place} record={record} />)}
    </section>
  );
}

const columnsUpright = 10;

/** A column that is empty in every row would only make the others narrow. */
function columnsOf(model: Model, field: FieldModel, place: LayoutFieldModel, record: RecordValues): readonly FieldModel[] {
  const child = model.objects[field.of ?? ''];
  const rows = (record[field.name] ?? []) as readonly RecordValues[];
  return child ? childColumns(child, field.by, place.columns).filter((column) => rows.some((row) => told(row[column.name]))) : [];
}

interface RowsProps {
  readonly object: ObjectModel;
  readonly field: FieldModel;
  readonly place: LayoutFieldModel;
  readonly record: RecordValues;
}

function Rows({ object, field, place, record }: RowsProps) {
  const { model } = useEngine();
  const words = useRecordSay();
  const text = usePrinted();
  const child = model.objects[field.of ?? ''];
  const rows = record[field.name] as readonly RecordValues[];
  if (!child) return null;
  const around = (row: RecordValues): RecordValues => (field.by ? { ...row, [field.by]: record } : row);
  const columns = columnsOf(model, field, place, record);
  const summed = rows.length > 1 ? summedColumns(object, field, columns) : new Set<string>();
  const first = Math.max(1, columns.findIndex((column) => summed.has(column.name)));
  return (
    <table className={`paper-rows${columns.length > columnsUpright ? ' paper-narrow' : ''}`}>
      <thead><tr>{columns.map((column) => <th key={column.name} scope="col" className={rightAligned(column) ? 'num' : ''}>{column.label}</th>)}</tr></thead>
      <tbody>
        {rows.map((row, i) => <tr key={row.id ?? i}>{columns.map((column) => <td key={column.name} className={rightAligned(column) ? 'num' : cellClass(column) === 'words' ? 'paper-words' : ''}>{text(column, row[column.name], around(row))}</td>)}</tr>)}
        {summed.size > 0 ? (
          <tr className="paper-total">
            <td colSpan={first}>{words('total', { rows: rows.length })}</td>
            {columns.slice(first).map((column) => <td key={column.name} className={rightAligned(column) ? 'num' : ''}>{summed.has(column.name) ? text(unitless(column), totalOf(child.name, column, rows), around(rows[0]!)) : ''}</td>)}
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}
