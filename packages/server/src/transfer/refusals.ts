/** Why a row was refused, in the language of whoever asked, and at which column. */
import { hintOf, messageOf, type Failure, type FieldProblem, type Locale } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import { problemOf } from '../problem.ts';

export interface Refusal {
  readonly field: string | null;
  readonly message: string;
}

/** One per field that is wrong; one for the whole where none is. Objects and fields are called as people know them. */
export function refusalsOf(failure: Failure, own: string, model: Model, texts: Readonly<Record<string, string>>, locale: Locale): readonly Refusal[] {
  const params = <T extends Pick<FieldProblem, 'params'>>(problem: T): T => {
    const { object, fields } = problem.params ?? {};
    const label = typeof object === 'string' ? model.objects[object]?.label : undefined;
    const labels = typeof fields === 'string' ? fields.split(', ').map((name) => model.objects[own]?.fields[name]?.label ?? name).join(', ') : undefined;
    return { ...problem, params: { ...problem.params, ...(label === undefined ? {} : { object: label }), ...(labels === undefined ? {} : { fields: labels }) } };
  };
  const problems = failure.problems.map(params);
  const told = problemOf({ ...failure, message: '', name: '', params: params(failure).params, problems } as Failure, locale, '', texts);
  if (told.errors && told.errors.length > 0) return told.errors.map(({ field, message, hint }) => ({ field: field === '' ? null : field, message: hint ? `${message} ${hint}` : message }));
  const whole = { code: failure.code, params: params(failure).params };
  return [{ field: null, message: [messageOf(whole, locale), hintOf(whole, locale)].filter(Boolean).join(' ') }];
}
