/** What it takes to bring a record from one column of a board to another: a step of its lifecycle, a change of its field, or nothing that its reader may do. */
import type { FieldModel, ObjectModel, TransitionModel } from '@tenon/model';
import type { RecordValues } from '../app/client.ts';
import type { Engine } from '../app/engine.tsx';
import { optionOf } from '../fields/format.ts';
import { readPaths, valueAt } from '../fields/paths.ts';
import { blockedBy, mayAct } from '../record/transitions.ts';
import type { BoardSay } from './say.ts';

export type Move =
  | { readonly kind: 'here' }
  | { readonly kind: 'update' }
  /** `asks`: it is to be confirmed, or needs values. */
  | { readonly kind: 'act'; readonly transition: TransitionModel; readonly asks: boolean }
  | { readonly kind: 'shut'; readonly reason: string };

interface Place {
  readonly engine: Engine;
  readonly object: ObjectModel;
  readonly field: FieldModel;
  readonly say: BoardSay;
}

/** The value of a column: of an option, or null for those that have none. */
export type ColumnValue = string | null;

export const valueOf = (field: FieldModel, record: RecordValues): ColumnValue => {
  const value = record[field.name];
  return typeof value === 'string' && value !== '' ? value : null;
};

export function moveOf({ engine, object, field, say }: Place, record: RecordValues, to: ColumnValue): Move {
  if (valueOf(field, record) === to) return { kind: 'here' };
  if (object.lifecycle?.field === field.name) return stepTo({ engine, object, field, say }, record, to);
  const shut = shutFor(engine, object, field, record, say);
  if (shut !== undefined) return { kind: 'shut', reason: shut };
  if (to === null) return field.required ? { kind: 'shut', reason: say('mayNotChange') } : { kind: 'update' };
  const option = optionOf(field, to);
  return option?.inactive ? { kind: 'shut', reason: say('inactive', { label: option.label }) } : { kind: 'update' };
}

function stepTo({ engine, object, field, say }: Place, record: RecordValues, to: ColumnValue): Move {
  const from = valueOf(field, record);
  const label = (value: ColumnValue) => (value === null ? say('noValue') : optionOf(field, value)?.label ?? value);
  const leading = Object.values(object.lifecycle!.transitions).filter((one) => one.to === to && from !== null && one.from.includes(from));
  if (leading.length === 0) return { kind: 'shut', reason: say('noWay', { from: label(from), to: label(to) }) };
  const may = leading.filter(({ name }) => mayAct(engine, object, name));
  if (may.length === 0) return { kind: 'shut', reason: say('noRight') };
  const reasons = may.map((one) => blockedBy(knownGuards(one, record), record, engine.session.tenantTimeZone));
  const open = may[reasons.indexOf(undefined)];
  if (!open) return { kind: 'shut', reason: reasons[0]! };
  return { kind: 'act', transition: open, asks: open.confirm !== undefined || open.requires.length > 0 || open.tone === 'danger' };
}

/** The guards that can be asked of what the board has of a record; the server asks them all. */
const knownGuards = (transition: TransitionModel, record: RecordValues): TransitionModel => ({
  ...transition,
  guards: transition.guards.filter(({ check }) => readPaths(check.expr).every(({ root, steps }) => root !== 'record' || valueAt(record, steps.map(({ field }) => field)) !== undefined)),
});

/** Why a field of the record cannot be changed; undefined when it can. */
export function shutFor({ access }: Pick<Engine, 'access'>, object: ObjectModel, field: FieldModel, record: RecordValues, say: BoardSay): string | undefined {
  const { update, fields } = access(object.name);
  if (!update || field.system || field.formula || object.partOf || fields[field.name] !== 'write') return say('mayNotChange');
  const state = object.lifecycle && String(record[object.lifecycle.field]);
  const frozen = state === undefined ? undefined : object.states[state]?.frozen;
  const isFrozen = frozen === 'all' || frozen?.includes(field.name) || (state !== undefined && field.frozenAfter !== undefined && field.frozenAfter !== state);
  if (!isFrozen) return undefined;
  const label = optionOf(object.fields[object.lifecycle!.field]!, state)?.label ?? state!;
  return say('frozen', { state: label });
}

/** The step that leads back, where it can be taken without a question. */
export function stepBack(engine: Engine, object: ObjectModel, from: ColumnValue, to: ColumnValue): TransitionModel | undefined {
  return Object.values(object.lifecycle?.transitions ?? {}).find((one) =>
    one.to === from && to !== null && one.from.includes(to) && one.confirm === undefined && one.requires.length === 0 && one.tone !== 'danger' && mayAct(engine, object, one.name));
}
