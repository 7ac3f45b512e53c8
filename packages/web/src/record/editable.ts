/** Whether a field of a record can be changed here and now, and if not, why. The server has the last word. */
import type { FieldModel, LayoutFieldModel, ObjectModel } from '@tenon/model';
import type { RecordValues } from '../app/client.ts';
import type { Engine } from '../app/engine.tsx';
import { applies } from '../fields/evaluate.ts';

/** Why not: computed, numbered or kept by the engine; written by steps of the lifecycle; frozen; no right; only in the form; the layout says so. */
export type EditBlock = 'computed' | 'automatic' | 'step' | 'frozen' | 'right' | 'parent' | 'form' | 'layout';

const stateOf = (object: ObjectModel, record: RecordValues): string | undefined => (object.lifecycle ? String(record[object.lifecycle.field]) : undefined);

/** Whether the state of the record has frozen all of it. */
export const isFrozen = (object: ObjectModel, record: RecordValues): boolean => object.states[stateOf(object, record) ?? '']?.frozen === 'all';

function frozenField(object: ObjectModel, record: RecordValues, field: FieldModel): boolean {
  const state = stateOf(object, record);
  const frozen = state === undefined ? undefined : object.states[state]?.frozen;
  return frozen === 'all' || (frozen?.includes(field.name) ?? false) || (state !== undefined && field.frozenAfter !== undefined && field.frozenAfter !== state);
}

/** What only a form has room for. */
const formOnly = new Set(['children', 'json', 'rich_text', 'file', 'image']);

interface Place {
  readonly object: ObjectModel;
  readonly record: RecordValues;
  readonly field: FieldModel;
  readonly place: LayoutFieldModel;
}

export function editBlock({ access, session }: Pick<Engine, 'access' | 'session'>, { object, record, field, place }: Place): EditBlock | undefined {
  const may = access(object.name);
  const grant = may.fields[field.name];
  if (field.formula) return 'computed';
  if (field.system || field.type === 'autonumber') return 'automatic';
  const stamped = Object.values(object.lifecycle?.transitions ?? {}).some((one) => field.name in one.set);
  if (field.name === object.lifecycle?.field || (stamped && !field.required)) return 'step';
  if (field.name === 'record_type') return 'automatic';
  if (object.partOf) return 'parent';
  if (!may.update || (grant !== undefined && grant !== 'write')) return 'right';
  if (frozenField(object, record, field)) return 'frozen';
  if (applies(place.readonlyWhen, record, session.tenantTimeZone)) return 'layout';
  return formOnly.has(field.type) ? 'form' : undefined;
}
