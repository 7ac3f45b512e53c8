/** Labels that a document leaves to what it shows. */
import type { Formula, MetricModel, Model, ObjectModel, WidgetModel } from './model.ts';
import { labelFrom } from './words.ts';

type Objects = Readonly<Record<string, ObjectModel>>;

/** The label of the last field; of a title, the label of the reference that leads to it. */
export function columnLabel(objects: Objects, object: string, path: readonly string[]): string {
  let [at, label] = [objects[object], path.at(-1) ?? ''];
  for (const [index, name] of path.entries()) {
    const field = at?.fields[name];
    if (!field || (index > 0 && index === path.length - 1 && name === at?.title)) break;
    label = field.label;
    at = objects[field.to ?? ''];
  }
  return label;
}

/** What a dimension or metric is called that leaves its heading to what it reads: a field, or what its own name says. */
export function readingLabel(objects: Objects, object: string, name: string, formula: Formula | undefined): string {
  const read = formula?.expr;
  return read?.kind === 'path' ? columnLabel(objects, object, read.steps.map(({ field }) => field)) : labelFrom(name);
}

export const metricLabel = (objects: Objects, object: string, name: string, aggregate: MetricModel['aggregate']): string =>
  (!aggregate || aggregate.fn === 'count' ? labelFrom(name) : readingLabel(objects, object, name, aggregate.value));

/** A widget without words of its own has those of its report or view. */
export const widgetLabel = ({ reports, views }: Pick<Model, 'reports' | 'views'>, { name, report = '', view = '' }: Pick<WidgetModel, 'name' | 'report' | 'view'>): string =>
  reports?.[report]?.label ?? views[view]?.label ?? labelFrom(name);

/** What an item of a menu opens. */
export interface Target {
  readonly object?: string;
  readonly view?: string;
  readonly dashboard?: string;
  readonly report?: string;
}

/** What an item may open, with its words. */
export type Screens = Pick<Model, 'objects' | 'views' | 'dashboards' | 'reports'>;

/** An item without words of its own has those of its dashboard or report, of its view, or of its object. */
export function targetLabel({ objects, views, dashboards, reports }: Screens, { object = '', view, dashboard, report }: Target): string {
  if (dashboard !== undefined) return dashboards?.[dashboard]?.label ?? dashboard;
  if (report !== undefined) return reports?.[report]?.label ?? report;
  return (view === undefined ? undefined : views[`${object}.${view}`]?.label) ?? objects[object]?.plural ?? object;
}
