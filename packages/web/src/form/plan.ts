/** Which fields a form asks for, with the columns of its child tables, and what nobody writes here. */
import type { FieldModel, LayoutModel, Model, ObjectModel } from '@tenon/model';
import type { RecordValues } from '../app/client.ts';
import type { Engine } from '../app/engine.tsx';
import { childColumns, layoutFields } from '../record/layout.ts';
import { isRequired } from './check.ts';
import type { FieldPlan } from './form-data.ts';
import type { Locks } from './form-scope.tsx';

/** A form that lacks a field that must be given could never be saved: it is added at the end of the first section. */
export function completeLayout(object: ObjectModel, layout: LayoutModel): LayoutModel {
  const placed = new Set(layoutFields(layout.tabs).map((one) => one.field));
  const missing = Object.values(object.fields).filter((field) => isRequired(field) && !field.default && !placed.has(field.name) && field.name !== object.lifecycle?.field && field.name !== object.partOf?.by);
  const [tab, ...tabs] = layout.tabs;
  const [section, ...sections] = tab?.sections ?? [];
  if (missing.length === 0 || !tab || !section) return layout;
  const full = { ...section, fields: [...section.fields, ...missing.map((field) => ({ field: field.name }))] };
  return { ...layout, tabs: [{ ...tab, sections: [full, ...sections] }, ...tabs] };
}

export function planOf(engine: Engine, object: ObjectModel, layout: LayoutModel, locks: Locks, creating: boolean): readonly FieldPlan[] {
  const seen = new Set<string>();
  const stamped = new Set(Object.values(object.lifecycle?.transitions ?? {}).flatMap((transition) => Object.keys(transition.set)));
  // A new record has nothing to read yet but what follows from what is typed.
  const blank = (field: FieldModel, locked: boolean) => creating && locked && !field.formula && field.type !== 'autonumber' && !field.default;
  return layoutFields(layout.tabs).flatMap((place) => {
    const field = object.fields[place.field];
    if (!field || seen.has(field.name) || field.name === object.lifecycle?.field) return [];
    // Steps of the lifecycle write these; nobody is asked for them.
    if (stamped.has(field.name) && !field.required) return [];
    if (blank(field, locks.field(field))) return [];
    seen.add(field.name);
    return [{ field, columns: columnsOf(engine.model, object, field, place.columns).filter((column) => !blank(column, locks.cell(field, column))) }];
  });
}

function columnsOf(model: Model, object: ObjectModel, field: FieldModel, columns: readonly string[] | undefined): readonly FieldModel[] {
  const child = field.type === 'children' ? model.objects[field.of ?? ''] : undefined;
  if (!child) return [];
  const shown = childColumns(child, field.by, columns);
  const missing = Object.values(child.fields).filter((one) => isRequired(one) && !one.default && one.name !== field.by && one.to !== object.name && !shown.includes(one));
  return [...shown, ...missing];
}

/** What nobody writes here: by the caller's role, by the engine, by the record's state. */
export function locksOf({ model, access }: Engine, object: ObjectModel, source: RecordValues | undefined): Locks {
  const own = access(object.name).fields;
  const state = object.lifecycle && source ? String(source[object.lifecycle.field]) : undefined;
  const frozen = state ? object.states[state]?.frozen : undefined;
  const computed = (field: FieldModel) => Boolean(field.system || field.formula) || field.type === 'autonumber';
  return {
    field: (field: FieldModel): boolean => computed(field)
      || field.name === object.lifecycle?.field
      || (own[field.name] !== undefined && own[field.name] !== 'write')
      || frozen === 'all' || (frozen?.includes(field.name) ?? false)
      || (state !== undefined && field.frozenAfter !== undefined && field.frozenAfter !== state),
    cell: (field: FieldModel, cell: FieldModel): boolean => {
      const grant = model.objects[field.of ?? ''] ? access(field.of!).fields[cell.name] : undefined;
      return computed(cell) || (grant !== undefined && grant !== 'write');
    },
  };
}

export const writablePlan = (plan: readonly FieldPlan[], locks: Locks): readonly FieldPlan[] =>
  plan.filter(({ field }) => !locks.field(field)).map(({ field, columns }) => ({ field, columns: columns.filter((column) => !locks.cell(field, column)) }));
