/** The frame of a section: a heading, which folds it where the layout says so. */
import { DownOutlined, RightOutlined } from '@ant-design/icons';
import type { SectionModel } from '@tenon/model';
import { useState, type ReactNode } from 'react';
import type { Say } from '../app/language.tsx';

/** What the compiler gathers into a section of its own has no name in the package. */
export const sectionLabel = (section: SectionModel, say: Say): string => (section.rest ? say('more') : section.label);

interface Props {
  readonly section: Pick<SectionModel, 'label' | 'collapsed'>;
  readonly children: ReactNode;
}

export function SectionFrame({ section, children }: Props) {
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
