/**
 * The record that a comment or an attachment is about: a caller that may not read it is told exactly what `get` tells it.
 *
 * Errors: OPR101 no such object; ACC102 the role may not read it; OPR115, OPR116 its records have none; ACC101 no such record;
 *         ACC102, ACC103 the caller may not change it.
 */
import { failure } from '@tenon/diagnostics';
import type { ObjectModel } from '@tenon/model';
import type { Transaction } from '../database.ts';
import { ident, join, render, sql, verbatim } from '../expression/fragment.ts';
import { Names, typed } from '../expression/scope.ts';
import type { Access } from '../operation/access.ts';
import { recordId, resolveObject } from '../operation/parse.ts';

/** Of a Model that says nothing: whatever stands by itself has them. */
const standsAlone = (object: ObjectModel): boolean => object.partOf === undefined && !object.system;
export const hasComments = (object: ObjectModel): boolean => object.comments ?? standsAlone(object);
export const hasAttachments = (object: ObjectModel): boolean => object.attachments ?? standsAlone(object);

export interface RecordRef {
  readonly object: ObjectModel;
  readonly id: string;
}

/** What is asked about, by name and id, before anything is looked up. */
export function recordRef(access: Access, object: string, id: string, about: 'comments' | 'attachments'): RecordRef {
  const found = resolveObject(access, object);
  if (access.recordGrant(found.name, 'read') === undefined) throw failure('ACC102', { action: 'read', object: found.name });
  if (about === 'comments' && !hasComments(found)) throw failure('OPR115', { object: found.name });
  if (about === 'attachments' && !hasAttachments(found)) throw failure('OPR116', { object: found.name });
  return { object: found, id: recordId(id) };
}

export interface Held {
  /** Whether the caller may change the record. */
  readonly writable: boolean;
  readonly owner: string | null;
}

/** The record, where the caller may read it. With `hold` it stays as long as the transaction lasts. */
export async function readRecord(tx: Transaction, access: Access, { object, id }: RecordRef, now: string, { hold = false } = {}): Promise<Held> {
  const scope = access.sqlContext(now, {}, new Names());
  const reads = access.condition(object.name, 'read', 'r', scope) ?? verbatim('true');
  const writes = access.condition(object.name, 'update', 'r', scope) ?? verbatim('true');
  const owner = object.owner && object.fields['owner'] ? ident('r', 'owner') : verbatim('null::uuid');
  const lock = hold ? sql` for key share of ${ident('r')}` : verbatim('');
  const [row] = await tx.query<{ writable: boolean | null; owner: string | null }>({
    ...render(sql`select (${writes}) as writable, ${owner} as owner from ${ident(object.name)} ${ident('r')} where ${ident('r', 'id')} = ${typed(id, 'uuid')} and (${reads})${lock}`), prepared: true,
  });
  if (!row) throw failure('ACC101');
  return { writable: row.writable === true, owner: row.owner };
}

export function demandUpdate(access: Access, { object }: RecordRef, held: Held, action: string): void {
  if (access.recordGrant(object.name, 'update') === undefined) throw failure('ACC102', { action, object: object.name });
  if (!held.writable) throw failure('ACC103', { action });
}

/** Who of these may read the record, asked as each of them. */
export async function readersOf(tx: Transaction, { object, id }: RecordRef, accesses: readonly Access[], now: string): Promise<readonly string[]> {
  const able = accesses.filter((access) => access.object(object.name) && access.recordGrant(object.name, 'read') !== undefined);
  if (able.length === 0) return [];
  const names = new Names();
  const asked = able.map((access, i) => sql`(${access.condition(object.name, 'read', 'r', access.sqlContext(now, {}, names)) ?? verbatim('true')}) as ${ident(`a${i}`)}`);
  const [row] = await tx.query<Record<string, unknown>>(render(sql`select ${join(asked)} from ${ident(object.name)} ${ident('r')} where ${ident('r', 'id')} = ${typed(id, 'uuid')}`));
  return able.filter((_, i) => row?.[`a${i}`] === true).map(({ principal }) => principal.userId);
}

