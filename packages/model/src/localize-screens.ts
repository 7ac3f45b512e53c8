/** Layouts, views and apps in another language. A label that came from a field, view or object follows it. */
import { columnLabel, targetLabel, type Screens } from './labels.ts';
import type { Say } from './localize.ts';
import type { AppModel, LayoutModel, Model, ObjectModel, ViewModel } from './model.ts';
import { mapValues } from './words.ts';

type Map<T> = Readonly<Record<string, T>>;

export function localizeViews(model: Model, objects: Map<ObjectModel>, say: Say): Map<ViewModel> {
  return mapValues(model.views, (view) => ({
    ...view, label: say(`view/${view.name}/label`, view.label),
    columns: view.columns.map((column) => {
      const own = column.label !== columnLabel(model.objects, view.object, column.path);
      const label = own ? column.label : columnLabel(objects, view.object, column.path);
      return { ...column, label: say(`view/${view.name}#columns/${column.path.join('.')}/label`, label) };
    }),
  }));
}

export function localizeLayouts(model: Model, objects: Map<ObjectModel>, say: Say): Map<LayoutModel> {
  return mapValues(model.layouts, (layout) => {
    const head = `layout/${layout.name}`;
    const [before, after] = [model.objects[layout.object], objects[layout.object]];
    // A layout that was made from its object has the words of the object and its fields.
    const follow = (label: string): string => {
      if (label === before?.label) return after!.label;
      const field = Object.values(before?.fields ?? {}).find((each) => each.type === 'children' && each.label === label);
      return field ? after!.fields[field.name]!.label : label;
    };
    return {
      ...layout, label: say(`${head}/label`, follow(layout.label)),
      tabs: layout.tabs.map((tab) => ({
        ...tab, label: say(`${head}#tabs/${tab.name}/label`, follow(tab.label)),
        sections: tab.sections.map((section) => ({ ...section, label: say(`${head}#tabs/${tab.name}/sections/${section.name}/label`, follow(section.label)) })),
        related: tab.related.map((list) => ({ ...list, label: say(`${head}#tabs/${tab.name}/related/${list.name}/label`, list.label) })),
      })),
    };
  });
}

export function localizeApps(model: Model, screens: Screens, say: Say): Map<AppModel> {
  return mapValues(model.apps, (app) => ({
    ...app, label: say(`app/${app.name}/label`, app.label),
    navigation: app.navigation.map((group) => ({
      ...group, label: say(`app/${app.name}#navigation/${group.name}/label`, group.label),
      items: group.items.map((item) => {
        const own = item.label !== targetLabel(model, item);
        return { ...item, label: say(`app/${app.name}#navigation/${group.name}/items/${item.name}/label`, own ? item.label : targetLabel(screens, item)) };
      }),
    })),
  }));
}
