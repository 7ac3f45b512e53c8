/** The trail of a record as the API gives it, made ready to be read: what people changed apart from what followed from it, by day. */
import type { FieldModel, ObjectModel } from '@tenon/model';

export interface HistoryEntry {
  readonly at: string;
  /** `create`, `update`, `delete`, or the name of a transition. */
  readonly kind: string;
  readonly user: { readonly id?: string; readonly name?: string } | null;
  readonly reason?: string | null;
  readonly changes?: Readonly<Record<string, unknown>>;
}

export interface Change {
  readonly field: FieldModel;
  readonly before: unknown;
  readonly after: unknown;
}

export interface ReadEntry {
  readonly entry: HistoryEntry;
  /** What somebody typed or chose. */
  readonly changes: readonly Change[];
  /** Formulas that came out otherwise because of it. */
  readonly computed: readonly Change[];
  /** How many child records were made, changed and taken away with it. */
  readonly children: readonly { readonly field: FieldModel; readonly counts: Readonly<Record<string, number>> }[];
  readonly from: unknown;
  readonly to: unknown;
}

/** A change as the API writes it: `{ old, new }`. */
function sides(change: unknown): readonly [unknown, unknown] {
  if (typeof change !== 'object' || change === null) return [undefined, change];
  const pair = change as Record<string, unknown>;
  return [pair['old'], pair['new']];
}

export function readEntry(object: ObjectModel, entry: HistoryEntry): ReadEntry {
  const found = Object.entries(entry.changes ?? {}).flatMap(([name, change]): Change[] => {
    const field = object.fields[name];
    const [before, after] = sides(change);
    return field && !field.hidden && !(field.system && name !== 'owner') ? [{ field, before, after }] : [];
  });
  const state = found.find(({ field }) => field.name === object.lifecycle?.field);
  const rest = found.filter((one) => one !== state && one.field.type !== 'children');
  const rows = found.filter(({ field }) => field.type === 'children');
  return {
    entry, changes: rest.filter(({ field }) => !field.formula), computed: rest.filter(({ field }) => field.formula),
    children: rows.map(({ field, after }) => ({ field, counts: (after ?? {}) as Readonly<Record<string, number>> })),
    from: state?.before, to: state?.after,
  };
}

export interface Day {
  readonly day: string;
  readonly entries: readonly ReadEntry[];
}

/** Entries of one day of the reader's zone together, in the order given. */
export function byDay(entries: readonly ReadEntry[], timeZone: string): readonly Day[] {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const days = new Map<string, ReadEntry[]>();
  for (const one of entries) {
    const day = format.format(new Date(one.entry.at));
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days].map(([day, found]) => ({ day, entries: found }));
}

/** Ids that stand in changes of references, by the object that they are of: their titles are asked for. */
export function referencedIds(entries: readonly ReadEntry[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { field, before, after } of entries.flatMap((one) => one.changes)) {
    if (!field.to) continue;
    for (const id of [before, after].flat()) if (typeof id === 'string') found.set(field.to, (found.get(field.to) ?? new Set()).add(id));
  }
  return new Map([...found].map(([object, ids]) => [object, [...ids]]));
}
