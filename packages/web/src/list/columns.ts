/** The columns of a list: the view's own, and every other field that can be one, of which the reader may choose. */
import type { FieldModel, Model, ObjectModel, ViewModel } from '@tenon/model';
import { useEffect } from 'react';
import { useEngine } from '../app/engine.tsx';
import { fieldAt, shownPath } from '../fields/paths.ts';
import type { ListSearch } from './list-search.ts';

export type ListColumn = ViewModel['columns'][number];

export interface ColumnChoice {
  readonly own: readonly ListColumn[];
  readonly others: readonly ListColumn[];
  /** Those that are shown, in the order of the view, then of the object. */
  readonly shown: readonly ListColumn[];
  /** Whether they are other than the view's. */
  readonly chosen: boolean;
  /** Nothing: what the view says. */
  readonly choose: (keys: readonly string[] | undefined) => void;
}

const tooLong = new Set(['children', 'json', 'rich_text', 'file', 'image']);

export const keyOf = (column: ListColumn): string => column.path.join('.');

/** The fields that the view does not show, in the order of the object; the engine's own come last. */
function otherColumns(model: Model, object: ObjectModel, view: ViewModel): readonly ListColumn[] {
  // A reference and the title of what it refers to are one and the same to a reader.
  const taken = new Set(view.columns.flatMap((column) => [keyOf(column), shownPath(model, object.name, column.path)]));
  const fits = (field: FieldModel) => !field.hidden && !tooLong.has(field.type) && !taken.has(field.name) && !taken.has(shownPath(model, object.name, [field.name]));
  const fields = Object.values(object.fields).filter(fits);
  return [...fields.filter((field) => !field.system), ...fields.filter((field) => field.system)].map((field) => ({ path: [field.name], label: field.label }));
}

/** The choice stands in the address; where the address has none, it is the one that was last made in this view here. */
export function useColumns(object: ObjectModel, view: ViewModel, search: ListSearch, go: (search: ListSearch) => void): ColumnChoice {
  const { model, session } = useEngine();
  const place = `tenon.columns.${session.tenant.slug}.${view.name}`;
  const asked = search.columns ?? localStorage.getItem(place) ?? undefined;
  const own = view.columns;
  const others = otherColumns(model, object, view);
  const keys = new Set(asked?.split(','));
  const found = [...own, ...others].filter((column) => keys.has(keyOf(column)) && fieldAt(model, object.name, column.path));
  useEffect(() => {
    if (asked !== undefined && search.columns === undefined) go({ ...search, columns: asked });
  }, [asked, search]);
  const choose = (next: readonly string[] | undefined) => {
    const { columns: _columns, ...kept } = search;
    const text = next?.join(',');
    if (text === undefined || text === own.map(keyOf).join(',')) {
      localStorage.removeItem(place);
      go(kept);
    } else {
      localStorage.setItem(place, text);
      go({ ...kept, columns: text });
    }
  };
  return { own, others, shown: found.length > 0 ? found : own, chosen: found.length > 0, choose };
}
