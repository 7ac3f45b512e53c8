/** Conditions and formulas over a record at hand. What cannot be computed here is undefined; the server's word counts. */
import { evaluateExpression } from '@tenon/expression';
import type { Formula } from '@tenon/model';

type EvaluationRoots = Parameters<typeof evaluateExpression>[1]['roots'];

export function evaluate(formula: Formula, record: unknown, timeZone: string): unknown {
  try {
    return evaluateExpression(formula.expr, { now: new Date().toISOString(), timeZone, roots: { record } as EvaluationRoots });
  } catch {
    return undefined;
  }
}

/** A condition that is absent or cannot be computed holds. */
export const holds = (formula: Formula | undefined, record: unknown, timeZone: string): boolean =>
  formula === undefined || ![false, null].includes(evaluate(formula, record, timeZone) as false | null);

/** A condition that is absent or cannot be computed does not hold. */
export const applies = (formula: Formula | undefined, record: unknown, timeZone: string): boolean =>
  formula !== undefined && evaluate(formula, record, timeZone) === true;
