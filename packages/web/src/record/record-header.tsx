/** The head of a record's page: where it belongs, what it is, where it stands, what can be done with it. */
import { CheckOutlined, DownOutlined, LinkOutlined, PushpinFilled, PushpinOutlined, UpOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import type { LayoutModel, ObjectModel } from '@tenon/model';
import { Button, Tooltip } from 'antd';
import { useState, type ReactNode } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import type { RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { Icon } from '../app/icon.tsx';
import { usePins, type Place } from '../app/visited.ts';
import { HelpButton } from '../app/help-button.tsx';
import { Trail } from '../app/trail.tsx';
import { idOf, titleOf, valueAt } from '../fields/paths.ts';
import { OptionTag, ValueView } from '../fields/value-view.tsx';
import { LifecycleStepper } from './lifecycle-stepper.tsx';
import { RecordActions } from './record-actions.tsx';
import { useNeighbours } from './sequence.ts';
import { useTransition } from './transition-dialog.tsx';
import { choicesOf } from './transitions.ts';
import { useRecordSay } from './words.ts';

interface Props {
  readonly object: ObjectModel;
  readonly layout: LayoutModel;
  readonly record: RecordValues;
}

export function RecordHeader({ object, layout, record }: Props) {
  const engine = useEngine();
  const { start, dialog } = useTransition(object);
  const { lifecycle } = object;
  const state = lifecycle ? object.fields[lifecycle.field] : undefined;
  const choices = choicesOf(engine, object, record);
  const go = (transition: string) => start(record.id!, transition);
  const stepper = lifecycle ? <LifecycleStepper object={object} lifecycle={lifecycle} record={record} choices={choices} start={go} /> : null;
  return (
    <header className="rec-head">
      <div className="rec-trail"><Above object={object} record={record} /><Neighbours object={object} id={record.id!} /></div>
      <div className="page-head">
        <span className="rec-icon" aria-hidden><Icon name={object.icon ?? object.name} /></span>
        <div className="rec-title">
          <h1>{titleOf(object, record)}</h1>
          {state ? <OptionTag field={state} value={record[state.name]} /> : null}
          <RecordType object={object} record={record} />
          <CopyLink />
          <Pin object={object} record={record} />
          <HelpButton object={object.name} />
        </div>
        <RecordActions object={object} record={record} choices={choices} start={go} />
      </div>
      <Facts object={object} layout={layout} record={record}>{stepper}</Facts>
      {dialog}
    </header>
  );
}

function Above({ object, record }: Omit<Props, 'layout'>) {
  const { model } = useEngine();
  const parent = object.partOf && model.objects[object.partOf.object];
  const around = object.partOf ? record[object.partOf.by] : undefined;
  const list = parent ?? object;
  const items = [
    { label: list.plural, object: list.name },
    ...(parent && idOf(around) ? [{ label: titleOf(parent, around), object: parent.name, id: idOf(around) }] : []),
  ];
  return <Trail to={items} />;
}

function RecordType({ object, record }: Omit<Props, 'layout'>) {
  const type = object.recordTypes[String(record['record_type'])];
  return type ? <span className="muted small">{type.label}</span> : null;
}

function CopyLink() {
  const words = useRecordSay();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(location.href).catch(() => undefined);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  const label = words(copied ? 'linkCopied' : 'copyLink');
  return <Tooltip title={label}><Button type="text" size="small" className="rec-quiet" icon={copied ? <CheckOutlined /> : <LinkOutlined />} aria-label={label} data-action="copy-link" onClick={() => void copy()} /></Tooltip>;
}

function Pin({ object, record }: Omit<Props, 'layout'>) {
  const words = useRecordSay();
  const { pinned, toggle } = usePins();
  const place: Place = { kind: 'record', object: object.name, id: record.id!, title: titleOf(object, record) };
  useHotkeys('p', () => toggle(place), { preventDefault: true }, [place.title, pinned(place)]);
  const isPinned = pinned(place);
  const label = words(isPinned ? 'unpin' : 'pin');
  return (
    <Tooltip title={label}>
      <Button type="text" size="small" className={isPinned ? 'rec-pinned' : 'rec-quiet'} icon={isPinned ? <PushpinFilled /> : <PushpinOutlined />} aria-label={label} aria-pressed={isPinned} data-action="pin" onClick={() => toggle(place)} />
    </Tooltip>
  );
}

/** To the records before and after this one in the list that the reader came from. */
function Neighbours({ object, id }: { readonly object: ObjectModel; readonly id: string }) {
  const words = useRecordSay();
  const navigate = useNavigate();
  const found = useNeighbours(object.name, id);
  const go = (to: string | undefined) => {
    if (to) void navigate({ to: '/o/$object/r/$id', params: { object: object.name, id: to }, replace: true });
  };
  useHotkeys('j', () => go(found?.next), [found?.next]);
  useHotkeys('k', () => go(found?.previous), [found?.previous]);
  if (!found) return null;
  return (
    <span className="rec-neighbours">
      {found.of ? <span className="muted small">{words('place', { at: found.at, of: found.of })}</span> : null}
      <Button type="text" size="small" icon={<UpOutlined />} disabled={!found.previous} aria-label={words('previousRecord')} title={words('previousRecord')} data-action="previous" onClick={() => go(found.previous)} />
      <Button type="text" size="small" icon={<DownOutlined />} disabled={!found.next} aria-label={words('nextRecord')} title={words('nextRecord')} data-action="next" onClick={() => go(found.next)} />
    </span>
  );
}

/** What one wants to know at a glance, and below it the way of the record. */
function Facts({ object, layout, record, children }: Props & { readonly children: ReactNode }) {
  const names = layout.header.filter((name) => object.fields[name] && name !== object.lifecycle?.field && name !== object.title);
  if (names.length === 0 && !children) return null;
  return (
    <div className="panel rec-facts-panel">
      {names.length > 0 ? (
        <dl className="facts">
          {names.map((name) => <div key={name} className="fact"><dt>{object.fields[name]!.label}</dt><dd><ValueView field={object.fields[name]} value={valueAt(record, [name])} record={record} /></dd></div>)}
        </dl>
      ) : null}
      {children}
    </div>
  );
}
