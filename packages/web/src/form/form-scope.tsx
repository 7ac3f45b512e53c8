/** What the templates and fields of a form share: the Model, the record as it stands, and what each field may do now. */
import type { FieldModel, LayoutModel, Model, ObjectModel } from '@tenon/model';
import { createContext, use } from 'react';
import type { RecordValues } from '../app/client.ts';
import type { Known } from './form-data.ts';
import type { FormValues } from './validator.ts';

export interface FormScope {
  readonly model: Model;
  readonly object: ObjectModel;
  readonly layout: LayoutModel;
  readonly data: FormValues;
  /** The record as expressions see it. */
  readonly record: RecordValues;
  readonly known: Known;
  readonly timeZone: string;
  readonly creating: boolean;
  readonly columns: (field: string) => readonly FieldModel[];
  readonly required: ReadonlySet<string>;
  readonly readonly: (field: FieldModel, row?: FieldModel) => boolean;
  /** What formulas read through a reference. */
  readonly needs: (object: string, field: string) => readonly string[];
  readonly learn: (record: RecordValues) => void;
}

const ScopeContext = createContext<FormScope | undefined>(undefined);
export const FormScopeProvider = ScopeContext;

export function useFormScope(): FormScope {
  const scope = use(ScopeContext);
  if (!scope) throw new Error('useFormScope outside of a form');
  return scope;
}
