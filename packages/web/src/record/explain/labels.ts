/** Paths of formulas by the labels of what they lead through. */
import type { CheckedAggregate, ReadPath } from '@tenon/expression';
import type { FieldModel, Model } from '@tenon/model';
import type { ExplainSay } from './words.ts';

/** The field that the path ends at. */
export function endOf(model: Model, { steps }: ReadPath): FieldModel | undefined {
  const last = steps.at(-1);
  return last && model.objects[last.object]?.fields[last.field];
}

/** `Partner › Region › Name`. The step of a date range that has no field of its own keeps its name. */
export const labelOf = (model: Model, { root, steps }: ReadPath): string =>
  (steps.length === 0 ? root : steps.map(({ object, field }) => model.objects[object]?.fields[field]?.label ?? field).join(' › '));

/** `Sum of Gross of Lines`. */
export function aggregateWords(model: Model, { fn, children, value }: CheckedAggregate, say: ExplainSay): string {
  const rows = labelOf(model, children);
  const of = value?.kind === 'path' ? labelOf(model, value) : undefined;
  return of === undefined ? say('aggregateRows', { fn: say(`fn_${fn}`), rows }) : say('aggregateOf', { fn: say(`fn_${fn}`), of, rows });
}
