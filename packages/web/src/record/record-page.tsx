/** A record: title, key facts, what can be done with it, its fields by layout, and what goes on around it. */
import type { LayoutModel, ObjectModel } from '@tenon/model';
import { Tabs } from 'antd';
import type { RecordValues } from '../app/client.ts';
import { objectOf, useEngine } from '../app/engine.tsx';
import { useSay } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { useVisited } from '../app/visited.ts';
import { holds } from '../fields/evaluate.ts';
import { titleOf, valueAt } from '../fields/paths.ts';
import { ValueView } from '../fields/value-view.tsx';
import { ActivitySide, ActivityTab } from './activity/activity.tsx';
import { ChangedBanner } from './changed-banner.tsx';
import { layoutFor } from './layout.ts';
import './record.css';
import { RecordHeader } from './record-header.tsx';
import { RecordProblem } from './record-problem.tsx';
import { RecordSkeleton } from './record-skeleton.tsx';
import { useRelatedCount } from './related-list.tsx';
import { TabBody } from './tab-body.tsx';
import { useHeldRecord } from './use-held-record.ts';
import { useRecordSay } from './words.ts';

export function RecordPage({ object: name, id }: { readonly object: string; readonly id: string }) {
  const { model, session } = useEngine();
  const phone = usePhone();
  const object = objectOf(model, name);
  const held = useHeldRecord(object, id);
  const record = held.record;
  useVisited(object && record ? { kind: 'record', object: name, id, title: titleOf(object, record) } : undefined);
  if (!object) return <ProblemView error={{ status: 404 }} />;
  if (!record) return held.error ? <RecordProblem object={object} error={held.error} retry={held.retry} /> : <RecordSkeleton />;
  const roles = session.roles.map((role) => role.name);
  const layout = layoutFor(model, object, { use: 'detail', roles, recordType: record['record_type'], phone });
  return (
    <div className={`rec${phone ? ' rec-phone' : ''}`} data-record={id}>
      <ChangedBanner object={object} held={held} />
      <div className="rec-page" inert={held.gone}>
        <RecordHeader object={object} layout={layout} record={record} />
        <div className="rec-columns">
          <div className="rec-main"><Body object={object} layout={layout} record={record} phone={phone} /></div>
          {phone ? null : <ActivitySide object={object} record={record} />}
        </div>
      </div>
    </div>
  );
}

interface PartProps {
  readonly object: ObjectModel;
  readonly layout: LayoutModel;
  readonly record: RecordValues;
}

function Body({ object, layout, record, phone }: PartProps & { readonly phone: boolean }) {
  const { model, session } = useEngine();
  const say = useSay();
  const words = useRecordSay();
  // A tab of nothing but lists of objects that the caller may not see would be empty.
  const filled = (tab: LayoutModel['tabs'][number]) => tab.sections.length > 0 || tab.related.some((related) => model.objects[related.object]);
  const tabs = layout.tabs.filter((tab) => filled(tab) && holds(tab.visibleWhen, record, session.tenantTimeZone));
  const items = tabs.map((tab, index) => ({
    key: tab.name,
    label: <TabLabel label={tab.label || say('details')} tab={tab} record={record} />,
    children: <><TabBody object={object} tab={tab} record={record} />{index === 0 ? <SystemInfo object={object} record={record} /> : null}</>,
  }));
  const around = object.history || object.comments || object.attachments;
  if (phone && around) items.push({ key: '~activity', label: <>{words('activity')}</>, children: <ActivityTab object={object} record={record} /> });
  return <Tabs className="record-tabs" items={items} destroyOnHidden />;
}

/** A tab that is mostly a list says how long it is. */
function TabLabel({ label, tab, record }: { readonly label: string; readonly tab: LayoutModel['tabs'][number]; readonly record: RecordValues }) {
  const counted = tab.sections.length === 0 ? tab.related : [];
  const count = useRelatedCount(counted, record.id!);
  return <>{label}{count ? <span className="rec-tab-count" data-count={count}>{count}</span> : null}</>;
}

function SystemInfo({ object, record }: Omit<PartProps, 'layout'>) {
  const events = [['created_at', 'created_by'], ['updated_at', 'updated_by']] as const;
  const shown = events.filter(([at]) => record[at]);
  return (
    <div className="system-info muted small">
      {shown.map(([at, by]) => <span key={at}>{object.fields[at]?.label} <ValueView field={object.fields[at]} value={record[at]} />{valueAt(record[by], ['name']) ? ` · ${String(valueAt(record[by], ['name']))}` : ''}</span>)}
    </div>
  );
}
