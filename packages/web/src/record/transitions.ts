/** Which transitions a record offers to its reader, and why one of them is shut. */
import type { ObjectModel, TransitionModel } from '@tenon/model';
import type { RecordValues } from '../app/client.ts';
import type { Engine } from '../app/engine.tsx';
import { holds } from '../fields/evaluate.ts';
import { readPaths } from '../fields/paths.ts';

export interface Choice {
  readonly transition: TransitionModel;
  /** The message of the first guard that does not hold. */
  readonly blocked: string | undefined;
}

/** Whether the role of the caller has the action at all. */
export function mayAct({ access }: Pick<Engine, 'access'>, object: ObjectModel, name: string): boolean {
  const { actions } = access(object.name);
  return actions.includes('*') || actions.includes(name);
}

export const blockedBy = (transition: TransitionModel, record: RecordValues, timeZone: string): string | undefined =>
  transition.guards.find((guard) => !holds(guard.check, record, timeZone))?.message;

/** A guard over what is only asked for on the way says nothing yet. */
const standing = (transition: TransitionModel): TransitionModel => ({
  ...transition,
  guards: transition.guards.filter(({ check }) => !readPaths(check.expr).some(({ steps }) => steps[0] && transition.requires.includes(steps[0].field))),
});

/** Transitions open from the state of the record, the primary ones first and the dangerous ones last. */
export function choicesOf(engine: Engine, object: ObjectModel, record: RecordValues): readonly Choice[] {
  const { lifecycle } = object;
  if (!lifecycle) return [];
  const state = String(record[lifecycle.field]);
  const weight = ({ tone }: TransitionModel) => ({ primary: 0, default: 1, danger: 2 })[tone];
  return Object.values(lifecycle.transitions)
    .filter((one) => one.from.includes(state) && mayAct(engine, object, one.name))
    .sort((a, b) => weight(a) - weight(b))
    .map((transition) => ({ transition, blocked: blockedBy(standing(transition), record, engine.session.tenantTimeZone) }));
}
