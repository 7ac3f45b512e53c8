/** What the parts of a form share that does not change with a keystroke: Model, layout, who may write what. And what follows from the data by conditions. */
import type { FieldModel, LayoutModel, Model, ObjectModel } from '@tenon/model';
import { createContext, use } from 'react';
import type { RecordValues } from '../app/client.ts';
import { applies, holds } from '../fields/evaluate.ts';
import { layoutFields } from '../record/layout.ts';
import { isRequired } from './check.ts';
import type { FieldPlan } from './form-data.ts';
import type { FormState, FormStore } from './store.ts';

export interface Locks {
  readonly field: (field: FieldModel) => boolean;
  readonly cell: (field: FieldModel, cell: FieldModel) => boolean;
}

export interface FormScope {
  readonly model: Model;
  readonly object: ObjectModel;
  readonly layout: LayoutModel;
  /** Of the tenant, in which formulas count days. */
  readonly timeZone: string;
  readonly creating: boolean;
  readonly plan: readonly FieldPlan[];
  readonly locks: Locks;
  /** What formulas read through a reference. */
  readonly needs: (object: string, field: string) => readonly string[];
  /** Whether the form is being saved. */
  readonly busy: boolean;
  /** How far down its grids may grow before they scroll inside. */
  readonly compact: boolean;
}

const ScopeContext = createContext<FormScope | undefined>(undefined);
export const FormScopeProvider = ScopeContext;

export function useFormScope(): FormScope {
  const scope = use(ScopeContext);
  if (!scope) throw new Error('useFormScope outside of a form');
  return scope;
}

export interface Conditions {
  readonly visible: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
  /** The sections that are shown, each with its fields. */
  readonly sections: readonly { readonly key: string; readonly fields: readonly string[] }[];
}

const kept = new WeakMap<FormState, { readonly scope: FormScope; readonly conditions: Conditions }>();

/** The conditions of a layout over the form as it stands; worked out once for each state of the form. */
export function conditionsOf(scope: FormScope, state: FormState, store: FormStore): Conditions {
  const known = kept.get(state);
  if (known?.scope === scope) return known.conditions;
  const conditions = workOut(scope, store.record());
  kept.set(state, { scope, conditions });
  return conditions;
}

function workOut({ layout, plan, locks, timeZone }: FormScope, record: RecordValues): Conditions {
  const planned = new Map(plan.map(({ field }) => [field.name, field]));
  const places = layout.tabs.filter((tab) => holds(tab.visibleWhen, record, timeZone)).flatMap((tab) => tab.sections
    .filter((section) => holds(section.visibleWhen, record, timeZone))
    .map((section) => ({ key: `${tab.name}/${section.name}`, places: section.fields.filter((place) => planned.has(place.field) && holds(place.visibleWhen, record, timeZone)) })));
  const shown = places.flatMap((section) => section.places);
  const asked = (name: string): FieldModel | undefined => {
    const field = planned.get(name);
    return field && !locks.field(field) ? field : undefined;
  };
  return {
    visible: new Set(shown.map(({ field }) => field)),
    required: new Set(shown.filter((place) => {
      const field = asked(place.field);
      return field !== undefined && (isRequired(field) || (!field.formula && applies(place.requiredWhen, record, timeZone)));
    }).map(({ field }) => field)),
    locked: new Set(layoutFields(layout.tabs).filter((place) => applies(place.readonlyWhen, record, timeZone)).map(({ field }) => field)),
    sections: places.map((section) => ({ key: section.key, fields: section.places.map(({ field }) => field) })),
  };
}

export const isLocked = (scope: FormScope, conditions: Conditions, field: FieldModel): boolean => scope.busy || scope.locks.field(field) || conditions.locked.has(field.name);
