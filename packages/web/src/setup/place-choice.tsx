/** Where a field of the layer's own stands: in which section of the form, after which field. */
import type { Model } from '@tenon/model';
import { Select } from 'antd';
import { useLanguage } from '../app/language.tsx';
import { sectionLabel } from '../record/section-frame.tsx';
import type { FieldInput } from './field-input.ts';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay } from './words.ts';

interface Props {
  readonly object: string;
  readonly input: FieldInput;
  readonly onChange: (part: Partial<FieldInput>) => void;
}

interface Section { readonly value: string; readonly label: string; readonly fields: readonly string[] }

interface Models {
  readonly model: Model;
  /** In the documents' own words. */
  readonly source: Model;
}

/** A form that the compiler has made from the fields, in their order: there is no document to put anything in. */
function isMade({ layouts, objects }: Model, name: string): boolean {
  const { object, tabs } = layouts[name]!;
  const label = objects[object]?.label;
  return tabs.length === 1 && tabs[0]!.name === 'main' && tabs[0]!.label === label && tabs[0]!.sections[0]?.name === 'main' && tabs[0]!.sections[0].label === label;
}

const formsOf = ({ model, source }: Models, object: string) => Object.values(model.layouts).filter((layout) => layout.object === object && layout.use.includes('form') && !isMade(source, layout.name));

/** Sections that a document has; the compiler's own for what is left over is none. Tables of rows are no place for a field. */
function sectionsOf(models: Models, object: string): readonly (Omit<Section, 'label'> & { readonly layout: string; readonly tab: string; readonly section: Parameters<typeof sectionLabel>[0] })[] {
  return formsOf(models, object).flatMap((layout) => layout.tabs.flatMap((tab) => tab.sections.filter((section) => !section.rest).map((section) => ({
    value: `${layout.name}#tabs/${tab.name}/sections/${section.name}`, layout: layout.label, tab: tab.label, section, fields: section.fields.map(({ field }) => field),
  }))));
}

export function firstPlace(models: Models, object: string): Pick<FieldInput, 'section' | 'after'> {
  return { section: sectionsOf(models, object)[0]?.value ?? '', after: '' };
}

export function PlaceChoice({ object, input, onChange }: Props) {
  const say = useSetupSay();
  const { say: sayProduct } = useLanguage();
  const { model, source } = useSetup();
  const found = sectionsOf({ model, source }, object);
  const [layouts, tabs] = [new Set(found.map(({ layout }) => layout)).size, new Set(found.map(({ tab }) => tab)).size];
  const sections: readonly Section[] = found.map(({ layout, tab, section, ...rest }) => ({
    ...rest, label: [...(layouts > 1 ? [layout] : []), ...(tabs > 1 && tab ? [tab] : []), sectionLabel(section, sayProduct) || say('unnamed')].join(' / '),
  }));
  const fields = model.objects[object]?.fields ?? {};
  const here = sections.find(({ value }) => value === input.section)?.fields ?? Object.values(fields).filter((field) => !field.system).map(({ name }) => name);
  const after = here.filter((name) => name !== input.name && fields[name]).map((name) => ({ value: name, label: fields[name]!.label }));
  return (
    <div className="pair">
      {sections.length > 0 ? (
        <Select
          id="sf-section" aria-label={say('section')} value={input.section} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false}
          options={[...sections.map(({ value, label }) => ({ value, label })), { value: '', label: say('unplaced') }]} onChange={(section: string) => onChange({ section, after: '' })}
        />
      ) : null}
      {input.section !== '' || sections.length === 0 ? (
        <Select
          id="sf-after" aria-label={say('afterField')} value={after.some(({ value }) => value === input.after) ? input.after : ''} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false} {...(input.after ? { prefix: say('afterField') } : {})}
          options={[{ value: '', label: say('atTheEnd') }, ...after]} onChange={(next: string) => onChange({ after: next })}
        />
      ) : null}
    </div>
  );
}
