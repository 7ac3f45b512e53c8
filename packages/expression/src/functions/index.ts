/** The register of functions: the checker, the evaluator, the SQL, the documentation and the tests read it. */
import { dateFunctions } from './date.ts';
import type { FunctionDefinition } from './function.ts';
import { logicFunctions, recordFunctions, setFunctions } from './logic.ts';
import { numberFunctions } from './number.ts';
import { textFunctions } from './text.ts';

/** Every function by its name in lower case. */
export const functions: ReadonlyMap<string, FunctionDefinition> = new Map(
  [...logicFunctions, ...textFunctions, ...numberFunctions, ...dateFunctions, ...setFunctions, ...recordFunctions].map((entry) => [entry.name, entry]),
);

/** A call as an author writes it, such as `round(number, [places])`. */
export function usageOf({ name, signature }: FunctionDefinition): string {
  const fixed = signature.params.map((entry) => (entry.optional ? `[${entry.name}]` : entry.name));
  const repeated = signature.variadic?.map((entry) => entry.name) ?? [];
  const tail = signature.tail ? [`[${signature.tail.name}]`] : [];
  return `${name}(${[...fixed, ...repeated, ...(repeated.length ? ['…'] : []), ...tail].join(', ')})`;
}
