/** The audit trail and the outbox: written by the transaction that makes the change, in one statement. */
import type { WriteContext } from './write-rows.ts';

export interface Trace {
  readonly object: string;
  readonly id: string;
  readonly kind: string;
  readonly changes: Readonly<Record<string, { readonly old: unknown; readonly new: unknown }>>;
  /** Told to the world through the outbox; rows of children are only kept in the trail. */
  readonly event?: Readonly<Record<string, unknown>>;
}

/** What differs between two states of a record, by field; `updated_at` and the like say nothing. */
export function differences(old: Readonly<Record<string, unknown>>, next: Readonly<Record<string, unknown>>): Trace['changes'] {
  const changes: Record<string, { old: unknown; new: unknown }> = {};
  for (const name of new Set([...Object.keys(old), ...Object.keys(next)])) {
    if (silent.has(name)) continue;
    const [before, after] = [old[name] ?? null, next[name] ?? null];
    if (JSON.stringify(before) !== JSON.stringify(after)) changes[name] = { old: before, new: after };
  }
  return changes;
}

/** Files put to a record, and taken away: in its history under a name that no field can have. Whoever reads the record may have them. */
export const attachmentKey = '$attachment';

const silent = new Set(['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by']);

/** Written together with COMMIT. */
export function writeTraces(traces: readonly Trace[], reason: string | undefined, context: WriteContext): void {
  if (traces.length === 0) return;
  const rows = traces.map((trace) => ({ object: trace.object, record_id: trace.id, kind: trace.kind, changes: trace.changes, payload: trace.event ?? null }));
  context.tx.last({
    text: `with v as (select * from json_to_recordset($1::json) as v(object text, record_id uuid, kind text, changes jsonb, payload jsonb)),
      a as (insert into "_audit" (at, user_id, object, record_id, kind, changes, reason, via) select $2::timestamptz, $3::uuid, object, record_id, kind, changes, $4::text, $5::text from v)
      insert into "_outbox" (at, object, record_id, kind, payload) select $2::timestamptz, object, record_id, kind, payload from v where payload is not null and payload <> 'null'::jsonb`,
    values: [JSON.stringify(rows), context.now, context.userId, reason ?? null, context.access.principal.kind === 'system' ? context.access.principal.name : null],
    prepared: true,
  });
}
