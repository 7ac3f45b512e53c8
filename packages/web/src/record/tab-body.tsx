/** One tab of a record's page: its sections in a grid, child tables, related lists. */
import type { ObjectModel, TabModel } from '@tenon/model';
import type { CSSProperties } from 'react';
import type { RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useSay } from '../app/language.tsx';
import { holds } from '../fields/evaluate.ts';
import { RelatedList } from './related-list.tsx';
import { SectionFrame, sectionLabel } from './section-frame.tsx';
import { ShownField } from './shown-field.tsx';

interface Props {
  readonly object: ObjectModel;
  readonly tab: TabModel;
  readonly record: RecordValues;
}

export function TabBody({ object, tab, record }: Props) {
  const { session } = useEngine();
  const say = useSay();
  const visible = tab.sections.filter((section) => holds(section.visibleWhen, record, session.tenantTimeZone)).flatMap((section) => {
    const fields = section.fields.filter((one) => object.fields[one.field] && holds(one.visibleWhen, record, session.tenantTimeZone));
    return fields.length > 0 ? [{ ...section, label: sectionLabel(section, say), fields }] : [];
  });
  return (
    <>
      {visible.map((section) => (
        <SectionFrame key={section.name} section={section}>
          <div className="grid" style={{ '--columns': section.columns } as CSSProperties}>
            {section.fields.map((one) => <ShownField key={one.field} object={object} place={one} columns={section.columns} record={record} />)}
          </div>
        </SectionFrame>
      ))}
      {tab.related.map((related) => <RelatedList key={related.name} related={related} record={record} />)}
    </>
  );
}
