/** Says that somebody has changed or deleted the record that is being read. */
import { Alert, Button } from 'antd';
import { Link } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { valueAt } from '../fields/paths.ts';
import type { Held } from './use-held-record.ts';
import { useRecordSay } from './words.ts';

export function ChangedBanner({ object, held }: { readonly object: ObjectModel; readonly held: Held }) {
  const words = useRecordSay();
  if (held.gone) {
    const back = <Link to="/o/$object" params={{ object: object.name }}><Button size="small">{words('toList', { objects: object.plural })}</Button></Link>;
    return <Alert className="rec-banner" type="warning" showIcon title={words('goneMeanwhile')} action={back} role="status" data-banner="gone" />;
  }
  if (!held.newer) return null;
  const by = valueAt(held.newer['updated_by'], ['name']);
  return (
    <Alert
      className="rec-banner" type="info" showIcon role="status" data-banner="changed" title={typeof by === 'string' ? words('changedBy', { name: by }) : words('changed')}
      action={<Button size="small" type="primary" data-action="show-newest" onClick={held.show}>{words('showNewest')}</Button>}
    />
  );
}
