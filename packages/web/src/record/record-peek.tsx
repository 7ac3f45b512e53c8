/** A record looked at within another's page: the first section of its layout, and a way to all of it. */
import { Link } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { Skeleton } from 'antd';
import { useEngine } from '../app/engine.tsx';
import { usePhone } from '../app/phone.ts';
import { ProblemAlert } from '../app/problem-view.tsx';
import { holds } from '../fields/evaluate.ts';
import { ValueView } from '../fields/value-view.tsx';
import { layoutFor, layoutFields } from './layout.ts';
import { useRecord } from './use-record.ts';
import { useRecordSay } from './words.ts';

const fieldsMax = 12;

export function RecordPeek({ object, id }: { readonly object: ObjectModel; readonly id: string }) {
  const { model, session } = useEngine();
  const words = useRecordSay();
  const phone = usePhone();
  const found = useRecord(object, id);
  if (found.error) return <ProblemAlert error={found.error} />;
  if (!found.data) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  const record = found.data;
  const layout = layoutFor(model, object, { use: 'detail', roles: session.roles.map((role) => role.name), recordType: record['record_type'], phone });
  const told = (value: unknown) => value !== null && value !== undefined && value !== '';
  const fields = layoutFields(layout.tabs).filter((place) => holds(place.visibleWhen, record, session.tenantTimeZone))
    .flatMap((place) => (object.fields[place.field] && object.fields[place.field]!.type !== 'children' && told(record[place.field]) ? [object.fields[place.field]!] : []));
  return (
    <div className="rec-peek">
      <dl>{fields.slice(0, fieldsMax).map((field) => <div key={field.name}><dt>{field.label}</dt><dd><ValueView field={field} value={record[field.name]} record={record} /></dd></div>)}</dl>
      <Link to="/o/$object/r/$id" params={{ object: object.name, id }}>{words('openRecord')}</Link>
    </div>
  );
}
