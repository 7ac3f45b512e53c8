/** One field of a record's page: its label and value, changed in place where that is allowed, explained where it is computed. */
import { EditOutlined, LockOutlined } from '@ant-design/icons';
import type { LayoutFieldModel, ObjectModel } from '@tenon/model';
import { Tooltip } from 'antd';
import { useState } from 'react';
import type { RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { optionOf } from '../fields/format.ts';
import { ValueView } from '../fields/value-view.tsx';
import { ChildTable } from './child-table.tsx';
import { editBlock, type EditBlock } from './editable.ts';
import { WhyMark } from './explain/why-mark.tsx';
import { InlineEdit } from './inline-edit.tsx';
import { useRecordSay } from './words.ts';

interface Props {
  readonly object: ObjectModel;
  readonly place: LayoutFieldModel;
  readonly columns: number;
  readonly record: RecordValues;
}

export function ShownField({ object, place, columns, record }: Props) {
  const engine = useEngine();
  const [editing, setEditing] = useState(false);
  const field = object.fields[place.field];
  if (!field) return null;
  if (field.type === 'children') return <div className="lines-wrap" data-field={field.name}><ChildTable object={object} field={field} place={place} record={record} /></div>;
  const block = editBlock(engine, { object, record, field, place });
  const edit = () => setEditing(true);
  return (
    <div className={`shown${(place.span ?? 1) > 1 ? ' broad' : ''}`} data-field={field.name} style={{ gridColumn: `span ${Math.min(place.span ?? 1, columns)}` }}>
      <span className="shown-label" title={field.help}>{field.label}</span>
      {editing ? <InlineEdit object={object} field={field} record={record} close={() => setEditing(false)} /> : (
        <div className="shown-value" {...(block ? {} : { onDoubleClick: edit })}>
          <ValueView field={field} value={record[field.name]} record={record} />
          {field.formula ? <WhyMark object={object} field={field} record={record} /> : <EditMark block={block} object={object} record={record} label={field.label} edit={edit} />}
        </div>
      )}
    </div>
  );
}

interface MarkProps {
  readonly block: EditBlock | undefined;
  readonly object: ObjectModel;
  readonly record: RecordValues;
  readonly label: string;
  readonly edit: () => void;
}

function EditMark({ block, object, record, label, edit }: MarkProps) {
  const words = useRecordSay();
  if (!block) return <button type="button" className="rec-mark" aria-label={words('editField', { label })} data-action="edit-field" onClick={edit}><EditOutlined /></button>;
  const state = object.lifecycle && object.fields[object.lifecycle.field];
  const params = { state: state ? optionOf(state, record[state.name])?.label ?? '' : '' };
  return <Tooltip title={words(`block_${block}`, params)}><span className="rec-mark rec-lock" role="img" aria-label={words(`block_${block}`, params)}><LockOutlined /></span></Tooltip>;
}
