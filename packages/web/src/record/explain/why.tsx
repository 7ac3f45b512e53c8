/** Why a value is what it is: its formula in words, what it read with the values of now, and whether that still gives what is shown. */
import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { evaluateExpression, inputsOf, rowsOfAggregate, type CheckedAggregate, type CheckedPath, type Env } from '@tenon/expression';
import type { FieldModel, Model, ObjectModel } from '@tenon/model';
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useState, type ReactNode } from 'react';
import type { RecordValues } from '../../app/client.ts';
import { useEngine } from '../../app/engine.tsx';
import { idOf, titleOf, valueAt } from '../../fields/paths.ts';
import { ValueView } from '../../fields/value-view.tsx';
import { useRecordSay } from '../words.ts';
import { FormulaWords } from './formula-words.tsx';
import { aggregateWords, labelOf } from './labels.ts';
import { sameValue } from './same-value.ts';
import { useExplainSay } from './words.ts';

interface Props {
  readonly object: ObjectModel;
  readonly field: FieldModel;
  readonly record: RecordValues;
  /** How many levels above have been opened already. */
  readonly depth?: number;
}

const depthMax = 6;
const rowsShown = 5;

export function Why({ object, field, record, depth = 0 }: Props) {
  const { model, session } = useEngine();
  const words = useRecordSay();
  if (!field.formula) return null;
  const { expr } = field.formula;
  const env: Env = { now: new Date().toISOString(), timeZone: session.tenantTimeZone, roots: { record } };
  const inputs = inputsOf(expr).filter((input) => input.kind === 'aggregate' || input.steps.length > 0);
  const computed = evaluateExpression(expr, env);
  // What the page has not loaded, or the reader may not see, would be computed as empty.
  const complete = inputs.every((input) => isLoaded(input.kind === 'path' ? input : input.children, record));
  const moved = complete && !sameValue(computed, record[field.name]);
  return (
    <div className="rec-explain" data-why={field.name}>
      <p className="rec-formula"><b>{field.label}</b> = <FormulaWords model={model} expr={expr} /></p>
      <ul className="rec-inputs">
        {inputs.map((input, i) => (input.kind === 'path'
          ? <PathInput key={i} model={model} object={object} path={input} record={record} depth={depth} />
          : <AggregateInput key={i} model={model} aggregate={input} record={record} env={env} depth={depth} />))}
      </ul>
      <div className="rec-explain-result"><span>{field.label}</span><b><ValueView field={field} value={record[field.name]} record={record} link={false} /></b></div>
      {moved ? <Alert type="warning" showIcon title={<>{words('whyMoved')} <b><ValueView field={field} value={computed} record={record} link={false} /></b></>} data-moved /> : null}
      {complete ? null : <p className="muted small">{words('whyPartial')}</p>}
    </div>
  );
}

/** Whether each step of the path is there, even if empty. */
function isLoaded({ steps }: Pick<CheckedPath, 'steps'>, record: RecordValues): boolean {
  let here: unknown = record;
  for (const { field } of steps) {
    if (here === null) return true;
    if (typeof here !== 'object' || here === undefined || !Object.hasOwn(here, field)) return false;
    here = (here as Record<string, unknown>)[field];
  }
  return true;
}

interface PathProps {
  readonly model: Model;
  readonly object: ObjectModel;
  readonly path: CheckedPath;
  readonly record: RecordValues;
  readonly depth: number;
}

function PathInput({ model, object, path, record, depth }: PathProps) {
  const names = path.steps.map((step) => step.field);
  const last = path.steps.at(-1)!;
  const field = model.objects[last.object]?.fields[last.field];
  const own = names.length === 1 && field?.formula !== undefined && last.object === object.name;
  const around = valueAt(record, names.slice(0, -1)) ?? record;
  const value = valueAt(record, names);
  const through = names.length > 1 ? readRecord(model, path, record) : undefined;
  return (
    <Input
      label={labelOf(model, path)} value={<ValueView field={field} value={value} record={around} link={false} />}
      {...(through ? { from: <Link to="/o/$object/r/$id" params={{ object: through.object, id: through.id }}>{through.title}</Link> } : {})}
      {...(own && depth < depthMax ? { deeper: () => <Why object={object} field={field!} record={record} depth={depth + 1} /> } : {})}
    />
  );
}

