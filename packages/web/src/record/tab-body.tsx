/** One tab of a record's page: its sections in a grid, child tables, related lists. */
import { DownOutlined, RightOutlined } from '@ant-design/icons';
import type { LayoutFieldModel, ObjectModel, SectionModel, TabModel } from '@tenon/model';
import { useState, type CSSProperties, type ReactNode } from 'react';
import type { RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useSay, type Say } from '../app/language.tsx';
import { holds } from '../fields/evaluate.ts';
import { ValueView } from '../fields/value-view.tsx';
import { ChildTable } from './child-table.tsx';
import { RelatedList } from './related-list.tsx';

interface Props {
  readonly object: ObjectModel;
  readonly tab: TabModel;
  readonly record: RecordValues;
}

export function TabBody({ object, tab, record }: Props) {
  const { session } = useEngine();
  const say = useSay();
  const visible = tab.sections.filter((section) => holds(section.visibleWhen, record, session.timeZone)).flatMap((section) => {
    const fields = section.fields.filter((one) => object.fields[one.field] && holds(one.visibleWhen, record, session.timeZone));
    return fields.length > 0 ? [{ ...section, label: sectionLabel(section, say), fields }] : [];
  });
  return (
    <>
      {visible.map((section) => (
        <SectionFrame key={section.name} section={section}>
          <div className="grid" style={{ '--columns': section.columns } as CSSProperties}>
            {section.fields.map((one) => <Shown key={one.field} object={object} place={one} columns={section.columns} record={record} />)}
          </div>
        </SectionFrame>
      ))}
      {tab.related.map((related) => <RelatedList key={related.name} related={related} record={record} />)}
    </>
  );
}

/** What the compiler gathers into a section of its own has no name in the package. */
export const sectionLabel = (section: SectionModel, say: Say): string => (section.rest ? say('more') : section.label);

export function SectionFrame({ section, children }: { readonly section: Pick<SectionModel, 'label' | 'collapsed'>; readonly children: ReactNode }) {
  const [open, setOpen] = useState(section.collapsed !== true);
  return (
    <section className="panel section">
      {section.label ? (
        <h2 className="section-title">
          {section.collapsed === undefined ? section.label : <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? <DownOutlined /> : <RightOutlined />}{section.label}</button>}
        </h2>
      ) : null}
      {open ? children : null}
    </section>
  );
}

interface ShownProps {
  readonly object: ObjectModel;
  readonly place: LayoutFieldModel;
  readonly columns: number;
  readonly record: RecordValues;
}

function Shown({ object, place, columns, record }: ShownProps) {
  const field = object.fields[place.field];
  if (!field) return null;
  if (field.type === 'children') return <div className="lines-wrap"><ChildTable field={field} place={place} record={record} /></div>;
  return (
    <div className={`shown${(place.span ?? 1) > 1 ? ' broad' : ''}`} data-field={field.name} style={{ gridColumn: `span ${Math.min(place.span ?? 1, columns)}` }}>
      <span>{field.label}</span>
      <div><ValueView field={field} value={record[field.name]} record={record} /></div>
    </div>
  );
}
