/** Labels that a document leaves to what it shows. */
import type { ObjectModel, ViewModel } from './model.ts';

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

/** An item without words of its own has those of its view, or of its object. */
export function targetLabel(objects: Objects, views: Readonly<Record<string, ViewModel>>, target: { readonly object: string; readonly view?: string }): string {
  return (target.view === undefined ? undefined : views[`${target.object}.${target.view}`]?.label) ?? objects[target.object]?.plural ?? target.object;
}