/** The record behind a reference that the value was read from. */
function readRecord(model: Model, path: CheckedPath, record: RecordValues): { readonly object: string; readonly id: string; readonly title: string } | undefined {
  for (let end = path.steps.length - 1; end > 0; end -= 1) {
    const found = valueAt(record, path.steps.slice(0, end).map((step) => step.field));
    const object = path.steps[end]!.object;
    const target = model.objects[object];
    const id = idOf(found);
    if (target && id && !target.partOf) return { object, id, title: titleOf(target, found) };
  }
  return undefined;
}

interface InputProps {
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly from?: ReactNode;
  /** What is behind the value, where there is more to say. */
  readonly deeper?: () => ReactNode;
  readonly children?: ReactNode;
}

function Input({ label, value, from, deeper, children }: InputProps) {
  const [open, setOpen] = useState(false);
  const face = <span className="rec-input-label">{label}{from ? <small>{from}</small> : null}</span>;
  return (
    <li>
      <div className="rec-input">
        {deeper ? <button type="button" className="rec-input-open" aria-expanded={open} data-action="deeper" onClick={() => setOpen(!open)}>{open ? <DownOutlined /> : <RightOutlined />}{face}</button> : face}
        <span className="rec-input-value">{value}</span>
      </div>
      {children}
      {open && deeper ? <div className="rec-deeper">{deeper()}</div> : null}
    </li>
  );
}

interface AggregateProps {
  readonly model: Model;
  readonly aggregate: CheckedAggregate;
  readonly record: RecordValues;
  readonly env: Env;
  readonly depth: number;
}

function AggregateInput({ model, aggregate, record, env, depth }: AggregateProps) {
  const words = useRecordSay();
  const say = useExplainSay();
  const [all, setAll] = useState(false);
  const rows = rowsOfAggregate(aggregate, env);
  const counted = rows.filter((row) => row.counted);
  const value = evaluateExpression(aggregate, env);
  const child = model.objects[aggregate.object];
  const children = aggregate.children.steps.at(-1)!;
  const by = model.objects[children.object]?.fields[children.field]?.by;
  const { value: inner } = aggregate;
  const column = inner?.kind === 'path' && inner.steps.length === 1 ? child?.fields[inner.steps[0]!.field] : undefined;
  const around = (row: RecordValues): RecordValues => (by ? { ...row, [by]: record } : row);
  const ordered = inner ? [...counted].sort((a, b) => Math.abs(Number(b.value ?? 0)) - Math.abs(Number(a.value ?? 0))) : counted;
  const shown = all ? ordered : ordered.slice(0, rowsShown);
  return (
    <Input label={aggregateWords(model, aggregate, say)} value={column ? <ValueView field={column} value={value} record={counted[0] ? around(counted[0].row) : record} link={false} /> : String(value ?? '—')}>
      <div className="rec-rows">
        <span className="muted small">{counted.length === rows.length ? words('rowsCounted', { count: counted.length }) : words('rowsCountedOf', { count: counted.length, of: rows.length })}</span>
        <ol>{shown.map(({ row, value: adds }, i) => {
          const deeper = child && column?.formula && depth < depthMax ? { deeper: () => <Why object={child} field={column} record={around(row)} depth={depth + 1} /> } : {};
          return <Input key={String(row['id'] ?? i)} label={rowName(model, child, row)} value={inner ? column ? <ValueView field={column} value={adds} record={around(row)} link={false} /> : String(adds ?? '—') : null} {...deeper} />;
        })}</ol>
        {ordered.length > rowsShown && !all ? <button type="button" className="rec-folded" onClick={() => setAll(true)}>{words('rowsMore', { count: ordered.length - rowsShown })}</button> : null}
      </div>
    </Input>
  );
}

/** A row by what people know it by: the first thing that it refers to says more than a title made of numbers. */
function rowName(model: Model, child: ObjectModel | undefined, row: RecordValues): string {
  const number = child?.fields['no']?.type === 'integer' ? row['no'] : undefined;
  const reference = Object.values(child?.fields ?? {}).find((field) => field.type === 'reference' && field.required && field.name !== child?.partOf?.by && typeof row[field.name] === 'object' && row[field.name] !== null);
  const name = reference ? titleOf(model.objects[reference.to ?? ''], row[reference.name]) : titleOf(child, row);
  return number === undefined || number === null ? name : `${String(number)} · ${name}`;
}
