/** An rjsf validator without `eval`, so that it works under a strict content security policy; messages in the page's language. */
import { Validator, type OutputUnit, type Schema } from '@cfworker/json-schema';
import {
  createErrorHandler, toErrorSchema, unwrapErrorHandler, validationDataMerge,
  type CustomValidator, type ErrorTransformer, type RJSFSchema, type RJSFValidationError, type UiSchema, type ValidationData, type ValidatorType,
} from '@rjsf/utils';
import type { Say } from '../app/language.tsx';
import type { WordKey } from '../words/en.ts';

export type FormValues = Record<string, unknown>;

const words: Readonly<Record<string, WordKey>> = {
  required: 'errRequired', type: 'errType', minimum: 'errMinimum', maximum: 'errMaximum', minLength: 'errMinLength', maxLength: 'errMaxLength',
  minItems: 'errMinItems', maxItems: 'errMaxItems', pattern: 'errPattern', format: 'errFormat', enum: 'errEnum',
};
/** Keywords that only say that something inside of them is wrong. */
const wrappers = new Set(['properties', 'items', 'prefixItems', 'allOf', 'additionalProperties', '$ref']);

export function createValidator(say: Say): ValidatorType<FormValues> {
  const compiled = new WeakMap<object, Validator>();
  const validatorFor = (schema: RJSFSchema): Validator => {
    let found = compiled.get(schema);
    if (!found) compiled.set(schema, (found = new Validator(schema as Schema, '2020-12', false)));
    return found;
  };
  const problems = (schema: RJSFSchema, data: FormValues | undefined): RJSFValidationError[] => {
    const units = validatorFor(schema).validate(data ?? {}).errors.filter((unit) => !wrappers.has(unit.keyword));
    const errors = units.map((unit) => errorOf(unit, schema, say));
    return errors.filter((error, index) => errors.findIndex((other) => other.property === error.property) === index);
  };
  return {
    isValid: (schema, data) => {
      try {
        return validatorFor(schema).validate(data).valid;
      } catch {
        return false;
      }
    },
    rawValidation: <Result>(schema: RJSFSchema, data?: FormValues) => ({ errors: problems(schema, data) as Result[] }),
    validateFormData: (data: FormValues | undefined, schema: RJSFSchema, custom?: CustomValidator<FormValues>, transform?: ErrorTransformer<FormValues>, ui?: UiSchema<FormValues>): ValidationData<FormValues> => {
      const found = problems(schema, data);
      const errors = transform ? transform(found, ui) : found;
      const base: ValidationData<FormValues> = { errors, errorSchema: toErrorSchema<FormValues>(errors) };
      if (!custom) return base;
      const handler = custom(data, createErrorHandler<FormValues>(data ?? {}), ui, base.errorSchema);
      return validationDataMerge<FormValues>(base, unwrapErrorHandler<FormValues>(handler));
    },
    reset: () => undefined,
  };
}

function errorOf(unit: OutputUnit, schema: RJSFSchema, say: Say): RJSFValidationError {
  const parent = at(schema, unit.keywordLocation.slice(0, unit.keywordLocation.lastIndexOf('/')));
  const missing = unit.keyword === 'required' ? /"([^"]+)"/.exec(unit.error)?.[1] : undefined;
  const path = unit.instanceLocation.replace(/^#/, '') + (missing ? `/${missing}` : '');
  const limit = parent?.[unit.keyword];
  const key = words[unit.keyword];
  const own = unit.keyword === 'pattern' ? parent?.['x-pattern-message'] : undefined;
  const message = typeof own === 'string' ? own : key ? say(key, { limit: String(limit) }) : unit.error;
  return { name: unit.keyword, property: path.replaceAll('/', '.'), message, params: { limit }, stack: message, schemaPath: unit.keywordLocation };
}

function at(schema: RJSFSchema, pointer: string): Record<string, unknown> | undefined {
  let here: unknown = schema;
  for (const step of pointer.replace(/^#\/?/, '').split('/').filter(Boolean)) {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    here = typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[name] : undefined;
  }
  return here as Record<string, unknown> | undefined;
}
