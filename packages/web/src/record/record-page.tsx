/** A record: title, key facts, what can be done with it, its fields by layout, its history. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LayoutModel, ObjectModel } from '@tenon/model';
import { Skeleton, Tabs } from 'antd';
import { useMemo } from 'react';
import { client, type RecordValues } from '../app/client.ts';
import { objectOf, useEngine } from '../app/engine.tsx';
import { useSay } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { holds } from '../fields/evaluate.ts';
import { recordSelect, valueAt } from '../fields/paths.ts';
import { ValueView } from '../fields/value-view.tsx';
import { HistoryTab } from './history-tab.tsx';
import { layoutFor } from './layout.ts';
import { RecordHeader } from './record-header.tsx';
import { TabBody } from './tab-body.tsx';

export function RecordPage({ object: name, id }: { readonly object: string; readonly id: string }) {
  const { model, session } = useEngine();
  const phone = usePhone();
  const object = objectOf(model, name);
  const found = useRecord(object, id);
  if (!object) return <ProblemView error={{ status: 404 }} />;
  if (found.error) return <ProblemView error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active paragraph={{ rows: 10 }} />;
  const record = found.data;
  const roles = session.roles.map((role) => role.name);
  const layout = layoutFor(model, object, { use: 'detail', roles, recordType: record['record_type'], phone });
  return (
    <>
      <RecordHeader object={object} record={record} />
      <Facts object={object} layout={layout} record={record} />
      <Body object={object} layout={layout} record={record} />
    </>
  );
}

/** A record with everything that its page shows and computes with. */
export function useRecord(object: ObjectModel | undefined, id: string) {
  const { model } = useEngine();
  const select = useMemo(() => (object ? recordSelect(model, object) : ''), [model, object]);
  return useQuery({
    queryKey: ['record', object?.name, id, select],
    enabled: Boolean(object),
    placeholderData: keepPreviousData,
    queryFn: () => client.get<RecordValues>(object!.name, id, { select }),
  });
}

interface PartProps {
  readonly object: ObjectModel;
  readonly layout: LayoutModel;
  readonly record: RecordValues;
}

function Facts({ object, layout, record }: PartProps) {
  const facts = layout.header.flatMap((name) => (object.fields[name] && name !== object.lifecycle?.field && name !== object.title ? [object.fields[name]] : []));
  if (facts.length === 0) return null;
  return (
    <div className="panel facts">
      {facts.map((field) => (
        <div key={field.name} className="fact"><span>{field.label}</span><div><ValueView field={field} value={record[field.name]} record={record} /></div></div>
      ))}
    </div>
  );
}

function Body({ object, layout, record }: PartProps) {
  const { model, session } = useEngine();
  const say = useSay();
  // A tab of nothing but lists of objects that the caller may not see would be empty.
  const filled = (tab: LayoutModel['tabs'][number]) => tab.sections.length > 0 || tab.related.some((related) => model.objects[related.object]);
  const tabs = layout.tabs.filter((tab) => filled(tab) && holds(tab.visibleWhen, record, session.timeZone));
  const items = tabs.map((tab, index) => ({
    key: tab.name,
    label: tab.label || say('details'),
    children: <><TabBody object={object} tab={tab} record={record} />{index === 0 ? <SystemInfo object={object} record={record} /> : null}</>,
  }));
  if (object.history) items.push({ key: ' history', label: say('history'), children: <HistoryTab object={object} id={record.id!} version={record.version} /> });
  return <Tabs className="record-tabs" items={items} destroyOnHidden />;
}

function SystemInfo({ object, record }: { readonly object: ObjectModel; readonly record: RecordValues }) {
  const events = [['created_at', 'created_by'], ['updated_at', 'updated_by']] as const;
  const shown = events.filter(([at]) => record[at]);
  return (
    <div className="system-info muted small">
      {shown.map(([at, by]) => <span key={at}>{object.fields[at]?.label} <ValueView field={object.fields[at]} value={record[at]} />{valueAt(record[by], ['name']) ? ` · ${String(valueAt(record[by], ['name']))}` : ''}</span>)}
    </div>
  );
}
