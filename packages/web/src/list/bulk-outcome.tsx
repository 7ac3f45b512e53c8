/** What came of a change to many records: how many were changed, and which were not and why. */
import { Link } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import type { BulkResult } from '@tenon/sdk';
import { Button, Modal } from 'antd';
import { useListSay } from './say.ts';

export function BulkOutcome({ object, result, close }: { readonly object: ObjectModel; readonly result: BulkResult; readonly close: () => void }) {
  const say = useListSay();
  return (
    <Modal open onCancel={close} title={say('changed', { count: result.changed })} footer={<Button type="primary" onClick={close}>{say('close')}</Button>} className="bulk-outcome">
      <h3>{say('refused', { count: result.refused })}</h3>
      <ul aria-label={say('whyRefused')} data-refused={result.refused}>
        {result.errors.map((one) => <li key={one.id}><Link to="/o/$object/r/$id" params={{ object: object.name, id: one.id }}>{one.title}</Link><span>{one.message}</span></li>)}
      </ul>
    </Modal>
  );
}
