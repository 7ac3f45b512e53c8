/**
 * The names in dashboards.
 *
 * In:   one document. Out: MET4xx at their places.
 */
import { nearest } from '@tenon/diagnostics';
import type { Document, Path } from '../document.ts';
import type { DashboardDocument } from '../generated/documents.ts';
import type { FieldModel } from '../model.ts';
import { definitionAt, objectAt, pathAt, report, type DeclaredObject, type LinkContext } from './context.ts';
import { isNarrowing, linkChart } from './reports.ts';

type DashboardAt = Document<DashboardDocument>;
type Widget = DashboardDocument['widgets'][string];

/** What a filter offers, and the widget that said so first. */
interface Offered {
  readonly widget: string;
  readonly values: string;
}

export function linkDashboards(context: LinkContext): void {
  for (const document of Object.values(context.layered.dashboards)) linkDashboard(context, document);
}

function linkDashboard(context: LinkContext, document: DashboardAt): void {
  const { value } = document;
  for (const [index, name] of (value.roles ?? []).entries()) definitionAt(context, 'role', name, { document, path: ['roles', index] });
  for (const [name, filter] of Object.entries(value.filters ?? {})) {
    if (filter.kind === 'value' && filter.default !== undefined) report(context, document, ['filters', name, 'default'], 'MET466', { key: 'default', because: 'it is for periods' }, { key: true });
  }
  const offered = new Map<string, Offered>();
  for (const [name, widget] of Object.entries(value.widgets)) linkWidget(context, document, name, widget, offered);
}

function linkWidget(context: LinkContext, document: DashboardAt, name: string, widget: Widget, offered: Map<string, Offered>): void {
  const path: Path = ['widgets', name];
  if ((widget.report === undefined) === (widget.view === undefined)) return report(context, document, path, 'MET473', { name }, { key: true });
  if (widget.view !== undefined && widget.chart !== undefined) report(context, document, [...path, 'chart'], 'MET466', { key: 'chart', because: 'a view is a list' }, { key: true });
  const { reports, views } = context.layered;
  const of = widget.report === undefined ? undefined : reports[widget.report]?.value;
  const known = widget.report === undefined
    ? definitionAt(context, 'view', widget.view!, { document, path: [...path, 'view'] })
    : definitionAt(context, 'report', widget.report, { document, path: [...path, 'report'] });
  if (of) linkChart(context, document, [...path, 'chart'], widget.chart, of);
  // An object that is not there is told where the report or the view names it.
  const object = known ? context.objects[of?.object ?? views[widget.view!]?.value.object ?? ''] : undefined;
  const filters = document.value.filters ?? {};
  for (const [filter, dotted] of Object.entries(widget.filters ?? {})) {
    const at = [...path, 'filters', filter];
    const said = Object.hasOwn(filters, filter) ? filters[filter] : undefined;
    if (!said) report(context, document, at, 'MET404', { kind: 'filter', name: filter, suggestion: nearest(filter, Object.keys(filters)) }, { key: true });
    const field = object && pathAt(context, object, dotted, { document, path: at });
    if (said && field) linkNarrowing(context, document, at, { kind: said.kind, filter, widget: name, dotted, field }, offered);
  }
}

interface Narrowing {
  readonly kind: 'period' | 'value';
  readonly filter: string;
  readonly widget: string;
  readonly dotted: string;
  readonly field: FieldModel;
}

function linkNarrowing(context: LinkContext, document: DashboardAt, path: Path, { kind, filter, widget, dotted, field }: Narrowing, offered: Map<string, Offered>): undefined {
  const isDate = field.type === 'date' || field.type === 'datetime';
  if (kind === 'period') return isDate ? undefined : report(context, document, path, 'MET468', { name: dotted, type: field.type });
  if (!isNarrowing(field.type)) return report(context, document, path, 'MET474', { name: dotted, type: field.type });
  const values = field.to ?? field.optionsFrom ?? field.type;
  const first = offered.get(filter);
  if (!first) offered.set(filter, { widget, values });
  else if (first.values !== values) report(context, document, path, 'MET475', { filter, type: values, other: first.values, widget: first.widget });
  return undefined;
}

export type TargetDocument = { readonly object?: string; readonly view?: string; readonly dashboard?: string; readonly report?: string };

/** What an item of a menu, or the home of an app, opens: exactly one thing. */
export function linkTarget(context: LinkContext, document: Document, target: TargetDocument, path: Path): DeclaredObject | undefined {
  const { object, view, dashboard, report: named } = target;
  if ([object, dashboard, named].filter((each) => each !== undefined).length !== 1) return report(context, document, path, 'MET465', {}, { key: true });
  if (dashboard !== undefined) definitionAt(context, 'dashboard', dashboard, { document, path: [...path, 'dashboard'] });
  if (named !== undefined) definitionAt(context, 'report', named, { document, path: [...path, 'report'] });
  if (object === undefined) {
    return view === undefined ? undefined : report(context, document, [...path, 'view'], 'MET466', { key: 'view', because: 'there is no object' }, { key: true });
  }
  if (view !== undefined) definitionAt(context, 'view', `${object}.${view}`, { document, path: [...path, 'view'] });
  return objectAt(context, object, { document, path: [...path, 'object'] });
}
