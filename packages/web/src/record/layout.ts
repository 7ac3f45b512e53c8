/** The layout of a record: the Model's own for the use and the record, else one made from the fields. */
import type { FieldModel, LayoutFieldModel, LayoutModel, Model, ObjectModel, SectionModel, TabModel } from '@tenon/model';
import { rightAligned } from '../fields/format.ts';

export interface LayoutQuery {
  readonly use: 'form' | 'detail' | 'print';
  readonly roles: readonly string[];
  readonly recordType?: unknown;
  readonly phone: boolean;
}

export function layoutFor(model: Model, object: ObjectModel, query: LayoutQuery): LayoutModel {
  const fits = (layout: LayoutModel) => layout.object === object.name
    && layout.use.includes(query.use)
    && (!layout.roles?.length || layout.roles.some((role) => query.roles.includes(role)))
    && (!layout.recordTypes?.length || layout.recordTypes.includes(String(query.recordType)))
    && (!layout.device || layout.device === (query.phone ? 'phone' : 'desktop'));
  const weight = (layout: LayoutModel) => Number(Boolean(layout.roles?.length)) * 4 + Number(Boolean(layout.recordTypes?.length)) * 2 + Number(Boolean(layout.device));
  const found = Object.values(model.layouts).filter(fits).sort((a, b) => weight(b) - weight(a))[0];
  if (found) return found;
  // Paper shows what the page shows, unless a layout is made for it.
  return query.use === 'print' ? layoutFor(model, object, { ...query, use: 'detail' }) : madeLayout(object);
}

function madeLayout(object: ObjectModel): LayoutModel {
  const own = Object.values(object.fields).filter((field) => !field.system && !field.hidden && field.name !== object.partOf?.by);
  const short = own.filter((field) => field.type !== 'children');
  const children = own.filter((field) => field.type === 'children');
  const sections: SectionModel[] = [
    { name: 'main', label: '', columns: 2, fields: short.map((field): LayoutFieldModel => ({ field: field.name, ...(broad.has(field.type) ? { span: 2 } : {}) })) },
    ...children.map((field): SectionModel => ({ name: field.name, label: field.label, columns: 1, fields: [{ field: field.name }] })),
  ];
  const header = short.filter((field) => field.type === 'select' || field.type === 'money').slice(0, 4).map((field) => field.name);
  return {
    name: `${object.name}.made`, object: object.name, label: object.label, use: ['form', 'detail'], header,
    tabs: [{ name: 'main', label: '', sections, related: [] }],
  };
}
const broad = new Set(['long_text', 'rich_text', 'json', 'address']);

/** The columns of a child table: the layout's, else the child's own fields. */
export function childColumns(child: ObjectModel, by: string | undefined, columns: readonly string[] | undefined): readonly FieldModel[] {
  if (columns?.length) return columns.flatMap((name) => (child.fields[name] ? [child.fields[name]] : []));
  return Object.values(child.fields).filter((field) => !field.system && !field.hidden && field.name !== by && field.type !== 'children');
}

const worded = new Set(['text', 'long_text', 'rich_text', 'reference', 'references', 'multi_select', 'address', 'email', 'url']);

/** How a cell of a table lies: numbers to the right, words wrapped only where they are long. */
export const cellClass = (field: FieldModel | undefined): string => (rightAligned(field) ? 'num' : field && worded.has(field.type) ? 'words' : '');

export const layoutFields = (tabs: readonly TabModel[]): readonly LayoutFieldModel[] => tabs.flatMap((tab) => tab.sections).flatMap((section) => section.fields);
