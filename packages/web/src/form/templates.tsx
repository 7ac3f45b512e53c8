/** The templates of rjsf: the layout's sections as a grid, a label, help and errors around each field. */
import type { FieldTemplateProps, ObjectFieldTemplateProps } from '@rjsf/utils';
import type { FieldModel, SectionModel } from '@tenon/model';
import type { CSSProperties, ReactElement } from 'react';
import { useSay } from '../app/language.tsx';
import { rightAligned } from '../fields/format.ts';
import { sectionLabel, SectionFrame } from '../record/section-frame.tsx';
import { conditionsOf, isLocked, useFormScope } from './form-scope.tsx';
import { errorId } from './leaf-field.tsx';
import { useForm, useFormStore } from './store.ts';
import type { FormValues } from './values.ts';
import { useFormSay } from './words.ts';

/** All tabs one below the other, so that no error hides behind a tab. */
function ObjectFieldTemplate(props: ObjectFieldTemplateProps<FormValues>) {
  const say = useSay();
  const scope = useFormScope();
  const store = useFormStore();
  const content = new Map<string, ReactElement>(props.properties.map((one) => [one.name, one.content]));
  // Drawn anew when another section or field is shown, not when a value changes.
  useForm((state, one) => conditionsOf(scope, state, one).sections.map((section) => `${section.key}:${section.fields.join()}`).join(';') + [...conditionsOf(scope, state, one).locked].join());
  const conditions = conditionsOf(scope, store.get(), store);
  const sections = new Map<string, SectionModel>(scope.layout.tabs.flatMap((tab) => tab.sections.map((section) => [`${tab.name}/${section.name}`, section] as const)));
  // What can only be read belongs to the record's page, save the numbers that follow from what is typed.
  const asks = (name: string) => {
    const field = scope.object.fields[name];
    return field !== undefined && (!isLocked({ ...scope, busy: false }, conditions, field) || (field.formula !== undefined && rightAligned(field)));
  };
  return (
    <>
      {conditions.sections.map(({ key, fields }) => {
        const section = sections.get(key);
        const shown = fields.filter((name) => content.has(name));
        if (!section || !shown.some(asks)) return null;
        const spans = new Map(section.fields.map((place) => [place.field, Math.min(place.span ?? 1, section.columns)]));
        return (
          <SectionFrame key={key} section={{ label: sectionLabel(section, say) }}>
            <div className="grid" style={{ '--columns': section.columns } as CSSProperties}>
              {shown.map((name) => <div key={name} className="grid-cell" style={{ gridColumn: `span ${spans.get(name) ?? 1}`, minWidth: 0 }}>{content.get(name)}</div>)}
            </div>
          </SectionFrame>
        );
      })}
    </>
  );
}

function FieldTemplate(props: FieldTemplateProps<FormValues>) {
  const { object } = useFormScope();
  const { path, $id: id } = props.fieldPathId;
  if (path.length === 0) return <>{props.children}</>;
  const field = object.fields[String(path[0])];
  if (!field) return null;
  if (field.type === 'children') return <div className="lines-wrap" data-field={field.name}>{props.children}<FieldErrors id={id} field={field} /></div>;
  return (
    <div className="field" data-field={field.name}>
      <Label id={id} field={field} />
      {props.children}
      {field.help ? <div className="field-help">{field.help}</div> : null}
      <FieldErrors id={id} field={field} />
      {field.maxLength === undefined ? null : <Count field={field} max={field.maxLength} />}
    </div>
  );
}

function Label({ id, field }: { readonly id: string; readonly field: FieldModel }) {
  const scope = useFormScope();
  const required = useForm((state, store) => conditionsOf(scope, state, store).required.has(field.name));
  return <label htmlFor={id} className={required ? 'required' : ''}>{field.label}</label>;
}

function FieldErrors({ id, field }: { readonly id: string; readonly field: FieldModel }) {
  const messages = useForm(({ errors }) => [...new Set(errors.filter((error) => error.field === field.name && error.row === undefined).map(({ message }) => message))]);
  return messages.length > 0 ? <div className="field-error" role="alert" id={errorId(id)}>{messages.join(' ')}</div> : null;
}

/** How much room is left, once most of it is taken. */
function Count({ field, max }: { readonly field: FieldModel; readonly max: number }) {
  const say = useFormSay();
  const count = useForm(({ data }) => (typeof data[field.name] === 'string' ? [...(data[field.name] as string)].length : 0));
  return count > max * 0.8 ? <div className={`field-count${count > max ? ' field-error' : ''}`}>{say('characters', { count: String(count), max: String(max) })}</div> : null;
}

export const templates = { ObjectFieldTemplate, FieldTemplate };
