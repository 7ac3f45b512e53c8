/** The flat JSON Schema of a form, from the Model: which fields there are. What a value must be is checked by `check.ts` in the reader's words. */
import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import type { FieldModel } from '@tenon/model';
import type { FieldPlan } from './form-data.ts';
import type { FormValues } from './values.ts';

export const formSchema = (plan: readonly FieldPlan[]): RJSFSchema => ({ type: 'object', properties: Object.fromEntries(plan.map(({ field }) => [field.name, { title: field.label }])) });

/** Every value has our own field component, and a child table one for all of it. */
export const formUi = (plan: readonly FieldPlan[]): UiSchema<FormValues> => Object.fromEntries(plan.map(({ field }) => [field.name, { 'ui:field': fieldKind(field) }]));

const fieldKind = (field: FieldModel): 'leaf' | 'rows' => (field.type === 'children' ? 'rows' : 'leaf');
