/** The templates of rjsf: the layout's sections as a grid, child tables as rows that turn into cards on a phone. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps, FieldTemplateProps, ObjectFieldTemplateProps } from '@rjsf/utils';
import type { FieldModel } from '@tenon/model';
import { Button } from 'antd';
import type { CSSProperties, ReactElement } from 'react';
import { useSay } from '../app/language.tsx';
import { holds } from '../fields/evaluate.ts';
import { rightAligned } from '../fields/format.ts';
import { cellClass } from '../record/layout.ts';
import { sectionLabel, SectionFrame } from '../record/tab-body.tsx';
import { useFormScope } from './form-scope.tsx';
import { placeOf } from './leaf-field.tsx';
import { isRequired } from './schema.ts';
import type { FormValues } from './validator.ts';

function ObjectFieldTemplate(props: ObjectFieldTemplateProps<FormValues>) {
  if (props.fieldPathId.path.length > 0) return <>{props.properties.map((one) => one.content)}</>;
  return <FormSections content={new Map(props.properties.map((one) => [one.name, one.content]))} />;
}

/** All tabs one below the other, so that no error hides behind a tab. */
function FormSections({ content }: { readonly content: ReadonlyMap<string, ReactElement> }) {
  const say = useSay();
  const { layout, object, record, timeZone, readonly } = useFormScope();
  // What can only be read belongs to the record's page, save the numbers that follow from what is typed.
  const asks = (name: string) => {
    const field = object.fields[name];
    return field !== undefined && (!readonly(field) || (field.formula !== undefined && rightAligned(field)));
  };
  const tabs = layout.tabs.filter((tab) => holds(tab.visibleWhen, record, timeZone));
  return (
    <>
      {tabs.flatMap((tab) => tab.sections.filter((section) => holds(section.visibleWhen, record, timeZone)).map((section) => {
        const shown = section.fields.filter((one) => content.has(one.field) && holds(one.visibleWhen, record, timeZone));
        if (!shown.some((one) => asks(one.field))) return null;
        return (
          <SectionFrame key={`${tab.name}/${section.name}`} section={{ label: sectionLabel(section, say) }}>
            <div className="grid" style={{ '--columns': section.columns } as CSSProperties}>
              {shown.map((one) => <div key={one.field} className="grid-cell" style={{ gridColumn: `span ${Math.min(one.span ?? 1, section.columns)}`, minWidth: 0 }}>{content.get(one.field)}</div>)}
            </div>
          </SectionFrame>
        );
      }))}
    </>
  );
}

function FieldTemplate(props: FieldTemplateProps<FormValues>) {
  const scope = useFormScope();
  const { path } = props.fieldPathId;
  const errors = props.rawErrors?.length ? <div className="field-error" role="alert" id={`${props.id}__error`}>{[...new Set(props.rawErrors)].join(' ')}</div> : null;
  if (path.length === 0 || path.length === 2) return <>{props.children}</>;
  const place = placeOf(scope, path);
  if (!place || props.hidden) return null;
  if (path.length === 3) return <td data-label={place.field.label} data-field={place.field.name} className={cellClass(place.field)} style={{ '--cell': `${cellWidth(place.field)}px` } as CSSProperties}><div>{props.children}{errors}</div></td>;
  if (place.field.type === 'children') return <div className="lines-wrap" data-field={place.field.name}>{props.children}{errors}</div>;
  return (
    <div className="field" data-field={place.field.name}>
      <label htmlFor={props.id} className={scope.required.has(place.field.name) ? 'required' : ''}>{place.field.label}</label>
      {props.children}
      {place.field.help ? <div className="field-help">{place.field.help}</div> : null}
      {errors}
    </div>
  );
}

function ArrayFieldTemplate(props: ArrayFieldTemplateProps<FormValues>) {
  const say = useSay();
  const scope = useFormScope();
  const name = String(props.fieldPathId.path[0]);
  const field = scope.object.fields[name];
  const locked = field ? scope.readonly(field) : true;
  return (
    <>
      <div className={`lines-label${scope.required.has(name) ? ' required' : ''}`}>{field?.label}</div>
      <div className="table-scroll">
        <table className="lines lines-edit" aria-label={field?.label}>
          <thead>
            <tr>
              {scope.columns(name).map((column) => <th key={column.name} className={rightAligned(column) ? 'num' : ''}><span className={isRequired(column) ? 'required' : ''}>{column.label}</span></th>)}
              {locked ? null : <th aria-label={say('actions')} className="lines-button" />}
            </tr>
          </thead>
          <tbody>{props.items}</tbody>
        </table>
      </div>
      {props.items.length === 0 ? <div className="muted">{say('noRows')}</div> : null}
      {locked ? null : <div className="lines-add"><Button type="dashed" size="small" icon={<PlusOutlined />} onClick={props.onAddClick} data-action={`add-${name}`}>{say('addRow')}</Button></div>}
    </>
  );
}

/** As wide as what is typed into it, so that more of a row is seen at once. */
function cellWidth(field: FieldModel): number {
  if (field.formula) return 52;
  return { reference: 132, references: 180, integer: 40, decimal: 56, quantity: 68, money: 92, percent: 66, select: 88, boolean: 44, date: 116, datetime: 160 }[field.type as string] ?? 120;
}

function ArrayFieldItemTemplate(props: ArrayFieldItemTemplateProps<FormValues>) {
  const say = useSay();
  const scope = useFormScope();
  const field = scope.object.fields[String(props.buttonsProps.fieldPathId.path[0])];
  const locked = field ? scope.readonly(field) : true;
  return (
    <tr>
      {props.children}
      {locked ? null : (
        <td data-label={say('row', { row: props.index + 1 })} className="lines-button">
          <Button type="text" danger icon={<DeleteOutlined />} aria-label={say('removeRow', { row: props.index + 1 })} onClick={props.buttonsProps.onRemoveItem} />
        </td>
      )}
    </tr>
  );
}

export const templates = { ObjectFieldTemplate, FieldTemplate, ArrayFieldTemplate, ArrayFieldItemTemplate };
