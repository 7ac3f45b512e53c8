/** A child table on a phone: a card per row, and a sheet in which a row is written. */
import { CopyOutlined, DeleteOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { Button, Drawer } from 'antd';
import { memo, useEffect, useMemo, useState, type CSSProperties } from 'react';
import { useEngine } from '../../app/engine.tsx';
import { useLanguage } from '../../app/language.tsx';
import { rightAligned } from '../../fields/format.ts';
import { FieldInput } from '../../fields/inputs.tsx';
import { Lookup } from '../../fields/lookup.tsx';
import { withValues } from '../../fields/filter-text.ts';
import { brokenAt, isRequired, problemOfValue } from '../check.ts';
import { useFormScope } from '../form-scope.tsx';
import { useCreate } from '../leaf-field.tsx';
import { asRow } from '../live.ts';
import { keyOf, rowsOf } from '../rows.ts';
import { useForm, useFormStore, type FormError } from '../store.ts';
import { isEmpty, type FormValues } from '../values.ts';
import { useFormSay } from '../words.ts';
import { cellContent, cellText, type CellView } from './cell-text.tsx';
import { columnsOf, totalled, type Column } from './columns.ts';
import { GridBar } from './grid-bar.tsx';
import { addRow, cellPatch, duplicateRow, removeRows } from './row-changes.ts';
import { sumText } from './totals-row.tsx';

interface Props {
  readonly id: string;
  readonly field: FieldModel;
  readonly child: ObjectModel;
  readonly locked: boolean;
}

const none = {};

export function LinesCards({ id, field, child, locked }: Props) {
  const say = useFormSay();
  const scope = useFormScope();
  const store = useFormStore();
  const { language } = useLanguage();
  const { session } = useEngine();
  const columns = useMemo(() => columnsOf(scope, field, none), [scope, field]);
  const rows = useForm(({ data }) => rowsOf(data[field.name]));
  const known = useForm((state) => state.known);
  const errors = useForm((state) => state.errors.filter((error) => error.field === field.name && error.row !== undefined));
  const view = useMemo<CellView>(() => ({ context: store.context(), language, timeZone: session.timeZone, yes: say('yes') }), [store, known, language, session, say]);
  const [open, setOpen] = useState<number>();
  const wanted = useForm((state) => (state.wanted?.field === field.name ? state.wanted : undefined));
  useEffect(() => { if (wanted?.row !== undefined) setOpen(wanted.row); }, [wanted]);
  const at = rows.findIndex((row) => keyOf(row) === open);
  const sums = columns.filter((column) => totalled(scope, field, column) && column.field.type === 'money');
  return (
    <div className="line-cards-wrap" data-grid={field.name}>
      <GridBar id={id} field={field} child={child} grid={{ add: () => setOpen(keyOf(addRow(store, field))) }} locked={locked} errors={errors} touch />
      <div className="line-cards">
        {rows.map((row, index) => <LineCard key={keyOf(row)} row={row} index={index} columns={columns} table={field} child={child} view={view} failed={errors.some((error) => error.row === keyOf(row))} record={store.record} open={setOpen} label={say('editRow', { row: String(index + 1) })} />)}
        {rows.length === 0 ? <div className="muted line-none">{say('noRows')}</div> : null}
      </div>
      {rows.length > 1 && sums.length > 0 ? <dl className="line-sums">{sums.map(({ field: column }) => <div key={column.name}><dt>{column.label}</dt><dd className="num">{sumText(field, column, rows, store.record())}</dd></div>)}</dl> : null}
      {at >= 0 ? (
        <RowSheet
          row={rows[at]!} index={at} count={rows.length} columns={columns} table={field} child={child} locked={locked} view={view} errors={errors}
          go={(index) => setOpen(rows[index] && keyOf(rows[index]))} close={() => setOpen(undefined)}
        />
      ) : null}
    </div>
  );
}

interface CardProps {
  readonly row: FormValues;
  readonly index: number;
  readonly columns: readonly Column[];
  readonly table: FieldModel;
  readonly child: ObjectModel;
  readonly view: CellView;
  readonly failed: boolean;
  readonly record: () => object;
  readonly open: (key: number) => void;
  readonly label: string;
}

const LineCard = memo(function LineCard({ row, index, columns, table, child, view, failed, record, open, label }: CardProps) {
  const around = asRow(view.context, table, child, row, record() as never);
  const text = (column: Column) => cellText(column.field, row[column.field.name], around, view);
  const name = columns.find(({ field }) => field.type === 'reference' || field.type === 'text') ?? columns[0];
  const last = columns.findLast(({ field }) => field.type === 'money' && field.formula !== undefined) ?? columns.findLast(({ field }) => rightAligned(field));
  const facts = columns.filter((column) => column !== name && column !== last && !isEmpty(row[column.field.name]) && String(row[column.field.name]) !== '0').slice(0, 5);
  return (
    <button type="button" className={`line-card${failed ? ' line-failed' : ''}`} data-row={index} onClick={() => open(keyOf(row))}>
      <span className="sr-only">{label}</span>
      <span className="line-head"><span className="muted">{index + 1}</span><b>{name ? text(name) || '—' : '—'}</b>{last ? <span className="num">{text(last)}</span> : null}</span>
      <span className="line-facts">{facts.map((column) => <span key={column.field.name}><span className="muted">{column.field.label}</span> {cellContent(column.field, row[column.field.name], text(column))}</span>)}</span>
    </button>
  );
});

type SheetProps = Omit<CardProps, 'failed' | 'record' | 'open' | 'label'> & {
  readonly count: number;
  readonly locked: boolean;
  readonly errors: readonly FormError[];
  readonly go: (index: number) => void;
  readonly close: () => void;
};

function RowSheet(props: SheetProps) {
  const { row, index, count, columns, table, locked, go, close } = props;
  const say = useFormSay();
  const store = useFormStore();
  const key = keyOf(row);
  const remove = () => {
    close();
    removeRows(store, table, new Set([key]));
  };
  return (
    <Drawer
      open placement="bottom" size="88%" title={say('row', { row: `${index + 1} / ${count}` })} onClose={close} className="row-sheet" data-sheet={table.name} destroyOnHidden
      extra={<span className="row-sheet-steps"><Button type="text" icon={<LeftOutlined />} aria-label={say('previous')} disabled={index === 0} onClick={() => go(index - 1)} /><Button type="text" icon={<RightOutlined />} aria-label={say('next')} disabled={index === count - 1} onClick={() => go(index + 1)} /></span>}
      footer={(
        <div className="row-sheet-foot">
          {locked ? null : <Button danger type="text" icon={<DeleteOutlined />} onClick={remove} data-action="remove-row">{say('deleteRow')}</Button>}
          {locked ? null : <Button type="text" icon={<CopyOutlined />} onClick={() => { if (duplicateRow(store, table, key)) go(index + 1); }} data-action="duplicate-row">{say('duplicate')}</Button>}
          <span className="grow" />
          <Button type="primary" onClick={close} data-action="row-done">{say('done')}</Button>
        </div>
      )}
    >
      <div className="row-sheet-fields">{columns.map((column) => <SheetField key={`${key}/${column.field.name}`} {...props} column={column} />)}</div>
    </Drawer>
  );
}

function SheetField(props: SheetProps & { readonly column: Column }) {
  const { row, column, table, child, view, locked, errors } = props;
  const { field } = column;
  const store = useFormStore();
  const say = useFormSay();
  const key = keyOf(row);
  const around = asRow(view.context, table, child, row, store.record());
  const error = errors.find((one) => one.row === key && one.column === field.name);
  const shut = locked || column.locked;
  const told = () => {
    if (!error || error.from === 'blur') store.tell({ field: table.name, row: key, column: field.name, from: 'blur' }, problemOfValue(field, row[field.name], say) ?? brokenAt(child, field.name, around, view.context.timeZone));
  };
  const id = `sheet_${table.name}_${field.name}`;
  const wide = ['reference', 'references', 'text', 'long_text', 'multi_select', 'address', 'date_range', 'json', 'rich_text'].includes(field.type);
  return (
    <div className="field" data-field={field.name} onBlur={told} style={{ gridColumn: wide ? '1 / -1' : undefined } as CSSProperties}>
      <label htmlFor={id} className={isRequired(field) && !shut ? 'required' : ''}>{field.label}</label>
      {shut ? <div id={id} className="field-computed">{cellText(field, row[field.name], around, view) || '—'}</div> : <SheetInput {...props} id={id} around={around} failed={error !== undefined} />}
      {field.help ? <div className="field-help">{field.help}</div> : null}
      {error ? <div className="field-error" role="alert">{error.message}</div> : null}
    </div>
  );
}

function SheetInput({ id, row, column: { field }, columns, table, around, failed }: SheetProps & { readonly column: Column; readonly id: string; readonly around: object; readonly failed: boolean }) {
  const scope = useFormScope();
  const store = useFormStore();
  const known = useForm((state) => state.known);
  const create = useCreate(field.to);
  const change = (value: unknown) => store.changeRow(table.name, keyOf(row), cellPatch(columns, row, field.name, value));
  if (field.type !== 'reference' && field.type !== 'references') return <FieldInput id={id} field={field} value={row[field.name]} disabled={false} failed={failed} governing={field.optionsBy ? row[field.optionsBy] : undefined} onChange={change} />;
  return (
    <Lookup
      id={id} to={field.to ?? ''} label={field.label} many={field.type === 'references'} failed={failed} known={known} needs={scope.needs(table.of ?? '', field.name)} create={create}
      value={row[field.name] as string | undefined} filter={field.filter && withValues(field.filter.source, around)}
      onChange={(next, record) => {
        if (record) store.learn([record]);
        change(next);
      }}
    />
  );
}
